"""Faults that no schema sees: ids that lead nowhere, shares that sum to nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from trialrun.study.analyses import Analysis
from trialrun.study.base import Part
from trialrun.study.display import SubgroupsDisplay
from trialrun.study.faults import Found, near_match, unknown
from trialrun.study.model import Study
from trialrun.study.outline_plan import PLAN_DERIVATIONS, plan_outline
from trialrun.study.outline_protocol import protocol_headings
from trialrun.study.references_planning import planning_faults
from trialrun.study.references_synthesis import synthesis_faults
from trialrun.study.subgroups import find_subgroup
from trialrun.study.yaml_source import Fault, Path_, Source, path_text


def reference_faults(study: Study, source: Source) -> list[Fault]:
    """Return the faults of a definition that is right in shape, in the order of the file."""
    found: list[Found] = []
    for check in (
        _repeated_ids,
        _arms,
        _visits,
        _endpoints,
        _estimands,
        _populations,
        _analyses,
        _gates,
        _displays,
        _texts,
        planning_faults,
        synthesis_faults,
    ):
        found.extend(check(study))
    faults = [
        Fault(source.file, source.line(path), path_text(path), message, allowed, hint)
        for path, message, allowed, hint in found
    ]
    return sorted(faults, key=lambda fault: fault.line)


def _ids(items: Iterable[Part]) -> list[str]:
    return [str(getattr(item, "id", None) or getattr(item, "number", "")) for item in items]


def _repeated_ids(study: Study) -> Iterator[Found]:
    groups: dict[Path_, list[str]] = {
        (name,): _ids(getattr(study, name))
        for name in [
            "arms",
            "epochs",
            "visits",
            "activities",
            "objectives",
            "endpoints",
            "estimands",
            "populations",
            "analyses",
            "gates",
            "interim_looks",
            "stopping_rules",
            "calculations",
            "regions",
            "scenarios",
            "displays",
            "differences",
        ]
    }
    for name in ("inclusion", "exclusion", "discontinuation"):
        groups["eligibility", name] = _ids(getattr(study.eligibility, name))
    for path, names in groups.items():
        for position, name in enumerate(names):
            if name in names[:position]:
                field = "number" if path == ("displays",) else "id"
                yield (*path, position, field), f"{name!r} stands twice", "must be unique", ""
    codes = [arm.code for arm in study.arms]
    for position, code in enumerate(codes):
        if code in codes[:position]:
            yield ("arms", position, "code"), f"{code!r} stands twice", "must be unique", ""


def _arms(study: Study) -> Iterator[Found]:
    if sum(arm.allocation for arm in study.arms) <= 0:
        yield (
            ("arms", 0, "allocation"),
            "the allocation of the arms sums to 0",
            "at least one arm must have a share above 0",
            "write allocation: 1 for equal shares.",
        )


def _visits(study: Study) -> Iterator[Found]:
    epochs = _ids(study.epochs)
    for position, visit in enumerate(study.visits):
        yield from unknown(("visits", position, "epoch"), visit.epoch, "epoch", epochs)
        window = visit.window_days
        if window and window[0] > window[1]:
            yield (
                ("visits", position, "window_days"),
                f"found {list(window)}",
                "must go from the earlier to the later",
                "",
            )
    names = _ids(study.visits)
    for position, activity in enumerate(study.activities):
        for k, name in enumerate(activity.visits):
            yield from unknown(("activities", position, "visits", k), name, "visit", names)


def _endpoints(study: Study) -> Iterator[Found]:
    names = _ids(study.endpoints)
    data_sets = list(type(study.analysis_data).model_fields)
    for position, objective in enumerate(study.objectives):
        for k, name in enumerate(objective.endpoints):
            yield from unknown(("objectives", position, "endpoints", k), name, "endpoint", names)
    for position, endpoint in enumerate(study.endpoints):
        path: Path_ = ("endpoints", position)
        yield from unknown((*path, "data_set"), endpoint.data_set, "analysis data set", data_sets)
        if endpoint.data_set in data_sets and not getattr(study.analysis_data, endpoint.data_set):
            yield (
                (*path, "data_set"),
                f"{endpoint.data_set} is not derived",
                f"analysis_data.{endpoint.data_set} must be there",
                "",
            )
        analysed = {analysis.endpoint for analysis in study.analyses}
        shown = {getattr(display, "parameter", None) for display in study.displays}
        if endpoint.id not in analysed and endpoint.parameter not in shown:
            yield (
                (*path, "id"),
                f"the endpoint {endpoint.id!r} has no analysis",
                "every endpoint must be named by an analysis",
                f"add an entry with endpoint: {endpoint.id} under analyses.",
            )
    for position, size in enumerate(study.sample_size):
        yield from unknown(("sample_size", position, "endpoint"), size.endpoint, "endpoint", names)


def _estimands(study: Study) -> Iterator[Found]:
    for position, estimand in enumerate(study.estimands):
        path: Path_ = ("estimands", position)
        yield from unknown(
            (*path, "endpoint"), estimand.endpoint, "endpoint", _ids(study.endpoints)
        )
        yield from unknown(
            (*path, "population"), estimand.population, "population", _ids(study.populations)
        )


def _populations(study: Study) -> Iterator[Found]:
    names = _ids(study.populations)
    for position, population in enumerate(study.populations):
        within = population.rule.within
        if within is None:
            continue
        path: Path_ = ("populations", position, "rule", "within")
        yield from unknown(path, within, "population", names)
        if within in names[position:]:
            yield path, f"{within!r} stands later or is itself", "must stand above", ""


def _analyses(study: Study) -> Iterator[Found]:
    arms = _ids(study.arms)
    for position, analysis in enumerate(study.analyses):
        path: Path_ = ("analyses", position)
        yield from unknown(
            (*path, "endpoint"), analysis.endpoint, "endpoint", _ids(study.endpoints)
        )
        yield from unknown(
            (*path, "population"), analysis.population, "population", _ids(study.populations)
        )
        yield from _pairs(path, analysis.comparisons, arms)
        yield from _subgroups(study, analysis, path)


def _subgroups(study: Study, analysis: Analysis, path: Path_) -> Iterator[Found]:
    """Say where an effect can not be estimated in subgroups, or their levels have no names."""
    if analysis.subgroups and (analysis.method != "logrank" or not analysis.comparisons):
        allowed = "need the method logrank and a comparison"
        yield (*path, "subgroups"), f"{analysis.id} has the method {analysis.method}", allowed, ""
    for k, name in enumerate(analysis.subgroups):
        if find_subgroup(study, name) is None:
            yield (
                (*path, "subgroups", k),
                f"{name} has no levels",
                "must be a stratum of planning.strata or a row of a table of characteristics",
                "name its levels in one of the two.",
            )


def _pairs(path: Path_, pairs: tuple[tuple[str, str], ...], arms: list[str]) -> Iterator[Found]:
    for k, pair in enumerate(pairs):
        for side, name in enumerate(pair):
            yield from unknown((*path, "comparisons", k, side), name, "arm", arms)
        if pair[0] == pair[1]:
            place = (*path, "comparisons", k)
            yield place, "an arm compared with itself", "must be two arms", ""


def _gates(study: Study) -> Iterator[Found]:
    tests: list[str] = []
    for analysis in study.analyses:
        if analysis.dose_response:
            tests.append(f"{analysis.id}.dose")
        tests.extend(f"{analysis.id}.{one}-{other}" for one, other in analysis.comparisons)
    for position, gate in enumerate(study.gates):
        for side in ("first", "then"):
            for k, name in enumerate(getattr(gate, side)):
                yield from unknown(("gates", position, side, k), name, "test", tests)


def _displays(study: Study) -> Iterator[Found]:
    populations = _ids(study.populations)
    analyses = _ids(study.analyses)
    arms = _ids(study.arms)
    data_sets = [
        name
        for name in type(study.analysis_data).model_fields
        if getattr(study.analysis_data, name) is not None
    ]
    for position, display in enumerate(study.displays):
        path: Path_ = ("displays", position)
        if display.population is not None:
            yield from unknown((*path, "population"), display.population, "population", populations)
        for k, name in enumerate(getattr(display, "populations", ())):
            yield from unknown((*path, "populations", k), name, "population", populations)
        if getattr(display, "analysis", None) is not None:
            name = getattr(display, "analysis", "")
            yield from unknown((*path, "analysis"), name, "analysis", analyses)
            if display.kind in {"kaplan-meier", "subgroups"} and name in analyses:
                method = study.analysis(name).method
                if method != "logrank":
                    place, allowed = (*path, "analysis"), "its method must be logrank"
                    yield place, f"{name} has the method {method}", allowed, ""
            if isinstance(display, SubgroupsDisplay) and name in analyses:
                yield from _subgroups_display(study.analysis(name), display, path)
        if hasattr(display, "data_set"):
            yield from unknown((*path, "data_set"), display.data_set, "data set", data_sets)
        for k, group in enumerate(getattr(display, "groups", ())):
            inside = (*path, "groups", k)
            if hasattr(group, "data_set"):
                yield from unknown((*inside, "data_set"), group.data_set, "data set", data_sets)
            yield from _pairs(inside, getattr(group, "comparisons", ()), arms)
        yield from _pairs(path, getattr(display, "comparisons", ()), arms)


def _texts(study: Study) -> Iterator[Found]:
    """Texts of a section that protocol or plan do not have would stand nowhere."""
    counts = Counter[str](each.level for each in study.objectives)
    protocol = {heading.number for heading in protocol_headings(counts)} | {"amendment"}
    derived = [each for each in vars(study.analysis_data).values() if each is not None]
    data_sets = {f"{PLAN_DERIVATIONS}.{k}" for k in range(1, len(derived) + 1)}
    known = {"protocol_text": protocol, "plan_text": {*plan_outline(), *data_sets}}
    outlines = {"protocol_text": "the protocol (ICH M11)", "plan_text": "the analysis plan"}
    for name, sections in known.items():
        for key in getattr(study, name):
            if key not in sections:
                allowed = f"must be a section number of {outlines[name]}"
                yield (name, key), f"no section {key!r}", allowed, near_match(key, sorted(sections))


def _subgroups_display(
    analysis: Analysis, display: SubgroupsDisplay, path: Path_
) -> Iterator[Found]:
    if not analysis.subgroups:
        message, hint = f"{analysis.id} has no subgroups", "name variables of ADSL there."
        yield (*path, "analysis"), message, f"analyses.{analysis.id}.subgroups must be there", hint
    if display.comparison is not None and display.comparison not in analysis.comparisons:
        pairs = ", ".join("-".join(pair) for pair in analysis.comparisons)
        found = "-".join(display.comparison)
        yield (
            (*path, "comparison"),
            f"{analysis.id} does not compare {found}",
            f"one of {pairs}",
            "",
        )
