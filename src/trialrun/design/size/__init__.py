"""Sample size and power by endpoint: means, proportions, counts, repeated measures, several."""
