import polars as pl
from small_trial import small_data, small_study

from trialrun.conformance import accounting, subject_steps


def test_subjects_are_counted_from_screening_to_the_end():
    flow = accounting(small_study(), small_data())
    assert (flow.screened, flow.screen_failures, flow.randomised, flow.treated) == (3, 1, 2, 2)
    assert (flow.completed, flow.discontinued, flow.not_assigned, flow.other_arm) == (1, 1, 0, 0)
    assert [(arm.arm, arm.randomised, arm.completed) for arm in flow.arms] == [
        ("A", 1, 1),
        ("P", 1, 0),
    ]
    assert flow.arms[1].reasons == (("DEATH", 1),)
    assert flow.adds_up


def test_a_subject_who_is_nowhere_breaks_the_flow():
    data = small_data()
    data["DS"] = data["DS"].head(1)
    flow = accounting(small_study(), data)
    assert flow.arms[1].without_disposition == 1
    assert not flow.adds_up


def test_other_events_of_ds_are_no_outcome():
    data = small_data()
    data["DS"] = data["DS"].with_columns(
        DSCAT=pl.when(pl.col("USUBJID") == "01").then(pl.lit("OTHER EVENT")).otherwise("DSCAT")
    )
    assert subject_steps(small_study(), data)["outcome"].to_list() == [
        None,
        "DEATH",
        "SCREEN FAILURE",
    ]


def test_a_study_without_disposition_and_exposure_is_counted():
    flow = accounting(small_study(), {"DM": small_data()["DM"]})
    assert (flow.randomised, flow.treated, flow.completed) == (2, 0, 0)


def test_a_subject_recorded_twice_counts_once():
    data = small_data()
    data["DM"] = pl.concat([data["DM"], data["DM"]])
    assert accounting(small_study(), data).screened == 3
