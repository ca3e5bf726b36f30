"""Front page, signatures, contents and abbreviations of the analysis plan."""

from __future__ import annotations

from dataclasses import replace

from trialrun.documents.dates import planning_date
from trialrun.documents.front import abbreviations
from trialrun.documents.sources import Sources
from trialrun.documents.tables import row, text_table
from trialrun.documents.wording import Filling, of_study, plain, say
from trialrun.report import Block, Content, Contents, Paragraph, Section

SIGNERS = ("author", "reviewer", "sponsor")
"""Who signs: the statistician who wrote it, the one who reviewed it, the sponsor."""


def front_page(sources: Sources) -> tuple[Block, ...]:
    """Return the cover: kind of document, title, and what identifies study and plan."""
    identification = sources.study.identification
    path = "identification"
    lines: list[tuple[str, Content, Filling]] = [
        ("protocol", say("csr-label-protocol"), of_study(path, "protocol")),
    ]
    if identification.protocol_version is not None:
        version = of_study(path, "protocol_version")
        lines.append(("protocol_version", say("sap-label-protocol-version"), version))
    lines += [
        ("phase", say("csr-label-phase"), of_study(path, "phase")),
        ("indication", say("csr-label-indication"), of_study(path, "indication")),
        ("product", say("csr-label-product"), of_study(path, "product")),
        ("sponsor", say("csr-label-sponsor"), of_study(path, "sponsor")),
        ("date", say("sap-label-date"), of_study(*planning_date(sources.study), form="date")),
        ("version", say("sap-label-version"), of_study(path, "report_version")),
    ]
    return (
        Paragraph("sap.front.kind", say("sap-document-kind"), "subtitle"),
        Paragraph("sap.front.title", (of_study("title"),), "title"),
        *(
            Paragraph(f"sap.front.{key}", say("csr-key-line", label=label, value=value), "key")
            for key, label, value in lines
        ),
    )


def opening_sections(sources: Sources) -> tuple[Section, ...]:
    """Return what stands unnumbered before the first chapter."""
    contents: tuple[Block, ...] = (
        Contents("sap.contents.sections", "sections"),
        Contents("sap.contents.tables", "tables"),
        Contents("sap.contents.figures", "figures"),
    )
    found = [
        Section(
            "sap.signatures", "", say("sap-heading-signatures"), _signatures(), page_break=True
        ),
        Section("sap.contents", "", say("sap-heading-contents"), contents, page_break=True),
    ]
    table = abbreviations(sources, "sap.abbreviations.table")
    if table:
        heading = say("csr-title-abbreviations")
        found.append(Section("sap.abbreviations", "", heading, table, page_break=True))
    return tuple(found)


def _signatures() -> tuple[Block, ...]:
    table = "sap.signatures.table"
    lines: list[Content] = [plain("_" * length) for length in (24, 28, 16)]
    rows = [replace(row(table, key, say(f"sap-signer-{key}"), lines), gap=True) for key in SIGNERS]
    heads = [
        ("name", say("sap-head-name"), 1.3),
        ("signature", say("sap-head-signature"), 1.5),
        ("date", say("sap-head-date"), 0.9),
    ]
    title = say("sap-heading-signatures")
    lead = Paragraph("sap.signatures.lead", say("sap-signatures-lead"))
    return (lead, text_table(table, title, say("sap-head-role"), heads, rows, caption=False))


def running_head() -> Content:
    """Return what stands at the head of each page."""
    number = of_study("identification", "protocol")
    return say("csr-running-head", protocol=number, kind=say("sap-document-kind"))


def running_foot(sources: Sources) -> Content:
    """Return what stands at the foot of each page, before the page number."""
    return (
        of_study(*planning_date(sources.study), form="date"),
        *plain("  "),
        *say("csr-version", version=of_study("identification", "report_version")),
    )
