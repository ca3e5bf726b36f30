"""Tests and intervals on data arrays against other programs, loops, enumeration and simulation."""

from __future__ import annotations

from itertools import combinations
from math import comb, exp, log, prod, sqrt

import numpy as np
import pytest
import statsmodels.api as sm
from lifelines import KaplanMeierFitter, NelsonAalenFitter
from lifelines.statistics import survival_difference_at_fixed_point_in_time_test
from lifelines.utils import restricted_mean_survival_time
from scipy import optimize, stats
from statsmodels.duration.survfunc import survdiff
from statsmodels.stats.proportion import (
    confint_proportions_2indep,
    proportion_confint,
)
from statsmodels.stats.proportion import (
    test_proportions_2indep as compare_proportions,
)

from trialrun.statistics.cmh import cmh_row_mean_scores
from trialrun.statistics.cox import fit_cox
from trialrun.statistics.cumulative_hazard import cumulative_hazard
from trialrun.statistics.event_weights import (
    AtRisk,
    EarlyZero,
    FlemingHarrington,
    ModestlyWeighted,
    PetoPrentice,
)
from trialrun.statistics.exact_two_proportions import exact_unconditional
from trialrun.statistics.maxcombo import maxcombo
from trialrun.statistics.milestone import compare_milestone
from trialrun.statistics.one_sample_logrank import one_sample_logrank
from trialrun.statistics.piecewise_hazard import fit_piecewise_hazard
from trialrun.statistics.proportion import proportion_interval
from trialrun.statistics.rank_sum import rank_sum
from trialrun.statistics.restricted_mean import restricted_mean
from trialrun.statistics.restricted_mean_regression import fit_restricted_mean
from trialrun.statistics.risk_table import risk_tables
from trialrun.statistics.survival import kaplan_meier, survival_at
from trialrun.statistics.survival_strata import stratified_logrank
from trialrun.statistics.two_proportions import null_proportions, score_test
from trialrun.statistics.two_proportions_intervals import (
    difference_interval,
    log_ratio_interval,
    score_interval,
)
from trialrun.statistics.weighted_logrank import weighted_logrank, weighted_logrank_groups
from trialrun.statistics.win_ratio import compare_survival, win_ratio

EXACT = {"rel": 1e-9, "abs": 1e-12}


def trial(seed: int, n: int = 120, *, tied: bool = True) -> dict[str, np.ndarray]:
    """Two arms in three strata with censoring; whole times if tied."""
    random = np.random.default_rng(seed)
    arm = random.integers(0, 2, n)
    time, censor = random.exponential(12 + 4 * arm), random.uniform(4, 40, n)
    seen = np.minimum(time, censor)
    return {
        "time": np.ceil(seen) if tied else seen,
        "event": time <= censor,
        "group": np.where(arm == 1, "e", "c"),
        "strata": random.choice(["a", "b", "x"], n),
    }


@pytest.mark.parametrize("stratified", [False, True])
@pytest.mark.parametrize(
    ("weight", "name"),
    [
        (FlemingHarrington(), None),
        (AtRisk(1), "gb"),
        (AtRisk(0.5), "tw"),
    ],
)
def test_weighted_logrank_agrees_with_statsmodels(weight, name, stratified):
    made = trial(1)
    strata = made.pop("strata") if stratified else (made.pop("strata"), None)[1]
    test = weighted_logrank(**made, strata=strata, experimental="e", weight=weight)
    chi_square, p = survdiff(
        made["time"], made["event"].astype(int), made["group"], weight_type=name, strata=strata
    )
    assert test.z**2 == pytest.approx(chi_square, rel=1e-9)
    assert test.p == pytest.approx(p, rel=1e-9)


def test_weight_one_is_the_stratified_logrank_test():
    made = trial(2)
    one = weighted_logrank(**made, experimental="e")
    other = stratified_logrank(**made, experimental="e")
    assert one.z == pytest.approx(other.z, rel=1e-12)
    assert one.variance == pytest.approx(other.variance, rel=1e-12)


@pytest.mark.parametrize("seed", [3, 4])
def test_several_groups_agree_with_two(seed):
    made = trial(seed)
    for weight in (FlemingHarrington(0.5, 0.5), PetoPrentice()):
        two = weighted_logrank(**made, experimental="e", weight=weight)
        several = weighted_logrank_groups(**made, weight=weight)
        assert several.statistic == pytest.approx(two.z**2, rel=1e-9)
        difference = np.sum(several.observed, axis=0) - np.sum(several.expected, axis=0)
        assert difference[1] == pytest.approx(two.score, rel=1e-9)


