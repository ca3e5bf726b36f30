"""Bounds of group-sequential tests: families, spending functions, characteristics."""
