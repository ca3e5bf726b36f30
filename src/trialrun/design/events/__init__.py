"""Trials with time to an event: sizes, powers, expected events and times of analysis."""
