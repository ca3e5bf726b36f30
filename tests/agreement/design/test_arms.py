"""Dunnett, normal and t vectors, multi-arm multi-stage, drop-the-losers: against other sources."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import integrate, special, stats

from trialrun.design.adaptive.combination import combine_inverse_normal
from trialrun.design.arms.adaptive_arms import decide_adaptive_arms, simulate_adaptive_arms
from trialrun.design.arms.dropping import (
    boundaries_drop_the_losers,
    power_drop_the_losers,
    probability_best_selected,
    size_drop_the_losers,
)
from trialrun.design.arms.dunnett import (
    adjusted_dunnett,
    critical_dunnett,
    power_dunnett,
    size_dunnett,
)
from trialrun.design.arms.enrichment import (
    critical_subgroup,
    decide_enrichment,
    p_spiessens_debois,
    power_subgroup,
    simulate_enrichment,
)
from trialrun.design.arms.mams import boundaries_mams, error_mams
from trialrun.design.arms.mams_course import course_mams, power_mams, size_mams
from trialrun.design.arms.normal import (
    equal_correlation,
    probability_normal,
    probability_t,
    quantile_normal,
)
from trialrun.design.arms.rectangle import by_coordinates, by_factor, common_factor
from trialrun.errors import DesignError

TRIALS = 400_000


def within_error(share, trials, found, sds=4.5):
    """A simulated share is within its Monte-Carlo error of a probability."""
    return abs(share - found) < sds * np.sqrt(found * (1 - found) / trials) + 1e-9


def test_orthants_have_their_closed_forms():
    """1 / (n + 1) at correlation one half; Sheppard's arcsines for three coordinates."""
    for n in range(2, 8):
        half = np.full((n, n), 0.5) + 0.5 * np.eye(n)
        assert probability_normal(0, np.inf, half) == pytest.approx(1 / (n + 1), abs=1e-12)
    r = np.array([[1, 0.8, -0.3], [0.8, 1, 0.1], [-0.3, 0.1, 1]])
    arcs = sum(np.arcsin(r[i, j]) for i, j in ((0, 1), (0, 2), (1, 2)))
    expected = 1 / 8 + arcs / (4 * np.pi)
    assert probability_normal(0, np.inf, r) == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize("n", [2, 3, 4, 5, 6, 7])
def test_coordinates_and_factor_give_the_same(n):
    b = np.linspace(0.3, 0.9, n)
    matrix = np.outer(b, b)
    np.fill_diagonal(matrix, 1)
    low, high = np.linspace(-1, 0, n), np.linspace(0.5, 2.5, n)
    one = by_factor(low, high, common_factor(matrix))
    assert by_coordinates(low, high, matrix) == pytest.approx(one, abs=1e-7 if n < 6 else 1e-5)


def test_the_largest_of_independent_and_of_equal_coordinates():
    assert probability_normal(-np.inf, 1.0, np.eye(4)) == pytest.approx(special.ndtr(1.0) ** 4)
    assert probability_normal(-np.inf, 1.0, np.ones((4, 4))) == pytest.approx(special.ndtr(1.0))


def test_singular_correlations_of_all_pairs_are_simulated():
    """Differences of all pairs of three means: rank 2."""
    contrast = np.array([[1, -1, 0], [1, 0, -1], [0, 1, -1.0]]) / np.sqrt(2)
    random = np.random.default_rng(5)
    z = random.standard_normal((TRIALS, 3)) @ contrast.T
    share = (np.abs(z) < 2.3437).all(axis=1).mean()
    found = probability_normal(-2.3437, 2.3437, contrast @ contrast.T)
    assert found == pytest.approx(0.95, abs=2e-4)  # the studentized range: 3.3145 / sqrt(2)
    assert within_error(share, TRIALS, found)
    assert found == pytest.approx(
        stats.studentized_range.cdf(2.3437 * np.sqrt(2), 3, 1e6), abs=1e-4
    )


def test_t_probabilities_are_those_of_scipy():
    r = np.array([[1, 0.6, 0.2], [0.6, 1, -0.1], [0.2, -0.1, 1]])
    other = stats.multivariate_t(shape=r, df=7, seed=2).cdf([1.0, 1.5, 0.5], maxpts=200_000)
    found = probability_t(-np.inf, [1.0, 1.5, 0.5], r, 7)
    assert found == pytest.approx(float(other), abs=2e-4)
    one = probability_t(-np.inf, 1.2, [[1.0]], 5, noncentrality=0.7)
    assert one == pytest.approx(float(stats.nct.cdf(1.2, 5, 0.7)), abs=1e-9)


