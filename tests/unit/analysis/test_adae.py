from datetime import date

import polars as pl
import pytest

from trialrun.analysis.adae import compare_treatment_emergent, derive_adae
from trialrun.analysis.adsl import derive_adsl


def event(subject, number, term, start, end=None, *, serious="N", system="OTHER"):
    return {
        "USUBJID": subject,
        "AESEQ": float(number),
        "AEDECOD": term,
        "AETERM": term,
        "AEBODSYS": system,
        "AESER": serious,
        "AESTDTC": start,
        "AEENDTC": end,
    }


@pytest.fixture
def ae(sdtm):
    sdtm["AE"] = pl.DataFrame(
        [
            event("S1", 1, "COUGH", "2020-01-09", "2020-01-12"),
            event("S1", 2, "COUGH", "2020-01-12"),
            event("S1", 3, "SITE ERYTHEMA", "2020-01", "2020-01-30"),
            event("S1", 4, "RASH", "2020-01-11", system="SKIN DISORDERS", serious="Y"),
            event("S1", 5, "ALOPECIA", "2020-01-10", system="SKIN DISORDERS"),
            event("S3", 1, "COUGH", "2020-01-12"),
            event("S4", 1, "COUGH", "2020-01-12"),
        ],
        infer_schema_length=None,
    )
    return sdtm


@pytest.fixture
def adae(subject_study, ae):
    return derive_adae(subject_study, ae, {"ADSL": derive_adsl(subject_study, ae)})


def column(adae, name):
    return dict(
        zip(
            zip(adae["USUBJID"], adae["AESEQ"].cast(pl.Int64), strict=True),
            adae[name],
            strict=True,
        )
    )


def test_events_of_screening_failures_are_left_out(adae):
    assert set(adae["USUBJID"]) == {"S1", "S3"}


def test_events_before_the_first_dose_are_not_treatment_emergent(adae):
    emergent = column(adae, "TRTEMFL")
    assert emergent["S1", 1] == "N"
    assert emergent["S1", 5] == "Y"  # on the day of first dose


def test_events_of_a_subject_without_a_dose_are_not_treatment_emergent(adae):
    assert column(adae, "TRTEMFL")["S3", 1] == "N"
    assert column(adae, "ASTDY")["S3", 1] is None


def test_an_imputed_start_is_flagged_and_gives_no_duration(adae):
    assert column(adae, "ASTDT")["S1", 3] == date(2020, 1, 10)
    assert column(adae, "ASTDTF")["S1", 3] == "D"
    assert column(adae, "ADURN")["S1", 3] is None
    assert column(adae, "ADURU")["S1", 3] is None
    assert column(adae, "ADURN")["S1", 1] == 4
    assert column(adae, "ADURU")["S1", 1] == "DAY"


def test_study_days_have_no_zero(adae):
    assert column(adae, "ASTDY")["S1", 1] == -1
    assert column(adae, "AENDY")["S1", 1] == 3
    assert column(adae, "ASTDY")["S1", 5] == 1


def test_a_query_takes_parts_of_terms_and_body_systems_but_not_what_is_excepted(adae):
    named = column(adae, "CQ01NAM")
    assert [named["S1", n] for n in range(1, 6)] == [None, None, "SKIN", "SKIN", None]


def test_first_occurrences_count_treatment_emergent_events_only(adae):
    first = column(adae, "AOCCFL")
    # Events 3 and 5 begin on the day of first dose: the lower sequence number is the first.
    assert [k for k, v in first.items() if v] == [("S1", 3)]
    assert [k for k, v in column(adae, "AOCCPFL").items() if v] == [
        ("S1", 2),
        ("S1", 3),
        ("S1", 4),
        ("S1", 5),
    ]
    assert [k for k, v in column(adae, "AOCC02FL").items() if v] == [("S1", 4)]
    assert [k for k, v in column(adae, "AOCC01FL").items() if v] == [("S1", 3)]


def test_without_imputation_partial_dates_stay_empty(subject_study, ae):
    options = subject_study.analysis_data.ADAE.model_copy(update={"start_imputation": "none"})
    data = subject_study.analysis_data.model_copy(update={"ADAE": options})
    study = subject_study.model_copy(update={"analysis_data": data})
    adae = derive_adae(study, ae, {"ADSL": derive_adsl(study, ae)})
    assert column(adae, "ASTDT")["S1", 3] is None
    assert column(adae, "ASTDTF")["S1", 3] is None


def test_a_study_without_adverse_events_has_an_empty_data_set(subject_study, sdtm, adae):
    del sdtm["AE"]
    none = derive_adae(subject_study, sdtm, {"ADSL": derive_adsl(subject_study, sdtm)})
    assert none.height == 0
    assert none.schema == adae.schema


def test_a_collected_flag_that_says_otherwise_is_told(subject_study, ae, adae):
    ae["SUPPAE"] = pl.DataFrame(
        {
            "USUBJID": ["S1", "S1", "S4"],
            "IDVAR": ["AESEQ"] * 3,
            "IDVARVAL": ["1", "2", "1"],
            "QNAM": ["AETRTEM"] * 3,
            "QVAL": ["Y", "Y", "Y"],
        }
    )
    (told,) = compare_treatment_emergent(subject_study, ae, adae)
    assert (told["USUBJID"], told["AESEQ"], told["derived"], told["collected"]) == (
        "S1",
        1.0,
        "N",
        "Y",
    )
