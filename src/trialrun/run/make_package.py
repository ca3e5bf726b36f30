"""The step that puts transport files, Define-XML and documents together for a regulator."""

from __future__ import annotations

from pathlib import Path

from trialrun.package import write_package
from trialrun.run.keys import code_digest
from trialrun.run.outputs import RunFolder
from trialrun.run.stored_data import load_data
from trialrun.study import Study


def make_package(study: Study, run: RunFolder, synthetic: str | None, folder: Path) -> None:
    """
    Write the package of a run.

    Args:
        study: the definition.
        run: read: data, analysis data and documents.
        synthetic: scenario that the data were drawn from; None for real data.
        folder: of the step.
    """
    documents = sorted(
        file for ending in ("pdf", "docx") for file in (run.path / "documents").glob(f"*.{ending}")
    )
    write_package(
        study,
        load_data(run.path / "sdtm"),
        run.adam(),
        documents,
        folder / "package",
        synthetic=synthetic,
        code_digest=code_digest(),
    )
