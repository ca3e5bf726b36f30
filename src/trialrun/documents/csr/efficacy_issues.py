"""Sections 11.4.2 to 11.4.6: statistical issues, and what was not examined."""

from __future__ import annotations

from trialrun.documents.csr.efficacy import efficacy_analyses
from trialrun.documents.csr.statistics_plan import gate_blocks, look_blocks, model_terms
from trialrun.documents.sources import TOTAL, Sources
from trialrun.documents.wording import enumerated, of_study, refer, say, sentences
from trialrun.report import Block, Bullets, Content, Paragraph


def efficacy_issue_chapters(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return what definition and results tell of sections 11.4.2 to 11.4.6."""
    return {
        "11.4.2.1": _covariates(sources),
        "11.4.2.2": _missing_data(sources),
        "11.4.2.3": look_blocks(sources, "csr.11.4.2.3"),
        "11.4.2.4": _centres(sources),
        "11.4.2.5": gate_blocks(sources, "csr.11.4.2.5")
        or (Paragraph("csr.11.4.2.5.none", say("csr-gates-none")),),
        "11.4.2.6": _subset(sources),
        "11.4.2.7": _equivalence(sources),
        "11.4.3": (
            Paragraph("csr.11.4.3.see", say("csr-individual-data", appendix=refer("csr.16.2.6"))),
        ),
        "11.4.4": _dose(sources),
    }


def _covariates(sources: Sources) -> tuple[Block, ...]:
    items = []
    for analysis in efficacy_analyses(sources):
        terms = model_terms(sources, analysis.id)
        message = "csr-model-terms" if terms else "csr-model-no-terms"
        slots = {"terms": terms} if terms else {}
        label = (of_study("analyses", analysis.id, "label"),)
        items.append(say(message, analysis=label, **slots))
    if not items:
        return ()
    lead = Paragraph("csr.11.4.2.1.lead", say("csr-model-lead"), "lead")
    return (lead, Bullets("csr.11.4.2.1.models", tuple(items)))


def _missing_data(sources: Sources) -> tuple[Block, ...]:
    items: list[Content] = []
    for analysis in efficacy_analyses(sources):
        if not sources.has("imputed", analysis.id, "count", TOTAL):
            continue
        items.append(
            say(
                "csr-imputed",
                analysis=of_study("analyses", analysis.id, "label"),
                total=say(
                    "csr-values-percent",
                    count=sources.slot("imputed", analysis.id, "count", TOTAL),
                    percent=sources.slot("imputed", analysis.id, "percent", TOTAL),
                ),
                arms=sources.by_arm(
                    "csr-values-percent-arm",
                    count=("imputed", analysis.id, "count"),
                    percent=("imputed", analysis.id, "percent"),
                ),
            )
        )
    blocks: list[Block] = []
    if items:
        lead = sentences(say("csr-missing-lead"), _historical(sources))
        blocks.append(Paragraph("csr.11.4.2.2.lead", lead))
        blocks.append(Bullets("csr.11.4.2.2.imputed", tuple(items)))
    rest = [a for a in efficacy_analyses(sources) if a.imputation == "mean-over-visits"]
    if rest:
        names = enumerated([(of_study("analyses", each.id, "label"),) for each in rest])
        blocks.append(Paragraph("csr.11.4.2.2.means", say("csr-missing-means", analyses=names)))
    return tuple(blocks)


def _historical(sources: Sources) -> Content:
    if not any(each.historical for each in sources.study.estimands):
        return ()
    return say("csr-missing-historical", section=refer("csr.9.7.1"))


def _centres(sources: Sources) -> tuple[Block, ...]:
    if not sources.has("facts", "sites"):
        return ()
    parts = [
        say(
            "csr-centres",
            {"sites": sources.count("facts", "sites")},
            sites=sources.slot("facts", "sites"),
        )
    ]
    pooling = sources.study.analysis_data.ADSL.pooling
    if pooling is not None and sources.has("facts", "pooled_sites"):
        minimum = of_study("analysis_data", "ADSL", "pooling", "minimum_per_arm", form="int")
        groups = sources.slot("facts", "pooled_sites")
        parts.append(say("csr-centres-pooled", minimum=minimum, groups=groups))
    parts.append(sources.see(sources.display_of("sites"), "csr-see-sites"))
    return (Paragraph("csr.11.4.2.4.centres", sentences(*parts)),)


def _subset(sources: Sources) -> tuple[Block, ...]:
    used = tuple(dict.fromkeys(each.population for each in efficacy_analyses(sources)))
    if not used:
        return ()
    names = enumerated([(of_study("populations", name, "label"),) for name in used])
    subset = any(not _everyone(sources, name) for name in used)
    content = say("csr-subset", {"subset": "yes" if subset else "no"}, populations=names)
    return (Paragraph("csr.11.4.2.6.subset", content),)


def _everyone(sources: Sources, population: str) -> bool:
    """Return whether a population is all randomised subjects."""
    rule = sources.study.population(population).rule
    return rule.randomised and not (rule.treated or rule.post_baseline or rule.within)


def _equivalence(sources: Sources) -> tuple[Block, ...]:
    if any(arm.role == "active-control" for arm in sources.study.arms):
        return ()
    return (Paragraph("csr.11.4.2.7.none", say("csr-no-active-control")),)


def _dose(sources: Sources) -> tuple[Block, ...]:
    if not any(each.dose_response for each in efficacy_analyses(sources)):
        return ()
    content = say("csr-dose-see", section=refer("csr.11.4.1"))
    return (Paragraph("csr.11.4.4.dose", content),)
