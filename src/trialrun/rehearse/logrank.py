"""
The stratified logrank test at a date, without sorting again.

Subjects are put into their strata twice: by the length of their whole follow-up and by entry. At a
look, those who left before it keep their place in the first order, and those cut by it lie in the
second in the order of their follow-up, so that one walk down both finds everybody at risk.

Source: Mantel (1966), Cancer Chemotherapy Reports 50:163-170, with the hypergeometric variance.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from trialrun.rehearse.compiled import inner


class Ordered(NamedTuple):
    """
    Subjects of a comparison in their strata, arrays (n,).

    `start` (groups + 1,) is where each stratum begins in both orders; `cursor` and `group` are work
    space. By follow-up: its length,
    the month of leaving, and `kind`, 1 for an event plus 2 for the experimental arm. By entry: its
    month, the month of leaving, and the arm's `side`.
    """

    start: NDArray[np.int64]
    cursor: NDArray[np.int64]
    group: NDArray[np.int64]
    length: NDArray[np.float64]
    left: NDArray[np.float64]
    kind: NDArray[np.int64]
    entry: NDArray[np.float64]
    leave: NDArray[np.float64]
    side: NDArray[np.int64]


class Score(NamedTuple):
    """Observed less expected events of the experimental arm, and variance, by stratum (groups,)."""

    difference: NDArray[np.float64]
    variance: NDArray[np.float64]


@inner
def new_ordered(groups: Any, count: Any) -> Any:
    """Return work space for the subjects of one trial."""
    return Ordered(
        np.empty(groups + 1, np.int64),
        np.empty(groups + 1, np.int64),
        np.empty(count, np.int64),
        np.empty(count),
        np.empty(count),
        np.empty(count, np.int64),
        np.empty(count),
        np.empty(count),
        np.empty(count, np.int64),
    )


@inner
def new_score(groups: Any) -> Any:
    """Return work space for the scores of one look."""
    return Score(np.empty(groups), np.empty(groups))


@inner
def put_in_strata(
    strata: Any, subjects: Any, times: Any, sides: Any, count: Any, rising: Any, to: Any
) -> None:
    """
    Put the subjects of two arms into their strata, in both orders.

    Args:
        strata: from `strata_of`.
        subjects: from `enrol` and `allocate`.
        times: follow-up `length`, month of leaving `leave` and `event` of each subject.
        sides: (arms,) 1 experimental, 0 control, -1 not compared.
        count: subjects of the trial.
        rising: (count,) positions by length.
        to: from `new_ordered`, written.
    """
    start, cursor, group = to.start, to.cursor, to.group
    entry, leave, side = to.entry, to.leave, to.side
    arm, month = subjects.arm, subjects.month
    region, site, cell = subjects.region, subjects.site, subjects.cell
    by, cells, cell_of = strata.by, strata.cells, strata.cell
    whole, gone, event = times.length, times.leave, times.event
    groups = len(start) - 1
    start[:] = 0
    for i in range(count):
        group[i] = -1
        if sides[arm[i]] >= 0:
            unit = site[i] if by == 2 else region[i] if by == 1 else 0
            group[i] = unit * cells + cell_of[cell[i]]
            start[group[i] + 1] += 1
    for g in range(groups):
        start[g + 1] += start[g]
    cursor[:] = start
    for i in range(count):
        if group[i] >= 0:
            place = cursor[group[i]]
            cursor[group[i]] += 1
            entry[place] = month[i]
            leave[place] = gone[i]
            side[place] = sides[arm[i]]
    cursor[:] = start
    length, left, kind = to.length, to.left, to.kind
    for k in range(count):
        i = rising[k]
        if group[i] >= 0:
            place = cursor[group[i]]
            cursor[group[i]] += 1
            length[place] = whole[i]
            left[place] = gone[i]
            kind[place] = event[i] + 2 * sides[arm[i]]


@inner
def score_at(date: Any, ordered: Any, score: Any) -> Any:
    """
    Score every stratum at a date and return the events seen.

    Args:
        date: month from the start of the study; who left later is cut there.
        ordered: from `put_in_strata`.
        score: from `new_score`, written.
    """
    start, length, left, kind = ordered.start, ordered.length, ordered.left, ordered.kind
    entry, leave, side = ordered.entry, ordered.leave, ordered.side
    difference, variance = score.difference, score.variance
    seen = 0
    for g in range(len(start) - 1):
        first, end = start[g], start[g + 1]
        a, b = end - 1, first
        control, treated = 0, 0
        observed_less_expected, spread = 0.0, 0.0
        while True:
            while a >= first and left[a] > date:
                a -= 1
            while b < end and leave[b] <= date:
                b += 1
            by_length = length[a] if a >= first else -1.0
            by_entry = date - entry[b] if b < end else -1.0
            if by_length < 0.0 and by_entry < 0.0:
                break
            if by_entry >= by_length:  # cut at this date: at risk there, no event
                treated += side[b]
                control += 1 - side[b]
                b += 1
                continue
            deaths, deaths_treated = 0, 0
            while a >= first and (left[a] > date or length[a] == by_length):
                if left[a] <= date:
                    is_treated = kind[a] >> 1
                    is_event = kind[a] & 1
                    treated += is_treated
                    control += 1 - is_treated
                    deaths += is_event
                    deaths_treated += is_event * is_treated
                a -= 1
            if deaths > 0:
                total = treated + control
                share = treated / total
                seen += deaths
                observed_less_expected += deaths_treated - deaths * share
                if total > 1:
                    spread += deaths * share * (1.0 - share) * (total - deaths) / (total - 1)
        difference[g] = observed_less_expected
        variance[g] = spread
    return seen
