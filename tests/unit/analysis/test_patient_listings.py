"""Who is listed as discontinued, and who as excluded, with the condition that is not met."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from trialrun.analysis.adsl import derive_adsl
from trialrun.analysis.results_discontinued import summarize_discontinued
from trialrun.analysis.results_excluded import efficacy_populations, summarize_excluded
from trialrun.study import Analysis, Endpoint, Text

SAID = Text(en="said", zh="所述")


def with_analyses(study, *populations, level="primary"):
    endpoint = Endpoint(id="E", level=level, label=SAID, data_set="ADQS", parameter="TOT")
    analyses = tuple(
        Analysis(id=f"A{k}", endpoint="E", population=name, label=SAID, method="ancova")
        for k, name in enumerate(populations)
    )
    return study.model_copy(update={"endpoints": (endpoint,), "analyses": analyses})


@pytest.fixture
def adam(subject_study, sdtm):
    return {"ADSL": derive_adsl(subject_study, sdtm)}


@pytest.fixture
def excluded(subject_study, sdtm, adam):
    """Results by id for analyses of the efficacy population and of those at visit 4."""

    def results(*populations):
        rows = summarize_excluded(with_analyses(subject_study, *populations), sdtm, adam)
        return {row.id.removeprefix("res:excluded."): row for row in rows}

    return results


def test_discontinued_are_listed_by_arm_with_the_day_of_their_end(subject_study, adam):
    rows = summarize_discontinued(subject_study, adam)
    assert list(dict.fromkeys(row.groups["USUBJID"] for row in rows)) == ["S2", "S3"]
    told = {row.id.removeprefix("res:discontinued."): row for row in rows}
    assert told["S2.arm"].text == "PBO"
    assert told["S2.end_of_study"].text == "2020-01-20"
    assert told["S2.end_day"].value == 11
    assert (told["S2.reason"].text, told["S2.reason"].format) == ("Adverse Event", "term:DCREASCD")
    assert "S3.last_dose" not in told
    assert "S3.end_day" not in told


def test_a_subject_without_a_recorded_end_did_not_complete(subject_study, adam):
    everyone = adam["ADSL"].with_columns(DCDECOD=pl.lit(None, pl.String))
    rows = summarize_discontinued(subject_study, {"ADSL": everyone})
    assert {row.groups["USUBJID"] for row in rows} == {"S1", "S2", "S3"}


def test_each_condition_that_fails_is_told(excluded):
    found = excluded("EFF")
    assert found["EFF.subjects"].value == 2
    assert found["EFF.because.treated.subjects"].value == 1
    assert found["EFF.because.post-baseline.TOT.subjects"].value == 1
    assert found["EFF.because.post-baseline.CGI.subjects"].value == 2
    assert "EFF.because.randomised.subjects" not in found
    assert "EFF.subject.S2.condition.post-baseline.CGI" in found
    assert "EFF.subject.S2.condition.treated" not in found
    assert "EFF.subject.S3.condition.treated" in found
    assert "EFF.subject.S1.id" not in found


def test_excluded_are_those_without_the_flag(excluded, adam):
    for population in ("EFF", "W4", "SAF"):
        listed = {k.split(".")[2] for k in excluded(population) if k.endswith(".id")}
        without = adam["ADSL"].filter(pl.col(f"{population}FL") == "N")["USUBJID"]
        assert listed == set(without)


def test_a_population_within_another_lists_only_who_that_one_holds(excluded):
    found = excluded("SAF", "EFF")
    assert found["SAF.subjects"].value == 1
    assert found["EFF.subjects"].value == 1
    assert "EFF.subject.S3.id" not in found


def test_a_visit_not_reached_has_its_number(excluded):
    assert excluded("W4")["W4.because.visit.4.name"].text == "4"


def test_a_test_is_named_by_the_definition_or_by_the_data(excluded, sdtm):
    assert excluded("EFF")["EFF.because.post-baseline.CGI.name"].text == "CGI"
    sdtm["QS"] = sdtm["QS"].with_columns(QSTEST=pl.lit("Impression of change"))
    named = excluded("EFF")["EFF.because.post-baseline.CGI.name"]
    assert (named.text, named.format) == ("Impression of change", "term:QSTEST")


def test_populations_of_safety_analyses_are_left_out(subject_study):
    assert efficacy_populations(with_analyses(subject_study, "EFF", "SAF")) == ["SAF", "EFF"]
    assert efficacy_populations(with_analyses(subject_study, "SAF", level="safety")) == []


def test_date_of_death_is_that_of_dm_and_null_where_none_was_collected(subject_study, sdtm, adam):
    assert adam["ADSL"]["DTHDT"].to_list() == [None, None, None]
    died = pl.when(pl.col("USUBJID") == "S2").then(pl.lit("2020-01-20")).alias("DTHDTC")
    sdtm["DM"] = sdtm["DM"].with_columns(died)
    assert derive_adsl(subject_study, sdtm)["DTHDT"].to_list() == [None, date(2020, 1, 20), None]
