"""What was given, from first to last dose."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from trialrun.sdtm.synthetic.cohort import Cohort, iso_dates
from trialrun.sdtm.synthetic.draws import Floats, Integers
from trialrun.sdtm.synthetic.fates import NEVER, Fates
from trialrun.sdtm.synthetic.schedule import Plan, activity_visits, relative_day, study_days
from trialrun.study import Arm, DosePeriod, Study, Synthesis, Treatment


@dataclass(frozen=True)
class Doses:
    """Single doses of a treatment at an interval: subject and day, in order."""

    subject: Integers
    day: Integers


def plan_doses(
    study: Study, synthesis: Synthesis, cohort: Cohort, plan: Plan, fates: Fates
) -> dict[tuple[str, str], Doses]:
    """
    Return the doses given of each treatment with an interval, by its name and the arm.

    A dose that falls on a planned visit of the activity that records exposure is given at it, on
    the day on which the subject comes; who misses the visit misses the dose. One between visits
    is given on its own day.
    """
    names = [activity.id for activity in study.activities if "EX" in activity.domains]
    recording = {visit for name in names for visit in activity_visits(study, name)}
    columns = {
        relative_day(visit.day or 0): k
        for k, visit in enumerate(plan.visits)
        if visit.id in recording
    }
    found = {}
    for treatment in synthesis.treatments:
        interval = treatment.every_weeks
        if interval is None:
            continue
        for number, arm in enumerate(study.arms):
            if arm.id not in treatment.arms:
                continue
            members = np.flatnonzero(cohort.arm == number)
            until = fates.until[members]
            most = treatment.most_doses or int(until.max(initial=0) // (interval * 7)) + 2
            planned = [int(k * interval * 7) for k in range(most)]
            days = np.tile(np.array(planned, dtype=np.int64), (len(members), 1))
            given = np.ones(days.shape, dtype=bool)
            for k, day in enumerate(planned):
                if k and day in columns:
                    days[:, k] = plan.days[members, columns[day]]
                    given[:, k] = ~plan.missed[members, columns[day]]
            row, dose = np.nonzero(given & (days <= until[:, None]))
            found[treatment.name, arm.id] = Doses(members[row], days[row, dose])
    return found


def last_doses(
    study: Study,
    synthesis: Synthesis,
    cohort: Cohort,
    doses: dict[tuple[str, str], Doses],
    fates: Fates,
) -> Integers:
    """Return the day of each subject's last dose: what is given daily lasts until its end."""
    last = np.zeros(len(cohort), dtype=np.int64)
    for treatment in synthesis.treatments:
        for number, arm in enumerate(study.arms):
            if arm.id not in treatment.arms:
                continue
            if treatment.every_weeks is None:
                members = cohort.arm == number
                last[members] = fates.until[members]
            else:
                given = doses[treatment.name, arm.id]
                np.maximum.at(last, given.subject, given.day)
    return last


def exposure_records(
    study: Study,
    synthesis: Synthesis,
    cohort: Cohort,
    visits: pl.DataFrame,
    fates: Fates,
    doses: dict[tuple[str, str], Doses],
    reduced: Integers,
) -> pl.DataFrame:
    """
    Return the records of EX, without EXSEQ.

    A treatment with an interval has a record for each dose; any other one for each period of the
    arm's schedule (`analysis_data.ADSL.dosing`), which ends with the day of its visit. A reduced
    dose begins a record of its own.

    Args:
        study: arms and their schedules of doses.
        synthesis: treatments.
        cohort: subjects.
        visits: held.
        fates: last days of treatment.
        doses: as `plan_doses` returns them.
        reduced: day of each subject's first reduced dose.
    """
    frames = []
    for treatment in synthesis.treatments:
        for number, arm in enumerate(study.arms):
            if arm.id not in treatment.arms:
                continue
            given = doses.get((treatment.name, arm.id))
            if given is not None:
                amount = np.full(len(given.day), _dose(treatment, arm))
                parts = (given.subject, given.day, given.day, amount)
            else:
                members = np.flatnonzero(cohort.arm == number)
                parts = _periods(study, treatment, arm, members, visits, fates)
            if treatment.reduction:
                parts = _reduced(treatment.reduced_to, parts, reduced)
            frames.append(_described(treatment, arm, cohort, *parts))
    return _at_visits(pl.concat(frames), visits)


