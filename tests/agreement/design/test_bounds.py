"""Bounds of group-sequential tests against simulated trials, other programs and print."""

from functools import partial

import numpy as np
import pytest
from scipy import integrate

from trialrun.design import (
    boundaries_spending,
    spend_hwang_shih_decani,
    spend_kim_demets,
    spend_obrien_fleming,
    spend_pocock,
)
from trialrun.design.adaptive.fisher_combination import boundaries_fisher
from trialrun.design.bounds.asymmetric import boundaries_errors
from trialrun.design.bounds.characteristics import characteristics, crossings
from trialrun.design.bounds.families import spend_distribution, spend_t
from trialrun.design.bounds.haybittle_peto import (
    boundaries_haybittle_peto,
    boundaries_no_early_efficacy,
)
from trialrun.design.bounds.pampallona_tsiatis import boundaries_pampallona_tsiatis
from trialrun.design.bounds.shapes import spend_exponential, spend_user
from trialrun.design.bounds.spending_bounds import (
    boundaries_spending_fixed_futility,
    boundaries_spending_futility,
    boundaries_spending_two_sided,
)
from trialrun.design.bounds.stagewise import upper_bounds
from trialrun.design.bounds.wang_tsiatis import (
    boundaries_obrien_fleming,
    boundaries_pocock,
    boundaries_wang_tsiatis,
)

TRIALS = 500_000


def simulated(information, drift, seed=4):
    """Z at the looks of simulated trials, (TRIALS, n_looks)."""
    steps = np.diff(information, prepend=0.0)
    draws = np.random.default_rng(seed).standard_normal((TRIALS, len(steps)))
    score = np.cumsum(draws * np.sqrt(steps) + drift * steps, axis=1)
    return score / np.sqrt(information)


def first_endings(z, upper, lower, inner=None):
    """Share of trials that end first at each look above, below and between inner bounds."""
    going = np.ones(len(z), dtype=bool)
    found = np.zeros((3, len(upper)))
    for k in range(len(upper)):
        above, below = z[:, k] >= upper[k], z[:, k] <= lower[k]
        middle = np.abs(z[:, k]) < (0 if inner is None else inner[k])
        for row, ended in enumerate((above, below, middle)):
            found[row, k] = (going & ended).mean()
        going &= ~(above | below | middle)
    return found


def near(found, expected):
    """Whether shares of simulated trials are within four standard errors of probabilities."""
    error = np.sqrt(np.maximum(expected * (1 - expected), 1e-7) / TRIALS)
    return bool((np.abs(found - expected) < 4.5 * error).all())


@pytest.mark.parametrize(
    ("bounds", "drift"),
    [
        (boundaries_obrien_fleming([0.3, 0.7, 1], 0.05, sided=2), 2.5),
        (boundaries_pocock(4, 0.025, futility=[0, 0.3, 0.6]), 2.0),
        (boundaries_wang_tsiatis(3, 0.05, 0.25, sided=2), 0.0),
        (boundaries_haybittle_peto(3, 0.025), 3.0),
        (boundaries_no_early_efficacy(4, 0.025, futility=[0, 0.5, 1], binding=True), 2.5),
        (boundaries_pampallona_tsiatis(3, 0.05, 0.9, sided=2, futility_delta=0.2), 3.0),
    ],
)
def test_crossing_probabilities_equal_simulation(bounds, drift):
    looks = np.asarray(bounds.information)
    upper = np.asarray(bounds.efficacy)
    futility = bounds.futility
    lower = np.full(len(upper), -np.inf) if futility is None else np.asarray(futility)
    inner = None
    if bounds.sided == 2:
        lower, inner = -upper, futility
    found = first_endings(simulated(looks, drift), upper, lower, inner)
    expected = crossings(bounds, drift)
    assert near(found[0], expected.upper)
    assert near(found[1], expected.lower)
    assert near(found[2], expected.inner)


