"""Chapters 1 and 2: purpose of the plan, objectives, endpoints, estimands, hypotheses."""

from __future__ import annotations

from trialrun.documents.aims import endpoints_table, objective_blocks
from trialrun.documents.estimands import estimand_blocks
from trialrun.documents.sap.analysis_groups import primary_analyses
from trialrun.documents.sap.methods import level_content
from trialrun.documents.sources import Sources
from trialrun.documents.wording import enumerated, of_study, refer, say, sentences
from trialrun.report import Block, Bullets, Content, Paragraph
from trialrun.study import Analysis


def aims_chapters(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return chapters 1 and 2."""
    return {
        "1.1": (Paragraph("sap.1.1.purpose", _purpose(sources)),),
        "1.2": (Paragraph("sap.1.2.data", say("sap-data-standards", section=refer("sap.10"))),),
        "2.1": objective_blocks(sources, "sap.2.1"),
        "2.2": endpoints_table(sources, "sap.2.2.endpoints"),
        "2.3": estimand_blocks(sources, "sap.2.3"),
        "2.4": _hypotheses(sources),
    }


def _purpose(sources: Sources) -> Content:
    identification = sources.study.identification
    number: Content = (of_study("identification", "protocol"),)
    if identification.protocol_version is not None:
        version = of_study("identification", "protocol_version")
        number = say("csr-protocol-version", protocol=number, version=version)
    purpose = say("sap-purpose", protocol=number, study=of_study("short_title"))
    return sentences(purpose, say("sap-purpose-changes", section=refer("sap.12")))


def _hypotheses(sources: Sources) -> tuple[Block, ...]:
    """Return null and alternative hypothesis of each primary analysis."""
    items = [item for each in primary_analyses(sources) for item in _hypothesis(sources, each)]
    if not items:
        return ()
    return (
        Paragraph("sap.2.4.lead", say("sap-hypotheses-lead", {"count": len(items)}), "lead"),
        Bullets("sap.2.4.list", tuple(items)),
    )


def _hypothesis(sources: Sources, analysis: Analysis) -> list[Content]:
    endpoint = (of_study("endpoints", analysis.endpoint, "label"),)
    level = level_content(sources, analysis)
    if analysis.dose_response:
        doses = enumerated([(of_study("arms", a.id, "number"),) for a in sources.study.arms])
        return [say("sap-hypothesis-dose", endpoint=endpoint, doses=doses, alpha=level)]
    kind = "hazard" if analysis.method in {"logrank", "kaplan-meier"} else "mean"
    if analysis.method == "fisher":
        kind = "share"
    return [
        say(
            "sap-hypothesis-pair",
            {"kind": kind},
            endpoint=endpoint,
            one=of_study("arms", one, "label"),
            other=of_study("arms", other, "label"),
            alpha=level,
        )
        for one, other in analysis.comparisons
    ]
