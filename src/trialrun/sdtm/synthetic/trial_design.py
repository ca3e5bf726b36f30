"""The trial design data sets, as the definition has them: TA, TE, TV, TI; TS stands beside."""

from __future__ import annotations

import polars as pl

from trialrun.sdtm.synthetic.subjects import element_code
from trialrun.sdtm.synthetic.trial_summary import Course, summary_records
from trialrun.sdtm.synthetic.trial_texts import criterion_pieces
from trialrun.study import Study, Synthesis, Visit

_DAYS_PER_WEEK = 7


def trial_design(study: Study, synthesis: Synthesis, course: Course) -> dict[str, pl.DataFrame]:
    """Return TA, TE, TV, TI and TS by name."""
    return {
        "TA": _arms(study),
        "TE": _elements(study),
        "TV": _visits(study),
        "TI": _criteria(study),
        "TS": summary_records(study, synthesis, course),
    }


def _has_follow_up(study: Study) -> bool:
    return any(epoch.kind == "follow-up" for epoch in study.epochs)


def _arms(study: Study) -> pl.DataFrame:
    """TA: each arm's elements in order."""
    rows = []
    for arm in study.arms:
        elements = [
            ("SCRN", "Screening", "SCREENING", f"Randomized to {arm.name}"),
            (element_code(arm.code), arm.name, "TREATMENT", None),
        ]
        if _has_follow_up(study):
            elements.append(("FU", "Follow-up", "FOLLOW-UP", None))
        for order, (code, name, epoch, branch) in enumerate(elements, start=1):
            rows.append((arm.code, arm.name, float(order), code, name, branch, epoch))
    names = ["ARMCD", "ARM", "TAETORD", "ETCD", "ELEMENT", "TABRANCH", "EPOCH"]
    return pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None)


def _elements(study: Study) -> pl.DataFrame:
    """TE: the elements, with the rules for their start and end."""
    months = study.planning.treatment_months if study.planning else None
    length = f"P{round(months * 30.4375 / _DAYS_PER_WEEK)}W" if months else None
    rows: list[tuple[str, str, str, str, str | None]] = [
        ("SCRN", "Screening", "Informed consent", "Randomization or screening failure", None)
    ]
    rows += [
        (
            element_code(arm.code),
            arm.name,
            "First dose of study treatment",
            "Last dose of study treatment",
            length,
        )
        for arm in study.arms
    ]
    if _has_follow_up(study):
        rows.append(
            ("FU", "Follow-up", "Day after the last dose", "End of study participation", None)
        )
    names = ["ETCD", "ELEMENT", "TESTRL", "TEENRL", "TEDUR"]
    return pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None)


def _visits(study: Study) -> pl.DataFrame:
    """TV: the planned visits that have a number."""
    planned = sorted(
        (visit for visit in study.visits if visit.number is not None),
        key=lambda visit: visit.number or 0.0,
    )
    return pl.DataFrame(
        {
            "VISITNUM": [visit.number for visit in planned],
            "VISIT": [visit.label.en.upper()[:40] for visit in planned],
            "VISITDY": [None if visit.day is None else float(visit.day) for visit in planned],
            "TVSTRL": [_rule(visit) for visit in planned],
        },
        schema_overrides={"VISITDY": pl.Float64},
    )


def _rule(visit: Visit) -> str:
    """When a visit begins."""
    if visit.day is None:
        return "As needed"
    if visit.window_days is None:
        return f"Day {visit.day}"
    low, high = visit.window_days
    return f"Day {visit.day}, from {low:+d} to {high:+d} days"


def _criteria(study: Study) -> pl.DataFrame:
    """TI: the eligibility criteria; one longer than IETEST holds goes on in further records."""
    rows = []
    for kind in ("inclusion", "exclusion"):
        for criterion in getattr(study.eligibility, kind):
            code = criterion.id.upper()[:8]
            pieces = criterion_pieces(criterion.text.en)
            codes = [code] + [f"{code[:7]}{chr(ord('A') + k)}" for k in range(1, len(pieces))]
            rows += [(c, p, kind.upper()) for c, p in zip(codes, pieces, strict=True)]
    schema = {"IETESTCD": pl.String, "IETEST": pl.String, "IECAT": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")
