"""
Functions of gsDesign, called through `scripts/agree-design`'s adapter.

Bounds, sizes and probabilities are those that gsDesign 3.11.0.9000 gives for the call; its grid
of r = 18 and its tolerance of 1e-6 leave an error of about 1e-6, its binding designs one of 2e-5.
"""

from __future__ import annotations

import importlib
import math

import pytest

INF = math.inf


@pytest.fixture
def cause_of(root, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "scripts"))
    importlib.import_module("agree_design")
    return importlib.import_module("agree_design.inaccurate").cause_of


@pytest.fixture
def called(root, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "scripts"))
    importlib.import_module("agree_design")
    evaluate = importlib.import_module("agree_design.calls").evaluate

    def call(name, **arguments):
        dotted = {key.replace("__", "."): value for key, value in arguments.items()}
        return evaluate({"fn": f"gsDesign::{name}", "args": dotted})

    return call


DESIGNS = {
    "no efficacy test at the first look": (
        {"k": 3, "test__type": 4, "testUpper": [False, True, True]},
        [0.3556827989915, 0.711365597983, 1.067048396975],
        [INF, 2.497907174084, 1.99468655185],
        [-0.2412902159486, 0.9373492814609, 1.99468655185],
        [0.6243337768554, 0.8352812913884],
    ),
    "futility at the first look only": (
        {"k": 3, "test__type": 4, "testLower": [True, False, False]},
        [0.3461296025142, 0.6922592050283, 1.038388807542],
        [3.010739485386, 2.546530561277, 1.999226370748],
        [-0.26742875811, -INF, -INF],
        [0.7626328442183, 0.785648096008],
    ),
    "binding futility at the second look only": (
        {"k": 3, "test__type": 3, "testLower": [False, True, False]},
        [0.3468550940078, 0.6937101880155, 1.040565282023],
        [3.010739485386, 2.546530561277, 1.965642877354],
        [-INF, 0.9909355684696, -INF],
        [0.7469010576377, 0.7818179412223],
    ),
    "spending truncated": (
        {
            "k": 4,
            "test__type": 1,
            "sfu": "gsDesign::sfTruncated",
            "sfupar": {
                "fn": "list",
                "args": {"sf": "gsDesign::sfHSD", "param": -4, "trange": [0.4, 1]},
            },
        },
        [0.2509239770415, 0.501847954083, 0.7527719311244, 1.003695908166],
        [INF, 3.325023515859, 2.63530287705, 1.971940976645],
        None,
        [1.002495084218, 0.8220055796766],
    ),
}


@pytest.mark.parametrize("name", DESIGNS)
def test_designs_are_sized_by_the_looks_that_test(called, name):
    arguments, sizes, upper, lower, expected = DESIGNS[name]
    found = called("gsDesign", **arguments)
    assert found["n_I"] == pytest.approx(sizes, abs=2e-5)
    assert found["upper"] == pytest.approx(upper, abs=2e-5)
    assert found["en"] == pytest.approx(expected, abs=2e-5)
    if lower is not None:
        assert found["lower"] == pytest.approx(lower, abs=2e-5)


HARM = {
    "capped at futility": (
        {"k": 3, "test__type": 7},
        [-1.059752215092, -0.2322438440581, 1.9643195036],
        [0.144628670608, 0.1261364589096, 0.1471159311298],
    ),
    "within efficacy": (
        {"k": 3, "test__type": 8},
        [-1.059752215092, -0.2322438440581, 1.998339753999],
        [0.144628670608, 0.1226583056841, 0.1419929786564],
    ),
    "at the first looks": (
        {"k": 3, "test__type": 8, "astar": 0.05, "testHarm": [True, True, False]},
        [-2.436413669947, -2.107689588571, -INF],
        [0.007416854902975, 0.0003565211860529, 0.0],
    ),
    "where futility is not tested": (
        {
            "k": 3,
            "test__type": 7,
            "astar": 0.05,
            "testLower": [True, False, True],
            "testHarm": [True, True, False],
        },
        [-2.436413671917, -1.167449420122, -INF],
        [0.007416854862592, 0.01444606055554, 0.0],
    ),
}


@pytest.mark.parametrize("name", HARM)
def test_harm_bounds_lie_below_those_of_futility(called, name):
    arguments, bounds, crossed = HARM[name]
    found = called("gsDesign", **arguments)
    assert found["harm"] == pytest.approx(bounds, abs=2e-5)
    assert [row[0] for row in found["harm_prob"]] == pytest.approx(crossed, abs=2e-5)


def test_bounds_that_nothing_is_spent_on_are_infinite(called):
    found = called("gsBound1", theta=5, I=[1, 2, 3], a=[None] * 3, probhi=[0, 0.5, 0.4])
    assert found["b"] == pytest.approx([INF, 7.071067811865, 7.386033390689], abs=1e-6)
    assert found["a"] == [-INF] * 3


def test_an_upper_bound_lies_at_least_at_the_lower_one(called):
    found = called("gsBound1", theta=0, I=[1, 2, 3], a=[-1, 1, 2.5], probhi=[0.01, 0.02, 0.1])
    assert found["b"] == pytest.approx([2.326347874041, 1.968114931737, 2.5], abs=1e-6)
    crossed = [0.1586552539315, 0.6819946267843, 0.1276992393095]
    assert found["problo"] == pytest.approx(crossed, abs=1e-6)


def test_conditional_power_at_a_bound_that_there_is_none_of_is_missing(called):
    design = {
        "fn": "gsDesign::gsDesign",
        "args": {"k": 3, "test.type": 4, "testUpper": [False, True, True]},
    }
    found = called("gsBoundCP", x=design)
    assert math.isnan(found["CPhi"][0])
    assert found["CPhi"][1] > 0.9


