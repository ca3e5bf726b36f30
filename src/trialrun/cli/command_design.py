"""trialrun design: sample size, boundaries and stopping rules of a study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trialrun.cli.app import app
from trialrun.cli.output import StepLines, differences_text, print_json


@app.command("design")
def design_command(
    study: Annotated[Path, typer.Argument(metavar="STUDY", help="The study definition (YAML).")],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="Folder for the design report, English and Chinese."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the design as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No progress.")] = False,
) -> int:
    """Size a study, bound its looks, and say what to expect of them."""
    from trialrun.design import design_json, design_study, design_text
    from trialrun.errors import EXIT_FINDINGS, EXIT_OK, RequestError
    from trialrun.study import load_study

    loaded = load_study(study)
    design = design_study(loaded)
    if not design.results():
        raise RequestError(
            "states no group-sequential test, sample size, stopping rule with rates or calculation",
            place=str(study),
            hint="write planning.group_sequential, sample_size, stopping_rules or calculations.",
        )
    verified = {} if out is None else _report(study, out, quiet=quiet or as_json)
    if as_json:
        said = {} if out is None else {"out": str(out), "verified": verified}
        print_json({"study": loaded.id, **design_json(design), **said})
    else:
        print(design_text(design))
        for file, faults in verified.items():
            print(f"{out}/{file}: {differences_text(faults)}")
    return EXIT_FINDINGS if any(verified.values()) else EXIT_OK


def _report(study: Path, out: Path, *, quiet: bool) -> dict[str, int]:
    """Write the design report into a folder; return each file with what its verification found."""
    from trialrun.run import run_study

    lines = StepLines(quiet=quiet)
    report = run_study(
        study,
        None,
        out,
        until="documents",
        before_data=True,
        documents=("design",),
        progress=lines,
        within=lines.within,
    )
    return dict(report.verified)
