"""Drawing the figures: SVG for pages and PDF, PNG for Word, the same bytes every time."""

from __future__ import annotations

from collections.abc import Mapping
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
)
from trialrun.study import Study, SurvivalDisplay, study_id

if TYPE_CHECKING:
    from matplotlib.axes import Axes

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


def draw_figure(
    study: Study,
    display: SurvivalDisplay,
    results: Mapping[str, Result],
    language: str,
    folder: Path,
) -> tuple[Path, Path]:
    """
    Draw survival curves from the results of a Kaplan-Meier display.

    Args:
        study: arms and labels.
        display: which display.
        results: with `NUMBER.survival.ARM.TIME` and `NUMBER.censored_at.ARM.TIME`.
        language: "en" or "zh".
        folder: a folder that is there; the files go to its `figures/`.
    Returns:
        `figures/NUMBER.LANGUAGE.svg` and `.png`. Letters are outlines, so that a page needs no
        font; nothing of the clock or of the machine is in them.
    Raises:
        FontError: no font has the language's characters.
        OutputError: a file can not be written.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    place = folder / "figures"
    paths = (
        place / f"{display.number}.{language}.svg",
        place / f"{display.number}.{language}.png",
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
        _draw_survival(figure.add_subplot(), study, display, results, language)
        try:
            place.mkdir(exist_ok=True)
            figure.savefig(paths[0], format="svg", metadata={"Date": None, "Creator": None})
            figure.savefig(paths[1], format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
        except OSError as error:
            raise OutputError(
                f"can not be written ({error.strerror})", place=str(error.filename or place)
            ) from error
    return paths


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
