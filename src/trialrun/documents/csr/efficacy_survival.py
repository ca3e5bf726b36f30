"""What section 11.4.1 says of a survival analysis: medians, hazard ratios, the final bound."""

from __future__ import annotations

from trialrun.documents.claims import Claims
from trialrun.documents.sources import Sources
from trialrun.documents.wording import enumerated, of_study, say, sentences
from trialrun.report import Block, Content, Paragraph, Slot, result_id
from trialrun.study import Analysis


def survival_arms(sources: Sources, analysis: Analysis) -> Content:
    """Return events and median of each arm."""
    unit = say("csr-time-unit", {"unit": unit_of(sources, analysis)})
    items = []
    for arm in sources.arms:
        if not sources.has(analysis.id, "events", arm):
            continue
        slots: dict[str, Content] = {"events": (sources.slot(analysis.id, "events", arm),)}
        reached = sources.value(analysis.id, "median", arm) is not None
        if reached:
            slots |= {
                word: (sources.slot(analysis.id, word, arm),)
                for word in ("median", "median_lower", "median_upper")
            }
            slots["level"] = (of_study("conventions", "confidence_level", form="pct0"),)
            slots["unit"] = unit
        slots = {name.replace("_", "-"): content for name, content in slots.items()}
        message = "csr-time-arm" if reached else "csr-time-arm-not-reached"
        items.append(say(message, arm=of_study("arms", arm, "label"), **slots))
    return say("csr-time-arms", arms=enumerated(items)) if items else ()


def unit_of(sources: Sources, analysis: Analysis) -> str:
    """Return the unit of an analysis' times: days or months."""
    options = sources.study.analysis_data.ADTTE
    parameter = sources.study.endpoint(analysis.endpoint).parameter
    found = (
        each.unit for each in (options.parameters if options else ()) if each.parameter == parameter
    )
    return next(found, "days")


def survival_pair(
    sources: Sources, claims: Claims, analysis: Analysis, one: str, other: str, interval: Content
) -> Content:
    """Return the hazard ratio of two arms with its interval, its test, and the final bound."""
    test = f"{one}-{other}"
    verdict = claims.tests[f"{analysis.id}.{test}"]
    arms = {"one": of_study("arms", one, "label"), "other": of_study("arms", other, "label")}
    p_value = sources.p_value(analysis.id, test, "p_value")
    if sources.value(analysis.id, test, "estimate") is None:
        return say("csr-hazard-missing", p=p_value, **arms)
    said = say(
        "csr-hazard",
        {"standing": verdict.standing},
        estimate=sources.slot(analysis.id, test, "estimate"),
        interval=interval,
        p=p_value,
        **arms,
    )
    return sentences(said, bound_sentence(sources, claims, f"{analysis.id}.{test}"))


def bound_sentence(sources: Sources, claims: Claims, name: str) -> Content:
    """Return the one-sided p-value against the final bound of a group-sequential design."""
    verdict = claims.tests[name]
    if verdict.bound is None or verdict.standing in {"descriptive", "missing"}:
        return ()
    return say(
        "csr-bound",
        {"standing": verdict.standing},
        p=sources.p_value(verdict.analysis, verdict.test, "p_one_sided"),
        bound=Slot(verdict.bound),
    )


def event_blocks(sources: Sources, section: str) -> tuple[Block, ...]:
    """Return the number of events that the design asks for, and what it rests on."""
    planning = sources.study.planning
    plan = None if planning is None else planning.group_sequential
    if plan is None or result_id(plan.analysis, "events", prefix="design") not in sources.results:
        return ()

    def of_design(name: str) -> Slot:
        return Slot(result_id(plan.analysis, name, prefix="design"))

    one, other = plan.comparison
    path = ("planning", "group_sequential")
    content = say(
        "csr-events-planned",
        one=of_study("arms", one, "label"),
        other=of_study("arms", other, "label"),
        events=of_design("events"),
        subjects=of_study("planning", "subjects", form="int"),
        ratio=of_design("hazard_ratio"),
        alpha=of_study(*path, "alpha"),
        power=sources.level(*path, "power"),
        scenario=of_study("scenarios", plan.scenario, "label"),
    )
    return (Paragraph(f"{section}.events", content),)
