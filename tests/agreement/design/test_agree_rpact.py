"""Calls of rpact in combinations that its documentation does not show, as rpact 3.3.4 answers them."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from trialrun.design import boundaries_spending, spend_pocock

D = "rpact::getDesignGroupSequential"
TWO_SIDED = {"kMax": 4, "beta": 0.1, "sided": 2, "typeOfDesign": "asOF", "typeBetaSpending": "bsOF"}
CLOSE = {"informationRates": [0.5, 0.5072, 1], "alpha": 0.025, "typeOfDesign": "asP"}
CLOSE_BOUNDS = [2.15699921834, 2.31546958286, 2.23337152478]
DESIGNS = [
    (D, TWO_SIDED, {"futilityBounds": [None, 0.5286220313, 1.524735829]}),
    (D, TWO_SIDED | {"betaAdjustment": False}, {"futilityBounds": [None, 0.545555518, 1.52757426]}),
    (
        D,
        {"kMax": 3, "alpha": 0.05, "sided": 2, "futilityBounds": [0, 0.3], "typeOfDesign": "asOF"},
        {"criticalValues": [3.710302873, 2.511427484, 1.993047483], "futilityBounds": [-6, -6]},
    ),
    (
        D,
        {
            "informationRates": [0.42, 0.5, 0.6, 1], "alpha": 0.1, "beta": 0.15,
            "typeOfDesign": "noEarlyEfficacy", "typeBetaSpending": "bsUser",
            "userBetaSpending": [0.0288, 0.1045, 0.1473, 0.15], "bindingFutility": True,
        },
        {"criticalValues": [None, None, None, 1.28155157]},
    ),
]  # fmt: skip
ANALYSES = [
    {
        "call": {
            "fn": "rpact::getConditionalRejectionProbabilities",
            "args": {
                "arg1": {
                    "fn": "rpact::getStageResults",
                    "args": {
                        "arg1": {
                            "fn": "rpact::getDesignFisher",
                            "args": {
                                "informationRates": [0.44, 1],
                                "alpha": 0.05,
                                "method": "fullAlpha",
                                "alpha0Vec": [0.35],
                                "sided": 1,
                            },
                        },
                        "dataInput": {
                            "fn": "rpact::getDataset",
                            "args": {
                                "overallSampleSizes": [58, 94],
                                "overallMeans": [-0.05, -0.004043],
                                "overallStDevs": [1.17, 1.252828],
                            },
                        },
                    },
                }
            },
        },
        "outputs": {"value": [0, 0]},
    },
    {
        "call": {
            "fn": "rpact::getAnalysisResults",
            "args": {
                "design": {
                    "fn": "rpact::getDesignGroupSequential",
                    "args": {
                        "kMax": 6,
                        "alpha": 0.05,
                        "typeOfDesign": "asHSD",
                        "gammaA": 3,
                        "futilityBounds": [0.14, -1.09, 0.37, 0.1, -0.3],
                        "bindingFutility": True,
                    },
                },
                "dataInput": {"fn": "rpact::getDataset", "args": {"n": 78, "events": 9}},
                "thetaH0": 0.3,
                "stage": 1,
                "nPlanned": [25, 103, 45, 102, 60],
                "pi1": 0.3,
            },
        },
        "outputs": {
            "finalConfidenceIntervalLowerBounds": [0.068378076531079, None, None, None, None, None],
            "finalConfidenceIntervalUpperBounds": [0.188178566081738, None, None, None, None, None],
            "medianUnbiasedEstimates": [0.115384615384615, None, None, None, None, None],
        },
    },
    {
        "call": {
            "fn": "rpact::getConditionalPower",
            "args": {
                "arg1": {
                    "fn": "rpact::getStageResults",
                    "args": {
                        "arg1": {
                            "fn": "rpact::getDesignFisher",
                            "args": {
                                "kMax": 2,
                                "alpha": 0.05,
                                "method": "equalAlpha",
                                "alpha0Vec": [0.77],
                                "bindingFutility": True,
                                "sided": 1,
                            },
                        },
                        "dataInput": {"fn": "rpact::getDataset", "args": {"n": 74, "events": 2}},
                        "thetaH0": 0.2,
                        "normalApproximation": True,
                    },
                },
                "pi1": 0.3,
                "nPlanned": 40,
            },
        },
        "outputs": {"conditionalPower": [None, 0.120333043968819]},
    },
    {
        "call": {
            "fn": "rpact::getRepeatedConfidenceIntervals",
            "args": {
                "arg1": {
                    "fn": "rpact::getDesignFisher",
                    "args": {
                        "informationRates": [0.53, 0.54, 0.64, 0.76, 1],
                        "alpha": 0.01,
                        "method": "equalAlpha",
                        "alpha0Vec": [0.37, 0.7, 0.4, 0.93],
                    },
                },
                "arg2": {
                    "fn": "rpact::getDataset",
                    "args": {
                        "n1": [74, 80, 41],
                        "n2": [74, 63, 25],
                        "means1": [1.49, 1.44, 1.35],
                        "means2": [1.45, 0.77, 1.07],
                        "stDevs1": [1.27, 0.99, 0.83],
                        "stDevs2": [1.12, 1.17, 0.96],
                    },
                },
                "directionUpper": False,
                "thetaH0": 0.3,
            },
        },
        "outputs": {
            "value": [
                [-0.448791922020402, -0.286056434739202, -0.195147794866765, None, None],
                [0.52879192160303, 0.536908239489925, 0.575016625371683, None, None],
            ]
        },
    },
    {
        "call": {
            "fn": "rpact::getConditionalPower",
            "args": {
                "arg1": {
                    "fn": "rpact::getStageResults",
                    "args": {
                        "arg1": {
                            "fn": "rpact::getDesignGroupSequential",
                            "args": {
                                "kMax": 6,
                                "alpha": 0.05,
                                "beta": 0.1,
                                "sided": 2,
                                "typeOfDesign": "asHSD",
                                "gammaA": 3,
                                "typeBetaSpending": "bsOF",
                                "bindingFutility": False,
                                "twoSidedPower": True,
                            },
                        },
                        "dataInput": {
                            "fn": "rpact::getDataSet",
                            "args": {
                                "n1": [20, 26],
                                "n2": [41, 55],
                                "events1": [18, 21],
                                "events2": [24, 28],
                            },
                        },
                        "thetaH0": 0.1,
                    },
                },
                "allocationRatioPlanned": 1,
                "pi1": 0.3,
                "nPlanned": [40, 40, 40, 40],
            },
        },
        "outputs": {
            "conditionalPower": [
                None,
                None,
                0.00162529640110756,
                0.00351748074387654,
                0.064323906090422,
                0.27529033524055,
            ]
        },
    },
    {
        "call": {
            "fn": "rpact::getRepeatedConfidenceIntervals",
            "args": {
                "arg1": {
                    "fn": "rpact::getDesignFisher",
                    "args": {"kMax": 3, "alpha": 0.05, "alpha0Vec": [0.6, 0.7]},
                },
                "arg2": {
                    "fn": "rpact::getDataSet",
                    "args": {
                        "events": [18, 74, 46],
                        "logRanks": [-0.02, -0.39, 1.68],
                        "allocationRatios": [0.5, 0.5, 0.5],
                    },
                },
                "directionUpper": True,
            },
        },
        "outputs": {
            "value": [
                [0.382230571553949, 0.575256418820522, 0.801056141728135],
                [2.56441712748613, 1.49493446069452, 1.6186343528061],
            ]
        },
    },
]


WRONG_BOUNDS = [CLOSE_BOUNDS[0], CLOSE_BOUNDS[1] + 2, CLOSE_BOUNDS[2]]
CASES = {
    **{f"design {k}": ({"fn": d[0], "args": d[1]}, d[2]) for k, d in enumerate(DESIGNS)},
    **{f"analysis {k}": (each["call"], each["outputs"]) for k, each in enumerate(ANALYSES)},
    "close": ({"fn": D, "args": CLOSE}, {"criticalValues": CLOSE_BOUNDS}),
    "wrong": ({"fn": D, "args": CLOSE}, {"criticalValues": WRONG_BOUNDS}),
}


@pytest.fixture(scope="module")
def said(root, tmp_path_factory):
    """What the comparison says of each case, all compared at once."""
    cases = [
        {"id": name, "inputs": call, "outputs": outputs, "tolerance": 1e-5}
        for name, (call, outputs) in CASES.items()
    ]
    path = tmp_path_factory.mktemp("cases") / "cases.json"
    path.write_text(json.dumps(cases), encoding="utf-8")
    command = [sys.executable, root / "scripts" / "agree-design", path]
    lines = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    return {name: next(line for line in lines if f" {name} (" in line) for name in CASES}


@pytest.mark.parametrize("name", [name for name in CASES if name not in ("close", "wrong")])
def test_designs_and_analyses_agree(said, name):
    assert said[name].startswith("agreed"), said[name]


def test_looks_too_close_for_the_grid_of_rpact_are_said_to_be(said):
    assert "the reference is inaccurate" in said["close"]
    t = np.asarray(CLOSE["informationRates"])
    scores = np.sqrt(np.minimum.outer(t, t) / np.maximum.outer(t, t))
    ours = boundaries_spending(CLOSE["informationRates"], 0.025, spend_pocock).efficacy
    spent = [
        1 - multivariate_normal.cdf(bounds, cov=scores, abseps=1e-7)
        for bounds in (ours, CLOSE_BOUNDS)
    ]
    assert abs(spent[0] - 0.025) < 1e-5
    assert abs(spent[1] - 0.025) > 1e-4


def test_a_difference_larger_than_the_grid_explains_is_one(said):
    assert said["wrong"].startswith("disagreed"), said["wrong"]
