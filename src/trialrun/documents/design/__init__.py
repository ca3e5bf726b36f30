"""The design report: what the trial was sized for, and what its design does."""

from trialrun.documents.design.build import build_design

__all__ = ["build_design"]
