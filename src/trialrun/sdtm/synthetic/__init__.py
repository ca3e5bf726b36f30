"""Synthetic patients: one trial drawn from a scenario, as full SDTM."""

from trialrun.sdtm.synthetic.draw import synthesize

__all__ = ["synthesize"]
