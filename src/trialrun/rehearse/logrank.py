"""
The stratified logrank test at a date, without sorting again.

Subjects are kept in two orders: by the length of their whole follow-up and by entry. At a look,
those who left before it keep their place in the first order, and those cut by it lie in the second
in the order of their follow-up, so that one walk down both counts everybody at risk, all strata at
once.

Source: Mantel (1966), Cancer Chemotherapy Reports 50:163-170, with the hypergeometric variance.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from trialrun.rehearse.compiled import inner


class Followed(NamedTuple):
    """
    Subjects of a comparison, arrays (n,).

    By follow-up, rising: its `length`, the month of leaving `left`, and what the subject `was`: 1
    for an event plus 2 for the experimental arm plus 4 times the stratum. By entry: its month, the
    month of leaving, and what the subject `is`. `number` (1,) is how many there are. Work space:
    `code` of each subject of the trial; by follow-up those who `stayed` until they left by themselves,
    with `stay_length`, and (n + 1,) those `cut` by a look, with `cut_length`.
    """

    length: NDArray[np.float64]
    left: NDArray[np.float64]
    was: NDArray[np.int64]
    entry: NDArray[np.float64]
    leave: NDArray[np.float64]
    is_: NDArray[np.int64]
    number: NDArray[np.int64]
    code: NDArray[np.int64]
    cut_length: NDArray[np.float64]
    cut: NDArray[np.int64]
    stay_length: NDArray[np.float64]
    stayed: NDArray[np.int64]


class Score(NamedTuple):
    """
    Observed less expected events of the experimental arm, and variance, by stratum (groups,).

    `risk` and `died` (groups, 2) are work space: those at risk and events at a tie, in all and of
    the experimental arm.
    """

    difference: NDArray[np.float64]
    variance: NDArray[np.float64]
    risk: NDArray[np.int64]
    died: NDArray[np.int64]


def new_followed(count: int) -> Followed:
    """Return work space for the subjects of one trial."""
    return Followed(
        length=np.empty(count),
        left=np.empty(count),
        was=np.empty(count, np.int64),
        entry=np.empty(count),
        leave=np.empty(count),
        is_=np.empty(count, np.int64),
        number=np.empty(1, np.int64),
        code=np.empty(count, np.int64),
        cut_length=np.empty(count + 1),
        cut=np.empty(count + 1, np.int64),
        stay_length=np.empty(count),
        stayed=np.empty(count, np.int64),
    )


def new_score(groups: int) -> Score:
    """Return work space for the scores of one look."""
    return Score(
        np.empty(groups),
        np.empty(groups),
        np.empty((groups, 2), np.int64),
        np.zeros((groups, 2), np.int64),
    )


@inner
def put_in_order(
    strata: Any, subjects: Any, times: Any, sides: Any, count: Any, rising: Any, to: Any
) -> None:
    """
    Put the subjects of two arms in both orders.

    Args:
        strata: from `strata_of`.
        subjects: from `enrol` and `allocate`.
        times: follow-up `length`, month of leaving `leave` and `event` of each subject.
        sides: (arms,) 1 experimental, 0 control, -1 not compared.
        count: subjects of the trial.
        rising: (count,) positions by length.
        to: from `new_followed`, written.
    """
    arm, month = subjects.arm, subjects.month
    region, site, cell = subjects.region, subjects.site, subjects.cell
    by, cells, cell_of = strata.by, strata.cells, strata.cell
    whole, gone, event = times.length, times.leave, times.event
    entry, leave, is_, code = to.entry, to.leave, to.is_, to.code
    number = 0
    for i in range(count):
        side = sides[arm[i]]
        unit = site[i] if by == 2 else region[i] if by == 1 else 0
        own = 4 * (unit * cells + cell_of[cell[i]]) + 2 * side + event[i]
        code[i] = own if side >= 0 else -1
        entry[number] = month[i]
        leave[number] = gone[i]
        is_[number] = own
        number += side >= 0
    to.number[0] = number
    length, left, was = to.length, to.left, to.was
    number = 0
    for k in range(count):
        i = rising[k]
        length[number] = whole[i]
        left[number] = gone[i]
        was[number] = code[i]
        number += code[i] >= 0


@inner
def score_at(date: Any, followed: Any, score: Any) -> Any:
    """
    Score every stratum at a date and return the events seen.

    Args:
        date: month from the start of the study; who left later is cut there.
        followed: from `put_in_order`.
        score: from `new_score`, written.
    """
    length, was = followed.stay_length, followed.stayed
    cut_length, cut = followed.cut_length, followed.cut
    difference, variance, risk = score.difference, score.variance, score.risk
    for g in range(len(difference)):
        difference[g], variance[g] = 0.0, 0.0
        risk[g, 0], risk[g, 1] = 0, 0
    k = _part(date, followed) - 1
    waiting = 0
    seen = 0
    while k >= 0:
        moment = length[k]
        while cut_length[waiting] >= moment:  # cut at this date: at risk there, no event
            g = cut[waiting] >> 2
            risk[g, 0] += 1
            risk[g, 1] += (cut[waiting] >> 1) & 1
            waiting += 1
        if k > 0 and length[k - 1] == moment:
            below = k - 1
            while below >= 0 and length[below] == moment:
                below -= 1
            seen += _score_tie(followed, below + 1, k + 1, score)
            k = below
            continue
        g = was[k] >> 2
        side = (was[k] >> 1) & 1
        risk[g, 0] += 1
        risk[g, 1] += side
        if was[k] & 1:
            share = risk[g, 1] / risk[g, 0]
            difference[g] += side - share
            variance[g] += share * (1.0 - share)
            seen += 1
        k -= 1
    return seen


@inner
def _part(date: Any, followed: Any) -> Any:
    """
    Part those who are cut by a date, longest first, from those who left by it.

    Returns:
        How many left. After those who are cut there is one of no length at all.
    """
    length, left, was = followed.length, followed.left, followed.was
    stay_length, stayed = followed.stay_length, followed.stayed
    leavers = 0
    for k in range(followed.number[0]):  # without branches, like the next
        stay_length[leavers] = length[k]
        stayed[leavers] = was[k]
        leavers += left[k] <= date
    entry, leave, is_ = followed.entry, followed.leave, followed.is_
    cut_length, cut = followed.cut_length, followed.cut
    number = 0
    for i in range(followed.number[0]):
        if entry[i] > date:
            break
        cut_length[number] = date - entry[i]
        cut[number] = is_[i]
        number += leave[i] > date
    cut_length[number] = -1.0
    return leavers


@inner
def _score_tie(followed: Any, first: Any, end: Any, score: Any) -> Any:
    """Score subjects with follow-up of the same length, and return the events among them."""
    was = followed.stayed
    difference, variance = score.difference, score.variance
    risk, died = score.risk, score.died
    seen = 0
    for k in range(first, end):
        g, side, event = was[k] >> 2, (was[k] >> 1) & 1, was[k] & 1
        risk[g, 0] += 1
        risk[g, 1] += side
        died[g, 0] += event
        died[g, 1] += event * side
        seen += event
    for k in range(first, end):
        g = was[k] >> 2
        deaths, total = died[g, 0], risk[g, 0]
        if deaths > 0:
            share = risk[g, 1] / total
            difference[g] += died[g, 1] - deaths * share
            if total > 1:
                variance[g] += deaths * share * (1.0 - share) * (total - deaths) / (total - 1)
            died[g, 0], died[g, 1] = 0, 0
    return seen
