"""The rehearsal report: what the trial would do, before it is done."""

from trialrun.documents.rehearsal.build import build_rehearsal

__all__ = ["build_rehearsal"]
