"""Section 11.4.2.8: the effect in subgroups, and whether regions are consistent with the whole."""

from __future__ import annotations

from collections.abc import Iterator

from trialrun.documents.csr.efficacy import efficacy_analyses
from trialrun.documents.sources import Sources
from trialrun.documents.subgroups import subgroup_display, subgroup_names, subgroups_of
from trialrun.documents.wording import enumerated, of_study, refer, say, sentences, separated
from trialrun.report import Block, Bullets, Content, Paragraph
from trialrun.study import Analysis, Subgroup


def subgroup_blocks(sources: Sources) -> tuple[Block, ...]:
    """Return the effects by subgroup of each analysis, then the analyses that are in subgroups."""
    blocks: list[Block] = []
    for analysis in efficacy_analyses(sources):
        number = subgroup_display(sources, analysis)
        if number is not None and sources.has(number, "overall", "hazard_ratio"):
            blocks += _effects(sources, analysis, number)
    own = [
        (of_study("analyses", analysis.id, "label"),)
        for analysis in efficacy_analyses(sources)
        if analysis.where
    ]
    if own:
        content = say("csr-subgroups", analyses=separated(own), section=refer("csr.11.4.1"))
        blocks.append(Paragraph("csr.11.4.2.8.analyses", content))
    return tuple(blocks)


def _effects(sources: Sources, analysis: Analysis, number: str) -> Iterator[Block]:
    place = f"csr.11.4.2.8.{analysis.id}"
    label = of_study("analyses", analysis.id, "label")
    names = subgroup_names(sources, analysis)
    shown = sources.refer_display(number if number in sources.displays else None)
    lead = say("csr-subgroups-effect", analysis=label, names=names)
    if shown:
        lead = say("csr-subgroups-effect-shown", analysis=label, names=names, display=shown)
    yield Paragraph(f"{place}.lead", lead, "lead")
    groups = subgroups_of(sources, analysis)
    items = tuple(_ratios(sources, analysis, number, each) for each in groups)
    yield Bullets(f"{place}.ratios", items)
    for each in groups:
        if each.region:
            held = _consistency(sources, number, each)
            if held:
                yield Paragraph(f"{place}.{each.variable}.consistency", held)


def _ratios(sources: Sources, analysis: Analysis, number: str, subgroup: Subgroup) -> Content:
    """Return the hazard ratio of each level of a subgroup, and its test of interaction."""
    confidence = sources.level("analyses", analysis.id, "confidence_level")
    found = []
    for level in subgroup.levels:
        key = (number, subgroup.variable, level.value)
        name = of_study(*level.label)
        if sources.value(*key, "hazard_ratio") is None:
            found.append(say("csr-subgroup-missing", level=name))
            continue
        ratios = {
            word.replace("_", "-"): sources.slot(*key, word)
            for word in ("hazard_ratio", "lower", "upper")
        }
        found.append(say("csr-subgroup-ratio", level=name, confidence=confidence, **ratios))
    return say(
        "csr-subgroup",
        subgroup=of_study(*subgroup.label),
        ratios=separated(found),
        p=sources.p_value(number, subgroup.variable, "interaction", "p_value"),
    )


def _consistency(sources: Sources, number: str, subgroup: Subgroup) -> Content:
    """Return which regions show enough of the overall effect."""
    names: dict[float | None, list[Content]] = {1.0: [], 0.0: [], None: []}
    for level in subgroup.levels:
        key = (number, subgroup.variable, level.value, "method1")
        if sources.has(*key):
            names[sources.value(*key)].append((of_study(*level.label),))
    if not any(names.values()):
        return ()
    share = of_study("rehearsal", "consistency", form="pct0")
    held, short, unknown = names[1.0], names[0.0], names[None]
    if not held and not short:
        return say("csr-regions-unknown")
    parts = []
    if held:
        more = "all" if not short and not unknown else "some"
        parts.append(say("csr-regions-held", {"held": more}, share=share, regions=enumerated(held)))
    if short:
        parts.append(say("csr-regions-short", share=share, regions=enumerated(short)))
    if unknown:
        parts.append(say("csr-regions-missing", regions=enumerated(unknown)))
    return sentences(*parts, say("csr-regions-note"))
