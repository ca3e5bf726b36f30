"""Trials that look at their data on the way: combination tests, conditional power, inference."""
