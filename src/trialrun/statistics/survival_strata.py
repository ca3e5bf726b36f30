"""The logrank test of two groups within strata, with its direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from trialrun.errors import AnalysisError
from trialrun.statistics.arrays import (
    Labels,
    as_labels,
    as_numbers,
    check_lengths,
    is_known,
    levels_of,
)
from trialrun.statistics.distributions import chi_square_tail, normal_tail


@dataclass(frozen=True, slots=True)
class StratifiedLogrank:
    """
    The test of an experimental against a control group.

    `z` is above 0 where the experimental group has fewer events than expected. `observed` and
    `expected` are of the experimental group. `p` is two-sided, `p_one_sided` against no benefit.
    """

    z: float
    p: float
    p_one_sided: float
    observed: float
    expected: float
    variance: float
    strata: int

    @property
    def statistic(self) -> float:
        """The chi-square statistic, of 1 degree of freedom."""
        return self.z * self.z


def stratified_logrank(
    time: ArrayLike | Sequence[float | None],
    event: ArrayLike,
    group: Labels,
    *,
    experimental: Any,
    strata: Labels | None = None,
) -> StratifiedLogrank:
    """
    Test whether two groups have one hazard within each stratum.

    Observed minus expected events and their hypergeometric variances are summed over strata.

    Args:
        time: (n,) times from the start.
        event: (n,) true for an event, false for censoring.
        group: (n,) labels, two of them.
        experimental: the label whose benefit makes `z` positive.
        strata: (n,) labels; None is one stratum. A subject with a missing time, group or
            stratum is left out.
    Returns:
        z, above 0 for a benefit, its p-values, and the experimental group's observed and expected
        events over all strata.
    Raises:
        AnalysisError: not two groups, or no event while both are at risk.
    Source: Mantel and Haenszel (1959), JNCI 22:719-748; Mantel (1966), Cancer Chemotherapy
        Reports 50:163-170.

    >>> test = stratified_logrank(
    ...     [1, 2, 3, 4], [1, 1, 1, 1], ["c", "e", "c", "e"], experimental="e"
    ... )
    >>> round(test.z, 4), test.strata
    (0.7845, 1)
    """
    times = as_numbers(time, "time")
    happened = np.asarray(event, dtype=bool)
    labels = as_labels(group, "group")
    levels = as_labels([0] * len(times) if strata is None else strata, "strata")
    check_lengths(time=times, event=happened, group=labels, strata=levels)
    known = is_known(times) & is_known(labels) & is_known(levels)
    times, happened, labels, levels = times[known], happened[known], labels[known], levels[known]
    found = levels_of(labels)
    if len(found) != 2 or experimental not in found:
        raise AnalysisError(
            f"a stratified logrank test needs two groups, {experimental} and another; "
            f"found {', '.join(map(str, found)) or 'none'}"
        )
    treated = labels == experimental
    observed = expected = variance = 0.0
    own_strata = levels_of(levels)
    for stratum in own_strata:
        own = levels == stratum
        each_time, died = np.unique(times[own & happened], return_counts=True)
        deaths = died.astype(np.float64)
        at_risk = _at_risk(times[own], each_time)
        at_risk_treated = _at_risk(times[own & treated], each_time)
        share = at_risk_treated / at_risk
        observed += float(np.sum(happened[own & treated]))
        expected += float(np.sum(deaths * share))
        several = at_risk > 1
        spread = deaths[several] * (at_risk[several] - deaths[several]) / (at_risk[several] - 1)
        variance += float(np.sum(spread * share[several] * (1 - share[several])))
    if variance <= 0:
        raise AnalysisError("a logrank test needs an event while two groups are at risk")
    z = (expected - observed) / sqrt(variance)
    return StratifiedLogrank(
        z=z,
        p=chi_square_tail(z * z, 1),
        p_one_sided=normal_tail(z),
        observed=observed,
        expected=expected,
        variance=variance,
        strata=len(own_strata),
    )


def _at_risk(times: np.ndarray[Any, Any], at: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """How many of `times` are not below each of `at`."""
    return len(times) - np.searchsorted(np.sort(times), at, side="left").astype(np.float64)
