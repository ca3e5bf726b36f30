"""The clinical study report."""

from trialrun.documents.csr.build import build_csr

__all__ = ["build_csr"]
