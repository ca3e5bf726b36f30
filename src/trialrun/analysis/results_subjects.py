"""Facts about single subjects, for narratives: those who died or had a serious event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import polars as pl

from trialrun.analysis.membership import ARM, arm_subjects
from trialrun.analysis.origin import Origin, analysis_frame
from trialrun.report import Result
from trialrun.study import Study

NARRATIVES = "subject"
"""Analysis under which the facts stand."""

EVENTS = "ADAE"

SUBJECT_FACTS = {
    "id": ("USUBJID", "text"),
    "age": ("AGE", "g"),
    "sex": ("SEX", "term:SEX"),
    "race": ("RACE", "term:RACE"),
    "site": ("SITEID", "text"),
    "first_dose": ("TRTSDT", "date"),
    "last_dose": ("TRTEDT", "date"),
    "treated_days": ("TRTDUR", "int"),
    "end_of_study": ("RFENDT", "date"),
    "reason": ("DCREASCD", "term:DCREASCD"),
    "death_date": ("DTHDT", "date"),
    "died": ("DTHFL", "text"),
}
"""Name of a fact -> variable of ADSL and format."""

EVENT_FACTS = {
    "term": ("AEDECOD", "term:AEDECOD"),
    "verbatim": ("AETERM", "text"),
    "class": ("AEBODSYS", "term:AEBODSYS"),
    "start": ("ASTDT", "date"),
    "start_day": ("ASTDY", "int"),
    "end": ("AENDT", "date"),
    "end_day": ("AENDY", "int"),
    "duration": ("ADURN", "int"),
    "severity": ("AESEV", "term:AESEV"),
    "serious": ("AESER", "term:AESER"),
    "relationship": ("AEREL", "term:AEREL"),
    "action": ("AEACN", "term:AEACN"),
    "outcome": ("AEOUT", "term:AEOUT"),
    "emergent": ("TRTEMFL", "text"),
    "death": ("AESDTH", "text"),
    "hospital": ("AESHOSP", "text"),
    "life_threatening": ("AESLIFE", "text"),
    "disability": ("AESDISAB", "text"),
    "congenital": ("AESCONG", "text"),
}
"""Name of a fact -> variable of ADAE and format."""

ALWAYS_TOLD = {"term": "AETERM", "class": "AESOC"}
"""Facts without which an event can not be told, and what is told where the variable is missing."""

_IMPUTED = {"ASTDT": "ASTDTF", "AENDT": "AENDTF"}
_KNOWN_PART = {"D": 7, "M": 4, "Y": 0}


def summarize_subjects(study: Study, adam: Mapping[str, pl.DataFrame]) -> list[Result]:
    """
    Return what a narrative tells of each subject who died or had a serious event.

    A date that was imputed shows the part that was collected; a fact that is missing in the data
    is no result, but for those of `ALWAYS_TOLD`.

    Args:
        study: arms.
        adam: read: ADSL, ADAE.
    Returns:
        By subject: `subject.USUBJID.FACT` with the facts of `SUBJECT_FACTS`, the text
        `subject.USUBJID.arm` (the arm's id), `subject.USUBJID.events` and `.emergent_events`
        (numbers of events); by serious or fatal event `subject.USUBJID.ae.AESEQ.FACT` with the
        facts of `EVENT_FACTS`.
    """
    adsl = arm_subjects(study, analysis_frame(adam, "ADSL", "USUBJID"), safety=True)
    events = analysis_frame(adam, EVENTS, "USUBJID", "AESEQ", "AESER").sort("USUBJID", "AESEQ")
    grave = (pl.col("AESER") == "Y").fill_null(value=False)
    for name, value in (("AEOUT", "FATAL"), ("AESDTH", "Y")):
        if name in events.columns:
            grave = grave | (pl.col(name) == value).fill_null(value=False)
    told = set(events.filter(grave)["USUBJID"])
    if "DTHFL" in adsl.columns:
        told |= set(adsl.filter(pl.col("DTHFL") == "Y")["USUBJID"])

    rows: list[Result] = []
    for subject in adsl.filter(pl.col("USUBJID").is_in(sorted(told))).sort("USUBJID").to_dicts():
        name = subject["USUBJID"]
        rows += record_facts(Origin(NARRATIVES, "ADSL"), (name,), subject, SUBJECT_FACTS)
        rows.append(
            Origin(NARRATIVES, "ADSL").result(
                name,
                "arm",
                method="listing",
                operation="arm",
                text=subject[ARM],
                form="text",
                variable="TRT01P",
                groups={"USUBJID": name},
            )
        )
        own = events.filter(pl.col("USUBJID") == name)
        origin = Origin(NARRATIVES, EVENTS)
        counted = {"events": own.height}
        if "TRTEMFL" in own.columns:
            counted["emergent_events"] = own.filter(pl.col("TRTEMFL") == "Y").height
        for operation, count in counted.items():
            rows.append(
                origin.result(
                    name,
                    operation,
                    method="count",
                    operation=operation,
                    value=count,
                    form="int",
                    variable="AESEQ",
                    groups={"USUBJID": name},
                )
            )
        told_events = own.filter(grave).to_dicts()
        for number, event in zip(_numbers(told_events), told_events, strict=True):
            rows += record_facts(origin, (name, "ae", number), event, EVENT_FACTS, event=number)
    return rows


def _numbers(events: list[dict[str, Any]]) -> list[str]:
    """Return AESEQ of each event; one that is missing or there before gets a number of its own."""
    numbers: list[str] = []
    for event in events:
        sequence = event["AESEQ"]
        number = "0" if sequence is None else f"{sequence:g}"
        again = sum(each.split("_")[0] == number for each in numbers)
        numbers.append(f"{number}_{again + 1}" if again else number)
    return numbers


def record_facts(
    origin: Origin,
    key: tuple[str, ...],
    record: Mapping[str, Any],
    facts: Mapping[str, tuple[str, str]],
    *,
    event: str | None = None,
) -> Iterator[Result]:
    """Yield the facts of one record that are there; `event` is the number of one."""
    groups = {"USUBJID": str(record["USUBJID"])}
    if event is not None:
        groups["AESEQ"] = event
    for name, (variable, form) in facts.items():
        value, warning = record.get(variable), None
        if value is None and name in ALWAYS_TOLD:
            value = record.get(ALWAYS_TOLD[name])
            warning = f"{variable} is missing"
        elif value is None:
            continue
        number = float(value) if isinstance(value, int | float) else None
        yield origin.result(
            *key,
            name,
            method="listing",
            operation=name,
            value=number,
            text=None if value is None or number is not None else _text(record, variable, value),
            form=form,
            variable=None if variable.startswith("_") else variable,
            groups=groups,
            warning=warning,
        )


def _text(record: Mapping[str, Any], variable: str, value: Any) -> str:
    """Return a value as text; of an imputed date, the part that was collected."""
    if not isinstance(value, date):
        return str(value)
    flag = record.get(_IMPUTED.get(variable, ""))
    return value.isoformat()[: _KNOWN_PART.get(flag or "", 10)]
