"""A document on its own, against the run that it says it came from."""

from __future__ import annotations

import tempfile
from pathlib import Path

from trialrun.errors import DocumentError, RequestError
from trialrun.render import RENDERERS, VERIFIERS, Difference, Materials, verify_file
from trialrun.report import document_to_json, resolve_document
from trialrun.run.make_documents import DOCUMENTS
from trialrun.run.outputs import JOURNAL, RESULTS, STUDY, RunFolder

FIGURES = "displays/figures"


def verify_document(file: Path, run: Path) -> list[Difference]:
    """
    Return all in which a document differs from what a run says.

    The run's own files are held against `run.json` first: a document proves nothing by results
    that were edited afterwards.

    Args:
        file: a docx, PDF or HTML document, wherever it lies.
        run: folder of the run that made it.
    Raises:
        RequestError: a kind of file that can not be verified.
        DataError: no folder of a finished run.
        DocumentError: a file that can not be reopened.
    """
    suffix = file.suffix.lower()
    if suffix not in VERIFIERS:
        kinds = ", ".join(VERIFIERS)
        raise RequestError(f"can not be verified; allowed are {kinds}", place=str(file))
    if not file.is_file():
        raise DocumentError("no such file", place=str(file))
    folder = RunFolder(run)
    name = document_name(file)
    tree = f"documents/{name}.json"
    drawings = sorted(f"{FIGURES}/{path.name}" for path in (run / FIGURES).glob("*"))
    altered = [
        Difference(place, "altered file", "as the run wrote it", "not what run.json says")
        for place in folder.altered_files(RESULTS, STUDY, tree, JOURNAL, *drawings)
    ]
    differences = verify_file(
        file,
        folder.document(name),
        folder.values,
        figures=run / FIGURES,
        written=lambda language: _written(folder, name, language),
    )
    return [*altered, *differences]


def document_name(file: Path) -> str:
    """
    Return which of a run's documents a file is: what its name begins with, else the only one.

    Raises:
        DocumentError: a name that fits none, where a run writes several.
    """
    for name in DOCUMENTS:
        if file.name.split(".")[0] == name or len(DOCUMENTS) == 1:
            return name
    allowed = ", ".join(DOCUMENTS)
    raise DocumentError(f"its name begins with none of {allowed}", place=str(file))


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
