"""The steps from results to files that people open."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from trialrun.displays import build_display, build_displays, draw_figure, write_csv
from trialrun.documents import build_csr
from trialrun.formats import digest_of
from trialrun.render import RENDERERS, Materials, render_display, verify_file
from trialrun.report import Figure, Results, document_to_json, resolve_document
from trialrun.run.outputs import DERIVED_FINDINGS, FINDINGS, JOURNAL, RESULTS, STUDY, RunFolder
from trialrun.study import JournalEntry, Study, SurvivalDisplay, current_texts

DOCUMENTS = ("csr",)
"""The documents that a run writes."""


def make_displays(study: Study, run: RunFolder, language: str, folder: Path) -> None:
    """Write each display of one language as CSV, text pages and RTF, and each figure drawn."""
    target = folder / "displays"
    target.mkdir()
    for display in study.displays:
        block = build_display(study, display, run.results)
        if isinstance(block, Figure) and isinstance(display, SurvivalDisplay):
            draw_figure(study, display, run.results, language, target)
        write_csv(block, run.values, language, target)
        render_display(study, block, run.values, language, target / display.number)


def make_trees(study: Study, run: RunFolder, entries: Sequence[JournalEntry], folder: Path) -> None:
    """
    Build the block trees of the documents, and keep the texts of people that they carry.

    An entry of the journal that was written on other results or another definition is stale;
    `journal-stale.json` lists those.
    """
    target = folder / "documents"
    target.mkdir()
    texts = current_texts(list(entries), "csr")
    journal = {entry.slot_id: entry.text.model_dump() for entry in texts.values()}
    now = {place: digest_of((run.path / place).read_bytes()) for place in (STUDY, RESULTS)}
    stale = [
        {"document": entry.document, "section": entry.section, "author": entry.author}
        for entry in texts.values()
        if any(now.get(place) != digest for place, digest in entry.about.items())
    ]
    _write_json(folder / JOURNAL, journal)
    _write_json(target / "journal-stale.json", stale)
    findings = [
        finding
        for place in (FINDINGS, DERIVED_FINDINGS)
        for finding in json.loads((run.path / place).read_text(encoding="utf-8"))["findings"]
    ]
    results: Results = run.results
    csr = build_csr(study, results, build_displays(study, results), findings, texts)
    (target / "csr.json").write_text(document_to_json(csr), encoding="utf-8")


def make_rendered(run: RunFolder, name: str, language: str, ending: str, folder: Path) -> None:
    """
    Write one document in one language and format, and verify it.

    What the verification finds lies beside the document; it should be nothing.
    """
    target = folder / "documents"
    target.mkdir()
    document = run.document(name)
    materials = Materials(
        figures=run.path / "displays" / "figures",
        values=run.values,
        tree=document_to_json(document),
    )
    file = target / f"{name}.{language}.{ending}"
    RENDERERS[f".{ending}"](resolve_document(document, language, run.values), file, materials)
    differences = verify_file(file, document, run.values, figures=materials.figures)
    content = {
        "file": f"documents/{file.name}",
        "differences": [asdict(difference) for difference in differences],
    }
    _write_json(target / f"{file.name}.verify.json", content)


def _write_json(path: Path, content: object) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8")
