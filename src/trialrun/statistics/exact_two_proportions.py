"""Exact unconditional tests of two proportions: Barnard's and Boschloo's."""

from __future__ import annotations

from typing import Literal

from trialrun.errors import RequestError
from trialrun.statistics.two_proportions import check_counts

Alternative = Literal["two-sided", "greater", "less"]
ExactMethod = Literal["boschloo", "barnard"]


def exact_unconditional(
    events: int,
    n: int,
    events_other: int,
    n_other: int,
    *,
    method: ExactMethod = "boschloo",
    alternative: Alternative = "two-sided",
) -> float:
    """
    Exact p-value of two equal proportions, the largest over what the proportion may be.

    Args:
        events: of the first group.
        n: subjects of the first group.
        events_other: of the second group.
        n_other: subjects of the second group.
        method: what orders the tables: boschloo the p-value of Fisher's test, which it is never
            above; barnard the score statistic.
        alternative: of the first group's proportion.
    Returns:
        The p-value.
    Raises:
        RequestError: a method or alternative that there is not, or counts that are not whole.
        AnalysisError: events that are not from 0 to n, or a group without subjects.
    Source: Barnard (1947), Biometrika 34:123-138; Boschloo (1970), Statistica Neerlandica 24:1-35.

    >>> round(exact_unconditional(7, 15, 12, 15, method="barnard", alternative="less"), 4)
    0.0341
    """
    from scipy.stats import barnard_exact, boschloo_exact

    check_counts(events, n, events_other, n_other)
    if alternative not in {"two-sided", "greater", "less"}:
        raise RequestError(f"alternative is {alternative!r}, must be two-sided, greater or less")
    if method not in {"boschloo", "barnard"}:
        raise RequestError(f"method is {method!r}, must be boschloo or barnard")
    if any(each != int(each) for each in (events, n, events_other, n_other)):
        raise RequestError("an exact test takes whole counts")
    table = [
        [int(events), int(events_other)],
        [int(n - events), int(n_other - events_other)],
    ]
    if method == "barnard":
        return float(barnard_exact(table, alternative=alternative, n=256).pvalue)
    return float(boschloo_exact(table, alternative=alternative, n=256).pvalue)
