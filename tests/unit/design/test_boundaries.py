"""Boundaries and stopping probabilities: what must hold whatever the design."""

from functools import partial

import numpy as np
import pytest

from trialrun.design import (
    boundaries_spending,
    drift_for_power,
    fixed_drift,
    spend_hwang_shih_decani,
    spend_obrien_fleming,
    spend_pocock,
    stopping_probabilities,
)
from trialrun.errors import DesignError

GAMMA = partial(spend_hwang_shih_decani, gamma=-4)
INFORMATION = [
    (1.0,),
    (0.5, 1.0),
    (0.5, 0.75, 1.0),
    (0.001, 0.999, 1.0),
    (0.2, 0.4, 0.6, 0.8, 1.0),
    tuple((k + 1) / 40 for k in range(40)),
]


@pytest.mark.parametrize("information", INFORMATION)
def test_the_bounds_spend_alpha_look_by_look(information):
    found = boundaries_spending(information, 0.025, spend_pocock, power=0.8)
    null = stopping_probabilities(information, upper=found.efficacy)
    assert np.cumsum(null.upper) == pytest.approx(found.alpha_spent, abs=1e-12)
    assert found.alpha_spent[-1] == 0.025
    power = stopping_probabilities(information, upper=found.efficacy, drift=found.drift)
    assert power.upper.sum() == pytest.approx(0.8, abs=1e-10)
    assert (power.upper + power.lower).sum() == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("information", INFORMATION[:5])
@pytest.mark.parametrize("binding", [False, True])
def test_futility_spends_beta_under_the_drift_that_gives_the_power(information, binding):
    found = boundaries_spending(
        information, 0.025, spend_obrien_fleming, power=0.9, futility=GAMMA, binding=binding
    )
    under = stopping_probabilities(
        information, upper=found.efficacy, lower=found.futility, drift=found.drift
    )
    assert np.cumsum(under.lower) == pytest.approx(found.beta_spent, abs=1e-10)
    assert under.upper.sum() == pytest.approx(0.9, abs=1e-10)
    assert found.futility[-1] == found.efficacy[-1]
    kept = found.futility if binding else None
    null = stopping_probabilities(information, upper=found.efficacy, lower=kept)
    assert null.upper.sum() == pytest.approx(0.025, abs=1e-12)


def test_one_look_is_the_fixed_test():
    found = boundaries_spending([1], 0.025, spend_pocock, power=0.9, futility=GAMMA)
    assert found.efficacy == pytest.approx([1.959964], abs=1e-6)
    assert found.drift == pytest.approx(fixed_drift(0.025, 0.9), rel=1e-10)
    assert found.inflation == pytest.approx(1, rel=1e-9)


def test_more_futility_costs_information_and_binding_gives_some_of_it_back():
    without = boundaries_spending((0.5, 1), 0.025, GAMMA, power=0.9)
    loose = boundaries_spending((0.5, 1), 0.025, GAMMA, power=0.9, futility=spend_pocock)
    bound = boundaries_spending(
        (0.5, 1), 0.025, GAMMA, power=0.9, futility=spend_pocock, binding=True
    )
    assert without.inflation < bound.inflation < loose.inflation
    assert bound.efficacy[-1] < loose.efficacy[-1] == without.efficacy[-1]


def test_mirrored_bounds_and_drift_mirror_the_probabilities():
    information, upper, lower = (0.3, 0.7, 1.0), (2.5, 2.2, 2.0), (-1.0, 0.2, 1.1)
    one = stopping_probabilities(information, upper=upper, lower=lower, drift=1.3)
    other = stopping_probabilities(
        information, upper=[-z for z in lower], lower=[-z for z in upper], drift=-1.3
    )
    assert one.upper == pytest.approx(other.lower, rel=1e-12)
    assert one.lower == pytest.approx(other.upper, rel=1e-12)


def test_power_rises_with_the_drift():
    powers = [
        stopping_probabilities((0.5, 1), upper=(2.9, 2.0), lower=(0, 2.0), drift=d).upper.sum()
        for d in np.linspace(-2, 6, 30)
    ]
    assert (np.diff(powers) > 0).all()


def test_means_of_each_look_are_a_drift_where_they_rise_as_its_root():
    information, upper = (0.4, 0.8, 1.0), (3.0, 2.4, 2.0)
    one = stopping_probabilities(information, upper=upper, drift=2.5)
    means = [2.5 * t**0.5 for t in information]
    other = stopping_probabilities(information, upper=upper, drift=means)
    assert one.upper == pytest.approx(other.upper, rel=1e-12)


def test_a_look_that_may_spend_nothing_has_no_bound():
    def late(alpha, t):
        return np.where(np.asarray(t) < 1, 0.0, alpha)

    found = boundaries_spending((0.5, 1), 0.025, late)
    assert found.efficacy[0] == np.inf
    assert found.efficacy[1] == pytest.approx(1.959964, abs=1e-6)


@pytest.mark.parametrize(
    ("information", "message"),
    [((), "at least one"), ((0.5, 0.5, 1), "must be above 0.5"), ((0.5, 0.9), "must be 1")],
)
def test_looks_out_of_order_are_refused(information, message):
    with pytest.raises(DesignError, match=message):
        boundaries_spending(information, 0.025, spend_pocock)


@pytest.mark.parametrize("power", [0.025, 0.01, 1.0])
def test_a_power_that_is_none_is_refused(power):
    with pytest.raises(DesignError, match="must be above"):
        boundaries_spending((0.5, 1), 0.025, spend_pocock, power=power)
    with pytest.raises(DesignError, match="must be above"):
        drift_for_power((0.5, 1), (2.1, 2.1), power)


def test_futility_without_power_is_refused():
    with pytest.raises(DesignError, match="power must be given"):
        boundaries_spending((0.5, 1), 0.025, spend_pocock, futility=GAMMA)


def test_bounds_that_cross_or_do_not_fit_the_looks_are_refused():
    with pytest.raises(DesignError, match="above the upper"):
        stopping_probabilities((0.5, 1), upper=(1, 2), lower=(1.5, 2))
    with pytest.raises(DesignError, match="2 looks, 1 upper"):
        stopping_probabilities((0.5, 1), upper=(2,))
    with pytest.raises(DesignError, match="1 means for 2 looks"):
        stopping_probabilities((0.5, 1), upper=(2, 2), drift=[1.0])
