"""trialrun write: the documents that are written before there are data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trialrun.cli.app import app
from trialrun.cli.output import StepLines, differences_text, print_json


@app.command("write")
def write_command(
    study: Annotated[Path, typer.Argument(metavar="STUDY", help="The study definition (YAML).")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder of the run.")],
    document: Annotated[
        list[str] | None,
        typer.Option(
            help="Document: design, protocol, sap or rehearsal; may be repeated; else all."
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
    as_json: Annotated[bool, typer.Option("--json", help="Print what was done as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No progress.")] = False,
) -> int:
    """Write the protocol, the analysis plan and the rehearsal report, before there are data."""
    from trialrun.errors import EXIT_FINDINGS, EXIT_OK, RequestError
    from trialrun.run import BEFORE_DATA, documents_of, run_study
    from trialrun.study import LANGUAGES, load_study

    there = documents_of(load_study(study))
    allowed = [name for name in BEFORE_DATA if name in there]
    for name in document or ():
        if name not in allowed:
            raise RequestError(f"--document is {name!r}, must be one of {', '.join(allowed)}")
    for name in language or ():
        if name not in LANGUAGES:
            raise RequestError(f"--language is {name!r}, must be one of {', '.join(LANGUAGES)}")
    lines = StepLines(quiet=quiet)
    report = run_study(
        study,
        None,
        out,
        until="documents",
        before_data=True,
        languages=tuple(name for name in LANGUAGES if name in (language or LANGUAGES)),
        documents=document or allowed,
        workers=workers,
        trials=trials,
        progress=lines,
        within=lines.within,
    )
    if as_json:
        print_json({"out": str(out), "verified": report.verified})
    else:
        for file, faults in report.verified.items():
            print(f"{file}: {differences_text(faults)}")
        print(f"Run folder: {out}")
    return EXIT_FINDINGS if any(report.verified.values()) else EXIT_OK
