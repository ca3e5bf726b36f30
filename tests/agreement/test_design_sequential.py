"""
Group-sequential bounds and probabilities against published tables, other programs, the
multivariate normal distribution and simulation.
"""

from __future__ import annotations

import json
from functools import partial

import numpy as np
import pytest
from scipy import stats

from trialrun.design import (
    boundaries_spending,
    drift_for_power,
    fixed_drift,
    spend_hwang_shih_decani,
    spend_kim_demets,
    spend_obrien_fleming,
    spend_pocock,
    stopping_probabilities,
)

# Jennison and Turnbull (2000), Tables 2.1 to 2.4, two-sided alpha 0.05: critical value C and, at
# power 0.9, the inflation factor R; the chance of crossing the wrong bound is below their digits.
POCOCK = {2: (2.178, 1.100), 3: (2.289, 1.151), 4: (2.361, 1.183), 5: (2.413, 1.207)}
OBRIEN_FLEMING = {2: (1.977, 1.007), 3: (2.004, 1.016), 4: (2.024, 1.022), 5: (2.040, 1.026)}

# Reboussin, DeMets, Kim and Lan (2000), Controlled Clinical Trials 21:190-207: five equal looks,
# two-sided alpha 0.05, spending like O'Brien and Fleming, and like Pocock.
LAN_DEMETS = {
    spend_obrien_fleming: (4.877, 3.357, 2.680, 2.290, 2.031),
    spend_pocock: (2.438, 2.427, 2.410, 2.397, 2.386),
}

CASES = [
    (spend_obrien_fleming, (0.5, 0.75, 1.0)),
    (spend_pocock, (0.25, 0.5, 0.75, 1.0)),
    (partial(spend_hwang_shih_decani, gamma=-4), (0.3, 0.65, 1.0)),
    (partial(spend_kim_demets, rho=2), (0.1, 0.9, 1.0)),
]


@pytest.mark.parametrize("looks", POCOCK)
def test_pocock_bounds_of_the_published_table(looks):
    critical, inflation = POCOCK[looks]
    information = [k / looks for k in range(1, looks + 1)]
    _published(information, [critical] * looks, inflation)


@pytest.mark.parametrize("looks", OBRIEN_FLEMING)
def test_obrien_fleming_bounds_of_the_published_table(looks):
    critical, inflation = OBRIEN_FLEMING[looks]
    information = [k / looks for k in range(1, looks + 1)]
    _published(information, [critical / t**0.5 for t in information], inflation)


def _published(information, upper, inflation):
    crossed = stopping_probabilities(information, upper=upper).upper.sum()
    assert crossed == pytest.approx(0.025, abs=0.0005 * 0.2)  # half a unit of C's last digit
    drift = drift_for_power(information, upper, 0.9)
    assert (drift / fixed_drift(0.025, 0.9)) ** 2 == pytest.approx(inflation, abs=0.001)


@pytest.mark.parametrize("spending", LAN_DEMETS)
def test_lan_demets_bounds_of_the_published_program(spending):
    found = boundaries_spending([0.2, 0.4, 0.6, 0.8, 1], 0.025, spending)
    assert found.efficacy == pytest.approx(LAN_DEMETS[spending], abs=0.00051)


@pytest.mark.parametrize(("spending", "information"), CASES)
def test_bounds_spend_what_the_multivariate_normal_distribution_says(spending, information):
    found = boundaries_spending(information, 0.025, spending)
    times = np.array(information)
    correlation = np.sqrt(np.minimum.outer(times, times) / np.maximum.outer(times, times))
    for k in range(1, len(times) + 1):
        kept = stats.multivariate_normal.cdf(
            found.efficacy[:k], np.zeros(k), correlation[:k, :k], abseps=1e-7, maxpts=1_000_000
        )
        assert 1 - kept == pytest.approx(found.alpha_spent[k - 1], abs=2e-6)


@pytest.mark.parametrize("binding", [False, True])
def test_stopping_probabilities_are_those_of_simulated_scores(binding):
    found = boundaries_spending(
        (0.4, 0.75, 1.0),
        0.025,
        spend_obrien_fleming,
        power=0.9,
        futility=partial(spend_hwang_shih_decani, gamma=-2),
        binding=binding,
    )
    times, trials = np.array(found.information), 200_000
    steps = np.diff(times, prepend=0)
    for drift in (0.0, found.drift):
        calculated = stopping_probabilities(
            found.information, upper=found.efficacy, lower=found.futility, drift=drift
        )
        normal = np.random.default_rng(1).standard_normal((trials, len(times)))
        z = np.cumsum(normal * np.sqrt(steps) + drift * steps, axis=1) / np.sqrt(times)
        above, below = z >= np.array(found.efficacy), z < np.array(found.futility)
        first = np.argmax(above | below, axis=1)
        for k in range(len(times)):
            for simulated, expected in (
                (above[first == k, k].sum() / trials, calculated.upper[k]),
                (below[first == k, k].sum() / trials, calculated.lower[k]),
            ):
                error = np.sqrt(expected * (1 - expected) / trials)
                assert abs(simulated - expected) < 4 * error


