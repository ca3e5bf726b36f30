"""More arms and hypotheses: Dunnett, multi-arm multi-stage, closed and graphical tests."""
