"""`trialrun rehearse`: a line a scenario, files of results, exit 2 before anything is simulated."""

from __future__ import annotations

import json
from pathlib import Path

import command
import polars as pl
import pytest


def trialrun(*arguments):
    return command.answer(*arguments, cwd=Path.cwd())


@pytest.fixture(scope="module")
def study(root):
    return root / "examples" / "mrct-os" / "study.yaml"


def test_scenarios_are_shown_and_written(study, tmp_path):
    few = ("--trials", "200", "--scenario", "EXPECTED", "--scenario", "NULL")
    done = trialrun("rehearse", study, *few, "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines()[1:3]] == ["EXPECTED", "NULL"]
    frame = pl.read_parquet(tmp_path / "out" / "rehearsal.parquet")
    assert frame["id"].str.starts_with("rehearsal:").all()
    assert (tmp_path / "out" / "rehearsal.csv").is_file()
    answer = trialrun("rehearse", study, *few, "--workers", "1", "--chunk", "17", "--json")
    values = json.loads(answer.stdout)["results"]
    assert values == dict(frame.select("id", "value").iter_rows())


def test_another_seed_gives_other_trials(study, tmp_path):
    for seed in (1, 2):
        given = ("--trials", "200", "--scenario", "EXPECTED", "--seed", seed, "-q")
        assert trialrun("rehearse", study, *given, "-o", tmp_path / f"{seed}.json").returncode == 0
    one, two = (json.loads((tmp_path / f"{seed}.json").read_text())["results"] for seed in (1, 2))
    assert one["rehearsal:EXPECTED.duration.mean"] != two["rehearsal:EXPECTED.duration.mean"]
    assert one["rehearsal:EXPECTED.calculated.power"] == two["rehearsal:EXPECTED.calculated.power"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--scenario", "NONE"), "'NONE' is unknown, must be one of NULL"),
        (("--trials", "3"), "100"),
        (("--workers", "0"), "workers"),
        (("--seed", "-1"), "seed"),
        (("--chunk", "0"), "chunk"),
    ],
)
def test_a_wrong_request_is_refused(study, tmp_path, arguments, said):
    refused = trialrun("rehearse", study, *arguments, "-o", tmp_path / "out")
    assert refused.returncode == 2
    assert said in refused.stderr
    assert not (tmp_path / "out").exists()
