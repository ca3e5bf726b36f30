"""The one-sample logrank test: events of a single arm against a reference hazard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from trialrun.errors import AnalysisError
from trialrun.statistics.arrays import as_numbers, check_lengths, is_known
from trialrun.statistics.distributions import chi_square_tail, normal_tail

Variance = Literal["expected", "mean"]


@dataclass(frozen=True, slots=True)
class OneSampleLogrank:
    """Observed and expected events; `z` above 0 where there are fewer than expected."""

    observed: float
    expected: float
    ratio: float
    z: float
    p: float
    p_one_sided: float


def one_sample_logrank(
    event: ArrayLike,
    cumulative_hazard: ArrayLike | Sequence[float | None],
    *,
    variance: Variance = "expected",
) -> OneSampleLogrank:
    """
    Test whether subjects have the hazard of a reference.

    Args:
        event: (n,) true for an event, false for censoring.
        cumulative_hazard: (n,) of the reference, from the start to each subject's own time; of a
            population table it may differ by subject.
        variance: expected events; or the mean of observed and expected, which holds its level
            better in small samples.
    Returns:
        Observed and expected events; z, above 0 where there are fewer than expected, with two-sided
        and one-sided p-value.
    Raises:
        AnalysisError: a negative hazard, or no expected event.
    Source: Breslow (1975), International Statistical Review 43:45-58; Wu (2014), Pharmaceutical
        Statistics 13:253-259 (mean).

    >>> test = one_sample_logrank([1, 0, 1, 0], [0.5, 1.0, 1.5, 1.0])
    >>> test.observed, test.expected, test.z
    (2.0, 4.0, 1.0)
    """
    hazard, happened = as_numbers(cumulative_hazard, "cumulative_hazard"), np.asarray(event, bool)
    check_lengths(cumulative_hazard=hazard, event=happened)
    known = is_known(hazard)
    hazard, happened = hazard[known], happened[known]
    if np.any(hazard < 0):
        raise AnalysisError("a cumulative hazard is negative; it grows from 0")
    observed, expected = float(happened.sum()), float(hazard.sum())
    if expected <= 0:
        raise AnalysisError("a one-sample logrank test needs expected events; there are none")
    spread = expected if variance == "expected" else (observed + expected) / 2
    z = (expected - observed) / sqrt(spread)
    return OneSampleLogrank(
        observed=observed,
        expected=expected,
        ratio=observed / expected,
        z=z,
        p=chi_square_tail(z * z, 1),
        p_one_sided=normal_tail(z),
    )
