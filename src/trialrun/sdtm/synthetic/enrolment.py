"""Who comes when: sites open, regions enrol by a Poisson process, arms are given in blocks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trialrun.errors import DesignError
from trialrun.sdtm.synthetic.draws import Floats, Integers, Streams, chosen
from trialrun.study import Planning, Region, Scenario, Study

DAYS_PER_MONTH = 30.4375


@dataclass(frozen=True)
class Enrolment:
    """
    Subjects randomised, and those who failed screening, in the order in which they came.

    Days count from the day of the first site; `site` counts the sites of all regions.
    """

    region: Integers
    site: Integers
    day: Integers
    arm: Integers
    strata: dict[str, Integers]
    failed_region: Integers
    failed_site: Integers
    failed_day: Integers


def enrol(study: Study, scenario: Scenario, planning: Planning, draws: Streams) -> Enrolment:
    """
    Enrol the planned subjects.

    Sites of a region open one after the other, each at a random moment of its slice of the
    region's activation; each enrols by a Poisson process whose rate follows a gamma distribution;
    a region closes at its cap, the study when it has its subjects or at its longest time.

    Args:
        study: regions, arms.
        scenario: its `enrolment_factor`.
        planning: subjects, strata, block size.
        draws: streams of the trial.
    Raises:
        DesignError: nobody is enrolled.
    Source: Anisimov and Fedorov (2007), Statistics in Medicine 26:4958-4975.
    """
    parts = []
    first_site = 0
    for number, region in enumerate(study.regions):
        factor = scenario.enrolment_factor
        times, sites = _arrivals(region, factor, planning.longest_months, draws)
        kept = slice(0, region.cap)
        count = len(times[kept])
        parts.append((times[kept], sites[kept] + first_site, np.full(count, number)))
        first_site += region.sites
    times, site, region_of = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(times, kind="stable")[: planning.subjects]
    if not len(order):
        raise DesignError(
            "no subject is enrolled in planning.longest_months",
            hint="raise the regions' rate or sites, or open the sites earlier.",
        )
    day = np.floor(times[order] * DAYS_PER_MONTH).astype(np.int64) + _SCREENING_LEAD
    region_of, site = region_of[order].astype(np.int64), site[order].astype(np.int64)
    strata = _strata(planning, region_of, site, draws)
    arm = _assigned(study, planning, strata, draws)
    return Enrolment(
        region_of, site, day, arm, strata, *_failures(study, region_of, site, day, draws)
    )


_SCREENING_LEAD = 14


def _arrivals(
    region: Region, factor: float, longest: float, draws: Streams
) -> tuple[Floats, Integers]:
    """Months at which subjects of a region are randomised, and their sites, in order of time."""
    rng = draws("enrolment", region.id)
    first, last = region.activation.first_month, region.activation.last_month
    slots = (np.arange(region.sites) + rng.random(region.sites)) / region.sites
    opened = first + slots * (last - first)
    rates = np.full(region.sites, region.rate * factor)
    if region.rate_shape is not None:
        rates = rates * rng.gamma(region.rate_shape, 1 / region.rate_shape, region.sites)
    counts = rng.poisson(rates * np.maximum(longest - opened, 0))
    sites = np.repeat(np.arange(region.sites), counts)
    times = opened[sites] + rng.random(len(sites)) * (longest - opened[sites])
    order = np.argsort(times, kind="stable")
    return times[order], sites[order]


def _strata(
    planning: Planning, region: Integers, site: Integers, draws: Streams
) -> dict[str, Integers]:
    """The level of each subject in each stratum, as a number."""
    levels: dict[str, Integers] = {}
    for stratum in planning.strata:
        if stratum.by == "levels":
            rng = draws("stratum", stratum.id)
            levels[stratum.id] = chosen(rng, [x.share for x in stratum.levels], len(region))
        else:
            levels[stratum.id] = region if stratum.by == "region" else site
    return levels


def _assigned(
    study: Study, planning: Planning, strata: dict[str, Integers], draws: Streams
) -> Integers:
    """The arm of each subject: permuted blocks within each combination of strata."""
    rng = draws("randomisation")
    shares = np.array([arm.allocation for arm in study.arms])
    copies = np.round(shares / shares.sum() * planning.block_size).astype(np.int64)
    block = np.repeat(np.arange(len(shares)), copies)
    count = len(next(iter(strata.values()))) if strata else planning.subjects
    if not strata:
        return _blocks(rng, block, count)
    cells = np.stack(list(strata.values()), axis=1)
    _, cell = np.unique(cells, axis=0, return_inverse=True)
    arm = np.empty(count, dtype=np.int64)
    for number in range(int(cell.max()) + 1):
        members = np.flatnonzero(cell.ravel() == number)
        arm[members] = _blocks(rng, block, len(members))
    return arm


def _blocks(rng: np.random.Generator, block: Integers, count: int) -> Integers:
    """So many assignments of permuted blocks."""
    blocks = np.tile(block, (-(-count // len(block)), 1))
    return rng.permuted(blocks, axis=1).ravel()[:count]


def _failures(
    study: Study, region: Integers, site: Integers, day: Integers, draws: Streams
) -> tuple[Integers, Integers, Integers]:
    """Region, site and day of those screened in vain: as many as the region's share says."""
    rng = draws("screening")
    share = np.array([each.screen_failure for each in study.regions])[region]
    before = rng.geometric(1 - share) - 1
    rows = np.repeat(np.arange(len(region)), before)
    earlier = rng.integers(0, _FAILED_BEFORE, len(rows))
    failed = np.maximum(day[rows] - earlier, _SCREENING_LEAD)
    return region[rows], site[rows], failed


_FAILED_BEFORE = 28
