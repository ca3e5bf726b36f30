"""Why subjects leave, as the definition groups it."""

from __future__ import annotations

from collections.abc import Iterator

from trialrun.study.model import Study
from trialrun.study.options_subject import DispositionReason

DEATH = "DEATH"
"""DSDECOD of a death, after CDISC controlled terminology (NCOMPLT)."""


def reasons_for_leaving(study: Study) -> Iterator[tuple[int, DispositionReason]]:
    """
    Yield the reasons of `analysis_data.ADSL.disposition` that are not completion.

    Death is none where it is an endpoint.

    Returns:
        Place in the definition, from 1, and the reason.
    """
    done = {term.upper() for term in (*study.sdtm.completed_terms, *endpoint_deaths(study))}
    for place, reason in enumerate(study.analysis_data.ADSL.disposition.reasons, start=1):
        if not done.intersection(term.upper() for term in reason.terms):
            yield place, reason


def endpoint_deaths(study: Study) -> tuple[str, ...]:
    """
    Return the DSDECOD of those who died, where death is an endpoint of the study.

    A patient who dies in a study of survival has reached its endpoint and has not discontinued.
    Where no time-to-event parameter counts deaths, this is empty.
    """
    options = study.analysis_data.ADTTE
    if options is None or all(each.event != "death" for each in options.parameters):
        return ()
    return (DEATH,)