@pytest.mark.parametrize("sides", [1, 2])
def test_dunnett_is_one_integral_over_the_control(sides):
    critical = critical_dunnett([1, 1, 1], alpha=0.05, sides=sides)

    def quiet(x):
        high = special.ndtr(np.sqrt(2) * critical + x)
        low = special.ndtr(-np.sqrt(2) * critical + x) if sides == 2 else 0.0
        return np.exp(-x * x / 2) / np.sqrt(2 * np.pi) * (high - low) ** 3

    assert integrate.quad(quiet, -9, 9, epsabs=1e-13)[0] == pytest.approx(0.95, abs=1e-10)


def test_quantiles_of_mvtnorm_are_only_near_the_probability_asked_for(shared):
    """The reference's quantiles give 0.97500 - 2e-6 by quadrature, ours 0.975 to 1e-10."""
    import json

    path = shared / "design" / "reference.json"
    if not path.is_file():
        pytest.skip("the reference material holds no design/reference.json")
    cases = {case["id"]: case for case in json.loads(path.read_text(encoding="utf-8"))}
    for name, arms in (("dunnett_k3", 3), ("dunnett_k4", 4)):
        printed = cases[name]["outputs"]["crit"]
        ours = quantile_normal(0.975, equal_correlation([1] * arms))
        reached = [
            integrate.quad(
                lambda x, q=q, m=arms: stats.norm.pdf(x) * special.ndtr(np.sqrt(2) * q + x) ** m,
                -9,
                9,
                epsabs=1e-13,
            )[0]
            for q in (printed, ours)
        ]
        assert abs(reached[1] - 0.975) < 1e-10
        assert 1e-6 < abs(reached[0] - 0.975) < 1e-3


def test_dunnett_of_scipy():
    random = np.random.default_rng(8)
    control = random.standard_normal(20)
    arms = [random.standard_normal(25) + 0.5, random.standard_normal(15) + 0.9]
    other = stats.dunnett(*arms, control=control, alternative="greater", random_state=1)
    pooled = sum(((x - x.mean()) ** 2).sum() for x in (control, *arms)) / 57
    z = [(x.mean() - control.mean()) / np.sqrt(pooled * (1 / len(x) + 1 / 20)) for x in arms]
    found = adjusted_dunnett(z, [25 / 20, 15 / 20], degrees_of_freedom=57)
    assert found == pytest.approx(tuple(other.pvalue), abs=5e-4)


@pytest.mark.parametrize("variance", ["known", "unknown"])
def test_power_of_dunnett_is_simulated(variance):
    effects, ratios, control, trials = np.array([0.6, 0.3, 0.0]), [1.0, 0.5, 1.5], 40, 200_000
    found = power_dunnett(effects, 1.3, control, ratios=ratios, variance=variance, alpha=0.05)
    random = np.random.default_rng(3)
    sizes = control * np.array(ratios)
    means = random.standard_normal((trials, 3)) / np.sqrt(sizes)
    base = random.standard_normal((trials, 1)) / np.sqrt(control)
    z = (effects / 1.3 + means - base) / np.sqrt(1 / sizes + 1 / control)
    if variance == "unknown":
        freedom = control * 4 - 4
        z /= np.sqrt(random.chisquare(freedom, (trials, 1)) / freedom)
    hit = z > found.critical
    assert within_error(hit.any(axis=1).mean(), trials, found.disjunctive)
    assert within_error(hit[:, :2].all(axis=1).mean(), trials, found.conjunctive)
    for arm in range(3):
        assert within_error(hit[:, arm].mean(), trials, found.marginal[arm])


@pytest.mark.parametrize("kind", ["disjunctive", "conjunctive", "marginal"])
def test_sizes_of_dunnett_have_their_power(kind):
    size = size_dunnett([0.6, 0.3, 0.0], 1.3, ratios=[1, 0.5, 1.5], kind=kind)
    found = power_dunnett([0.6, 0.3, 0.0], 1.3, size, ratios=[1, 0.5, 1.5])
    reached = found.marginal[0] if kind == "marginal" else getattr(found, kind)
    assert reached == pytest.approx(0.9, abs=1e-7)


