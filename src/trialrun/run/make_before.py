"""The steps before there are data: design, rehearsal, and the synthetic trial."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl

from trialrun.design import design_study
from trialrun.displays import draw_design, draw_rehearsal
from trialrun.errors import OutputError
from trialrun.formats import write_parquet
from trialrun.report import Results
from trialrun.run.outputs import DESIGN, REHEARSAL, RunFolder
from trialrun.sdtm import synthesize, write_sdtm
from trialrun.study import Study

Told = Callable[[int, int], None]
"""Told how many of how many trials are done."""


def make_design(study: Study, folder: Path) -> None:
    """Size the trial, compute its boundaries and the error rates of its stopping rules."""
    write_results(Results(design_study(study).results()), folder, DESIGN)


def make_design_pictures(study: Study, run: RunFolder, language: str, folder: Path) -> None:
    """Draw the pictures of the design report in one language."""
    target = folder / "displays"
    target.mkdir()
    draw_design(study, run.before, language, target)


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
    target = folder / "synthetic"
    target.mkdir()
    when = study.identification.report_date
    write_sdtm(synthesize(study, scenario, trial=trial), target, when=when)


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
