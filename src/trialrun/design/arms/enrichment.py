"""
Nested populations: the full population and a subgroup, tested together, and trials that enrich.

The statistic of the full population is that of the subgroup and of the rest, weighted by their
shares, so that it has correlation sqrt(prevalence) with the subgroup's. An adaptive trial may go
on in the subgroup alone; closed tests over both stages keep the familywise error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize, special

from trialrun.design.adaptive.combination import combination_weights, combine_scores
from trialrun.design.arms.adaptive_arms import AdaptiveDecision
from trialrun.design.arms.normal import probability_normal
from trialrun.design.boundaries import check_errors
from trialrun.design.spending import Floats
from trialrun.errors import DesignError
from trialrun.streams import stream

_EDGE = 1e-16
_BLOCK = 50_000


@dataclass(frozen=True, slots=True)
class SubgroupPower:
    """Power for the full population, the subgroup, and at least one of them."""

    full: float
    subgroup: float
    any_found: float


@dataclass(frozen=True, slots=True)
class EnrichmentPower:
    """
    Operating characteristics of an adaptive enrichment trial, by simulation.

    Power for the full population, the subgroup and at least one of them; the share of trials that
    went on in the subgroup alone; the Monte-Carlo standard error of `any_found`.
    """

    full: float
    subgroup: float
    any_found: float
    enriched: float
    standard_error: float
    trials: int


def p_spiessens_debois(full: float, subgroup: float, prevalence: float) -> float:
    """
    P-value of the intersection of full population and subgroup.

    Args:
        full: Z of the full population.
        subgroup: Z of the subgroup.
        prevalence: share of the information that is in the subgroup, above 0 and below 1.
    Returns:
        Probability that the larger of the two is as large.
    Raises:
        DesignError: a prevalence not between 0 and 1.
    Source: Spiessens and Debois (2010), Contemporary Clinical Trials 31:647-656.

    >>> round(p_spiessens_debois(2.1, 1.8, 0.5), 4)
    0.0302
    """
    rho = _root(prevalence)
    largest = max(full, subgroup)
    return 1 - probability_normal(-np.inf, largest, [[1, rho], [rho, 1]])


def critical_subgroup(prevalence: float, full_alpha: float, *, alpha: float = 0.025) -> float:
    """
    Critical value of the subgroup, where the full population is tested at part of alpha.

    Args:
        prevalence: share of the information that is in the subgroup, above 0 and below 1.
        full_alpha: one-sided level of the full population, below alpha.
        alpha: one-sided type I error of both.
    Returns:
        The value that the subgroup's Z must exceed.
    Raises:
        DesignError: a prevalence not between 0 and 1, levels out of order.
    Source: Spiessens and Debois (2010), Contemporary Clinical Trials 31:647-656.

    >>> round(critical_subgroup(0.5, 0.02), 3)
    2.379
    """
    check_errors(alpha, None)
    if not 0 < full_alpha < alpha:
        message = f"found {full_alpha:g}, must be above 0 and below alpha, {alpha:g}"
        raise DesignError(message, place="full_alpha")
    rho = _root(prevalence)
    first = float(-special.ndtri(full_alpha))

    def spent(second: float) -> float:
        return 1 - probability_normal(-np.inf, [first, second], [[1, rho], [rho, 1]]) - alpha

    return float(optimize.brentq(spent, 0.0, 10.0, xtol=1e-11))


def power_subgroup(
    full_effect: float,
    subgroup_effect: float,
    standard_deviation: float,
    subjects: float,
    prevalence: float,
    *,
    full_alpha: float,
    alpha: float = 0.025,
) -> SubgroupPower:
    """
    Power for a full population and its subgroup, tested at once, of two arms of one size.

    Args:
        full_effect: difference of the arms in the full population.
        subgroup_effect: difference of the arms in the subgroup.
        standard_deviation: of a subject's value.
        subjects: of each arm, in the full population.
        prevalence: share of the subjects in the subgroup, above 0 and below 1.
        full_alpha: one-sided level of the full population, below alpha.
        alpha: one-sided type I error of both.
    Returns:
        Power of each test and of either.
    Raises:
        DesignError: as `critical_subgroup`; subjects or a spread not above 0.
    Source: Spiessens and Debois (2010), Contemporary Clinical Trials 31:647-656.

    >>> found = power_subgroup(0.3, 0.5, 1.0, 150, 0.5, full_alpha=0.015)
    >>> round(found.full, 3), round(found.subgroup, 3), round(found.any_found, 3)
    (0.666, 0.809, 0.853)
    """
    if not min(standard_deviation, subjects) > 0:
        raise DesignError("subjects and spread must be above 0", place="subjects")
    rho = _root(prevalence)
    critical = np.array(
        [-special.ndtri(full_alpha), critical_subgroup(prevalence, full_alpha, alpha=alpha)]
    )
    scale = np.sqrt(subjects / 2) / standard_deviation
    mean = scale * np.array([full_effect, subgroup_effect * rho])
    neither = probability_normal(-np.inf, critical - mean, [[1, rho], [rho, 1]])
    each = special.ndtr(mean - critical)
    return SubgroupPower(float(each[0]), float(each[1]), 1 - neither)


def decide_enrichment(
    scores: Sequence[tuple[float | None, float]],
    critical: Sequence[float],
    *,
    information: Sequence[float],
    prevalence: float,
) -> AdaptiveDecision:
    """
    Test a full population and its subgroup in an adaptive trial.

    Args:
        scores: Z of full population and subgroup from each stage's own data, None for the full
            population once the trial goes on in the subgroup alone, (n_stages, 2).
        critical: values of the combined score at the looks, (n_looks,).
        information: planned fractions at the looks, which fix the weights, (n_looks,).
        prevalence: share of the information of the full population that is in the subgroup.
    Returns:
        Combined scores and decisions, of the full population first.
    Raises:
        DesignError: more stages than critical values, a full population that comes back.
    Source: Brannath et al. (2009), Statistics in Medicine 28:1445-1463; Jenkins, Stone and
        Jennison (2011), Pharmaceutical Statistics 10:347-356.

    >>> found = decide_enrichment(
    ...     [(1.2, 1.9), (None, 2.2)], [2.797, 1.977], information=[0.5, 1], prevalence=0.4
    ... )
    >>> [round(z, 3) for z in found.statistics[1]], found.look
    ([-inf, 2.724], (None, 2))
    """
    weights = combination_weights(information)
    if not 0 < len(scores) <= len(critical) == len(weights):
        message = f"{len(scores)} stages, {len(critical)} critical values, {len(weights)} fractions"
        raise DesignError(message, place="critical")
    populations = [pair[0] is None for pair in scores]
    if sorted(populations) != populations:
        raise DesignError("the full population can not come back", place="scores")
    p_full, p_sub, p_both = [], [], []
    for full, subgroup in scores:
        p_sub.append(float(special.ndtr(-subgroup)))
        p_full.append(1.0 if full is None else float(special.ndtr(-full)))
        both = p_sub[-1] if full is None else p_spiessens_debois(full, subgroup, prevalence)
        p_both.append(both)
    z = [
        combine_scores(-special.ndtri(np.clip(p, _EDGE, 1.0)), weights[: len(p)])
        for p in (p_full, p_sub, p_both)
    ]
    looks = range(len(scores))
    first = [next((k for k in looks if each[k] >= critical[k]), None) for each in z]
    found: list[int | None] = [
        None if one is None or first[2] is None else max(one, first[2]) + 1 for one in first[:2]
    ]
    statistics = tuple((float(min(z[0][k], z[2][k])), float(min(z[1][k], z[2][k]))) for k in looks)
    return AdaptiveDecision(statistics, tuple(found))


def simulate_enrichment(
    rest_effect: float,
    subgroup_effect: float,
    standard_deviation: float,
    subjects: Sequence[float],
    prevalence: float,
    critical: Sequence[float],
    *,
    enrich_below: float = 0.0,
    trials: int = 100_000,
    seed: int = 1,
) -> EnrichmentPower:
    """
    Simulate two-stage trials that go on in the subgroup alone where the rest does not benefit.

    Args:
        rest_effect: difference of the arms outside the subgroup.
        subgroup_effect: difference of the arms in the subgroup.
        standard_deviation: of a subject's value.
        subjects: of each arm in either stage, (2,); an enriched second stage has them all in the
            subgroup.
        prevalence: share of the subjects in the subgroup, above 0 and below 1.
        critical: values of the combined score at the two looks, inf for none.
        enrich_below: the trial enriches where Z outside the subgroup is below this at the look.
        trials: how many to simulate.
        seed: of the random stream.
    Returns:
        Power, and how often the trial enriches.
    Raises:
        DesignError: subjects or a spread not above 0, a prevalence not between 0 and 1.
    Source: Brannath et al. (2009), Statistics in Medicine 28:1445-1463.

    >>> found = simulate_enrichment(0, 0, 1, [50, 50], 0.5, [float("inf"), 1.96], trials=5000)
    >>> bool(found.any_found < 0.035)
    True
    """
    if len(subjects) != 2 or len(critical) != 2 or not min(*subjects, standard_deviation) > 0:
        raise DesignError("two stages with subjects and a spread above 0 needed", place="subjects")
    if trials < 1:
        raise DesignError(f"found {trials}, must be at least 1", place="trials")
    rho = _root(prevalence)
    weights = combination_weights([subjects[0] / sum(subjects), 1.0])
    totals = np.zeros(4)
    for block in range(0, trials, _BLOCK):
        count = min(_BLOCK, trials - block)
        random = stream(seed, "enrichment", block)
        z = random.standard_normal((2, 2, count))
        drift = np.sqrt(np.asarray(subjects) / 2) / standard_deviation
        sub = z[:, 0] + (drift * rho * subgroup_effect)[:, None]
        rest = z[:, 1] + (drift * np.sqrt(1 - prevalence) * rest_effect)[:, None]
        enriched = rest[0] < enrich_below
        sub[1] = np.where(enriched, z[1, 0] + drift[1] * subgroup_effect, sub[1])
        full = rho * sub + np.sqrt(1 - prevalence) * rest
        totals += _tested(full, sub, enriched, rho, weights, critical)
    share = totals / trials
    return EnrichmentPower(
        float(share[0]),
        float(share[1]),
        float(share[2]),
        float(share[3]),
        float(np.sqrt(share[2] * (1 - share[2]) / trials)),
        trials,
    )


def _tested(
    full: Floats,
    sub: Floats,
    enriched: Floats,
    rho: float,
    weights: Sequence[float],
    critical: Sequence[float],
) -> Floats:
    """Counts of trials that find the full population, the subgroup, any, and that enrich."""
    both = _joint_score(np.maximum(full, sub), rho)
    both[1] = np.where(enriched, sub[1], both[1])
    full = np.where(np.stack([np.zeros_like(enriched), enriched]), -np.inf, full)
    crossed = []
    for score in (full, sub, both):
        combined = (weights[0] * score[0] + weights[1] * score[1]) / np.hypot(
            weights[0], weights[1]
        )
        crossed.append((score[0] >= critical[0]) | (combined >= critical[1]))
    in_full, in_sub = crossed[0] & crossed[2], crossed[1] & crossed[2]
    counts = [found.sum() for found in (in_full, in_sub, in_full | in_sub, enriched)]
    return np.asarray(counts, dtype=float)


def _joint_score(largest: Floats, rho: float) -> Floats:
    """Normal scores of the larger of two statistics."""
    from trialrun.design.arms.rectangle import bivariate

    p = 1 - bivariate(largest, largest, rho)
    return np.asarray(-special.ndtri(np.clip(p, _EDGE, 1 - _EDGE)))


def _root(prevalence: float) -> float:
    if not 0 < prevalence < 1:
        raise DesignError(f"found {prevalence:g}, must be above 0 and below 1", place="prevalence")
    return float(np.sqrt(prevalence))
