"""The forest plot: hazard ratios of all subjects and of each level of the subgroups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trialrun.displays.drawing import COLOURS, SHELL, draw_mark, write_drawing
from trialrun.displays.parts import arm_label, message
from trialrun.displays.subgroups import OVERALL, compared_arms, subgroups_of
from trialrun.report import (
    Content,
    Message,
    Result,
    Slot,
    Values,
    plain_text,
    resolve_content,
    result_id,
)
from trialrun.study import Study, SubgroupsDisplay, study_id

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INDENT = 4 * " "
TICKS = (0.05, 0.1, 0.25, 0.5, 1, 2, 4, 10, 20)
REACH = (1 / 20, 20)
"""Limits beyond these are drawn as arrows."""


@dataclass(frozen=True)
class _Line:
    """A line of the plot: a name, and an effect where it is no heading."""

    label: str
    effect: tuple[float, float, float] | None = None
    whole: bool = False


@dataclass(frozen=True)
class _Words:
    """What is written around the lines."""

    ratio: str
    better: tuple[str, str]
    note: str = ""
    mark: str = ""


def draw_forest(
    study: Study,
    display: SubgroupsDisplay,
    results: Mapping[str, Result],
    language: str,
    folder: Path,
    *,
    mark: Content = (),
) -> tuple[Path, Path]:
    """
    Draw the hazard ratios of a subgroups display with their limits, on a log scale.

    Args:
        study: labels, and which direction is the better one.
        display: which display.
        results: with `NUMBER.overall.hazard_ratio|lower|upper` and those of each level.
        language: "en" or "zh".
        folder: a folder that is there; the files go to its `figures/`.
        mark: what the drawing says above and across its lines, as of synthetic data.
    Returns:
        `figures/NUMBER.LANGUAGE.svg` and `.png`.
    Raises:
        FontError: no font has the language's characters.
        OutputError: a file can not be written.
    """
    return _draw(study, display, results, language, folder, name=display.number, mark=mark)


def draw_forest_shell(
    study: Study, display: SubgroupsDisplay, language: str, folder: Path
) -> tuple[Path, Path]:
    """Draw the layout of a forest plot before there are data: the same effect in every line."""
    note = message("display-shell-drawing")
    alike = {each.id: each for each in _schematic(study, display)}
    name = f"{SHELL}{display.number}"
    return _draw(study, display, alike, language, folder, name=name, note=note)


def _keys(study: Study, display: SubgroupsDisplay) -> Iterator[tuple[str, ...]]:
    yield (OVERALL,)
    for subgroup in subgroups_of(study, display):
        for level in subgroup.levels:
            yield subgroup.variable, level.value


def _schematic(study: Study, display: SubgroupsDisplay) -> Iterator[Result]:
    for key in _keys(study, display):
        half = 0.3 if key == (OVERALL,) else 0.6
        for word, value in (("hazard_ratio", 1.0), ("lower", exp(-half)), ("upper", exp(half))):
            name = result_id(display.number, *key, word)
            yield Result(name, display.number, method="schematic", operation=word, value=value)


def _draw(
    study: Study,
    display: SubgroupsDisplay,
    results: Mapping[str, Result],
    language: str,
    folder: Path,
    *,
    name: str,
    note: Content = (),
    mark: Content = (),
) -> tuple[Path, Path]:
    values = Values(study, results)

    def text(content: Content) -> str:
        return plain_text(resolve_content(content, language, values))

    def label(path: tuple[str, ...]) -> str:
        return text((Slot(study_id(*path)),))

    def effect(*key: str) -> tuple[float, float, float] | None:
        found = [
            results[result_id(display.number, *key, word)].value
            for word in ("hazard_ratio", "lower", "upper")
        ]
        ratio, lower, upper = found
        return None if ratio is None or lower is None or upper is None else (ratio, lower, upper)

    lines = [_Line(text(message("display-all-levels")), effect(OVERALL), whole=True)]
    for subgroup in subgroups_of(study, display):
        lines.append(_Line(label(subgroup.label)))
        lines += [
            _Line(INDENT + label(level.label), effect(subgroup.variable, level.value))
            for level in subgroup.levels
        ]
    endpoint = study.endpoint(study.analysis(display.analysis).endpoint)
    arms = compared_arms(study, display)
    left, right = arms if endpoint.better != "lower" else arms[::-1]
    words = _Words(
        ratio=text(message("display-ratio-axis")),
        better=(
            text((Message("display-favours", (("arm", arm_label(study, left)),)),)),
            text((Message("display-favours", (("arm", arm_label(study, right)),)),)),
        ),
        note=text(note),
        mark=text(mark),
    )
    size = (7.2, 1.4 + 0.26 * len(lines))
    return write_drawing(folder, name, language, partial(_fill, lines, words), size)


def _fill(lines: list[_Line], words: _Words, figure: Figure) -> None:
    """Draw the lines from top to bottom."""
    axes = figure.add_subplot()
    for position, line in enumerate(lines):
        if line.effect is not None:
            _draw_effect(axes, position, line)
    axes.axvline(1, color="#4d4d4d", linewidth=0.8, zorder=1)
    axes.set_xscale("log")
    _limit(axes, lines)
    axes.set_yticks(range(len(lines)))
    axes.set_yticklabels([line.label for line in lines], ha="left")
    axes.tick_params(axis="y", length=0, pad=_pad(lines))
    axes.set_ylim(len(lines) - 0.4, -0.6)
    axes.set_xlabel(f"{words.better[0]}  ←      {words.ratio}      →  {words.better[1]}")
    axes.grid(axis="x", color="#e5e5e5", linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    if words.note:  # at the line of the first heading, which has no effect
        where: Any = {"transform": axes.get_yaxis_transform(), "ha": "center", "va": "center"}
        axes.text(
            0.5, 1, words.note, color="#8a8a8a", fontsize=14, backgroundcolor="white", **where
        )
    if words.mark:
        draw_mark(figure, axes, words.mark)


def _pad(lines: list[_Line]) -> float:
    """Return the room for the longest name, in points; a Chinese character is twice as wide."""
    widths = [sum(1.0 if ord(letter) > 0x2E7F else 0.6 for letter in line.label) for line in lines]
    return 10 + 9.5 * max(widths)


def _draw_effect(axes: Axes, position: int, line: _Line) -> None:
    if line.effect is None:
        return
    ratio, lower, upper = line.effect
    colour = COLOURS[0] if line.whole else COLOURS[1]
    low, high = max(lower, REACH[0]), min(upper, REACH[1])
    axes.plot([low, high], [position, position], color=colour, linewidth=1.4, zorder=2)
    for limit, end, shape in ((lower, low, "<"), (upper, high, ">")):
        cut = limit != end
        axes.plot(end, position, shape if cut else "|", color=colour, markersize=6, zorder=2)
    if REACH[0] <= ratio <= REACH[1]:
        shape = "D" if line.whole else "s"
        axes.plot(ratio, position, shape, color=colour, markersize=6, zorder=3)


def _limit(axes: Axes, lines: list[_Line]) -> None:
    """Choose the scale: the same distance to both sides of no effect, ticks that people read."""
    ends = [limit for line in lines if line.effect for limit in line.effect[1:]]
    reach = max([2.0, *(max(each, 1 / each) for each in ends if each > 0)])
    reach = min(reach * 1.1, REACH[1] * 1.05)
    axes.set_xlim(1 / reach, reach)
    ticks = [each for each in TICKS if 1 / reach <= each <= reach]
    axes.set_xticks(ticks, [f"{each:g}" for each in ticks])
    axes.set_xticks([], minor=True)
