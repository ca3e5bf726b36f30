"""DM, subject elements, and what supplements them: strata and population flags."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from trialrun.sdtm.synthetic.cohort import Cohort, People, iso_dates
from trialrun.sdtm.synthetic.disposition import Reasons
from trialrun.sdtm.synthetic.draws import Integers, Objects
from trialrun.sdtm.synthetic.fates import Fates
from trialrun.sdtm.synthetic.records import qualifiers
from trialrun.sdtm.synthetic.schedule import study_days
from trialrun.study import PopulationRule, Stratum, Study, Synthesis

SCREEN_FAILURE = "Screen Failure"


def demographics(
    study: Study,
    cohort: Cohort,
    visits: pl.DataFrame,
    exposure: pl.DataFrame,
    fates: Fates,
    reasons: Reasons,
) -> pl.DataFrame:
    """
    Return DM: everyone who was screened, by USUBJID.

    From SDTMIG 3.3 on, who has no arm has none here either, and ARMNRS says why; before, a code
    stands in its place.

    Args:
        study: arms, codes of screening failure, version of SDTMIG.
        cohort: everyone.
        visits: held; the first gives consent, the last the end of participation.
        exposure: EX, for the dates of the first and the last dose.
        fates: ends.
        reasons: deaths.
    """
    people = cohort.people
    bounds = _visit_bounds(visits)
    end = people.day + fates.end
    doses = exposure.group_by("USUBJID").agg(
        RFXSTDTC=pl.col("EXSTDTC").min(), RFXENDTC=pl.col("EXENDTC").max()
    )
    consent = bounds["first"].to_numpy()
    dates = iso_dates(end)
    died = pl.Series(reasons.dead)
    codes = np.array([arm.code for arm in study.arms], dtype=object)[cohort.arm]
    names = np.array([arm.name for arm in study.arms], dtype=object)[cohort.arm]
    randomised = (
        _common(people, consent, codes, names)
        .with_columns(
            RFSTDTC=iso_dates(people.day),
            RFENDTC=dates,
            RFICDTC=iso_dates(consent),
            RFPENDTC=iso_dates(np.maximum(bounds["last"].to_numpy(), end)),
            DTHDTC=dates.set(~died, None),
            DTHFL=pl.Series(["Y"]).new_from_index(0, len(end)).set(~died, None),
            DMDY=pl.Series(study_days(consent - people.day)),
        )
        .join(doses, on="USUBJID", how="left", maintain_order="left")
    )
    failures = cohort.failures
    without = study.standards.sdtmig_from("3.3")
    code = None if without else study.sdtm.screen_failure_codes[0]
    name = None if without else SCREEN_FAILURE
    failed = _common(
        failures,
        cohort.consented,
        np.full(len(failures), code, dtype=object),
        np.full(len(failures), name, dtype=object),
    ).with_columns(RFICDTC=iso_dates(cohort.consented), RFPENDTC=iso_dates(failures.day))
    if without:
        randomised = _actual_arms(randomised)
        failed = failed.with_columns(ARMNRS=pl.lit(SCREEN_FAILURE.upper()))
    return pl.concat([randomised, failed], how="diagonal").sort("USUBJID")


def _actual_arms(randomised: pl.DataFrame) -> pl.DataFrame:
    """DM of those with an arm: who was not treated has no actual one, and nobody an unplanned."""
    treated = pl.col("RFXSTDTC").is_not_null()
    return randomised.with_columns(
        *(pl.when(treated).then(name).alias(name) for name in ("ACTARMCD", "ACTARM")),
        ARMNRS=pl.when(~treated).then(pl.lit("ASSIGNED, NOT TREATED")),
        ACTARMUD=pl.lit(None, pl.String),
    )


def _common(people: People, consent: Integers, codes: Objects, names: Objects) -> pl.DataFrame:
    """Variables that everyone has who was screened."""
    text = {
        "USUBJID": people.usubjid,
        "SUBJID": people.subjid,
        "SITEID": people.siteid,
        "SEX": people.sex,
        "RACE": people.race,
        "ETHNIC": people.ethnicity,
        "ARMCD": codes,
        "ARM": names,
        "ACTARMCD": codes,
        "ACTARM": names,
        "COUNTRY": people.country,
    }
    columns = {name: pl.Series(name, v.tolist(), dtype=pl.String) for name, v in text.items()}
    return pl.DataFrame(columns).with_columns(
        AGE=pl.Series(people.age).cast(pl.Float64),
        AGEU=pl.lit("YEARS"),
        DMDTC=iso_dates(consent),
    )


def stratum_records(
    study: Study, synthesis: Synthesis, cohort: Cohort, visits: pl.DataFrame
) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """
    Return the levels of the strata: findings by domain, and rows of SUPPDM.

    A stratum that is the region or the site needs no record: DM has it.
    """
    found: dict[str, list[pl.DataFrame]] = {}
    others = [_nothing()]
    placed = {record.stratum: record for record in synthesis.strata}
    for stratum in study.planning.strata if study.planning else ():
        if not stratum.levels:
            continue
        words = _levels(stratum, cohort.strata[stratum.id])
        record = placed.get(stratum.id)
        if record is None:
            rows = pl.DataFrame(
                {"USUBJID": pl.Series(cohort.people.usubjid.tolist()), "QVAL": words.tolist()}
            )
            others.append(
                qualifiers("DM", rows, stratum.variable, stratum.label.en, origin="ASSIGNED")
            )
            continue
        domain = record.domain
        at = visits.filter(pl.col("id") == record.visit).unique("subject", keep="first")
        at = at.sort("subject")
        value = pl.Series(words[at["subject"].to_numpy()].tolist(), dtype=pl.String)
        found.setdefault(domain, []).append(
            at.select(
                "USUBJID",
                "VISITNUM",
                "VISIT",
                "VISITDY",
                "EPOCH",
                "after",
                pl.col("DTC").alias(f"{domain}DTC"),
                pl.col("DY").alias(f"{domain}DY"),
            ).with_columns(
                pl.lit(record.code).alias(f"{domain}TESTCD"),
                pl.lit(record.name).alias(f"{domain}TEST"),
                pl.lit(record.category, pl.String).alias(f"{domain}CAT"),
                value.alias(f"{domain}ORRES"),
                value.alias(f"{domain}STRESC"),
                value.cast(pl.Float64, strict=False).alias(f"{domain}STRESN"),
                pl.lit("Y").alias(f"{domain}BLFL"),
                order=pl.lit(-1),
            )
        )
    return {d: pl.concat(f, how="diagonal") for d, f in found.items()}, pl.concat(others)


def _nothing() -> pl.DataFrame:
    schema = {"USUBJID": pl.String, "QVAL": pl.String}
    return qualifiers("DM", pl.DataFrame(schema=schema), "", "")


def _levels(stratum: Stratum, level: Integers) -> Objects:
    """The value of each subject's level."""
    return np.array([each.value for each in stratum.levels], dtype=object)[level]


