"""What was given, from first to last dose."""

from __future__ import annotations

import numpy as np
import polars as pl

from trialrun.sdtm.synthetic.cohort import Cohort, iso_dates
from trialrun.sdtm.synthetic.draws import Integers, Streams
from trialrun.sdtm.synthetic.fates import NEVER, Fates
from trialrun.sdtm.synthetic.schedule import study_days
from trialrun.study import Arm, DosePeriod, Study, Synthesis, Treatment

_REDUCED = 0.8


def exposure_records(
    study: Study,
    synthesis: Synthesis,
    cohort: Cohort,
    visits: pl.DataFrame,
    fates: Fates,
    draws: Streams,
) -> pl.DataFrame:
    """
    Return the records of EX, without EXSEQ.

    A treatment with an interval has a record for each dose; any other one for each period of the
    arm's schedule (`analysis_data.ADSL.dosing`), which ends with the day of its visit.
    """
    frames = []
    for treatment in synthesis.treatments:
        for number, arm in enumerate(study.arms):
            if arm.id not in treatment.arms:
                continue
            members = np.flatnonzero(cohort.arm == number)
            if treatment.every_weeks is not None:
                parts = _doses(treatment, arm, members, fates, draws)
            else:
                parts = _periods(study, treatment, arm, members, visits, fates)
            frames.append(_described(treatment, arm, cohort, *parts))
    return _at_visits(pl.concat(frames), visits)


def _doses(
    treatment: Treatment, arm: Arm, members: Integers, fates: Fates, draws: Streams
) -> tuple[Integers, Integers, Integers, pl.Series]:
    """A record each for doses at an interval, while treatment lasts."""
    interval = (treatment.every_weeks or 1) * 7
    last = fates.last_dose_day[members]
    most = treatment.most_doses or int(last.max(initial=0) // interval) + 1
    planned = np.floor(np.arange(most) * interval).astype(np.int64)
    rng = draws("doses", treatment.name, arm.id)
    days = planned[None, :] + rng.integers(0, _LATE + 1, (len(members), most))
    days[:, 0] = 0
    given = days <= last[:, None]
    row, dose = np.nonzero(given)
    reduced = rng.random(len(row)) < treatment.reduction
    amount = _dose(treatment, arm) * np.where(reduced & (dose > 0), _REDUCED, 1.0)
    at = days[row, dose]
    return members[row], at, at, pl.Series(amount)


_LATE = 2


def _dose(treatment: Treatment, arm: Arm) -> float:
    return float(treatment.dose if treatment.dose is not None else arm.dose or 0)


def _periods(
    study: Study,
    treatment: Treatment,
    arm: Arm,
    members: Integers,
    visits: pl.DataFrame,
    fates: Fates,
) -> tuple[Integers, Integers, Integers, pl.Series]:
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
    return subject, start, end, pl.Series(dose.astype(float))


def _described(
    treatment: Treatment,
    arm: Arm,
    cohort: Cohort,
    subject: Integers,
    start: Integers,
    end: Integers,
    dose: pl.Series,
) -> pl.DataFrame:
    """The frame of some records of one treatment in one arm."""
    first = cohort.people.day[subject]
    return pl.DataFrame(
        {
            "subject": subject,
            "after": start,
            "USUBJID": pl.Series(cohort.people.usubjid[subject].tolist(), dtype=pl.String),
            "EXDOSE": dose,
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
