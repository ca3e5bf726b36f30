"""The protocol after ICH M11: every heading, filled as far as definition and design go."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from trialrun.documents.dates import planning_day
from trialrun.documents.front import abbreviations
from trialrun.documents.outline_m11 import (
    REPEATED,
    Heading,
    headings,
    message_suffix,
    section_id,
)
from trialrun.documents.protocol.abbreviations import abbreviations_used
from trialrun.documents.protocol.assessments import assessment_chapters
from trialrun.documents.protocol.closing import closing_chapters
from trialrun.documents.protocol.differences import differences_chapter
from trialrun.documents.protocol.general import GENERAL
from trialrun.documents.protocol.intervention import intervention_chapter
from trialrun.documents.protocol.monitoring import monitoring_chapters
from trialrun.documents.protocol.objectives import objective_chapter
from trialrun.documents.protocol.population import population_chapters
from trialrun.documents.protocol.sample_size import sample_size_chapter
from trialrun.documents.protocol.statistics import statistics_chapter
from trialrun.documents.protocol.summary import summary_chapter
from trialrun.documents.protocol.title import (
    front_page,
    opening_sections,
    running_foot,
    running_head,
)
from trialrun.documents.protocol.trial_design import design_chapter
from trialrun.documents.sources import Sources
from trialrun.documents.wording import of_study, say
from trialrun.report import (
    Block,
    Bullets,
    Content,
    Document,
    Paragraph,
    Result,
    Section,
    Slot,
    ToWrite,
)
from trialrun.study import JournalEntry, Study, text_lines

Chapter = Callable[[Sources], Mapping[str, tuple[Block, ...]]]

CHAPTERS: tuple[Chapter, ...] = (
    summary_chapter,
    objective_chapter,
    design_chapter,
    population_chapters,
    intervention_chapter,
    assessment_chapters,
    differences_chapter,
    statistics_chapter,
    monitoring_chapters,
    sample_size_chapter,
    closing_chapters,
)
"""What fills the sections; each returns blocks by printed section number."""

LEVELS = ("primary", "secondary", "exploratory")

ORDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
"""Words by which headings of several objectives are told apart."""


def build_protocol(
    study: Study,
    results: Mapping[str, Result],
    texts: Mapping[str, JournalEntry] | None = None,
) -> Document:
    """
    Build the clinical trial protocol as a tree of blocks that knows no language.

    Each section holds the definition's own text for it (`protocol_text`), or else what every
    protocol says there, then what is generated from definition and design, and a person's text
    from the journal. Where none of these is there, a marked line says what a person must write.

    Args:
        study: the definition.
        results: results by id; the `design:` rows are used. A sentence whose value is missing is
            left out.
        texts: newest text of a person by section number.
    Returns:
        The document; its sections have the ids `protocol.NUMBER`.
    Source: ICH M11 (Step 4, November 2025), Clinical Electronic Structured Harmonised Protocol.
    """
    sources = Sources(study, results, {}, (), dict(texts or {}))
    filled: dict[str, list[Block]] = {}
    for chapter in CHAPTERS:
        for number, blocks in chapter(sources).items():
            filled.setdefault(number, []).extend(blocks)
    counts = {level: sum(o.level == level for o in study.objectives) for level in LEVELS}
    outline = headings(counts)
    document = _document(sources, filled, outline)
    if "13" not in study.protocol_text:
        used = abbreviations_used(sources, document)
        filled["13"] = list(abbreviations(sources, "protocol.13.abbreviations", used=used))
    return _document(sources, filled, outline)


def _document(
    sources: Sources, filled: Mapping[str, list[Block]], outline: tuple[Heading, ...]
) -> Document:
    study = sources.study
    return Document(
        id="protocol",
        kind="protocol",
        title=(of_study("title"),),
        header=running_head(),
        footer=running_foot(sources),
        front=front_page(sources),
        sections=(*opening_sections(sources), *_sections(sources, filled, outline)),
        date=planning_day(study).isoformat(),
    )


def _sections(
    sources: Sources, filled: Mapping[str, list[Block]], outline: tuple[Heading, ...]
) -> tuple[Section, ...]:
    """Return the sections of a piece of the outline, what is deeper inside what is higher."""
    found: list[Section] = []
    rest = list(outline)
    while rest:
        heading = rest.pop(0)
        below = []
        while rest and rest[0].number.startswith(f"{heading.number}."):
            below.append(rest.pop(0))
        inner = _sections(sources, filled, tuple(below))
        own = _blocks(sources, heading, filled.get(heading.number, []), leaf=not inner)
        level = heading.number.count(".") + 1
        found.append(
            Section(
                section_id(heading.number),
                heading.number,
                heading_title(heading),
                (*own, *inner),
                level=level,
                page_break=level == 1,
            )
        )
    return tuple(found)


def heading_title(heading: Heading) -> Content:
    """Return a heading's words, with an ordinal where there are several objectives."""
    name = f"protocol-heading-{message_suffix(heading.template)}"
    if heading.template not in REPEATED:
        return say(name)
    several = heading.of > 1 and heading.position <= len(ORDINALS)
    return say(name, {"n": ORDINALS[heading.position - 1] if several else "alone"})


def _own_text(sources: Sources, number: str) -> Block:
    """Return the definition's text for a section, as a list where it has several lines."""
    place = f"{section_id(number)}.definition"
    lines = text_lines(sources.study.protocol_text[number].text)
    if lines:
        names = [f"line{k}" for k in range(1, len(lines) + 1)]
        return Bullets(place, tuple((of_study("protocol_text", number, each),) for each in names))
    return Paragraph(place, (of_study("protocol_text", number, "text"),))


def _blocks(
    sources: Sources, heading: Heading, generated: list[Block], *, leaf: bool
) -> tuple[Block, ...]:
    """Return what a section holds itself: text, generated, a person's text or a hint."""
    number = heading.number
    place = section_id(number)
    blocks: list[Block] = []
    if number in sources.study.protocol_text:
        blocks.append(_own_text(sources, number))
    elif heading.template in GENERAL:
        general = say(f"protocol-general-{message_suffix(heading.template)}")
        blocks.append(Paragraph(f"{place}.general", general))
    blocks += generated
    entry = sources.journal.get(number)
    marked = [k for k, block in enumerate(blocks) if isinstance(block, ToWrite)]
    if entry is not None and marked:
        last = blocks[marked[-1]]
        blocks[marked[-1]] = ToWrite(last.id, last.hint, Slot(entry.slot_id))  # type: ignore[union-attr]
    elif entry is not None:
        blocks.append(ToWrite(f"{place}.text", say("protocol-hint-any"), Slot(entry.slot_id)))
    elif not blocks and leaf:
        hint = say(f"protocol-hint-{message_suffix(heading.template)}")
        blocks.append(ToWrite(f"{place}.text", hint))
    return tuple(blocks)
