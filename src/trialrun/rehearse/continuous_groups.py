"""
How many groups of sites a model is expected to have, and how much they cost a comparison.

Subjects of a region fall on its sites by a Dirichlet-multinomial distribution (all sites open as
long as the others: an approximation), and on arms by permuted blocks.
"""

from __future__ import annotations

import math

import numpy as np
from scipy import special

from trialrun.rehearse.continuous_plan import (
    BY_POOLED_SITE,
    BY_REGION,
    BY_SITE,
    Floats,
)
from trialrun.study import Planning, Study


def by_site(planning: Planning) -> bool:
    """Whether blocks are filled within each site."""
    return any(stratum.by == "site" for stratum in planning.strata)


def expected_groups(study: Study, grouping: int) -> float:
    """
    Return the expected number of groups of a model's factor.

    Args:
        study: regions, sites, blocks and pooling.
        grouping: what the factor groups by.
    """
    planning = study.planning
    assert planning is not None
    if grouping == BY_REGION:
        return float(len(study.regions))
    if grouping not in {BY_SITE, BY_POOLED_SITE}:
        return 1.0
    pooling = study.analysis_data.ADSL.pooling
    minimum = pooling.minimum_per_arm if grouping == BY_POOLED_SITE and pooling else 0
    shares = allocation_shares(study)
    alone = 0.0
    none_pooled = 1.0
    for region, subjects in zip(study.regions, _subjects_by_region(study), strict=True):
        sizes = _site_sizes(round(subjects), region.sites, region.rate_shape)
        fills = np.array(
            [_fills(k, minimum, shares, planning) if k else 0.0 for k in range(len(sizes))]
        )
        own = float(sizes @ fills)
        alone += region.sites * own
        pooled = 1 - float(sizes[0]) - own
        none_pooled *= (1 - min(max(pooled, 0.0), 1.0)) ** region.sites
    return alone + (1 - none_pooled if minimum else 0.0)


def lost_information(study: Study, score: Floats, kept: Floats, groups: float) -> float:
    """
    Return the share of a comparison's information that arms unequal within groups cost.

    Args:
        study: allocation and blocks.
        score: (arms,) weight of each arm in the comparison, summing to 0 over subjects.
        kept: (arms,) share of subjects who are analysed.
        groups: how many groups the factor has.
    Source: variance of a permuted block that is not full, and of binomial thinning.
    """
    planning = study.planning
    assert planning is not None
    shares = allocation_shares(study)
    analysed = shares * kept
    overall = float(analysed.sum())
    information = planning.subjects * float(analysed @ score**2)
    if information <= 0:
        return 0.0
    thinned = float((analysed * (1 - kept)) @ score**2) / overall
    lost = groups * thinned
    if by_site(planning):
        block = planning.block_size
        spread = float(shares @ (kept * score) ** 2) - float(shares @ (kept * score)) ** 2
        sites = sum(region.sites for region in study.regions)
        unfilled = sites * (block + 1) / 6 * spread
        lost += unfilled * groups / (planning.subjects * overall)
    else:
        lost += (groups - 1) * float((analysed * kept) @ score**2) / overall
    return lost / information


def allocation_shares(study: Study) -> Floats:
    """Return the share of subjects of each arm at randomisation."""
    shares = np.array([arm.allocation for arm in study.arms], dtype=np.float64)
    return np.asarray(shares / shares.sum())


def _subjects_by_region(study: Study) -> list[float]:
    """Subjects that each region is expected to give, up to its cap, when the study is full."""
    planning = study.planning
    assert planning is not None

    def at(month: float) -> list[float]:
        found = []
        for region in study.regions:
            opened = (region.activation.first_month + region.activation.last_month) / 2
            subjects = region.sites * region.rate * max(month - opened, 0.0)
            found.append(subjects if region.cap is None else min(subjects, region.cap))
        return found

    low, high = 0.0, 1e6
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(at(middle)) < planning.subjects else (low, middle)
    return at(high)


def _site_sizes(subjects: int, sites: int, shape: float | None) -> Floats:
    """Probability of each number of subjects at one of the sites of a region."""
    k = np.arange(subjects + 1)
    if sites == 1:
        return np.asarray(k == subjects, dtype=np.float64)
    choose = (
        special.gammaln(subjects + 1) - special.gammaln(k + 1) - special.gammaln(subjects - k + 1)
    )
    if shape is None:
        alone, away = math.log(1 / sites), math.log(1 - 1 / sites)
        return np.asarray(np.exp(choose + k * alone + (subjects - k) * away))
    rest = (sites - 1) * shape
    spread = special.betaln(k + shape, subjects - k + rest) - special.betaln(shape, rest)
    return np.asarray(np.exp(choose + spread))


def _fills(size: int, minimum: int, shares: Floats, planning: Planning) -> float:
    """Probability that a site of a size has the minimum in every arm."""
    if minimum == 0:
        return 1.0
    if not by_site(planning):  # arms as if independent
        return float(np.prod([special.bdtrc(minimum - 1, size, s) for s in shares]))
    block = planning.block_size
    full, rest = divmod(size, block)
    ways = np.ones(1)
    for share in shares:
        places = round(block * share)
        needed = max(minimum - full * places, 0)
        ways = np.convolve(
            ways, [math.comb(places, c) if c >= needed else 0 for c in range(places + 1)]
        )
    return float(ways[rest]) / math.comb(block, rest) if rest < len(ways) else 0.0
