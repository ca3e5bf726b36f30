"""
Enrolment of one trial: sites open, regions enrol, the study's places are filled in time order.

A region's sites open at random moments of its activation and enrol at rates that follow a gamma
distribution. Given the sites, subjects arrive by a Poisson process: its cumulative intensity, over
all sites together, is piecewise linear, and unit exponentials invert it; each subject is of one of
the sites open then, with a probability in proportion to its rate. A region ends at its cap, all of
them when the study is full or at its longest duration.

Source: Anisimov and Fedorov (2007), Statistics in Medicine 26:4958-4975.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from trialrun.rehearse.compiled import inner
from trialrun.rehearse.gamma import gamma
from trialrun.rehearse.ordering import BUCKETS, order_rising
from trialrun.rehearse.philox import (
    ARRIVAL,
    SITE,
    exponentials_32,
    normals,
    philox_block,
    uniform_32,
    uniforms,
)
from trialrun.study import Scenario, Study

_AT_A_TIME = 128
"""Subjects whose arrival is found before their sites are."""
_GUIDE = 512
"""Steps of the guide to the site in which a subject is randomised."""


class Words(NamedTuple):
    """The random words of several subjects, arrays (n,): first, second, third, fourth."""

    a: NDArray[np.uint32]
    b: NDArray[np.uint32]
    c: NDArray[np.uint32]
    d: NDArray[np.uint32]


class Enrolment(NamedTuple):
    """
    What enrolment needs, as arrays over the regions (r,) unless said otherwise.

    `offset` (r + 1,) is where each region's sites begin among all sites, `region` (s,) the region
    of each site, `cell` (c,) the cumulative shares of the cells that the levels of the
    stratification factors make together.
    """

    first: NDArray[np.float64]
    last: NDArray[np.float64]
    rate: NDArray[np.float64]
    shape: NDArray[np.float64]
    cap: NDArray[np.int64]
    offset: NDArray[np.int64]
    region: NDArray[np.int64]
    cell: NDArray[np.float64]
    subjects: int
    longest: float


class Sites(NamedTuple):
    """
    The sites of one trial, as arrays over all sites (s,) or regions (r,).

    `opened` is the month in which each site would open, `rate` its subjects a month, `rank` the
    sites in the order of opening, `cumulative` the summed rates of those open, in that order,
    `arrived` the region's subjects, `full` the month in which the region was closed to enrolment
    (infinite while open); the rest is work space.
    """

    opened: NDArray[np.float64]
    rate: NDArray[np.float64]
    rank: NDArray[np.int64]
    cumulative: NDArray[np.float64]
    arrived: NDArray[np.int64]
    full: NDArray[np.float64]
    starts: NDArray[np.int64]
    bucket: NDArray[np.int64]
    guide: NDArray[np.int64]
    words: Words


class Subjects(NamedTuple):
    """
    The subjects of one trial in the order of randomisation, as arrays (n,).

    `month` counts from the start of the study; `site` is among all sites; `cell` is the cell of
    the factors with levels; `arm` is written by `allocate`, from `chance`; `gap` is the unit
    exponential that a subject waits for, `height` where it falls among the rates of the `open`
    sites, `words` work space.
    """

    month: NDArray[np.float64]
    region: NDArray[np.int64]
    site: NDArray[np.int64]
    cell: NDArray[np.int64]
    chance: NDArray[np.float64]
    arm: NDArray[np.int64]
    gap: NDArray[np.float64]
    height: NDArray[np.float64]
    open: NDArray[np.int64]
    words: Words


def enrolment_of(study: Study, scenario: Scenario) -> Enrolment:
    """
    Return what enrolment needs from a study that has planning and regions.

    Args:
        study: whose regions enrol.
        scenario: whose enrolment factor multiplies every rate.
    """
    planning = study.planning
    assert planning is not None
    regions = study.regions
    shares = np.ones(1)
    for stratum in planning.strata:
        if stratum.levels:
            own = np.array([level.share for level in stratum.levels])
            shares = np.outer(shares, own / own.sum()).ravel()
    cell = np.cumsum(shares)
    cell[-1] = 1.0
    return Enrolment(
        first=np.array([region.activation.first_month for region in regions], dtype=np.float64),
        last=np.array([region.activation.last_month for region in regions], dtype=np.float64),
        rate=np.array([region.rate * scenario.enrolment_factor for region in regions]),
        shape=np.array([region.rate_shape or 0.0 for region in regions]),
        cap=np.array([planning.subjects if r.cap is None else r.cap for r in regions]),
        offset=np.cumsum([0, *(region.sites for region in regions)]).astype(np.int64),
        region=np.repeat(np.arange(len(regions)), [region.sites for region in regions]),
        cell=cell,
        subjects=planning.subjects,
        longest=float(planning.longest_months),
    )


def new_words(count: int) -> Words:
    """Return work space for the random words of some subjects."""
    return Words(*(np.empty(count, np.uint32) for _ in range(4)))


def new_sites(enrolment: Enrolment) -> Sites:
    """Return work space for the sites of one trial."""
    regions, sites = len(enrolment.rate), len(enrolment.region)
    return Sites(
        opened=np.empty(sites),
        rate=np.empty(sites),
        rank=np.empty(sites, np.int64),
        cumulative=np.empty(sites),
        arrived=np.empty(regions, np.int64),
        full=np.empty(regions),
        starts=np.empty(BUCKETS * sites + 1, np.int64),
        bucket=np.empty(sites, np.int64),
        guide=np.empty(_GUIDE, np.int64),
        words=new_words(sites),
    )


def new_subjects(count: int) -> Subjects:
    """Return work space for the subjects of one trial."""
    return Subjects(
        month=np.empty(count),
        region=np.empty(count, np.int64),
        site=np.empty(count, np.int64),
        cell=np.empty(count, np.int64),
        chance=np.empty(count),
        arm=np.empty(count, np.int64),
        gap=np.empty(count),
        height=np.empty(count),
        open=np.empty(count, np.int64),
        words=new_words(count),
    )


@inner
def enrol(enrolment: Any, k0: Any, k1: Any, trial: Any, sites: Any, subjects: Any) -> Any:
    """
    Enrol one trial and return how many subjects it has.

    Args:
        enrolment: from `enrolment_of`.
        k0: first key word of the study, then k1.
        k1: see k0.
        trial: counted from 0.
        sites: from `new_sites`, written.
        subjects: from `new_subjects`, written: all but `arm`.
    """
    open_sites(enrolment, k0, k1, trial, sites)
    _draw_subjects(enrolment, k0, k1, trial, subjects)
    cap, places = enrolment.cap, enrolment.subjects
    month, region, opened = subjects.month, subjects.region, subjects.open
    arrived, full = sites.arrived, sites.full
    for r in range(len(full)):
        arrived[r] = 0
        full[r] = np.inf
    now, active, rate = 0.0, 0, 0.0
    guided, scale = 0, _guide_scale(sites)
    count = 0
    while count < places:
        # Some at a time as if no region became full; those after one that did are done again.
        aimed = min(count + _AT_A_TIME, places)
        end = _arrive(enrolment, sites, subjects, count, aimed, now, active, rate)
        if end > count:
            _extend_guide(sites, guided, opened[end - 1], scale)
            guided = opened[end - 1]
        _choose_sites(enrolment, sites, subjects, count, end, scale)
        filled = -1
        for i in range(count, end):
            r = region[i]
            arrived[r] += 1
            if arrived[r] == cap[r]:
                filled = r
                full[r] = month[i]
                aimed, end = i + 1, i + 1
                break
        count = end
        if end < aimed:
            break
        now, active = month[end - 1], opened[end - 1]
        if filled >= 0:
            _close_region(enrolment, sites, filled, active)
            guided = 0
        rate = sites.cumulative[active - 1]
    if count == places:
        for r in range(len(full)):
            full[r] = min(full[r], month[count - 1])
    return count


@inner
def _draw_subjects(enrolment: Any, k0: Any, k1: Any, trial: Any, subjects: Any) -> None:
    """Draw all that does not depend on the sites."""
    cell, places = enrolment.cell, enrolment.subjects
    gap, height, in_cell, chance = subjects.gap, subjects.height, subjects.cell, subjects.chance
    a, b, c, d = subjects.words
    philox_block(places, trial, ARRIVAL, k0, k1, a, b, c, d)
    exponentials_32(places, a, gap)
    uniforms(places, b, height)
    uniforms(places, d, chance)
    for i in range(places):
        in_cell[i] = 0
    for k in range(len(cell) - 1):
        _count_above(places, cell[k], c, in_cell)


@inner
def _count_above(count: Any, share: Any, word: Any, to: Any) -> None:
    """Add 1 for each subject whose number is not below a share."""
    for i in range(count):
        to[i] += share <= uniform_32(word[i])


@inner
def _arrive(
    enrolment: Any,
    sites: Any,
    subjects: Any,
    first: Any,
    end: Any,
    now: Any,
    active: Any,
    rate: Any,
) -> Any:
    """Write when subjects arrive, and among how many sites; return the first who does not."""
    opened, speed, rank, cumulative = sites.opened, sites.rate, sites.rank, sites.cumulative
    month, gap, among = subjects.month, subjects.gap, subjects.open
    longest, every = enrolment.longest, len(rank)
    for i in range(first, end):
        needed = gap[i]
        while active < every:
            following = rank[active]
            gained = rate * (opened[following] - now)
            if gained > needed:
                break
            needed -= gained
            now = opened[following]
            rate += speed[following]
            cumulative[active] = rate
            active += 1
        if rate <= 0.0:
            return i
        now += needed / rate
        if now > longest:
            return i
        month[i] = now
        among[i] = active
    return end


@inner
def _choose_sites(
    enrolment: Any, sites: Any, subjects: Any, first: Any, end: Any, scale: Any
) -> None:
    """Write the site of subjects: the first of those open whose summed rate is above the height."""
    region_of = enrolment.region
    rank, cumulative, guide = sites.rank, sites.cumulative, sites.guide
    height, among, site, region = subjects.height, subjects.open, subjects.site, subjects.region
    for i in range(first, end):
        aim = height[i] * cumulative[among[i] - 1]
        place = guide[int(aim * scale)]
        while cumulative[place] <= aim:
            place += 1
        chosen = rank[place]
        site[i] = chosen
        region[i] = region_of[chosen]


@inner
def _guide_scale(sites: Any) -> Any:
    """Return the steps of the guide to one subject a month, so that all sites are within."""
    total = 0.0
    for site in range(len(sites.rate)):
        total += sites.rate[site]
    return (len(sites.guide) - 2) / total if total > 0.0 else 0.0


@inner
def _extend_guide(sites: Any, guided: Any, active: Any, scale: Any) -> None:
    """
    Add sites to the guide, which leads to the first whose summed rate can be above a height.

    For a height in each step of the guide that is how many sums lie in a step below.
    """
    cumulative, guide = sites.cumulative, sites.guide
    step = int(cumulative[guided - 1] * scale) + 1 if guided > 0 else 0
    for k in range(guided, active):
        until = int(cumulative[k] * scale)
        while step <= until:
            guide[step] = k
            step += 1


@inner
def _close_region(enrolment: Any, sites: Any, region: Any, active: Any) -> None:
    """End the enrolment of a region's sites, and sum the rates of those open anew."""
    offset = enrolment.offset
    speed, rank, cumulative = sites.rate, sites.rank, sites.cumulative
    for site in range(offset[region], offset[region + 1]):
        speed[site] = 0.0
    rate = 0.0
    for k in range(active):
        rate += speed[rank[k]]
        cumulative[k] = rate


@inner
def open_sites(enrolment: Any, k0: Any, k1: Any, trial: Any, sites: Any) -> None:
    """Draw when each site opens and how fast it enrols."""
    first, last, mean = enrolment.first, enrolment.last, enrolment.rate
    shape, offset = enrolment.shape, enrolment.offset
    opened, rate, x = sites.opened, sites.rate, sites.cumulative
    a, b, c, d = sites.words
    count = len(rate)
    philox_block(count, trial, SITE, k0, k1, a, b, c, d)
    normals(count, a, b, x)
    for r in range(len(mean)):
        for site in range(offset[r], offset[r + 1]):
            opened[site] = first[r] + (last[r] - first[r]) * uniform_32(d[site])
            rate[site] = mean[r]
        if shape[r] > 0.0:
            for site in range(offset[r], offset[r + 1]):
                rate[site] *= gamma(shape[r], k0, k1, trial, site, x[site], c[site])
    order_rising(opened, count, sites.rank, sites.starts, sites.bucket)
