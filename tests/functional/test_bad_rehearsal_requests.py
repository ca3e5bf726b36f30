"""A trial that can not be rehearsed is refused before anything is simulated, with its place."""

import re
from pathlib import Path

import pytest
from command import answer

FAULTS = {
    "negative hazard": (
        "mrct-os",
        "hazards: [{from_month: 0, per_month: 0.04951051}]",
        "hazards: [{from_month: 0, per_month: -0.04951051}]",
        r"scenarios\[\d\]\.survival\[\d\]\.hazards\[\d\]\.per_month.*-0\.0495.*greater than 0",
    ),
    "hazard of zero": (
        "mrct-os",
        "hazards: [{from_month: 0, per_month: 0.04951051}]",
        "hazards: [{from_month: 0, per_month: 0}]",
        r"per_month.*found 0.*greater than 0",
    ),
    "negative hazard ratio": (
        "mrct-os",
        "pieces: [{from_month: 0, ratio: 0.72}]",
        "pieces: [{from_month: 0, ratio: -0.72}]",
        r"ratio.*-0\.72.*greater than 0",
    ),
    "negative dropout": (
        "mrct-os",
        "dropout: [{per_month: 0.005}]",
        "dropout: [{per_month: -0.005}]",
        r"dropout\[\d\]\.per_month.*-0\.005",
    ),
    "pieces out of order": (
        "mrct-os",
        "pieces: [{from_month: 0, ratio: 1}, {from_month: 4, ratio: 0.62}]",
        "pieces: [{from_month: 0, ratio: 1}, {from_month: 0, ratio: 0.62}]",
        r"effects.*piece from month 0 follows one from month 0",
    ),
    "information out of order": (
        "mrct-os",
        "information: [0.5, 0.75, 1]",
        "information: [0.75, 0.5, 1]",
        r"planning\.group_sequential.*information fraction 2 is 0\.5, must be above 0\.75",
    ),
    "information that does not end": (
        "mrct-os",
        "information: [0.5, 0.75, 1]",
        "information: [0.5, 0.75]",
        r"last information fraction is 0\.75, must be 1",
    ),
    "region without sites": (
        "mrct-os",
        "    sites: 35\n",
        "    sites: 0\n",
        r"regions\[0\]\.sites.*found 0.*greater than or equal to 1",
    ),
    "region that never enrols": (
        "mrct-os",
        "    rate: 0.45\n",
        "    rate: 0\n",
        r"regions\[0\]\.rate.*found 0.*greater than 0",
    ),
    "scenario that can never enrol": (
        "mrct-os",
        "    kind: expected\n",
        "    kind: expected\n    enrolment_factor: 0.0001\n",
        r"scenarios\[1\]\.enrolment_factor.*subjects are expected in.*planning\.subjects",
    ),
    "caps below the size": (
        "mrct-os",
        "  subjects: 560\n",
        "  subjects: 5600\n",
        r"caps of all regions sum to",
    ),
    "unknown region": (
        "mrct-os",
        "{arm: EXM, region: USA,",
        "{arm: EXM, region: UAS,",
        r"no region 'UAS'.*did you mean 'USA'",
    ),
    "unknown sizing scenario": (
        "mrct-os",
        "    scenario: EXPECTED\n",
        "    scenario: HOPED\n",
        r"planning\.group_sequential\.scenario.*no scenario 'HOPED'",
    ),
    "block that the arms do not share": (
        "mrct-os",
        "  block_size: 4\n",
        "  block_size: 3\n",
        r"planning\.block_size.*found 3.*multiple of 2",
    ),
}


def refused(folder: Path, *arguments: object) -> str:
    """The one error of a refused request; nothing was written but the definition."""
    done = answer(*arguments, cwd=folder)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    messages = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert len(messages) == 1, done.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["study.yaml"]
    return done.stderr


