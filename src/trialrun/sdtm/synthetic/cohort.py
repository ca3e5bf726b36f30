"""The subjects of a synthetic trial: who they are, where, and in which arm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from trialrun.sdtm.synthetic.draws import (
    Integers,
    Objects,
    Streams,
    chosen_words,
    in_range,
)
from trialrun.sdtm.synthetic.enrolment import Enrolment
from trialrun.study import Study, Synthesis

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class People:
    """Some subjects, one element of each array a subject; `day` counts from 1970-01-01."""

    usubjid: Objects
    subjid: Objects
    siteid: Objects
    region: Integers
    country: Objects
    day: Integers
    age: Integers
    sex: Objects
    race: Objects
    ethnicity: Objects

    def __len__(self) -> int:
        return len(self.day)


@dataclass(frozen=True)
class Cohort:
    """
    Subjects randomised (`people.day`: their day of randomisation), and screening failures.

    `failures.day` is the day on which they failed, `consented` that of their consent.
    """

    people: People
    arm: Integers
    strata: dict[str, Integers]
    failures: People
    consented: Integers

    def __len__(self) -> int:
        return len(self.people)

    def arm_ids(self, study: Study) -> Objects:
        """Return the id of each subject's arm."""
        return np.array([arm.id for arm in study.arms], dtype=object)[self.arm]


def gather_cohort(
    study: Study, synthesis: Synthesis, enrolment: Enrolment, first_site: date, draws: Streams
) -> Cohort:
    """
    Give everyone who was screened a number, a site, a country, an age, a sex and a race.

    Args:
        study: regions and their countries.
        synthesis: demographics and numbering.
        enrolment: who came when.
        first_site: the day on which the study starts.
        draws: streams of the trial.
    """
    origin = (first_site - _EPOCH).days
    day = np.concatenate([enrolment.day, enrolment.failed_day]) + origin
    region = np.concatenate([enrolment.region, enrolment.failed_region])
    site = np.concatenate([enrolment.site, enrolment.failed_site])
    everyone = _people(study, synthesis, region, site, day, draws)
    count = len(enrolment.day)
    return Cohort(
        part_of(everyone, np.arange(count)),
        enrolment.arm,
        enrolment.strata,
        part_of(everyone, np.arange(count, len(day))),
        _consented(study, synthesis, day[count:], origin, draws),
    )


def _consented(
    study: Study, synthesis: Synthesis, failed: Integers, origin: int, draws: Streams
) -> Integers:
    """Days of consent of those who failed screening: within its length, not before the study."""
    first = min((visit.day for visit in study.visits if visit.day), default=-1)
    longest = max(-first, 1) + synthesis.timing.screening_days
    before = draws("consent").integers(1, longest + 1, len(failed))
    return np.asarray(np.maximum(failed - before, origin))


def cohort_until(cohort: Cohort, cutoff: int | None) -> tuple[Cohort, Integers]:
    """
    Return who was randomised, or failed screening, by a day; and which of the randomised that is.

    Args:
        cohort: everyone.
        cutoff: day since 1970; None for all.
    """
    everyone = np.arange(len(cohort))
    if cutoff is None:
        return cohort, everyone
    rows = np.flatnonzero(cohort.people.day <= cutoff)
    failed = np.flatnonzero(cohort.failures.day <= cutoff)
    until = Cohort(
        part_of(cohort.people, rows),
        cohort.arm[rows],
        {name: levels[rows] for name, levels in cohort.strata.items()},
        part_of(cohort.failures, failed),
        cohort.consented[failed],
    )
    return until, rows


def part_of(people: People, rows: Integers) -> People:
    """Return some of the subjects."""
    return People(**{name: getattr(people, name)[rows] for name in _FIELDS})


def _people(
    study: Study,
    synthesis: Synthesis,
    region: Integers,
    site: Integers,
    day: Integers,
    draws: Streams,
) -> People:
    count = len(day)
    numbers, countries = _sites(study, synthesis)
    siteid = numbers[site]
    subjid = np.empty(count, dtype=object)
    rank = np.argsort(np.argsort(day, kind="stable"), kind="stable")
    first = synthesis.numbering.first_subject
    width = len(str(first + count))
    subjid[:] = [f"{first + int(place):0{width}d}" for place in rank]
    form = synthesis.numbering.usubjid
    protocol = study.identification.protocol
    usubjid = np.array(
        [
            form.format(study=protocol, site=s, subject=n)
            for s, n in zip(siteid, subjid, strict=True)
        ],
        dtype=object,
    )
    about = synthesis.demographics
    regions = [each.id for each in study.regions]
    age = in_range(draws("age"), about.age, count)
    race = chosen_words(draws("race"), about.race, count)
    none = np.full(count, None, dtype=object)
    ethnicity = (
        chosen_words(draws("ethnicity"), about.ethnicity, count) if about.ethnicity else none
    )
    for number, name in enumerate(regions):
        members = np.flatnonzero(region == number)
        if name in about.age_by_region:
            age[members] = in_range(draws("age", name), about.age_by_region[name], len(members))
        if name in about.race_by_region:
            own = chosen_words(draws("race", name), about.race_by_region[name], len(members))
            race[members] = own
        if name in about.ethnicity_by_region:
            shares = about.ethnicity_by_region[name]
            ethnicity[members] = chosen_words(draws("ethnicity", name), shares, len(members))
    return People(
        usubjid,
        subjid,
        siteid,
        region,
        countries[site],
        day,
        np.floor(age).astype(np.int64),
        chosen_words(draws("sex"), about.sex, count),
        race,
        ethnicity,
    )


def _sites(study: Study, synthesis: Synthesis) -> tuple[Objects, Objects]:
    """SITEID and country of each site, the regions one after the other."""
    numbering = synthesis.numbering
    numbers: list[str] = []
    countries: list[str] = []
    following = numbering.first_site
    for region in study.regions:
        start = numbering.first_site_by_region.get(region.id, following)
        numbers += [str(start + k) for k in range(region.sites)]
        following = start + region.sites
        shares = np.array([country.share for country in region.countries])
        bounds = np.cumsum(shares) / shares.sum()
        places = (np.arange(region.sites) + 0.5) / region.sites
        positions = np.searchsorted(bounds, places)
        countries += [region.countries[int(k)].code for k in positions]
    return np.array(numbers, dtype=object), np.array(countries, dtype=object)


def iso_dates(days: Integers | pl.Series) -> pl.Series:
    """Return ISO 8601 dates of days since 1970-01-01."""
    series = days if isinstance(days, pl.Series) else pl.Series(days)
    return series.cast(pl.Int32).cast(pl.Date).dt.to_string("%Y-%m-%d")


def day_of(iso: str) -> int:
    """Return the days since 1970-01-01 of an ISO 8601 date."""
    return (date.fromisoformat(iso) - _EPOCH).days


def iso_of(day: int) -> str:
    """Return the ISO 8601 date of a day since 1970-01-01."""
    return (_EPOCH + timedelta(days=int(day))).isoformat()


_FIELDS = tuple(People.__dataclass_fields__)
