"""`--json`: one JSON value with its schema version on standard output, progress elsewhere."""

import json
from pathlib import Path
from typing import Any

import command
import pytest
from mini_trial import made_up_trial, write_trial

from trialrun.study import study_template


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    """A folder with a definition, one with faults, data, and a finished run."""
    folder = tmp_path_factory.mktemp("json")
    template = study_template()
    (folder / "study.yaml").write_text(template, encoding="utf-8")
    (folder / "faulty.yaml").write_text(template.replace("alpha:", "alfa:"), encoding="utf-8")
    write_trial(made_up_trial(4), folder / "data")
    given = ["run", "study.yaml", "--data", "data", "-o", "out", "--language", "en", "--json"]
    done = command.answer(*given, cwd=folder)
    (folder / "run.out").write_text(done.stdout, encoding="utf-8")
    (folder / "run.err").write_text(done.stderr, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return folder


def answer(place: Path, *given: str, code: int = 0) -> tuple[dict[str, Any], str]:
    done = command.answer(*given, "--json", cwd=place)
    assert done.returncode == code, done.stderr
    said = json.loads(done.stdout)
    assert said["schema_version"] == "1.0"
    return said, done.stderr


def test_run(place):
    said = json.loads((place / "run.out").read_text(encoding="utf-8"))
    assert said["schema_version"] == "1.0"
    assert {"out", "steps", "findings", "verified"} <= set(said)
    assert set(said["findings"]) == {"error", "warning", "note"}
    names = [step["name"] for step in said["steps"]]
    progress = (place / "run.err").read_text(encoding="utf-8")
    assert names
    assert all(name in progress for name in names)


def test_quiet_says_nothing_at_all(place):
    given = ["run", "study.yaml", "--data", "data", "-o", "out", "--language", "en", "-q"]
    said, progress = answer(place, *given)
    assert progress == ""
    assert all(step["cached"] for step in said["steps"])


def test_check(place):
    said, progress = answer(place, "check", "study.yaml")
    assert (said["faults"], progress) == ([], "")
    said, _ = answer(place, "check", "faulty.yaml", code=2)
    assert said["faults"]
    assert said["faults"][0]["line"] > 0


def test_validate(place):
    said, progress = answer(place, "validate", "study.yaml", "--data", "data", code=1)
    assert set(said["counts"]) == {"error", "warning", "note"}
    assert all(finding["message"] for finding in said["findings"])
    assert progress == ""
    answer(place, "validate", "study.yaml", "--data", "data", "--fail-on", "error")


def test_verify(place):
    said, progress = answer(place, "verify", "out/documents/csr.en.html", "--run", "out")
    assert (said["differences"], progress) == ([], "")
    page = (place / "out" / "documents" / "csr.en.html").read_text(encoding="utf-8")
    (place / "csr.en.html").write_text(
        page.replace("<", "\n<", 1).replace("EXAMPLE01", "EXAMPLE02")
    )
    said, _ = answer(place, "verify", "csr.en.html", "--run", "out", code=1)
    assert {"place", "what", "expected", "found"} <= set(said["differences"][0])


@pytest.mark.parametrize(
    ("given", "code", "kind"),
    [
        (["run", "study.yaml", "--data", "nowhere", "-o", "x"], 3, "DataError"),
        (["run", "faulty.yaml", "--data", "data", "-o", "x"], 2, "StudyError"),
        (["run", "study.yaml", "--data", "data", "-o", "x", "--until", "y"], 2, "RequestError"),
        (["run", "study.yaml", "--data", "data", "-o", "study.yaml/x"], 3, "OutputError"),
        (["validate", "study.yaml", "--data", "nowhere"], 3, "DataError"),
        (["verify", "gone.docx", "--run", "out"], 3, "DocumentError"),
        (["verify", "study.yaml", "--run", "out"], 2, "RequestError"),
    ],
)
def test_an_error_is_json_too(given, code, kind, place):
    said, progress = answer(place, *given, code=code)
    assert said["error"]["kind"] == kind
    assert said["error"]["message"]
    assert progress.startswith("error: ")
    assert not (place / "x").exists()


def test_run_json_and_findings_have_a_schema_version(place):
    for file in ("run.json", "findings/findings.json", "sdtm/datasets.json"):
        assert json.loads((place / "out" / file).read_text(encoding="utf-8"))["schema_version"]
