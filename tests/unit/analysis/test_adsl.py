from datetime import date

import polars as pl
import pytest

from trialrun.analysis.adsl import derive_adsl
from trialrun.analysis.populations import compare_flags


@pytest.fixture
def adsl(subject_study, sdtm):
    return derive_adsl(subject_study, sdtm)


def row(adsl, subject):
    return adsl.row(by_predicate=pl.col("USUBJID") == subject, named=True)


def test_only_subjects_with_an_arm_are_in(adsl):
    assert adsl["USUBJID"].to_list() == ["S1", "S2", "S3"]


def test_treatment_begins_at_the_baseline_visit_and_ends_with_the_last_record(adsl):
    one = row(adsl, "S1")
    assert (one["TRTSDT"], one["TRTEDT"]) == (date(2020, 1, 10), date(2020, 2, 25))
    assert one["TRTDUR"] == 47


def test_a_missing_last_dose_is_the_day_of_discontinuation(adsl):
    assert row(adsl, "S2")["TRTEDT"] == date(2020, 1, 20)


def test_a_subject_without_a_dose_has_no_treatment_and_is_not_in_the_safety_population(adsl):
    three = row(adsl, "S3")
    assert three["TRTSDT"] is None
    assert three["TRTEDT"] is None
    assert three["CUMDOSE"] is None
    assert (three["ITTFL"], three["SAFFL"], three["EFFFL"]) == ("Y", "N", "N")


def test_doses_follow_the_schedule_of_the_arm(adsl):
    # 11 days of 10 up to visit 3, 31 of 20 up to visit 4, 5 of 10 to the end.
    one = row(adsl, "S1")
    assert one["CUMDOSE"] == 11 * 10 + 31 * 20 + 5 * 10
    assert one["AVGDD"] == 16.6
    assert row(adsl, "S2")["CUMDOSE"] == 0


def test_a_visit_that_was_not_held_leaves_its_period_open(subject_study, sdtm):
    sdtm["SV"] = sdtm["SV"].filter(pl.col("VISITNUM") != 3)
    assert row(derive_adsl(subject_study, sdtm), "S1")["CUMDOSE"] == 47 * 10


def test_the_efficacy_population_needs_each_test_after_baseline(adsl):
    assert adsl["EFFFL"].to_list() == ["Y", "N", "N"]


def test_a_visit_after_the_end_of_study_does_not_complete(adsl):
    assert row(adsl, "S1")["W4FL"] == "Y"
    assert row(adsl, "S2")["W4FL"] == "N"


def test_ages_at_the_bounds_fall_into_the_closed_group(adsl):
    assert adsl["AGEGR1"].to_list() == ["65-80", ">80", None]
    assert adsl["AGEGR1N"].to_list() == [2.0, 3.0, None]


def test_a_race_without_a_number_has_none(adsl):
    assert adsl["RACEN"].to_list() == [1.0, None, 1.0]


def test_body_mass_index_comes_from_the_stored_height_and_weight(adsl):
    one = row(adsl, "S1")
    assert (one["HEIGHTBL"], one["WEIGHTBL"]) == (162.6, 69.0)
    assert one["BMIBL"] == 26.1  # 68.95 / 1.6256 ** 2 is 26.09, 69.0 / 1.626 ** 2 is 26.098
    assert one["BMIBLGR1"] == ">=25"


def test_a_missing_body_mass_index_has_no_group(adsl):
    assert row(adsl, "S2")["BMIBLGR1"] is None


def test_disposition_is_taken_from_its_category_and_capped_at_the_last_visit(adsl):
    one, two = row(adsl, "S1"), row(adsl, "S2")
    assert (one["DCDECOD"], one["DCREASCD"], one["VISNUMEN"]) == ("COMPLETED", "Completed", 4.0)
    assert (one["DISCONFL"], one["DSRAEFL"]) == (None, None)
    assert (two["DISCONFL"], two["DSRAEFL"], two["VISNUMEN"]) == ("Y", "Y", 3.0)


def test_a_synonym_of_a_reason_counts_and_a_qualifier_takes_precedence(subject_study, sdtm, adsl):
    assert row(adsl, "S3")["DCREASCD"] == "Protocol Violation"
    said = {"USUBJID": ["S3"], "IDVAR": ["DSSEQ"], "QNAM": ["ENTCRIT"]}
    for sequence, reason in (("1", "Not eligible"), ("2", "Protocol Violation")):
        sdtm["SUPPDS"] = pl.DataFrame({**said, "IDVARVAL": [sequence]})
        assert row(derive_adsl(subject_study, sdtm), "S3")["DCREASCD"] == reason


def test_sites_are_pooled_by_arm(subject_study, sdtm):
    sites = pl.Series("SITEID", ["01", "01", "02", "02"])
    sdtm["DM"] = sdtm["DM"].with_columns(sites)
    # Site 02 has no one on placebo; the pool needs the other site to fill the arm.
    assert derive_adsl(subject_study, sdtm)["SITEGR1"].to_list() == ["900", "900", "900"]


def test_domains_that_the_study_does_not_have_leave_their_variables_empty(
    subject_study, sdtm, adsl
):
    bare = derive_adsl(subject_study, {"DM": sdtm["DM"]})
    assert bare.schema == adsl.schema
    empty = ["TRTSDT", "BMIBL", "EDUCLVL", "DISONSDT", "MMSETOT", "DCDECOD", "VISIT1DT"]
    assert bare.select(pl.col(empty).is_null().all()).row(0) == (True,) * len(empty)


def test_a_subject_that_stands_twice_in_dm_is_one_subject(subject_study, sdtm):
    sdtm["DM"] = pl.concat([sdtm["DM"], sdtm["DM"].head(1)])
    assert derive_adsl(subject_study, sdtm).height == 3


def test_the_order_of_records_does_not_matter(subject_study, sdtm, adsl):
    turned = {name: frame.reverse() for name, frame in sdtm.items()}
    assert derive_adsl(subject_study, turned).equals(adsl)


def test_flags_that_were_collected_otherwise_are_told(subject_study, sdtm, adsl):
    collected = {"S1": ["ITT", "SAF", "EFF"], "S2": ["ITT", "EFF"], "S3": ["ITT", "SAF"]}
    rows = [
        {"USUBJID": subject, "QNAM": flag, "QVAL": "Y"}
        for subject, flags in collected.items()
        for flag in flags
    ]
    sdtm["SUPPDM"] = pl.DataFrame(rows)
    told = [
        (d["USUBJID"], d["flag"], d["derived"], d["collected"])
        for d in compare_flags(subject_study, sdtm, adsl)
    ]
    # W4 and END were collected for no one and are not compared.
    assert told == [
        ("S2", "EFFFL", "N", "Y"),
        ("S2", "SAFFL", "Y", "N"),
        ("S3", "SAFFL", "N", "Y"),
    ]


def test_without_collected_flags_nothing_is_compared(subject_study, sdtm, adsl):
    assert compare_flags(subject_study, sdtm, adsl) == []
