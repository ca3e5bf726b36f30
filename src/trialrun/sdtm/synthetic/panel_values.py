"""Numbers of a panel: tests that go together, within a visit and over a subject's visits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from trialrun.sdtm.synthetic.draws import Flags, Floats, Integers, log_parameters
from trialrun.study import FindingsPanel, FindingsTest

_SHARED = 0.85
_LEAST_SHARE, _MOST_SHARE = 0.005, 0.98
_EDGE = 1e-12


@dataclass(frozen=True)
class Places:
    """
    The rows of a panel: visits of a time point, one time point after the other.

    Args:
        subject: position of the row's subject.
        share: of the treatment that has passed, 0 to 1.
        screening: whether the row is from before the first dose.
        male: whether the subject is a man.
        arm: position of the subject's arm in `arms`.
        arms: ids of arms, and "" for those who have none.
    """

    subject: Integers
    share: Floats
    screening: Flags
    male: Flags
    arm: Integers
    arms: Sequence[str]


def panel_deviates(
    panel: FindingsPanel, subjects: int, rows: Integers, rng: np.random.Generator
) -> Floats:
    """
    Draw standard normal deviates that correlate between tests and between visits.

    Args:
        panel: tests, their correlations and time points.
        subjects: number of subjects.
        rows: subject of each visit.
        rng: generator.
    Returns:
        Shape (time points × visits, tests), time points outermost.
    """
    root = np.linalg.cholesky(panel.correlation_matrix()).T
    kept = np.array([test.correlation for test in panel.tests])
    width = len(panel.tests)
    own = rng.standard_normal((subjects, width)) @ root
    visit = rng.standard_normal((len(rows), width)) @ root
    deviates = own[rows] * np.sqrt(kept) + visit * np.sqrt(1 - kept)
    points = panel.time_points
    if not points:
        return np.asarray(deviates)
    parts = [deviates]
    if len(points) > 1:
        parts = [
            np.sqrt(_SHARED) * deviates
            + np.sqrt(1 - _SHARED) * (rng.standard_normal((len(rows), width)) @ root)
            for _ in points
        ]
    return np.concatenate(
        [part + point.shift for part, point in zip(parts, points, strict=True)], axis=0
    )


def panel_numbers(panel: FindingsPanel, deviates: Floats, places: Places) -> Floats:
    """
    Turn deviates into the numbers that are recorded.

    Args:
        panel: tests.
        deviates: shape (rows, tests).
        places: the rows.
    Returns:
        Shape (rows, tests), rounded; a test that is one of some values has NaN.
    """
    exact = np.full(deviates.shape, np.nan)
    number = {test.code: k for k, test in enumerate(panel.tests)}
    drawn = [k for k, test in enumerate(panel.tests) if test.mean is not None and not test.values]
    for k in drawn:
        test = panel.tests[k]
        values = _spread(test, deviates[:, k], places)
        exact[:, k] = values if test.part_of else _bounded(test, values)
    for whole in sorted({test.part_of for test in panel.tests if test.part_of}):
        parts = [k for k in drawn if panel.tests[k].part_of == whole]
        shares = np.clip(exact[:, parts], _LEAST_SHARE, _MOST_SHARE)
        shares /= np.maximum(shares.sum(axis=1, keepdims=True) / _MOST_SHARE, 1.0)
        for k, share in zip(parts, shares.T, strict=True):
            values = _bounded(panel.tests[k], share * exact[:, number[whole]])
            exact[:, k] = _within(panel.tests[k], values, places.screening)
    for k, test in enumerate(panel.tests):
        if test.quotient is not None:
            of, by = exact[:, number[test.quotient.of]], exact[:, number[test.quotient.by]]
            exact[:, k] = _bounded(test, test.quotient.times * of / by)
    rounded = np.column_stack(
        [np.round(exact[:, k], test.decimals) for k, test in enumerate(panel.tests)]
    )
    for k, test in enumerate(panel.tests):
        if test.part_of:
            most = _down(rounded[:, number[test.part_of]], test.decimals)
            rounded[:, k] = np.minimum(rounded[:, k], most)
        if test.below is not None:
            most = _down(rounded[:, number[test.below.test]] - test.below.least, test.decimals)
            rounded[:, k] = np.minimum(rounded[:, k], most)
    return rounded


def failing_values(test: FindingsTest, count: int, rng: np.random.Generator) -> Floats:
    """Return values with which a subject is not eligible: 5% to 50% beyond a limit."""
    low, high = test.eligible or (None, None)
    beyond = _NEAR + (_FAR - _NEAR) * rng.random(count)
    under = rng.random(count) < (0.0 if low is None else 1.0 if high is None else 0.5)
    scale = 10.0**test.decimals
    least = 0.0 if low is None else np.floor((low - abs(low) * beyond) * scale) / scale
    most = 0.0 if high is None else np.ceil((high + abs(high) * beyond) * scale) / scale
    return np.where(under, least, most)


_NEAR, _FAR = 0.05, 0.5


def _spread(test: FindingsTest, deviates: Floats, places: Places) -> Floats:
    """Values with mean, spread, sex and drift of a test; at screening, those that are eligible."""
    mean, spread = test.mean or 0.0, test.sd or 1.0
    shift: Floats = test.male * places.male.astype(np.float64)
    if test.log:
        centre, deviation = log_parameters(mean, spread)
    else:
        centre, deviation = mean, spread
    if test.eligible is not None and not test.part_of and places.screening.any():
        ends = [
            np.full(len(deviates), unlimited)
            if limit is None
            else (_scaled(limit - shift, logarithm=test.log) - centre) / deviation
            for limit, unlimited in zip(test.eligible, (-np.inf, np.inf), strict=True)
        ]
        low, high = ndtr(ends[0]), ndtr(ends[1])
        inside = ndtri(np.clip(low + ndtr(deviates) * (high - low), _EDGE, 1 - _EDGE))
        deviates = np.where(places.screening, inside, deviates)
    values = centre + deviation * deviates
    values = (np.exp(values) if test.log else values) + shift
    if test.drift:
        slopes = np.array([test.drift.get(arm, 0.0) for arm in places.arms])
        values = values + slopes[places.arm] * places.share
    if not test.part_of:
        values = _within(test, values, places.screening)
    return np.asarray(values)


def _scaled(limit: Floats, *, logarithm: bool) -> Floats:
    return np.log(np.maximum(limit, _EDGE)) if logarithm else limit


def _within(test: FindingsTest, values: Floats, screening: Flags) -> Floats:
    """Values at screening cut at the limits of eligibility."""
    if test.eligible is None:
        return values
    low, high = test.eligible
    cut = np.clip(values, -np.inf if low is None else low, np.inf if high is None else high)
    return np.where(screening, cut, values)


def _bounded(test: FindingsTest, values: Floats) -> Floats:
    low, high = test.bounds or (0.0 if (test.mean or 0.0) >= 0 else -np.inf, np.inf)
    return np.asarray(np.clip(values, low, high))


def _down(values: Floats, decimals: int) -> Floats:
    """Values rounded down to so many decimals."""
    scale = 10.0**decimals
    return np.asarray(np.floor(values * scale + _TINY) / scale)


_TINY = 1e-6
