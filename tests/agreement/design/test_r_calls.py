"""Calls of R's design functions through `scripts/agree-design`'s adapter, against other sources."""

from __future__ import annotations

import importlib

import numpy as np
import pytest
from scipy import stats


@pytest.fixture
def called(root, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "scripts"))
    importlib.import_module("agree_design")
    return importlib.import_module("agree_design.calls").evaluate


def call(name, *values, **named):
    places = {f"arg{at}": value for at, value in enumerate(values, start=1)}
    return {"fn": name, "args": {**places, **named}}


def test_an_element_of_a_probability_is_the_probability(called):
    # mvtnorm 1.1.3: pmvnorm(upper = c(0, 0), corr = 0.5)[1] is 1/4 + asin(0.5) / (2 pi)
    inside = call("mvtnorm::pmvnorm", upper=[0, 0], corr=[[1, 0.5], [0.5, 1]])
    assert called(call("[", inside, 1)) == pytest.approx(1 / 3, abs=1e-9)


def test_both_tails_of_one_coordinate_off_the_centre_are_refused(called):
    # mvtnorm 1.1.3 gives the upper 95 % quantile there, of which both tails hold less than 90 %
    unsupported = importlib.import_module("agree_design.calls").Unsupported
    with pytest.raises(unsupported, match="centred"):
        called(call("mvtnorm::qmvnorm", p=0.9, tail="both.tails", mean=-0.18, sigma=4))


def test_spending_of_maxcombo_is_the_spending_function(called):
    # gsDesign's sfLDOF at 0.025, Lan and DeMets (1983): 2 - 2 Phi(z / sqrt(t))
    par = call("list", sf="gsDesign::sfLDOF", total_spend=0.025)
    found = called(call("gsDesign2::gs_spending_combo", par, info=[0.25, 0.5, 1]))
    z = stats.norm.isf(0.0125)
    expected = [2 * stats.norm.sf(z / share**0.5) for share in (0.25, 0.5, 1)]
    assert found == pytest.approx(expected, rel=1e-9)


def test_conditional_power_is_that_of_the_bivariate_normal(called):
    # Z2 given Z1 = a is normal: mean sqrt(I2) theta2 + rho (a - sqrt(I1) theta1), variance 1 - rho^2
    given = {"theta": [0.1, 0.2], "info": [15, 35], "a": 1.5, "b": 1.96}
    found = called(call("gsDesign2::gs_cp_npe", **given))
    rho = (15 / 35) ** 0.5
    mean = 35**0.5 * 0.2 + rho * (1.5 - 15**0.5 * 0.1)
    assert found == pytest.approx(stats.norm.sf(1.96, mean, (1 - rho**2) ** 0.5), rel=1e-12)


def test_lachin_and_foulkes_take_the_average_of_changing_hazard_ratios(called):
    # gsDesign2 hands the average hazard ratio at the end to gsDesign's nSurv
    enroll = call("gsDesign2::define_enroll_rate", duration=[3, 3, 12], rate=[5, 10, 25])
    rates = {"duration": [4, 100], "fail_rate": [0.06, 0.03], "dropout_rate": 0.005}
    fail = call("gsDesign2::define_fail_rate", **rates, hr=[1, 0.6])
    plan = {"enroll_rate": enroll, "fail_rate": fail}
    found = called(call("gsDesign2::fixed_design_lf", **plan, power=0.9, study_duration=36))
    ratio = called(call("gsDesign2::ahr", **plan, total_duration=36))["ahr"][0]
    accrual = {"gamma": [5, 10, 25], "R": [3, 3, 12], "T": 36, "minfup": 18}
    hazards = {"lambdaC": [0.06, 0.03], "S": 4, "eta": 0.005, "hr": ratio}
    size = called(call("gsDesign::nSurv", alpha=0.025, beta=0.1, **hazards, **accrual))
    assert found["n"] == pytest.approx(size["n"], rel=1e-9)
    assert found["event"] == pytest.approx(size["d"], rel=1e-9)


