"""The steps from results to files that people open."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from trialrun.displays import build_displays, draw_figure, write_csv
from trialrun.documents import build_csr
from trialrun.render import RENDERERS, render_display, verify_file
from trialrun.report import Figure, resolve_document
from trialrun.run.outputs import FINDINGS, FLOW, JOURNAL, RunFolder
from trialrun.study import JournalEntry, Study, current_texts


def document_names() -> tuple[str, ...]:
    """Return the documents that a run writes."""
    return ("csr",)


def make_displays(
    study: Study, run: RunFolder, folder: Path, languages: Sequence[str]
) -> None:
    """Write each display as CSV, text pages and RTF, and each figure as a drawing."""
    target = folder / "displays"
    target.mkdir()
    displays = build_displays(study, run.results)
    by_number = {display.number: display for display in study.displays}
    for number, block in displays.items():
        for language in languages:
            if isinstance(block, Figure):
                draw_figure(study, by_number[number], run.results, language, target)
            write_csv(block, run.values, language, target)
            render_display(study, block, run.values, language, target / number)


def make_documents(
    study: Study, run: RunFolder, entries: Sequence[JournalEntry], folder: Path
) -> None:
    """Build the block trees of the documents, and keep the texts of people that they carry."""
    target = folder / "documents"
    target.mkdir()
    texts = current_texts(list(entries), "csr")
    journal = {entry.slot_id: entry.text.model_dump() for entry in texts.values()}
    (folder / JOURNAL).write_text(
        json.dumps(journal, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
