"""
Enrolment of one trial: sites open, regions enrol, the study's places are filled in time order.

A region's sites open at random moments of its activation and enrol at rates that follow a gamma
distribution; given the sites, the region's subjects arrive by a Poisson process whose cumulative
intensity is piecewise linear, and which unit exponentials invert. A region ends at its cap, all of
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
    OPENING,
    SITE_RATE,
    exponential,
    normal,
    philox,
    uniform_32,
    uniform_53,
)
from trialrun.study import Scenario, Study

_AHEAD = 15
"""A region's numbers are drawn sixteen subjects at a time: one less, as a mask."""


class Enrolment(NamedTuple):
    """
    What enrolment needs, as arrays over the regions (r,) unless said otherwise.

    `offset` (r + 1,) is where each region's sites begin among all sites, `cell` (c,) the cumulative
    shares of the cells that the levels of the stratification factors make together.
    """

    first: NDArray[np.float64]
    last: NDArray[np.float64]
    rate: NDArray[np.float64]
    shape: NDArray[np.float64]
    cap: NDArray[np.int64]
    offset: NDArray[np.int64]
    cell: NDArray[np.float64]
    subjects: int
    longest: float


class Sites(NamedTuple):
    """
    Work space and result of one trial, as arrays over all sites (s,) or regions (r,).

    `opened` is the month in which each site would open, `rank` the region's sites in the order of
    opening, `cumulative` their summed rates in that order, `arrived` the region's subjects, `full`
    the month in which the region was closed to enrolment (infinite while open).
    """

    opened: NDArray[np.float64]
    rank: NDArray[np.int64]
    cumulative: NDArray[np.float64]
    starts: NDArray[np.int64]
    arrived: NDArray[np.int64]
    active: NDArray[np.int64]
    clock: NDArray[np.float64]
    following: NDArray[np.float64]
    full: NDArray[np.float64]
    words: NDArray[np.float64]


class Subjects(NamedTuple):
    """
    The subjects of one trial in the order of randomisation, as arrays (n,).

    `month` counts from the start of the study; `site` is among all sites; `cell` is the cell of
    the factors with levels; `arm` is written by `allocate`.
    """

    month: NDArray[np.float64]
    region: NDArray[np.int64]
    site: NDArray[np.int64]
    cell: NDArray[np.int64]
    arm: NDArray[np.int64]


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
        cell=cell,
        subjects=planning.subjects,
        longest=float(planning.longest_months),
    )


@inner
def new_sites(enrolment: Any) -> Any:
    """Return work space for the sites of one trial."""
    regions = len(enrolment.rate)
    sites = enrolment.offset[regions]
    return Sites(
        np.empty(sites),
        np.empty(sites, np.int64),
        np.empty(sites),
        np.empty(sites + 1, np.int64),
        np.empty(regions, np.int64),
        np.empty(regions, np.int64),
        np.empty(regions),
        np.empty(regions),
        np.empty(regions),
        np.empty((regions, _AHEAD + 1, 3)),
    )


@inner
def new_subjects(count: Any) -> Any:
    """Return work space for the subjects of one trial."""
    return Subjects(
        np.empty(count),
        np.empty(count, np.int64),
        np.empty(count, np.int64),
        np.empty(count, np.int64),
        np.empty(count, np.int64),
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
    offset, cap, cell = enrolment.offset, enrolment.cap, enrolment.cell
    opened, rank, cumulative = sites.opened, sites.rank, sites.cumulative
    arrived, active, clock = sites.arrived, sites.active, sites.clock
    following, full, words = sites.following, sites.full, sites.words
    months, in_region, site, in_cell = (
        subjects.month,
        subjects.region,
        subjects.site,
        subjects.cell,
    )
    regions, cells = len(cap), len(cell)
    longest, places = enrolment.longest, enrolment.subjects
    for region in range(regions):
        arrived[region] = 0
        active[region] = 0
        full[region] = np.inf
        clock[region] = 0.0
    count = 0
    latest = -1
    while count < places:
        for region in range(regions):
            if latest not in (-1, region):
                continue
            if arrived[region] >= cap[region]:
                full[region] = clock[region]
                following[region] = np.inf
                continue
            ahead = arrived[region] & _AHEAD
            if ahead == 0:
                for i in range(_AHEAD + 1):
                    w = philox(arrived[region] + i, trial, ARRIVAL, region, k0, k1)
                    words[region, i, 0] = exponential(w[0], w[1])
                    words[region, i, 1] = uniform_32(w[2])
                    words[region, i, 2] = uniform_32(w[3])
            needed = words[region, ahead, 0]
            place = offset[region] + active[region]
            now = clock[region]
            rate = cumulative[place - 1] if active[region] > 0 else 0.0
            while place < offset[region + 1]:
                opening = opened[offset[region] + rank[place]]
                gained = rate * (opening - now)
                if gained >= needed:
                    break
                needed -= gained
                now = opening
                rate = cumulative[place]
                place += 1
            now = now + needed / rate if rate > 0.0 else np.inf
            active[region] = place - offset[region]
            clock[region] = now
            following[region] = now
        latest = 0
        for region in range(1, regions):
            if following[region] < following[latest]:
                latest = region
        if following[latest] > longest:
            break
        start = offset[latest]
        low, length = start, active[latest]
        ahead = arrived[latest] & _AHEAD
        aim = words[latest, ahead, 1] * cumulative[low + length - 1]
        while length > 1:
            half = length >> 1
            low += half * (cumulative[low + half - 1] <= aim)
            length -= half
        drawn = 0
        while drawn < cells - 1 and cell[drawn] <= words[latest, ahead, 2]:
            drawn += 1
        months[count] = following[latest]
        in_region[count] = latest
        site[count] = start + rank[low]
        in_cell[count] = drawn
        arrived[latest] += 1
        count += 1
    if count == places:
        for region in range(regions):
            full[region] = min(full[region], months[count - 1])
    return count


@inner
def _open_sites(enrolment: Any, k0: Any, k1: Any, trial: Any, sites: Any) -> None:
    """Draw when each site opens and how fast it enrols."""
    for region in range(len(enrolment.rate)):
        start = enrolment.offset[region]
        count = enrolment.offset[region + 1] - start
        span = enrolment.last[region] - enrolment.first[region]
        opened = sites.opened[start : start + count]
        rank = sites.rank[start : start + count]
        for site in range(count):
            w = philox(start + site, trial, OPENING, 0, k0, k1)
            opened[site] = enrolment.first[region] + span * uniform_53(w[0], w[1])
        order_rising(opened, count, rank, sites.starts)
        total = 0.0
        for place in range(count):
            rate = enrolment.rate[region]
            if enrolment.shape[region] > 0.0:
                site = start + rank[place]
                rate *= _gamma(enrolment.shape[region], k0, k1, trial, site)
            total += rate
            sites.cumulative[start + place] = total


@inner
def _gamma(shape: Any, k0: Any, k1: Any, trial: Any, site: Any) -> Any:
    """Draw a gamma of mean 1 (Marsaglia and Tsang 2000, ACM TOMS 26:363-372)."""
    whole = shape if shape >= 1.0 else shape + 1.0
    d = whole - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    attempt = 0
    while True:
        w = philox(site, trial, SITE_RATE, attempt, k0, k1)
        x = normal(w[0], w[1])
        v = 1.0 + c * x
        attempt += 1
        if v > 0.0:
            v = v * v * v
            if math.log(uniform_32(w[2])) < 0.5 * x * x + d - d * v + d * math.log(v):
                if shape < 1.0:
                    v *= uniform_32(w[3]) ** (1.0 / shape)
                return d * v / shape
