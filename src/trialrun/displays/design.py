"""The pictures of a design: boundaries, and power over the effect, from its numbers alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from trialrun.displays.drawing import COLOURS, write_drawing
from trialrun.report import Message, Result, Slot, Values, plain_text, resolve_content, result_id
from trialrun.study import Study, study_id

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Numbers = Callable[..., float | None]


def draw_design(
    study: Study, results: Mapping[str, Result], language: str, folder: Path
) -> list[Path]:
    """
    Draw the pictures of a design report.

    Args:
        study: labels, and which tests there are.
        results: rows with `design:` ids.
        language: "en" or "zh".
        folder: a folder that is there; the files go to its `figures/`.
    Returns:
        SVG and PNG of each picture: `design_boundaries` (only with looks) and `design_power`.
    Raises:
        OutputError: a file can not be written.
    """
    values = Values(study, results)

    def words(name: str) -> str:
        return plain_text(resolve_content((Message(name),), language, values))

    def label(*path: str) -> str:
        return values.text(Slot(study_id(*path)), language)

    def number(*parts: str) -> float | None:
        row = results.get(result_id(*parts, prefix="design"))
        return None if row is None else row.value

    pictures: list[tuple[str, Callable[[Figure], None], float]] = []
    plan = study.planning.group_sequential if study.planning else None
    tests = [] if plan is None else [(plan.analysis, label("analyses", plan.analysis, "label"))]
    tests += [
        (each.endpoint, label("endpoints", each.endpoint, "label")) for each in study.sample_size
    ]
    if plan is not None and number(plan.analysis, "look1", "information") is not None:
        looks = len(plan.information)
        draw = partial(_boundaries, number, plan.analysis, looks, words)
        pictures.append(("boundaries", draw, 3.6))
    if any(number(name, "effect0", "power") is not None for name, _ in tests):
        pictures.append(("power", partial(_power, number, tests, words), 3.6))
    return [
        path
        for name, draw, height in pictures
        for path in write_drawing(folder, f"design_{name}", language, draw, (7.2, height))
    ]


def _plain(axes: Axes) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.grid(color="#e5e5e5", linewidth=0.6)
    axes.set_axisbelow(True)


def _boundaries(
    number: Numbers, analysis: str, looks: int, words: Callable[[str], str], figure: Figure
) -> None:
    """Bounds of Z at each look, by the share of the information."""
    axes = figure.add_subplot()
    first, last = 0.0, 0.0
    for key, colour, mark in (("efficacy_z", COLOURS[1], "o"), ("futility_z", COLOURS[2], "s")):
        points = [
            (100 * (number(analysis, f"look{k}", "information") or 0.0), z)
            for k in range(1, looks + 1)
            if (z := number(analysis, f"look{k}", key)) is not None
        ]
        if not points:
            continue
        axes.plot(
            *zip(*points, strict=True),
            color=colour,
            marker=mark,
            label=words(f"display-design-{key.replace('_', '-')}"),
        )
        for x, z in points:
            if key == "efficacy_z" or x < points[-1][0]:
                above = 7 if key == "efficacy_z" else -13
                axes.annotate(
                    f"{z:.3f}", (x, z), (0, above), textcoords="offset points", ha="center"
                )
        first, last = (
            chosen(e, *(z for _, z in points)) for chosen, e in ((min, first), (max, last))
        )
    axes.axhline(0, color="#9a9a9a", linewidth=0.8)
    axes.set_ylim(first - 0.5, last + 0.6)
    axes.set_xlim(0, 106)
    axes.set_xlabel(words("display-design-axis-information"))
    axes.set_ylabel(words("display-design-axis-z"))
    axes.legend(frameon=False, loc="lower right")
    _plain(axes)


def _power(
    number: Numbers,
    tests: list[tuple[str, str]],
    words: Callable[[str], str],
    figure: Figure,
) -> None:
    """Power of each test over the share of its planned effect."""
    axes = figure.add_subplot()
    for position, (name, label) in enumerate(tests, start=1):
        points = [
            (share, 100 * power)
            for share in range(0, 160, 10)
            if (power := number(name, f"effect{share}", "power")) is not None
        ]
        if points:
            colour = COLOURS[position % len(COLOURS)]
            axes.plot(*zip(*points, strict=True), color=colour, marker=".", label=label)
    axes.axvline(100, color="#9a9a9a", linewidth=0.8, linestyle=":")
    axes.set_ylim(0, 102)
    axes.set_xlabel(words("display-design-axis-share"))
    axes.set_ylabel(words("display-design-axis-power"))
    axes.legend(frameon=False, loc="lower right")
    _plain(axes)
