"""A document on its own, against the run that it says it came from."""

from __future__ import annotations

from pathlib import Path

from trialrun.errors import DocumentError
from trialrun.render import Difference, verify_file
from trialrun.run.make_documents import DOCUMENTS
from trialrun.run.outputs import JOURNAL, RESULTS, STUDY, RunFolder


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
    folder = RunFolder(run)
    name = document_name(file)
    tree = f"documents/{name}.json"
    altered = [
        Difference(place, "altered file", found="not what run.json has", expected="as written")
        for place in folder.altered_files(RESULTS, STUDY, tree, JOURNAL)
    ]
    return [*altered, *verify_file(file, folder.document(name), folder.values)]


def document_name(file: Path) -> str:
    """
    Return which of a run's documents a file is: what its name begins with, else the only one.

    Raises:
        DocumentError: a name that fits none, where a run writes several.
    """
    for name in DOCUMENTS:
        if file.name.split(".")[0] == name or len(DOCUMENTS) == 1:
            return name
    raise DocumentError(
        f"which document is it? allowed are {', '.join(DOCUMENTS)}", place=str(file)
    )
