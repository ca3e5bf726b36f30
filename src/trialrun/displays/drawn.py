"""The drawings of a study's figures, by the kind of their display."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from trialrun.displays.figure import draw_curves, draw_curves_shell
from trialrun.displays.forest import draw_forest, draw_forest_shell
from trialrun.report import Content, Result
from trialrun.study import DrawnDisplay, Study

DRAWERS: dict[str, Callable[..., tuple[Path, Path]]] = {
    "kaplan-meier": draw_curves,
    "subgroups": draw_forest,
}
SHELLS: dict[str, Callable[[Study, Any, str, Path], tuple[Path, Path]]] = {
    "kaplan-meier": draw_curves_shell,
    "subgroups": draw_forest_shell,
}


def draw_figure(
    study: Study,
    display: DrawnDisplay,
    results: Mapping[str, Result],
    language: str,
    folder: Path,
    *,
    mark: Content = (),
) -> tuple[Path, Path]:
    """
    Draw a figure from the results of its display.

    Args:
        study: arms and labels.
        display: which display.
        results: of the display.
        language: "en" or "zh".
        folder: a folder that is there; the files go to its `figures/`.
        mark: what the drawing says above and across itself, as of synthetic data.
    Returns:
        `figures/NUMBER.LANGUAGE.svg` and `.png`. Letters are outlines, so that a page needs no
        font; nothing of the clock or of the machine is in them.
    Raises:
        FontError: no font has the language's characters.
        OutputError: a file can not be written.
    """
    return DRAWERS[display.kind](study, display, results, language, folder, mark=mark)


def draw_shell(
    study: Study, display: DrawnDisplay, language: str, folder: Path
) -> tuple[Path, Path]:
    """
    Draw the layout of a figure before there are data: axes, names and made-up, equal effects.

    Returns:
        `figures/shell-NUMBER.LANGUAGE.svg` and `.png` under the folder.
    Raises:
        FontError: no font has the language's characters.
        OutputError: a file can not be written.
    """
    return SHELLS[display.kind](study, display, language, folder)