@pytest.mark.parametrize(("first", "second"), [(0.3, 0.15), (0.15, 0.3)])
def test_a_size_that_is_given_has_the_power_of_one_end(called, first, second):
    # sqrt(n) times the difference over its deviations, whatever its sign: pnorm of R's formula
    found = called("nBinomial", p1=first, p2=second, n=250, sided=2, alpha=0.05)["value"]
    pooled = math.sqrt(4 * 0.225 * 0.775)
    own = math.sqrt(2 * (0.3 * 0.7 + 0.15 * 0.85))
    z = (math.sqrt(250) * (first - second) - 1.959963984540054 * pooled) / own
    assert found == pytest.approx(math.erfc(-z / math.sqrt(2)) / 2, abs=1e-12)


def test_the_log_odds_ratio_is_over_its_spread_under_the_null(called):
    found = called("testBinomial", x1=39, x2=13, n1=500, n2=500, scale="LNOR")["z"][0]
    spread = math.sqrt(2 / (500 * 0.052 * 0.948))
    assert found == pytest.approx(math.log(39 / 461 * 487 / 13) / spread, abs=1e-12)


def test_a_grid_of_the_normal_density_is_that_of_jennison_and_turnbull(called):
    # normalGrid(): gsDesign 3.11.0.9000
    found = called("normalGrid")
    assert len(found["z"]) == 185
    assert found["z"][:3] == pytest.approx([-6, -5.88629436112, -5.77258872224], abs=1e-10)
    assert found["gridwgts"][:2] == pytest.approx([0.0379018796267, 0.1516075185068], abs=1e-10)
    assert sum(found["wgts"]) == pytest.approx(1.000000223889, abs=1e-11)


def test_exact_crossings_of_a_single_arm(called):
    # East 6.5, BinomialExact-03 of the tests of gsDesign
    found = called(
        "gsBinomialExact", k=3, theta=[0.1, 0.2], n__I=[36, 71, 107], a=[2, 9, 17], b=[13, 15, 18]
    )
    assert found["lprob"][1] == pytest.approx([0.54717197, 0.06625957], abs=1e-7)
    assert found["uprob"][2] == pytest.approx([0.01481792, 0.35690169], abs=1e-7)
    assert found["en"] == pytest.approx([66.71880358, 86.54349597], abs=1e-7)


SURVIVAL = {
    "fn": "gsDesign::gsSurv",
    "args": {
        "k": 3,
        "lambdaC": math.log(2) / 12,
        "hr": 0.7,
        "eta": 0.01,
        "gamma": 10,
        "R": 16,
        "minfup": 12,
        "T": 28,
    },
}


@pytest.mark.parametrize("method", ["LachinFoulkes", "Schoenfeld", "Freedman"])
def test_a_survival_design_has_its_power_at_its_looks(called, method):
    design = {**SURVIVAL, "args": {**SURVIVAL["args"], "method": method}}
    assert called("gsSurvPower", x=design)["power"] == pytest.approx(0.9, abs=1e-6)


def test_looks_wait_for_what_their_rules_ask(called):
    # the looks of the tests of gsDesign 3.11.0, "mixed NA across analysis timing rules"
    found = called(
        "gsSurvPower",
        k=3,
        test__type=1,
        lambdaC=math.log(2) / 6,
        hr=0.7,
        gamma=10,
        R=12,
        plannedCalendarTime=[12, None, 36],
        targetEvents=[None, 80, None],
        maxExtension=[None, 6, None],
        minTimeFromPreviousAnalysis=[None, 6, None],
        minN=[100, None, None],
        minFollowUp=[2, None, None],
    )
    assert found["T"] == pytest.approx([12, 18, 36], abs=1e-3)


BINDING = {
    "fn": "gsDesign::gsSurv",
    "args": {
        "k": 4,
        "test.type": 3,
        "sfl": "gsDesign::sfPower",
        "sflpar": 0.5,
        "lambdaC": math.log(2) / 6,
        "hr": 0.5,
        "eta": math.log(2) / 40,
        "gamma": 1,
        "T": 36,
        "minfup": 12,
    },
}


def test_rough_binding_bounds_are_declared_and_wrong_ones_are_not(cause_of):
    # events of print(gsSurv(...)) of gsDesign 3.6, whose search ends at a tolerance of 1.2e-4
    rows = zip(
        [26.62788, 53.25576, 79.88364, 106.51151],
        [26.6016, 53.2032, 79.80481, 106.40641],
        strict=True,
    )
    wrong = [f"n_I[{k}]: reference {one}, found {own}" for k, (one, own) in enumerate(rows)]
    assert "the power 0.900244" in cause_of(BINDING, wrong)
    assert cause_of(BINDING, ["n_I[3]: reference 110.0, found 106.40641"]) is None
    other = {**BINDING, "args": {**BINDING["args"], "test.type": 4}}
    assert cause_of(other, wrong) is None


def test_a_rough_sequential_p_value_is_declared(called, cause_of):
    call = {
        "fn": "gsDesign::sequentialPValue",
        "args": {
            "gsD": {"fn": "gsDesign::gsDesign", "args": {"k": 4, "n.fix": 100}},
            "n.I": [50, 80],
            "Z": [1, 1.9],
        },
    }
    p = called("sequentialPValue", **{k.replace(".", "__"): v for k, v in call["args"].items()})[
        "p"
    ]
    assert cause_of(call, [f"p: reference {p * (1 + 2e-5)!r}, found {p!r}"]) is not None
    assert cause_of(call, [f"p: reference {p * 1.1!r}, found {p!r}"]) is None