def population_qualifiers(study: Study, frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """
    Return rows of SUPPDM: the population flags that the definition says were collected.

    Only members have a row (value Y). Membership is found from the records themselves.

    Args:
        study: populations with `collected_flag`.
        frames: DM, EX, SV, DS and findings.
    """
    rules = {population.id: population.rule for population in study.populations}
    flagged = [_nothing()]
    for population in study.populations:
        if population.collected_flag is None:
            continue
        members = _members(study, frames, rules, population.rule)
        rows = pl.DataFrame({"USUBJID": sorted(members)}, schema={"USUBJID": pl.String})
        flagged.append(
            qualifiers(
                "DM",
                rows.with_columns(QVAL=pl.lit("Y")),
                population.collected_flag,
                f"{population.label.en} Population Flag",
            )
        )
    return pl.concat(flagged)


def _members(
    study: Study,
    frames: Mapping[str, pl.DataFrame],
    rules: Mapping[str, PopulationRule],
    rule: PopulationRule,
) -> set[str]:
    """Who fulfils a rule."""
    dm = frames["DM"]
    codes = [arm.code for arm in study.arms]
    members = set(dm.filter(pl.col("ARMCD").is_in(codes))["USUBJID"])
    if rule.within is not None:
        members &= _members(study, frames, rules, rules[rule.within])
    if rule.treated:
        members &= set(frames["EX"]["USUBJID"])
    baseline = study.analysis_data.ADSL.baseline_visit
    for code in rule.post_baseline:
        having: set[str] = set()
        for domain, frame in frames.items():
            test = f"{domain}TESTCD"
            if {test, f"{domain}STRESC", "VISITNUM"} <= set(frame.columns):
                later = (pl.col("VISITNUM") > baseline) & pl.col(f"{domain}STRESC").is_not_null()
                having |= set(frame.filter((pl.col(test) == code) & later)["USUBJID"])
        members &= having
    if rule.visit_completed is not None:
        reached = frames["SV"].join(dm.select("USUBJID", "RFENDTC"), on="USUBJID")
        at = pl.col("VISITNUM") == rule.visit_completed
        in_time = pl.col("SVSTDTC") <= pl.col("RFENDTC")
        members &= set(reached.filter(at & in_time)["USUBJID"])
    if rule.study_completed:
        done = pl.col("DSDECOD").is_in(list(study.sdtm.completed_terms))
        members &= set(frames["DS"].filter(done)["USUBJID"])
    return members


def subject_elements(
    study: Study, cohort: Cohort, visits: pl.DataFrame, fates: Fates
) -> pl.DataFrame:
    """
    Return SE, without SESEQ: screening, treatment, and follow-up where there was one.

    Follow-up begins the day after treatment and lasts until the end of participation; those who
    failed screening have its element alone.
    """
    people, failures = cohort.people, cohort.failures
    bounds = _visit_bounds(visits)
    last = people.day + fates.treatment_end
    end = np.maximum(bounds["last"].to_numpy(), people.day + fates.end)
    codes = np.array([element_code(arm.code) for arm in study.arms], dtype=object)[cohort.arm]
    names = np.array([arm.name for arm in study.arms], dtype=object)[cohort.arm]
    everyone, failed = np.arange(len(cohort)), np.arange(len(failures))
    followed = np.flatnonzero(end > last)
    screening = ("SCRN", "Screening", "SCREENING")
    parts: list[tuple[People, Integers, Words, Words, str, Integers, Integers]] = [
        (people, everyone, *screening, bounds["first"].to_numpy(), people.day),
        (people, everyone, codes, names, "TREATMENT", people.day, last),
        (people, followed, "FU", "Follow-up", "FOLLOW-UP", last + 1, end),
        (failures, failed, *screening, cohort.consented, failures.day),
    ]
    frames = [
        pl.DataFrame(
            {
                "USUBJID": pl.Series(who.usubjid[rows].tolist(), dtype=pl.String),
                "after": start[rows] - who.day[rows],
                "ETCD": _per_subject(code, rows),
                "ELEMENT": _per_subject(name, rows),
                "SESTDTC": iso_dates(start[rows]),
                "SEENDTC": iso_dates(stop[rows]),
            }
        ).with_columns(EPOCH=pl.lit(epoch))
        for who, rows, code, name, epoch, start, stop in parts
    ]
    return pl.concat(frames)


Words = str | Objects
"""A word for all, or one for each subject."""


def _visit_bounds(visits: pl.DataFrame) -> pl.DataFrame:
    """The first and the last day of each subject's visits, by `subject`."""
    days = visits.group_by("subject").agg(first=pl.col("day").min(), last=pl.col("day").max())
    return days.sort("subject")


def element_code(code: str) -> str:
    """
    Return ETCD of an arm's treatment: at most 8 letters and digits.

    >>> element_code("Xan_Hi")
    'XANHI'
    """
    return "".join(letter for letter in code.upper() if letter.isalnum())[:8]


def _per_subject(value: str | Objects, rows: Integers) -> pl.Series:
    words = [value] * len(rows) if isinstance(value, str) else value[rows].tolist()
    return pl.Series(words, dtype=pl.String)
