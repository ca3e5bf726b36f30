"""Pooling of sites that have too few subjects in an arm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

import polars as pl


def pooled_sites(
    counts: Mapping[str, Mapping[str, int]], arms: Sequence[str], *, minimum: int, seed: str
) -> frozenset[str]:
    """
    Return the sites that are analysed as one.

    Sites with fewer than `minimum` subjects in any arm are pooled. While the pool itself has an
    arm below the minimum, the next fewest-enrolling site joins it; ties are drawn by a digest of
    `seed` and the site, so that the same study always draws the same.

    Args:
        counts: site -> arm -> subjects; a missing arm is none.
        arms: every arm that a site must fill.
        minimum: subjects that each arm needs.
        seed: names the draw among sites of equal size.
    Returns:
        The pooled sites; empty where no site is small.

    >>> counts = {"01": {"A": 5, "B": 5}, "02": {"A": 1, "B": 4}, "03": {"A": 4, "B": 3}}
    >>> sorted(pooled_sites(counts, ["A", "B"], minimum=3, seed="X"))
    ['02', '03']
    """

    def enrolled(site: str) -> tuple[int, str]:
        draw = sha256(f"{seed}/pooling/{site}".encode()).hexdigest()
        return sum(counts[site].get(arm, 0) for arm in arms), draw

    def short(sites: set[str]) -> bool:
        return any(sum(counts[s].get(arm, 0) for s in sites) < minimum for arm in arms)

    pool = {site for site in counts if short({site})}
    for site in sorted(set(counts) - pool, key=enrolled):
        if not pool or not short(pool):
            break
        pool.add(site)
    return frozenset(pool)


def site_counts(subjects: pl.DataFrame, site: str, arm: str) -> dict[str, dict[str, int]]:
    """Return site -> arm -> number of subjects; subjects without a site are left out."""
    counts: dict[str, dict[str, int]] = {}
    rows = subjects.select(site, arm).drop_nulls(site).group_by(site, arm).len().sort(site, arm)
    for name, group, number in rows.iter_rows():
        counts.setdefault(name, {})[group] = number
    return counts
