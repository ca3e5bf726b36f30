"""A request that can not be honoured: exit code 2, one message that names the place, no output."""

import re
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from command import answer

from trialrun.study import study_template


def one_message(done: CompletedProcess[str]) -> str:
    """The one error of a refused request."""
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert done.stdout == ""
    messages = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert len(messages) == 1, done.stderr
    return messages[0]


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "study.yaml"
    path.write_text(study_template(), encoding="utf-8")
    (tmp_path / "data").mkdir()
    return path


def edited(study: Path, old: str, new: str) -> int:
    """Replace text in the definition; return the line on which it stands."""
    text = study.read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    study.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


FAULTS = {
    "unknown key": (
        "    allocation: 1\n    planned",
        "    alocation: 1\n    planned",
        r"alocation.*did you mean .?allocation",
    ),
    "endpoint without analysis": (
        "endpoint: WEIGHT12\n    population: ITT\n    label",
        "endpoint: WEIGHT\n    population: ITT\n    label",
        r"WEIGHT",
    ),
    "unknown arm": ("first: [PRIMARY.EXM-PBO]", "first: [PRIMARY.EXN-PBO]", r"EXN"),
    "unknown population": ("within: ITT", "within: ITTT", r"ITTT.*ITT"),
    "unknown visit": (
        "zh: 签署知情同意书}, visits: [V1]",
        "zh: 签署知情同意书}, visits: [V9]",
        r"V9",
    ),
    "unknown method": ("    method: ancova\n", "    method: ancovva\n", r"ancovva.*ancova"),
    "wrong date": ("report_date: 2026-06-30", "report_date: 2026-06-31", r"2026-06-31|date"),
    "a number that is none": ("alpha: 0.05  ", "alpha: few  ", r"few|number"),
    "missing language": ("label: {en: Placebo, zh: 安慰剂}", "label: {en: Placebo}", r"zh"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_definition_is_said_with_its_line(fault, study, tmp_path):
    old, new, said = FAULTS[fault]
    line = edited(study, old, new)
    checked = answer("check", study.name, cwd=tmp_path)
    assert checked.returncode == 2
    assert "Traceback" not in checked.stderr
    assert re.search(said, checked.stderr, re.IGNORECASE), checked.stderr
    places = [int(number) for number in re.findall(r"study\.yaml:(\d+)", checked.stderr)]
    assert places, checked.stderr
    assert min(abs(place - line) for place in places) <= 4, (line, checked.stderr)
    message = one_message(answer("run", study.name, "--data", "data", "-o", "out", cwd=tmp_path))
    assert "study.yaml:" in message or "2 faults" in message or "faults:" in message
    assert not (tmp_path / "out").exists()


def test_an_allocation_that_sums_to_zero_is_refused(study, tmp_path):
    text = study.read_text(encoding="utf-8").replace("allocation: 1", "allocation: 0")
    study.write_text(text, encoding="utf-8")
    message = one_message(answer("check", "study.yaml", cwd=tmp_path))
    assert "allocation" in message
    assert re.search(r"study\.yaml:\d+", message)
    message = one_message(answer("run", "study.yaml", "--data", "data", "-o", "out", cwd=tmp_path))
    assert "allocation" in message
    assert not (tmp_path / "out").exists()


def test_an_endpoint_without_analysis_is_refused(study, tmp_path):
    line = edited(study, "estimands:\n", "  - id: LOST\n    level: secondary\n"
                  "    label: {en: Lost, zh: 缺}\n    short_label: {en: Lost, zh: 缺}\n"
                  "    data_set: ADVS\n    parameter: WEIGHT\n    variable: CHG\n"
                  "    better: lower\n    source: Protocol 3\n\nestimands:\n")  # fmt: skip
    message = one_message(answer("check", "study.yaml", cwd=tmp_path))
    assert "LOST" in message
    assert "analysis" in message
    place = re.search(r"study\.yaml:(\d+)", message)
    assert place is not None
    assert 0 <= int(place[1]) - line <= 10


@pytest.mark.parametrize(
    "broken",
    [
        "id: [1, 2\nx: 3\n",
        "a: b: c\n",
        "\tid: 1\n",
        "id: 'open\n",
        "- a\n- b\n",
        "",
        "just words\n",
    ],
)
def test_broken_yaml_is_said_with_its_line(broken, study, tmp_path):
    study.write_text(broken, encoding="utf-8")
    for command in (["check", "study.yaml"], ["run", "study.yaml", "--data", "data", "-o", "out"]):
        done = answer(*command, cwd=tmp_path)
        assert done.returncode == 2, done.stderr
        assert "Traceback" not in done.stderr
        assert "study.yaml" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00i\x00d", b"id: \x80\x81\n", b"\x00\x01\x02"])
def test_a_definition_that_is_no_text_is_refused(content, study, tmp_path):
    study.write_bytes(content)
    done = answer("check", "study.yaml", cwd=tmp_path)
    assert done.returncode in {2, 3}  # broken text, or no text at all
    assert "Traceback" not in done.stderr
    assert "study.yaml" in done.stderr


def test_a_definition_that_is_not_there_is_said(tmp_path):
    done = answer("check", "nowhere.yaml", cwd=tmp_path)
    assert done.returncode in {2, 3}
    assert "nowhere.yaml" in done.stderr
    assert "Traceback" not in done.stderr


OPTIONS = {
    "until": (["--until", "analisis"], r"analisis.*data, analysis, displays"),
    "language": (["--language", "fr"], r"fr.*en, zh"),
    "fail-on": (["--fail-on", "eror"], r"eror.*error, warning, note"),
    "unknown option": (["--untl", "data"], r"--until"),
    "workers": (["--workers", "many"], r"--workers"),
}


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize("option", OPTIONS)
def test_an_option_that_is_not_known_is_refused_before_anything_is_made(option, tmp_path):
    given, said = OPTIONS[option]
    done = answer("run", "study.yaml", "--data", "data", "-o", "out", *given, cwd=tmp_path)
    assert re.search(said, one_message(done)), done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("study")
def test_missing_arguments_are_named(tmp_path):
    assert "--data" in one_message(answer("run", "study.yaml", "-o", "out", cwd=tmp_path))
    assert "--out" in one_message(answer("run", "study.yaml", "--data", "data", cwd=tmp_path))
    assert "STUDY" in one_message(answer("check", cwd=tmp_path))
    assert "--run" in one_message(answer("verify", "x.docx", cwd=tmp_path))
    assert "--data" in one_message(answer("validate", "study.yaml", cwd=tmp_path))
    assert "nosuch" in one_message(answer("nosuch", cwd=tmp_path))


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize("option", [["--language", "fr"], ["--fail-on", "all"]])
def test_validate_refuses_what_it_does_not_know(option, tmp_path):
    done = answer("validate", "study.yaml", "--data", "data", *option, cwd=tmp_path)
    assert option[1] in one_message(done)


def test_new_does_not_replace_a_file_unasked(study, tmp_path):
    before = study.read_bytes()
    message = one_message(answer("new", "study.yaml", cwd=tmp_path))
    assert "study.yaml" in message
    assert "--force" in message
    assert study.read_bytes() == before