def test_an_estimated_spread_takes_a_few_subjects_more():
    known, unknown = (size_dunnett([0.9, 0.9], 1, variance=v) for v in ("known", "unknown"))
    assert known + 0.5 < unknown < known + 3


def _multi_arm(random, trials, looks, arms, effects, unit):
    """Z of the arms at equal looks, (looks, arms, trials)."""
    steps = random.standard_normal((looks, arms + 1, trials))
    steps[:, 1:] += np.asarray(effects)[None, :, None] * unit
    total = steps.cumsum(axis=0)
    scale = np.sqrt(2 * np.arange(1, looks + 1))[:, None, None]
    return (total[:, 1:] - total[:, :1]) / scale


@pytest.mark.parametrize(
    ("efficacy", "futility", "looks"),
    [("obrien-fleming", "fixed", 2), ("triangular", "triangular", 3), ("pocock", "fixed", 3)],
)
def test_multi_arm_multi_stage_is_simulated(efficacy, futility, looks):
    even = [float(k + 1) for k in range(looks)]
    test = boundaries_mams(
        3, alpha=0.05, control=even, experimental=even, efficacy=efficacy, futility=futility
    )
    random = np.random.default_rng(looks)
    n, effects = 25.0, [0.5, 0.2, 0.2]
    for case in ([0.0] * 3, effects):
        z = _multi_arm(random, TRIALS, looks, 3, case, np.sqrt(n))
        active, going = np.ones((3, TRIALS), bool), np.ones(TRIALS, bool)
        found, best = np.zeros((3, TRIALS), bool), np.zeros(TRIALS, bool)
        subjects = np.zeros(TRIALS)
        for look in range(looks):
            subjects += n * going * (1 + active.sum(axis=0))
            crossed = active & (z[look] > test.efficacy[look]) & going
            found |= crossed
            top = np.where(active, z[look], -np.inf).argmax(axis=0)
            best |= crossed.any(axis=0) & (top == 0) & crossed[0]
            active &= z[look] > test.futility[look]
            going &= ~crossed.any(axis=0) & active.any(axis=0)
        course = course_mams(test, n, case)
        assert within_error(found.any(axis=0).mean(), TRIALS, course.any_found)
        assert within_error(found[0].mean(), TRIALS, course.found[0])
        assert subjects.mean() == pytest.approx(course.expected_subjects, rel=2e-3)
    power = power_mams(test, n, effect=0.5, other_effects=0.2)
    assert within_error(best.mean(), TRIALS, power)
    assert test.alpha_spent[-1] == pytest.approx(0.05, abs=1e-8)


def test_one_arm_is_a_group_sequential_test():
    """With one arm the recursion over looks gives the same error."""
    from trialrun.design.recursion import stopping_probabilities

    upper, lower = [2.7, 2.2, 2.0], [0.0, 0.5, 2.0]
    other = stopping_probabilities([1 / 3, 2 / 3, 1], upper=upper, lower=lower)
    even = [1.0, 2.0, 3.0]
    found = error_mams(1, upper, lower, control=even, experimental=even)
    assert found == pytest.approx(float(other.upper.sum()), abs=1e-7)


def test_one_look_is_dunnett():
    test = boundaries_mams(4, alpha=0.05, control=[1], experimental=[0.5])
    assert test.efficacy[0] == pytest.approx(critical_dunnett([0.5] * 4, alpha=0.05), abs=1e-8)


def test_stopping_apart_has_the_size_of_one_comparison():
    test = boundaries_mams(3, alpha=0.05, control=[1], experimental=[1])
    apart = size_mams(test, effect=0.2, power=0.8, stopping="separate")
    one = 2 * ((test.efficacy[0] + special.ndtri(0.8)) / 0.2) ** 2
    assert apart == pytest.approx(one, rel=1e-6)


@pytest.mark.parametrize("kept", [(4, 1), (5, 2, 1), (6, 3, 1)])
def test_drop_the_losers_is_simulated(kept):
    test = boundaries_drop_the_losers(kept, alpha=0.05)
    looks, arms, n = len(kept), kept[0], 30.0
    random = np.random.default_rng(arms)
    for effects in ([0.0] * arms, [0.5] + [0.15] * (arms - 1)):
        z = _multi_arm(random, TRIALS, looks, arms, effects, np.sqrt(n))
        active = np.ones((arms, TRIALS), bool)
        for look in range(looks - 1):
            score = np.where(active, z[look], -np.inf)
            rank = (-score).argsort(axis=0).argsort(axis=0)
            active &= rank < kept[look + 1]
        hit = active & (z[-1] > test.critical)
        if effects[0] == 0:
            assert within_error(hit.any(axis=0).mean(), TRIALS, 0.05)
        else:
            power = power_drop_the_losers(test, n, effect=0.5, other_effects=0.15)
            assert within_error(hit[0].mean(), TRIALS, power)


