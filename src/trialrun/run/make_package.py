"""What is handed over of a run: transport files, Define-XML, documents and their manifest."""

from __future__ import annotations

from pathlib import Path

from trialrun.errors import RequestError
from trialrun.package import PackageReport, check_package, remark_text, write_package
from trialrun.run.files import output_errors
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
    _write(study, run, synthetic, folder / "package")


def package_run(run_path: Path, folder: Path) -> tuple[dict[str, str], list[str]]:
    """
    Write the package of a finished run into a folder of one's own.

    Args:
        run_path: folder of the run.
        folder: of the package; must be empty, not there, or the run's own package.
    Returns:
        File -> digest, and remarks on what a person should know of the files.
    Raises:
        RequestError: the folder holds something else.
        DataError: no folder of a finished run.
        OutputError: a file can not be written.
    """
    run = RunFolder(run_path)
    facts = run.manifest.get("synthetic")
    own = folder.resolve() == (run_path / "package").resolve()
    if folder.exists() and not own and any(folder.iterdir()):
        hint = "choose a new folder with -o."
        raise RequestError("the folder is not empty", place=str(folder), hint=hint)
    with output_errors(folder):
        report = _write(run.study, run, facts["scenario"] if facts else None, folder)
    return dict(report.files), [remark_text(remark, "en") for remark in report.remarks]


def check_packaged(folder: Path) -> list[tuple[str, str]]:
    """
    Return (file, what is wrong) for each file of a package that is not as its manifest says.

    Raises:
        DataError: no package.
    """
    return [(fault.path, fault.kind) for fault in check_package(folder)]


def _write(study: Study, run: RunFolder, synthetic: str | None, folder: Path) -> PackageReport:
    documents = sorted(
        file for ending in ("pdf", "docx") for file in (run.path / "documents").glob(f"*.{ending}")
    )
    return write_package(
        study,
        load_data(run.path / "sdtm"),
        run.adam(),
        documents,
        folder,
        synthetic=synthetic,
        code_digest=code_digest(),
    )
