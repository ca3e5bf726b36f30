"""Sections 11.4.2 to 11.4.6: statistical issues, and what was not examined."""

from __future__ import annotations

from trialrun.documents.analyses import model_terms
from trialrun.documents.claims import judge_claims
from trialrun.documents.csr.efficacy import efficacy_analyses
from trialrun.documents.csr.efficacy_subgroups import subgroup_blocks
from trialrun.documents.csr.statistics_plan import is_sequential, test_with_p
from trialrun.documents.sources import TOTAL, Sources
from trialrun.documents.wording import of_study, refer, say, sentences, separated
from trialrun.report import Block, Bullets, Content, Paragraph
from trialrun.study import Analysis


def efficacy_issue_chapters(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return what definition and results tell of sections 11.4.2 to 11.4.6."""
    return {
        "11.4.2.1": _covariates(sources),
        "11.4.2.2": _missing_data(sources),
        "11.4.2.3": _looks(sources),
        "11.4.2.4": _centres(sources),
        "11.4.2.5": _gates(sources),
        "11.4.2.6": _subset(sources),
        "11.4.2.7": _equivalence(sources),
        "11.4.2.8": subgroup_blocks(sources),
        "11.4.3": (
            Paragraph("csr.11.4.3.see", say("csr-individual-data", appendix=refer("csr.16.2.6"))),
        ),
        "11.4.4": _dose(sources),
    }


def _covariates(sources: Sources) -> tuple[Block, ...]:
    """Return the terms of the models, analyses with the same terms together."""
    groups: dict[tuple[str, ...], list[Analysis]] = {}
    for analysis in efficacy_analyses(sources):
        key = (*analysis.factors, "", *analysis.covariates, "", *analysis.strata)
        groups.setdefault(key, []).append(analysis)
    if not groups:
        return ()
    items = tuple(
        say(
            "csr-model-terms",
            terms=model_terms(sources, group[0].id) or say("csr-model-no-terms"),
            analyses=separated([_label(analysis) for analysis in group]),
        )
        for group in groups.values()
    )
    lead = Paragraph("csr.11.4.2.1.lead", say("csr-model-lead"), "lead")
    return (lead, Bullets("csr.11.4.2.1.models", items))


def _label(analysis: Analysis) -> Content:
    return (of_study("analyses", analysis.id, "label"),)


def _missing_data(sources: Sources) -> tuple[Block, ...]:
    """Return how many values were carried forward in each analysis."""
    analyses = [
        a for a in efficacy_analyses(sources) if sources.has("imputed", a.id, "count", TOTAL)
    ]
    carried = [a for a in analyses if sources.count("imputed", a.id, "count", TOTAL)]
    blocks: list[Block] = []
    if carried:
        lead = sentences(say("csr-missing-lead"), _historical(sources))
        blocks.append(Paragraph("csr.11.4.2.2.lead", lead))
        items = tuple(_imputed(sources, analysis) for analysis in carried)
        blocks.append(Bullets("csr.11.4.2.2.imputed", items))
    none = [_label(analysis) for analysis in analyses if analysis not in carried]
    if none:
        content = say("csr-imputed-none", analyses=separated(none))
        blocks.append(Paragraph("csr.11.4.2.2.none", content))
    rest = [
        _label(analysis)
        for analysis in efficacy_analyses(sources)
        if analysis.imputation == "mean-over-visits"
    ]
    if rest:
        content = say("csr-missing-means", analyses=separated(rest))
        blocks.append(Paragraph("csr.11.4.2.2.means", content))
    censored = [_censored(sources, a) for a in efficacy_analyses(sources) if a.method == "logrank"]
    if censored:
        blocks.append(Paragraph("csr.11.4.2.2.censored", sentences(*censored)))
    return tuple(blocks)


def _censored(sources: Sources, analysis: Analysis) -> Content:
    """Return how many times were censored."""
    arms = sources.by_arm("csr-count-in-arm", count=(analysis.id, "censored"))
    return say("csr-censored", analysis=_label(analysis), arms=arms)


def _imputed(sources: Sources, analysis: Analysis) -> Content:
    total = say(
        "csr-values-percent",
        count=sources.slot("imputed", analysis.id, "count", TOTAL),
        percent=sources.slot("imputed", analysis.id, "percent", TOTAL),
    )
    arms = sources.by_arm(
        "csr-values-percent-arm",
        count=("imputed", analysis.id, "count"),
        percent=("imputed", analysis.id, "percent"),
    )
    return say("csr-imputed", analysis=_label(analysis), total=total, arms=arms)


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
            {"n": sources.count("facts", "sites")},
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


def _looks(sources: Sources) -> tuple[Block, ...]:
    """Return whether the planned looks took place."""
    looks = sources.study.interim_looks
    if looks and is_sequential(sources) and not any(look.conducted for look in looks):
        planned = say(
            "csr-looks-planned",
            {"synthetic": "no" if sources.synthetic is None else "yes"},
            section=refer("csr.9.7.1"),
        )
        return (Paragraph("csr.11.4.2.3.looks", planned),)
    kind = "none" if not looks else "yes" if any(look.conducted for look in looks) else "no"
    slots = {"section": refer("csr.9.7.1")}
    return (Paragraph("csr.11.4.2.3.looks", say("csr-looks-result", {"conducted": kind}, **slots)),)


def _gates(sources: Sources) -> tuple[Block, ...]:
    """Return what came of each gate, with the p-values it asks for."""
    gates = sources.study.gates
    if not gates and is_sequential(sources):
        return (Paragraph("csr.11.4.2.5.looks", say("csr-gates-looks")),)
    if not gates:
        return (Paragraph("csr.11.4.2.5.none", say("csr-gates-none")),)
    claims = judge_claims(sources.study, sources.results)
    items = []
    for gate in gates:
        tests = [test_with_p(sources, name) for name in gate.first]
        passed = {"passed": "yes" if claims.gates[gate.id].passed else "no"}
        label = of_study("gates", gate.id, "label")
        items.append(say("csr-gate-result", passed, gate=label, tests=separated(tests)))
    lead = Paragraph(
        "csr.11.4.2.5.lead", say("csr-gates-result-lead", section=refer("csr.9.7.1")), "lead"
    )
    return (lead, Bullets("csr.11.4.2.5.gates", tuple(items)))


def _subset(sources: Sources) -> tuple[Block, ...]:
    used = tuple(dict.fromkeys(each.population for each in efficacy_analyses(sources)))
    if not used:
        return ()
    names = separated([(of_study("populations", name, "label"),) for name in used])
    subset = any(not _everyone(sources, name) for name in used)
    content = say("csr-subset", {"subset": "yes" if subset else "no"}, populations=names)
    return (Paragraph("csr.11.4.2.6.subset", content),)


def _everyone(sources: Sources, population: str) -> bool:
    """Return whether a population is all randomised subjects."""
    rule = sources.study.population(population).rule
    return rule.randomised and not (rule.treated or rule.post_baseline or rule.within)


def _equivalence(sources: Sources) -> tuple[Block, ...]:
    """Return that nothing was to be shown equivalent: every test here is one of superiority."""
    active = any(arm.role == "active-control" for arm in sources.study.arms)
    reason = say("csr-superiority-only" if active else "csr-no-active-control")
    return (Paragraph("csr.11.4.2.7.none", reason),)


def _dose(sources: Sources) -> tuple[Block, ...]:
    if not any(each.dose_response for each in efficacy_analyses(sources)):
        return ()
    content = say("csr-dose-see", section=refer("csr.11.4.1"))
    return (Paragraph("csr.11.4.4.dose", content),)
