"""Title page, amendment details and contents: what identifies a protocol (ICH M11)."""

from __future__ import annotations

from trialrun.documents.dates import planning_date
from trialrun.documents.front import countries
from trialrun.documents.sources import Sources
from trialrun.documents.wording import Filling, enumerated, of_study, plain, say
from trialrun.report import Block, Content, Contents, Paragraph, Section, ToWrite

AMENDMENT = "amendment"
"""Key of the definition's text about amendments, which has no number in the template."""


def front_page(sources: Sources) -> tuple[Block, ...]:
    """Return the title page: kind of document, full title, and its fields line by line."""
    lines = [
        Paragraph(
            f"protocol.front.{key}",
            say("csr-key-line", label=say(f"protocol-field-{key}"), value=value),
            "key",
        )
        for key, value in _fields(sources)
    ]
    gaps = [] if sources.study.identification.registry_numbers else ["registry"]
    return (
        Paragraph("protocol.front.kind", say("protocol-document-kind"), "subtitle"),
        Paragraph("protocol.front.title", (of_study("title"),), "title"),
        *lines,
        *(
            ToWrite(f"protocol.front.{gap}", say(f"protocol-hint-{gap}"))
            for gap in (*gaps, "address")
        ),
        Paragraph("protocol.front.confidential", say("protocol-confidential"), "note"),
    )


def _fields(sources: Sources) -> list[tuple[str, Filling]]:
    identification = sources.study.identification
    path = "identification"
    fields: list[tuple[str, Filling]] = [
        ("short-title", of_study("short_title")),
        ("protocol", of_study(path, "protocol")),
    ]
    if identification.protocol_version is not None:
        fields.append(("version", of_study(path, "protocol_version")))
    fields += [
        ("date", of_study(*planning_date(sources.study), form="date")),
        ("phase", of_study(path, "phase")),
        ("product", of_study(path, "product")),
    ]
    if identification.comparator is not None:
        fields.append(("comparator", of_study(path, "comparator")))
    fields.append(("indication", of_study(path, "indication")))
    fields.append(("sponsor", of_study(path, "sponsor")))
    if identification.registry_numbers:
        count = len(identification.registry_numbers)
        numbers = [(of_study(path, "registry_numbers", k + 1),) for k in range(count)]
        fields.append(("registry", enumerated(numbers)))
    if identification.countries:
        fields.append(("countries", countries(sources)))
    return fields


def opening_sections(sources: Sources) -> tuple[Section, ...]:
    """Return what stands unnumbered before the first chapter: approval, amendments, contents."""
    if AMENDMENT in sources.study.protocol_text:
        text: Block = Paragraph(
            "protocol.amendment.text", (of_study("protocol_text", AMENDMENT, "text"),)
        )
    else:
        text = ToWrite("protocol.amendment.text", say("protocol-hint-amendment"))
    approval = ToWrite("protocol.approval.text", say("protocol-hint-approval"))
    lists = (
        Contents("protocol.contents.sections", "sections"),
        Contents("protocol.contents.tables", "tables"),
        Contents("protocol.contents.figures", "figures"),
    )
    return (
        Section("protocol.approval", "", say("protocol-heading-approval"), (approval,)),
        Section("protocol.amendment", "", say("protocol-heading-amendment"), (text,)),
        Section("protocol.contents", "", say("protocol-heading-contents"), lists, page_break=True),
    )


def running_head() -> Content:
    """Return what stands at the head of each page."""
    number = of_study("identification", "protocol")
    return say("csr-running-head", protocol=number, kind=say("protocol-document-kind"))


def running_foot(sources: Sources) -> Content:
    """Return what stands at the foot of each page, before the page number."""
    return (of_study(*planning_date(sources.study), form="date"), *plain("  "))
