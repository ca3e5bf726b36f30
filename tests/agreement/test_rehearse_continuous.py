"""The rehearsal of continuous endpoints against second sources: slow twins, programs, formulas."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from trialrun.analysis.pooling import pooled_sites
from trialrun.design import stopping_probability
from trialrun.rehearse import rehearse_scenario
from trialrun.rehearse.continuous import plan_continuous, simulate_continuous, site_names
from trialrun.rehearse.continuous_groups import expected_groups
from trialrun.rehearse.continuous_moments import mixture_of, moments
from trialrun.rehearse.continuous_plan import BY_POOLED_SITE
from trialrun.rehearse.continuous_trial import ContinuousTrial, continuous_trial
from trialrun.rehearse.gate import claims_of
from trialrun.rehearse.orthant import orthant
from trialrun.statistics import fit_linear_model, least_squares_difference, slope
from trialrun.streams import stream_key
from trialrun.study import Study, load_study

SCENARIOS = ("NOEFFECT", "EXPECTED", "OBSERVED", "NULLDROPOUT", "ONEENDPOINT", "HEAVYDROPOUT")
TRIALS = 20_000


@pytest.fixture(scope="module")
def study(root: Path) -> Study:
    """The pilot study."""
    return load_study(root / "examples" / "cdiscpilot01" / "study.yaml")


@pytest.fixture(scope="module")
def key(study: Study) -> tuple[int, int]:
    """The key of its rehearsal."""
    assert study.rehearsal is not None
    return stream_key(study.rehearsal.seed, "rehearsal")


@pytest.mark.parametrize("name", ["EXPECTED", "HEAVYDROPOUT"])
def test_each_statistic_is_that_of_the_full_linear_model(
    study: Study, key: tuple[int, int], name: str
) -> None:
    """Second source: a loop over subjects, `fit_linear_model`, and statsmodels OLS."""
    scenario = study.scenario(name)
    claims = claims_of(study, scenario)
    plan = plan_continuous(study, scenario, claims)
    outcomes, _ = simulate_continuous(plan, key, 12)
    compared = 0
    for trial in range(12):
        drawn = continuous_trial(plan, key, trial)
        for position, test in enumerate(claims.tests):
            rows = list(_analysed(study, name, drawn, claims.analyses[test.analysis].id))
            t, df = _fitted(study, rows, test.pair, has_base=test.name.startswith("ADAS24"))
            assert outcomes.t[trial, position] == pytest.approx(t, rel=1e-9, abs=1e-9)
            assert outcomes.df[trial, position] == df
            if trial < 2:
                other = _statsmodels(study, rows, test.pair, test.name.startswith("ADAS24"))
                assert outcomes.t[trial, position] == pytest.approx(other, rel=1e-9, abs=1e-9)
            compared += 1
    assert compared == 12 * 8


def _analysed(
    study: Study, scenario: str, trial: ContinuousTrial, analysis: str
) -> Iterator[dict[str, Any]]:
    """Subjects of an analysis, as the plan has it, from a loop: LOCF, population, pooled sites."""
    names = site_names(study)
    arms = [arm.id for arm in study.arms]
    counts: dict[str, dict[str, int]] = {}
    for site, arm in zip(trial.site, trial.arm, strict=True):
        own = counts.setdefault(names[site], {})
        own[arms[arm]] = own.get(arms[arm], 0) + 1
    pooling = study.analysis_data.ADSL.pooling
    assert pooling is not None
    pooled = pooled_sites(counts, arms, minimum=pooling.minimum_per_arm, seed=study.id)
    assert study.scenario(scenario).dimension() == 7
    for i in range(len(trial.arm)):
        base, adas, cibic = trial.values[i, 0], trial.values[i, 1:4], trial.values[i, 4:7]
        seen_adas, seen_cibic = adas[~np.isnan(adas)], cibic[~np.isnan(cibic)]
        if len(seen_adas) == 0 or len(seen_cibic) == 0:
            continue
        name = names[trial.site[i]]
        yield {
            "arm": int(trial.arm[i]),
            "group": pooling.value if name in pooled else name,
            "base": base,
            "value": (seen_adas if analysis == "ADAS24" else seen_cibic)[-1],
        }


def _fitted(
    study: Study, rows: list[dict[str, Any]], pair: tuple[int, int] | None, *, has_base: bool
) -> tuple[float, int]:
    covariates: dict[str, list[float]] = {}
    if has_base:
        covariates["BASE"] = [row["base"] for row in rows]
    factors: dict[str, list[Any]] = {"SITEGR1": [row["group"] for row in rows]}
    if pair is None:
        covariates["dose"] = [study.arms[row["arm"]].number for row in rows]
    else:
        factors["arm"] = [row["arm"] for row in rows]
    model = fit_linear_model([row["value"] for row in rows], factors=factors, covariates=covariates)
    found = slope(model, "dose") if pair is None else least_squares_difference(model, "arm", *pair)
    return found.t, model.df_error


def _statsmodels(
    study: Study, rows: list[dict[str, Any]], pair: tuple[int, int] | None, has_base: bool
) -> float:
    columns = [
        [float(row["group"] == g) for row in rows] for g in sorted({r["group"] for r in rows})
    ]
    if has_base:
        columns.append([row["base"] for row in rows])
    if pair is None:
        columns.append([study.arms[row["arm"]].number for row in rows])
        contrast = np.eye(len(columns))[-1]
    else:
        columns += [[float(row["arm"] == a) for row in rows] for a in (1, 2)]
        contrast = np.zeros(len(columns))
        for arm, sign in zip(pair, (1, -1), strict=True):
            if arm > 0:
                contrast[len(columns) - 3 + arm] = sign
    fit = sm.OLS([row["value"] for row in rows], np.array(columns).T).fit()
    return float(fit.t_test(contrast).tvalue.item())


@pytest.mark.parametrize("name", SCENARIOS)
def test_calculated_power_agrees_with_simulation(study: Study, name: str) -> None:
    """Within 2 standard errors + 0.005 for success, 3 + 0.005 for each of the eight tests."""
    found = _rehearsed(study, name)
    estimate, se = found.value("success", "estimate"), found.value("success", "se")
    assert abs(found.value("calculated", "power") - estimate) <= 2 * se + 0.005
    for test in claims_of(study, study.scenario(name)).tests:
        estimate = found.value("test", test.name, "estimate")
        se = found.value("test", test.name, "se")
        calculated = found.value("test", test.name, "calculated")
        assert abs(calculated - estimate) <= 3 * se + 0.005, test.name


def test_tests_keep_their_level_without_effect(study: Study) -> None:
    """One direction of a two-sided test at 0.05: 0.025, within 3 standard errors."""
    found = _rehearsed(study, "NOEFFECT")
    for test in ("ADAS24.dose", "CIBIC24.dose"):
        error = found.value("test", test, "estimate") - 0.025
        assert abs(error) <= 3 * np.sqrt(0.025 * 0.975 / TRIALS)


def test_dropout_that_differs_between_arms_inflates_tests_of_last_observations(
    study: Study,
) -> None:
    """Values worsen with time: who leaves early keeps a better one, and looks treated."""
    found = _rehearsed(study, "NULLDROPOUT")
    for test in ("ADAS24.dose", "CIBIC24.dose"):
        assert found.value("test", test, "estimate") > 0.05
    assert found.value("success", "estimate") < 0.025


def test_sample_size_statement_is_reached_without_dropout_by_a_plain_comparison() -> None:
    """Second source: power of a two-sample t test, of statsmodels, with 100 in each arm."""
    from statsmodels.stats.power import TTestIndPower

    power = TTestIndPower().power(3.0 / 6.5, nobs1=100, alpha=0.05)
    assert power == pytest.approx(0.90, abs=0.005)


def test_moments_of_carried_forward_values_are_those_of_simulated_ones(
    study: Study, key: tuple[int, int]
) -> None:
    """Mean, variance and covariance of both endpoints by arm, within 4 standard errors."""
    scenario = study.scenario("HEAVYDROPOUT")
    claims = claims_of(study, scenario)
    plan = plan_continuous(study, scenario, claims)
    rows: dict[int, list[tuple[float, float]]] = {0: [], 1: [], 2: []}
    randomised = np.zeros(3)
    for trial in range(100):
        drawn = continuous_trial(plan, key, trial)
        randomised += np.bincount(drawn.arm, minlength=3)
        both = [list(_analysed(study, "HEAVYDROPOUT", drawn, a)) for a in ("ADAS24", "CIBIC24")]
        for one, other in zip(*both, strict=True):
            rows[one["arm"]].append((one["value"], other["value"]))
    mixture = mixture_of(plan.outcomes, plan.models, plan.layout)
    share, first, second, cross = moments(plan.outcomes, mixture, 0, 1)
    _, _, _, square = moments(plan.outcomes, mixture, 0, 0)
    for arm, pairs in rows.items():
        x = np.array(pairs)
        n = len(x)
        error = 4 * np.sqrt(share[arm] * (1 - share[arm]) / randomised[arm])
        assert n / randomised[arm] == pytest.approx(share[arm], abs=error)
        for column, mean in enumerate((first[arm], second[arm])):
            error = 4 * x[:, column].std() / np.sqrt(n)
            assert x[:, column].mean() == pytest.approx(mean, abs=error)
        product = (x[:, 0] - first[arm]) * (x[:, 1] - second[arm])
        assert product.mean() == pytest.approx(cross[arm], abs=4 * product.std() / np.sqrt(n))
        product = (x[:, 0] - first[arm]) ** 2
        assert product.mean() == pytest.approx(square[arm], abs=4 * product.std() / np.sqrt(n))


def test_expected_number_of_site_groups_is_near_the_simulated(
    study: Study, key: tuple[int, int]
) -> None:
    """The calculation takes all sites as open equally long: within half a group of 300 trials."""
    scenario = study.scenario("EXPECTED")
    plan = plan_continuous(study, scenario, claims_of(study, scenario))
    found = []
    for trial in range(300):
        drawn = continuous_trial(plan, key, trial)
        found.append(len({row["group"] for row in _analysed(study, "EXPECTED", drawn, "ADAS24")}))
    assert expected_groups(study, BY_POOLED_SITE) == pytest.approx(np.mean(found), abs=0.5)


@pytest.mark.parametrize("name", ["EXPECTED", "HEAVYDROPOUT"])
def test_rules_act_as_often_as_the_exact_computation_says(study: Study, name: str) -> None:
    """Blocks over the whole study put exactly a third in each arm at each review."""
    assert study.planning is not None
    plain = study.model_copy(
        update={"planning": study.planning.model_copy(update={"strata": (), "block_size": 3})}
    )
    scenario = plain.scenario(name)
    found = _rehearsed(plain, name)
    for rule in plain.stopping_rules:
        rates = next(each.rates for each in scenario.rule_rates if each.rule == rule.id)
        for arm in ("XANLO", "XANHI"):
            for what, looks in (
                ("stop", [review // 3 for review in rule.reviews]),
                ("stop_at_end", [100]),
            ):
                exact = stopping_probability(dict(rule.thresholds), looks, rates["PBO"], rates[arm])
                error = 3 * np.sqrt(exact * (1 - exact) / TRIALS)
                estimate = found.value("rule", rule.id, arm, what, "estimate")
                assert estimate == pytest.approx(exact, abs=error), (rule.id, arm, what)


def test_orthant_probability_is_that_of_scipy() -> None:
    """Second source: `scipy.stats.multivariate_normal`, two variables 1e-8, three 1e-4."""
    rng = np.random.default_rng(11)
    for size, tolerance in ((2, 1e-8), (3, 1e-4)):
        for _ in range(8):
            root = rng.normal(size=(size, size + 1))
            covariance = root @ root.T
            scale = np.sqrt(np.diag(covariance))
            matrix = covariance / np.outer(scale, scale)
            limits = rng.normal(size=size)
            known = stats.multivariate_normal(cov=matrix).cdf(limits)
            assert orthant(limits, matrix) == pytest.approx(known, abs=tolerance)


def test_workers_and_chunks_change_no_number(study: Study) -> None:
    """The digest of all figures of all trials."""
    digests = {
        rehearse_scenario(
            study, _design(study), "EXPECTED", trials=300, workers=workers, chunk=chunk
        ).digest()
        for workers, chunk in ((1, None), (2, None), (1, 7), (2, 100), (3, 299))
    }
    assert len(digests) == 1


def _design(study: Study) -> Any:
    from trialrun.design import design_study

    return design_study(study)


def _rehearsed(study: Study, name: str) -> Any:
    return rehearse_scenario(study, _design(study), name, trials=TRIALS, workers=2)
