"""Which results each display asks for, with their formats: known before there are any data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from trialrun.displays.characteristics import STATISTICS
from trialrun.displays.disposition import steps_of
from trialrun.displays.parts import TOTAL, arm_ids
from trialrun.displays.subgroups import OVERALL, compared_arms, subgroups_of
from trialrun.report import Result, id_part, result_id
from trialrun.study import (
    AdverseEventsDisplay,
    ChangeByVisitDisplay,
    Characteristic,
    CharacteristicsDisplay,
    ComparisonDisplay,
    Display,
    DispositionDisplay,
    ExposureDisplay,
    FindingsOptions,
    PopulationsDisplay,
    SitesDisplay,
    Study,
    SubgroupsDisplay,
    SurvivalDisplay,
    reasons_for_leaving,
    row_keys,
)

CLASS, TERMS, SITE = "CLASS", ("TERM-A", "TERM-B"), "SITE"
"""Stand for what only the data will name."""

SLOPE_DECIMALS = 3
"""Decimals more that a slope has than a mean."""


def expected_results(study: Study, display: Display) -> Iterator[Result]:
    """
    Yield every result that a display asks for, with its format and a value that stands for any.

    Where the data will name the rows (adverse events, sites), a few made-up names stand for them;
    `text` is then the message that a shell prints in their place.
    """
    yield from EXPECTED[display.kind](study, display)


def _result(*parts: str, form: str = "int", text: str | None = None, **more: Any) -> Result:
    operation = more.pop("operation", "value")
    analysis = more.pop("analysis", parts[0])
    return Result(
        result_id(*parts),
        analysis=analysis,
        method="expected",
        operation=operation,
        value=None if text else 1.0,
        text=text,
        format=form,
        **more,
    )


def _sizes(study: Study, *key: str) -> Iterator[Result]:
    for arm in arm_ids(study, total=True):
        yield _result(*key, "N", arm)


def _share(study: Study, *key: str) -> Iterator[Result]:
    for arm in arm_ids(study, total=True):
        yield _result(*key, "count", arm)
        yield _result(*key, "percent", arm, form=f"pct{study.conventions.percent_decimals}")


def _statistics(study: Study, decimals: int, *key: str) -> Iterator[Result]:
    for word in STATISTICS:
        form = "int" if word == "n" else f"d{decimals + (word == 'sd')}"
        for arm in arm_ids(study, total=True):
            yield _result(*key, word, arm, form=form)


def _populations(study: Study, display: PopulationsDisplay) -> Iterator[Result]:
    yield from _sizes(study, display.number)
    for name in display.populations:
        yield from _share(study, display.number, name)


def _disposition(study: Study, display: DispositionDisplay) -> Iterator[Result]:
    number = display.number
    yield from _sizes(study, number)
    reasons = [f"reason-{place}" for place, _ in reasons_for_leaving(study)]
    for key in (*steps_of(study), *reasons):
        for arm in arm_ids(study, total=True):
            yield _result(number, key, "count", arm)
            yield _result(number, key, "percent", arm, form=f"pct{display.percent_decimals}")


def _sites(study: Study, display: SitesDisplay) -> Iterator[Result]:
    number = display.number
    yield from _sizes(study, number)
    for word, variable in (("pooled", display.pooled_site), ("site", display.site)):
        yield Result(
            result_id(number, word, SITE),
            analysis=number,
            method="expected",
            operation="text",
            text=SITE,
            format="display-shell-name",
            variable=variable,
        )
    for name in display.populations:
        for arm in arm_ids(study, total=True):
            for site in (SITE, TOTAL):
                yield _result(number, name, arm, site)


def _characteristics(study: Study, display: CharacteristicsDisplay) -> Iterator[Result]:
    yield from _sizes(study, display.number)
    for key, row in zip(row_keys(display.rows), display.rows, strict=True):
        yield from _characteristic(study, display.number, key, row)


def _characteristic(study: Study, number: str, key: str, row: Characteristic) -> Iterator[Result]:
    if row.kind == "continuous":
        yield from _statistics(study, row.decimals, number, key)
    else:
        for arm in arm_ids(study, total=True):
            yield _result(number, key, "n", arm)
        for level in row.levels:
            yield from _share(study, number, key, level.value)
            if row.test == "fisher" and level.tested:
                yield _result(number, key, level.value, "p_value", form="p4g")
    if row.test in {"anova", "chi-square"}:
        yield _result(number, key, "p_value", form="p4")


def _comparison(study: Study, display: ComparisonDisplay) -> Iterator[Result]:
    analysis = study.analysis(display.analysis)
    decimals = display.decimals
    yield from _sizes(study, analysis.id)
    for block in _blocks(study, display):
        for word in STATISTICS:
            more = {"n": 0, "min": 0, "max": 0, "sd": 2}.get(word, 1)
            form = "int" if word == "n" else f"d{decimals + more}"
            for arm in arm_ids(study, total=False):
                yield _result(analysis.id, block, word, arm, form=form)
    tests = [(f"{one}-{other}", 0) for one, other in analysis.comparisons]
    if analysis.dose_response:
        tests.append(("dose", SLOPE_DECIMALS))
    for key, finer in tests:
        for word, more in (("estimate", 1), ("se", 2), ("lower", 1), ("upper", 1)):
            yield _result(analysis.id, key, word, form=f"d{decimals + more + finer}")
        yield _result(analysis.id, key, "p_value", form="p3")


def _blocks(study: Study, display: ComparisonDisplay) -> Iterator[str]:
    """Yield the blocks of rows that the endpoint's data set will hold, as far as defined."""
    endpoint = study.endpoint(study.analysis(display.analysis).endpoint)
    options = getattr(study.analysis_data, endpoint.data_set, None)
    if getattr(options, "baseline_visit", 0) is not None:
        yield "baseline"
    yield "visit"
    if endpoint.variable == "CHG":
        yield "change"


