"""Overall survival: death as the event, last contact as censoring, strata at baseline."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from trialrun.analysis.adsl import derive_adsl
from trialrun.analysis.adtte import derive_adtte
from trialrun.errors import AnalysisError
from trialrun.study import Study


def text(word: str) -> dict[str, str]:
    return {"en": word, "zh": word}


def survival_study(study: Study, **adtte: object) -> Study:
    """The made-up study, asking for overall survival in months, a region and ECOG."""
    whole = study.model_dump(mode="json")
    whole["regions"] = [
        {
            "id": "EAST",
            "label": text("East"),
            "countries": [{"code": "JPN", "label": text("Japan")}],
            "sites": 1,
            "activation": {"first_month": 0, "last_month": 1},
            "rate": 1,
        }
    ]
    whole["analysis_data"]["ADSL"] |= {
        "randomisation_terms": ["RANDOMIZED"],
        "region_variable": "REGION1",
        "baseline_values": [
            {
                "variable": "ECOGBL",
                "label": text("ECOG"),
                "domain": "QS",
                "measurement": {"tests": ["ECOG101"], "visit": 1},
            }
        ],
        "last_alive": [
            {"domain": "SV", "variable": "SVSTDTC"},
            {"domain": "DS", "variable": "DSSTDTC"},
        ],
    }
    whole["analysis_data"]["ADTTE"] = {
        "subject_variables": ["REGION1", "ECOGBL"],
        "parameters": [
            {
                "parameter": "OS",
                "label": text("Overall survival"),
                "event": "death",
                "origin": "RANDDT",
                "censoring": "LSTALVDT",
                "unit": "months",
                "event_description": text("Death"),
                "censoring_description": text("Alive"),
            }
        ],
        **adtte,
    }
    return Study.model_validate(whole)


@pytest.fixture
def survival_sdtm() -> dict[str, pl.DataFrame]:
    """S1 dies, S2 is last seen at a visit, S3 is known by randomisation alone."""
    return {
        "DM": pl.DataFrame(
            {
                "USUBJID": ["S1", "S2", "S3"],
                "ARMCD": ["P", "A", "A"],
                "ARM": ["Placebo", "Active", "Active"],
                "COUNTRY": ["JPN", "JPN", "USA"],
                "DTHFL": ["Y", None, None],
                "DTHDTC": ["2020-07-01", None, None],
            }
        ),
        "SV": pl.DataFrame(
            {
                "USUBJID": ["S1", "S2", "S2"],
                "VISITNUM": [2.0, 2.0, 3.0],
                "SVSTDTC": ["2020-01-02", "2020-01-02", "2020-03-01"],
            }
        ),
        "DS": pl.DataFrame(
            {
                "USUBJID": ["S1", "S2", "S3", "S1"],
                "DSSEQ": [1.0, 1.0, 1.0, 2.0],
                "DSCAT": ["PROTOCOL MILESTONE"] * 3 + ["DISPOSITION EVENT"],
                "DSDECOD": ["RANDOMIZED"] * 3 + ["DEATH"],
                "DSSTDTC": ["2020-01-01", "2020-01-01", "2020-01-05", "2020-07-09"],
            }
        ),
        "QS": pl.DataFrame(
            {
                "USUBJID": ["S1", "S2", "S2"],
                "QSSEQ": [1.0, 1.0, 2.0],
                "QSTESTCD": ["ECOG101"] * 3,
                "VISITNUM": [1.0, 1.0, 2.0],
                "QSSTRESC": ["1", "0", "1"],
            }
        ),
    }


def derived(study: Study, data: dict[str, pl.DataFrame]) -> pl.DataFrame:
    return derive_adtte(study, data, {"ADSL": derive_adsl(study, data)})


def test_death_is_the_event_counted_from_randomisation_in_months(subject_study, survival_sdtm):
    one = derived(survival_study(subject_study), survival_sdtm).row(0, named=True)
    assert (one["CNSR"], one["ADT"], one["STARTDT"]) == (0.0, date(2020, 7, 1), date(2020, 1, 1))
    assert one["AVAL"] == pytest.approx(183 / 30.4375)  # 182 days later, counting the first
    assert (one["EVNTDESC"], one["SRCDOM"], one["SRCVAR"]) == ("Death", "ADSL", "DTHDT")


def test_who_is_not_known_to_have_died_is_censored_at_the_last_contact(
    subject_study, survival_sdtm
):
    two = derived(survival_study(subject_study), survival_sdtm).row(1, named=True)
    assert (two["CNSR"], two["ADT"]) == (1.0, date(2020, 3, 1))
    assert (two["EVNTDESC"], two["SRCDOM"], two["SRCVAR"]) == ("Alive", "ADSL", "LSTALVDT")


def test_no_contact_after_randomisation_is_a_time_of_one_day(subject_study, survival_sdtm):
    three = derived(survival_study(subject_study), survival_sdtm).row(2, named=True)
    assert (three["CNSR"], three["AVAL"]) == (1.0, pytest.approx(1 / 30.4375))


def test_death_after_the_cut_off_is_censored_at_the_cut_off(subject_study, survival_sdtm):
    study = survival_study(subject_study, cut_off="2020-02-01")
    adtte = derived(study, survival_sdtm)
    assert adtte["CNSR"].to_list() == [1.0, 1.0, 1.0]
    assert adtte["ADT"].to_list() == [date(2020, 2, 1), date(2020, 2, 1), date(2020, 1, 5)]


def test_strata_are_read_at_their_visit_and_the_region_from_the_country(
    subject_study, survival_sdtm
):
    adtte = derived(survival_study(subject_study), survival_sdtm)
    assert adtte["ECOGBL"].to_list() == ["1", "0", None]
    assert adtte["REGION1"].to_list() == ["EAST", "EAST", None]


def test_nobody_is_last_alive_after_death(subject_study, survival_sdtm):
    adsl = derive_adsl(survival_study(subject_study), survival_sdtm)
    assert adsl["LSTALVDT"].to_list() == [date(2020, 7, 1), date(2020, 3, 1), date(2020, 1, 5)]


def test_a_study_that_does_not_ask_has_none_of_these_variables(subject_study, survival_sdtm):
    adsl = derive_adsl(subject_study, survival_sdtm)
    assert not {"RANDDT", "REGION1", "ECOGBL", "LSTALVDT"} & set(adsl.columns)


def test_an_origin_that_adsl_does_not_have_is_refused(subject_study, survival_sdtm):
    whole = survival_study(subject_study).model_dump(mode="json")
    whole["analysis_data"]["ADSL"]["randomisation_terms"] = []
    with pytest.raises(AnalysisError, match="no variable RANDDT"):
        derived(Study.model_validate(whole), survival_sdtm)


@pytest.mark.parametrize("change", [{"event": "death"}, {"event_flag": None}])
def test_a_flag_is_named_exactly_where_the_event_is_an_adverse_event(subject_study, change):
    whole = subject_study.model_dump(mode="json")
    whole["analysis_data"]["ADTTE"]["parameters"][0] |= change
    with pytest.raises(ValueError, match="event_flag must be given"):
        Study.model_validate(whole)