def test_selecting_the_best_is_simulated():
    random = np.random.default_rng(1)
    means = random.standard_normal((TRIALS, 4)) / np.sqrt(30)
    means[:, 0] += 0.4
    share = (means.argmax(axis=1) == 0).mean()
    assert within_error(share, TRIALS, probability_best_selected(4, 0.4, 30))


def test_adaptive_arms_hold_alpha_and_find_arms():
    """Simulated trials decided one by one agree with the simulation of blocks."""
    critical = [2.797, 1.977]
    null = simulate_adaptive_arms([0, 0, 0], 1, [40, 40], critical, trials=8_000)
    assert null.any_found < 0.025 + 4 * np.sqrt(0.025 * 0.975 / 8_000)
    random = np.random.default_rng(4)
    hits, trials = 0, 250
    for _ in range(trials):
        first, second = random.standard_normal((2, 4)) / np.sqrt(40)
        z1 = (np.array([0.4, 0.2, 0.2]) + first[1:] - first[0]) * np.sqrt(20)
        z2 = (np.array([0.4, 0.2, 0.2]) + second[1:] - second[0]) * np.sqrt(20)
        best = int(z1.argmax())
        stage = [float(z2[i]) if i == best else None for i in range(3)]
        found = decide_adaptive_arms([z1.tolist(), stage], critical, information=[0.5, 1])
        hits += any(look is not None for look in found.look)
    power = simulate_adaptive_arms([0.4, 0.2, 0.2], 1, [40, 40], critical, trials=8_000)
    assert abs(hits / trials - power.any_found) < 4.5 * np.sqrt(0.25 / trials)


def test_adaptive_arms_of_rpact():
    """As rpact 3.3.4 prints them: three arms, Dunnett, known spread 1, 50 subjects an arm."""
    z = np.array([[0.2, 0.42, 0.3], [np.nan, 0.35, 0.25]]) * 5
    stages = [[None if np.isnan(each) else float(each) for each in row] for row in z]
    found = decide_adaptive_arms(stages, [2.796509681, 1.977430959], information=[0.5, 1])
    assert found.statistics[0] == pytest.approx([1.0, 1.68661095, 1.19885914], abs=5e-6)
    assert found.statistics[1][1:] == pytest.approx([2.22995276, 1.73160491], abs=5e-6)
    assert found.look == (None, 2, None)


def test_a_single_arm_is_the_inverse_normal_test():
    p = special.ndtr(-np.array([1.3, 1.9]))
    expected = combine_inverse_normal(p.tolist(), [1, 1])
    found = decide_adaptive_arms([[1.3], [1.9]], [2.797, 1.977], information=[0.5, 1])
    assert [z[0] for z in found.statistics] == pytest.approx(expected.tolist())


def test_enrichment_holds_alpha_and_nested_populations_are_simulated():
    null = simulate_enrichment(0, 0, 1, [60, 60], 0.4, [2.797, 1.977])
    assert null.any_found < 0.025 + 4 * null.standard_error
    rho, random = np.sqrt(0.4), np.random.default_rng(6)
    sub = random.standard_normal(TRIALS)
    full = rho * sub + np.sqrt(0.6) * random.standard_normal(TRIALS)
    share = ((full > 1.9) | (sub > 1.9)).mean()
    assert within_error(share, TRIALS, p_spiessens_debois(1.9, 1.2, 0.4))
    level = critical_subgroup(0.4, 0.015)
    spent = (full > -special.ndtri(0.015)) | (sub > level)
    assert within_error(spent.mean(), TRIALS, 0.025)
    found = power_subgroup(0.25, 0.5, 1, 120, 0.4, full_alpha=0.015)
    scale = np.sqrt(60)
    hit = (full + scale * 0.25 > -special.ndtri(0.015)) | (sub + scale * 0.5 * rho > level)
    assert within_error(hit.mean(), TRIALS, found.any_found)