def _dose(treatment: Treatment, arm: Arm) -> float:
    return float(treatment.dose if treatment.dose is not None else arm.dose or 0)


def _periods(
    study: Study,
    treatment: Treatment,
    arm: Arm,
    members: Integers,
    visits: pl.DataFrame,
    fates: Fates,
) -> tuple[Integers, Integers, Integers, Floats]:
    """A record for each period of a schedule, while treatment lasts."""
    schedules = {each.arm: each.periods for each in study.analysis_data.ADSL.dosing}
    periods = schedules.get(arm.id, (DosePeriod(dose=_dose(treatment, arm)),))
    if treatment.dose is not None:
        periods = (DosePeriod(dose=treatment.dose),)
    last = fates.last_dose_day[members]
    begun = np.zeros(len(members), dtype=np.int64)
    columns = []
    for period in periods:
        until = last
        if period.until_visit is not None:
            held = visits.filter(pl.col("VISITNUM") == period.until_visit)
            day = np.full(len(fates.end), NEVER)
            day[held["subject"].to_numpy()] = held["after"].to_numpy()
            until = np.minimum(day[members], last)
        given = np.flatnonzero(until >= begun)
        columns.append(
            (members[given], begun[given], until[given], np.full(len(given), period.dose))
        )
        begun = np.maximum(begun, until + 1)
    subject, start, end, dose = (np.concatenate(column) for column in zip(*columns, strict=True))
    return subject, start, end, dose.astype(float)


def _reduced(
    factor: float, parts: tuple[Integers, Integers, Integers, Floats], reduced: Integers
) -> tuple[Integers, Integers, Integers, Floats]:
    """The records, cut where the dose is reduced, which it stays from there."""
    subject, start, end, dose = parts
    day = reduced[subject]
    within = (start < day) & (day <= end)
    cut = np.flatnonzero(within)
    return (
        np.concatenate([subject, subject[cut]]),
        np.concatenate([start, day[cut]]),
        np.concatenate([np.where(within, day - 1, end), end[cut]]),
        np.concatenate([np.where(start >= day, dose * factor, dose), dose[cut] * factor]),
    )


def _described(
    treatment: Treatment,
    arm: Arm,
    cohort: Cohort,
    subject: Integers,
    start: Integers,
    end: Integers,
    dose: Floats,
) -> pl.DataFrame:
    """The frame of some records of one treatment in one arm."""
    first = cohort.people.day[subject]
    return pl.DataFrame(
        {
            "subject": subject,
            "after": start,
            "USUBJID": pl.Series(cohort.people.usubjid[subject].tolist(), dtype=pl.String),
            "EXDOSE": np.round(dose, 6),
            "EXSTDTC": iso_dates(first + start),
            "EXENDTC": iso_dates(first + end),
            "EXSTDY": study_days(start),
            "EXENDY": study_days(end),
        }
    ).with_columns(
        EXTRT=pl.lit(treatment.name),
        EXDOSU=pl.lit(treatment.unit or arm.dose_unit or "mg"),
        EXDOSFRM=pl.lit(treatment.form),
        EXDOSFRQ=pl.lit(treatment.frequency),
        EXROUTE=pl.lit(treatment.route),
        EPOCH=pl.lit("TREATMENT"),
    )


def _at_visits(records: pl.DataFrame, visits: pl.DataFrame) -> pl.DataFrame:
    """Add the visit at or before which each record begins."""
    planned = visits.filter(pl.col("id") != "UNSCHEDULED", pl.col("after") >= 0)
    at = planned.select("subject", "after", "VISITNUM", "VISIT", "VISITDY").sort("after")
    joined = records.sort("after", maintain_order=True).join_asof(
        at, on="after", by="subject", strategy="backward", check_sortedness=False
    )
    return joined.sort("subject", "after", "EXTRT", maintain_order=True)
