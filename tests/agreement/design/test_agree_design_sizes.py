"""
Sizes, powers and conversions of rpact that the reference cases do not have.

"rpact 3.3.4" are values that this version prints for the call. Where rpact 4 differs, "R 4.2.2" are
values of the formula that its documentation states, worked out in R alone.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest


def call(name, *first, **arguments):
    return {
        "fn": f"rpact::{name}",
        "args": {**{f"arg{at}": each for at, each in enumerate(first, 1)}, **arguments},
    }


def sequential(**arguments):
    return call("getDesignGroupSequential", **arguments)


ONE_END = sequential(kMax=2, typeOfDesign="P", alpha=0.2, beta=0.5, sided=2, twoSidedPower=False)
TWO_ENDS = sequential(
    informationRates=[0.6, 1], alpha=0.05, beta=0.2, sided=2, typeOfDesign="P", twoSidedPower=True
)
HAYBITTLE = sequential(
    informationRates=[0.85, 1], alpha=0.01, beta=0.1, sided=2, typeOfDesign="HP", constantBoundsHP=3
)
FUTILE = sequential(kMax=3, beta=0.1, typeOfDesign="OF", futilityBounds=[-6, 0.53])
EXACT = {"groups": 1, "normalApproximation": False, "thetaH0": 0.3, "pi1": 0.4}

CASES = {
    # rpact 3.3.4
    "a two-sided power that the design asks for": (
        call("getSampleSizeMeans", TWO_ENDS, alternative=-1.2, allocationRatioPlanned=0),
        {"maxNumberOfSubjects": 26.0766286715633, "expectedNumberOfSubjectsH0": 25.7560687222468},
    ),
    "alternatives on both sides of a rate": (
        call("getSampleSizeRates", HAYBITTLE, groups=1, thetaH0=0.5, pi1=[0.4, 0.6, 0.8]),
        {
            "criticalValuesEffectScaleLower": [
                [0.415239021474552, 0.584760978525448, 0.770553456152752],
                [0.432486568764929, 0.567513431235071, 0.715500015161995],
            ],
        },
    ),
    "a duration without what stops at the other end": (
        call(
            "getSampleSizeSurvival",
            ONE_END,
            lambda2=0.05,
            hazardRatio=[0.6, 1.3],
            accrualTime=[0, 12],
            followUpTime=12,
        ),
        {
            "studyDuration": [20.9385623314662, 20.7883805112546],
            "expectedEventsH1": [25.0400465862129, 94.9229262207122],
        },
    ),
    "given subjects of a trial with one look that ends before they are in": (
        call(
            "getSampleSizeSurvival",
            beta=0.15,
            median1=18.182,
            median2=10,
            accrualTime=[0, 3, 8, 24],
            accrualIntensity=[10, 60, 30],
            allocationRatioPlanned=2,
        ),
        {"maxNumberOfSubjects": 810, "followUpTime": -11.3523928162932, "nFixed1": 540},
    ),
    "an accrual whose end follows from the subjects": (
        call(
            "getAccrualTime",
            accrualTime=[0, 4, 10],
            accrualIntensity=[30, 30, 15],
            maxNumberOfSubjects=600,
        ),
        {"endOfAccrualIsUserDefined": False, "accrualTime": [0, 4, 10, 30], "remainingTime": 20},
    ),
    "an open accrual that ends in an early period": (
        call(
            "getSampleSizeSurvival",
            beta=0.15,
            pi2=0.4,
            hazardRatio=0.5,
            accrualTime={"0 - <5": 20, "5 - <12": 35, ">=12": 40},
            followUpTime=12,
        ),
        {"maxNumberOfSubjects": 197.78960943222, "analysisTime": [[19.7939804928975]]},
    ),
    "subjects that complete an early period": (
        call(
            "getNumberOfSubjects",
            time=[2, 6, 12],
            accrualTime=[0, 6],
            accrualIntensity=[22, 33],
            maxNumberOfSubjects=100,
        ),
        {"numberOfSubjects": [44, 100, 100]},
    ),
    # R 4.2.2: uniroot of pt and pnorm at Welch's degrees of freedom
    "unequal spreads of a two-sided power": (
        call(
            "getSampleSizeMeans",
            alpha=0.05,
            beta=0.2,
            sided=2,
            twoSidedPower=True,
            allocationRatioPlanned=0.5,
            stDev=[1.5, 0.8],
            alternative=-0.6,
        ),
        {"nFixed": 172.6284},
    ),
    "unequal spreads of a ratio of means": (
        call(
            "getSampleSizeMeans",
            beta=0.2,
            meanRatio=True,
            stDev=[0.4, 0.7],
            alternative=1.2,
            thetaH0=0.8,
            normalApproximation=True,
            allocationRatioPlanned=0,
        ),
        {"nFixed": 45.20955},
    ),
    # R 4.2.2: the largest n with a power below 0.8, plus 1, by pbinom and qbinom; times the
    # inflation 1.00778625504821 that rpact 3.3.4 gives the design
    "an exact size of two looks": (
        call("getSampleSizeRates", sequential(kMax=2, typeOfDesign="OF"), **EXACT),
        {"maxNumberOfSubjects": 194 * 1.00778625504821},
    ),
    "the least exact size": (
        call("getSampleSizeRates", alpha=0.05, beta=0.2, conservative=False, **EXACT),
        {"nFixed": 144},
    ),
    # R 4.2.2: rates by getLambdaByPi of rpact 3.3.4, their ratio as rpact takes it since 4.4.0
    "a hazard ratio of Weibull times": (
        call("getHazardRatioByPi", pi1=0.3, pi2=0.4, kappa=1.3),
        {"value": 0.758577477838171},
    ),
    # R 4.2.2: uniroot of the information of Muetze et al. (2019), entries by seq
    "counts with varying exposure, two to one": (
        call(
            "getSampleSizeCounts",
            **{"lambda": 0.5},
            alpha=0.01,
            beta=0.2,
            theta=0.65,
            overdispersion=0.5,
            allocationRatioPlanned=2,
            accrualTime=1.5,
            followUpTime=1,
        ),
        {
            "nFixed1": 253,
            "nFixed2": 127,
            "lambda1": 0.423913043478261,
            "criticalValuesEffectScale": [[0.733250474096929]],
        },
    ),
    "counts with futility and calendar times": (
        call(
            "getSampleSizeCounts",
            FUTILE,
            lambda2=0.4,
            theta=0.5,
            thetaH0=0.9,
            overdispersion=0.2,
            fixedExposureTime=2,
            accrualTime=[0, 1],
        ),
        {
            "maxNumberOfSubjects": 260,
            "calendarTime": [[1.12200911763727], [1.78158058532246], [3]],
            "criticalValuesEffectScale": [
                [0.210684093349063],
                [0.531043548408335],
                [0.645148685335641],
            ],
        },
    ),
}


@pytest.fixture(scope="module")
def said(root, tmp_path_factory):
    cases = [
        {"id": name, "inputs": inputs, "outputs": outputs, "tolerance": 1e-5}
        for name, (inputs, outputs) in CASES.items()
    ]
    path = tmp_path_factory.mktemp("sizes") / "cases.json"
    path.write_text(json.dumps(cases), encoding="utf-8")
    command = [sys.executable, root / "scripts" / "agree-design", path]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize("name", CASES)
def test_agrees_with_rpact(said, name):
    line = next(each for each in said.splitlines() if f" {name} (" in each)
    assert line.startswith("agreed"), line