def by_hand(weigh, time, event, treated):
    """Score and variance subject by subject; weigh(survival before, time, curve) is the weight."""
    steps, survival = [], 1.0
    for t in sorted(set(time[event])):
        n, d = np.sum(time >= t), np.sum(event & (time == t))
        n1, d1 = np.sum(treated & (time >= t)), np.sum(treated & event & (time == t))
        steps.append((t, survival, n, d, n1, d1))
        survival *= 1 - d / n
    steps_with_end = [*steps, (np.inf, survival, 0, 0, 0, 0)]

    def survival_after(at):
        return next(s for t, s, *_ in steps_with_end if t > at)

    score = variance = 0.0
    for t, before, n, d, n1, d1 in steps:
        w = weigh(before, t, survival_after)
        score += w * (d1 - d * n1 / n)
        if n > 1:
            variance += w**2 * d * (n1 / n) * (1 - n1 / n) * (n - d) / (n - 1)
    return score, variance


@pytest.mark.parametrize(
    ("weight", "weigh"),
    [
        (FlemingHarrington(0.5, 1), lambda s, _, __: s**0.5 * (1 - s)),
        (ModestlyWeighted(6), lambda s, _, after: 1 / max(s, after(6))),
        (ModestlyWeighted(largest=1.5), lambda s, _, __: min(1 / s, 1.5)),
        (EarlyZero(5), lambda _, t, __: float(t >= 5)),
    ],
)
def test_weights_are_what_a_loop_over_subjects_gives(weight, weigh):
    made = trial(5)
    made.pop("strata")
    test = weighted_logrank(**made, experimental="e", weight=weight)
    score, variance = by_hand(weigh, made["time"], made["event"], made["group"] == "e")
    assert test.score == pytest.approx(score, **EXACT)
    assert test.variance == pytest.approx(variance, **EXACT)


def test_maxcombo_is_what_permuted_arms_give():
    made = trial(6, 80, tied=False)
    made.pop("strata")
    own = maxcombo(**made, experimental="e")
    random = np.random.default_rng(7)
    found = []
    for _ in range(300):
        arms = random.permutation(made["group"])
        tests = maxcombo_z(made["time"], made["event"], arms)
        found.append(tests)
    found = np.array(found)
    assert np.corrcoef(found.T) == pytest.approx(np.array(own.correlation), abs=0.1)
    p = np.mean(found.max(axis=1) >= own.statistic)
    assert p == pytest.approx(own.p_one_sided, abs=4 * sqrt(0.25 / 300))


def maxcombo_z(time, event, group):
    """Return the z of the default tests, without their p-value."""
    (table,) = risk_tables(time, event, group)
    difference, variance = table.events[:, 1] - table.expected[:, 1], table.covariance[:, 1, 1]
    weights = [FlemingHarrington(*each)(table) for each in ((0, 0), (0, 1), (1, 0), (1, 1))]
    return [-np.sum(w * difference) / sqrt(np.sum(w**2 * variance)) for w in weights]


def test_a_maxcombo_of_one_test_is_that_test():
    made = trial(8)
    one = maxcombo(**made, experimental="e", weights=[FlemingHarrington(0, 1)] * 2)
    single = weighted_logrank(**made, experimental="e", weight=FlemingHarrington(0, 1))
    assert one.p_one_sided == pytest.approx(single.p_one_sided, rel=1e-9)


def test_milestone_agrees_with_lifelines():
    made = trial(9)
    treated = made["group"] == "e"
    fitted = [
        KaplanMeierFitter().fit(made["time"][own], made["event"][own])
        for own in (treated, ~treated)
    ]
    other = survival_difference_at_fixed_point_in_time_test(10, *fitted)
    made.pop("strata")
    test = compare_milestone(**made, at=10, experimental="e", scale="log-log")
    assert test.z**2 == pytest.approx(other.test_statistic, rel=1e-9)
    assert test.p == pytest.approx(other.p_value, rel=1e-9)