def test_kinds_of_tests_may_be_written_in_capitals(called):
    graph = call("graphicalMCP::bonferroni_holm", 3)
    given = {"p": [0.01, 0.02, 0.03], "alpha": 0.05}
    one, other = (
        called(call("graphicalMCP::graph_test_closure", graph, **given, test_types=kind))
        for kind in ("Simes", "s")
    )
    # Simes of three equal weights: the smallest of 3 x 0.01, 1.5 x 0.02, 0.03
    assert one["adjusted_p"] == other["adjusted_p"] == pytest.approx([0.03, 0.03, 0.03])


def test_minimum_risk_weights_have_the_smallest_mean_squared_error(called):
    # Mehrotra and Railkar (2000): least sum(w^2 v) + (sum((w - share) d))^2 with sum(w) = 1, by
    # its normal equations
    strata = ["a", "b", "c"]
    control, treated = np.array([0.2, 0.3, 0.4]), np.array([0.15, 0.15, 0.38])
    n = np.array([100.0, 200.0, 60.0])
    rates = [call("data.frame", stratum=strata, rate=each.tolist()) for each in (control, treated)]
    sizes = call("data.frame", stratum=strata, n=n.tolist(), analysis=[1, 1, 1])
    given = {"p_c": rates[0], "p_e": rates[1], "n": sizes, "weight": "mr"}
    found = called(call("gsDesign2::gs_info_rd", **given))
    v = (control * (1 - control) + treated * (1 - treated)) / (n / 2)
    d, share = control - treated, n / n.sum()
    left = np.block([[2 * np.diag(v) + 2 * np.outer(d, d), np.ones((3, 1))], [np.ones((1, 3)), 0]])
    w = np.linalg.solve(left, np.append(2 * d * (share @ d), 1))[:3]
    assert found["rd"] == pytest.approx([w @ d], rel=1e-9)
    assert found["info1"] == pytest.approx([1 / (w**2 @ v)], rel=1e-9)


SUBJECTS = {
    "enroll_time": [0, 1, 2, 3, 9],
    "cte": [4, 3, 8, 6, 12],
    "fail": [1, 0, 1, 1, 1],
    "stratum": ["A"] * 5,
    "treatment": ["control", "experimental", "control", "experimental", "control"],
}


def test_data_are_cut_at_the_date_of_a_number_of_events(called):
    # by hand: the second of the events at 4, 6, 8, 12 is at 6; who enrols at 9 is not yet there
    subjects = call("data.frame", **SUBJECTS)
    assert called(call("simtrial::get_cut_date_by_event", subjects, 2)) == 6
    cut = called(call("simtrial::cut_data_by_event", subjects, 2))
    assert cut["tte"].to_list() == [4, 2, 4, 3]
    assert cut["event"].to_list() == [1, 0, 0, 1]
    test = call("simtrial::wlr", call("simtrial::cut_data_by_event", subjects, 2))
    test["args"]["weight"] = call("simtrial::fh", rho=0, gamma=0)
    # by hand: at 3 one of three at risk, an experimental one, has an event; at 4 nobody is left
    found = called(test)
    assert found["estimate"] == pytest.approx(1 - 1 / 3)


def test_weights_of_event_times_are_those_of_the_test(called):
    # by hand: survival before the events at 1, 2, 3, 4 is 1, 3/4, 1/2, 1/4; at 4 one group is left
    data = {"tte": [1, 2, 3, 4], "event": [1] * 4, "stratum": ["A"] * 4}
    data["treatment"] = ["control", "experimental", "experimental", "control"]
    times = call("simtrial::counting_process", call("data.frame", **data), "experimental")
    weigh = {
        "fh_weight": ({"rho": 0, "gamma": 1}, [0, 1 / 4, 1 / 2]),
        "mb_weight": ({"delay": 2, "w_max": 9}, [1, 4 / 3, 4 / 3]),
        "early_zero_weight": ({"early_period": 2}, [0, 1, 1]),
    }
    for name, (given, expected) in weigh.items():
        found = called(call(f"simtrial::{name}", times, **given))["weight"]
        assert found == pytest.approx(expected)
