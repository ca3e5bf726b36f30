"""A single display to its own files: text pages and RTF."""

from __future__ import annotations

from pathlib import Path

from trialrun.render.layout import Materials
from trialrun.render.rtf import render_rtf
from trialrun.render.text import render_text
from trialrun.report import (
    Content,
    Document,
    Figure,
    Plain,
    Section,
    Slot,
    Table,
    Values,
    resolve_document,
)
from trialrun.study import Study, study_id

DISPLAY_RENDERERS = {".txt": render_text, ".rtf": render_rtf}


def display_document(study: Study, block: Table | Figure, mark: Content = ()) -> Document:
    """Return a document that holds one display, under its mark and the study's running head."""
    identification = ("identification",)
    protocol = Slot(study_id(*identification, "protocol"))
    sponsor = Slot(study_id(*identification, "sponsor"))
    day = Slot(study_id(*identification, "report_date"), "date")
    return Document(
        id=block.id,
        kind="display",
        title=block.title,
        header=(protocol, Plain(" · "), sponsor),
        footer=(day,),
        front=(),
        sections=(Section("display", "", (), (block,)),),
        date=study.identification.report_date.isoformat(),
        mark=mark,
    )


def render_display(
    study: Study,
    block: Table | Figure,
    values: Values,
    language: str,
    stem: Path,
    *,
    mark: Content = (),
) -> list[Path]:
    """
    Write one display as text pages and as RTF; drawings lie in `figures/` beside them.

    Args:
        study: whose display it is.
        block: the display.
        values: what its ids stand for.
        language: "en" or "zh".
        stem: path without language and ending: `14-2.01` gives `14-2.01.en.txt` and `.rtf`.
        mark: what every page says above all else, as of synthetic data.
    Returns:
        The files written.
    Raises:
        OutputError: a file can not be written.
    """
    resolved = resolve_document(display_document(study, block, mark), language, values)
    written: list[Path] = []
    for ending, render in DISPLAY_RENDERERS.items():
        path = stem.with_name(f"{stem.name}.{language}{ending}")
        render(resolved, path, Materials(figures=stem.parent / "figures"))
        written.append(path)
    return written
