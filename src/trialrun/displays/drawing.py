"""What every drawing has: its files, fonts and settings, the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trialrun.errors import FontError, OutputError
from trialrun.language import chinese_font

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INCHES = (7.2, 4.4)
DOTS_PER_INCH = 200
SALT = "trialrun"
RED = "#a3121f"
SHELL = "shell-"
"""Begins the name of a shell's drawing, before the display's number."""
COLOURS = ("#4d4d4d", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
"""Told apart by people who do not see all colours (Okabe and Ito 2008), grey first."""


def write_drawing(
    folder: Path,
    name: str,
    language: str,
    draw: Callable[[Figure], None],
    inches: tuple[float, float] = INCHES,
) -> tuple[Path, Path]:
    """
    Draw a figure into its two files.

    Args:
        folder: a folder that is there; the files go to its `figures/`.
        name: of the drawing.
        language: "en" or "zh".
        draw: fills the empty figure.
        inches: width and height.
    Returns:
        `figures/NAME.LANGUAGE.svg` and `.png`. Letters are outlines, so that a page needs no
        font; nothing of the clock or of the machine is in them.
    Raises:
        FontError: no font has the language's characters.
        OutputError: a file can not be written.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    place = folder / "figures"
    paths = (place / f"{name}.{language}.svg", place / f"{name}.{language}.png")
    settings: Any = {
        "svg.hashsalt": SALT,
        "svg.fonttype": "path",
        "font.family": font_family(language),
        "font.size": 9,
        "axes.unicode_minus": False,
    }
    with mpl.rc_context(settings):
        figure = Figure(figsize=inches, layout="constrained")
        FigureCanvasAgg(figure)
        draw(figure)
        try:
            place.mkdir(parents=True, exist_ok=True)
            figure.savefig(paths[0], format="svg", metadata={"Date": None, "Creator": None})
            figure.savefig(paths[1], format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
        except OSError as error:
            raise OutputError(
                f"can not be written ({error.strerror})", place=str(error.filename or place)
            ) from error
    return paths


def draw_mark(figure: Figure, axes: Axes, words: str) -> None:
    """Draw a mark as a band above the axes and faintly across them."""
    band: Any = {"facecolor": "#fde3df", "edgecolor": RED, "boxstyle": "square,pad=0.18"}
    figure.suptitle(words, color=RED, fontsize=12, bbox=band)
    where: Any = {"transform": axes.transAxes, "ha": "center", "va": "center"}
    axes.text(0.5, 0.5, words, color=RED, alpha=0.16, fontsize=26, rotation=24, zorder=0, **where)


def font_family(language: str) -> list[str]:
    """
    Return the font families of a language, after making its file known to matplotlib.

    Raises:
        FontError: the file is no font.
    """
    latin = "DejaVu Sans"
    if language != "zh":
        return [latin]
    from matplotlib import font_manager

    path = str(chinese_font())
    try:
        font_manager.fontManager.addfont(path)
    except RuntimeError as error:  # of FreeType
        raise FontError("not a font file", place=path) from error
    return [font_manager.FontProperties(fname=path).get_name()]
