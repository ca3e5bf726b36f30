"""Each statistical method against a second program, or a slow twin that says what it means."""

from __future__ import annotations

from itertools import product
from math import factorial, prod

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test
from scipy import stats
from statsmodels.stats.contingency_tables import Table

from trialrun.statistics import (
    anova_one_way,
    chi_square,
    cmh_row_mean_scores,
    describe,
    fisher_exact,
    fit_linear_model,
    kaplan_meier,
    least_squares_difference,
    least_squares_mean,
    logrank,
    numbers_at_risk,
    quantile,
    slope,
    survival_at,
    survival_quantile,
)

EXACT = {"rel": 1e-9, "abs": 1e-12}


def trial(seed: int = 1, n: int = 90) -> dict[str, np.ndarray]:
    """A made-up trial: three arms, four sites, a covariate and censored times."""
    random = np.random.default_rng(seed)
    arm = random.choice(["A", "B", "C"], n)
    site = random.choice(["s1", "s2", "s3", "s4"], n, p=[0.4, 0.3, 0.2, 0.1])
    base = random.normal(25, 8, n)
    change = 0.1 * base - 1.0 * (arm == "C") + 0.5 * (site == "s2") + random.normal(0, 4, n)
    time = np.ceil(random.exponential(60, n))
    censor = np.ceil(random.uniform(10, 182, n))
    return {
        "arm": arm,
        "site": site,
        "base": base,
        "change": change,
        "time": np.minimum(time, censor),
        "event": time <= censor,
    }


def design(t: dict[str, np.ndarray]) -> tuple[np.ndarray, list[str]]:
    """The same model with the last level of each factor as reference, written out by hand."""
    columns = {
        "1": np.ones(len(t["arm"])),
        "A": t["arm"] == "A",
        "B": t["arm"] == "B",
        **{s: t["site"] == s for s in ("s1", "s2", "s3")},
        "base": t["base"],
    }
    return np.column_stack([c.astype(float) for c in columns.values()]), list(columns)


@pytest.mark.parametrize("seed", range(3))
def test_ancova_agrees_with_statsmodels(seed):
    t = trial(seed)
    model = fit_linear_model(
        t["change"], factors={"arm": t["arm"], "site": t["site"]}, covariates={"base": t["base"]}
    )
    X, names = design(t)
    second = sm.OLS(t["change"], X).fit()
    assert model.df_error == second.df_resid
    assert model.mean_square_error == pytest.approx(second.mse_resid, **EXACT)

    difference = least_squares_difference(model, "arm", "A", "B", confidence=0.9)
    contrast = np.array([{"A": 1, "B": -1}.get(name, 0) for name in names])
    check_estimate(difference, second.t_test(contrast), 0.1)
    check_estimate(slope(model, "base"), second.t_test(np.eye(len(names))[-1]), 0.05)

    for weights in ("observed", "equal"):
        shares = {s: np.mean(t["site"] == s) if weights == "observed" else 0.25 for s in names[3:6]}
        row = {"1": 1, "A": 1, "B": 0, **shares, "base": t["base"].mean()}
        mean = least_squares_mean(model, "arm", "A", weights=weights)
        check_estimate(mean, second.t_test(np.array([row[name] for name in names])), 0.05)

    for term, which in {"arm": [1, 2], "site": [3, 4, 5], "base": [6]}.items():
        f = second.f_test(np.eye(len(names))[which])
        assert model.test(term).f == pytest.approx(float(f.fvalue), **EXACT)
        assert model.test(term).p == pytest.approx(float(f.pvalue), **EXACT)
        assert (model.test(term).df, model.test(term).df_error) == (f.df_num, f.df_denom)


def check_estimate(ours, theirs, alpha):
    lower, upper = np.ravel(theirs.conf_int(alpha))
    assert ours.value == pytest.approx(float(np.ravel(theirs.effect)[0]), **EXACT)
    assert ours.standard_error == pytest.approx(float(np.ravel(theirs.sd)[0]), **EXACT)
    assert (ours.lower, ours.upper) == pytest.approx((lower, upper), **EXACT)
    assert ours.p == pytest.approx(float(np.ravel(theirs.pvalue)[0]), **EXACT)


def test_partial_f_is_the_loss_of_fit_when_a_term_is_left_out():
    t = trial(5)
    factors = {"arm": t["arm"], "site": t["site"]}
    full = fit_linear_model(t["change"], factors=factors, covariates={"base": t["base"]})
    without = fit_linear_model(
        t["change"], factors={"arm": t["arm"]}, covariates={"base": t["base"]}
    )
    loss = without.mean_square_error * without.df_error - full.mean_square_error * full.df_error
    assert full.test("site").f == pytest.approx(loss / 3 / full.mean_square_error, **EXACT)


