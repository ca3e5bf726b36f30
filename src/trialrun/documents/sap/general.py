"""Chapter 7: what holds for every analysis."""

from __future__ import annotations

from trialrun.documents.analyses import stratum_names
from trialrun.documents.sap.methods import level_content
from trialrun.documents.sap.missing import missing_blocks
from trialrun.documents.sap.places import display_block
from trialrun.documents.sap.windows import window_blocks
from trialrun.documents.sources import Sources
from trialrun.documents.subgroups import planned_subgroups, subgroup_display
from trialrun.documents.wording import enumerated, of_study, refer, say, sentences
from trialrun.report import Block, Bullets, Content, Paragraph

PARTIAL = (
    "month-first-dose",
    "month-other",
    "year-first-dose",
    "year-later",
    "year-earlier",
    "nothing",
)
"""Partial dates, by what is known of them."""


def general_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return chapter 7."""
    return {
        "7.1": _numbers(sources),
        "7.2": window_blocks(sources),
        "7.3": missing_blocks(sources),
        "7.4": _dates(sources),
        "7.5": _sites(sources),
        "7.6": _subgroups(sources),
    }


def _numbers(sources: Sources) -> tuple[Block, ...]:
    """Return rounding, decimals, levels of tests and of intervals."""
    conventions = sources.study.conventions
    items: list[Content] = [
        say("sap-summaries"),
        say("sap-rounding", {"rounding": conventions.rounding}),
        say("sap-decimals", {"n": conventions.percent_decimals}),
        say("sap-level", level=sources.level("conventions", "confidence_level")),
    ]
    alphas = dict.fromkeys(each.alpha for each in sources.study.analyses)
    if len(alphas) == 1:
        alpha = of_study("analyses", sources.study.analyses[0].id, "alpha")
        items.append(say("sap-alpha", alpha=alpha))
    planning = sources.study.planning
    if planning is not None and planning.group_sequential is not None:
        name = planning.group_sequential.analysis
        place = level_content(sources, sources.study.analysis(name))
        label = of_study("analyses", name, "label")
        items.append(say("sap-alpha-looks", analysis=label, level=place))
    items.append(say("sap-p-values"))
    return (Bullets("sap.7.1.list", tuple(items)),)


def _dates(sources: Sources) -> tuple[Block, ...]:
    """Return study days, partial dates of adverse events, and when these are emergent."""
    options = sources.study.analysis_data.ADAE
    blocks: list[Block] = [Paragraph("sap.7.4.days", say("sap-study-days"))]
    if options is None:
        return tuple(blocks)
    blocks.append(Paragraph("sap.7.4.emergent", say("sap-emergent")))
    if options.start_imputation == "conservative":
        blocks += [
            Paragraph("sap.7.4.partial.lead", say("sap-partial-lead"), "lead"),
            Bullets("sap.7.4.partial", tuple(say(f"sap-partial-{case}") for case in PARTIAL)),
        ]
    else:
        blocks.append(Paragraph("sap.7.4.partial", say("sap-partial-none")))
    duration = say("sap-duration", {"imputed": "yes" if options.duration_from_imputed else "no"})
    blocks.append(Paragraph("sap.7.4.duration", duration))
    return tuple(blocks)


def _sites(sources: Sources) -> tuple[Block, ...]:
    """Return how small sites are pooled and how regions are looked at."""
    study = sources.study
    path = ("analysis_data", "ADSL", "pooling")
    parts: list[Content] = []
    if study.analysis_data.ADSL.pooling is not None:
        minimum = of_study(*path, "minimum_per_arm", form="int")
        parts.append(say("sap-pooling", minimum=minimum, value=of_study(*path, "value")))
    else:
        parts.append(say("sap-no-pooling"))
    strata = [stratum_names(sources, each.id) for each in study.analyses if each.strata]
    named = dict.fromkeys(name for names in strata for name in names)
    if named:
        parts.append(say("sap-sites-strata", strata=enumerated(list(named))))
    if any(each.subgroups for each in study.analyses):
        parts.append(say("sap-regions-see", section=refer("sap.7.6")))
    elif len(study.regions) > 1:
        parts.append(say("sap-regions"))
        if study.rehearsal is not None:
            share = of_study("rehearsal", "consistency", form="pct0")
            parts.append(say("sap-consistency", share=share))
    return (Paragraph("sap.7.5.sites", sentences(*parts)),)


def _subgroups(sources: Sources) -> tuple[Block, ...]:
    """Return the analyses of the effect in subgroups, then those that are of one subgroup."""
    study = sources.study
    blocks: list[Block] = []
    for each in study.analyses:
        if each.subgroups:
            number = subgroup_display(sources, each)
            shown = refer(display_block(study, number)) if number is not None else ()
            planned = planned_subgroups(sources, each, shown)
            blocks.append(Paragraph(f"sap.7.6.{each.id}", planned))
    found = [each for each in study.analyses if each.where]
    if found:
        items = tuple((of_study("analyses", each.id, "label"),) for each in found)
        lead = say("sap-subgroups-lead", {"count": len(items)})
        blocks.append(Paragraph("sap.7.6.lead", lead, "lead"))
        blocks.append(Bullets("sap.7.6.list", items))
    return tuple(blocks) or (Paragraph("sap.7.6.none", say("sap-subgroups-none")),)