@pytest.fixture(scope="module")
def reference(shared):
    path = shared / "design" / "reference.json"
    if not path.is_file():
        pytest.skip("the reference material holds no design/reference.json")
    return json.loads(path.read_text(encoding="utf-8"))


def _rpact_spending(kind, parameter):
    return {
        "asOF": spend_obrien_fleming,
        "bsOF": spend_obrien_fleming,
        "asP": spend_pocock,
        "bsP": spend_pocock,
        "asHSD": partial(spend_hwang_shih_decani, gamma=parameter),
        "bsHSD": partial(spend_hwang_shih_decani, gamma=parameter),
        "asKD": partial(spend_kim_demets, rho=parameter),
    }.get(kind)


def test_bounds_of_rpact_designs(reference):
    compared = 0
    for case in reference:
        arguments = case["inputs"]["args"]
        if case["inputs"]["fn"] != "rpact::getDesignGroupSequential" or arguments["sided"] != 1:
            continue
        spending = _rpact_spending(arguments["typeOfDesign"], arguments.get("gammaA"))
        if spending is None or "futilityBounds" in arguments:
            continue
        looks = arguments.get("kMax", 1)
        information = arguments.get("informationRates") or [(k + 1) / looks for k in range(looks)]
        futility = arguments.get("typeBetaSpending")
        found = boundaries_spending(
            information,
            arguments["alpha"],
            spending,
            power=1 - arguments["beta"] if futility else None,
            futility=_rpact_spending(futility, arguments.get("gammaB")),
            binding=arguments.get("bindingFutility", False),
        )
        outputs, tolerance = case["outputs"], case["tolerance"]
        assert found.efficacy == pytest.approx(outputs["criticalValues"], abs=tolerance), case["id"]
        if futility:
            bounds = outputs["futilityBounds"]
            assert found.futility[:-1] == pytest.approx(bounds, abs=tolerance), case["id"]
            assert found.beta_spent == pytest.approx(outputs["betaSpent"], abs=tolerance)
        compared += 1
    assert compared >= 10


def test_bounds_and_sizes_of_gsdesign(reference):
    cases = {case["id"]: case for case in reference}
    for name, binding in (("gs_t3_HSD", True), ("gs_t4_HSD", False)):
        outputs = cases[name]["outputs"]
        found = boundaries_spending(
            (0.4, 0.75, 1.0),
            0.025,
            partial(spend_hwang_shih_decani, gamma=-4),
            power=0.9,
            futility=partial(spend_hwang_shih_decani, gamma=-2),
            binding=binding,
        )
        tolerance = cases[name]["tolerance"]
        assert found.efficacy == pytest.approx(outputs["upper"], abs=tolerance)
        assert found.futility == pytest.approx(outputs["lower"], abs=tolerance)
        assert found.inflation == pytest.approx(outputs["n_I"][-1], abs=tolerance)


def test_probabilities_of_gsprobability(reference):
    case = next(case for case in reference if case["id"] == "gs_prob")
    arguments, outputs = case["inputs"]["args"], case["outputs"]
    information = np.array(arguments["n.I"]) / arguments["n.I"][-1]
    for column, theta in enumerate(arguments["theta"]):
        found = stopping_probabilities(
            information,
            upper=arguments["b"],
            lower=arguments["a"],
            drift=theta * arguments["n.I"][-1] ** 0.5,
        )
        upper = [row[column] for row in outputs["uprob"]]
        lower = [row[column] for row in outputs["lprob"]]
        assert found.upper == pytest.approx(upper, abs=case["tolerance"])
        assert found.lower == pytest.approx(lower, abs=case["tolerance"])
        ended = (found.upper + found.lower) @ np.array(arguments["n.I"])
        assert ended == pytest.approx(outputs["en"][column], rel=1e-6)


def test_characteristics_of_rpact(reference):
    case = next(case for case in reference if case["id"] == "ch_bs_nb")
    found = boundaries_spending(
        (0.4, 0.75, 1.0),
        0.025,
        partial(spend_hwang_shih_decani, gamma=-4),
        power=0.9,
        futility=partial(spend_hwang_shih_decani, gamma=-2),
    )
    outputs = case["outputs"]
    assert found.inflation == pytest.approx(outputs["inflationFactor"], abs=case["tolerance"])
    assert found.drift**2 == pytest.approx(outputs["shift"], abs=case["tolerance"])
    crossed = stopping_probabilities(
        found.information, upper=found.efficacy, lower=found.futility, drift=found.drift
    )
    stops = outputs["rejectionProbabilities"], outputs["futilityProbabilities"]
    assert crossed.upper == pytest.approx(stops[0], abs=case["tolerance"])
    assert crossed.lower[:-1] == pytest.approx(stops[1], abs=case["tolerance"])


def test_spending_of_gsdesign(reference):
    cases = {case["id"]: case for case in reference}
    for name, function in (("sf_sfLDPocock", spend_pocock), ("sf_power", spend_kim_demets)):
        case = cases[name]
        arguments = case["inputs"]["args"]
        more = {"rho": arguments["param"]} if arguments["param"] else {}
        found = function(arguments["alpha"], arguments["t"], **more)
        assert found == pytest.approx(case["outputs"]["spend"], abs=1e-12)
