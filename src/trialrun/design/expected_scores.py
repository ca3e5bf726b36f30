"""
Expected scores of the stratified logrank test, and the power that follows without simulation.

Schoenfeld's drift, log hazard ratio times the root of a quarter of the events, holds for small
effects, arms that stay balanced and large strata. Here each look's expected score and variance are
integrals over the follow-up of the subjects expected at risk in each stratum, arm by arm; they are
those of the test itself. Two things that large-sample theory leaves out are kept: the arms drift
apart at risk, and within a small stratum the last at risk are often all of one arm. For counts
that thin out at random E[n1 n0 / n] is the product of expectations over the sum, times
1 - (1 - s)(1 - exp(-n)) / n, where n are at risk on average and s is their share of those who
entered: permuted blocks begin in balance and lose it as subjects leave.

Source: Schoenfeld (1981), Biometrika 68:316-319, for the expected score under an alternative;
Jennison and Turnbull (2000), chapter 19, for the recursion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from trialrun.design.expected_entry import ExpectedEntry
from trialrun.design.recursion import StoppingProbabilities, stopping_probabilities
from trialrun.design.spending import Floats

_STEPS = 4000
"""Steps of the midpoint rule over a follow-up; halving them moves the power below 1e-5."""


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """
    How a comparison of two arms is expected to run; side 0 is control, 1 the experimental arm.

    `share` (2,) is each side's part of all subjects, `dropout` (2,) its hazard of leaving. `hazard`
    (2, r, p) is by region and piece, a piece beginning at its `month` (p,); `cell` (c,) are the
    shares of the cells of stratification factors and `level` (c,) what multiplies their hazards.
    `group` (r, c) numbers the strata of the test, each of which stands for `alike` (g,) strata of
    the same size. Nobody is followed longer than `follow_up_months`; the study ends at
    `longest_months`, and its last look is not before `minimum_months` after the last subject in.
    `sign` is 1 where a longer time is better, else -1.
    """

    entry: ExpectedEntry
    share: Floats
    month: Floats
    hazard: Floats
    dropout: Floats
    cell: Floats
    level: Floats
    group: NDArray[np.int64]
    alike: Floats
    follow_up_months: float
    longest_months: float
    minimum_months: float
    sign: float


@dataclass(frozen=True, slots=True, eq=False)
class Drift:
    """
    What is expected at each look, (k,): the mean of Z is score / √variance.

    `month` is when the looks are expected; a look whose events are not expected by the end of the
    study is expected there. `hazard_ratio` is the average over the events until then.
    """

    month: Floats
    events: Floats
    score: Floats
    variance: Floats
    hazard_ratio: Floats

    @property
    def means(self) -> Floats:
        """Mean of Z at each look, positive in favour of the experimental arm."""
        return np.asarray(self.score / np.sqrt(self.variance))

    def stopping(
        self, upper: Sequence[float], lower: Sequence[float] | None
    ) -> StoppingProbabilities:
        """Return the probabilities of crossing bounds of Z at each look."""
        fractions = self.variance / self.variance[-1]
        return stopping_probabilities(
            fractions.tolist(), upper=upper, lower=lower, drift=self.means.tolist()
        )


def expected_drift(course: Course, events: Sequence[float]) -> Drift:
    """
    Return what is expected at looks after numbers of events.

    Args:
        course: of the comparison.
        events: of both arms at each look, rising.
    Returns:
        Month, events, score, variance and average hazard ratio at each look, arrays (k,).
    Source: see the module.

    >>> from trialrun.design.example import course_example
    >>> course = course_example()
    >>> drift = expected_drift(course, [60, 120])
    >>> drift.month.round(2).tolist(), drift.means.round(3).tolist()
    ([15.36, 27.0], [1.65, 2.347])
    """
    longest = course.longest_months
    most = scores_at(course, longest)[0]

    def missing(month: float, planned: float) -> float:
        return scores_at(course, month)[0] - planned

    months, earliest = list[float](), 0.01
    for planned in events:
        reached = most > planned
        earliest = (
            float(optimize.brentq(missing, earliest, longest, args=(planned,), xtol=1e-9))
            if reached and missing(earliest, planned) < 0
            else earliest
            if reached
            else longest
        )
        months.append(earliest)
    if course.minimum_months > 0:
        months[-1] = max(months[-1], min(longest, course.entry.last + course.minimum_months))
    rows = np.array([scores_at(course, month) for month in months])
    return Drift(
        month=np.array(months),
        events=rows[:, 0],
        score=rows[:, 1] * course.sign,
        variance=rows[:, 2],
        hazard_ratio=np.exp(rows[:, 3]),
    )


def scores_at(course: Course, month: float) -> tuple[float, float, float, float]:
    """
    Return what is expected at a calendar month.

    Args:
        course: of the comparison.
        month: of the data cut.
    Returns:
        Events, score in favour of a longer time, variance, and the average log hazard ratio, each
        weighted with its events.
    Source: see the module; Mukhopadhyay et al. (2020), Journal of Biopharmaceutical Statistics
        30:1130-1146, for the average hazard ratio.

    >>> from trialrun.design.example import course_example
    >>> course = course_example()
    >>> [round(each, 3) for each in scores_at(course, 24.0)]
    [107.728, 11.454, 26.578, -0.431]
    """
    width = min(month, course.follow_up_months) / _STEPS
    t = (np.arange(_STEPS) + 0.5) * width
    entry = course.entry.subjects(np.append(month - t, month))
    piece = np.searchsorted(course.month, t, side="right") - 1
    reached = np.zeros_like(course.hazard)
    reached[:, :, 1:] = np.cumsum(course.hazard[:, :, :-1] * np.diff(course.month), axis=2)
    log_ratio = np.log(course.hazard[1] / course.hazard[0])[:, piece]
    groups = len(course.alike)
    risk, dying = np.zeros((2, groups, _STEPS)), np.zeros((2, groups, _STEPS))
    placed, logs = np.zeros(groups), 0.0
    for r in range(len(entry)):
        for c, share in enumerate(course.cell):
            g = course.group[r, c]
            placed[g] += entry[r, -1] * share * course.share.sum()
            for side in (0, 1):
                rate = course.hazard[side, r][piece] * course.level[c]
                so_far = reached[side, r][piece] * course.level[c]
                so_far = so_far + rate * (t - course.month[piece])
                left = np.exp(-so_far - course.dropout[side] * t)
                at_risk = course.share[side] * share * entry[r, :-1] * left
                risk[side, g] += at_risk
                dying[side, g] += at_risk * rate
                logs += float(at_risk * rate @ log_ratio[r])
    total = risk.sum(axis=0)
    thin = np.maximum(total, 1e-12)
    number, size = thin / course.alike[:, None], np.maximum(placed, 1e-12)[:, None]
    kept = 1 + (1 - total / size) * np.expm1(-number) / number
    score = kept * (risk[1] * dying[0] - risk[0] * dying[1]) / thin
    variance = kept * risk[0] * risk[1] / thin * dying.sum(axis=0) / thin
    events = float(dying.sum())
    return (
        events * width,
        float(score.sum() * width),
        float(variance.sum() * width),
        logs / events if events > 0 else 0.0,
    )
