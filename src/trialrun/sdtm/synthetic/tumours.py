"""
Tumours that shrink and grow: TU (lesions), TR (diameters), RS (response by RECIST 1.1).

Source: Eisenhauer et al. (2009), European Journal of Cancer 45:228-247.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from trialrun.sdtm.synthetic.cohort import Cohort
from trialrun.sdtm.synthetic.draws import (
    Flags,
    Floats,
    Integers,
    Objects,
    Streams,
    chosen,
    chosen_words,
)
from trialrun.sdtm.synthetic.fates import Fates
from trialrun.sdtm.synthetic.schedule import activity_visits
from trialrun.study import Study, TumourBelief

RECIST = "RECIST 1.1"
_SMALLEST = 10.0
_HALF_SHRUNK_DAYS = 40.0
_PARTIAL = 0.7
_GROWN, _GROWN_MM = 1.2, 5.0


def tumour_records(
    study: Study,
    belief: TumourBelief,
    cohort: Cohort,
    visits: pl.DataFrame,
    fates: Fates,
    draws: Streams,
) -> dict[str, pl.DataFrame]:
    """
    Return TU, TR and RS, without --SEQ.

    Diameters fall along a curve to a depth of their own until progression, which shows at the
    next assessment, by growth or by a new lesion; no assessment follows it. The response of each
    assessment is judged from the diameters recorded.
    """
    held = activity_visits(study, belief.activity)
    rows = visits.filter(pl.col("id").is_in(held)).sort("subject", "after", maintain_order=True)
    rows = rows.unique(["subject", "after"], keep="first", maintain_order=True)
    progressed = fates.progressed[rows["subject"].to_numpy()]
    later = pl.Series(rows["after"].to_numpy() >= progressed)
    rows = rows.with_columns(_late=later)
    seen_before = pl.col("_late").cast(pl.Int64).cum_sum().over("subject") - pl.col("_late")
    rows = rows.filter(seen_before == 0)
    subject, after = rows["subject"].to_numpy(), rows["after"].to_numpy()
    grown = rows["_late"].to_numpy()
    rng = draws("tumours")
    count = len(cohort)
    lesions = 1 + chosen(rng, belief.lesions, count)
    most = len(belief.lesions)
    drawn = np.maximum(rng.normal(belief.diameter, belief.diameter_sd, (count, most)), _SMALLEST)
    there = np.arange(most) < lesions[:, None]
    sizes: Floats = np.asarray(np.round(np.where(there, drawn, np.nan)), dtype=np.float64)
    ratio, new = _ratios(study, belief, cohort, rng)
    shrunk = 1 - ratio[subject] * (1 - np.exp2(-np.maximum(after, 0) / _HALF_SHRUNK_DAYS))
    by_new = grown & new[subject]
    nadir = _lowest_before(subject, after, shrunk)
    shrunk = np.where(grown & ~by_new, nadir * _GROWN * 1.05 + 0.05, shrunk)
    diameters: Floats = np.round(sizes[subject] * shrunk[:, None])
    first = after <= 0
    diameters = np.where(first[:, None], sizes[subject], diameters)
    diameters = _enough(diameters, sizes, subject, grown & ~by_new & ~first)
    return {
        "TU": _lesions(belief, cohort, rows, sizes, by_new, rng),
        "TR": _diameters(belief, rows, diameters),
        "RS": _responses(belief, rows, subject, diameters, by_new),
    }


def _ratios(
    study: Study, belief: TumourBelief, cohort: Cohort, rng: np.random.Generator
) -> tuple[Floats, Flags]:
    """How far the diameters of each subject fall (1: to nothing), and who has a new lesion."""
    count = len(cohort)
    shares = np.array([belief.response.get(arm.id, 0.0) for arm in study.arms])[cohort.arm]
    responds = rng.random(count) < shares
    complete = responds & (rng.random(count) < belief.complete)
    deep = 0.4 + 0.5 * rng.random(count)
    shallow = -0.12 + 0.36 * rng.random(count)
    depth = np.where(complete, 1.0, np.where(responds, deep, shallow))
    return depth, rng.random(count) < belief.new_lesion


def _lowest_before(subject: Integers, after: Integers, values: Floats) -> Floats:
    """The lowest value of a subject up to each row, at most 1 (that of baseline)."""
    frame = pl.DataFrame({"subject": subject, "after": after, "value": np.minimum(values, 1.0)})
    return frame.select(pl.col("value").cum_min().over("subject"))["value"].to_numpy()


def _enough(diameters: Floats, sizes: Floats, subject: Integers, grown: Flags) -> Floats:
    """Let growth be large enough to be progression: 20% and 5 mm above the lowest sum."""
    sums = np.nansum(diameters, axis=1)
    start = np.nansum(sizes, axis=1)[subject]
    frame = pl.DataFrame({"subject": subject, "sum": np.where(grown, start, sums)})
    lowest = frame.select(pl.col("sum").cum_min().over("subject"))["sum"].to_numpy()
    needed = np.maximum(lowest * _GROWN, lowest + _GROWN_MM)
    short = np.where(grown, np.maximum(np.ceil(needed - sums), 0), 0.0)
    enlarged = diameters.copy()
    enlarged[:, 0] += short
    return enlarged


def _lesions(
    belief: TumourBelief,
    cohort: Cohort,
    rows: pl.DataFrame,
    sizes: Floats,
    by_new: Flags,
    rng: np.random.Generator,
) -> pl.DataFrame:
    """TU: target lesions at baseline, and new ones."""
    first = rows.filter(pl.col("after") <= 0).unique("subject", keep="first", maintain_order=True)
    frames = []
    places = np.stack(
        [chosen_words(rng, belief.locations, len(cohort)) for _ in range(sizes.shape[1] + 1)]
    )
    for number in range(sizes.shape[1]):
        there = ~np.isnan(sizes[first["subject"].to_numpy(), number])
        frames.append(_identified(belief, first.filter(pl.Series(there)), number, places, "TARGET"))
    fresh = rows.filter(pl.Series(by_new))
    frames.append(_identified(belief, fresh, sizes.shape[1], places, "NEW"))
    return pl.concat(frames)


def _identified(
    belief: TumourBelief, rows: pl.DataFrame, number: int, places: Objects, kind: str
) -> pl.DataFrame:
    where = places[number][rows["subject"].to_numpy()].tolist()
    link = "NEW01" if kind == "NEW" else f"T{number + 1:02d}"
    return _shared(rows, "TU").with_columns(
        TULNKID=pl.lit(link),
        TUTESTCD=pl.lit("TUMIDENT"),
        TUTEST=pl.lit("Tumor Identification"),
        TUORRES=pl.lit(kind),
        TUSTRESC=pl.lit(kind),
        TULOC=pl.Series(where, dtype=pl.String),
        TUMETHOD=pl.lit(belief.method),
        TUEVAL=pl.lit(belief.evaluator),
        order=pl.lit(number),
    )


def _shared(rows: pl.DataFrame, domain: str) -> pl.DataFrame:
    """What all records of an assessment share."""
    return rows.select(
        "USUBJID",
        "VISITNUM",
        "VISIT",
        "VISITDY",
        "EPOCH",
        "after",
        pl.col("DTC").alias(f"{domain}DTC"),
        pl.col("DY").alias(f"{domain}DY"),
    )


def _diameters(belief: TumourBelief, rows: pl.DataFrame, diameters: Floats) -> pl.DataFrame:
    """TR: each target lesion's longest diameter, and their sum."""
    frames = []
    columns = [(f"T{k + 1:02d}", "LDIAM", "Longest Diameter", k) for k in range(diameters.shape[1])]
    for link, code, name, number in columns:
        there = ~np.isnan(diameters[:, number])
        values = diameters[there, number]
        frames.append(
            _measured(belief, rows.filter(pl.Series(there)), values, code, name).with_columns(
                TRLNKID=pl.lit(link, pl.String), order=pl.lit(number)
            )
        )
    total = np.nansum(diameters, axis=1)
    frames.append(
        _measured(belief, rows, total, "SUMDIAM", "Sum of Diameter").with_columns(
            TRLNKID=pl.lit(None, pl.String), order=pl.lit(diameters.shape[1])
        )
    )
    return pl.concat(frames)


