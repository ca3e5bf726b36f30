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

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from trialrun.rehearse.compiled import inner
from trialrun.rehearse.ordering import order_rising
from trialrun.rehearse.philox import (
    ARRIVAL,
    SITE,
    SMALL_SHAPE,
    normal,
    philox,
    philox_block,
    uniform_32,
    uniform_53,
)
from trialrun.study import Scenario, Study


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
    (infinite while open); `starts` and `words` are work space.
    """

    opened: NDArray[np.float64]
    rate: NDArray[np.float64]
    rank: NDArray[np.int64]
    cumulative: NDArray[np.float64]
    arrived: NDArray[np.int64]
    full: NDArray[np.float64]
    starts: NDArray[np.int64]
    words: Words


class Subjects(NamedTuple):
    """
    The subjects of one trial in the order of randomisation, as arrays (n,).

    `month` counts from the start of the study; `site` is among all sites; `cell` is the cell of
    the factors with levels; `arm` is written by `allocate`, from `chance`; `words` is work space.
    """

    month: NDArray[np.float64]
    region: NDArray[np.int64]
    site: NDArray[np.int64]
    cell: NDArray[np.int64]
    chance: NDArray[np.float64]
    arm: NDArray[np.int64]
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


@inner
def new_words(count: Any) -> Any:
    """Return work space for the random words of some subjects."""
    return Words(
        np.empty(count, np.uint32),
        np.empty(count, np.uint32),
        np.empty(count, np.uint32),
        np.empty(count, np.uint32),
    )


@inner
def new_sites(enrolment: Any) -> Any:
    """Return work space for the sites of one trial."""
    regions = len(enrolment.rate)
    sites = len(enrolment.region)
    return Sites(
        np.empty(sites),
        np.empty(sites),
        np.empty(sites, np.int64),
        np.empty(sites),
        np.empty(regions, np.int64),
        np.empty(regions),
        np.empty(sites + 1, np.int64),
        new_words(sites),
    )


@inner
def new_subjects(count: Any) -> Any:
    """Return work space for the subjects of one trial."""
    return Subjects(
        np.empty(count),
        np.empty(count, np.int64),
        np.empty(count, np.int64),
        np.empty(count, np.int64),
        np.empty(count),
        np.empty(count, np.int64),
        new_words(count),
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
    _open_sites(enrolment, k0, k1, trial, sites)
    # Arrays are named once: numba counts references at every access and call.
    cap, cell, region_of = enrolment.cap, enrolment.cell, enrolment.region
    opened, speed, rank, cumulative = sites.opened, sites.rate, sites.rank, sites.cumulative
    arrived, full = sites.arrived, sites.full
    month, region, site = subjects.month, subjects.region, subjects.site
    in_cell, chance = subjects.cell, subjects.chance
    a, b, c, d = subjects.words
    places, longest, cells = enrolment.subjects, enrolment.longest, len(cell)
    philox_block(places, trial, ARRIVAL, k0, k1, a, b, c, d)
    for i in range(places):
        month[i] = -math.log(uniform_32(a[i]))  # gaps first; a call inside the loop slows it
    arrived[:] = 0
    full[:] = np.inf
    active = 0
    now, rate = 0.0, 0.0
    count = 0
    while count < places:
        needed = month[count]
        while active < len(rank):
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
            break
        now += needed / rate
        if now > longest:
            break
        # The first of the open sites whose summed rate is above the aim, without branches.
        aim = uniform_32(b[count]) * rate
        place, length = 0, active
        while length > 1:
            half = length >> 1
            place += half * (cumulative[place + half - 1] <= aim)
            length -= half
        drawn = 0
        level = uniform_32(c[count])
        for k in range(cells - 1):
            drawn += cell[k] <= level
        chosen = rank[place]
        r = region_of[chosen]
        month[count] = now
        site[count] = chosen
        region[count] = r
        in_cell[count] = drawn
        chance[count] = uniform_32(d[count])
        count += 1
        arrived[r] += 1
        if arrived[r] >= cap[r]:
            full[r] = now
            rate = 0.0
            for k in range(len(rank)):
                if region_of[rank[k]] == r:
                    speed[rank[k]] = 0.0
                if k < active:
                    rate += speed[rank[k]]
                    cumulative[k] = rate
    if count == places:
        for r in range(len(full)):
            full[r] = min(full[r], now)
    return count


@inner
def _open_sites(enrolment: Any, k0: Any, k1: Any, trial: Any, sites: Any) -> None:
    """Draw when each site opens and how fast it enrols."""
    first, last, mean = enrolment.first, enrolment.last, enrolment.rate
    shape, region = enrolment.shape, enrolment.region
    opened, rate = sites.opened, sites.rate
    a, b, c, d = sites.words
    philox_block(len(region), trial, SITE, k0, k1, a, b, c, d)
    for site in range(len(region)):
        r = region[site]
        opened[site] = first[r] + (last[r] - first[r]) * uniform_32(d[site])
        rate[site] = mean[r]
        if shape[r] > 0.0:
            rate[site] *= _gamma(shape[r], k0, k1, trial, site, a[site], b[site], c[site])
    order_rising(opened, len(region), sites.rank, sites.starts)


@inner
def _gamma(
    shape: Any, k0: Any, k1: Any, trial: Any, site: Any, first: Any, second: Any, third: Any
) -> Any:
    """
    Draw a gamma of mean 1 from a site's words, and more of them as long as they are refused.

    Source: Marsaglia and Tsang (2000), ACM TOMS 26:363-372.
    """
    whole = shape if shape >= 1.0 else shape + 1.0
    d = whole - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    attempt = 0
    while True:
        x = normal(first, second)
        v = 1.0 + c * x
        if v > 0.0:
            v = v * v * v
            u = uniform_32(third)
            if u < 1.0 - 0.0331 * x * x * x * x or math.log(u) < 0.5 * x * x + d - d * v + (
                d * math.log(v)
            ):
                break
        attempt += 1
        w = philox(site, trial, SITE, attempt, k0, k1)
        first, second, third = np.uint32(w[0]), np.uint32(w[1]), np.uint32(w[2])
    if shape < 1.0:
        w = philox(site, trial, SMALL_SHAPE, 0, k0, k1)
        v *= uniform_53(w[0], w[1]) ** (1.0 / shape)
    return d * v / shape
