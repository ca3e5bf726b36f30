"""The statistical analysis plan."""

from trialrun.documents.sap.build import build_sap

__all__ = ["build_sap"]
