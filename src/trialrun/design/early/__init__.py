"""Designs of early trials: dose escalation, single-arm trials with few looks, rules for safety."""
