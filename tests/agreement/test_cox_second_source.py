"""Cox model and stratified logrank test against statsmodels, lifelines and R's survival."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pytest
from lifelines import CoxPHFitter
from statsmodels.duration.hazard_regression import PHReg
from statsmodels.duration.survfunc import survdiff

from trialrun.errors import AnalysisError
from trialrun.statistics import fit_cox, logrank, stratified_logrank


def trial(seed: int, n: int = 150, *, tied: bool = True) -> dict[str, np.ndarray]:
    """Two arms, three strata of their own hazard, a covariate; times in whole months if tied."""
    random = np.random.default_rng(seed)
    arm = random.integers(0, 2, n)
    stratum = random.choice(["a", "b", "c"], n, p=[0.5, 0.3, 0.2])
    age = random.normal(62, 9, n)
    rate = 0.06 * np.exp(-0.4 * arm + 0.02 * (age - 62) + 0.5 * (stratum == "b"))
    time, censor = random.exponential(1 / rate), random.uniform(3, 40, n)
    seen = np.minimum(time, censor)
    return {
        "arm": arm,
        "stratum": stratum,
        "age": age,
        "time": np.ceil(seen) if tied else seen,
        "event": time <= censor,
    }


@pytest.mark.parametrize("ties", ["efron", "breslow"])
@pytest.mark.parametrize("stratified", [False, True])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_cox_agrees_with_statsmodels(seed, stratified, ties):
    made = trial(seed)
    x = np.column_stack([made["arm"], made["age"]])
    strata = made["stratum"] if stratified else None
    model = fit_cox(made["time"], made["event"], x, strata=strata, ties=ties, confidence=0.9)
    other = PHReg(made["time"], x, status=made["event"].astype(int), strata=strata, ties=ties).fit(
        method="newton", tol=1e-14
    )
    limits = other.conf_int(alpha=0.1)
    for position, term in enumerate(model.terms):
        assert term.coefficient == pytest.approx(other.params[position], rel=1e-6)
        assert term.standard_error == pytest.approx(other.bse[position], rel=1e-6)
        assert term.p == pytest.approx(other.pvalues[position], rel=1e-5)
        assert np.log([term.lower, term.upper]) == pytest.approx(limits[position], rel=1e-5)
    assert model.log_likelihood == pytest.approx(other.llf, rel=1e-9)


@pytest.mark.parametrize("seed", [4, 5])
def test_cox_agrees_with_lifelines(seed):
    made = trial(seed)
    frame = pd.DataFrame({name: made[name] for name in ("time", "event", "arm", "stratum")})
    other = CoxPHFitter().fit(
        frame, "time", "event", strata=["stratum"], fit_options={"precision": 1e-10}
    )
    term = fit_cox(made["time"], made["event"], made["arm"], strata=made["stratum"]).terms[0]
    assert term.coefficient == pytest.approx(other.params_["arm"], rel=1e-6)
    assert term.standard_error == pytest.approx(other.standard_errors_["arm"], rel=1e-6)
    assert term.hazard_ratio == pytest.approx(other.hazard_ratios_["arm"], rel=1e-6)


def test_score_test_is_the_logrank_test_without_ties():
    made = trial(6, tied=False)
    model = fit_cox(made["time"], made["event"], made["arm"], strata=made["stratum"])
    test = stratified_logrank(
        made["time"], made["event"], made["arm"], experimental=1, strata=made["stratum"]
    )
    assert model.score == pytest.approx(test.statistic, rel=1e-9)
    assert model.score_p == pytest.approx(test.p, rel=1e-9)


@pytest.mark.parametrize("seed", [7, 8])
def test_stratified_logrank_agrees_with_statsmodels(seed):
    made = trial(seed)
    test = stratified_logrank(
        made["time"], made["event"], made["arm"], experimental=1, strata=made["stratum"]
    )
    statistic, p = survdiff(
        made["time"], made["event"].astype(int), made["arm"], strata=made["stratum"]
    )
    assert test.statistic == pytest.approx(statistic, rel=1e-9)
    assert test.p == pytest.approx(p, rel=1e-9)


def test_one_stratum_is_the_logrank_test():
    made = trial(9)
    test = stratified_logrank(made["time"], made["event"], made["arm"], experimental=1)
    other = logrank(made["time"], made["event"], made["arm"])
    assert test.statistic == pytest.approx(other.statistic, rel=1e-12)
    assert (test.observed, test.expected) == pytest.approx((other.observed[1], other.expected[1]))


def test_z_is_positive_where_the_experimental_group_does_better():
    made = trial(10)
    better = stratified_logrank(made["time"], made["event"], made["arm"], experimental=1)
    turned = stratified_logrank(made["time"], made["event"], made["arm"], experimental=0)
    assert better.z == pytest.approx(-turned.z)
    assert better.z > 0
    assert better.observed < better.expected
    assert better.p_one_sided == pytest.approx(better.p / 2)


def reference(shared: Path, family: str) -> list[dict[str, object]]:
    path = shared / "design" / "reference.json"
    if not path.is_file():
        pytest.skip("no reference values of other programs")
    return [case for case in json.loads(path.read_text()) if case["family"] == family]


def columns(shared: Path, case_id: str) -> tuple[np.ndarray, ...]:
    frame = pl.read_csv(shared / "design" / f"{case_id.rsplit('_', 1)[-1]}.csv")
    return tuple(frame[name].to_numpy() for name in ("tte", "event", "treatment", "stratum"))


def test_cox_agrees_with_r_survival(shared):
    cases = reference(shared, "cox")
    assert cases
    for case in cases:
        time, event, arm, stratum = columns(shared, case["id"])
        ties = "efron" if "efron" in case["id"] else "breslow"
        strata = stratum if case["id"].startswith("coxs") else None
        model = fit_cox(time, event, arm, strata=strata, ties=ties)
        found = {
            "beta": model.terms[0].coefficient,
            "se": model.terms[0].standard_error,
            "loglik": [model.log_likelihood_null, model.log_likelihood],
            "score": model.score,
        }
        for name, value in case["outputs"].items():
            assert found[name] == pytest.approx(value, rel=case["tolerance"]), case["id"]


def test_logrank_agrees_with_r_survival(shared):
    cases = reference(shared, "logrank") + reference(shared, "logrank_stratified")
    assert cases
    for case in cases:
        time, event, arm, stratum = columns(shared, case["id"])
        strata = stratum if case["id"].startswith("lrs") else None
        test = stratified_logrank(time, event, arm, experimental=1, strata=strata)
        wanted = case["outputs"]
        found = (test.statistic, -test.z, test.observed, test.expected, test.variance)
        expected = (
            wanted["chisq"],
            wanted["z"],
            wanted["obs"][1],
            wanted["exp"][1],
            wanted["var"],
        )
        assert found == pytest.approx(expected, rel=case["tolerance"]), case["id"]


@pytest.mark.parametrize(
    ("events", "x", "message"),
    [
        ([False] * 4, [0, 1, 0, 1], "needs an event"),
        ([True] * 4, [1, 1, 1, 1], "does not differ"),
        ([True, True, False, False], [1, 1, 0, 0], "no bound"),
    ],
)
def test_cox_refuses_what_has_no_estimate(events, x, message):
    with pytest.raises(AnalysisError, match=message):
        fit_cox([1.0, 2.0, 3.0, 4.0], events, x)


@pytest.mark.parametrize(
    ("events", "group", "message"),
    [
        ([True] * 4, ["e"] * 4, "two groups"),
        ([True] * 4, ["e", "c", "d", "c"], "two groups"),
        ([False] * 4, ["e", "c", "e", "c"], "needs an event"),
    ],
)
def test_stratified_logrank_refuses_what_has_no_test(events, group, message):
    with pytest.raises(AnalysisError, match=message):
        stratified_logrank([1.0, 2.0, 3.0, 4.0], events, group, experimental="e")


def test_subjects_with_something_missing_are_left_out():
    made = trial(11)
    time = [*made["time"].tolist(), None, 5.0]
    event = [*made["event"].tolist(), True, True]
    arm = [*made["arm"].tolist(), 1, 0]
    strata = [*made["stratum"].tolist(), "a", None]
    whole = stratified_logrank(
        made["time"], made["event"], made["arm"], experimental=1, strata=made["stratum"]
    )
    assert stratified_logrank(time, event, arm, experimental=1, strata=strata).z == whole.z
    model = fit_cox(time, event, arm, strata=strata)
    assert model.n == len(made["time"])
