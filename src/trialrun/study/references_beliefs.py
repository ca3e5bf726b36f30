"""Faults of what a scenario believes that no schema sees."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

import numpy as np

from trialrun.study.faults import Found, unknown
from trialrun.study.model import Study
from trialrun.study.references_null import null_faults
from trialrun.study.scenarios import Scenario
from trialrun.study.yaml_source import Path_

_ROUNDING = 1e-8


def scenario_faults(study: Study, scenario: Scenario, path: Path_) -> Iterator[Found]:
    """
    Yield the faults of a scenario: names that are not there, beliefs said twice or not at all.

    Args:
        study: whose scenario it is.
        scenario: to be checked.
        path: of the scenario in the definition.
    """
    arms = [arm.id for arm in study.arms]
    endpoints = [endpoint.id for endpoint in study.endpoints]
    regions = [region.id for region in study.regions]
    for k, belief in enumerate(scenario.survival):
        inside: Path_ = (*path, "survival", k)
        yield from unknown((*inside, "endpoint"), belief.endpoint, "endpoint", endpoints)
        yield from unknown((*inside, "control"), belief.control, "arm", arms)
        for j, effect in enumerate(belief.effects):
            yield from unknown((*inside, "effects", j, "arm"), effect.arm, "arm", arms)
            if effect.arm == belief.control:
                yield (
                    (*inside, "effects", j, "arm"),
                    f"found {effect.arm}, the control",
                    "must be another arm: effects are against control",
                    "change the hazards of control instead.",
                )
            if effect.region is not None:
                place = (*inside, "effects", j, "region")
                yield from unknown(place, effect.region, "region", regions)
    for k, item in enumerate(scenario.continuous):
        inside = (*path, "continuous", k)
        yield from unknown((*inside, "endpoint"), item.endpoint, "endpoint", endpoints)
        for arm in arms:
            if arm not in item.means:
                yield (*inside, "means"), f"no means for arm {arm}", "every arm must have them", ""
        for arm in item.means:
            yield from unknown((*inside, "means", arm), arm, "arm", arms)
    for k, dropout in enumerate(scenario.dropout):
        if dropout.arm is not None:
            yield from unknown((*path, "dropout", k, "arm"), dropout.arm, "arm", arms)
    rules = [rule.id for rule in study.stopping_rules]
    for k, rate in enumerate(scenario.rule_rates):
        yield from unknown((*path, "rule_rates", k, "rule"), rate.rule, "stopping rule", rules)
        for arm in rate.rates:
            yield from unknown((*path, "rule_rates", k, "rates", arm), arm, "arm", arms)
    if not scenario.survival and not scenario.continuous:
        yield path, "says nothing of an endpoint", "survival or continuous must be there", ""
    yield from _twice(scenario, path)
    yield from _correlation(scenario, (*path, "correlation"))
    if scenario.kind == "null":
        yield from null_faults(study, scenario, (*path, "kind"))


def _twice(scenario: Scenario, path: Path_) -> Iterator[Found]:
    """Say which beliefs are said twice, so that one of them would be ignored."""

    def repeated(items: Iterable[tuple[Path_, Hashable, str]]) -> Iterator[Found]:
        seen: set[Hashable] = set()
        for place, key, what in items:
            if key in seen:
                yield (
                    (*path, *place),
                    f"a second entry for {what}",
                    "there can be one",
                    "remove one of them, or merge them.",
                )
            seen.add(key)

    survival, continuous = scenario.survival, scenario.continuous
    yield from repeated((("survival", k), b.endpoint, b.endpoint) for k, b in enumerate(survival))
    for k, belief in enumerate(survival):
        yield from repeated(
            (
                ("survival", k, "effects", j),
                (effect.arm, effect.region),
                f"{effect.arm} in {effect.region or 'all regions'}",
            )
            for j, effect in enumerate(belief.effects)
        )
    yield from repeated(
        (("continuous", k), belief.endpoint, belief.endpoint) for k, belief in enumerate(continuous)
    )
    yield from repeated(
        (("dropout", k), each.arm, each.arm or "all arms")
        for k, each in enumerate(scenario.dropout)
    )
    yield from repeated(
        (("rule_rates", k), each.rule, each.rule) for k, each in enumerate(scenario.rule_rates)
    )


def _correlation(scenario: Scenario, path: Path_) -> Iterator[Found]:
    """Say what keeps a matrix from being the correlation of the continuous endpoints."""
    size = scenario.dimension()
    rows = scenario.correlation
    if not size and not rows:
        return
    if len(rows) != size or any(len(row) != size for row in rows):
        shape = f"{len(rows)} rows of {', '.join(sorted({str(len(row)) for row in rows})) or '0'}"
        yield path, f"found {shape}", f"must be {size} rows of {size}", ""
        return
    matrix = np.array(rows, dtype=float)
    hint = "a correlation matrix is symmetric, 1 on its diagonal and positive definite."
    if not np.allclose(np.diag(matrix), 1, atol=_ROUNDING):
        yield path, "the diagonal is not 1", "every variable correlates with itself by 1", hint
    elif not np.allclose(matrix, matrix.T, atol=_ROUNDING):
        yield path, "is not symmetric", "row i column j must equal row j column i", hint
    elif np.abs(matrix).max() > 1:
        yield path, f"holds {matrix.flat[np.abs(matrix).argmax()]:g}", "must be -1 to 1", hint
    else:
        smallest = float(np.linalg.eigvalsh(matrix)[0])
        if smallest <= _ROUNDING:
            message = f"its smallest eigenvalue is {smallest:.3g}"
            yield path, message, "must be above 0: no such variables can exist", hint
