"""Why subjects leave, as the definition groups it."""

from __future__ import annotations

from collections.abc import Iterator

from trialrun.study.model import Study
from trialrun.study.options_subject import DispositionReason


def reasons_for_leaving(study: Study) -> Iterator[tuple[int, DispositionReason]]:
    """
    Yield the reasons of `analysis_data.ADSL.disposition` that are not completion.

    Returns:
        Place in the definition, from 1, and the reason.
    """
    done = {term.upper() for term in study.sdtm.completed_terms}
    for place, reason in enumerate(study.analysis_data.ADSL.disposition.reasons, start=1):
        if not done.intersection(term.upper() for term in reason.terms):
            yield place, reason
