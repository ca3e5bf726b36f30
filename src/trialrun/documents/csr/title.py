"""Front page and section 1: what identifies the study and the report."""

from __future__ import annotations

from trialrun.documents.front import countries
from trialrun.documents.sources import Sources
from trialrun.documents.wording import Filling, enumerated, of_study, plain, say
from trialrun.report import SYNTHETIC_MARK, Block, Content, Paragraph, ToWrite


def front_page(synthetic: str | None = None) -> tuple[Block, ...]:
    """
    Return the cover: title, kind of document, study, sponsor, date and version.

    Args:
        synthetic: scenario from which the data were drawn, "" where they do not name it: the
            cover says so.
    """
    blocks: list[Block] = [
        *_warning(synthetic),
        Paragraph("csr.front.kind", _kind(synthetic), "subtitle"),
        Paragraph("csr.front.title", (of_study("title"),), "title"),
        _line("csr.front.protocol", "csr-label-protocol", of_study("identification", "protocol")),
        _line("csr.front.sponsor", "csr-label-sponsor", of_study("identification", "sponsor")),
        *_dated("csr.front"),
    ]
    return tuple(blocks)


def title_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return section 1."""
    identification = sources.study.identification
    lines: list[tuple[str, Filling]] = [
        ("title", of_study("title")),
        ("product", of_study("identification", "product")),
        ("indication", of_study("identification", "indication")),
        ("design", of_study("design")),
        ("sponsor", of_study("identification", "sponsor")),
        ("protocol", protocol(sources)),
        ("phase", of_study("identification", "phase")),
    ]
    if identification.comparator is not None:
        lines.insert(2, ("comparator", of_study("identification", "comparator")))
    if identification.registry_numbers:
        numbers = range(1, len(identification.registry_numbers) + 1)
        lines.append(
            (
                "registry",
                enumerated([(of_study("identification", "registry_numbers", k),) for k in numbers]),
            )
        )
    if identification.countries:
        lines.append(("countries", countries(sources)))
    lines += [
        (key.replace("_", "-"), sources.slot("facts", key))
        for key in ("first_dose", "last_subject_out")
        if sources.has("facts", key)
    ]
    blocks: list[Block] = [_line(f"csr.1.{key}", f"csr-label-{key}", value) for key, value in lines]
    blocks += _dated("csr.1")
    blocks.append(ToWrite("csr.1.signatures", say("csr-hint-1-signatures")))
    return {"1": tuple(blocks)}


def protocol(sources: Sources) -> Content:
    """Return the protocol number, with its version where there is one."""
    number = (of_study("identification", "protocol"),)
    if sources.study.identification.protocol_version is None:
        return number
    version = of_study("identification", "protocol_version")
    return say("csr-protocol-version", protocol=number, version=version)


def _line(block: str, label: str, value: Filling) -> Paragraph:
    """Return a line of a label and its value."""
    return Paragraph(block, say("csr-key-line", label=say(label), value=value), "key")


def _dated(prefix: str) -> tuple[Paragraph, ...]:
    date = of_study("identification", "report_date", form="date")
    version = of_study("identification", "report_version")
    return (
        _line(f"{prefix}.date", "csr-label-report-date", date),
        _line(f"{prefix}.version", "csr-label-report-version", version),
    )


def _kind(synthetic: str | None) -> Content:
    return say("csr-document-kind" if synthetic is None else "csr-document-kind-dry-run")


def _warning(synthetic: str | None) -> tuple[Block, ...]:
    """Say that the data are synthetic, and of which scenario."""
    if synthetic is None:
        return ()
    if not synthetic:
        return (
            Paragraph("csr.front.mark", SYNTHETIC_MARK, "notice"),
            Paragraph("csr.front.dry-run", say("csr-dry-run-unnamed")),
        )
    label = of_study("scenarios", synthetic, "label")
    return (
        Paragraph("csr.front.mark", SYNTHETIC_MARK, "notice"),
        Paragraph("csr.front.dry-run", say("csr-dry-run", scenario=label)),
    )


def running_head(synthetic: str | None = None) -> Content:
    """Return what stands at the head of each page."""
    number = of_study("identification", "protocol")
    return say("csr-running-head", protocol=number, kind=_kind(synthetic))


def running_foot() -> Content:
    """Return what stands at the foot of each page, before the page number."""
    return (
        of_study("identification", "report_date", form="date"),
        *plain("  "),
        *say("csr-version", version=of_study("identification", "report_version")),
    )
