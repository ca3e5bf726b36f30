"""The thread of a study as steps: data, checks, analysis data, results, displays, documents."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from trialrun.errors import RequestError
from trialrun.formats import digest_of
from trialrun.run.files import open_folder
from trialrun.run.make_data import (
    make_adam,
    make_findings,
    make_results,
    make_sdtm,
    make_study,
)
from trialrun.run.make_documents import (
    DOCUMENTS,
    make_displays,
    make_rendered,
    make_trees,
)
from trialrun.run.outputs import JOURNAL, RESULTS, STUDY, RunFolder
from trialrun.run.steps import Progress, Step, StepReport, run_steps
from trialrun.run.summary import finding_counts, verified_counts
from trialrun.sdtm import source_digests
from trialrun.study import (
    LANGUAGES,
    Study,
    journal_path,
    load_study,
    read_journal,
    study_to_json,
)

MOST_WORKERS = 4
"""More would wait for each other: there are six files to write."""

STAGES = ("data", "analysis", "displays", "documents")
"""How far a run may be asked to go: `until`."""

ENDINGS = ("pdf", "docx", "html")
"""The formats of a document, the slowest first."""


@dataclass(frozen=True)
class RunReport:
    """What a run did and where it lies."""

    folder: Path
    steps: tuple[StepReport, ...]
    findings: dict[str, int]
    verified: dict[str, int]


def run_study(
    study_path: Path,
    data: str,
    out: Path,
    *,
    until: str = "documents",
    languages: Sequence[str] = LANGUAGES,
    workers: int | None = None,
    progress: Progress = lambda _name, _report: None,
) -> RunReport:
    """
    Run a study's data through the whole thread, doing again only what has changed.

    Args:
        study_path: the definition.
        data: a folder or zip of SDTM transport files, or the name of a data package.
        out: the run's folder; made where it is not there.
        until: last stage, one of `STAGES`.
        languages: of the documents.
        workers: processes; None takes one a processor, at most 4. Changes no byte.
        progress: told of each step.
    Returns:
        Steps done, findings by level, and faults found in each document.
    Raises:
        StudyError: the definition is wrong.
        DataError: data that can not be read.
        OutputError: what can not be written.
    """
    if until not in STAGES:
        raise RequestError(f"no stage {until!r}, must be one of {', '.join(STAGES)}")
    study = load_study(study_path)
    sources = {f"data/{name}": digest for name, digest in source_digests(data).items()}
    with open_folder(out):
        steps = study_steps(study, study_path, data, sources, out, until, tuple(languages))
        facts: dict[str, Any] = {
            "study": study.id,
            "data": dict(sorted(sources.items())),
            "until": until,
        }
        count = min(os.cpu_count() or 1, MOST_WORKERS) if workers is None else workers
        reports = run_steps(out, steps, facts, progress, workers=count)
        return RunReport(out, tuple(reports), *_summary(RunFolder(out), until))


def study_steps(
    study: Study,
    study_path: Path,
    data: str,
    sources: dict[str, str],
    out: Path,
    until: str,
    languages: tuple[str, ...],
) -> list[Step]:
    """Return the steps of a run, in order, up to a stage."""
    run = RunFolder(out)
    definition = study_to_json(study)
    in_definition = {"study": digest_of(definition.encode())}
    in_analysis = {"study": digest_of(_analysis_part(study).encode())}
    entries = read_journal(study_path)
    journal = journal_path(study_path)
    in_journal = {"journal": digest_of(journal.read_bytes())} if journal.exists() else {}
    stages: dict[str, list[Step]] = {
        "data": [
            Step("study", partial(make_study, definition), sources=in_definition),
            Step("sdtm", partial(make_sdtm, data), sources=sources),
            Step(
                "findings",
                partial(make_findings, study, run),
                inputs=("sdtm/",),
                sources={**in_analysis, **sources},
            ),
        ],
        "analysis": [
            Step(
                "adam",
                partial(make_adam, study, run),
                inputs=("sdtm/",),
                sources=in_analysis,
            ),
            Step(
                "results",
                partial(make_results, study, run),
                inputs=("adam/", "sdtm/"),
                sources=in_definition,
            ),
        ],
        "displays": [
            Step(
                f"displays.{language}",
                partial(make_displays, study, run, language),
                inputs=("results/",),
                sources=in_definition,
                batch="displays",
            )
            for language in languages
        ],
        "documents": [
            Step(
                "documents",
                partial(make_trees, study, run, entries),
                inputs=(STUDY, RESULTS, "findings/"),
                sources={**in_definition, **in_journal},
                batch="displays",
            ),
            *(
                Step(
                    f"{name}.{language}.{ending}",
                    partial(make_rendered, run, name, language, ending),
                    inputs=(f"documents/{name}.json", JOURNAL, RESULTS, STUDY, "displays/"),
                    batch="files",
                )
                for ending in ENDINGS
                for name in DOCUMENTS
                for language in languages
            ),
        ],
    }
    wanted = STAGES[: STAGES.index(until) + 1]
    return [step for stage in wanted for step in stages[stage]]


def _analysis_part(study: Study) -> str:
    """Return what of the definition the analysis data depend on, as text."""
    parts = [
        "arms",
        "visits",
        "activities",
        "populations",
        "conventions",
        "sdtm",
        "analysis_data",
        "identification",
    ]
    return "\n".join(f"{name}: {getattr(study, name)!r}" for name in parts)


def _summary(run: RunFolder, until: str) -> tuple[dict[str, int], dict[str, int]]:
    return finding_counts(run), verified_counts(run) if until == "documents" else {}
