"""What synthetic patients are drawn from must fit the rest of the definition."""

import json

import pytest
from ruamel.yaml import YAML

from trialrun.study import check_study


@pytest.fixture(scope="module")
def text(root):
    return (root / "examples" / "mrct-os" / "study.yaml").read_text(encoding="utf-8")


@pytest.fixture
def faults(text, tmp_path):
    """Change the synthesis part of a definition and return the faults that are said."""
    yaml = YAML(typ="safe", pure=True)

    def said(change):
        definition = yaml.load(text)
        change(definition["synthesis"])
        path = tmp_path / "study.yaml"
        path.write_text(json.dumps(definition, default=str), encoding="utf-8")  # JSON is YAML
        return [str(fault).split(": ", 1)[1] for fault in check_study(path)[1]]

    return said


def _set(path, value):
    def change(synthesis):
        node = synthesis
        for key in path[:-1]:
            node = node[key]
        node[path[-1]] = value

    return change


BELOW_ONE = {"EXM": 0.1, "DOC": 1.0}
CASES = {
    "an arm": (("treatments", 0, "arms"), ["EXN"], "no arm 'EXN'"),
    "an arm without treatment": (("treatments", 0, "arms"), ["DOC"], "no treatment for arm EXM"),
    "a visit": (("timing", "early_termination"), "EOX", "no visit 'EOX'"),
    "an activity": (("findings", 0, "activity"), "VITAL", "no activity 'VITAL'"),
    "a criterion": (("screen_failures", 0, "criterion"), "INCL99", "no criterion 'INCL99'"),
    "a stratum": (("strata", 0, "stratum"), "AGE", "no stratum 'AGE'"),
    "a region": (("numbering", "first_site_by_region"), {"CHM": 101}, "no region 'CHM'"),
    "a certain event": (
        ("adverse_events", 0, "probability"),
        BELOW_ONE,
        "must be from 0 to below 1",
    ),
    "a number that is no place": (
        ("numbering", "usubjid"),
        "{subject}-{arm}",
        "must hold {subject}",
    ),
    "an age outside its bounds": (("demographics", "age", "mean"), 12, "must lie from 24 to 86"),
}


@pytest.mark.parametrize("case", CASES)
def test_says_what_does_not_fit(faults, case):
    path, value, message = CASES[case]
    found = faults(_set(path, value))
    assert len([fault for fault in found if message in fault]) == 1, found
    assert all(fault.startswith("synthesis") for fault in found), found


def test_a_questionnaire_follows_an_endpoint_that_every_scenario_knows(faults):
    questionnaire = {
        "id": "PAIN",
        "category": "PAIN",
        "activity": "VITALS",
        "endpoint": "OS",
        "total": "PAIN",
        "total_name": "Pain",
        "minimum": 0,
        "maximum": 10,
    }
    found = faults(_set(("questionnaires",), [questionnaire]))
    assert any("scenario EXPECTED says nothing of endpoint OS" in fault for fault in found), found


def test_a_test_is_a_number_or_a_word(faults):
    both = {"code": "X", "name": "X", "mean": 1, "sd": 1, "values": {"A": 1}}
    found = faults(lambda synthesis: synthesis["findings"][0]["tests"].append(both))
    assert any(
        "either mean and sd, values or quotient must be given" in fault for fault in found
    ), found