@pytest.mark.parametrize(
    "function",
    [
        spend_pocock,
        partial(spend_hwang_shih_decani, gamma=-2),
        partial(spend_kim_demets, rho=1.5),
        partial(spend_exponential, nu=0.8),
        lambda a, t: spend_distribution(a, t, "logistic", points=[0.3, 0.7, 0.1, 0.6]),
        lambda a, t: spend_t(a, t, degrees=4, location=-0.5, scale=1.2),
        spend_user([0.005, 0.02, 0.05]),
    ],
)
def test_spending_is_what_simulated_trials_spend(function):
    looks = np.asarray([0.3, 0.65, 1.0])
    spent = np.diff(function(0.05, looks), prepend=0.0)
    clock = np.asarray([0.4, 0.5, 1.0])
    z = simulated(looks, 0.0)
    none = np.full(3, -np.inf)
    one = boundaries_spending_fixed_futility(looks, 0.05, function)
    assert near(first_endings(z, one.efficacy, none)[0], spent)
    two = boundaries_spending_fixed_futility(looks, 0.1, function, sided=2)
    upper = np.asarray(two.efficacy)
    assert near(first_endings(z, upper, -upper)[:2].sum(axis=0), 2 * spent)
    calendar = boundaries_spending_fixed_futility(looks, 0.05, function, spending_time=clock)
    by_clock = np.diff(function(0.05, clock), prepend=0.0)
    assert near(first_endings(z, calendar.efficacy, none)[0], by_clock)


@pytest.mark.parametrize("binding", [True, False])
def test_type_two_error_is_what_simulated_trials_spend(binding):
    looks = np.asarray([0.3, 0.65, 1.0])
    found = boundaries_spending_futility(
        looks,
        0.025,
        spend_obrien_fleming,
        0.85,
        spend_pocock,
        binding=binding,
        futility_looks=[True, False],
    )
    spent = np.diff(found.beta_spent, prepend=0.0)
    assert spent[1] == pytest.approx(0, abs=1e-12)
    ended = first_endings(simulated(looks, found.drift), found.efficacy, found.futility)
    assert near(ended[1], spent)
    assert ended[0].sum() == pytest.approx(0.85, abs=0.002)
    under_null = first_endings(
        simulated(looks, 0.0),
        found.efficacy,
        found.futility if binding else np.full(3, -np.inf),
    )
    assert near(under_null[0], np.diff(found.alpha_spent, prepend=0.0))


def test_harm_bounds_end_what_they_spend_and_two_sided_futility_what_it_does():
    looks = np.asarray([0.4, 0.75, 1.0])
    harm_spent = np.diff(spend_hwang_shih_decani(0.1, looks, -2), prepend=0.0)
    alphas = np.diff(spend_obrien_fleming(0.025, looks), prepend=0.0)
    betas = np.diff(spend_hwang_shih_decani(0.1, looks, -2), prepend=0.0)
    found = boundaries_errors(looks, alphas, betas, power=0.9, binding=True, harm_errors=harm_spent)
    none = np.full(3, np.inf)
    assert near(first_endings(simulated(looks, 0.0), none, found.harm)[1], harm_spent)
    two = boundaries_spending_two_sided(
        [0.4, 0.65, 0.8, 1],
        0.05,
        partial(spend_kim_demets, rho=2.5),
        0.9,
        partial(spend_kim_demets, rho=1.5),
        binding=True,
    )
    upper = np.asarray(two.efficacy)
    z = simulated(np.asarray(two.information), two.drift)
    ended = first_endings(z, upper, -upper, two.futility)
    assert near(ended[2], np.diff(two.beta_spent, prepend=0.0))


RPACT = [
    (
        boundaries_spending(
            [0.2, 0.4, 1],
            0.07,
            partial(spend_hwang_shih_decani, gamma=-1),
            power=0.86,
            futility=partial(spend_hwang_shih_decani, gamma=-2),
        ),
        [2.364813, 2.1928805, 1.5660474],
        [-1.1063623, -0.35992439],
    ),
    (
        boundaries_spending(
            [0.4, 0.75, 1],
            0.13,
            spend_obrien_fleming,
            power=0.59,
            futility=partial(spend_kim_demets, rho=2.5),
            binding=True,
        ),
        [2.1280732, 1.4362896, 1.2218662],
        [-0.84937686, 0.34328914],
    ),
    (
        boundaries_spending_futility(
            [0.35, 0.7, 1], 0.13, spend_pocock, 0.7, spend_user([0.01, 0.05, 0.3])
        ),
        [1.5446617, 1.4828682, 1.4620058],
        [-1.2557044, -0.16828659],
    ),
    (
        boundaries_spending_two_sided(
            [0.3, 0.4, 0.8, 1],
            0.05,
            partial(spend_kim_demets, rho=2.5),
            0.9,
            partial(spend_kim_demets, rho=1.5),
        ),
        [3.0276355, 2.8984727, 2.2289649, 2.0639032],
        [0.0, 0.13460523, 1.5007674],
    ),
    (
        boundaries_spending_two_sided(
            [0.35, 0.55, 0.8, 1],
            0.035,
            partial(spend_kim_demets, rho=1.44),
            0.935,
            partial(spend_kim_demets, rho=1.35),
            binding=True,
        ),
        [2.6641472, 2.5778904, 2.3970592, 2.2417317],
        [0.26890478, 0.80339676, 1.6440939],
    ),
    (
        boundaries_wang_tsiatis(4, 0.025, 0.4, futility=[0.5244] * 3, binding=True),
        [2.4958485, 2.328709, 2.2361766, 2.1727623],
        [0.5244, 0.5244, 0.5244],
    ),
    (
        boundaries_wang_tsiatis([0.3, 0.8, 1], 0.025, 0.24, sided=2),
        [3.2029374, 2.4819703, 2.3420706],
        None,
    ),
    (
        boundaries_spending_fixed_futility([0.4, 0.7], 0.025, spend_pocock),
        [2.223875, 2.3050796],
        None,
    ),
]
"""Values that rpact 4 is tested with (its file test-f_design_group_sequential.R and
test-f_design_group_sequential_beta_spending.R)."""


