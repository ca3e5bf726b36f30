"""The date of what is written before the trial, which is not the date of its report."""

from __future__ import annotations

from datetime import date

from trialrun.study import Study


def planning_date(study: Study) -> tuple[str, str]:
    """
    Return the path of the date that protocol, plan and rehearsal bear.

    It is the date of the protocol; a definition that has none gives all its documents one date.
    """
    dated = study.identification.protocol_date is not None
    return ("identification", "protocol_date" if dated else "report_date")


def planning_day(study: Study) -> date:
    """Return that date itself, for the properties of a document."""
    return study.identification.protocol_date or study.identification.report_date
