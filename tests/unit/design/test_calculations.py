"""Further calculations: any method of the library, from a definition or by name."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from trialrun.design import (
    Stratum,
    accrual_constant,
    boundaries_spending,
    call_method,
    design_json,
    design_study,
    event_course,
    hazards,
    method_titles,
    numbers_of,
    size_simon_optimal,
    size_survival,
    spend_hwang_shih_decani,
)
from trialrun.errors import DesignError
from trialrun.study import Study, study_template


def with_calculations(*calculations):
    words = YAML(typ="safe").load(study_template())
    label = {"en": "A calculation", "zh": "一项计算"}
    words["calculations"] = [
        {"id": f"C{k}", "label": label, **each} for k, each in enumerate(calculations)
    ]
    return Study.model_validate(words)


SIMON = {
    "method": "size_simon_optimal",
    "arguments": {"null_rate": 0.1, "alternative_rate": 0.3},
}


def test_a_definition_and_a_call_give_the_same_numbers():
    said = design_json(design_study(with_calculations(SIMON)))
    found = size_simon_optimal(0.1, 0.3)
    assert said["calculations"][0]["values"]["subjects"] == found.subjects
    assert said["results"]["design:calculations.C0.power"] == found.power
    assert not [name for name in said["results"] if ".words." in name]


def test_a_function_can_be_an_argument():
    given = {
        "information": [0.5, 1],
        "alpha": 0.025,
        "efficacy": {"function": "spend_hwang_shih_decani", "arguments": {"gamma": -4}},
    }
    found = call_method("boundaries_spending", given)
    wanted = boundaries_spending(
        [0.5, 1], 0.025, lambda alpha, t: spend_hwang_shih_decani(alpha, t, -4)
    )
    assert found.efficacy == wanted.efficacy


def test_what_another_function_returns_can_be_an_argument():
    accrual = {"method": "accrual_constant", "arguments": {"durations": [12], "rates": [20]}}
    control, experimental = (
        {"method": "hazards", "arguments": {"from_month": [0], "per_month": [rate]}}
        for rate in (0.05, 0.035)
    )
    arms = {"accrual": accrual, "control": control, "experimental": experimental}
    stratum = {"method": "Stratum", "arguments": arms}
    course = {"method": "event_course", "arguments": {"strata": [stratum]}}
    found = call_method(
        "size_survival", {"course": course, "month": 30, "hazard_ratio": 0.7, "power": 0.9}
    )
    lifetimes = (hazards([0], [0.05]), hazards([0], [0.035]))
    wanted = size_survival(
        event_course([Stratum(accrual_constant([12], [20]), *lifetimes)]),
        30,
        hazard_ratio=0.7,
        power=0.9,
    )
    assert list(numbers_of(found)) == list(numbers_of(wanted))


@pytest.mark.parametrize(
    ("method", "arguments", "message"),
    [
        ("size_logrnk", {}, "no function 'size_logrnk'.*did you mean size_logrank"),
        ("__getattr__", {}, "no function"),
        ("Study", {}, "no function"),
        ("size_logrank", {"hazard": 0.7}, "no argument 'hazard'.*did you mean hazard_ratio"),
        ("size_logrank", {"alpha": 0.025}, "missing a required argument: 'hazard_ratio'"),
        ("size_logrank", {"hazard_ratio": "0.7"}, "hazard_ratio is '0.7', must be a number"),
        ("size_logrank", {"hazard_ratio": True}, "hazard_ratio is True, must be a number"),
        ("size_logrank", {"hazard_ratio": 0.7, "method": "cox"}, "must be one of 'schoenfeld'"),
        ("size_logrank", {"hazard_ratio": 1}, "must be above 0 and not 1"),
        ("boundaries_obrien_fleming", {"looks": 0.5, "alpha": 0.1}, "a list of numbers"),
        ("size_simon_optimal", {"null_rate": 0.1, "alternative_rate": 0.3, "most": 9.5}, "whole"),
        (
            "boundaries_spending",
            {"information": [0.5, 1], "alpha": 0.025, "efficacy": "obrien-fleming"},
            "can not be computed from these arguments",
        ),
        (
            "boundaries_spending",
            {"information": [1], "alpha": 0.02, "efficacy": {"function": "spend", "of": 1}},
            "'of' beside 'function'",
        ),
    ],
)
def test_a_wrong_call_is_refused_with_its_place(method, arguments, message):
    with pytest.raises(DesignError, match=f"(?s)^calculations.X.*{message}"):
        call_method(method, arguments, place="calculations.X")


def test_every_method_has_a_name_of_the_library():
    assert len(method_titles()) > 300
    assert {"size_means", "power_maxcombo", "boundaries_boin"} <= set(method_titles())


def test_numbers_are_found_however_deep():
    assert list(numbers_of({"a": [1, None, float("nan")], "b": {"c": True}})) == [
        ("a", (1,), 1.0),
        ("b.c", (), "true"),
    ]
    spent = call_method("spend_pocock", {"alpha": 0.025, "t": 1})
    assert list(numbers_of(spent)) == [("value", (), pytest.approx(0.025))]
