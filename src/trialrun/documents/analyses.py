"""What every document says of an analysis: the terms of its model, its tests, and their gates."""

from __future__ import annotations

from trialrun.documents.sources import Sources
from trialrun.documents.wording import enumerated, of_study, say
from trialrun.report import Content


def model_terms(sources: Sources, analysis: str, *, treatment: bool = False) -> Content:
    """Return factors, covariates and strata, treatment or dose first where asked, as a list."""
    planned = sources.study.analysis(analysis)
    names = [
        say("csr-variable", {"variable": name}, name=of_study("analyses", analysis, kind, k))
        for kind in ("factors", "covariates")
        for k, name in enumerate(getattr(planned, kind), start=1)
    ]
    if planned.strata:
        names.append(say("csr-term-strata", strata=enumerated(stratum_names(sources, analysis))))
    if treatment:
        dose = "yes" if planned.dose_response else "no"
        names.insert(0, say("csr-term-treatment", {"dose": dose}))
    return enumerated(names)


def stratum_names(sources: Sources, analysis: str) -> list[Content]:
    """Return the strata of an analysis by the names that randomisation gives them."""
    planning = sources.study.planning
    factors = {each.variable: each.id for each in (planning.strata if planning else ())}
    names: list[Content] = []
    for k, variable in enumerate(sources.study.analysis(analysis).strata, start=1):
        if variable in factors:
            names.append((of_study("planning", "strata", factors[variable], "label"),))
        else:
            own = of_study("analyses", analysis, "strata", k)
            names.append(say("csr-variable", {"variable": variable}, name=own))
    return names


def test_label(sources: Sources, name: str) -> Content:
    """Return the name of a test (`ANALYSIS.TEST`) in words."""
    analysis, _, test = name.partition(".")
    label = (of_study("analyses", analysis, "label"),)
    if test == "dose":
        return say("csr-test-dose", analysis=label)
    pairs = sources.study.analysis(analysis).comparisons
    one, other = next(pair for pair in pairs if "-".join(pair) == test)
    return say(
        "csr-test-pair",
        analysis=label,
        one=of_study("arms", one, "label"),
        other=of_study("arms", other, "label"),
    )


def gate_items(sources: Sources) -> tuple[Content, ...]:
    """Return a sentence for each gate: what must succeed, at which level."""
    items = []
    for gate in sources.study.gates:
        item = say(
            "csr-gate",
            {
                "require": gate.require if len(gate.first) > 1 else "one",
                "then": len(gate.then) and 1,
            },
            gate=of_study("gates", gate.id, "label"),
            first=enumerated([test_label(sources, name) for name in gate.first]),
            alpha=of_study("gates", gate.id, "alpha"),
        )
        items.append(item)
    return tuple(items)
