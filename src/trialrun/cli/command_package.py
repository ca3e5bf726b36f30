"""trialrun package: what is handed over of a run, or whether a package is still what was written."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trialrun.cli.app import app
from trialrun.cli.output import print_json


@app.command("package")
def package_command(
    folder: Annotated[
        Path, typer.Argument(metavar="RUN", help="Folder of a run; with --check, of a package.")
    ],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Folder of the package; else RUN/package.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Compare a package with its manifest; write nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
) -> int:
    """Write transport files, Define-XML, documents and manifest of a run, or check a package."""
    from trialrun.errors import EXIT_FINDINGS, EXIT_OK, RequestError
    from trialrun.run import check_packaged, package_run

    if check:
        if out is not None:
            raise RequestError("--check writes nothing: leave out -o")
        faults = check_packaged(folder)
        if as_json:
            print_json({"package": str(folder), "faults": [list(fault) for fault in faults]})
        else:
            for path, kind in faults:
                print(f"{path}: {kind}")
            count = len(faults)
            print(f"{folder}: {'as written' if not count else f'{count} differences'}")
        return EXIT_FINDINGS if faults else EXIT_OK
    place = out or folder / "package"
    files, remarks = package_run(folder, place)
    if as_json:
        print_json({"package": str(place), "files": files, "remarks": remarks})
    else:
        for remark in remarks:
            print(f"note: {remark}")
        print(f"{place}: {len(files)} files")
    return EXIT_OK
