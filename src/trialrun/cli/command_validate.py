"""trialrun validate: the checks of study data alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trialrun.cli.app import app
from trialrun.cli.output import print_json


@app.command("validate")
def validate_command(
    study: Annotated[Path, typer.Argument(metavar="STUDY", help="The study definition (YAML).")],
    data: Annotated[
        str, typer.Option("--data", help="Folder or zip of SDTM files, or a data package.")
    ],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Folder for the findings as files.")
    ] = None,
    language: Annotated[str, typer.Option(help="Language of the messages: en or zh.")] = "en",
    fail_on: Annotated[
        str, typer.Option(help="Exit 1 from this level: error, warning or note.")
    ] = "note",
    as_json: Annotated[bool, typer.Option("--json", help="Print findings as JSON.")] = False,
) -> int:
    """Check study data and list the findings."""
    from trialrun.errors import EXIT_FINDINGS, EXIT_OK, RequestError
    from trialrun.run import LEVELS, at_least, validate_data
    from trialrun.study import LANGUAGES

    if fail_on not in LEVELS:
        raise RequestError(f"--fail-on is {fail_on!r}, must be one of {', '.join(LEVELS)}")
    if language not in LANGUAGES:
        raise RequestError(f"--language is {language!r}, must be one of {', '.join(LANGUAGES)}")
    report = validate_data(study, data, out, language)
    if as_json:
        print_json({"counts": report.counts, "findings": report.findings})
    else:
        print(report.text)
    return EXIT_FINDINGS if at_least(report.counts, fail_on) else EXIT_OK
