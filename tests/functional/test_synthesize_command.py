"""trialrun synthesize: transport files of one synthetic trial."""

import json
from datetime import date

import polars as pl
import pytest

from trialrun.cli import main
from trialrun.formats import dataset_of, write_xpt
from trialrun.sdtm import is_synthetic_source, read_sdtm


@pytest.fixture(scope="module")
def definition(root):
    return str(root / "examples" / "mrct-os" / "study.yaml")


def test_writes_a_file_a_domain_and_says_what_it_wrote(definition, tmp_path, capsys):
    out = tmp_path / "data"
    arguments = ["synthesize", definition, "-o", str(out), "--scenario", "NULL", "--trial", "3"]
    assert main([*arguments, "--seed", "5", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["scenario"], said["trial"], said["seed"]) == ("NULL", 3, 5)
    assert ["SYNTHETIC.txt", *(each["file"] for each in said["files"])] == sorted(
        path.name for path in out.iterdir()
    )
    assert main(arguments) == 0
    assert "scenario NULL, trial 3" in capsys.readouterr().out


def test_says_that_a_trial_ends_after_the_date_of_its_report(root, tmp_path, capsys):
    text = (root / "examples" / "mrct-os" / "study.yaml").read_text()
    file = tmp_path / "study.yaml"
    file.write_text(text.replace("report_date: 2032-10-31", "report_date: 2030-10-31"))
    assert main(["synthesize", str(file), "-o", str(tmp_path / "data")]) == 0
    said = capsys.readouterr().err
    assert "this trial ends on 2031-03-23" in said
    assert "2030-10-31" in said


def test_a_seed_that_no_stream_takes_is_a_wrong_request(definition, tmp_path):
    beyond = str(2**63)
    assert main(["synthesize", definition, "-o", str(tmp_path), "--seed", beyond]) == 2


def test_an_unknown_scenario_is_a_wrong_request(definition, tmp_path, capsys):
    assert main(["synthesize", definition, "-o", str(tmp_path), "--scenario", "HOPE"]) == 2
    assert "there is no scenario HOPE" in capsys.readouterr().err


def test_every_file_says_that_it_is_synthetic_and_goes_on_saying_so(definition, tmp_path):
    out = tmp_path / "data"
    assert main(["synthesize", definition, "-o", str(out)]) == 0
    assert is_synthetic_source(out)
    data = read_sdtm(out)
    assert data.synthetic
    assert all(each.label.startswith("SYNTHETIC - ") for each in data.datasets.values())
    (out / "SYNTHETIC.txt").unlink()
    assert is_synthetic_source(out)
    assert read_sdtm(out).synthetic


def test_the_note_marks_data_whose_files_hold_no_label(definition, tmp_path):
    out = tmp_path / "data"
    main(["synthesize", definition, "-o", str(out)])
    read_sdtm(out)["DM"].write_parquet(tmp_path / "dm.parquet")
    assert not read_sdtm(tmp_path).synthetic
    (out / "SYNTHETIC.txt").rename(tmp_path / "SYNTHETIC.txt")
    assert read_sdtm(tmp_path).synthetic


def test_data_that_are_not_marked_are_never_written_over(definition, tmp_path, capsys):
    real = tmp_path / "ae.xpt"
    write_xpt(dataset_of("AE", pl.DataFrame({"A": ["x"]})), real, when=date(2020, 1, 1))
    before = real.read_bytes()
    assert main(["synthesize", definition, "-o", str(tmp_path)]) == 2
    assert "not marked as synthetic data: ae.xpt" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["ae.xpt"]
    assert real.read_bytes() == before


def test_domains_of_an_earlier_call_do_not_stay(definition, tmp_path):
    old = dataset_of("ZZ", pl.DataFrame({"A": ["x"]}), label="SYNTHETIC - Old")
    write_xpt(old, tmp_path / "zz.xpt", when=date(2020, 1, 1))
    assert main(["synthesize", definition, "-o", str(tmp_path)]) == 0
    assert not (tmp_path / "zz.xpt").exists()
    assert (tmp_path / "dm.xpt").exists()