def broken(root: Path, folder: Path, study: str, old: str, new: str) -> int:
    """Write a definition with one fault; return the line on which it stands."""
    text = (root / "examples" / study / "study.yaml").read_text(encoding="utf-8")
    assert old in text, old
    (folder / "study.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize("fault", FAULTS)
def test_a_rehearsal_that_can_not_be_is_refused_with_its_place(fault, root, tmp_path):
    study, old, new, message = FAULTS[fault]
    broken(root, tmp_path, study, old, new)
    said = refused(tmp_path, "run", "study.yaml", "-o", "out")
    assert re.search(message, said, re.DOTALL), said
    assert re.search(r"study\.yaml:\d+", said), said


@pytest.mark.parametrize("command", ["design", "rehearse", "synthesize", "write"])
def test_every_command_before_data_refuses(command, root, tmp_path):
    _, old, new, message = FAULTS["negative hazard"]
    broken(root, tmp_path, "mrct-os", old, new)
    output = () if command == "design" else ("-o", "out")
    assert re.search(message, refused(tmp_path, command, "study.yaml", *output), re.DOTALL)


def pair(rows: list[list[float]], value: float) -> list[list[float]]:
    """The matrix with one pair of correlations set."""
    found = [list(row) for row in rows]
    found[0][1] = found[1][0] = value
    return found


def all_but_signs(rows: list[list[float]]) -> list[list[float]]:
    """Correlations that contradict each other: each pair alone would be possible."""
    found = [list(row) for row in rows]
    for i, j, value in ((0, 1, 0.95), (0, 2, 0.95), (1, 2, -0.95)):
        found[i][j] = found[j][i] = value
    return found


MATRICES = {
    "not symmetric": (lambda rows: [[*rows[0][:1], 0.9, *rows[0][2:]], *rows[1:]], "not symmetric"),
    "too small": (lambda rows: rows[:-1], r"must be \d rows of \d"),
    "above one": (lambda rows: pair(rows, 1.5), "holds 1.5"),
    "no diagonal": (lambda rows: [[0.5, *rows[0][1:]], *rows[1:]], "diagonal is not 1"),
    "not positive definite": (all_but_signs, "smallest eigenvalue"),
}


@pytest.mark.parametrize("fault", MATRICES)
def test_a_correlation_matrix_that_is_none_is_refused(fault, root, tmp_path):
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = 100_000
    content = yaml.load(root / "examples" / "cdiscpilot01" / "study.yaml")
    change, message = MATRICES[fault]
    scenario = next(item for item in content["scenarios"] if item.get("correlation"))
    scenario["correlation"] = change([[float(x) for x in row] for row in scenario["correlation"]])
    with (tmp_path / "study.yaml").open("w", encoding="utf-8") as file:
        yaml.dump(content, file)
    said = refused(tmp_path, "rehearse", "study.yaml", "-o", "out")
    assert re.search(message, said), said
    assert "correlation" in said


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--scenario", "HOPED"], r"no scenario 'HOPED'.*NULL, EXPECTED"),
        (["--until", "dreaming"], r"no stage 'dreaming'"),
        (["--document", "novel"], r"no document 'novel'"),
        (["--trials", "0"], r"--trials"),
        (["--workers", "0"], r"--workers"),
    ],
)
def test_a_wrong_option_is_refused(options, message, root, tmp_path):
    text = (root / "examples" / "mrct-os" / "study.yaml").read_text(encoding="utf-8")
    (tmp_path / "study.yaml").write_text(text, encoding="utf-8")
    said = refused(tmp_path, "run", "study.yaml", "-o", "out", *options)
    assert re.search(message, said, re.DOTALL), said


def test_data_and_a_scenario_do_not_go_together(root, tmp_path):
    text = (root / "examples" / "mrct-os" / "study.yaml").read_text(encoding="utf-8")
    (tmp_path / "study.yaml").write_text(text, encoding="utf-8")
    options = ["--data", "anywhere", "--scenario", "EXPECTED", "-o", "out"]
    assert "leave out --data" in refused(tmp_path, "run", "study.yaml", *options)
