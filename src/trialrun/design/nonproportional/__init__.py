"""Design of two-arm survival trials whose hazards need not be proportional."""
