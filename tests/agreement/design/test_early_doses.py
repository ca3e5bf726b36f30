"""Dose finding: every outcome written out, other integration, simulation, other programs' tables."""

from __future__ import annotations

import importlib
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from scipy import integrate, optimize, special, stats

from trialrun.design.early.boin import boundaries_boin
from trialrun.design.early.crm import (
    SCALE,
    fit_crm,
    model_logistic,
    model_logistic_two,
    model_power,
)
from trialrun.design.early.crm_trials import simulate_crm
from trialrun.design.early.escalation import simulate_escalation
from trialrun.design.early.intervals import (
    boundaries_i3plus3,
    boundaries_keyboard,
    boundaries_mtpi2,
)
from trialrun.design.early.outcome import estimate_isotonic, select_dose
from trialrun.design.early.skeleton import skeleton_indifference
from trialrun.design.early.three_plus_three import (
    decide_three_plus_three,
    probability_three_plus_three,
    simulate_three_plus_three,
)

RATES = (0.1, 0.25, 0.45)
TABLES = {
    "BOIN": lambda: boundaries_boin(0.3, most=18).table,
    "mTPI-2": lambda: boundaries_mtpi2(0.3, most=18),
    "keyboard": lambda: boundaries_keyboard(0.25, most=18),
    "i3+3": lambda: boundaries_i3plus3(0.3, most=18),
}


def outcomes(dose, n, x, chance, rates, *, confirm, up=True):
    """Every course of a 3+3 trial: (dose selected, subjects, toxicities, probability)."""
    for seen in range(4):
        more = chance * stats.binom.pmf(seen, 3, rates[dose])
        m, y = list(n), list(x)
        m[dose] += 3
        y[dose] += seen
        decision = decide_three_plus_three(m[dose], y[dose])
        if up and decision == "stay":
            yield from outcomes(dose, m, y, more, rates, confirm=confirm)
            continue
        if up and decision == "escalate" and dose + 1 < len(rates):
            yield from outcomes(dose + 1, m, y, more, rates, confirm=confirm)
            continue
        best = dose if decision == "escalate" or (m[dose] == 6 and y[dose] <= 1) else dose - 1
        if confirm and best >= 0 and m[best] == 3:
            yield from outcomes(best, m, y, more, rates, confirm=True, up=False)
        else:
            yield best, m, y, more


@pytest.mark.parametrize("confirm", [True, False])
def test_3_plus_3_is_the_sum_over_every_course(confirm):
    found = probability_three_plus_three(RATES, confirm=confirm)
    courses = list(outcomes(0, [0] * 3, [0] * 3, 1.0, RATES, confirm=confirm))
    assert sum(chance for *_, chance in courses) == pytest.approx(1)
    for dose in range(3):
        total = sum(chance for best, _, _, chance in courses if best == dose)
        assert found.selected[dose] == pytest.approx(total, rel=1e-12)
        for mean, at in ((found.subjects, 1), (found.toxicities, 2)):
            total = sum(course[at][dose] * course[3] for course in courses)
            assert mean[dose] == pytest.approx(total, rel=1e-12)
    assert found.none == pytest.approx(1 - sum(found.selected), rel=1e-12)


@pytest.mark.parametrize("confirm", [True, False])
def test_3_plus_3_is_that_of_simulated_trials(confirm):
    exact = probability_three_plus_three(RATES, confirm=confirm)
    found = simulate_three_plus_three(RATES, confirm=confirm, trials=200_000)
    assert found.selected == pytest.approx(exact.selected, abs=0.005)
    assert found.subjects == pytest.approx(exact.subjects, abs=0.02)
    assert found.toxicities == pytest.approx(exact.toxicities, abs=0.015)


def test_3_plus_3_decides_as_escalation_prints():
    # 1NNN: dose 2 follows; 3NNT: dose 3 again; 3NNT 3NTN: dose 2 is the one tolerated.
    assert decide_three_plus_three(3, 0) == "escalate"
    assert decide_three_plus_three(3, 1) == "stay"
    assert decide_three_plus_three(6, 2) == "deescalate"


def paths(table, rates, cohort, left, dose, highest, n, x, chance):
    """Every course of a trial by a table: (dose selected, subjects, toxicities, probability)."""
    for seen in range(cohort + 1):
        more = chance * stats.binom.pmf(seen, cohort, rates[dose])
        m, y = list(n), list(x)
        m[dose] += cohort
        y[dose] += seen
        decision = table.decide(m[dose], y[dose])
        top = min(highest, dose - 1) if decision == "eliminate" else highest
        if top < 0:
            yield 0, m, y, more
        elif left == 1:
            yield select_dose(m, y, table.target), m, y, more
        else:
            step = {"escalate": 1, "stay": 0}.get(decision, -1)
            following = min(max(dose + step, 0), top)
            yield from paths(table, rates, cohort, left - 1, following, top, m, y, more)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_s_simulated_trials_are_those_of_every_course(name):
    table = TABLES[name]()
    courses = list(paths(table, RATES, 3, 4, 0, 2, [0] * 3, [0] * 3, 1.0))
    found = simulate_escalation(table, RATES, cohort=3, cohorts=4, trials=100_000)
    for dose in range(3):
        total = sum(chance for best, _, _, chance in courses if best == dose + 1)
        assert found.selected[dose] == pytest.approx(total, abs=0.006)
        total = sum(m[dose] * chance for _, m, _, chance in courses)
        assert found.subjects[dose] == pytest.approx(total, abs=0.04)
    assert found.none == pytest.approx(sum(c for best, *_, c in courses if not best), abs=0.003)


