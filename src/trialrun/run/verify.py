"""A document on its own, against the run that it says it came from."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from trialrun.errors import DocumentError, RequestError
from trialrun.render import RENDERERS, VERIFIERS, Difference, Materials, verify_file
from trialrun.report import document_to_json, resolve_document
from trialrun.run.documents_of import DOCUMENTS
from trialrun.run.outputs import FIGURES, JOURNAL, STUDY, RunFolder


def verify_document(file: Path, run: Path, document: str | None = None) -> list[Difference]:
    """
    Return all in which a document differs from what a run says.

    The run's own files are held against `run.json` first: a document proves nothing by results
    that were edited afterwards.

    Args:
        file: a docx, PDF or HTML document, wherever it lies.
        run: folder of the run that made it.
        document: which of the run's documents it is. None goes by the file's name (`sap.en.docx`),
            and where that tells nothing takes the one that it differs least from.
    Raises:
        RequestError: a kind of file that can not be verified, or no such document.
        DataError: no folder of a finished run.
        DocumentError: a file that can not be reopened.
    """
    suffix = file.suffix.lower()
    if suffix not in VERIFIERS:
        kinds = ", ".join(VERIFIERS)
        raise RequestError(f"can not be verified; allowed are {kinds}", place=str(file))
    if document is not None and document not in DOCUMENTS:
        raise RequestError(f"no document {document!r}, must be one of {', '.join(DOCUMENTS)}")
    if not file.is_file():
        raise DocumentError("no such file", place=str(file))
    folder = RunFolder(run)
    candidates = (document,) if document else candidate_documents(file, folder)
    return min((_differences(file, folder, name) for name in candidates), key=len)


def candidate_documents(file: Path, run: RunFolder) -> tuple[str, ...]:
    """Return the document that a file's name begins with, or else all that the run has."""
    first = re.split(r"[^a-z]", file.name.lower(), maxsplit=1)[0]
    there = tuple(n for n in DOCUMENTS if (run.path / f"documents/{n}.json").is_file())
    if first in there:
        return (first,)
    return there or DOCUMENTS[:1]


def _differences(file: Path, folder: RunFolder, name: str) -> list[Difference]:
    tree = f"documents/{name}.json"
    figures = folder.path / FIGURES
    drawings = sorted(f"{FIGURES}/{path.name}" for path in figures.glob("*"))
    altered = [
        Difference(place, "altered file", "as the run wrote it", "not what run.json says")
        for place in folder.altered_files(*folder.tables, STUDY, tree, JOURNAL, *drawings)
    ]
    differences = verify_file(
        file,
        folder.document(name),
        folder.values,
        figures=figures,
        written=lambda language: _written(folder, name, language),
    )
    return [*altered, *differences]


def _written(run: RunFolder, name: str, language: str) -> bytes:
    """Return a PDF as the run wrote it: its own file, anew where that is altered or gone."""
    place = f"documents/{name}.{language}.pdf"
    if not run.altered_files(place):
        return (run.path / place).read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.{language}.pdf"
        document = run.document(name)
        materials = Materials(run.path / FIGURES, run.values, document_to_json(document))
        RENDERERS[".pdf"](resolve_document(document, language, run.values), path, materials)
        return path.read_bytes()
