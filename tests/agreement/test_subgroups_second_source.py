"""The effect in subgroups against lifelines (within levels) and statsmodels (interaction)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pytest
from lifelines import CoxPHFitter
from scipy.stats import chi2
from statsmodels.duration.hazard_regression import PHReg

from trialrun.analysis.results_subgroups import summarize_subgroups
from trialrun.study import Study, SubgroupsDisplay, find_subgroup, load_study

EXAMPLE = Path(__file__).parents[2] / "examples" / "mrct-os" / "study.yaml"
SUBGROUPS = {"REGION1": "ECOGBL", "ECOGBL": "REGION1"}
"""Each subgroup of the example, with the stratum that remains within it."""


@pytest.fixture(scope="module")
def study() -> Study:
    """The survival example with nothing but its display of subgroups."""
    whole = load_study(EXAMPLE)
    shown = tuple(each for each in whole.displays if isinstance(each, SubgroupsDisplay))
    return whole.model_copy(update={"displays": shown})


@pytest.fixture(scope="module")
def trial() -> pd.DataFrame:
    """400 subjects whose effect differs between regions; times in whole months, so tied."""
    random = np.random.default_rng(20)
    size = 400
    arm = random.integers(0, 2, size)
    region = random.choice(["CHN", "USA", "EU", "JPN"], size, p=[0.45, 0.25, 0.2, 0.1])
    ecog = random.choice(["0", "1"], size, p=[0.35, 0.65])
    effect = np.select([region == "CHN", region == "USA"], [-0.6, 0.1], -0.3)
    rate = 0.05 * np.exp(effect * arm + 0.4 * (ecog == "1") + 0.2 * (region == "EU"))
    time, censor = random.exponential(1 / rate), random.uniform(6, 40, size)
    return pd.DataFrame(
        {
            "time": np.ceil(np.minimum(time, censor)),
            "event": time <= censor,
            "arm": arm,
            "REGION1": region,
            "ECOGBL": ecog,
        }
    )


@pytest.fixture(scope="module")
def results(study, trial):
    names = [f"S-{k:03d}" for k in range(len(trial))]
    experimental, control = study.arms
    arms = [experimental.name if each else control.name for each in trial["arm"]]
    columns = {"REGION1": trial["REGION1"].to_list(), "ECOGBL": trial["ECOGBL"].to_list()}
    adsl = pl.DataFrame({"USUBJID": names, "TRT01P": arms, "ITTFL": "Y", **columns})
    adtte = pl.DataFrame(
        {
            "USUBJID": names,
            "PARAMCD": "OS",
            "AVAL": trial["time"].to_list(),
            "CNSR": [0.0 if each else 1.0 for each in trial["event"]],
        }
    )
    adam = {"ADSL": adsl, "ADTTE": adtte}
    return {row.id: row for row in summarize_subgroups(study, study.displays[0], adam)}


def value(study, results, *parts):
    return results[".".join([f"res:{study.displays[0].number}", *parts])].value


@pytest.mark.parametrize("variable", SUBGROUPS)
def test_the_effect_within_a_level_is_that_of_lifelines(study, trial, results, variable):
    for level in find_subgroup(study, variable).levels:
        own = trial[trial[variable] == level.value]
        frame = own[["time", "event", "arm"]].assign(stratum=own[SUBGROUPS[variable]])
        other = CoxPHFitter().fit(
            frame, "time", "event", strata=["stratum"], fit_options={"precision": 1e-10}
        )
        found = value(study, results, variable, level.value, "hazard_ratio")
        assert np.log(found) == pytest.approx(other.params_["arm"], rel=1e-6)
        limits = other.confidence_intervals_.loc["arm"]
        for word, limit in zip(("lower", "upper"), limits, strict=True):
            found = value(study, results, variable, level.value, word)
            assert np.log(found) == pytest.approx(limit, abs=1e-6)


@pytest.mark.parametrize("variable", SUBGROUPS)
def test_the_interaction_is_that_of_statsmodels(study, trial, results, variable):
    levels = [each.value for each in find_subgroup(study, variable).levels]
    arm = trial["arm"].to_numpy(dtype=float)
    products = [arm * (trial[variable] == each).to_numpy() for each in levels[1:]]
    strata = (trial["REGION1"] + trial["ECOGBL"]).to_numpy()

    def likelihood(*columns):
        model = PHReg(
            trial["time"].to_numpy(),
            np.column_stack(columns),
            status=trial["event"].to_numpy().astype(int),
            strata=strata,
            ties="efron",
        )
        return model.fit(method="newton", tol=1e-14).llf

    statistic = 2 * (likelihood(arm, *products) - likelihood(arm))
    found = value(study, results, variable, "interaction", "statistic")
    assert found == pytest.approx(statistic, rel=1e-6)
    assert value(study, results, variable, "interaction", "df") == len(levels) - 1
    p = chi2.sf(statistic, len(levels) - 1)
    assert value(study, results, variable, "interaction", "p_value") == pytest.approx(p, rel=1e-6)


@pytest.mark.parametrize("variable", SUBGROUPS)
def test_subjects_and_events_are_those_of_the_data(study, trial, results, variable):
    experimental, control = study.arms
    for (level, arm), own in trial.groupby([variable, "arm"]):
        name = experimental.id if arm else control.id
        assert value(study, results, variable, level, "subjects", name) == len(own)
        assert value(study, results, variable, level, "events", name) == own["event"].sum()


def test_a_region_is_consistent_where_it_shows_half_of_the_overall_log_hazard_ratio(study, results):
    overall = np.log(value(study, results, "overall", "hazard_ratio"))
    held = []
    for level in find_subgroup(study, "REGION1").levels:
        own = np.log(value(study, results, "REGION1", level.value, "hazard_ratio"))
        found = value(study, results, "REGION1", level.value, "share")
        assert found == pytest.approx(own / overall, rel=1e-12)
        held.append(own <= study.rehearsal.consistency * overall < 0)
        assert value(study, results, "REGION1", level.value, "method1") == held[-1]
    assert {True, False} <= set(held)
