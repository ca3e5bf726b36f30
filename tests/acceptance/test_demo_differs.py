"""What the README says of the demo: where its data's numbers differ from the published ones."""

from __future__ import annotations

import re
import subprocess
import sys

PLACE = re.compile(r"^  different: .* \| (.*): published \S+, ours \S+$")


def test_only_counts_of_events_differ_and_only_in_the_table_of_events(root, shared, demo_run):
    done = subprocess.run(
        [sys.executable, root / "scripts" / "agree-tables", demo_run, shared / "pilot" / "tables"],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stdout.splitlines()
    different = [PLACE.match(line)[1] for line in lines if line.startswith("  different: ")]
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert f"{len(different)} of its 2,009 numbers" in readme
    assert all(column.endswith("[AEs]") for column in different)
    others = [line for line in lines if re.match(r"\d+-\d+\.\d+: ", line)]
    tables = [line.split(":")[0] for line in others if "different 0, missing 0" not in line]
    assert tables == ["14-5.01"]
