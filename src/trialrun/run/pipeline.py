"""A whole run: from a study definition, with data or without, to documents and a package."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trialrun.errors import RequestError
from trialrun.run.documents_of import documents_of
from trialrun.run.files import open_folder
from trialrun.run.outputs import FINDINGS, RunFolder
from trialrun.run.steps import Progress, StepReport, run_steps
from trialrun.run.summary import finding_counts, verified_counts
from trialrun.run.thread import STAGES, Request, Within, study_steps
from trialrun.sdtm import is_synthetic_source, source_digests
from trialrun.study import LANGUAGES, Study, load_study

MOST_WORKERS = 4
"""More would wait for each other: there are few files to write at the same time."""


@dataclass(frozen=True)
class RunReport:
    """What a run did and where it lies; `findings` is empty where it had no data."""

    folder: Path
    steps: tuple[StepReport, ...]
    findings: dict[str, int]
    verified: dict[str, int]


def run_study(
    study_path: Path,
    data: str | None,
    out: Path,
    *,
    until: str = STAGES[-1],
    languages: Sequence[str] = LANGUAGES,
    documents: Sequence[str] | None = None,
    before_data: bool = False,
    workers: int | None = None,
    trials: int | None = None,
    chunk: int | None = None,
    scenario: str | None = None,
    trial: int | None = None,
    progress: Progress = lambda _name, _report: None,
    within: Within = lambda _name, _done, _of: None,
) -> RunReport:
    """
    Run a study through the whole thread, doing again only what has changed.

    Args:
        study_path: the definition.
        data: a folder or zip of SDTM transport files, or the name of a data package; None draws
            a synthetic trial from a scenario of the definition.
        out: the run's folder; made where it is not there.
        until: last stage, one of `STAGES`.
        languages: of the documents.
        documents: names of those to write; None for all.
        before_data: only what needs no data: no synthetic trial is drawn.
        workers: processes and threads; None takes one a processor, at most 4. Changes no byte.
        trials: rehearsed per scenario; None as the definition says.
        chunk: trials simulated at a time. Changes no byte.
        scenario: of the synthetic trial; None as the definition says.
        trial: number of the synthetic trial; None as the definition says.
        progress: told of each step.
        within: told of progress within long steps.
    Returns:
        Steps done, findings by level, and faults found in each document.
    Raises:
        StudyError: the definition is wrong.
        RequestError: no such stage, document or scenario, or no data and no scenario.
        DataError: data that can not be read.
        OutputError: what can not be written.
    """
    if until not in STAGES:
        raise RequestError(f"no stage {until!r}, must be one of {', '.join(STAGES)}")
    study = load_study(study_path)
    asked = Request(
        study=study,
        study_path=study_path,
        data=data,
        sources=(
            {}
            if data is None
            else {f"data/{name}": digest for name, digest in source_digests(data).items()}
        ),
        out=out,
        until=until,
        languages=tuple(languages),
        documents=documents_of(study, documents),
        workers=min(os.cpu_count() or 1, MOST_WORKERS) if workers is None else workers,
        trials=trials,
        chunk=chunk,
        scenario=_scenario(study, scenario, until) if data is None and not before_data else "",
        trial=trial or (study.rehearsal.synthetic_trial if study.rehearsal else 1),
        marked=data is not None and is_synthetic_source(data),
        within=within,
    )
    facts: dict[str, Any] = {
        "study": study.id,
        "data": dict(sorted(asked.sources.items())),
        "synthetic": (
            None
            if asked.synthetic is None
            else {"scenario": asked.synthetic, "trial": asked.trial if data is None else None}
        ),
        "until": until,
    }
    with open_folder(out):
        reports = run_steps(out, study_steps(asked), facts, progress, workers=asked.workers)
        run = RunFolder(out)
        findings = finding_counts(run) if (run.path / FINDINGS).is_file() else {}
        return RunReport(out, tuple(reports), findings, verified_counts(run))


def _scenario(study: Study, wanted: str | None, until: str) -> str:
    """
    Return the scenario of the synthetic trial, or nothing where none can be drawn.

    Raises:
        RequestError: no such scenario, or data are asked for and there is neither.
    """
    names = [scenario.id for scenario in study.scenarios]
    if wanted is not None and wanted not in names:
        raise RequestError(
            f"no scenario {wanted!r}, must be one of {', '.join(names)}"
            if names
            else f"no scenario {wanted!r}: the definition has none"
        )
    if study.rehearsal is not None and study.synthesis is not None:
        return wanted or study.rehearsal.synthetic_scenario
    if STAGES.index(until) >= STAGES.index("data"):
        raise RequestError(
            "there are no data, and the definition does not say how to draw a synthetic trial",
            hint="give data with --data, or write the parts scenarios, rehearsal and synthesis; "
            "--until rehearsal goes as far as is possible without data.",
        )
    return ""
