"""The thread of a study as steps: design, rehearsal, data, analysis, displays, documents, package."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from trialrun.formats import digest_of
from trialrun.run.documents_of import (
    BEFORE_DATA,
    DOCUMENT_TABLES,
    ENDINGS,
    endings_of,
    is_designed,
)
from trialrun.run.make_before import (
    make_design,
    make_design_pictures,
    make_pictures,
    make_rehearsal,
    make_scenario,
    make_synthetic,
    scenario_place,
)
from trialrun.run.make_data import (
    make_adam,
    make_findings,
    make_results,
    make_sdtm,
    make_study,
)
from trialrun.run.make_documents import (
    make_displays,
    make_journal,
    make_rendered,
    make_shells,
    make_tree,
)
from trialrun.run.make_package import make_package
from trialrun.run.outputs import DESIGN, JOURNAL, REHEARSAL, RESULTS, STUDY, RunFolder
from trialrun.run.steps import Step
from trialrun.study import (
    DrawnDisplay,
    JournalEntry,
    Study,
    journal_path,
    read_journal,
    study_to_json,
)

STAGES = ("design", "rehearsal", "data", "analysis", "displays", "documents", "package")
"""How far a run may be asked to go: `until`."""

Within = Callable[[str, int, int], None]
"""Told (step, done, of) while a long step lasts."""


@dataclass(frozen=True)
class Request:
    """
    What is asked of a run.

    Args:
        study: the definition.
        study_path: its file; the journal lies beside it.
        data: a folder, zip or package of SDTM data; None for a synthetic trial.
        sources: digests of the data's files.
        marked: whether the data say of themselves that they are synthetic.
        out: the run's folder.
        until: last stage.
        languages: of displays and documents.
        documents: which to write.
        workers: processes and threads.
        trials: of each scenario; None as the definition says.
        chunk: trials simulated at a time; None chooses. Changes no byte.
        scenario: that the synthetic trial is drawn from.
        trial: number of the synthetic trial.
        within: told of progress within a step.
    """

    study: Study
    study_path: Path
    data: str | None
    sources: dict[str, str]
    out: Path
    until: str
    languages: tuple[str, ...]
    documents: tuple[str, ...]
    workers: int = 1
    trials: int | None = None
    chunk: int | None = None
    scenario: str = ""
    trial: int = 1
    marked: bool = False
    within: Within = field(default=lambda _step, _done, _of: None)

    @property
    def synthetic(self) -> str | None:
        """The scenario of the data, "" where they do not name it; None where they are real."""
        if self.data is not None:
            return "" if self.marked else None
        return self.scenario or None

    @property
    def has_data(self) -> bool:
        """Whether there are data, real or synthetic."""
        return self.data is not None or self.synthetic is not None

    @property
    def rehearses(self) -> bool:
        """Whether the trial is simulated: not for documents alone that read nothing of it."""
        if self.study.rehearsal is None:
            return False
        read = any(REHEARSAL in DOCUMENT_TABLES[name] for name in self.documents)
        return read or self.has_data or self.until != "documents"

    @property
    def definition(self) -> dict[str, str]:
        """The digest of the whole definition, as a step's source."""
        return {"study": digest_of(study_to_json(self.study).encode())}


def study_steps(request: Request) -> list[Step]:
    """Return the steps of a run, in order, up to a stage."""
    study_step = Step(
        "study", partial(make_study, study_to_json(request.study)), sources=request.definition
    )
    stages: dict[str, Callable[[Request], list[Step]]] = {
        "design": _design_steps,
        "rehearsal": _rehearsal_steps,
        "data": _data_steps,
        "analysis": _analysis_steps,
        "displays": _display_steps,
        "documents": _document_steps,
        "package": _package_steps,
    }
    wanted = STAGES[: STAGES.index(request.until) + 1]
    return [study_step, *(step for stage in wanted for step in stages[stage](request))]


def _design_steps(request: Request) -> list[Step]:
    study, run = request.study, RunFolder(request.out)
    step = Step("design", partial(make_design, study), sources=request.definition)
    if not is_designed(study) or "design" not in request.documents:
        return [step]
    return [
        step,
        *(
            Step(
                f"design.pictures.{language}",
                partial(make_design_pictures, study, run, language),
                inputs=(DESIGN,),
                sources=request.definition,
                batch="pictures",
            )
            for language in request.languages
        ),
    ]


def _rehearsal_steps(request: Request) -> list[Step]:
    study = request.study
    if study.rehearsal is None or not request.rehearses:
        return []
    scenarios = [
        Step(
            f"rehearsal.{item.id}",
            partial(
                _scenario_step,
                study,
                item.id,
                request.trials,
                request.workers,
                request.chunk,
                partial(request.within, f"rehearsal.{item.id}"),
            ),
            sources=request.definition,
            parameters={"trials": request.trials or study.rehearsal.trials},
        )
        for item in study.scenarios
    ]
    places = tuple(scenario_place(item.id) for item in study.scenarios)
    run = RunFolder(request.out)
    return [
        *scenarios,
        Step("rehearsal", partial(make_rehearsal, study, run), inputs=places),
        *(
            Step(
                f"rehearsal.pictures.{language}",
                partial(make_pictures, study, run, language),
                inputs=(REHEARSAL,),
                sources=request.definition,
                batch="pictures",
            )
            for language in request.languages
        ),
    ]