@pytest.mark.parametrize("scale", ["plain", "log", "logit", "arcsin"])
def test_milestone_scales_are_the_delta_method(scale):
    made = trial(10)
    made.pop("strata")
    test = compare_milestone(**made, at=10, experimental="e", scale=scale)
    function = {
        "plain": lambda s: s,
        "log": log,
        "logit": lambda s: log(s / (1 - s)),
        "arcsin": lambda s: np.arcsin(sqrt(s)),
    }[scale]
    variance = 0.0
    for name in ("e", "c"):
        own = made["group"] == name
        curve = kaplan_meier(made["time"][own], made["event"][own])
        s = float(survival_at(curve, [10])[0])
        at = int(np.searchsorted(curve.time, 10, side="right")) - 1
        slope = (function(s + 1e-6) - function(s - 1e-6)) / 2e-6
        variance += (slope * curve.standard_error[at]) ** 2
    assert test.standard_error == pytest.approx(sqrt(variance), rel=1e-6)


@pytest.mark.parametrize("until", [8, 15.5])
def test_restricted_mean_agrees_with_lifelines(until):
    made = trial(11)
    fitted = KaplanMeierFitter().fit(made["time"], made["event"])
    found = restricted_mean(made["time"], made["event"], until)
    assert found.mean == pytest.approx(restricted_mean_survival_time(fitted, until), rel=1e-9)


def test_restricted_mean_without_censoring_is_a_mean():
    values = np.array([1.0, 2, 2, 5, 7, 9, 12])
    found = restricted_mean(values, np.ones(7), 6)
    kept = np.minimum(values, 6)
    assert found.mean == pytest.approx(kept.mean())
    assert found.standard_error == pytest.approx(kept.std() / sqrt(7))


def test_adjusted_restricted_means_without_censoring_are_least_squares():
    random = np.random.default_rng(12)
    arm, age = random.integers(0, 2, 80), random.normal(60, 8, 80)
    time = random.exponential(np.exp(2 + 0.3 * arm - 0.01 * (age - 60)))
    model = fit_restricted_mean(time, np.ones(80), arm, age, 10, experimental=1)
    x = sm.add_constant(np.column_stack([arm, age]))
    other = sm.OLS(np.minimum(time, 10), x).fit(cov_type="HC0")
    assert [t.coefficient for t in model.terms] == pytest.approx(other.params, rel=1e-9)
    assert [t.standard_error for t in model.terms] == pytest.approx(other.bse, rel=1e-9)
    ratio = fit_restricted_mean(time, np.ones(80), arm, age, 10, experimental=1, scale="ratio")
    poisson = sm.GLM(np.minimum(time, 10), x, family=sm.families.Poisson()).fit(cov_type="HC0")
    assert [t.coefficient for t in ratio.terms] == pytest.approx(poisson.params, rel=1e-6)
    assert [t.standard_error for t in ratio.terms] == pytest.approx(poisson.bse, rel=1e-6)