@pytest.mark.parametrize("seed", range(3))
def test_one_way_anova_agrees_with_scipy(seed):
    t = trial(seed)
    ours = anova_one_way(t["change"], t["arm"])
    theirs = stats.f_oneway(*(t["change"][t["arm"] == arm] for arm in "ABC"))
    assert (ours.f, ours.p) == pytest.approx((theirs.statistic, theirs.pvalue), **EXACT)


tables = st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=3).map(
    np.array
)


@settings(deadline=None)
@given(tables.filter(lambda x: np.all(x.sum(axis=0) > 0) and np.all(x.sum(axis=1) > 0)))
def test_chi_square_agrees_with_scipy(table):
    ours = chi_square(table)
    theirs = stats.chi2_contingency(table, correction=False)
    assert (ours.statistic, ours.df, ours.p) == pytest.approx(
        (theirs.statistic, theirs.dof, theirs.pvalue), **EXACT
    )
    assert ours.smallest_expected == pytest.approx(theirs.expected_freq.min(), **EXACT)
    assert Table(table, shift_zeros=False).test_nominal_association().statistic == pytest.approx(
        ours.statistic, **EXACT
    )


@settings(deadline=None)
@given(*[st.integers(0, 90)] * 4)
def test_fisher_of_two_by_two_agrees_with_scipy(a, b, c, d):
    theirs = stats.fisher_exact([[a, b], [c, d]]).pvalue
    assert fisher_exact([[a, b], [c, d]]) == pytest.approx(theirs, rel=1e-9)


small = st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=2, max_size=3)


@settings(deadline=None, max_examples=40)
@given(small.map(np.array))
def test_fisher_of_larger_tables_agrees_with_writing_out_every_table(table):
    assert fisher_exact(table) == pytest.approx(fisher_slow(table), rel=1e-9)


def fisher_slow(table: np.ndarray) -> float:
    """Every table with these margins, its probability in whole numbers."""
    rows, columns = table.sum(axis=1).tolist(), table.sum(axis=0).tolist()

    def weight(cells) -> int:
        return prod(map(multinomial, cells))

    def multinomial(column) -> int:
        return factorial(sum(column)) // prod(map(factorial, column))

    draws = [
        [c for c in product(*(range(r + 1) for r in rows)) if sum(c) == total] for total in columns
    ]
    possible = [
        weight(cells)
        for cells in product(*draws)
        if [sum(line) for line in zip(*cells, strict=True)] == rows
    ]
    observed = weight([tuple(column) for column in table.T.tolist()])
    return sum(w for w in possible if w <= observed) / sum(possible)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("confidence", [0.95, 0.8])
def test_kaplan_meier_agrees_with_lifelines(seed, confidence):
    t = trial(seed)
    ours = kaplan_meier(t["time"], t["event"], confidence=confidence)
    fitter = KaplanMeierFitter(alpha=1 - confidence).fit(t["time"], t["event"])
    theirs = fitter.survival_function_at_times(ours.time).to_numpy()
    np.testing.assert_allclose(ours.survival, theirs, rtol=1e-10)
    limits = fitter.confidence_interval_.loc[ours.time].to_numpy()
    inside = (ours.survival > 0) & (ours.survival < 1)
    np.testing.assert_allclose(ours.lower[inside], limits[inside, 0], rtol=1e-8)
    np.testing.assert_allclose(ours.upper[inside], limits[inside, 1], rtol=1e-8)
    events = fitter.event_table.loc[ours.time]
    assert ours.at_risk.tolist() == events["at_risk"].tolist()
    assert ours.events.tolist() == events["observed"].tolist()
    assert ours.censored.tolist() == events["censored"].tolist()
    at = [0, 1, 30.5, 90, 400]
    np.testing.assert_allclose(
        survival_at(ours, at), fitter.survival_function_at_times(at).to_numpy(), rtol=1e-10
    )
    assert numbers_at_risk(t["time"], [0, 30]) == [90, int(np.sum(t["time"] >= 30))]


@pytest.mark.parametrize("seed", range(4))
def test_kaplan_meier_agrees_with_a_loop_over_subjects(seed):
    t = trial(seed, n=40)
    curve = kaplan_meier(t["time"], t["event"], interval="plain")
    survival, greenwood = 1.0, 0.0
    for i, time in enumerate(sorted(set(t["time"]))):
        risk = sum(1 for other in t["time"] if other >= time)
        died = sum(1 for other, e in zip(t["time"], t["event"], strict=True) if e and other == time)
        survival *= 1 - died / risk
        if survival <= 0:
            assert curve.survival[i] == 0
            continue
        greenwood += died / (risk * (risk - died))
        error = survival * greenwood**0.5
        assert curve.survival[i] == pytest.approx(survival, **EXACT)
        assert curve.standard_error[i] == pytest.approx(error, **EXACT)
        if survival < 1:
            assert curve.lower[i] == pytest.approx(max(0, survival - 1.959963984540054 * error))
            assert curve.upper[i] == pytest.approx(min(1, survival + 1.959963984540054 * error))