@pytest.mark.parametrize(("found", "efficacy", "futility"), RPACT)
def test_values_of_other_programs(found, efficacy, futility):
    assert found.efficacy == pytest.approx(efficacy, abs=1e-6)
    if futility is not None:
        assert found.futility[:-1] == pytest.approx(futility, abs=1e-6)


def test_characteristics_of_other_programs():
    bounds = boundaries_spending_fixed_futility(
        [0.2, 0.4, 1], 0.03, partial(spend_hwang_shih_decani, gamma=0)
    )
    found = characteristics(bounds, 0.86)
    assert found.fixed_shift == pytest.approx(8.7681899, abs=1e-6)
    assert found.shift == pytest.approx(9.4594101, abs=1e-6)
    assert found.average_alternative == pytest.approx(0.83081135, abs=1e-7)
    assert found.average_midway == pytest.approx(1.0142116, abs=1e-7)
    assert found.average_null == pytest.approx(1.0697705, abs=1e-7)


def test_lan_demets_bounds_as_published():
    found = boundaries_spending_fixed_futility(5, 0.05, spend_obrien_fleming, sided=2)
    printed = {0: 4.8769, 2: 2.6803, 3: 2.2898, 4: 2.0310}
    for look, value in printed.items():
        assert found.efficacy[look] == pytest.approx(value, abs=5e-5)


@pytest.mark.parametrize(
    ("looks", "futility", "critical"),
    [
        (3, None, [0.012308547, 0.0016635923, 0.00029106687]),
        ([0.1, 0.3, 1], [0.7, 0.5], [0.011823636, 0.00036698794, 3.0631293e-07]),
    ],
)
def test_fisher_bounds_of_other_programs(looks, futility, critical):
    found = boundaries_fisher(looks, 0.025, futility=futility)
    assert found.critical == pytest.approx(critical, rel=1e-7)
    assert found.alpha_spent[-1] == pytest.approx(0.025, abs=1e-12)


def test_fisher_regions_equal_nested_quadrature():
    found = boundaries_fisher([0.1, 0.7, 1], 0.025, method="full level last", futility=[0.7, 0.6])
    critical, (_, second, third) = found.critical[0], found.weights

    def least(p1):
        return (critical / p1) ** (1 / second)

    def rejects_last(p1):
        if least(p1) >= 0.6:
            return 0.0
        chance = lambda p2: min(1.0, (critical / (p1 * p2**second)) ** (1 / third))  # noqa: E731
        return integrate.quad(chance, least(p1), 0.6, epsabs=1e-12)[0]

    def over_first(function):
        bend = np.log(critical / 0.6**second)
        return integrate.quad(
            lambda x: function(np.exp(x)) * np.exp(x),
            np.log(critical),
            np.log(0.7),
            epsabs=1e-11,
            limit=200,
            points=[bend],
        )[0]

    expected = critical + over_first(least) + over_first(rejects_last)
    assert found.alpha_spent[-1] == pytest.approx(expected, abs=1e-9)
    assert found.curtailed


def test_given_errors_are_spent_where_a_look_does_not_stop():
    bounds = upper_bounds([0.5, 1], [0.01, 0.015], stops=[False, True])
    assert bounds == pytest.approx([np.inf, 1.959964], abs=1e-6)
