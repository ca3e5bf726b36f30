"""trialrun journal: what a person adds to a study's documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trialrun.cli.app import app

journal_app = typer.Typer(help="What people add: their text for a section.", no_args_is_help=True)
app.add_typer(journal_app, name="journal")


@journal_app.command("add")
def add_command(
    study: Annotated[Path, typer.Argument(metavar="STUDY", help="The study definition (YAML).")],
    section: Annotated[str, typer.Option(help="Section of the document, such as 13.")],
    author: Annotated[str, typer.Option(help="Who wrote it.")],
    date: Annotated[str, typer.Option(help="When, YYYY-MM-DD.")],
    english: Annotated[Path, typer.Option("--en", help="File with the English text.")],
    chinese: Annotated[Path, typer.Option("--zh", help="File with the Chinese text.")],
    run: Annotated[Path, typer.Option("--run", help="Run folder that the author read.")],
    document: Annotated[str, typer.Option(help="Document: protocol, sap or csr.")] = "csr",
) -> int:
    """Add a person's text for a section of a document."""
    from trialrun.run import add_section_text

    entry = add_section_text(
        study,
        run,
        document=document,
        section=section,
        author=author,
        date=date,
        files={"en": english, "zh": chinese},
    )
    print(f"Added the text of {entry.author} for section {entry.section} of {entry.document}")
    return 0