@pytest.mark.parametrize("seed", range(4))
def test_median_survival_agrees_with_lifelines(seed):
    t = trial(seed)
    ours = survival_quantile(kaplan_meier(t["time"], t["event"]), 0.5)
    fitter = KaplanMeierFitter().fit(t["time"], t["event"])
    assert ours.time == fitter.median_survival_time_
    lower = fitter.confidence_interval_["KM_estimate_lower_0.95"]
    upper = fitter.confidence_interval_["KM_estimate_upper_0.95"]
    assert ours.lower == lower.index[lower <= 0.5].min()
    assert ours.upper == upper.index[upper <= 0.5].min()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", ["arm", "site"])
def test_logrank_agrees_with_lifelines(seed, name):
    t = trial(seed)
    ours = logrank(t["time"], t["event"], t[name])
    theirs = multivariate_logrank_test(t["time"], t[name], t["event"])
    assert ours.statistic == pytest.approx(theirs.test_statistic, rel=1e-8)
    assert ours.p == pytest.approx(theirs.p_value, rel=1e-8)
    assert ours.df == theirs.degrees_of_freedom
    assert sum(ours.observed) == pytest.approx(sum(ours.expected))


@settings(deadline=None)
@given(
    st.lists(st.floats(-1e6, 1e6, allow_subnormal=False), min_size=1, max_size=40),
    st.integers(0, 100).map(lambda p: p / 100),
)
def test_quantile_agrees_with_averaged_inverted_cdf_of_numpy(values, share):
    theirs = np.quantile(values, share, method="averaged_inverted_cdf")
    assert quantile(values, share) == pytest.approx(theirs, rel=1e-12, abs=1e-12)


@settings(deadline=None)
@given(st.lists(st.floats(-1e4, 1e4), min_size=2, max_size=40))
def test_description_agrees_with_numpy(values):
    ours = describe([*values, None])
    assert ours.n == len(values)
    assert ours.mean == pytest.approx(np.mean(values), rel=1e-9, abs=1e-9)
    assert ours.standard_deviation == pytest.approx(np.std(values, ddof=1), rel=1e-6, abs=1e-9)
    assert ours.median == pytest.approx(np.median(values), rel=1e-12, abs=1e-12)
    assert (ours.minimum, ours.maximum) == (min(values), max(values))


def test_row_mean_scores_of_one_stratum_are_those_of_the_rank_free_formula():
    """With one stratum the statistic is (n - 1) SSB / SST, as an analysis of variance has it."""
    t = trial(2)
    scores = np.clip(np.round(t["change"]), -3, 3)
    ours = cmh_row_mean_scores(scores, t["arm"])
    total = np.sum((scores - scores.mean()) ** 2)
    between = sum(
        np.sum(t["arm"] == a) * (scores[t["arm"] == a].mean() - scores.mean()) ** 2 for a in "ABC"
    )
    assert ours.statistic == pytest.approx((len(scores) - 1) * between / total, **EXACT)
    assert ours.df == 2


def test_row_mean_scores_of_ranks_are_the_kruskal_wallis_test():
    t = trial(3)
    ranks = stats.rankdata(np.round(t["change"]))
    theirs = stats.kruskal(*(ranks[t["arm"] == arm] for arm in "ABC"))
    assert cmh_row_mean_scores(ranks, t["arm"]).statistic == pytest.approx(
        theirs.statistic, **EXACT
    )


def test_row_mean_scores_over_strata_agree_with_mantel_haenszel_of_statsmodels():
    t = trial(4)
    two = t["arm"] != "C"
    arm, site, event = t["arm"][two], t["site"][two], t["event"][two]
    blocks = [
        np.array(
            [
                [np.sum((site == s) & (arm == a) & (event == e)) for e in (True, False)]
                for a in ("A", "B")
            ]
        )
        for s in np.unique(site)
    ]
    theirs = sm.stats.StratifiedTable(blocks).test_null_odds(correction=False)
    ours = cmh_row_mean_scores(event.astype(float), arm, site)
    assert (ours.statistic, ours.p) == pytest.approx((theirs.statistic, theirs.pvalue), **EXACT)
