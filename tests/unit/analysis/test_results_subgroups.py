"""The effect in subgroups where data are thin: no events, no benefit, unknown levels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from trialrun.analysis.results_subgroups import summarize_subgroups
from trialrun.study import Study, load_study

EXAMPLE = Path(__file__).parents[3] / "examples" / "mrct-os" / "study.yaml"


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(EXAMPLE)


def data(study: Study, log_ratio: float = -0.5, n: int = 200) -> dict[str, pl.DataFrame]:
    """Subjects of two regions and both ECOG levels."""
    random = np.random.default_rng(8)
    treated = np.arange(n) % 2
    names = [study.arms[0 if each else 1].name for each in treated]
    time = random.exponential(10 * np.exp(-log_ratio * treated))
    ids = [f"S{k:03d}" for k in range(n)]
    adsl = pl.DataFrame(
        {
            "USUBJID": ids,
            "TRT01P": names,
            "ITTFL": "Y",
            "REGION1": random.choice(["CHN", "USA"], n),
            "ECOGBL": random.choice(["0", "1"], n),
        }
    )
    adtte = pl.DataFrame(
        {
            "USUBJID": ids,
            "PARAMCD": "OS",
            "AVAL": np.minimum(time, 20),
            "CNSR": np.where(time <= 20, 0.0, 1.0),
        }
    )
    return {"ADSL": adsl, "ADTTE": adtte}


def found(study: Study, adam: dict[str, pl.DataFrame]):
    display = next(each for each in study.displays if each.kind == "subgroups")
    rows = summarize_subgroups(study, display, adam)
    return {row.id.removeprefix(f"res:{display.number}."): row for row in rows}


def test_a_level_without_subjects_has_no_effect_and_does_not_stop_the_others(study):
    rows = found(study, data(study))
    assert rows["REGION1.JPN.subjects.EXM"].value == 0
    assert rows["REGION1.JPN.hazard_ratio"].value is None
    assert rows["REGION1.JPN.method1"].value is None
    assert rows["REGION1.JPN.hazard_ratio"].warning
    assert rows["REGION1.CHN.hazard_ratio"].value is not None
    assert rows["REGION1.interaction.df"].value == 1


def test_no_region_is_consistent_with_a_whole_that_shows_no_benefit(study):
    rows = found(study, data(study, log_ratio=0.8))
    assert rows["overall.hazard_ratio"].value > 1
    assert {rows[f"REGION1.{each}.method1"].value for each in ("CHN", "USA")} == {None}
    assert "no benefit" in rows["REGION1.CHN.share"].warning


def test_one_level_alone_has_no_interaction(study):
    adam = data(study)
    adam["ADSL"] = adam["ADSL"].with_columns(REGION1=pl.lit("CHN"))
    row = found(study, adam)["REGION1.interaction.p_value"]
    assert row.value is None
    assert "two levels" in row.warning


def test_a_subgroup_that_is_no_stratum_is_a_covariate_of_its_interaction(study):
    adam = data(study)
    plain = study.analysis("OS").model_copy(update={"strata": ("ECOGBL",)})
    others = tuple(each for each in study.analyses if each.id != "OS")
    changed = study.model_copy(update={"analyses": (plain, *others)})
    rows = found(changed, adam)
    assert rows["REGION1.interaction.df"].value == 1
    assert 0 < rows["REGION1.interaction.p_value"].value <= 1


def test_subjects_with_an_unknown_level_are_counted_in_no_level(study):
    adam = data(study)
    ecog = pl.when(pl.col("USUBJID") == "S000").then(None).otherwise(pl.col("ECOGBL"))
    adam["ADSL"] = adam["ADSL"].with_columns(ecog.alias("ECOGBL"))
    rows = found(study, adam)
    counted = [
        row.value for key, row in rows.items() if key.startswith("ECOGBL.") and "subjects" in key
    ]
    assert sum(counted) == 199
    assert rows["overall.hazard_ratio"].warning == "1 subjects without a stratum are left out"
