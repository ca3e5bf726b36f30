"""The script that compares a run's analysis data with reference data sets."""

from __future__ import annotations

import importlib.util
import io
import re
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from importlib.machinery import SourceFileLoader

import polars as pl
import pytest

SUBJECTS = 200


@pytest.fixture(scope="module")
def script(root):
    """The script as a module, so that it need not start anew for each request."""
    loader = SourceFileLoader("agree_adam", str(root / "scripts" / "agree-adam"))
    spec = importlib.util.spec_from_loader("agree_adam", loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules["agree_adam"] = module
    loader.exec_module(module)
    yield module
    del sys.modules["agree_adam"]


@pytest.fixture
def adsl():
    return pl.DataFrame(
        {
            "STUDYID": ["MADEUP"] * SUBJECTS,
            "USUBJID": [f"S{n:04d}" for n in range(SUBJECTS)],
            "AGE": [50.0 + n % 30 for n in range(SUBJECTS)],
            "SEX": ["F" if n % 3 else "M" for n in range(SUBJECTS)],
            "TRTSDT": [date(2020, 1, 1) + timedelta(days=n) for n in range(SUBJECTS)],
            "BMIBL": [20 + n / 7 for n in range(SUBJECTS)],
            "DTHFL": ["Y" if n == 3 else None for n in range(SUBJECTS)],
        }
    )


@pytest.fixture
def adae(adsl):
    events = adsl.select("STUDYID", "USUBJID", "AGE").with_columns(
        AESEQ=pl.lit(1.0), AESEV=pl.Series(["MILD", "SEVERE"] * (SUBJECTS // 2))
    )
    return pl.concat([events, events.with_columns(AESEQ=pl.lit(2.0))])


@pytest.fixture
def agree(script, tmp_path, capsys):
    """Compare two sets of frames; return exit code, output and the numbers of the last line."""

    def compare(made, reference):
        folder = tmp_path / "out" / "adam"
        folder.mkdir(parents=True, exist_ok=True)
        for name, frame in made.items():
            frame.write_parquet(folder / f"{name.lower()}.parquet")
        archive = tmp_path / "reference.zip"
        with zipfile.ZipFile(archive, "w") as opened:
            for name, frame in reference.items():
                buffer = io.BytesIO()
                frame.write_parquet(buffer)
                opened.writestr(f"{name.lower()}.parquet", buffer.getvalue())
        code = script.main([str(tmp_path / "out"), str(archive)])
        out = capsys.readouterr().out
        last = re.fullmatch(
            r"matched (\d+), declared (\d+), different (\d+), missing (\d+) of (\d+) values",
            out.splitlines()[-1],
        )
        return code, out, tuple(int(n) for n in last.groups())

    return compare


def line(out, variable):
    return next(row.split() for row in out.splitlines() if row.startswith(f"  {variable} "))


def changed(frame, column, rows, value):
    return frame.with_columns(
        pl.when(pl.int_range(pl.len()).is_in(list(rows)))
        .then(pl.lit(value))
        .otherwise(pl.col(column))
        .alias(column)
    )


def test_equal_data_sets_agree(agree, adsl, adae):
    code, out, numbers = agree({"ADSL": adsl, "ADAE": adae}, {"ADSL": adsl, "ADAE": adae})
    # ADSL: five variables beside key and constant; ADAE: AESEV beside keys, copies and constants.
    values = 5 * SUBJECTS + 2 * SUBJECTS
    assert (code, numbers) == (0, (values, 0, 0, 0, values))
    assert line(out, "AGE")[3] == "100.00"


def test_row_order_trailing_blanks_empty_text_and_number_types_do_not_matter(agree, adsl):
    other = adsl.reverse().with_columns(
        pl.col("SEX") + "  ",
        pl.col("DTHFL").fill_null(""),
        pl.col("AGE").cast(pl.Int64),
        pl.col("BMIBL") * (1 + 1e-12),
    )
    code, _, numbers = agree({"ADSL": adsl}, {"ADSL": other})
    assert (code, numbers[2:4]) == (0, (0, 0))


@pytest.mark.parametrize(
    ("column", "value"),
    [("AGE", 51.5), ("SEX", "U"), ("TRTSDT", date(1999, 1, 1)), ("BMIBL", None), ("DTHFL", "N")],
)
@pytest.mark.parametrize("side", ["run", "reference"])
def test_each_changed_value_is_counted(agree, adsl, column, value, side):
    other = changed(adsl, column, [7], value)
    pair = (other, adsl) if side == "run" else (adsl, other)
    code, out, numbers = agree({"ADSL": pair[0]}, {"ADSL": pair[1]})
    assert code == 1  # nothing declares it
    assert numbers[2:4] == (1, 0)
    assert line(out, column)[2] == str(SUBJECTS - 1)


def test_a_number_that_differs_by_more_than_the_tolerance_is_different(agree, adsl):
    other = adsl.with_columns(pl.col("BMIBL") + 1e-6)
    assert agree({"ADSL": other}, {"ADSL": adsl})[2][2] == SUBJECTS


def test_a_text_is_never_equal_to_a_number(agree, adsl):
    other = adsl.with_columns(pl.col("AGE").cast(pl.String))
    assert agree({"ADSL": other}, {"ADSL": adsl})[2][2] == SUBJECTS


@pytest.mark.parametrize("side", ["run", "reference"])
def test_a_row_that_one_side_lacks_counts_in_every_variable(agree, adsl, side):
    fewer = adsl.tail(-1)
    pair = (fewer, adsl) if side == "run" else (adsl, fewer)
    code, out, numbers = agree({"ADSL": pair[0]}, {"ADSL": pair[1]})
    assert code == 1
    assert numbers[3:] == (5, 5 * SUBJECTS)
    assert line(out, "AGE")[6] == "1"


def test_a_variable_that_the_run_lacks_is_missing_in_every_row(agree, adsl):
    code, _, numbers = agree({"ADSL": adsl.drop("SEX")}, {"ADSL": adsl})
    assert (code, numbers[3]) == (1, SUBJECTS)


def test_rows_alike_in_all_keys_are_paired_in_their_order(agree, adsl):
    twice = pl.concat([adsl, adsl.with_columns(AGE=pl.lit(1.0))])
    code, _, numbers = agree({"ADSL": twice}, {"ADSL": twice})
    assert (code, numbers[2:4]) == (0, (0, 0))


def test_a_changed_key_leaves_two_rows_alone(agree, adsl, adae):
    other = changed(adae, "AESEQ", [0], 9.0)
    _, _, numbers = agree({"ADSL": adsl, "ADAE": other}, {"ADSL": adsl, "ADAE": adae})
    assert numbers[3] == 2


def test_copied_subject_variables_and_constants_count_apart(agree, adsl, adae):
    other = adae.with_columns(AGE=pl.lit(0.0))
    code, out, numbers = agree({"ADSL": adsl, "ADAE": other}, {"ADSL": adsl, "ADAE": adae})
    assert numbers[2] == 0
    assert f"different {2 * SUBJECTS}, missing 0 of" in out
    assert code == 1  # apart, yet a variable below its percentage


def test_declared_differences_are_told_and_still_count_as_unequal(agree, adsl):
    groups = adsl.with_columns(BMIBLGR1=pl.lit("<25"))
    groups = changed(groups, "BMIBLGR1", range(60, SUBJECTS), ">=25")
    groups = changed(groups, "BMIBL", [5], None)
    ours = changed(groups, "BMIBLGR1", [5], None)
    code, out, numbers = agree({"ADSL": ours}, {"ADSL": groups})
    assert (code, numbers[1:4]) == (0, (1, 0, 0))
    assert line(out, "BMIBLGR1")[2:5] == [str(SUBJECTS - 1), "99.50", "1"]
    # The same difference in a subject who has a BMI is not declared.
    ours = changed(groups, "BMIBLGR1", [6], None)
    code, _, numbers = agree({"ADSL": ours}, {"ADSL": groups})
    assert (code, numbers[1:4]) == (1, (0, 1, 0))


def test_too_many_declared_differences_do_not_agree(agree, adsl):
    groups = adsl.with_columns(BMIBL=pl.lit(None, pl.Float64), BMIBLGR1=pl.lit("<25"))
    groups = changed(groups, "BMIBLGR1", [0], ">=25")
    ours = changed(groups, "BMIBLGR1", range(1, 8), None)
    code, out, numbers = agree({"ADSL": ours}, {"ADSL": groups})
    assert (code, numbers[1:3]) == (1, (7, 0))
    assert "not met: ADSL.BMIBLGR1: 96.50% equal, 97% asked" in out


def test_data_sets_of_one_side_only_are_listed_apart(agree, adsl, adae):
    code, out, _ = agree({"ADSL": adsl}, {"ADSL": adsl, "ADAE": adae})
    assert code == 0
    assert "Reference data sets that the run does not have: ADAE" in out


def test_transport_files_are_read_as_well(script, adsl, tmp_path):
    import pyreadstat

    frame = adsl.with_columns(pl.col("DTHFL").fill_null(""))
    pyreadstat.write_xport(frame, str(tmp_path / "adsl.xpt"), file_format_version=5)
    with zipfile.ZipFile(tmp_path / "reference.zip", "w") as archive:
        archive.write(tmp_path / "adsl.xpt", "deep/adsl.xpt")
    (tmp_path / "out" / "adam").mkdir(parents=True)
    adsl.write_parquet(tmp_path / "out" / "adam" / "adsl.parquet")
    assert script.main([str(tmp_path / "out"), str(tmp_path / "reference.zip")]) == 0


@pytest.mark.parametrize("fault", ["no run", "no zip", "text", "empty", "nothing shared", "one"])
def test_wrong_requests_exit_2_with_one_line(script, adsl, tmp_path, capsys, fault):
    out, archive = tmp_path / "out", tmp_path / "reference.zip"
    (out / "adam").mkdir(parents=True)
    adsl.write_parquet(out / "adam" / "adsl.parquet")
    with zipfile.ZipFile(archive, "w") as opened:
        buffer = io.BytesIO()
        adsl.write_parquet(buffer)
        name = "adzz.parquet" if fault == "nothing shared" else "adsl.parquet"
        if fault != "empty":
            opened.writestr(name, buffer.getvalue())
    if fault == "text":
        archive.write_text("not a zip")
    arguments = {
        "no run": [str(tmp_path / "nowhere"), str(archive)],
        "no zip": [str(out), str(tmp_path / "nowhere.zip")],
        "one": [str(out)],
    }.get(fault, [str(out), str(archive)])
    assert script.main(arguments) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_the_script_starts_by_name(root):
    done = subprocess.run(
        [sys.executable, str(root / "scripts" / "agree-adam")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("usage:")
