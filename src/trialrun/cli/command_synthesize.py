"""trialrun synthesize: one trial of synthetic patients, as SDTM transport files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from trialrun.cli.app import app
from trialrun.cli.output import print_json


@app.command("synthesize")
def synthesize_command(
    study: Annotated[Path, typer.Argument(metavar="STUDY", help="The study definition (YAML).")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the transport files.")],
    scenario: Annotated[
        str | None, typer.Option(help="Scenario that is the truth; else the definition's own.")
    ] = None,
    trial: Annotated[int | None, typer.Option(min=1, help="Number of the trial.")] = None,
    seed: Annotated[
        int | None,
        typer.Option(
            min=0, max=2**63 - 1, help="Seed of the random streams; else the definition's."
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print what was written as JSON.")
    ] = False,
) -> int:
    """
    Draw one trial of synthetic patients from a scenario and write it as SDTM.

    Every file says that it is synthetic. Synthetic data of an earlier call are replaced; a folder
    that holds anything else is refused.
    """
    from trialrun.errors import EXIT_OK, RequestError
    from trialrun.sdtm import clear_synthetic, synthesize, write_sdtm
    from trialrun.study import load_study

    definition = load_study(study)
    plan = definition.rehearsal
    if plan is None:
        raise RequestError(
            "the definition has no rehearsal",
            place=str(study),
            hint="rehearsal says with which seed and from which day synthetic patients are drawn.",
        )
    chosen = scenario or plan.synthetic_scenario
    number = trial or plan.synthetic_trial
    data = synthesize(definition, chosen, trial=number, seed=seed)
    clear_synthetic(out)
    report_date = definition.identification.report_date
    digests = write_sdtm(data, out, when=report_date)
    last = max(data["DM"]["RFPENDTC"].drop_nulls().to_list())
    if last > report_date.isoformat():
        print(
            f"note: this trial ends on {last}, after identification.report_date ({report_date}): "
            "documents on it would be dated before their data.",
            file=sys.stderr,
        )
    used = plan.seed if seed is None else seed
    if as_json:
        files = [
            {
                "file": f"{name.lower()}.xpt",
                "rows": frame.height,
                "sha256": digests[f"{name.lower()}.xpt"],
            }
            for name, frame in data.items()
        ]
        print_json({"scenario": chosen, "trial": number, "seed": used, "files": files})
    else:
        subjects = data["DM"].height
        print(
            f"{out}: {len(data)} data sets of {subjects} subjects screened, "
            f"scenario {chosen}, trial {number}, seed {used}"
        )
    return EXIT_OK