def test_adjusted_restricted_means_cover_the_truth():
    random = np.random.default_rng(13)
    hazard, until, n = (0.10, 0.06), 10.0, 120
    truth = (1 - exp(-hazard[1] * until)) / hazard[1] - (1 - exp(-hazard[0] * until)) / hazard[0]
    covered, estimates = 0, []
    for _ in range(250):
        arm = random.permutation(np.repeat([0, 1], n // 2))
        time, censor = random.exponential(1 / np.take(hazard, arm)), random.uniform(3, 30, n)
        model = fit_restricted_mean(
            np.minimum(time, censor),
            time <= censor,
            arm,
            random.normal(size=n),
            until,
            experimental=1,
        )
        own = model.terms[1]
        covered += own.lower <= truth <= own.upper
        estimates.append(own.coefficient)
    assert covered / 250 == pytest.approx(0.945, abs=4 * sqrt(0.95 * 0.05 / 250))
    error = np.std(estimates) / sqrt(250)
    assert np.mean(estimates) == pytest.approx(truth, abs=4 * error)


def test_exact_ties_are_every_set_of_those_at_risk():
    random = np.random.default_rng(14)
    n = 12
    x = random.normal(size=(n, 2))
    time, event = np.ceil(random.exponential(3, n)), random.random(n) < 0.8

    def minus_log_likelihood(beta):
        total = 0.0
        for t in set(time[event]):
            died = np.flatnonzero(event & (time == t))
            risk = np.flatnonzero(time >= t)
            hazard = np.exp(x @ beta)
            sets = sum(prod(hazard[list(s)]) for s in combinations(risk, len(died)))
            total += np.log(prod(hazard[died]) / sets)
        return -total

    model = fit_cox(time, event, x, ties="exact")
    found = optimize.minimize(minus_log_likelihood, np.zeros(2), method="BFGS", tol=1e-12)
    assert model.log_likelihood_null == pytest.approx(-minus_log_likelihood(np.zeros(2)), rel=1e-9)
    assert model.log_likelihood == pytest.approx(-found.fun, rel=1e-9)
    assert [t.coefficient for t in model.terms] == pytest.approx(found.x, abs=1e-5)


def test_the_exact_score_test_of_two_groups_is_the_logrank_test():
    made = trial(15)
    model = fit_cox(
        made["time"], made["event"], made["group"] == "e", strata=made["strata"], ties="exact"
    )
    assert model.score == pytest.approx(
        stratified_logrank(**made, experimental="e").statistic, rel=1e-9
    )
    assert model.wald == pytest.approx(model.terms[0].z ** 2, rel=1e-9)


def test_cumulative_hazard_agrees_with_lifelines():
    made = trial(16)
    found = cumulative_hazard(made["time"], made["event"])
    other = NelsonAalenFitter(nelson_aalen_smoothing=False).fit(made["time"], made["event"])
    expected = other.cumulative_hazard_.loc[found.time].to_numpy()[:, 0]
    assert found.hazard == pytest.approx(expected, rel=1e-9)
    one_by_one = cumulative_hazard(made["time"], made["event"], ties="one-by-one")
    assert np.all(one_by_one.hazard >= found.hazard)


@pytest.mark.parametrize("interval", ["log", "log-log", "plain", "logit", "arcsin"])
def test_survival_limits_are_the_delta_method(interval):
    made = trial(17)
    curve = kaplan_meier(made["time"], made["event"], interval=interval, confidence=0.9)
    forward, back = {
        "log": (np.log, np.exp),
        "log-log": (lambda s: np.log(-np.log(s)), lambda v: np.exp(-np.exp(v))),
        "plain": (lambda s: s, lambda v: v),
        "logit": (lambda s: np.log(s / (1 - s)), lambda v: 1 / (1 + np.exp(-v))),
        "arcsin": (lambda s: np.arcsin(np.sqrt(s)), lambda v: np.sin(v) ** 2),
    }[interval]
    some = (curve.survival > 0.2) & (curve.survival < 0.9)
    s, error = curve.survival[some], curve.standard_error[some]
    slope = np.abs(forward(s + 1e-7) - forward(s - 1e-7)) / 2e-7
    reach = stats.norm.ppf(0.95) * slope * error
    limits = np.sort([back(forward(s) - reach), back(forward(s) + reach)], axis=0)
    assert curve.lower[some] == pytest.approx(limits[0], rel=1e-6)
    assert curve.upper[some] == pytest.approx(np.minimum(limits[1], 1), rel=1e-6)


def test_a_piecewise_hazard_is_events_over_time_at_risk():
    made = trial(24)
    found = fit_piecewise_hazard(made["time"], made["event"], [0, 5, 12])
    for at, (begin, end) in enumerate(((0, 5), (5, 12), (12, np.inf))):
        spent = sum(min(t, end) - begin for t in made["time"] if t > begin)
        died = sum(d and begin < t <= end for t, d in zip(made["time"], made["event"], strict=True))
        assert found.exposure[at] == pytest.approx(spent)
        assert found.events[at] == died
        own = -2 * (died * log(died / spent) - died)
        assert found.deviance[at] == pytest.approx(own)
    assert sum(found.events) == made["event"].sum()


def test_one_sample_logrank_holds_its_level():
    random = np.random.default_rng(18)
    for variance in ("expected", "mean"):
        z = []
        for _ in range(2000):
            time, censor = random.exponential(10, 60), random.uniform(5, 20, 60)
            seen = np.minimum(time, censor)
            z.append(one_sample_logrank(time <= censor, seen / 10, variance=variance).z)
        assert np.mean(np.abs(z) > 1.96) == pytest.approx(0.05, abs=0.02)
        assert np.std(z) == pytest.approx(1, abs=0.06)


def test_one_sample_logrank_is_the_score_of_a_hazard_ratio():
    random = np.random.default_rng(23)
    time, event = random.exponential(8, 50), random.random(50) < 0.7
    hazard = (time / 10) ** 1.3

    def log_likelihood(log_ratio):
        return np.sum(event * log_ratio - exp(log_ratio) * hazard)

    step = 1e-4
    up, at, down = (log_likelihood(each) for each in (step, 0.0, -step))
    score, information = (up - down) / (2 * step), -(up - 2 * at + down) / step**2
    own = one_sample_logrank(event, hazard)
    assert own.z == pytest.approx(-score / sqrt(information), rel=1e-5)


COUNTS = [(39, 500, 13, 500), (8, 20, 3, 25), (1, 15, 6, 12), (30, 40, 20, 35)]


@pytest.mark.parametrize("counts", COUNTS)
@pytest.mark.parametrize("corrected", [True, False])
@pytest.mark.parametrize(
    ("effect", "compare", "nulls"),
    [
        ("difference", "diff", (0.0, 0.1, -0.2)),
        ("ratio", "ratio", (1.0, 1.5, 0.6)),
        ("odds-ratio", "odds-ratio", (1.0, 2.0, 0.5)),
    ],
)
def test_score_tests_agree_with_statsmodels(counts, effect, compare, nulls, corrected):
    for null in nulls:
        if effect == "difference" and null != 0:
            continue  # statsmodels solves another equation there: see the likelihood below
        own = score_test(*counts, effect=effect, null=null, corrected=corrected)
        other = compare_proportions(
            *counts, value=null, method="score", compare=compare, correction=corrected
        )
        assert own.z == pytest.approx(other.statistic, rel=1e-6, abs=1e-9)
        assert own.p == pytest.approx(other.pvalue, rel=1e-6)


@pytest.mark.parametrize("counts", COUNTS)
@pytest.mark.parametrize(
    ("effect", "null"),
    [("difference", 0.15), ("difference", -0.3), ("ratio", 0.7), ("ratio", 2.5), ("odds-ratio", 3)],
)
def test_null_proportions_maximise_the_likelihood(counts, effect, null):
    x, n, y, m = counts

    def first(p):
        if effect == "difference":
            return p + null
        return p * null if effect == "ratio" else p * null / (1 + p * (null - 1))

    def minus_log_likelihood(p):
        q = first(p)
        if not (0 < p < 1 and 0 < q < 1):
            return np.inf
        return -(x * log(q) + (n - x) * log(1 - q) + y * log(p) + (m - y) * log(1 - p))

    low, high = 1e-9, 1 - 1e-9
    if effect == "difference":
        low, high = max(low, -null + 1e-9), min(high, 1 - null - 1e-9)
    if effect == "ratio":
        high = min(high, 1 / null - 1e-9)
    best = optimize.minimize_scalar(
        minus_log_likelihood, bounds=(low, high), method="bounded", options={"xatol": 1e-12}
    )
    one, other = null_proportions(*counts, effect=effect, null=null)
    assert other == pytest.approx(best.x, abs=1e-5)
    assert one == pytest.approx(first(other), abs=1e-12)


@pytest.mark.parametrize("counts", COUNTS)
def test_intervals_agree_with_statsmodels(counts):
    for effect, compare in (("ratio", "ratio"), ("odds-ratio", "odds-ratio")):
        own = score_interval(*counts, effect=effect)
        other = confint_proportions_2indep(*counts, method="score", compare=compare)
        assert (own.lower, own.upper) == pytest.approx(other, rel=1e-5, abs=1e-6)
    for method, name in (("newcombe", "newcomb"), ("wald", "wald"), ("agresti", "agresti-caffo")):
        own = difference_interval(*counts, method=method, confidence=0.9)
        other = confint_proportions_2indep(*counts, method=name, compare="diff", alpha=0.1)
        assert (own.lower, own.upper) == pytest.approx(other, rel=1e-9)
    for effect, compare, name in (("ratio", "ratio", "log"), ("odds-ratio", "odds-ratio", "logit")):
        own = log_ratio_interval(*counts, effect=effect)
        other = confint_proportions_2indep(*counts, method=name, compare=compare)
        assert (own.lower, own.upper) == pytest.approx(other, rel=1e-9)


def test_limits_of_two_rates_are_where_the_score_is_critical(shared):
    cases = _cases(shared, "gsDesign::ciBinomial")
    for case in cases:
        given = case["inputs"]["args"]
        effect = {"OR": "odds-ratio", "RR": "ratio"}.get(given.get("scale"), "difference")
        counts = [given[key] for key in ("x1", "n1", "x2", "n2")]
        quantile = stats.norm.ppf(0.975)
        own = score_interval(*counts, effect=effect, corrected=False)
        for limit, reference in (
            (own.lower, case["outputs"]["lower"]),
            (own.upper, case["outputs"]["upper"]),
        ):
            ours = score_test(*counts, effect=effect, null=limit, corrected=False).z
            theirs = score_test(*counts, effect=effect, null=reference, corrected=False).z
            assert abs(ours) == pytest.approx(quantile, abs=1e-9)
            assert abs(theirs) == pytest.approx(quantile, abs=1e-3)


def _cases(shared, function):
    import json

    path = shared / "design" / "reference.json"
    if not path.is_file():
        pytest.skip("no reference cases")
    cases = json.loads(path.read_text(encoding="utf-8"))
    return [case for case in cases if case["inputs"].get("fn") == function]


@pytest.mark.parametrize("counts", [(0, 10), (3, 17), (81, 263), (12, 12)])
@pytest.mark.parametrize(
    ("method", "name"),
    [("exact", "beta"), ("wilson", "wilson"), ("wald", "normal"), ("agresti", "agresti_coull")],
)
def test_intervals_of_one_proportion_agree_with_statsmodels(counts, method, name):
    own = proportion_interval(*counts, method=method, confidence=0.9)
    other = proportion_confint(*counts, alpha=0.1, method=name)
    assert (own.lower, own.upper) == pytest.approx(other, rel=1e-9, abs=1e-12)


def test_boschloo_is_the_largest_probability_over_proportions():
    x, n, y, m = 1, 6, 5, 7

    def fisher(a, b):
        return stats.hypergeom.cdf(a, n + m, a + b, n)

    least = fisher(x, y) * (1 + 1e-9)
    extreme = [(a, b) for a in range(n + 1) for b in range(m + 1) if fisher(a, b) <= least]

    def probability(p):
        return sum(
            comb(n, a) * comb(m, b) * p ** (a + b) * (1 - p) ** (n + m - a - b) for a, b in extreme
        )

    largest = max(probability(p) for p in np.linspace(0.001, 0.999, 2000))
    found = exact_unconditional(x, n, y, m, alternative="less")
    assert found == pytest.approx(largest, rel=1e-4)
    assert found <= stats.fisher_exact([[x, y], [n - x, m - y]], alternative="less").pvalue


def test_rank_sum_agrees_with_scipy():
    random = np.random.default_rng(19)
    for values in (random.normal(size=60), random.integers(0, 8, 60).astype(float)):
        group = random.permutation(np.repeat(["c", "e"], 30))
        own = rank_sum(values, group, experimental="e")
        other = stats.mannwhitneyu(
            values[group == "e"], values[group == "c"], method="asymptotic", use_continuity=False
        )
        assert own.p == pytest.approx(other.pvalue, rel=1e-9)
        assert own.superiority == pytest.approx(other.statistic / 900, rel=1e-12)


def test_van_elteren_is_a_test_of_mean_scores():
    random = np.random.default_rng(20)
    n = 90
    values = random.integers(0, 10, n).astype(float)
    group, strata = random.choice(["c", "e"], n), random.choice(["a", "b", "x"], n)
    scores = np.zeros(n)
    for stratum in set(strata):
        own = strata == stratum
        scores[own] = stats.rankdata(values[own]) / (own.sum() + 1)
    other = cmh_row_mean_scores(scores, group.tolist(), strata.tolist())
    own = rank_sum(values, group, experimental="e", strata=strata)
    assert own.z**2 == pytest.approx(other.statistic, rel=1e-9)


def test_win_ratio_is_what_a_loop_over_pairs_gives():
    random = np.random.default_rng(21)
    t, s = np.ceil(random.exponential(6, 15)), np.ceil(random.exponential(5, 12))
    d, e = random.random(15) < 0.6, random.random(12) < 0.6
    score, score_control = random.integers(0, 4, 15), random.integers(0, 4, 12)
    won = lost = 0
    for i in range(15):
        for j in range(12):
            if e[j] and (s[j] < t[i] or (s[j] == t[i] and not d[i])):
                won += 1
            elif d[i] and (t[i] < s[j] or (t[i] == s[j] and not e[j])):
                lost += 1
            else:
                won += score[i] > score_control[j]
                lost += score[i] < score_control[j]
    later = np.sign(score[:, None] - score_control[None])
    found = win_ratio(compare_survival(t, d, s, e), later)
    assert found.ratio == pytest.approx(won / lost)
    assert found.net_benefit == pytest.approx((won - lost) / 180)


def test_win_ratio_covers_the_truth():
    random = np.random.default_rng(22)
    covered = 0
    for _ in range(600):  # exponential times of rates 1 and 1.5: 1.5 wins to a loss
        one, other = random.exponential(1.5, 50), random.exponential(1.0, 50)
        everyone = np.ones(50)
        found = win_ratio(compare_survival(one, everyone, other, everyone))
        covered += found.lower <= 1.5 <= found.upper
    assert covered / 600 == pytest.approx(0.945, abs=4 * sqrt(0.95 * 0.05 / 600))
