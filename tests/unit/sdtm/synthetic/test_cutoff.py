"""Data end at the cut-off, also while subjects are still enrolled."""

import polars as pl
import pytest

from trialrun.conformance import check_data
from trialrun.errors import DesignError, StudyError
from trialrun.sdtm import synthesize
from trialrun.study import load_study


@pytest.fixture(scope="module")
def trial(root):
    return load_study(root / "examples" / "mrct-os" / "study.yaml")


def cut(study, **cutoff):
    synthesis = study.synthesis
    changed = synthesis.cutoff.model_copy(update={"events": None, "months": None, **cutoff})
    return study.model_copy(update={"synthesis": synthesis.model_copy(update={"cutoff": changed})})


def last_day(data):
    dates = [
        frame[name].str.head(10).max()
        for frame in data.values()
        for name in frame.columns
        if name.endswith("DTC") and frame.schema[name] == pl.String
    ]
    return max(date for date in dates if date is not None)


@pytest.mark.parametrize(("cutoff", "deaths"), [({"events": 60}, 60), ({"months": 24}, None)])
def test_a_cutoff_during_enrolment_leaves_out_who_came_later(trial, cutoff, deaths):
    study = cut(trial, **cutoff)
    data, whole = synthesize(study, "EXPECTED"), synthesize(trial, "EXPECTED")
    assert check_data(study, data) == []
    assert data["DM"].height < whole["DM"].height
    assert set(data["DM"]["USUBJID"]) < set(whole["DM"]["USUBJID"])
    if deaths is None:
        assert last_day(data) <= "2029-01-03"  # 24 months of 30.4375 days after 2027-01-04
    else:
        dead = data["DM"].drop_nulls("DTHDTC")
        assert dead.height == deaths
        assert last_day(data) == dead["DTHDTC"].max()


def test_events_that_never_come_end_data_at_the_longest_time(trial):
    data = synthesize(cut(trial, events=trial.planning.subjects), "EXPECTED")
    assert last_day(data) == "2032-07-04"  # 66 months of 30.4375 days after 2027-01-04


def test_a_cutoff_before_the_first_subject_is_refused(trial):
    with pytest.raises(DesignError, match="2027-02-03, before the first subject") as refused:
        synthesize(cut(trial, months=1), "EXPECTED")
    assert refused.value.exit_code == 2


def test_more_events_than_subjects_are_a_fault_of_the_definition(root, tmp_path):
    text = (root / "examples" / "mrct-os" / "study.yaml").read_text()
    assert "cutoff: {months: 66}" in text
    file = tmp_path / "study.yaml"
    file.write_text(text.replace("cutoff: {months: 66}", "cutoff: {events: 561, months: 66}"))
    with pytest.raises(StudyError, match=r"must be at most planning\.subjects"):
        load_study(file)
