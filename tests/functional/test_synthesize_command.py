"""trialrun synthesize: transport files of one synthetic trial."""

import json

import pytest

from trialrun.cli import main


@pytest.fixture(scope="module")
def definition(root):
    return str(root / "examples" / "mrct-os" / "study.yaml")


def test_writes_a_file_a_domain_and_says_what_it_wrote(definition, tmp_path, capsys):
    out = tmp_path / "data"
    arguments = ["synthesize", definition, "-o", str(out), "--scenario", "NULL", "--trial", "3"]
    assert main([*arguments, "--seed", "5", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["scenario"], said["trial"], said["seed"]) == ("NULL", 3, 5)
    assert sorted(each["file"] for each in said["files"]) == sorted(
        path.name for path in out.iterdir()
    )
    assert main(arguments) == 0
    assert "scenario NULL, trial 3" in capsys.readouterr().out


def test_an_unknown_scenario_is_a_wrong_request(definition, tmp_path, capsys):
    assert main(["synthesize", definition, "-o", str(tmp_path), "--scenario", "HOPE"]) == 2
    assert "there is no scenario HOPE" in capsys.readouterr().err
