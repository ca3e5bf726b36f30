"""Sections 16.2.1 and 16.2.3: listings of those who left, and of those who were not analysed."""

from __future__ import annotations

from trialrun.documents.csr.disposition import REASONS, reason_label, reasons
from trialrun.documents.sources import TOTAL, Sources
from trialrun.documents.tables import none_cell, row, text_table
from trialrun.documents.wording import arm_label, of_study, plain, refer, say, sentences, separated
from trialrun.report import Block, Content, Paragraph, Result, Slot, Table

DISCONTINUED = "discontinued"
EXCLUDED = "excluded"
APPENDIX = "16.2.3"

Rows = dict[str, dict[str, Result]]
"""Subject -> fact -> result, in the order of the results."""


def patient_listing_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return sections 16.2.1 and 16.2.3, as far as there are results for them."""
    chapters: dict[str, tuple[Block, ...]] = {}
    left = _by_subject(sources.by_analysis.get(DISCONTINUED, []))
    if left:
        chapters["16.2.1"] = (_discontinued(sources, left),)
    elif sources.has(REASONS, "discontinued", "count", TOTAL):
        chapters["16.2.1"] = (Paragraph("csr.16.2.1.none", say("csr-discontinued-none")),)
    blocks: list[Block] = []
    for population in _populations(sources):
        lead = _how_many(sources, population)
        blocks.append(Paragraph(f"csr.{APPENDIX}.{population}.lead", lead))
        found = _excluded(sources, population)
        if found:
            table = f"csr.{APPENDIX}.{population}.table"
            blocks.append(_excluded_table(sources, table, population, found))
    if blocks:
        chapters[APPENDIX] = tuple(blocks)
    return chapters


def excluded_sentences(sources: Sources) -> Content:
    """Return how many were excluded from each population of the efficacy analyses, and why."""
    populations = _populations(sources)
    counts = [_how_many(sources, population) for population in populations]
    if not any(sources.count(EXCLUDED, population, "subjects") for population in populations):
        return sentences(*counts)
    return sentences(*counts, say("csr-excluded-see", appendix=refer(f"csr.{APPENDIX}")))


def _populations(sources: Sources) -> list[str]:
    rows = sources.by_analysis.get(EXCLUDED, [])
    return [row.population for row in rows if row.operation == "count" and row.population]


def _by_subject(results: list[Result]) -> Rows:
    found: Rows = {}
    for each in results:
        found.setdefault(each.groups["USUBJID"], {})[each.operation] = each
    return found


def _discontinued(sources: Sources, left: Rows) -> Table:
    table = "csr.16.2.1.table"

    def cell(facts: dict[str, Result], fact: str) -> Content:
        return (Slot(facts[fact].id),) if fact in facts else none_cell()

    rows = []
    for subject, facts in left.items():
        person = (*cell(facts, "age"), *plain(" / "), *cell(facts, "sex"))
        end = cell(facts, "end_of_study")
        if "end_of_study" in facts and "end_day" in facts:
            end = say("csr-start-day", start=end, day=cell(facts, "end_day"))
        why = cell(facts, "reason")
        reason = facts["reason"].text if "reason" in facts else None
        if reason is not None and reason in reasons(sources):
            why = reason_label(sources, reason)
        arm = arm_label(facts["arm"].text or "")
        cells = [arm, person, cell(facts, "last_dose"), end, why]
        rows.append(row(table, subject, cell(facts, "id"), cells))
    heads = [
        ("arm", say("csr-head-arm"), 1.0),
        ("person", say("csr-head-person"), 1.0),
        ("last_dose", say("csr-head-last-dose"), 1.0),
        ("end", say("csr-head-end-of-study"), 1.2),
        ("reason", say("csr-head-reason"), 1.4),
    ]
    title = say("csr-title-discontinued")
    return text_table(table, title, say("csr-head-subject"), heads, rows)


def _how_many(sources: Sources, population: str) -> Content:
    """Return how many are not in a population, with the number by condition not met."""
    label = of_study("populations", population, "label")
    around = _around(sources, population)
    base = say("csr-excluded-base-all")
    if around is not None:
        base = say("csr-excluded-base", population=of_study("populations", around, "label"))
    count = sources.count(EXCLUDED, population, "subjects")
    if not count:
        return say("csr-excluded-none", base=base, population=label)
    rows = sources.by_analysis[EXCLUDED]
    counts = [r for r in rows if r.population == population and r.operation == "condition-count"]
    items = [
        say("csr-excluded-count", reason=_reason(sources, each), count=Slot(each.id))
        for each in counts
    ]
    several = sum(int(each.value or 0) for each in counts) > count
    content = say(
        "csr-excluded",
        {"n": count},
        base=base,
        population=label,
        count=sources.slot(EXCLUDED, population, "subjects"),
        reasons=separated(items),
    )
    return sentences(content, say("csr-excluded-several") if several else ())


def _around(sources: Sources, population: str) -> str | None:
    """Return the nearest population with results that this one lies within."""
    around = sources.study.population(population).rule.within
    if around is None or sources.has(EXCLUDED, around, "subjects"):
        return around
    return _around(sources, around)


def _reason(sources: Sources, counted: Result) -> Content:
    """Return in words the condition that is not met."""
    kind, of = counted.groups["condition"], counted.groups["of"]
    name = Slot(counted.id.removesuffix("subjects") + "name")
    if kind == "post-baseline":
        return say("csr-excluded-assessment", test=name)
    if kind == "visit":
        planned = [v for v in sources.study.visits if v.number is not None]
        visit = next((v.id for v in planned if f"{v.number:g}" == of), None)
        label = name if visit is None else of_study("visits", visit, "label")
        return say("csr-excluded-visit", visit=label)
    return say("csr-excluded-reason", {"condition": kind})


def _excluded(sources: Sources, population: str) -> dict[str, list[Result]]:
    """Return the facts of each subject who is not in a population."""
    found: dict[str, list[Result]] = {}
    for each in sources.by_analysis[EXCLUDED]:
        if each.population == population and "USUBJID" in each.groups:
            found.setdefault(each.groups["USUBJID"], []).append(each)
    return found


def _excluded_table(
    sources: Sources, table: str, population: str, found: dict[str, list[Result]]
) -> Table:
    words = {
        (each.groups["condition"], each.groups["of"]): _reason(sources, each)
        for each in sources.by_analysis[EXCLUDED]
        if each.population == population and each.operation == "condition-count"
    }
    rows = []
    for subject, facts in found.items():
        told = {each.operation: each for each in facts}
        unmet = [
            words[each.groups["condition"], each.groups["of"]]
            for each in facts
            if each.operation == "condition"
        ]
        cells = [arm_label(told["arm"].text or ""), separated(unmet)]
        rows.append(row(table, subject, (Slot(told["id"].id),), cells))
    heads = [("arm", say("csr-head-arm"), 1.0), ("reason", say("csr-head-excluded"), 2.4)]
    title = say("csr-title-excluded", population=of_study("populations", population, "label"))
    return text_table(table, title, say("csr-head-subject"), heads, rows)
