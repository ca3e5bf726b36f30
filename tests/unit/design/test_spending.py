"""Spending functions."""

import numpy as np
import pytest

from trialrun.design import spend, spending_function
from trialrun.errors import DesignError

FUNCTIONS = [
    ("lan-demets-obrien-fleming", None),
    ("lan-demets-pocock", None),
    ("hwang-shih-decani", -4.0),
    ("hwang-shih-decani", 0.0),
    ("hwang-shih-decani", 2.5),
    ("kim-demets", 0.7),
    ("kim-demets", 3.0),
]


@pytest.mark.parametrize(("name", "parameter"), FUNCTIONS)
@pytest.mark.parametrize("alpha", [0.001, 0.025, 0.1, 0.2])
def test_a_spending_function_rises_from_nothing_to_everything(name, parameter, alpha):
    fractions = np.linspace(0.001, 1, 400)
    spent = spend(name, alpha, fractions, parameter)
    assert (np.diff(spent) >= 0).all()
    assert spent[0] < 0.02 * alpha**0.5
    assert spent[-1] == pytest.approx(alpha, rel=1e-12)
    assert spend(name, alpha, 1.3, parameter) == pytest.approx(alpha, rel=1e-12)


@pytest.mark.parametrize(
    ("name", "parameter", "message"),
    [
        ("kim-demets", None, "needs a parameter"),
        ("lan-demets-pocock", 2.0, "has no parameter"),
        ("haybittle", None, "must be one of"),
    ],
)
def test_a_function_is_refused_by_what_is_wrong_with_it(name, parameter, message):
    with pytest.raises(DesignError, match=message):
        spending_function(name, parameter)


@pytest.mark.parametrize(("alpha", "fraction"), [(0.0, 0.5), (1.0, 0.5), (0.025, 0.0)])
def test_errors_and_fractions_out_of_range_are_refused(alpha, fraction):
    with pytest.raises(DesignError, match="must be above 0"):
        spend("lan-demets-pocock", alpha, fraction)


def test_a_power_that_is_not_positive_is_refused():
    with pytest.raises(DesignError, match="rho is 0"):
        spend("kim-demets", 0.025, 0.5, 0.0)
