"""The steps before there are data: design, rehearsal, and the synthetic trial."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl

from trialrun.displays import draw_rehearsal
from trialrun.errors import OutputError
from trialrun.formats import write_file, write_parquet, xpt_bytes
from trialrun.report import Results
from trialrun.run.outputs import DESIGN, REHEARSAL, RunFolder
from trialrun.sdtm import StudyData
from trialrun.study import Study

Told = Callable[[int, int], None]
"""Told how many of how many trials are done."""


def make_design(study: Study, folder: Path) -> None:
    """Size the trial, compute its boundaries and the error rates of its stopping rules."""
    from trialrun.design import design_study

    write_results(Results(design_study(study).results()), folder, DESIGN)


def make_scenario(
    study: Study,
    scenario: str,
    *,
    trials: int | None,
    workers: int,
    chunk: int | None,
    told: Told,
    folder: Path,
) -> None:
    """Rehearse the trial under one scenario and write its operating characteristics."""
    from trialrun.design import design_study
    from trialrun.rehearse import rehearse_scenario

    found = rehearse_scenario(
        study,
        design_study(study),
        scenario,
        trials=trials,
        workers=workers,
        chunk=chunk,
        progress=told,
    )
    write_results(Results(found.results()), folder, scenario_place(scenario))


def make_rehearsal(study: Study, run: RunFolder, folder: Path) -> None:
    """Put the scenarios' results together into one table."""
    frames = [pl.read_parquet(run.path / scenario_place(item.id)) for item in study.scenarios]
    write_results(Results.from_frame(pl.concat(frames)), folder, REHEARSAL)


def make_pictures(study: Study, run: RunFolder, language: str, folder: Path) -> None:
    """Draw the pictures of the rehearsal report in one language."""
    target = folder / "displays"
    target.mkdir()
    draw_rehearsal(study, run.before, language, target)


def make_synthetic(study: Study, scenario: str, trial: int, folder: Path) -> None:
    """Draw one trial from a scenario and write it as transport files, as a site would send it."""
    from trialrun.sdtm import synthesize

    target = folder / "synthetic"
    target.mkdir()
    write_transport(study, synthesize(study, scenario, trial=trial), target)


def write_transport(study: Study, data: StudyData, folder: Path) -> list[Path]:
    """
    Write domains as SAS transport files (XPT v5) and return these.

    Raises:
        OutputError: a value that the format can not hold, or a file that can not be written.
    """
    files = []
    for name, dataset in data.datasets.items():
        file = folder / f"{name.lower()}.xpt"
        content = xpt_bytes(dataset, when=study.identification.report_date, place=file.name)
        write_file(file, content)
        files.append(file)
    return files


def scenario_place(scenario: str) -> str:
    """Return where the results of a scenario lie in a run's folder."""
    return f"rehearsal/scenarios/{scenario}.parquet"


def write_results(results: Results, folder: Path, place: str) -> None:
    """Write a table of results as parquet and CSV, under a folder that is there."""
    file = folder / place
    file.parent.mkdir(parents=True, exist_ok=True)
    frame = results.frame()
    write_parquet(frame, file)
    try:
        frame.write_csv(file.with_suffix(".csv"))
    except OSError as error:
        raise OutputError(f"can not be written ({error.strerror})", place=str(file)) from error
