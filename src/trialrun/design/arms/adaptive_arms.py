"""
Adaptive trials of several arms: closed tests whose stages are combined by the inverse normal.

Arms are dropped, kept or resized between the stages for any reason. An intersection of arms has a
p-value in each stage, of those of its arms that the stage has; they are combined with weights
fixed before, and an arm is found where all intersections with it exceed their critical values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Literal

import numpy as np
from scipy import special

from trialrun.design.adaptive.combination import combination_weights, combine_scores
from trialrun.design.arms.dunnett import p_dunnett
from trialrun.design.arms.intersection import p_bonferroni, p_simes
from trialrun.design.spending import Floats
from trialrun.errors import DesignError
from trialrun.streams import stream

Test = Literal["dunnett", "simes", "bonferroni"]
_EDGE = 1e-16
_BLOCK = 5_000
_MOST_ARMS = 10
_X, _W = np.polynomial.legendre.leggauss(64)
_NODES = 8.5 * _X
_MASS = 8.5 * _W * np.exp(-0.5 * _NODES * _NODES) / np.sqrt(2 * np.pi)


@dataclass(frozen=True, slots=True)
class AdaptiveDecision:
    """
    What a closed combination test finds.

    `statistics` are combined scores by look, of each arm the smallest over its intersections,
    (n_looks, n arms); `look` is when each arm was found, from 1, None if it was not.
    """

    statistics: tuple[tuple[float, ...], ...]
    look: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class AdaptivePower:
    """
    Operating characteristics of an adaptive trial of several arms, by simulation.

    `found` of each arm, `any_found`, and `selected` into the second stage, with the Monte-Carlo
    standard error of `any_found`.
    """

    found: tuple[float, ...]
    any_found: float
    selected: tuple[float, ...]
    standard_error: float
    trials: int


def decide_adaptive_arms(
    scores: Sequence[Sequence[float | None]],
    critical: Sequence[float],
    *,
    information: Sequence[float],
    ratios: Sequence[float] | None = None,
    test: Test = "dunnett",
) -> AdaptiveDecision:
    """
    Test several arms against control in an adaptive trial.

    Args:
        scores: Z of each arm against control from each stage's own data, None where the stage did
            not have the arm, (n_stages, n arms).
        critical: values of the combined score at the looks, (n_looks,).
        information: planned fractions at the looks, which fix the weights, (n_looks,).
        ratios: subjects of each arm per control subject, (n arms,); None for as many.
        test: of the intersections in each stage.
    Returns:
        Combined scores and decisions at the looks taken.
    Raises:
        DesignError: more stages than critical values, an arm that comes back, no arms.
    Source: Bretz, Schmidli, König, Racine and Maurer (2006), Biometrical Journal 48:623-634;
        Posch et al. (2005), Statistics in Medicine 24:3697-3714.

    >>> found = decide_adaptive_arms(
    ...     [[1.4, 2.1], [None, 2.0]], [2.797, 1.977], information=[0.5, 1]
    ... )
    >>> [round(z, 3) for z in found.statistics[1]], found.look
    ([-inf, 2.716], (None, 2))
    """
    arms = len(scores[0]) if scores else 0
    if not 1 <= arms <= _MOST_ARMS:
        raise DesignError(f"found {arms} arms, must be from 1 to {_MOST_ARMS}", place="scores")
    weights = combination_weights(information)
    if not len(scores) <= len(critical) == len(weights):
        message = f"{len(scores)} stages, {len(critical)} critical values, {len(weights)} fractions"
        raise DesignError(message, place="critical")
    shares = [1.0] * arms if ratios is None else list(ratios)
    for before, after in pairwise(scores):
        if len(after) != arms or any(
            b is None and a is not None for b, a in zip(before, after, strict=True)
        ):
            raise DesignError("an arm that a stage did not have can not come back", place="scores")
    combined: dict[tuple[int, ...], Floats] = {}
    for size in range(1, arms + 1):
        for inside in combinations(range(arms), size):
            p = [_stage_p(stage, inside, shares, test) for stage in scores]
            normal = -special.ndtri(np.clip(p, _EDGE, 1.0))
            combined[inside] = combine_scores(normal, weights[: len(p)])
    statistics = [
        tuple(
            float(min(z[look] for inside, z in combined.items() if arm in inside))
            for arm in range(arms)
        )
        for look in range(len(scores))
    ]
    return AdaptiveDecision(tuple(statistics), _first_looks(combined, critical, arms, len(scores)))


def simulate_adaptive_arms(
    effects: Sequence[float],
    standard_deviation: float,
    subjects: Sequence[float],
    critical: Sequence[float],
    *,
    information: Sequence[float] | None = None,
    selected: int = 1,
    trials: int = 20_000,
    seed: int = 1,
) -> AdaptivePower:
    """
    Simulate two-stage trials that keep the best arms and test with Dunnett's combination test.

    Args:
        effects: difference of each arm from control, (n arms,).
        standard_deviation: of a subject's value, the same in all arms.
        subjects: of control and of each arm there, in either stage, (2,).
        critical: values of the combined score at the two looks, inf for none.
        information: planned fractions, which fix the weights; None by the subjects.
        selected: arms with the largest means that go on.
        trials: how many to simulate.
        seed: of the random stream.
    Returns:
        Power, overall and by arm, and how often each arm went on (of all trials).
    Raises:
        DesignError: no arms, subjects or a spread not above 0, more arms selected than there are.
    Source: Bretz, Schmidli, König, Racine and Maurer (2006), Biometrical Journal 48:623-634.

    >>> found = simulate_adaptive_arms([0, 0, 0], 1.0, [50, 50], [float("inf"), 1.96], trials=2000)
    >>> bool(found.any_found < 0.04)
    True
    """
    arms = len(effects)
    if not 1 <= arms <= _MOST_ARMS or not 1 <= selected <= arms:
        raise DesignError(f"{selected} of {arms} arms can not be selected", place="selected")
    if len(subjects) != 2 or len(critical) != 2 or not min(*subjects, standard_deviation) > 0:
        raise DesignError("two stages with subjects and a spread above 0 needed", place="subjects")
    if trials < 1:
        raise DesignError(f"found {trials}, must be at least 1", place="trials")
    first = subjects[0] / (subjects[0] + subjects[1])
    weights = combination_weights([first, 1.0] if information is None else information)
    found, chosen, hits = np.zeros(arms), np.zeros(arms), 0
    for block in range(0, trials, _BLOCK):
        count = min(_BLOCK, trials - block)
        random = stream(seed, "adaptive-arms", block)
        z = _scores(random, count, np.asarray(effects) / standard_deviation, subjects)
        rejected, kept = _block(z, critical, weights, selected)
        found += rejected.sum(axis=0)
        chosen += kept.sum(axis=0)
        hits += int(rejected.any(axis=1).sum())
    share = hits / trials
    return AdaptivePower(
        tuple(float(x) / trials for x in found),
        share,
        tuple(float(x) / trials for x in chosen),
        float(np.sqrt(share * (1 - share) / trials)),
        trials,
    )


def _stage_p(
    stage: Sequence[float | None], inside: tuple[int, ...], ratios: Sequence[float], test: Test
) -> float:
    """P-value of an intersection in a stage; 1 where the stage has none of its arms."""
    pairs = [(stage[i], ratios[i]) for i in inside]
    known = [(float(z), ratio) for z, ratio in pairs if z is not None]
    if not known:
        return 1.0
    z, shares = [pair[0] for pair in known], [pair[1] for pair in known]
    if test == "dunnett":
        return p_dunnett(z, shares)
    p = [float(special.ndtr(-each)) for each in z]
    equal = [1 / len(p)] * len(p)
    if test == "simes":
        return min(1.0, p_simes(p, equal))
    if test == "bonferroni":
        return min(1.0, p_bonferroni(p, equal))
    raise DesignError(f"found {test!r}, must be dunnett, simes or bonferroni", place="test")


def _first_looks(
    combined: dict[tuple[int, ...], Floats], critical: Sequence[float], arms: int, looks: int
) -> tuple[int | None, ...]:
    """Look at which the last of an arm's intersections has been rejected."""
    first = {
        inside: next((look for look in range(looks) if z[look] >= critical[look]), None)
        for inside, z in combined.items()
    }
    found: list[int | None] = []
    for arm in range(arms):
        when = [look for inside, look in first.items() if arm in inside]
        known = [look for look in when if look is not None]
        found.append(max(known) + 1 if len(known) == len(when) else None)
    return tuple(found)


