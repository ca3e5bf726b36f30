"""Analysis: ADaM data sets derived from SDTM, and the results computed from them."""
