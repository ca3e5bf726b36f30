"""Options of analysis data sets (their scripts say what each one does)."""

from __future__ import annotations

from trialrun.study.base import Part


class AdlbOptions(Part):
    """Laboratory data."""


class AdvsOptions(Part):
    """Vital signs."""