def test_boin_gives_the_table_that_its_program_prints():
    found = boundaries_boin(0.3, most=30)
    assert found.escalation == pytest.approx(0.2364907, abs=5e-8)
    assert found.deescalation == pytest.approx(0.3585195, abs=5e-8)
    table = found.table
    wanted = "0 0 0 0 1 1 1 1 2 2 2 2 3 3 3 3 4 4 4 4"
    assert table.escalate[:20] == tuple(map(int, wanted.split()))
    wanted = "1 1 2 2 2 3 3 3 4 4 4 5 5 6 6 6 7 7 7 8"
    assert table.deescalate[:20] == tuple(map(int, wanted.split()))
    wanted = "3 3 4 4 5 5 5 6 6 7 7 8 8 8 9 9 9 10"
    assert table.eliminate[:20] == (None, None, *map(int, wanted.split()))
    assert table.escalate[2::3] == (0, 1, 2, 2, 3, 4, 4, 5, 6, 7)
    assert table.deescalate[2::3] == (2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
    assert table.eliminate[2::3] == (3, 4, 5, 7, 8, 9, 10, 11, 12, 14)


@pytest.mark.parametrize("target", [0.15, 0.2, 0.3, 0.4])
def test_boin_minimises_the_probability_of_a_wrong_decision(target):
    found = boundaries_boin(target, most=24)
    n, x = 24, np.arange(25)
    low, middle, high = (stats.binom.pmf(x, n, target * each) for each in (0.6, 1, 1.4))
    wrong = {
        (e, d): middle[x <= e].sum() + middle[x >= d].sum() + low[x > e].sum() + high[x < d].sum()
        for e in range(24)
        for d in range(e + 1, 25)
    }
    best = min(wrong, key=wrong.__getitem__)
    assert (found.table.escalate[-1], found.table.deescalate[-1]) == best


def strongest(target, x, n):
    """Decision by the highest mass per length, with numerical integration of the density."""
    low, high = target - 0.05, target + 0.05
    ends = [low, high]
    while ends[0] > 1e-9:
        ends.insert(0, max(ends[0] - 0.1, 0.0))
    while ends[-1] < 1 - 1e-9:
        ends.append(min(ends[-1] + 0.1, 1.0))
    density = stats.beta(x + 1, n - x + 1).pdf
    heights = [integrate.quad(density, a, b)[0] / (b - a) for a, b in pairwise(ends)]
    middle = ends.index(low)
    best = int(np.argmax(heights))
    return "stay" if best == middle else "escalate" if best < middle else "deescalate"


@pytest.mark.parametrize("target", [0.2, 0.25, 0.3])
def test_mtpi2_and_keyboard_follow_the_integrated_posterior(target):
    table, other = boundaries_mtpi2(target, most=9), boundaries_keyboard(target, most=9)
    for n in range(1, 10):
        for x in range(n + 1):
            found, wanted = table.decide(n, x), strongest(target, x, n)
            assert found == wanted or (found, wanted) == ("eliminate", "deescalate"), (n, x)
            assert other.decide(n, x) == found


def test_i3_plus_3_follows_its_rule_in_fractions():
    for target, table in ((0.3, boundaries_i3plus3(0.3)), (0.25, boundaries_i3plus3(0.25))):
        middle = Fraction(str(target))
        low, high = middle - Fraction(1, 20), middle + Fraction(1, 20)
        for n in range(1, 31):
            for x in range(n + 1):
                rate, fewer = Fraction(x, n), Fraction(x - 1, n)
                if rate < low:
                    wanted = "escalate"
                elif rate <= high or fewer < low:
                    wanted = "stay"
                else:
                    wanted = "deescalate"
                if n >= 3 and stats.beta.sf(target, x + 1, n - x + 1) > 0.95:
                    wanted = "eliminate"
                assert table.decide(n, x) == wanted, (n, x)


def test_isotonic_estimates_are_those_of_scipy():
    random = np.random.default_rng(3)
    for _ in range(50):
        n = random.integers(1, 13, 5)
        x = random.binomial(n, random.random(5))
        a, b = x + 0.05, n - x + 0.05
        weights = (a + b) ** 2 * (a + b + 1) / (a * b)
        wanted = optimize.isotonic_regression(a / (a + b), weights=weights).x
        assert estimate_isotonic(n, x) == pytest.approx(wanted, abs=1e-12)


@pytest.mark.parametrize("what", ["mean", "sd"])
@pytest.mark.parametrize("skeleton", ["original", "equidistant"])
def test_crm_gives_table_1_of_neuenschwander_but_for_its_markov_chains(skeleton, what, monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    typed_in = importlib.import_module("typed_in_early")
    found = getattr(typed_in.fit_neuenschwander(skeleton), what)
    assert found == pytest.approx(typed_in.NEUENSCHWANDER_TABLE[skeleton, what], abs=0.0012)


N, X = (3, 6, 9, 3, 0), (0, 0, 2, 2, 0)


@pytest.mark.parametrize("name", ["power", "logistic"])
def test_one_parameter_posterior_is_that_of_adaptive_quadrature(name):
    skeleton = np.array((0.05, 0.12, 0.25, 0.40, 0.55))
    labels = np.log(skeleton / (1 - skeleton)) - 3

    def curve(theta):
        if name == "power":
            return skeleton ** np.exp(theta)
        return special.expit(3 + np.exp(theta) * labels)

    def weight(theta):
        p = curve(theta)
        return np.prod(p**X * (1 - p) ** np.subtract(N, X)) * stats.norm.pdf(theta, scale=SCALE)

    def whole(function):
        return integrate.quad(function, -6, 6, epsabs=0, epsrel=1e-11, points=(0.0,))[0]

    total = whole(weight)
    model = model_power(skeleton) if name == "power" else model_logistic(skeleton)
    found = fit_crm(model, 0.25, N, X)
    theta = whole(lambda t: t * weight(t)) / total
    assert found.parameters[0] == pytest.approx(theta, abs=1e-9)
    assert found.estimate == pytest.approx(curve(theta), abs=1e-9)
    reached = [optimize.brentq(lambda t, d=dose: curve(t)[d] - 0.25, -6, 6) for dose in range(5)]
    excess = [integrate.quad(weight, -6, t, epsrel=1e-11)[0] / total for t in reached]
    assert found.excess == pytest.approx(excess, abs=2e-4)
    means = [whole(lambda t, d=dose: curve(t)[d] * weight(t)) / total for dose in range(5)]
    assert found.mean == pytest.approx(means, abs=1e-9)


def test_two_parameter_posterior_is_that_of_samples_of_the_prior():
    doses = np.array((1.0, 2.5, 5.0, 10.0, 20.0))
    model = model_logistic_two(doses, 10, mean=(-1, 0), sd=(1.5, 0.7), correlation=-0.4)
    found = fit_crm(model, 0.25, N, X)
    random = np.random.default_rng(11)
    covariance = -0.4 * 1.5 * 0.7
    drawn = random.multivariate_normal((-1, 0), [[2.25, covariance], [covariance, 0.49]], 400_000)
    logits = drawn[:, :1] + np.exp(drawn[:, 1:]) * np.log(doses / 10)
    p = 1 / (1 + np.exp(-logits))
    weights = np.prod(p**X * (1 - p) ** np.subtract(N, X), axis=1)
    assert found.mean == pytest.approx(weights @ p / weights.sum(), abs=0.003)
    above = weights @ (p > 0.25) / weights.sum()
    assert found.excess == pytest.approx(above, abs=0.004)


def test_simulated_crm_trials_follow_the_fits():
    model, rates = model_power((0.1, 0.25, 0.45)), (0.15, 0.3, 0.5)
    found = simulate_crm(model, 0.25, rates, cohort=2, cohorts=3, trials=40_000)

    def courses(left, dose, n, x, chance):
        for seen in range(3):
            more = chance * stats.binom.pmf(seen, 2, rates[dose])
            m, y = list(n), list(x)
            m[dose] += 2
            y[dose] += seen
            following = min(fit_crm(model, 0.25, m, y).dose - 1, dose + 1)
            if left == 1:
                yield following, m, more
            else:
                yield from courses(left - 1, following, m, y, more)

    every = list(courses(3, 0, [0] * 3, [0] * 3, 1.0))
    for dose in range(3):
        total = sum(chance for best, _, chance in every if best == dose)
        assert found.selected[dose] == pytest.approx(total, abs=0.01)
        total = sum(m[dose] * chance for _, m, chance in every)
        assert found.subjects[dose] == pytest.approx(total, abs=0.05)


@pytest.mark.parametrize("model", ["power", "logistic"])
def test_a_skeleton_s_neighbours_are_equally_far_from_the_target_at_the_border(model):
    skeleton = np.array(skeleton_indifference(0.25, 0.06, 5, 3, model=model))

    def curve(theta):
        if model == "power":
            return skeleton ** np.exp(theta)
        return special.expit(3 + np.exp(theta) * (special.logit(skeleton) - 3))

    for dose in range(4):
        border = optimize.brentq(lambda t, d=dose: curve(t)[d] - 0.19, -5, 5)
        assert curve(border)[dose + 1] == pytest.approx(0.31, abs=1e-9)
