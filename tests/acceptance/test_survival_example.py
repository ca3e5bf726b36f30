"""The survival example from its definition to the report, on one synthetic trial of a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pytest
from lifelines import CoxPHFitter, KaplanMeierFitter

from trialrun.analysis import derive_data_sets, summarize_flow, summarize_study
from trialrun.conformance import accounting, check_data
from trialrun.design import design_study
from trialrun.displays import build_displays
from trialrun.documents import build_csr, judge_claims
from trialrun.report import Result, Values, resolve_document
from trialrun.sdtm import synthesize
from trialrun.study import Study, load_study

EXAMPLE = Path(__file__).parents[2] / "examples" / "mrct-os" / "study.yaml"
PAIR = "EXM-DOC"


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(EXAMPLE)


@pytest.fixture(scope="module")
def trial(study: Study) -> Mapping[str, pl.DataFrame]:
    """One synthetic trial under the expected effect."""
    return synthesize(study, "EXPECTED")


@pytest.fixture(scope="module")
def adam(study: Study, trial: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    return derive_data_sets(study, trial)


@pytest.fixture(scope="module")
def results(
    study: Study, trial: Mapping[str, pl.DataFrame], adam: dict[str, pl.DataFrame]
) -> dict[str, Result]:
    """Results of the data, and those of the design before them."""
    rows = [
        *design_study(study).results(),
        *summarize_study(study, adam).values(),
        *summarize_flow(accounting(study, trial)),
    ]
    return {row.id: row for row in rows}


def test_the_trial_ends_with_the_events_that_the_design_asks_for(study, adam, results):
    planned = results["design:OS.events"].value
    assert study.synthesis is not None
    assert study.synthesis.cutoff.events in (None, planned)
    assert (adam["ADTTE"]["CNSR"] == 0).sum() == planned
    assert adam["ADSL"].height == study.planning.subjects


def test_synthetic_data_pass_the_checks(study, trial):
    assert list(check_data(study, trial)) == []


def test_every_stratum_is_filled(adam):
    strata = adam["ADSL"].select("REGION1", "ECOGBL")
    assert strata.null_count().row(0) == (0, 0)
    assert strata.n_unique() == 8


def test_nobody_is_censored_before_the_last_contact(adam):
    adtte = adam["ADTTE"].join(adam["ADSL"].select("USUBJID", "LSTALVDT", "DTHDT"), on="USUBJID")
    alive = adtte.filter(pl.col("CNSR") == 1)
    assert (alive["ADT"] == alive["LSTALVDT"]).all()
    assert alive["DTHDT"].is_null().all()
    dead = adtte.filter(pl.col("CNSR") == 0)
    assert (dead["ADT"] == dead["DTHDT"]).all()
    assert adtte["AVAL"].min() > 0


def test_medians_and_hazard_ratio_are_those_of_another_program(study, adam, results):
    adtte = adam["ADTTE"]
    for arm in study.arms:
        own = adtte.filter(pl.col("TRTP") == arm.name)
        curve = KaplanMeierFitter().fit(own["AVAL"].to_numpy(), (own["CNSR"] == 0).to_numpy())
        median = results[f"res:OS.median.{arm.id}"].value
        assert median == pytest.approx(curve.median_survival_time_, rel=1e-9)
    frame = pd.DataFrame(
        {
            "time": adtte["AVAL"].to_numpy(),
            "event": (adtte["CNSR"] == 0).to_numpy(),
            "arm": (adtte["TRTP"] == study.arms[0].name).to_numpy().astype(float),
            "stratum": (adtte["REGION1"] + adtte["ECOGBL"]).to_list(),
        }
    )
    other = CoxPHFitter().fit(
        frame, "time", "event", strata=["stratum"], fit_options={"precision": 1e-10}
    )
    found = results[f"res:OS.{PAIR}.estimate"].value
    assert np.log(found) == pytest.approx(other.params_["arm"], rel=1e-6)
    assert results[f"res:OS.{PAIR}.se"].value == pytest.approx(
        other.standard_errors_["arm"], rel=1e-6
    )


def test_the_claim_follows_the_bound_of_the_design(study, results):
    verdict = judge_claims(study, results).tests[f"OS.{PAIR}"]
    bound = results["design:OS.look3.efficacy_p"]
    assert verdict.bound == bound.id
    below = results[f"res:OS.{PAIR}.p_one_sided"].value < bound.value
    assert verdict.standing == ("shown" if below else "not-shown")


@pytest.mark.parametrize(
    ("p_one_sided", "said", "unsaid"),
    [
        (0.5, "an effect was not shown", "an effect was shown"),
        (1e-4, "an effect was shown", "an effect was not shown"),
    ],
)
def test_the_report_says_what_the_test_allows(study, results, p_one_sided, said, unsaid):
    key = f"res:OS.{PAIR}.p_one_sided"
    changed = {**results, key: replace(results[key], value=p_one_sided)}
    tree = build_csr(study, changed, build_displays(study, changed), synthetic="EXPECTED")
    text = repr(resolve_document(tree, "en", Values(study, changed)))
    assert said in text
    assert unsaid not in text


def test_the_report_resolves_alike_in_both_languages(study, results):
    tree = build_csr(study, results, build_displays(study, results), synthetic="EXPECTED")
    values = Values(study, results)
    english, chinese = (resolve_document(tree, each, values) for each in ("en", "zh"))
    assert [each.id for each in english.sections] == [each.id for each in chinese.sections]