def test_enrichment_of_rpact():
    """As rpact 3.3.4 prints it: 20 of 50 subjects an arm in the subgroup, then 50 there alone."""
    scores = [(1.5, 0.6 * np.sqrt(10)), (None, 2.25)]
    assert p_spiessens_debois(*scores[0], 0.4) == pytest.approx(0.0495439592, abs=1e-9)
    found = decide_enrichment(
        scores, [2.796509681, 1.977430959], information=[0.5, 1], prevalence=0.4
    )
    assert found.statistics[0] == pytest.approx((1.5, 1.64929156), abs=1e-7)
    assert found.statistics[1][1] == pytest.approx(2.75721550, abs=1e-7)
    assert found.look == (None, 2)


@pytest.mark.parametrize(
    ("kept", "total"),
    [
        ((3, 1), 282),
        ((4, 1), 364),
        ((6, 1), 531),
        ((4, 2, 1), 330),
        ((6, 3, 1), 455),
        ((8, 3, 1), 585),
    ],
)
def test_drop_the_losers_of_mams(kept, total):
    """Largest sizes in the tests of MAMS 3.0.3: effects 0.545 and 0.178, alpha 0.05, power 0.9."""
    test = boundaries_drop_the_losers(kept, alpha=0.05)
    n = np.ceil(size_drop_the_losers(test, effect=0.545, other_effects=0.178))
    assert n * (len(kept) + sum(kept)) == total


def test_sizes_of_one_look_of_mams():
    """Sizes in the tests of MAMS 3.0.3: effect 2, spread 10, alpha 0.05, power 0.8."""
    sizes = []
    for arms in (3, 1):
        test = boundaries_mams(arms, alpha=0.05, control=[1], experimental=[1])
        size = size_mams(test, effect=2, standard_deviation=10, power=0.8, stopping="separate")
        sizes.append(np.ceil(size))
    assert sizes == [422, 310]


def test_an_enriched_trial_is_decided_as_it_is_simulated():
    """Enrichment by its fixed-sample limit: never enriching is the closed test of both."""
    never = simulate_enrichment(0.2, 0.4, 1, [60, 60], 0.4, [np.inf, 1.96], enrich_below=-99)
    assert never.enriched == 0
    always = simulate_enrichment(0.2, 0.4, 1, [60, 60], 0.4, [np.inf, 1.96], enrich_below=99)
    assert always.enriched == 1
    assert always.full == 0
    assert always.subgroup > never.subgroup


@pytest.mark.parametrize(
    "request_",
    [
        lambda: critical_dunnett([]),
        lambda: critical_dunnett([1, 0]),
        lambda: critical_dunnett([1], alpha=1),
        lambda: critical_dunnett([1], sides=3),
        lambda: size_dunnett([0, 0], 1),
        lambda: size_dunnett([0.5], 1, power=1),
        lambda: power_dunnett([0.5], 0, 10),
        lambda: power_dunnett([0.5], 1, 1, variance="unknown"),
        lambda: probability_normal(0, 1, [[1, 2], [2, 1]]),
        lambda: probability_normal(0, [1, 2, 3], np.eye(2)),
        lambda: quantile_normal(1, np.eye(2)),
        lambda: probability_t(0, 1, np.eye(2), 0),
        lambda: boundaries_mams(0),
        lambda: boundaries_mams(3, control=[2, 1]),
        lambda: boundaries_mams(3, efficacy="round"),
        lambda: boundaries_mams(3, efficacy="fixed"),
        lambda: boundaries_mams(3, futility_at=5.0),
        lambda: size_mams(boundaries_mams(2), effect=0.1, other_effects=0.2),
        lambda: size_mams(boundaries_mams(2), effect=0.1, power=1),
        lambda: boundaries_drop_the_losers((4, 2)),
        lambda: boundaries_drop_the_losers((2, 4, 1)),
        lambda: probability_best_selected(1, 1, 1),
        lambda: decide_adaptive_arms([[1.0], [None], [1.0]], [2, 2, 2], information=[0.3, 0.6, 1]),
        lambda: simulate_enrichment(0, 0, 1, [10, 10], 1.0, [2, 2]),
        lambda: critical_subgroup(0.5, 0.03),
    ],
)
def test_wrong_requests_are_refused(request_):
    with pytest.raises(DesignError):
        request_()