def _scenario_step(
    study: Study,
    scenario: str,
    trials: int | None,
    workers: int,
    chunk: int | None,
    told: Callable[[int, int], None],
    folder: Path,
) -> None:
    make_scenario(
        study, scenario, trials=trials, workers=workers, chunk=chunk, told=told, folder=folder
    )


def _data_steps(request: Request) -> list[Step]:
    if not request.has_data:
        return []
    run = RunFolder(request.out)
    analysis = {"study": digest_of(_analysis_part(request.study).encode())}
    steps = []
    data, inputs, sources = request.data, tuple[str, ...](), request.sources
    if data is None:
        steps.append(
            Step(
                "synthetic",
                partial(make_synthetic, request.study, request.scenario, request.trial),
                sources=request.definition,
                parameters={"scenario": request.scenario, "trial": request.trial},
            )
        )
        data, inputs, sources = str(request.out / "synthetic"), ("synthetic/",), {}
    return [
        *steps,
        Step("sdtm", partial(make_sdtm, data), inputs=inputs, sources=sources),
        Step(
            "findings",
            partial(make_findings, request.study, run),
            inputs=("sdtm/",),
            sources={**analysis, **sources},
        ),
    ]


def _analysis_steps(request: Request) -> list[Step]:
    if not request.has_data:
        return []
    run = RunFolder(request.out)
    analysis = {"study": digest_of(_analysis_part(request.study).encode())}
    return [
        Step(
            "adam",
            partial(make_adam, request.study, run),
            inputs=("sdtm/",),
            sources=analysis,
        ),
        Step(
            "results",
            partial(make_results, request.study, run),
            inputs=("adam/", "sdtm/"),
            sources=request.definition,
        ),
    ]


def _display_steps(request: Request) -> list[Step]:
    if not request.has_data:
        return []
    run = RunFolder(request.out)
    return [
        Step(
            f"displays.{language}",
            partial(make_displays, request.study, run, language, request.synthetic),
            inputs=("results/",),
            sources=request.definition,
            parameters={"synthetic": request.synthetic},
            batch="displays",
        )
        for language in request.languages
    ]


def _document_steps(request: Request) -> list[Step]:
    run = RunFolder(request.out)
    study = request.study
    entries: Sequence[JournalEntry] = read_journal(request.study_path)
    journal = journal_path(request.study_path)
    in_journal = {"journal": digest_of(journal.read_bytes())} if journal.exists() else {}
    there = (
        DESIGN,
        *((REHEARSAL,) if request.rehearses else ()),
        *((RESULTS,) if request.has_data else ()),
    )
    names = [name for name in request.documents if name in BEFORE_DATA or request.has_data]
    shells = [
        Step(
            f"shells.{language}",
            partial(make_shells, study, language),
            sources=request.definition,
            batch="shells",
        )
        for language in request.languages
        if "sap" in names and any(isinstance(d, DrawnDisplay) for d in study.displays)
    ]
    steps = [
        *shells,
        Step(
            "journal",
            partial(make_journal, run, names, entries),
            inputs=(STUDY, *there),
            sources=in_journal,
        ),
    ]
    for name in names:
        tables = tuple(place for place in DOCUMENT_TABLES[name] if place in there)
        steps.append(
            Step(
                f"{name}.tree",
                partial(make_tree, study, run, name, entries, request.synthetic),
                inputs=(STUDY, *tables, *(("findings/",) if name == "csr" else ())),
                sources={**request.definition, **in_journal},
                parameters={"synthetic": request.synthetic} if name == "csr" else None,
                batch="trees",
            )
        )
    order = [name for name in ("csr", "sap", "protocol", "rehearsal", "design") if name in names]
    steps += [
        Step(
            f"{name}.{language}.{ending}",
            partial(make_rendered, run, name, language, ending),
            inputs=(f"documents/{name}.json", JOURNAL, STUDY, *there, "displays/"),
            batch="files",
        )
        for ending in ENDINGS
        for name in order
        if ending in endings_of(name)
        for language in request.languages
    ]
    return steps


def _package_steps(request: Request) -> list[Step]:
    if not request.has_data:
        return []
    run = RunFolder(request.out)
    return [
        Step(
            "package",
            partial(make_package, request.study, run, request.synthetic),
            inputs=(STUDY, "sdtm/", "adam/", "documents/"),
            sources=request.definition,
            parameters={"synthetic": request.synthetic},
        )
    ]


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
        "planning",
        "regions",
    ]
    return "\n".join(f"{name}: {getattr(study, name)!r}" for name in parts)