def _adverse_events(study: Study, display: AdverseEventsDisplay) -> Iterator[Result]:
    number = display.number
    outer, inner = display.levels
    yield from _sizes(study, number)
    keys: list[tuple[str, ...]] = [("any",), (CLASS,), *((CLASS, term) for term in TERMS)]
    for key in keys:
        groups = dict(zip((outer, inner), key, strict=False)) if key != ("any",) else {}
        if groups:
            yield Result(
                result_id(number, "term", *key),
                analysis=number,
                method="expected",
                operation="text",
                text=key[-1],
                format="display-shell-term" if len(groups) > 1 else "display-shell-class",
                groups=groups,
            )
        for arm in arm_ids(study, total=True):
            yield _result(number, "subjects", arm, *key)
            yield _result(number, "percent", arm, *key, form=f"pct{display.percent_decimals}")
            yield _result(number, "events", arm, *key)
        for one, other in display.comparisons:
            yield _result(number, "p_value", f"{one}-{other}", *key, form="p3g")


def _change_by_visit(study: Study, display: ChangeByVisitDisplay) -> Iterator[Result]:
    for group in display.groups:
        options = getattr(study.analysis_data, group.data_set, None)
        for parameter in group.parameters:
            for visit in display.visits:
                shown = ("AVAL",) if _no_change(options, visit.value) else ("AVAL", "CHG")
                key = (display.number, parameter.value, id_part(visit.value))
                for arm in arm_ids(study, total=False):
                    yield _result(*key, "AVAL", "n", arm)
                    for variable in shown:
                        mean, spread = f"d{display.decimals}", f"d{display.decimals + 1}"
                        yield _result(*key, variable, "mean", arm, form=mean)
                        yield _result(*key, variable, "sd", arm, form=spread)


def _no_change(options: object, visit: str) -> bool:
    """Return whether a visit is the baseline of a data set that gives no change there."""
    if not isinstance(options, FindingsOptions) or options.change_at_baseline:
        return False
    baseline = [v.label.en for v in options.visits if options.baseline_visit in v.visits]
    return visit in baseline


def _exposure(study: Study, display: ExposureDisplay) -> Iterator[Result]:
    for name in display.populations:
        yield from _sizes(study, display.number, name)
        for key, row in zip(row_keys(display.rows), display.rows, strict=True):
            yield from _statistics(study, row.decimals, display.number, name, key)


def _survival(study: Study, display: SurvivalDisplay) -> Iterator[Result]:
    number = display.number
    yield from _sizes(study, number)
    for arm in arm_ids(study, total=False):
        for word in ("events", "censored"):
            yield _result(number, word, arm)
        for word in ("median", "median_lower", "median_upper"):
            yield _result(number, word, arm, form="d1")
        for time in display.times:
            yield _result(number, "at_risk", arm, f"{time:g}")
    if display.tests_all_arms:
        yield _result(number, "logrank", "p_value", form="p3")
    if display.analysis is not None:
        analysis = study.analysis(display.analysis)
        for one, other in analysis.comparisons:
            for word in ("estimate", "lower", "upper"):
                yield _result(analysis.id, f"{one}-{other}", word, form="d2")
            yield _result(analysis.id, f"{one}-{other}", "p_value", form="p4")


def _subgroups(study: Study, display: SubgroupsDisplay) -> Iterator[Result]:
    number, pair = display.number, compared_arms(study, display)
    keys: list[tuple[str, ...]] = [(OVERALL,)]
    for subgroup in subgroups_of(study, display):
        yield _result(number, subgroup.variable, "interaction", "p_value", form="p4")
        keys += [(subgroup.variable, level.value) for level in subgroup.levels]
        if subgroup.region and study.rehearsal is not None:
            for level in subgroup.levels:
                key = (number, subgroup.variable, level.value)
                yield _result(*key, "share", form="pct0")
                yield _result(*key, "method1", text="yes", form="display-shell-held")
    for own in keys:
        for arm in pair:
            yield _result(number, *own, "subjects", arm)
            yield _result(number, *own, "events", arm)
        for word in ("hazard_ratio", "lower", "upper"):
            yield _result(number, *own, word, form="d2")


EXPECTED: dict[str, Callable[[Study, Any], Iterator[Result]]] = {
    "populations": _populations,
    "disposition": _disposition,
    "sites": _sites,
    "characteristics": _characteristics,
    "comparison": _comparison,
    "adverse-events": _adverse_events,
    "change-by-visit": _change_by_visit,
    "exposure": _exposure,
    "kaplan-meier": _survival,
    "subgroups": _subgroups,
}
"""The function of each kind of display."""
