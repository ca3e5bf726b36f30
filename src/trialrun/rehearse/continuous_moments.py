"""
What the analysed value of an endpoint is distributed like, without drawing a subject.

Dropout is independent of the values, so that a value carried forward is a mixture of the visits,
weighted by the chance that each was the last; its mean and covariance are sums over those.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trialrun.rehearse.continuous_plan import Floats, Layout, Models, Outcomes


@dataclass(frozen=True)
class Mixture:
    """
    What is analysed, by the interval between visits in which a subject leaves.

    Args:
        share: (arms, intervals) chance of each interval.
        weight: (m, intervals, d) weights of the values that make the analysed one.
        counts: (m, intervals) whether a subject is in the analysis.
    """

    share: Floats
    weight: Floats
    counts: Floats


def mixture_of(outcomes: Outcomes, models: Models, layout: Layout) -> Mixture:
    """
    Return which values are analysed of subjects who leave between two visits.

    Args:
        outcomes: months of the visits, dropout, planned time on study.
        models: what is analysed of the visits.
        layout: when every endpoint has been assessed once.
    """
    size = len(outcomes.month)
    marks = np.unique(
        np.concatenate([[0.0], *(_visits(outcomes, models, m) for m in range(len(models.start)))])
    )
    stays = np.array(
        [
            [np.exp(-hazard * mark) if mark <= outcomes.stay else 0.0 for mark in marks]
            for hazard in outcomes.hazard
        ]
    )
    share = stays - np.column_stack([stays[:, 1:], np.zeros(len(stays))])
    weight = np.zeros((len(models.start), len(marks), size))
    counts = np.zeros((len(models.start), len(marks)))
    for m in range(len(models.start)):
        start, visits = int(models.start[m]), int(models.visits[m])
        for j, mark in enumerate(marks):
            seen = int(np.sum(_visits(outcomes, models, m) <= mark))
            if seen == 0 or (models.imputation[m] == 1 and seen < visits):
                continue
            if models.together[m] and layout.seen > mark:
                continue
            counts[m, j] = 1
            if models.imputation[m] == 2:
                weight[m, j, start : start + seen] = 1 / seen
            else:
                weight[m, j, start + seen - 1] = 1
    return Mixture(share, weight, counts)


def moments(
    outcomes: Outcomes, mixture: Mixture, one: int, other: int
) -> tuple[Floats, Floats, Floats, Floats]:
    """
    Return share, means and covariance of two analysed values, among subjects who have both.

    Args:
        outcomes: means and covariance of the values.
        mixture: from `mixture_of`.
        one: position of an analysis.
        other: of another, or the same.
    Returns:
        (arms,) share of subjects, mean of one, mean of the other, covariance.
    """
    both = mixture.share * mixture.counts[one] * mixture.counts[other]
    share = both.sum(axis=1)
    part = both / np.where(share > 0, share, 1)[:, np.newaxis]
    first = outcomes.mean @ mixture.weight[one].T
    second = outcomes.mean @ mixture.weight[other].T
    within = np.einsum(
        "jd,de,je->j", mixture.weight[one], covariance(outcomes), mixture.weight[other]
    )
    mean_one = np.sum(part * first, axis=1)
    mean_other = np.sum(part * second, axis=1)
    cross = np.sum(part * (within + first * second), axis=1) - mean_one * mean_other
    return share, mean_one, mean_other, cross


def with_column(outcomes: Outcomes, mixture: Mixture, analysis: int, column: int) -> Floats:
    """Return the covariance (arms,) of an analysed value with one that each subject has."""
    both = mixture.share * mixture.counts[analysis]
    part = both / np.where(both.sum(axis=1) > 0, both.sum(axis=1), 1)[:, np.newaxis]
    return np.asarray(part @ (mixture.weight[analysis] @ covariance(outcomes)[:, column]))


def covariance(outcomes: Outcomes) -> Floats:
    """Return the covariance (d, d) of a subject's values within an arm."""
    return np.asarray(outcomes.root @ outcomes.root.T)


def _visits(outcomes: Outcomes, models: Models, analysis: int) -> Floats:
    """Months of an endpoint's visits after baseline."""
    start = int(models.start[analysis])
    return outcomes.month[start : start + int(models.visits[analysis])]
