"""trialrun new, check, schema: the study definition."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trialrun.cli.app import app
from trialrun.cli.output import print_json


@app.command("new")
def new_command(
    path: Annotated[Path, typer.Argument(help="File to write, such as study.yaml.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> int:
    """Write a commented study definition to start from."""
    from trialrun.errors import RequestError
    from trialrun.formats import write_file
    from trialrun.study import study_template

    if path.is_file() and not force:
        raise RequestError(
            "the file is there already", place=str(path), hint="use --force to replace it."
        )
    write_file(path, study_template().encode("utf-8"))
    print(f"Wrote {path}. Next: trialrun check {path}")
    return 0


@app.command("check")
def check_command(
    study: Annotated[Path, typer.Argument(metavar="STUDY", help="The study definition (YAML).")],
    as_json: Annotated[bool, typer.Option("--json", help="Print faults as JSON.")] = False,
) -> int:
    """Say everything that is wrong with a study definition, at once."""
    import sys
    from dataclasses import asdict

    from trialrun.errors import EXIT_OK, EXIT_REQUEST
    from trialrun.study import check_study

    checked, faults = check_study(study)
    if as_json:
        print_json({"file": str(study), "faults": [asdict(fault) for fault in faults]})
    for fault in faults:
        print(f"error: {fault}", file=sys.stderr)
    if checked is None:
        return EXIT_REQUEST
    if not as_json:
        print(
            f"{study}: no faults. {checked.id}: {len(checked.arms)} arms, "
            f"{len(checked.visits)} visits, {len(checked.endpoints)} endpoints, "
            f"{len(checked.analyses)} analyses, {len(checked.displays)} displays"
        )
    return EXIT_OK


@app.command("schema")
def schema_command() -> int:
    """Print the JSON Schema of a study definition."""
    import json

    from trialrun.study import study_schema

    print(json.dumps(study_schema(), ensure_ascii=False, indent=1))
    return 0
