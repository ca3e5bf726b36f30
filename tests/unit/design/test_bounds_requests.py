"""Requests for bounds that can not be honoured, and what the bounds say of themselves."""

from functools import partial

import numpy as np
import pytest

from trialrun.design import spend_hwang_shih_decani, spend_obrien_fleming, spend_pocock
from trialrun.design.adaptive.fisher_combination import boundaries_fisher
from trialrun.design.bounds.asymmetric import boundaries_errors
from trialrun.design.bounds.characteristics import characteristics, power_and_average
from trialrun.design.bounds.crossing import probability_crossing
from trialrun.design.bounds.families import spend_beta, spend_distribution, spend_t
from trialrun.design.bounds.given import boundaries_given
from trialrun.design.bounds.haybittle_peto import boundaries_haybittle_peto
from trialrun.design.bounds.optimum import optimum_wang_tsiatis
from trialrun.design.bounds.pampallona_tsiatis import boundaries_pampallona_tsiatis
from trialrun.design.bounds.shapes import (
    parameter_through,
    spend_exponential,
    spend_gapped,
    spend_obrien_fleming_rho,
    spend_points,
    spend_steps,
    spend_truncated,
    spend_user,
    spend_xi_gallo,
)
from trialrun.design.bounds.spending_bounds import (
    boundaries_spending_fixed_futility,
    boundaries_spending_two_sided,
)
from trialrun.design.bounds.wang_tsiatis import boundaries_obrien_fleming, boundaries_pocock
from trialrun.errors import DesignError

WRONG = [
    ("looks", lambda: boundaries_pocock(0, 0.025)),
    ("information", lambda: boundaries_pocock([0.5, 0.4], 0.025)),
    ("alpha", lambda: boundaries_pocock(3, 0.0)),
    ("sided", lambda: boundaries_pocock(3, 0.025, sided=3)),
    ("futility", lambda: boundaries_pocock(3, 0.05, sided=2, futility=[0, 0])),
    ("futility", lambda: boundaries_obrien_fleming(3, 0.025, futility=[0])),
    ("interim", lambda: boundaries_haybittle_peto(5, 0.01, interim=2.5)),
    ("interim", lambda: boundaries_haybittle_peto(3, 0.025, interim=[3])),
    ("power", lambda: boundaries_pampallona_tsiatis(3, 0.025, 1.0)),
    ("efficacy", lambda: boundaries_given(3, [2.0, 2.0])),
    ("boundaries", lambda: probability_crossing([0.5, 1], upper=[1, 1], lower=[2, 0])),
    ("boundaries", lambda: probability_crossing([0.5, 1], upper=[1])),
    ("boundaries", lambda: probability_crossing([1], upper=[2], lower=[-1], inner=[1.5])),
    ("spending_time", lambda: _by_clock([0.5])),
    ("spending_time", lambda: _by_clock([0.6, 0.5])),
    ("power", lambda: boundaries_spending_two_sided(2, 0.05, spend_pocock, 0.01, spend_pocock)),
    ("power", lambda: boundaries_errors(2, [0.01, 0.01], [0.1, 0.1])),
    ("errors", lambda: boundaries_errors(2, [0.01], [0.1, 0.1], power=0.8)),
    ("lower_under", lambda: boundaries_errors(1, [0.01], [0.1], power=0.8, lower_under="x")),
    ("power", lambda: characteristics(boundaries_pocock(3, 0.025))),
    ("power", lambda: characteristics(boundaries_pocock(3, 0.025), 0.01)),
    ("subjects", lambda: power_and_average(boundaries_pocock(3, 0.025), 0.3, 0)),
    ("criterion", lambda: optimum_wang_tsiatis(3, 0.025, 0.9, criterion="least")),
    ("spending", lambda: spend_distribution(0.025, 0.5, "uniform", location=0, scale=1)),
    ("spending", lambda: spend_distribution(0.025, 0.5, "normal", location=0, scale=0)),
    ("points", lambda: spend_distribution(0.025, 0.5, "normal", points=[0.5, 0.4, 0.1, 0.2])),
    ("points", lambda: spend_distribution(0.025, 0.5, "normal", points=[0.5, 0.4])),
    ("information", lambda: spend_distribution(0.025, -0.1, "normal", location=0, scale=1)),
    ("degrees", lambda: spend_t(0.025, 0.5, location=0, scale=1, degrees=0.5)),
    ("points", lambda: spend_t(0.025, 0.5, points=[0.1, 0.5, 0.9, 0.1, 0.2, 0.3])),
    ("spending", lambda: spend_beta(0.025, 0.5, a=0, b=1)),
    ("nu", lambda: spend_exponential(0.025, 0.5, 0)),
    ("rho", lambda: spend_obrien_fleming_rho(0.025, 0.5, 0)),
    ("gamma", lambda: spend_xi_gallo(0.025, 0.5, 0.3, 1)),
    ("kind", lambda: spend_xi_gallo(0.025, 0.5, 0.6, 4)),
    ("spent", lambda: spend_points(0.025, [0.5, 1], [0.6, 0.5])),
    ("times", lambda: spend_points(0.025, [0.5, 1], [0.6], times=[0.5, 0.6])),
    ("times", lambda: spend_steps(0.025, [0.5], [0.6, 0.5], [0.1, 0.2])),
    ("start", lambda: spend_truncated(0.025, 0.5, spend_pocock, start=0.8, end=0.2)),
    ("start", lambda: spend_gapped(0.025, 0.5, spend_pocock, start=0.2, end=1.2)),
    ("spent", lambda: spend_user([0.02, 0.01])),
    ("spent", lambda: spend_user([0.01, 0.02])(0.02, [0.5])),
    ("method", lambda: boundaries_fisher(2, 0.025, method="product")),
    ("looks", lambda: boundaries_fisher(7, 0.025)),
    ("futility", lambda: boundaries_fisher(3, 0.025, futility=[0.5])),
    ("spent", lambda: boundaries_fisher(2, 0.025, method="spending", spent=[0.02, 0.01])),
]


