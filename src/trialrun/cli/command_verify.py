"""trialrun verify: a document against the run that it came from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trialrun.cli.app import app
from trialrun.cli.output import differences_text, print_json


@app.command("verify")
def verify_command(
    file: Annotated[Path, typer.Argument(help="A docx, PDF or HTML document.")],
    run: Annotated[Path, typer.Option("--run", help="Folder of the run that made it.")],
    document: Annotated[
        str | None,
        typer.Option(help="Which it is (csr, protocol, sap …); else its name or content tells."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print differences as JSON.")] = False,
) -> int:
    """Compare a document, number by number, with the results that it was made from."""
    from dataclasses import asdict

    from trialrun.errors import EXIT_FINDINGS, EXIT_OK
    from trialrun.run import verify_document

    differences = verify_document(file, run, document)
    if as_json:
        print_json(
            {"file": str(file), "differences": [asdict(difference) for difference in differences]}
        )
    else:
        for difference in differences:
            print(difference)
        print(f"{file}: {differences_text(len(differences))}")
    return EXIT_FINDINGS if differences else EXIT_OK
