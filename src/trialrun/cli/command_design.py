"""trialrun design: sample size, boundaries and stopping rules of a study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trialrun.cli.app import app
from trialrun.cli.output import print_json


@app.command("design")
def design_command(
    study: Annotated[Path, typer.Argument(metavar="STUDY", help="The study definition (YAML).")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the design as JSON.")] = False,
) -> int:
    """Size a study, bound its looks, and say what to expect of them."""
    from trialrun.design import design_json, design_study, design_text
    from trialrun.errors import RequestError
    from trialrun.study import load_study

    loaded = load_study(study)
    design = design_study(loaded)
    if not design.results():
        raise RequestError(
            "states no group-sequential test, sample size or stopping rule with rates",
            place=str(study),
            hint="write planning.group_sequential, sample_size or stopping_rules.",
        )
    if as_json:
        print_json({"study": loaded.id, **design_json(design)})
    else:
        print(design_text(design))
    return 0
