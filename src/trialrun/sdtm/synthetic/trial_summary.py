"""TS: what the definition tells of the trial, and what its course added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from trialrun.sdtm.synthetic.cohort import iso_of
from trialrun.sdtm.synthetic.fates import planned_events
from trialrun.sdtm.synthetic.trial_texts import plain_text, text_pieces
from trialrun.study import Study, Synthesis
from trialrun.terminology import codelist_terms, terminology_version


@dataclass(frozen=True)
class Course:
    """
    How the trial went: subjects with an arm, ISO dates of its start and end, deaths.

    `cutoff` is the date of the data cut-off; None where a trial ends by its plan.
    """

    randomised: int
    start: str
    end: str
    deaths: int
    cutoff: str | None


def course_of(frames: Mapping[str, pl.DataFrame], cutoff: int | None) -> Course:
    """
    Return how a trial went.

    Args:
        frames: DM.
        cutoff: day (since 1970) of the data cut-off.
    Source: FDA Study Data Technical Conformance Guide, appendix on TS: a study starts with the
        first consent of a subject who is enrolled.
    """
    dm = frames["DM"]
    enrolled = dm.filter(pl.col("RFSTDTC").is_not_null())
    return Course(
        enrolled.height,
        str(enrolled["RFICDTC"].min()),
        str(dm["RFPENDTC"].max()),
        dm["DTHDTC"].count(),
        None if cutoff is None else iso_of(cutoff),
    )


def summary_records(study: Study, synthesis: Synthesis, course: Course) -> pl.DataFrame:
    """
    Return TS.

    From SDTMIG 3.1.3 on a value has its code, where the terminology that is held has it, and one
    that is not there has a null flavour.

    Args:
        study: what is planned.
        synthesis: `summary`, which replaces what follows from the other parts.
        course: what came of it.
    """
    found = [*_planned(study, synthesis), *_happened(study, synthesis, course)]
    found = [each for each in found if each[0] not in synthesis.summary]
    found += list(synthesis.summary.items())
    coded = study.standards.sdtmig_from("3.1.3")
    counts: dict[str, int] = {}
    rows = []
    for code, value in sorted(found, key=lambda each: each[0]):
        counts[code] = counts.get(code, 0) + 1
        flavour = value if coded and value in NULL_FLAVOURS else None
        pieces = _continued(plain_text(value)) if flavour is None else [None] * _MOST_PIECES
        row = (float(counts[code]), code, _name(code), *pieces)
        rows.append((*row, flavour, *_reference(code, value, flavour)))
    values = ("TSVAL", *(f"TSVAL{number}" for number in range(1, _MOST_PIECES)))
    names = ("TSSEQ", "TSPARMCD", "TSPARM", *values, *_CODED)
    schema = dict.fromkeys(names, pl.String) | {"TSSEQ": pl.Float64}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    unused = [name for name in values if frame[name].null_count() == frame.height]
    return frame.drop(unused if coded else [*unused, *_CODED])


_CODED = ("TSVALNF", "TSVALCD", "TSVCDREF", "TSVCDVER")
_MOST_PIECES = 6

NULL_FLAVOURS = frozenset(
    {
        *("NI", "INV", "DER", "OTH", "NINF", "PINF", "UNC", "MSK", "NA"),
        *("UNK", "ASKU", "NAV", "NASK", "QS", "TRC"),
    }
)
"""Why a value is not there (ISO 21090), as TSVALNF has it."""

_LISTS = {
    "TPHASE": "TPHASE",
    "TBLIND": "TBLIND",
    "TCNTRL": "TCNTRL",
    "TTYPE": "TTYPE",
    "TINDTP": "TINDTP",
    "INTTYPE": "INTTYPE",
    "INTMODEL": "INTMODEL",
    "STYPE": "STYPE",
    "SEXPOP": "SEXPOP",
    "ROUTE": "ROUTE",
    "DOSU": "UNIT",
    "DOSFRM": "FRM",
    "DOSFRQ": "FREQ",
    **dict.fromkeys(("ADAPT", "ADDON", "HLTSUBJI", "PDSTIND", "PIPIND", "RANDOM", "RDIND"), "NY"),
}
"""Parameter -> code list of its value."""

_FORMATS = {
    **dict.fromkeys(
        ("AGEMAX", "AGEMIN", "DCUTDTC", "LENGTH", "SENDTC", "SSTDTC", "TRGDUR"), "ISO 8601"
    ),
    "FCNTRY": "ISO 3166",
}
"""Parameter -> standard that its value is written by."""


def _reference(
    code: str, value: str, flavour: str | None
) -> tuple[str | None, str | None, str | None]:
    """TSVALCD, TSVCDREF and TSVCDVER of a value."""
    if flavour is not None:
        return None, "ISO 21090", None
    terms = codelist_terms(_LISTS[code]) if code in _LISTS else None
    if terms is not None and value in terms.terms:
        return terms.terms[value], "CDISC CT", terminology_version("SDTM")
    return None, _FORMATS.get(code), None


def _name(code: str) -> str:
    """TSPARM of a parameter: the term with the concept code of its short name."""
    codes, names = codelist_terms("TSPARMCD"), codelist_terms("TSPARM")
    if codes is None or names is None or code not in codes.terms:
        return code
    wanted = codes.terms[code]
    return next((name for name, concept in names.terms.items() if concept == wanted), code)


def _planned(study: Study, synthesis: Synthesis) -> list[tuple[str, str]]:
    """What the definition tells before there are data."""
    about, planning = study.identification, study.planning
    found = [
        ("TITLE", study.title.en),
        ("TPHASE", trial_phase(about.phase.en)),
        ("SDTIGVER", study.standards.sdtmig),
        ("INDIC", about.indication.en),
        ("TRT", about.product.en),
        ("SPONSOR", about.sponsor.en),
        ("NARMS", str(len(study.arms))),
        ("RANDOM", "Y"),
        ("STYPE", "INTERVENTIONAL"),
    ]
    if about.comparator is not None:
        found.append(("COMPTRT", about.comparator.en))
    for level, code in (("primary", "OBJPRIM"), ("secondary", "OBJSEC")):
        found += [(code, each.text.en) for each in study.objectives if each.level == level]
    for level, code in (("primary", "OUTMSPRI"), ("secondary", "OUTMSSEC")):
        found += [(code, each.label.en) for each in study.endpoints if each.level == level]
    found += [("REGID", each) for each in about.registry_numbers]
    if len(study.arms) > 1:
        found.append(("INTMODEL", "PARALLEL"))
    if any(arm.role == "placebo" for arm in study.arms):
        found.append(("TCNTRL", "PLACEBO"))
    elif any(arm.role == "active-control" for arm in study.arms):
        found.append(("TCNTRL", "ACTIVE"))
    if {"F", "M"} <= set(synthesis.demographics.sex):
        found.append(("SEXPOP", "BOTH"))
    if planning is not None:
        found.append(("PLANSUB", str(planning.subjects)))
        found += [("STRATFCT", stratum.label.en) for stratum in planning.strata]
    shares = sum(arm.allocation for arm in study.arms)
    tested = sum(arm.allocation for arm in study.arms if arm.role == "experimental")
    if shares and tested:
        found.append(("RANDQT", f"{tested / shares:.3g}"))
    countries = {country.code for region in study.regions for country in region.countries}
    found += [("FCNTRY", code) for code in sorted(countries)]
    return found + [("STOPRULE", rule) for rule in _stop_rules(study)]


def _stop_rules(study: Study) -> list[str]:
    """The rules by which the trial or an arm stops early; "NONE" without any."""
    rules = [rule.rule.en for rule in study.stopping_rules]
    sequential = study.planning.group_sequential if study.planning else None
    interim = len(sequential.information) - 1 if sequential is not None else 0
    if sequential is not None and interim:
        aims = "efficacy" if sequential.futility is None else "efficacy and futility"
        looks = "interim analysis" if interim == 1 else "interim analyses"
        rules.append(f"Group-sequential bounds for {aims} at {interim} {looks}")
    return rules or ["NONE"]


def _happened(study: Study, synthesis: Synthesis, course: Course) -> list[tuple[str, str]]:
    """What only the course of the trial tells: subjects, start, end and data cut-off."""
    found = [
        ("ACTSUB", str(course.randomised)),
        ("SSTDTC", course.start),
        ("SENDTC", course.end),
    ]
    if course.cutoff is None:
        return found
    wanted = synthesis.cutoff.events or planned_events(study)
    if wanted is not None and course.deaths >= wanted:
        why = f"Event {wanted} of the primary endpoint"
    else:
        why = "Longest time that was planned for the trial"
    return [*found, ("DCUTDTC", course.cutoff), ("DCUTDESC", why)]


def _continued(text: str) -> list[str | None]:
    """A text for TSVAL, TSVAL1 …, null where it has ended."""
    pieces: list[str | None] = [*text_pieces(text)]
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
