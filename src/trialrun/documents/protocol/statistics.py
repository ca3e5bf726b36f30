"""Sections 10.2 to 10.8: analysis sets, and the analyses that answer each objective."""

from __future__ import annotations

from collections.abc import Sequence

from trialrun.documents.analyses import model_terms, stratum_names, test_label
from trialrun.documents.designed import designed
from trialrun.documents.outline_m11 import section_id
from trialrun.documents.protocol.objectives import estimands_of, numbered_objectives
from trialrun.documents.sources import Sources
from trialrun.documents.subgroups import planned_subgroups
from trialrun.documents.tables import none_cell, row, text_table
from trialrun.documents.wording import enumerated, of_study, refer, say, sentences
from trialrun.report import Block, Bullets, Content, Paragraph, Table
from trialrun.study import Analysis, Objective

PLACES = {"primary": "10.4", "secondary": "10.5"}
FINDINGS = {"ADLBC", "ADLBH", "ADVS"}
"""Analysis data sets of laboratory tests and vital signs."""


def statistics_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return sections 10.2 to 10.8, as far as the definition goes."""
    found: dict[str, tuple[Block, ...]] = {"10.2": _populations(sources)}
    for number, objective in numbered_objectives(sources, PLACES):
        if objective.level == "primary":
            found |= _primary(sources, number, objective)
        else:
            found[number] = _secondary(sources, number, objective)
    levels = {each.level for each in sources.study.objectives}
    if "secondary" not in levels:
        found["10.5"] = (Paragraph("protocol.10.5.none", say("protocol-no-secondary")),)
    found["10.6"] = _exploratory(sources)
    found["10.7"] = _safety(sources)
    return found


def _populations(sources: Sources) -> tuple[Block, ...]:
    table = "protocol.10.2.populations"
    rows = [
        row(
            table,
            each.id,
            (of_study("populations", each.id, "label"),),
            [(of_study("populations", each.id, "definition"),)],
        )
        for each in sources.study.populations
    ]
    heads = [("definition", say("protocol-head-definition"), 2.2)]
    title = say("protocol-title-populations")
    return (text_table(table, title, say("protocol-head-set"), heads, rows),)


def _of(sources: Sources, objective: Objective) -> list[Analysis]:
    return [each for each in sources.study.analyses if each.endpoint in objective.endpoints]


def _split(
    sources: Sources, objective: Objective
) -> tuple[list[Analysis], list[Analysis], list[Analysis]]:
    """Return main, sensitivity and subgroup analyses: the first of each endpoint is the main."""
    main: dict[str, Analysis] = {}
    others: list[Analysis] = []
    subgroups: list[Analysis] = []
    for analysis in _of(sources, objective):
        if analysis.where:
            subgroups.append(analysis)
        elif analysis.endpoint in main:
            others.append(analysis)
        else:
            main[analysis.endpoint] = analysis
    return list(main.values()), others, subgroups


def _primary(sources: Sources, number: str, objective: Objective) -> dict[str, tuple[Block, ...]]:
    main, others, subgroups = _split(sources, objective)
    found: dict[str, tuple[Block, ...]] = {number: (_aim(number, objective),)}
    if main:
        found[f"{number}.1"] = _methods(sources, f"{number}.1", main)
        found[f"{number}.3"] = _missing(f"{number}.3", main)
    handled = _handling(sources, f"{number}.2", objective)
    if handled:
        found[f"{number}.2"] = handled
    found[f"{number}.4"] = _methods(sources, f"{number}.4", others, "sensitivity")
    found[f"{number}.5"] = _supplementary(sources, f"{number}.5", [*main, *others], subgroups)
    return found


def _supplementary(
    sources: Sources, number: str, analyses: Sequence[Analysis], subgroups: Sequence[Analysis]
) -> tuple[Block, ...]:
    """Return the effects by subgroup of the analyses, and the analyses of one subgroup."""
    place = section_id(number)
    effects = tuple(
        Paragraph(f"{place}.{each.id}", planned_subgroups(sources, each))
        for each in analyses
        if each.subgroups
    )
    if effects and not subgroups:
        return effects
    return (*effects, *_methods(sources, number, subgroups, "supplementary"))


def _secondary(sources: Sources, number: str, objective: Objective) -> tuple[Block, ...]:
    place = section_id(number)
    own = _of(sources, objective)
    if not own:
        nothing = Paragraph(f"{place}.none", say("protocol-no-analysis"))
        return (_aim(number, objective), nothing)
    return (
        _aim(number, objective),
        *_methods(sources, number, own),
        *_handling(sources, number, objective),
        *_missing(number, own),
    )


def _aim(number: str, objective: Objective) -> Paragraph:
    return Paragraph(
        f"{section_id(number)}.aim",
        say("protocol-analysis-aim", objective=of_study("objectives", objective.id, "text")),
    )


def _methods(
    sources: Sources, number: str, analyses: Sequence[Analysis], kind: str = "main"
) -> tuple[Block, ...]:
    """Return the table of analyses with model and tests, or that there are none of the kind."""
    place = section_id(number)
    if not analyses:
        return (Paragraph(f"{place}.none", say("protocol-no-analyses", {"kind": kind})),)
    table = f"{place}.methods"
    lead = say("protocol-analyses-lead", {"kind": kind, "count": len(analyses)}, table=refer(table))
    sequential = _nominal_levels(sources, analyses)
    return (
        Paragraph(f"{place}.lead", sentences(lead, sequential)),
        methods_table(sources, table, analyses, kind),
    )


def _nominal_levels(sources: Sources, analyses: Sequence[Analysis]) -> Content:
    """Return where the levels of the looks stand, if one of the analyses has looks."""
    planning = sources.study.planning
    plan = planning.group_sequential if planning is not None else None
    if plan is None or plan.analysis not in {each.id for each in analyses}:
        return ()
    if not designed(sources, plan.analysis, "look1", "efficacy_p"):
        return ()
    return say("protocol-sequential-nominal", table=refer("protocol.10.9.boundaries"))


def methods_table(
    sources: Sources, table: str, analyses: Sequence[Analysis], kind: str = "main"
) -> Table:
    """Return a table of analyses: population, method with its terms, tests and level."""
    rows = []
    for analysis in analyses:
        path = ("analyses", analysis.id)
        cells = [
            (of_study("populations", analysis.population, "label"),),
            _method(sources, analysis),
            _tests(analysis),
            _level(sources, analysis),
        ]
        rows.append(row(table, analysis.id, (of_study(*path, "label"),), cells))
    heads = [
        ("population", say("csr-head-population"), 0.9),
        ("method", say("csr-head-method"), 1.4),
        ("tests", say("protocol-head-tests"), 1.8),
        ("alpha", say("csr-head-alpha"), 0.6),
    ]
    title = say("protocol-title-analyses", {"kind": kind})
    return text_table(table, title, say("csr-head-analysis"), heads, rows)


def _level(sources: Sources, analysis: Analysis) -> Content:
    """Return the level of an analysis: nominal where no claim rests on it."""
    if not _tested(analysis):
        return none_cell()
    alpha = of_study("analyses", analysis.id, "alpha")
    study = sources.study
    names = {name.split(".")[0] for gate in study.gates for name in (*gate.first, *gate.then)}
    if study.planning is not None and study.planning.group_sequential is not None:
        names.add(study.planning.group_sequential.analysis)
    return say("protocol-nominal", alpha=alpha) if names and analysis.id not in names else (alpha,)


def _tested(analysis: Analysis) -> bool:
    return analysis.method != "summary" and bool(analysis.dose_response or analysis.comparisons)


def _method(sources: Sources, analysis: Analysis) -> Content:
    """Return the method with the terms of its model, or the strata of its test."""
    method = say("protocol-method", {"method": analysis.method})
    if analysis.method in {"ancova", "anova"}:
        terms = model_terms(sources, analysis.id, treatment=True)
        return say("protocol-method-terms", method=method, terms=terms)
    if analysis.strata:
        strata = stratum_names(sources, analysis.id)
        return say("protocol-method-strata", method=method, strata=enumerated(strata))
    return method


def _tests(analysis: Analysis) -> Content:
    found = []
    if analysis.dose_response:
        found.append(say("protocol-test-dose"))
    for one, other in analysis.comparisons:
        found.append(
            say(
                "protocol-test-pair",
                one=of_study("arms", one, "label"),
                other=of_study("arms", other, "label"),
            )
        )
    return enumerated(found) or none_cell()


def _handling(sources: Sources, number: str, objective: Objective) -> tuple[Block, ...]:
    """Return how the data are used after each intercurrent event, and by which estimator."""
    place = section_id(number)
    blocks: list[Block] = []
    for estimand in estimands_of(sources, objective):
        path = ("estimands", estimand.id)
        endpoint = of_study("endpoints", estimand.endpoint, "label")
        lead = say(
            "protocol-estimator",
            endpoint=endpoint,
            population=of_study("populations", estimand.population, "label"),
            estimator=of_study(*path, "estimator"),
        )
        items = []
        for position, event in enumerate(estimand.intercurrent_events, start=1):
            own = (*path, "intercurrent_events", position)
            strategy = say("csr-strategy", {"strategy": event.strategy})
            item = say("protocol-event-strategy", event=of_study(*own, "label"), strategy=strategy)
            if event.handling is not None:
                item = sentences(item, (of_study(*own, "handling"),))
            items.append(item)
        blocks.append(Paragraph(f"{place}.{estimand.id}.lead", lead))
        if items:
            blocks.append(Bullets(f"{place}.{estimand.id}.events", tuple(items)))
        if estimand.remark is not None and not estimand.historical:
            remark = say("protocol-estimand-remark", remark=of_study(*path, "remark"))
            blocks.append(Paragraph(f"{place}.{estimand.id}.remark", remark, "note"))
    return tuple(blocks)


def _missing(number: str, analyses: Sequence[Analysis]) -> tuple[Block, ...]:
    items = []
    for analysis in analyses:
        survival = analysis.method in {"kaplan-meier", "logrank"}
        handling = "censored" if survival and analysis.imputation == "observed" else None
        items.append(
            say(
                "protocol-missing",
                {"imputation": handling or analysis.imputation},
                analysis=of_study("analyses", analysis.id, "label"),
            )
        )
    return (Bullets(f"{section_id(number)}.missing", tuple(items)),)


def _exploratory(sources: Sources) -> tuple[Block, ...]:
    own = [
        analysis
        for each in sources.study.objectives
        if each.level == "exploratory"
        for analysis in _of(sources, each)
    ]
    return _methods(sources, "10.6", own, "exploratory")


def _safety(sources: Sources) -> tuple[Block, ...]:
    """Return how safety is analysed: what answers an objective stands with that objective."""
    own_endpoints = [each for each in sources.study.endpoints if each.level == "safety"]
    safety = {each.id for each in own_endpoints}
    own = [each for each in sources.study.analyses if each.endpoint in safety]
    answered = {
        number: objective
        for number, objective in numbered_objectives(sources, PLACES)
        if safety & set(objective.endpoints) & {each.endpoint for each in own}
    }
    covered = {name for objective in answered.values() for name in objective.endpoints}
    treatment = sources.study.conventions.treatment
    general = say("protocol-safety-general", {"treatment": treatment})
    measured = {name for each in sources.study.activities for name in each.domains}
    if measured & {"LB", "VS"} and not any(each.data_set in FINDINGS for each in own_endpoints):
        general = sentences(general, say("protocol-safety-not-summarised"))
    blocks: list[Block] = [Paragraph("protocol.10.7.general", general)]
    if answered:
        places = enumerated([refer(section_id(number)) for number in answered])
        blocks.append(Paragraph("protocol.10.7.see", say("protocol-safety-see", sections=places)))
    rest = [each for each in own if each.endpoint not in covered]
    if rest:
        blocks += _methods(sources, "10.7", rest, "safety")
    remarks = [
        (of_study("analyses", each.id, "remark"),) for each in own if each.remark is not None
    ]
    if remarks:
        blocks.append(Paragraph("protocol.10.7.remarks", sentences(*remarks), "note"))
    return tuple(blocks)


def test_names(sources: Sources, names: Sequence[str]) -> Content:
    """Return tests, named `ANALYSIS.TEST`, as a list in words."""
    return enumerated([test_label(sources, name) for name in names])