def _by_clock(times):
    return boundaries_spending_fixed_futility(2, 0.025, spend_obrien_fleming, spending_time=times)


@pytest.mark.parametrize(("place", "request_"), WRONG)
def test_wrong_request_is_refused_with_its_place(place, request_):
    with pytest.raises(DesignError) as error:
        request_()
    assert error.value.place == place


def test_parameter_that_no_family_member_has_is_refused():
    family = partial(spend_hwang_shih_decani, 0.025)
    with pytest.raises(DesignError):
        parameter_through(lambda g, t: family(t, g), -5, 5, alpha=0.025, t=0.5, spent=0.03)


def test_points_of_a_t_family_are_met():
    met = spend_t(0.025, [0.2, 0.5, 0.8], points=[0.2, 0.5, 0.8, 0.05, 0.2, 0.75])
    assert met == pytest.approx([0.00125, 0.005, 0.01875], abs=1e-9)


def test_points_of_a_beta_family_are_met():
    met = spend_beta(0.025, [0.25, 0.75], points=[0.25, 0.75, 0.1, 0.6])
    assert met == pytest.approx([0.0025, 0.015], abs=1e-12)


def test_nominal_levels_are_tails_of_the_bounds():
    found = boundaries_pocock(2, 0.05, sided=2)
    assert 2 * np.asarray(found.nominal) == pytest.approx([0.0294, 0.0294], abs=5e-5)


def test_lower_bounds_under_no_effect_meet_the_upper_where_all_is_spent():
    above, below = [0.005, 0.02], [0.4, 0.575]
    found = boundaries_errors(2, above, below, power=0.8, lower_under="null", binding=True)
    assert found.lower[-1] == found.upper[-1]
    free = boundaries_errors(2, above, below, power=0.8, lower_under="null")
    assert free.lower[-1] == free.upper[-1] > found.upper[-1]
    ends = probability_crossing([0.5, 1], upper=free.upper, lower=free.lower, drift=free.drift)
    assert ends.upper.sum() == pytest.approx(0.8, abs=1e-9)
