"""A definition is read whole, or all its faults are said at once, each with its line."""

import pytest
from ruamel.yaml import YAML

from trialrun.errors import DataError, StudyError
from trialrun.study import (
    check_study,
    load_study,
    study_from_json,
    study_template,
    study_to_json,
    study_values,
)


@pytest.fixture
def definition():
    return YAML(typ="safe", pure=True).load(study_template())


@pytest.fixture
def write(tmp_path):
    def write_definition(content):
        path = tmp_path / "study.yaml"
        if isinstance(content, str):
            path.write_text(content, encoding="utf-8")
        else:
            with path.open("w", encoding="utf-8") as file:
                YAML(typ="safe", pure=True).dump(content, file)
        return path

    return write_definition


def faults_of(path):
    study, faults = check_study(path)
    assert study is None
    return [str(fault) for fault in faults]


def test_the_template_has_no_faults(write):
    study, faults = check_study(write(study_template()))
    assert faults == []
    assert study is not None


def test_broken_yaml_is_said_with_its_line(write):
    path = write("schema_version: '1.0'\nid: [unclosed\ntitle: x\n")
    (fault,) = faults_of(path)
    assert "broken YAML" in fault
    assert fault.startswith(f"{path}:")


def test_an_empty_file_is_a_fault(write):
    assert "empty" in faults_of(write(""))[0]


def test_a_key_that_stands_twice_is_said_with_both_lines(write):
    (fault,) = faults_of(write("id: A\ntitle: x\nid: B\n"))
    assert ":3:" in fault
    assert "first on line 1" in fault


def test_an_unknown_key_names_a_near_match(write, definition):
    definition["endpionts"] = definition.pop("endpoints")
    faults = faults_of(write(definition))
    assert any("endpionts" in fault and "did you mean 'endpoints'" in fault for fault in faults)


def test_faults_of_several_parts_are_said_together_in_order_of_lines(write, definition):
    definition["arms"][0]["role"] = "placeb"
    definition["arms"][1]["number"] = "high"
    del definition["design"]
    _, faults = check_study(write(definition))
    assert len(faults) == 3
    assert [fault.line for fault in faults] == sorted(fault.line for fault in faults)
    assert {fault.path for fault in faults} == {"arms[0].role", "arms[1].number", "design"}


def test_an_allocation_that_sums_to_zero_is_refused(write, definition):
    for arm in definition["arms"]:
        arm["allocation"] = 0
    (fault,) = faults_of(write(definition))
    assert "sums to 0" in fault


def test_an_endpoint_without_analysis_is_refused(write, definition):
    gone = definition["analyses"][0]["endpoint"]
    definition["analyses"] = [a for a in definition["analyses"] if a["endpoint"] != gone]
    definition["displays"] = []
    definition["gates"] = []
    faults = faults_of(write(definition))
    assert any(f"the endpoint '{gone}' has no analysis" in fault for fault in faults)


def test_an_id_that_leads_nowhere_names_what_there_is(write, definition):
    definition["analyses"][0]["population"] = "IIT"
    (fault,) = faults_of(write(definition))
    assert "no population 'IIT'" in fault
    assert "did you mean 'ITT'" in fault


def test_another_schema_version_is_refused_with_a_hint(write, definition):
    definition["schema_version"] = 1.0
    (fault,) = faults_of(write(definition))
    assert "quotes" in fault


def test_load_raises_one_error_that_lists_all(write, definition):
    del definition["design"]
    del definition["title"]
    with pytest.raises(StudyError, match="2 faults") as caught:
        load_study(write(definition))
    assert caught.value.exit_code == 2


def test_a_file_that_is_not_there_could_not_be_read(tmp_path):
    with pytest.raises(DataError) as caught:
        load_study(tmp_path / "none.yaml")
    assert caught.value.exit_code == 3


def test_no_stays_a_word_and_times_stay_text(write, definition):
    definition["arms"][0]["code"] = "NO"
    path = write(study_template().replace("code: ", "code: NO # ", 1))
    study, _ = check_study(path)
    assert study is None or "NO" in {arm.code for arm in study.arms}


def test_json_and_back_is_the_same_study(write):
    study = load_study(write(study_template()))
    assert study_from_json(study_to_json(study)) == study


def test_every_value_has_an_id_that_a_content_control_can_hold(write):
    values = study_values(load_study(write(study_template())))
    assert all(len(name) <= 64 and name.startswith("study:") for name in values)
    assert len(values) > 50


def test_the_pilot_has_no_faults(pilot_study):
    _, faults = check_study(pilot_study)
    assert faults == []
