"""The thread of a study as steps: data, checks, analysis data, results, displays, documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trialrun.errors import RequestError
from trialrun.formats import digest_of
from trialrun.run.files import open_folder
from trialrun.run.make_data import make_adam, make_findings, make_results, make_sdtm
from trialrun.run.make_documents import (
    DOCUMENTS,
    make_displays,
    make_documents,
    make_rendered,
    make_verified,
)
from trialrun.run.outputs import RESULTS, STUDY, RunFolder
from trialrun.run.steps import Progress, Step, StepReport, run_steps
from trialrun.sdtm import source_digests
from trialrun.study import (
    LANGUAGES,
    Study,
    journal_path,
    load_study,
    read_journal,
    study_to_json,
)

STAGES = ("data", "analysis", "displays", "documents")
"""How far a run may be asked to go: `until`."""

DISPLAY_STUDY = "displays estimands endpoints objectives narrative terms term_labels"
"""Parts of the definition that change nothing before the results."""


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
        reports = run_steps(out, steps, facts, progress)
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

    def make_study(folder: Path) -> None:
        (folder / STUDY).write_text(definition, encoding="utf-8")

    stages: dict[str, list[Step]] = {
        "data": [
            Step("study", make_study, sources=in_definition),
            Step("sdtm", lambda folder: make_sdtm(data, folder), sources=sources),
            Step(
                "findings",
                lambda folder: make_findings(study, run, folder),
                inputs=("sdtm/",),
                sources={**in_analysis, **sources},
            ),
        ],
        "analysis": [
            Step(
                "adam",
                lambda folder: make_adam(study, run, folder),
                inputs=("sdtm/",),
                sources=in_analysis,
            ),
            Step(
                "results",
                lambda folder: make_results(study, run, folder),
                inputs=("adam/", "sdtm/"),
                sources=in_definition,
            ),
        ],
        "displays": [
            Step(
                "displays",
                lambda folder: make_displays(study, run, folder, languages),
                inputs=("results/",),
                parameters=list(languages),
                sources=in_definition,
            )
        ],
        "documents": [],
    }
    journal = journal_path(study_path)
    entries = read_journal(study_path)
    in_journal = {"journal": digest_of(journal.read_bytes())} if journal.exists() else {}
    stages["documents"].append(
        Step(
            "documents",
            lambda folder: make_documents(study, run, entries, folder),
            inputs=(STUDY, RESULTS, "findings/"),
            sources={**in_definition, **in_journal},
        )
    )
    for name in DOCUMENTS:
        for language in languages:
            for ending in ("docx", "pdf", "html"):
                stages["documents"].extend(_render_and_verify(run, name, language, ending))
    wanted = STAGES[: STAGES.index(until) + 1]
    return [step for stage in wanted for step in stages[stage]]


def _render_and_verify(run: RunFolder, name: str, language: str, ending: str) -> list[Step]:
    file = f"documents/{name}.{language}.{ending}"
    tree = (f"documents/{name}.json", "documents/journal.json", RESULTS, STUDY)
    return [
        Step(
            f"write-{name}.{language}.{ending}",
            lambda folder: make_rendered(run, name, language, ending, folder),
            inputs=(*tree, "displays/"),
        ),
        Step(
            f"verify-{name}.{language}.{ending}",
            lambda folder: make_verified(run, file, name, folder),
            inputs=(*tree, file),
        ),
    ]


def _analysis_part(study: Study) -> str:
    """Return what of the definition the analysis data depend on, as text."""
    parts = [
        "arms",
        "visits",
        "populations",
        "conventions",
        "sdtm",
        "analysis_data",
        "identification",
    ]
    return "\n".join(f"{name}: {getattr(study, name)!r}" for name in parts)


def _summary(run: RunFolder, until: str) -> tuple[dict[str, int], dict[str, int]]:
    from trialrun.run.summary import finding_counts, verified_counts

    return finding_counts(run), verified_counts(run) if until == "documents" else {}
