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
from trialrun.rehearse.ordering import first_above, order_rising
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
    regions = len(enrolment.rate)
    _open_sites(enrolment, k0, k1, trial, sites)
    for region in range(regions):
        sites.arrived[region] = 0
        sites.active[region] = 0
        sites.full[region] = np.inf
        sites.clock[region] = 0.0
        _next_arrival(enrolment, k0, k1, trial, sites, region)
    count = 0
    while count < enrolment.subjects:
        earliest = 0
        for region in range(1, regions):
            if sites.following[region] < sites.following[earliest]:
                earliest = region
        month = sites.following[earliest]
        if month > enrolment.longest:
            break
        subjects.month[count] = month
        subjects.region[count] = earliest
        _seat(enrolment, k0, k1, trial, sites, subjects, earliest, count)
        count += 1
        sites.arrived[earliest] += 1
        if sites.arrived[earliest] >= enrolment.cap[earliest]:
            sites.full[earliest] = month
            sites.following[earliest] = np.inf
        else:
            _next_arrival(enrolment, k0, k1, trial, sites, earliest)
    if count == enrolment.subjects and count > 0:
        for region in range(regions):
            sites.full[region] = min(sites.full[region], subjects.month[count - 1])
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


@inner
def _next_arrival(enrolment: Any, k0: Any, k1: Any, trial: Any, sites: Any, region: Any) -> None:
    """Write when a region's next subject arrives; infinite where its rate is 0."""
    w = philox(sites.arrived[region], trial, ARRIVAL, region, k0, k1)
    needed = exponential(w[0], w[1])
    start = enrolment.offset[region]
    count = enrolment.offset[region + 1] - start
    active = sites.active[region]
    clock = sites.clock[region]
    rate = sites.cumulative[start + active - 1] if active > 0 else 0.0
    while active < count:
        opening = sites.opened[start + sites.rank[start + active]]
        gained = rate * (opening - clock)
        if gained >= needed:
            break
        needed -= gained
        clock = opening
        rate = sites.cumulative[start + active]
        active += 1
    clock = clock + needed / rate if rate > 0.0 else np.inf
    sites.active[region] = active
    sites.clock[region] = clock
    sites.following[region] = clock


@inner
def _seat(
    enrolment: Any,
    k0: Any,
    k1: Any,
    trial: Any,
    sites: Any,
    subjects: Any,
    region: Any,
    subject: Any,
) -> None:
    """Draw the site of a subject, by the rates of those open, and its cell of the strata."""
    w = philox(sites.arrived[region], trial, ARRIVAL, region, k0, k1)
    start = enrolment.offset[region]
    active = sites.active[region]
    aim = uniform_32(w[2]) * sites.cumulative[start + active - 1]
    place = first_above(sites.cumulative, start, active, aim)
    subjects.site[subject] = start + sites.rank[start + place]
    subjects.cell[subject] = first_above(enrolment.cell, 0, len(enrolment.cell), uniform_32(w[3]))
