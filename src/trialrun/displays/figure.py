"""Drawing the figures: SVG for pages and PDF, PNG for Word, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trialrun.errors import OutputError
from trialrun.language import chinese_font
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
    from matplotlib.figure import Figure as Drawing

STYLES = (
    ("#4d4d4d", "solid"),
    ("#0072b2", (0, (6, 2))),
    ("#d55e00", (0, (4, 1, 1, 1))),
    ("#009e73", (0, (1, 1))),
    ("#cc79a7", (0, (8, 2, 1, 2))),
)
"""Colour and dashes of the arms in order: told apart without colour too."""

INCHES = (7.2, 4.4)
DOTS_PER_INCH = 200
SALT = "trialrun"
RED = "#a3121f"
SHELL = "shell-"
"""Begins the name of a shell's drawing, before the display's number."""


def draw_figure(
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


def draw_shell(
    study: Study, display: SurvivalDisplay, language: str, folder: Path
) -> tuple[Path, Path]:
    """
    Draw the layout of a figure before there are data: axes, legend and made-up, alike curves.

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
    """Yield curves that only show the layout: even steps, each arm a little below the last."""
    end = max(display.times, default=1.0) or 1.0
    for position, arm in enumerate(study.arms):
        for step in range(11):
            time = end * step / 10
            yield Result(
                result_id(display.number, "survival", arm.id, f"{time:g}"),
                analysis=display.number,
                method="schematic",
                operation="survival",
                value=1 - step * (0.04 + 0.012 * position),
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
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    place = folder / "figures"
    paths = (
        place / f"{name}.{language}.svg",
        place / f"{name}.{language}.png",
    )
    settings: Any = {
        "svg.hashsalt": SALT,
        "svg.fonttype": "path",
        "font.family": _font_family(language),
        "font.size": 9,
        "axes.unicode_minus": False,
    }
    with mpl.rc_context(settings):
        figure = Figure(figsize=INCHES, layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        _draw_survival(axes, study, display, results, language)
        if note:
            words = plain_text(resolve_content(note, language, Values(study, {})))
            where: Any = {"transform": axes.transAxes, "ha": "center", "va": "center"}
            axes.text(0.5, 0.18, words, color="#8a8a8a", fontsize=16, **where)
        if mark:
            words = plain_text(resolve_content(mark, language, Values(study, {})))
            draw_mark(figure, axes, words)
        try:
            place.mkdir(exist_ok=True)
            figure.savefig(paths[0], format="svg", metadata={"Date": None, "Creator": None})
            figure.savefig(paths[1], format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
        except OSError as error:
            raise OutputError(
                f"can not be written ({error.strerror})", place=str(error.filename or place)
            ) from error
    return paths


def draw_mark(figure: Drawing, axes: Axes, words: str) -> None:
    """Draw a mark as a band above the axes and faintly across them."""
    band: Any = {"facecolor": "#fde3df", "edgecolor": RED, "boxstyle": "square,pad=0.4"}
    figure.suptitle(words, color=RED, fontsize=11, fontweight="bold", bbox=band)
    where: Any = {"transform": axes.transAxes, "ha": "center", "va": "center"}
    axes.text(0.5, 0.5, words, color=RED, alpha=0.16, fontsize=26, rotation=24, zorder=0, **where)


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


def _font_family(language: str) -> list[str]:
    """Return the font families of a language, after making its file known to matplotlib."""
    latin = "DejaVu Sans"
    if language != "zh":
        return [latin]
    from matplotlib import font_manager

    path = str(chinese_font())
    font_manager.fontManager.addfont(path)
    return [font_manager.FontProperties(fname=path).get_name()]