def _measured(
    belief: TumourBelief, rows: pl.DataFrame, values: Floats, code: str, name: str
) -> pl.DataFrame:
    text = pl.Series(values.astype(np.int64)).cast(pl.String)
    return _shared(rows, "TR").with_columns(
        TRTESTCD=pl.lit(code),
        TRTEST=pl.lit(name),
        TRORRES=text,
        TRORRESU=pl.lit("mm"),
        TRSTRESC=text,
        TRSTRESN=pl.Series(values.astype(float)),
        TRSTRESU=pl.lit("mm"),
        TRMETHOD=pl.lit(belief.method),
        TREVAL=pl.lit(belief.evaluator),
    )


def _responses(
    belief: TumourBelief,
    rows: pl.DataFrame,
    subject: Integers,
    diameters: Floats,
    by_new: Flags,
) -> pl.DataFrame:
    """RS: response of the target lesions, and overall, at each assessment after baseline."""
    total = np.nansum(diameters, axis=1)
    frame = pl.DataFrame({"subject": subject, "total": total, "new": by_new})
    baseline = pl.col("total").first().over("subject")
    lowest = pl.col("total").cum_min().shift(1).over("subject")
    progress = (pl.col("total") >= lowest * _GROWN) & (pl.col("total") >= lowest + _GROWN_MM)
    target = (
        pl.when(progress)
        .then(pl.lit("PD"))
        .when(pl.col("total") == 0)
        .then(pl.lit("CR"))
        .when(pl.col("total") <= _PARTIAL * baseline)
        .then(pl.lit("PR"))
        .otherwise(pl.lit("SD"))
    )
    judged = frame.select(target=target).with_columns(
        overall=pl.when(pl.Series(by_new)).then(pl.lit("PD")).otherwise("target")
    )
    after = (rows["after"] > 0).to_numpy()
    frames = []
    for order, (code, name, column) in enumerate(
        (
            ("TRGRESP", "Target Response", "target"),
            ("OVRLRESP", "Overall Response", "overall"),
        )
    ):
        words = judged[column].filter(pl.Series(after))
        frames.append(
            _shared(rows.filter(pl.Series(after)), "RS").with_columns(
                RSTESTCD=pl.lit(code),
                RSTEST=pl.lit(name),
                RSCAT=pl.lit(RECIST),
                RSORRES=words,
                RSSTRESC=words,
                RSEVAL=pl.lit(belief.evaluator),
                order=pl.lit(order),
            )
        )
    return pl.concat(frames)
