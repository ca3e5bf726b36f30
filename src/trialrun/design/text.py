"""A design as a page of plain text, for the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from math import isfinite
from typing import Any

from trialrun.design.calculated_text import calculation_json, calculation_text
from trialrun.design.design import FixedDesign, Look, RuleDesign, SequentialDesign
from trialrun.design.study_design import Design


def design_text(design: Design) -> str:
    """
    Write a design as tables for reading in a terminal.

    Args:
        design: of a study.
    Returns:
        Lines of text; nothing for an empty design.

    >>> from ruamel.yaml import YAML
    >>> from trialrun.design.study_design import design_study
    >>> from trialrun.study import Study, study_template
    >>> study = Study.model_validate(YAML(typ="safe").load(study_template()))
    >>> print(design_text(design_study(study)))
    Two means, one look (alpha two-sided)
    <BLANKLINE>
      endpoint  difference  SD  alpha  power  per arm  t test  planned   power
      WEIGHT12         2.5   5   0.05    0.8    62.79      64       64  0.8015
    """
    parts = []
    if design.sequential is not None:
        parts.append(_sequential(design.sequential))
    if design.fixed:
        parts.append(_fixed(design.fixed))
    parts += [_rule(rule) for rule in design.rules]
    parts += [calculation_text(made) for made in design.calculations]
    return "\n\n".join(parts)


def design_json(design: Design) -> dict[str, Any]:
    """
    Return a design as values for JSON: its parts, and every number by its `design:` id.

    A bound that nothing crosses is null.

    Args:
        design: of a study.
    Returns:
        A dictionary of `sequential` (null where there is none), `fixed`, `rules`, `calculations`
        and `results`.

    >>> from ruamel.yaml import YAML
    >>> from trialrun.design.study_design import design_study
    >>> from trialrun.study import Study, study_template
    >>> study = Study.model_validate(YAML(typ="safe").load(study_template()))
    >>> found = design_json(design_study(study))
    >>> sorted(found), found["fixed"][0]["per_arm"]
    (['calculations', 'fixed', 'results', 'rules', 'sequential'], 63)
    """
    found: dict[str, Any] = {
        "sequential": None if design.sequential is None else asdict(design.sequential),
        "fixed": [asdict(size) for size in design.fixed],
        "rules": [{**asdict(rule), "reproduced_by": rule.reproduced_by()} for rule in design.rules],
        "calculations": [calculation_json(made) for made in design.calculations],
        "results": {
            row.id: row.value for row in design.results() if not row.operation.startswith("words.")
        },
    }
    return {name: _finite(part) for name, part in found.items()}


def _finite(value: Any) -> Any:
    """Return a value for JSON, which knows no infinite number: null in its place."""
    if isinstance(value, dict):
        return {name: _finite(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(part) for part in value]
    return None if isinstance(value, float) and not isfinite(value) else value


def _sequential(test: SequentialDesign) -> str:
    futility = "" if test.looks[0].futility_z is None else "non-binding "
    if test.binding:
        futility = "binding "
    kind = f", {futility}futility" if futility else ""
    lines = [
        f"{test.analysis}: {test.experimental} against {test.control}, {len(test.looks)} looks{kind}",
        (
            f"  one-sided alpha {test.alpha:g}, power {test.power:g} under {test.scenario} "
            f"(hazard ratio {test.hazard_ratio:.3f})"
        ),
        (
            f"  {test.events} events ({test.events_exact:.1f} needed, {test.events_fixed:.1f} with one "
            f"look, inflation {test.inflation:.4f}); power with them {test.planned_power:.4f} by expected "
            f"scores, {test.power_schoenfeld:.4f} by Schoenfeld"
        ),
        (
            f"  {test.subjects} subjects, the last expected in month {test.last_patient_in:.1f}; "
            f"{test.average_events:.1f} events on average ({test.average_events_null:.1f} without "
            "effect)"
        ),
        "",
    ]
    head = ["look", "events", "month", "efficacy Z", "p", "HR", "alpha spent", "stop", "stop H0"]
    rows = [[*_look(look)] for look in test.looks]
    if test.looks[0].futility_z is not None:
        head += ["futility Z", "HR", "stop", "stop H0"]
        rows = [[*row, *_futility(look)] for row, look in zip(rows, test.looks, strict=True)]
    return "\n".join(lines) + "\n" + _table(head, rows)


def _look(look: Look) -> list[str]:
    return [
        f"{look.number} ({look.information:g})",
        str(look.events),
        f"{look.month:.1f}",
        f"{look.efficacy_z:.4f}",
        f"{look.efficacy_p:.5f}",
        "" if look.hazard_ratio is None else f"{look.hazard_ratio:.3f}",
        f"{look.alpha_spent:.5f}",
        f"{look.stop_efficacy:.4f}",
        f"{look.stop_efficacy_null:.4f}",
    ]


def _futility(look: Look) -> list[str]:
    if look.futility_z is None:
        return ["", "", "", ""]
    ratio = look.futility_hazard_ratio
    return [
        f"{look.futility_z:.4f}",
        "" if ratio is None else f"{ratio:.3f}",
        f"{look.stop_futility:.4f}",
        f"{look.stop_futility_null:.4f}",
    ]


def _fixed(sizes: Sequence[FixedDesign]) -> str:
    head = [
        "endpoint",
        "difference",
        "SD",
        "alpha",
        "power",
        "per arm",
        "t test",
        "planned",
        "power",
    ]
    rows = [
        [
            size.endpoint,
            f"{size.difference:g}",
            f"{size.standard_deviation:g}",
            f"{size.alpha:g}",
            f"{size.target_power:g}",
            f"{size.per_arm_exact:.2f}",
            str(size.per_arm_t),
            str(size.planned),
            f"{size.power:.4f}",
        ]
        for size in sizes
    ]
    return "Two means, one look (alpha two-sided)\n\n" + _table(head, rows)


def _rule(rule: RuleDesign) -> str:
    lines = [
        (
            f"{rule.rule}: rates {rule.null_rate:g} against {rule.null_rate:g} and "
            f"{rule.alternative_rate:g}, {rule.looks} looks, {rule.subjects} subjects an arm"
        )
    ]
    rows = [["as planned", f"{rule.type_i_error:.4f}", f"{rule.power:.4f}"]]
    rows += [
        [reading.name.replace("_", " "), f"{reading.type_i_error:.4f}", f"{reading.power:.4f}"]
        for reading in rule.readings
    ]
    if rule.stated_type_i_error is not None or rule.stated_power is not None:
        stated = [
            "" if figure is None else f"{figure:.4f}"
            for figure in (rule.stated_type_i_error, rule.stated_power)
        ]
        found = rule.reproduced_by()
        how = f"given by: {found.replace('_', ' ')}" if found else "given by no reading above"
        rows.append(["stated", *stated, how])
    return "\n".join(lines) + "\n\n" + _table(["reading", "type I error", "power"], rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as what they hold: the first to the left, the others to the right."""
    widths = [max(len(row[k]) for row in [head, *rows] if k < len(row)) for k in range(len(head))]
    lines = []
    for row in [head, *rows]:
        cells = [
            cell.ljust(width) if k == 0 else cell.rjust(width)
            for k, (cell, width) in enumerate(zip(row, widths, strict=False))
        ]
        lines.append(("  " + "  ".join([*cells, *row[len(head) :]])).rstrip())
    return "\n".join(lines)
