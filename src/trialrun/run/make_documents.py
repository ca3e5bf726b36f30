"""The steps from results to files that people open."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from trialrun.displays import build_display, build_displays, draw_figure, draw_shell, write_csv
from trialrun.documents import (
    build_csr,
    build_design,
    build_protocol,
    build_rehearsal,
    build_sap,
)
from trialrun.formats import digest_of
from trialrun.render import RENDERERS, Materials, render_display, verify_file
from trialrun.report import SYNTHETIC_MARK, Document, Figure, document_to_json, resolve_document
from trialrun.run.documents_of import DOCUMENT_TABLES
from trialrun.run.outputs import (
    DERIVED_FINDINGS,
    FIGURES,
    FINDINGS,
    JOURNAL,
    STUDY,
    RunFolder,
)
from trialrun.study import DrawnDisplay, JournalEntry, Study, current_texts


def make_displays(
    study: Study, run: RunFolder, language: str, synthetic: str | None, folder: Path
) -> None:
    """
    Write each display of one language as CSV, text pages and RTF, and each figure drawn.

    Args:
        study: the definition.
        run: read: the table of results.
        language: "en" or "zh".
        synthetic: the scenario that the data were drawn from; every file then says that they are
            synthetic. None for real data.
        folder: of the step.
    """
    mark = () if synthetic is None else SYNTHETIC_MARK
    target = folder / "displays"
    target.mkdir()
    for display in study.displays:
        block = build_display(study, display, run.results)
        if isinstance(block, Figure) and isinstance(display, DrawnDisplay):
            draw_figure(study, display, run.results, language, target, mark=mark)
        write_csv(block, run.values, language, target, mark=mark)
        stem = target / display.number
        render_display(study, block, run.values, language, stem, mark=mark)


def make_shells(study: Study, language: str, folder: Path) -> None:
    """Draw the layout of each figure, as the analysis plan shows it before there are data."""
    target = folder / "displays"
    target.mkdir()
    for display in study.displays:
        if isinstance(display, DrawnDisplay):
            draw_shell(study, display, language, target)


def make_journal(
    run: RunFolder, documents: Sequence[str], entries: Sequence[JournalEntry], folder: Path
) -> None:
    """
    Keep the texts of people that the documents carry.

    An entry of the journal that was written on other results or another definition is stale;
    `journal-stale.json` lists those.
    """
    target = folder / "documents"
    target.mkdir()
    texts = [entry for name in documents for entry in current_texts(list(entries), name).values()]
    now = {place: digest_of((run.path / place).read_bytes()) for place in (STUDY, *run.tables)}
    stale = [
        {"document": entry.document, "section": entry.section, "author": entry.author}
        for entry in texts
        if any(now.get(place) != digest for place, digest in entry.about.items())
    ]
    _write_json(folder / JOURNAL, {entry.slot_id: entry.text.model_dump() for entry in texts})
    _write_json(target / "journal-stale.json", stale)


def make_tree(
    study: Study,
    run: RunFolder,
    name: str,
    entries: Sequence[JournalEntry],
    synthetic: str | None,
    folder: Path,
) -> None:
    """
    Build the block tree of a document.

    Args:
        study: the definition.
        run: read: the tables of results, and the findings for the study report.
        name: design, protocol, sap, rehearsal or csr.
        entries: of the journal.
        synthetic: the scenario that the data were drawn from; None for real data.
        folder: of the step.
    """
    target = folder / "documents"
    target.mkdir()
    texts = current_texts(list(entries), name)
    tree: Document
    if name == "design":
        tree = build_design(study, run.before)
    elif name == "protocol":
        tree = build_protocol(study, run.before, texts)
    elif name == "sap":
        tree = build_sap(study, run.before, texts)
    elif name == "rehearsal":
        tree = build_rehearsal(study, run.before)
    else:
        findings = [
            finding
            for place in (FINDINGS, DERIVED_FINDINGS)
            for finding in json.loads((run.path / place).read_text(encoding="utf-8"))["findings"]
        ]
        results = {**run.before, **run.results}
        displays = build_displays(study, run.results)
        tree = build_csr(study, results, displays, findings, texts, synthetic=synthetic)
    (target / f"{name}.json").write_text(document_to_json(tree), encoding="utf-8")


def make_rendered(run: RunFolder, name: str, language: str, ending: str, folder: Path) -> None:
    """
    Write one document in one language and format, and verify it.

    What the verification finds lies beside the document; it should be nothing.
    """
    target = folder / "documents"
    target.mkdir()
    document = run.document(name)
    materials = Materials(
        figures=run.path / FIGURES,
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


def tables_of(name: str, there: Sequence[str]) -> tuple[str, ...]:
    """Return the tables that a document reads, of those that are there."""
    return tuple(place for place in DOCUMENT_TABLES[name] if place in there)


def _write_json(path: Path, content: object) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8")