def _scores(
    random: np.random.Generator, count: int, effects: Floats, subjects: Sequence[float]
) -> list[Floats]:
    """Z of the arms in each stage, (count, n arms)."""
    found = []
    for n in subjects:
        means = random.standard_normal((count, len(effects) + 1)) / np.sqrt(n)
        found.append((effects + means[:, 1:] - means[:, :1]) * np.sqrt(n / 2))
    return found


def _block(
    z: list[Floats], critical: Sequence[float], weights: Sequence[float], selected: int
) -> tuple[Floats, Floats]:
    """Which arms are found, and which go on, both (count, n arms)."""
    arms = z[0].shape[1]
    kept = (np.argsort(np.argsort(-z[0], axis=1), axis=1) < selected).astype(float)
    second = np.where(kept > 0, z[1], -np.inf)
    rejected = np.ones_like(kept)
    for size in range(1, arms + 1):
        for inside in combinations(range(arms), size):
            members = list(inside)
            one = _dunnett_score(z[0][:, members].max(axis=1), np.full(len(kept), size))
            two = _dunnett_score(second[:, members].max(axis=1), kept[:, members].sum(axis=1))
            both = (weights[0] * one + weights[1] * two) / np.hypot(weights[0], weights[1])
            crossed = (one >= critical[0]) | (both >= critical[1])
            rejected[:, members] *= crossed[:, None]
    return rejected, kept


def _dunnett_score(largest: Floats, arms: Floats) -> Floats:
    """Normal score of Dunnett's p-value for arms of the control's size; -inf for none."""
    found = np.full(len(largest), -np.inf)
    for m in np.unique(arms[arms > 0]):
        at = arms == m
        below = special.ndtr(np.sqrt(2) * largest[at, None] - _NODES)
        p = 1 - below ** int(m) @ _MASS
        found[at] = -special.ndtri(np.clip(p, _EDGE, 1 - _EDGE))
    return found
