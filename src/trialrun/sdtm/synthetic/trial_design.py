"""The trial design data sets, as the definition has them: TA, TE, TV, TI, TS."""

from __future__ import annotations

import polars as pl

from trialrun.sdtm.synthetic.subjects import element_code
from trialrun.study import Study, Synthesis, Visit

_LONGEST = 200
_DAYS_PER_WEEK = 7


def trial_design(study: Study, synthesis: Synthesis) -> dict[str, pl.DataFrame]:
    """Return TA, TE, TV, TI and TS by name."""
    return {
        "TA": _arms(study),
        "TE": _elements(study),
        "TV": _visits(study),
        "TI": _criteria(study),
        "TS": _summary(study, synthesis),
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


def criterion_pieces(text: str) -> list[str]:
    """
    Return the text of a criterion as IETEST holds it: plain signs, pieces of at most 200 letters.

    >>> criterion_pieces("Aged ≥18 years")
    ['Aged >=18 years']
    """
    return _pieces(_plain(text))


def _plain(text: str) -> str:
    """A text in ASCII signs, as far as they mean the same; other letters stay, to be refused."""
    for sign, plain in _SIGNS.items():
        text = text.replace(sign, plain)
    return " ".join(text.split())


_PLAIN_SIGNS = (
    ">=",
    "<=",
    "-",
    "-",
    "-",
    "x",
    "+/-",
    "...",
    "'",
    "'",
    '"',
    '"',
    " ",
    "u",
    "u",
    " deg ",
)
_SIGNS = dict(zip("≥≤–—−×±…’‘“”\xa0µμ°", _PLAIN_SIGNS, strict=True))


def _pieces(text: str) -> list[str]:
    """A text in pieces of at most 200 characters, cut at words; nothing is lost."""
    pieces = [""]
    for word in text.split():
        longer = f"{pieces[-1]} {word}".strip()
        if len(longer) > _LONGEST and pieces[-1]:
            pieces.append(word[:_LONGEST])
        else:
            pieces[-1] = longer[:_LONGEST]
    return pieces


def _summary(study: Study, synthesis: Synthesis) -> pl.DataFrame:
    """TS: what the definition tells of the trial, and what `synthesis.summary` adds."""
    about = study.identification
    planned = study.planning.subjects if study.planning else None
    found: list[tuple[str, str, str]] = [
        ("TITLE", "Trial Title", study.title.en),
        ("TPHASE", "Trial Phase Classification", trial_phase(about.phase.en)),
        ("SDTIGVER", "SDTM IG Version", study.standards.sdtmig),
        ("INDIC", "Trial Disease/Condition Indication", about.indication.en),
        ("TRT", "Investigational Therapy or Treatment", about.product.en),
        ("SPONSOR", "Clinical Study Sponsor", about.sponsor.en),
        ("NARMS", "Planned Number of Arms", str(len(study.arms))),
        ("RANDOM", "Trial is Randomized", "Y"),
    ]
    if about.comparator is not None:
        found.append(("COMPTRT", "Comparative Treatment Name", about.comparator.en))
    if planned is not None:
        found.append(("PLANSUB", "Planned Number of Subjects", str(planned)))
    for level, code, name in (
        ("primary", "OBJPRIM", "Trial Primary Objective"),
        ("secondary", "OBJSEC", "Trial Secondary Objective"),
    ):
        found += [(code, name, o.text.en) for o in study.objectives if o.level == level]
    found += [("REGID", "Registry Identifier", each) for each in about.registry_numbers]
    found += [
        ("OUTMSPRI", "Primary Outcome Measure", endpoint.label.en)
        for endpoint in study.endpoints
        if endpoint.level == "primary"
    ]
    if len(study.arms) > 1:
        found.append(("INTMODEL", "Intervention Model", "PARALLEL"))
    if any(arm.role == "placebo" for arm in study.arms):
        found.append(("TCNTRL", "Control Type", "PLACEBO"))
    elif any(arm.role == "active-control" for arm in study.arms):
        found.append(("TCNTRL", "Control Type", "ACTIVE"))
    if study.rehearsal is not None:
        found.append(("SSTDTC", "Study Start Date", str(study.rehearsal.first_site)))
    if {"F", "M"} <= set(synthesis.demographics.sex):
        found.append(("SEXPOP", "Sex of Participants", "BOTH"))
    found.append(("STYPE", "Study Type", "INTERVENTIONAL"))
    # What the definition states replaces what follows from its other parts.
    found = [each for each in found if each[0] not in synthesis.summary]
    for code, value in synthesis.summary.items():
        found.append((code, _SUMMARY_NAMES.get(code, code), value))
    counts: dict[str, int] = {}
    rows = []
    for code, name, value in sorted(found, key=lambda item: item[0]):
        counts[code] = counts.get(code, 0) + 1
        rows.append((float(counts[code]), code, name, *_continued(_plain(value))))
    values = ["TSVAL", *(f"TSVAL{number}" for number in range(1, _MOST_PIECES))]
    schema = dict.fromkeys(("TSSEQ", "TSPARMCD", "TSPARM", *values), pl.String)
    frame = pl.DataFrame(rows, schema=schema | {"TSSEQ": pl.Float64}, orient="row")
    return frame.select(column for column in frame if column.null_count() < frame.height)


_MOST_PIECES = 6


def _continued(text: str) -> list[str | None]:
    """A text for TSVAL, TSVAL1 …, null where it has ended."""
    pieces: list[str | None] = [*_pieces(text)]
    return (pieces + [None] * _MOST_PIECES)[:_MOST_PIECES]


def trial_phase(text: str) -> str:
    """
    Return a phase as the controlled terminology has it.

    Source: CDISC SDTM controlled terminology, codelist TPHASE (C66737).

    >>> trial_phase("Phase 3"), trial_phase("2/3"), trial_phase("Phase II")
    ('PHASE III TRIAL', 'PHASE II/III TRIAL', 'PHASE II TRIAL')
    """
    bare = text.upper().replace("PHASE", "").replace("TRIAL", "").replace(" ", "")
    roman = "/".join(_ROMAN.get(part, part) for part in bare.split("/"))
    return f"PHASE {roman} TRIAL"


_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}


_SUMMARY_NAMES = {
    "ADDON": "Added on to Existing Treatments",
    "AGEMAX": "Planned Maximum Age of Subjects",
    "AGEMIN": "Planned Minimum Age of Subjects",
    "DOSE": "Dose per Administration",
    "DOSFRQ": "Dosing Frequency",
    "DOSU": "Dose Units",
    "INTMODEL": "Intervention Model",
    "INTTYPE": "Intervention Type",
    "LENGTH": "Trial Length",
    "NARMS": "Planned Number of Arms",
    "ROUTE": "Route of Administration",
    "SEXPOP": "Sex of Participants",
    "STYPE": "Study Type",
    "TBLIND": "Trial Blinding Schema",
    "TCNTRL": "Control Type",
    "TTYPE": "Trial Type",
}
