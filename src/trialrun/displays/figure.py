"""The survival curves of a Kaplan-Meier display."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trialrun.displays.drawing import SHELL, draw_mark, write_drawing
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
from trialrun.study import Study, SurvivalDisplay, study_id

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STYLES = (
    ("#4d4d4d", "solid"),
    ("#0072b2", (0, (6, 2))),
    ("#d55e00", (0, (4, 1, 1, 1))),
    ("#009e73", (0, (1, 1))),
    ("#cc79a7", (0, (8, 2, 1, 2))),
)
"""Colour and dashes of the arms in order: told apart without colour too."""


def draw_curves(
    study: Study,
    display: SurvivalDisplay,
    results: Mapping[str, Result],
    language: str,
    folder: Path,
    *,
    mark: Content = (),
) -> tuple[Path, Path]:
    """
    Draw survival curves from the results of a Kaplan-Meier display.

    Args:
        study: arms and labels.
        display: which display.
        results: with `NUMBER.survival.ARM.TIME` and `NUMBER.censored_at.ARM.TIME`.
        language: "en" or "zh".
        folder: a folder that is there; the files go to its `figures/`.
        mark: what the drawing says above and across its curves, as of synthetic data.
    Returns:
        `figures/NUMBER.LANGUAGE.svg` and `.png`. Letters are outlines, so that a page needs no
        font; nothing of the clock or of the machine is in them.
    Raises:
        FontError: no font has the language's characters.
        OutputError: a file can not be written.
    """
    return _draw(study, display, results, language, folder, name=display.number, mark=mark)


def draw_curves_shell(
    study: Study, display: SurvivalDisplay, language: str, folder: Path
) -> tuple[Path, Path]:
    """
    Draw the layout of a figure before there are data: axes, legend and the same curve for every arm.

    Returns:
        `figures/shell-NUMBER.LANGUAGE.svg` and `.png` under the folder.
    Raises:
        FontError: no font has the language's characters.
        OutputError: a file can not be written.
    """
    note: Content = (Message("display-shell-drawing"),)
    made_up = {row.id: row for row in _schematic(study, display)}
    name = f"{SHELL}{display.number}"
    return _draw(study, display, made_up, language, folder, name=name, note=note)


def _schematic(study: Study, display: SurvivalDisplay) -> Iterator[Result]:
    """Yield curves that only show the layout: even steps, the same for every arm."""
    end = max(display.times, default=1.0) or 1.0
    for arm in study.arms:
        for step in range(11):
            time = end * step / 10
            yield Result(
                result_id(display.number, "survival", arm.id, f"{time:g}"),
                analysis=display.number,
                method="schematic",
                operation="survival",
                value=1 - step * 0.05,
                groups={"AVAL": f"{time:g}"},
            )


def _draw(
    study: Study,
    display: SurvivalDisplay,
    results: Mapping[str, Result],
    language: str,
    folder: Path,
    *,
    name: str,
    note: Content = (),
    mark: Content = (),
) -> tuple[Path, Path]:
    """Draw curves to `figures/NAME.LANGUAGE.svg` and `.png`, with a note or mark across them."""

    def fill(figure: Figure) -> None:
        axes = figure.add_subplot()
        _draw_survival(axes, study, display, results, language)
        if note:
            words = plain_text(resolve_content(note, language, Values(study, {})))
            where: Any = {"transform": axes.transAxes, "ha": "center", "va": "center"}
            axes.text(0.5, 0.18, words, color="#8a8a8a", fontsize=16, **where)
        if mark:
            words = plain_text(resolve_content(mark, language, Values(study, {})))
            draw_mark(figure, axes, words)

    return write_drawing(folder, name, language, fill)


def curve_of(
    results: Mapping[str, Result], number: str, arm: str, operation: str
) -> list[tuple[float, float]]:
    """Return (time, value) of an operation of one arm's curve, in order of time."""
    start = f"res:{number}.{operation}.{arm}."
    points = [
        (float(row.groups["AVAL"]), row.value)
        for row in results.values()
        if row.analysis == number and row.operation == operation and row.id.startswith(start)
    ]
    return sorted((time, value) for time, value in points if value is not None)


def _draw_survival(
    axes: Axes,
    study: Study,
    display: SurvivalDisplay,
    results: Mapping[str, Result],
    language: str,
) -> None:
    """Draw one step curve per arm, with a cross where subjects are censored."""
    values = Values(study, results)

    def text(content: Content) -> str:
        return plain_text(resolve_content(content, language, values))

    for arm, (colour, dashes) in zip(study.arms, STYLES, strict=False):
        steps = curve_of(results, display.number, arm.id, "survival")
        if not steps:
            continue
        at = dict(steps)
        censored = [t for t, _ in curve_of(results, display.number, arm.id, "censored_at")]
        label = text((Slot(study_id("arms", arm.id, "label")),))
        axes.step(
            [t for t, _ in steps],
            [s for _, s in steps],
            where="post",
            color=colour,
            linestyle=dashes,
            linewidth=1.5,
            label=label,
        )
        axes.plot(
            censored,
            [at[t] for t in censored],
            "+",
            color=colour,
            markersize=5,
            markeredgewidth=0.8,
        )
    unit: Content = (Slot(study_id("displays", display.number, "unit")),)
    axes.set_xlabel(text((Message("display-time-axis", (("unit", unit),)),)))
    axes.set_ylabel(text((Message("display-survival-axis"),)))
    axes.set_ylim(0, 1.02)
    if display.times:
        axes.set_xticks(list(display.times))
        axes.set_xlim(min(display.times), max(display.times))
    axes.set_yticks([0, 0.2, 0.4, 0.6, 0.8, 1])
    axes.grid(axis="y", color="#e5e5e5", linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.legend(frameon=False, loc="upper right")
