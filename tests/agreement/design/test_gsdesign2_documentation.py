"""
Designs that gsDesign2's reference pages print, called through `scripts/agree-design`'s adapter.

Its numbers carry the error of its grids and of R's `integrate`, about 1e-5; tolerances are of that
order. The address of a page is https://merck.github.io/gsDesign2/reference/NAME.html.
"""

from __future__ import annotations

import importlib

import pytest


@pytest.fixture
def called(root, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "scripts"))
    importlib.import_module("agree_design")
    return importlib.import_module("agree_design.calls").evaluate


def call(name, **arguments):
    return {"fn": f"gsDesign2::{name}", "args": arguments}


def spend(function, total, **more):
    given = {"sf": f"gsDesign::{function}", "total_spend": total, **more}
    return {"fn": "list", "args": given}


SPENDING = "gsDesign2::gs_spending_bound"
NEVER = [None, None, None]
OBF = {"upper": SPENDING, "upar": spend("sfLDOF", 0.025), "lower": SPENDING}
ENROLL = call("define_enroll_rate", duration=12, rate=500 / 12)
FAIL = call(
    "define_fail_rate",
    duration=[4, 100],
    fail_rate=0.0462098120373297,
    hr=[1, 0.6],
    dropout_rate=0.001,
)
EXAMPLES = {
    "gs_design_ahr, example 3": (
        call("gs_design_ahr", analysis_time=[12, 24, 36]),
        {
            "n": [435.9740, 523.1688, 523.1688],
            "z": [3.8727626, -1.7026005, 2.3578702, 0.9530459, 2.0095985, 2.0078723],
            "probability": [0.0024799, 0.0032072, 0.5787010, 0.0555825, 0.9, 0.1001165],
        },
    ),
    "gs_design_ahr, example 5, driven by info_frac": (
        call("gs_design_ahr", info_frac=[1 / 3, 0.8, 1], analysis_time=[12, 25, 36]),
        {"time": [12.52524, 26.35614, 36], "n": [465.2054, 530.3883, 530.3883]},
    ),
    "gs_design_ahr, example 6, symmetric": (
        call(
            "gs_design_ahr",
            analysis_time=[12, 24, 36],
            binding=True,
            lpar=spend("sfLDOF", 0.025),
            h1_spending=False,
            **OBF,
        ),
        {
            "n": [411.7572, 494.1087, 494.1087],
            "z": [3.872763, -3.872763, 2.357870, -2.357870, 2.009598, -2.009598],
        },
    ),
    "gs_design_ahr, example 6, asymmetric": (
        call(
            "gs_design_ahr",
            analysis_time=[12, 24, 36],
            binding=True,
            lpar=spend("sfLDPocock", 0.1),
            **OBF,
        ),
        {
            "n": [494.0910, 592.9092, 592.9092],
            "z": [3.8727626, -0.6190362, 2.3573828, 1.1319087, 1.9770563, 1.9729193],
        },
    ),
    "gs_power_ahr, example 4": (
        call(
            "gs_power_ahr",
            analysis_time=[12, 24, 36],
            event=[30, 40, 50],
            h1_spending=False,
            binding=True,
            lpar=spend("sfLDOF", 0.025),
            **OBF,
        ),
        {
            "time": [14.90817, 24, 36],
            "probability": [0.0070632, 8.57e-05, 0.1145733, 0.0002721, 0.3237355, 0.0004052],
        },
    ),
    "gs_power_wlr, example 5": (
        call(
            "gs_power_wlr",
            enroll_rate=ENROLL,
            fail_rate=FAIL,
            event=None,
            analysis_time=[10, 24, 30],
            lpar=spend("sfLDOF", 0.2),
            **OBF,
        ),
        {
            "ahr": [0.8720599, 0.7164215, 0.6955693],
            "theta": [0.1140863, 0.3334865, 0.3630247],
            "probability": [0.0001007, 0.0131222, 0.6617930, 0.1624076, 0.8101441, 0.2000372],
        },
    ),
    "gs_design_wlr, example 2": (
        call(
            "gs_design_wlr",
            enroll_rate=call("define_enroll_rate", duration=12, rate=1),
            fail_rate=FAIL,
            beta=0.2,
            weight={"method": "mb", "param": {"tau": None, "w_max": 2}},
            analysis_time=[24, 36],
            lpar=spend("sfLDOF", 0.2),
            **OBF,
        ),
        {
            "n": [300.2519, 300.2519],
            "info_frac": [0.6049962, 1],
            "z": [2.6817619, 0.9180959, 1.9801832, 1.9309710],
        },
    ),
    "gs_info_combo": (
        call("gs_info_combo", rho=[0, 0.5], gamma=[0.5, 0], analysis_time=[12, 24]),
        {
            "ahr": [0.7739222, 0.6744758, 0.8182558, 0.7278445],
            "theta": [0.5431833, 0.7705987, 0.1793970, 0.3607689],
        },
    ),
    "gs_design_npe, example 4": (
        call(
            "gs_design_npe",
            theta=[0.1, 0.2, 0.3],
            info=[40, 80, 120],
            info0=[30, 60, 90],
            lpar=spend("sfHSD", 0.1, param=-1),
            **OBF,
        ),
        {
            "info": [43.54986, 43.54986, 87.09972, 87.09972, 130.64958, 130.64958],
            "probability": [0.0001448, 0.0138507, 0.2584942, 0.0459829, 0.9, 0.0908270],
        },
    ),
    "gs_design_rd, example 2": (
        call(
            "gs_design_rd",
            p_c={"stratum": ["a", "b"], "rate": [0.2, 0.25]},
            p_e={"stratum": ["a", "b"], "rate": [0.15, 0.22]},
            info_frac=[0.7, 1],
            stratum_prev={"stratum": ["a", "b"], "prevalence": [0.4, 0.6]},
            weight="ss",
            upper=SPENDING,
            upar=spend("sfLDOF", 0.025),
            lower="gsDesign2::gs_b",
            lpar=[None, None],
        ),
        {"n": [3426.132, 4894.474], "probability": [0.6160548, 0.9]},
    ),
    "to_integer, example 2": (
        call(
            "to_integer",
            x=call(
                "gs_design_ahr",
                analysis_time=[18, 30],
                upper=SPENDING,
                upar=spend("sfLDOF", 0.025, timing=[0.6, 1]),
                lower="gsDesign2::gs_b",
                lpar=[None, None],
            ),
        ),
        {"nominal p": [0.003808063]},
    ),
}


@pytest.mark.parametrize("example", EXAMPLES)
def test_printed_examples_are_reproduced(called, example):
    request, printed = EXAMPLES[example]
    found = called(request)
    for name, values in printed.items():
        assert list(found[name])[: len(values)] == pytest.approx(values, rel=3e-5, abs=2e-5), name
