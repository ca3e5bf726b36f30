"""Multi-regional trials: consistency of a region with the whole, and subjects needed for it."""
