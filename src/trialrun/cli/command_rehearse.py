"""trialrun rehearse: the operating characteristics of a study, scenario by scenario."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trialrun.cli.app import app
from trialrun.cli.output import StepLines, print_json

if TYPE_CHECKING:
    from trialrun.rehearse import ScenarioRehearsal
    from trialrun.report import Results
    from trialrun.study import Study

ENDINGS = (".parquet", ".csv", ".json")


@app.command("rehearse")
def rehearse_command(
    study: Annotated[Path, typer.Argument(metavar="STUDY", help="The study definition (YAML).")],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="File (.parquet, .csv, .json) or folder of the results."),
    ] = None,
    scenario: Annotated[
        list[str] | None, typer.Option(help="Scenario; may be repeated; else all.")
    ] = None,
    trials: Annotated[
        int | None, typer.Option(min=100, help="Trials per scenario; else as the study says.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, max=2**63 - 1, help="Seed; else the study's.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Threads; one a processor unless given.")
    ] = None,
    chunk: Annotated[
        int | None, typer.Option(min=1, help="Trials at a time; changes no number.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the results as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No progress.")] = False,
) -> int:
    """Simulate a study under its scenarios: success, calendar, cost, each with its error."""
    from functools import partial

    from trialrun.design import design_study
    from trialrun.rehearse import check_request, rehearse_scenario
    from trialrun.report import Results
    from trialrun.study import load_study

    loaded = load_study(study)
    names = list(dict.fromkeys(scenario or [each.id for each in loaded.scenarios]))
    if seed is not None and loaded.rehearsal is not None:
        plan = loaded.rehearsal.model_copy(update={"seed": seed})
        loaded = loaded.model_copy(update={"rehearsal": plan})
    design = design_study(loaded)
    threads = workers or os.cpu_count() or 1
    check_request(loaded, names, design, trials=trials, workers=threads, chunk=chunk)
    bar = StepLines(quiet=quiet)
    found = [
        rehearse_scenario(
            loaded,
            design,
            name,
            trials=trials,
            workers=threads,
            chunk=chunk,
            progress=partial(bar.within, name),
        )
        for name in names
    ]
    if bar.live and not quiet:
        print(" " * bar.width, end="\r", file=sys.stderr)
    results = Results(row for each in found for row in each.results())
    if out is not None:
        _write(results, out)
    if as_json:
        print_json({"study": loaded.id, "results": _values(results)})
    else:
        print(_text(loaded, found))
        if out is not None:
            print(f"Results: {out}")
    return 0


def _write(results: Results, out: Path) -> None:
    """Write the results to a file of a known ending, or to a folder."""
    import json

    from trialrun.errors import OutputError
    from trialrun.formats import write_file, write_parquet

    files = [out] if out.suffix in ENDINGS else [out / f"rehearsal{end}" for end in ENDINGS[:2]]
    try:
        files[0].parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"can not be made ({error.strerror})", place=str(out)) from error
    for file in files:
        if file.suffix == ".parquet":
            write_parquet(results.frame(), file)
        elif file.suffix == ".csv":
            write_file(file, results.frame().write_csv().encode())
        else:
            content = {"schema_version": "1.0", "results": _values(results)}
            text = json.dumps(content, ensure_ascii=False, indent=1)
            write_file(file, f"{text}\n".encode())


def _values(results: Results) -> dict[str, float | None]:
    return {row.id: row.value for row in results.values()}


def _text(study: Study, found: list[ScenarioRehearsal]) -> str:
    """A line a scenario: success with its standard error, the same by calculation, months, cost."""
    head = f"{'scenario':<20}{'trials':>9}{'success':>9}{'se':>8}{'calculated':>12}{'months':>8}"
    lines = [head + (f"{'cost (million)':>16}" if study.costs else "")]
    for each in found:
        line = f"{each.scenario:<20}{each.trials:>9,}"
        for width, decimals, parts in (
            (9, 4, ("success", "estimate")),
            (8, 4, ("success", "se")),
            (12, 4, ("calculated", "power")),
            (8, 1, ("duration", "mean")),
        ):
            line += f"{_number(each, *parts, decimals=decimals):>{width}}"
        if study.costs:
            line += f"{_number(each, 'cost', 'mean', decimals=1, per=1e6):>16}"
        lines.append(line)
    return "\n".join(lines)


def _number(found: ScenarioRehearsal, *parts: str, decimals: int, per: float = 1.0) -> str:
    try:
        return f"{found.value(*parts) / per:.{decimals}f}"
    except KeyError:
        return "-"
