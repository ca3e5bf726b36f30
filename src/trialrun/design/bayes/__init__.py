"""Bayesian designs: assurance, borrowing, response-adaptive, basket and platform trials."""
