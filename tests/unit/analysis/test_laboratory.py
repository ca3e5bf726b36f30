"""Laboratory and vital-sign derivations on made-up records."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from trialrun.analysis.adlbc import derive_adlbc
from trialrun.analysis.advs import derive_advs
from trialrun.errors import StudyError
from trialrun.study import Study
from trialrun.study.model import AnalysisData
from trialrun.study.options_findings import AdlbOptions, AdvsOptions


def text(words: str) -> dict[str, str]:
    return {"en": words, "zh": words}


SHARED: dict[str, Any] = {
    "parameters": [
        {"code": "GLUC", "sources": ["GLUC", "GLUCOSE"], "number": 1, "label": text("Glucose"),
         "unit": "mmol/L", "accepted_units": ["mM"]},
        {"code": "CELLS", "number": 2, "label": text("Cells")},
    ],
    "visits": [
        {"number": 0, "label": text("Baseline"), "visits": [1]},
        {"number": 2, "label": text("Week 2"), "visits": [2]},
        {"number": 4, "label": text("Week 4"), "visits": [3]},
        {"number": 8, "label": text("Follow-up"), "visits": [4]},
    ],
    "baseline_visit": 1,
    "end_of_treatment": {"number": 99, "label": text("End"), "first": 2, "last": 4},
    "subject_variables": ["USUBJID", "TRTP", "AGE"],
}  # fmt: skip
LABORATORY = SHARED | {
    "category": "CHEM",
    "change_at_baseline": False,
    "other_records": "unscheduled",
    "worst_first": 2,
    "worst_last": 4,
    "threshold": {"low_factor": 0.5, "high_factor": 1.5, "without_range": {"ABNORMAL": "H"}},
    "change_from_previous": {
        "prefix": "_",
        "number_offset": 100,
        "suffix": text(" change"),
        "range_fraction": 0.5,
        "decimals": 1,
        "limit": 1,
    },
}
ADAM = {"ADSL": pl.DataFrame({"USUBJID": ["A", "B"], "TRT01P": ["X", "Y"], "AGE": [50.0, 60.0]})}


def study_of(**options: AdlbOptions | AdvsOptions) -> Study:
    return Study.model_construct(analysis_data=AnalysisData.model_construct(**options))


def laboratory(rows: list[tuple[Any, ...]], **changed: Any) -> pl.DataFrame:
    """Rows: subject, test, visit number, value, low, high, flag of the laboratory."""
    names = ["USUBJID", "LBTESTCD", "VISITNUM", "LBSTRESN", "LBSTNRLO", "LBSTNRHI", "LBNRIND"]
    types = [pl.String, pl.String, *[pl.Float64] * 4, pl.String]
    schema = dict(zip(names, types, strict=True))
    frame = pl.DataFrame(rows, schema=schema, orient="row").with_columns(
        LBSEQ=pl.int_range(1, pl.len() + 1).cast(pl.Float64),
        LBSTRESU=pl.lit("mmol/L"),
        LBDTC=pl.lit("2020-01-0") + pl.col("VISITNUM").floor().cast(pl.Int64).cast(pl.String),
        VISIT=pl.when(pl.col("VISITNUM") % 1 != 0)
        .then(pl.lit("UNSCHEDULED"))
        .otherwise(pl.lit("PLANNED")),
    )
    options = AdlbOptions.model_validate(LABORATORY | changed)
    return derive_adlbc(study_of(ADLBC=options), {"LB": frame}, ADAM)


def column(frame: pl.DataFrame, name: str, **where: Any) -> list[Any]:
    return frame.filter(**where)[name].to_list()


def test_selection_goes_by_test_code_and_its_synonyms() -> None:
    frame = laboratory([("A", "GLUCOSE", 1, 5, 4, 6, None), ("A", "OTHER", 1, 5, 4, 6, None)])
    assert column(frame, "PARAM", PARAMCD="GLUC") == ["Glucose (mmol/L)"]
    assert set(frame["PARAMCD"]) == {"GLUC", "_GLUC"}


def test_no_baseline_leaves_base_and_change_empty() -> None:
    frame = laboratory([("A", "GLUC", 2, 5, 4, 6, None)])
    assert column(frame, "BASE", PARAMCD="GLUC") == [None, None]
    assert column(frame, "CHG", PARAMCD="GLUC") == [None, None]
    assert frame["ABLFL"].null_count() == frame.height


def test_baseline_record_has_base_but_no_change() -> None:
    frame = laboratory([("A", "GLUC", 1, 5, 4, 6, None), ("A", "GLUC", 2, 7, 4, 6, None)])
    assert column(frame, "CHG", PARAMCD="GLUC") == [None, 2.0, 2.0]
    assert column(frame, "BASE", PARAMCD="GLUC") == [5.0, 5.0, 5.0]


def test_end_of_treatment_is_the_last_planned_record_on_treatment() -> None:
    rows = [("A", "GLUC", visit, 5 + visit, 4, 6, None) for visit in (1, 2, 3, 3.1, 4)]
    frame = laboratory(rows)
    assert column(frame, "AVAL", PARAMCD="GLUC", AVISITN=99.0) == [8.0]
    assert column(frame, "AVISITN", PARAMCD="GLUC", AENTMTFL="Y") == [4.0, 99.0]


def test_end_of_treatment_may_require_a_result() -> None:
    rows = [("A", "GLUC", 2, 5, 4, 6, None), ("A", "GLUC", 3, None, 4, 6, None)]
    assert column(laboratory(rows), "AVAL", PARAMCD="GLUC", AVISITN=99.0) == [None]
    rule = LABORATORY["end_of_treatment"] | {"value_required": True}
    frame = laboratory(rows, end_of_treatment=rule)
    assert column(frame, "AVAL", PARAMCD="GLUC", AVISITN=99.0) == [5.0]


def test_missing_range_gives_no_ratio_and_the_laboratory_flag_decides() -> None:
    frame = laboratory(
        [("A", "CELLS", 1, 1, None, None, "ABNORMAL"), ("A", "CELLS", 2, 0, None, None, "NORMAL")]
    )
    assert column(frame, "ANRIND", PARAMCD="CELLS") == ["H", None, None]
    assert column(frame, "R2A1HI", PARAMCD="CELLS") == [None, None, None]
    assert column(frame, "AVAL", PARAMCD="_CELLS") == [None, None, None]


def test_lower_limit_of_zero_is_no_limit() -> None:
    frame = laboratory([("A", "GLUC", 1, 0.1, 0, 0.2, None)])
    assert column(frame, "A1LO", PARAMCD="GLUC") == [None]
    assert column(frame, "R2A1LO", PARAMCD="GLUC") == [None]
    assert column(frame, "R2A1HI", PARAMCD="GLUC") == [0.5]


def test_threshold_is_half_and_one_and_a_half_of_the_limits() -> None:
    rows = [("A", "GLUC", 1 + k, value, 4, 6, None) for k, value in enumerate((2, 1.9, 9, 9.1))]
    assert column(laboratory(rows), "ANRIND", PARAMCD="GLUC")[:2] == ["N", "L"]
    frame = laboratory(rows, end_of_treatment=None)
    assert column(frame, "ANRIND", PARAMCD="GLUC") == ["N", "L", "N", "H"]


def test_missing_result_has_no_indicator_unless_the_study_says_so() -> None:
    row = [("A", "GLUC", 1, None, 4, 6, None)]
    assert column(laboratory(row), "ANRIND", PARAMCD="GLUC") == [None]
    normal = LABORATORY["threshold"] | {"missing_result": "N"}
    assert column(laboratory(row, threshold=normal), "ANRIND", PARAMCD="GLUC") == ["N"]


def test_change_from_previous_skips_unscheduled_visits_and_rounds_half_up() -> None:
    rows = [("A", "GLUC", 1, 5, 4, 6, None), ("A", "GLUC", 1.1, 9, 4, 6, None),
            ("A", "GLUC", 2, 5.35, 4, 6, None), ("A", "GLUC", 3, 4.3, 4, 6, None)]  # fmt: skip
    frame = laboratory(rows, end_of_treatment=None)
    assert column(frame, "AVAL", PARAMCD="_GLUC") == [None, None, 0.4, -1.1]
    assert column(frame, "ANRIND", PARAMCD="_GLUC") == [None, None, "N", "L"]


def test_worst_value_is_the_first_of_the_largest_on_treatment() -> None:
    rows = [("A", "GLUC", visit, value, 4, 6, None) for visit, value in
            ((1, 20), (2, 8), (3, 8), (4, 30))]  # fmt: skip
    frame = laboratory(rows, end_of_treatment=None)
    assert column(frame, "VISITNUM", PARAMCD="GLUC", ANL01FL="Y") == [2.0]


def test_distance_is_measured_beyond_or_within_the_threshold_range() -> None:
    row = [("A", "GLUC", 1, 5, 4, 6, None)]
    assert column(laboratory(row), "ALBTRVAL", PARAMCD="GLUC") == [-3.0]
    within = LABORATORY["threshold"] | {"distance": "within"}
    assert column(laboratory(row, threshold=within), "ALBTRVAL", PARAMCD="GLUC") == [4.0]


def test_result_in_an_unnamed_unit_is_not_analysed() -> None:
    options = AdlbOptions.model_validate(LABORATORY)
    frame = pl.DataFrame({"USUBJID": ["A"], "LBTESTCD": ["GLUC"], "LBSTRESN": [90.0],
                          "LBSTRESU": ["mg/dL"], "VISITNUM": [1.0]})  # fmt: skip
    derived = derive_adlbc(study_of(ADLBC=options), {"LB": frame}, ADAM)
    assert derived.height > 0
    assert derived["AVAL"].null_count() == derived.height


def test_without_the_domain_there_is_no_row() -> None:
    options = AdlbOptions.model_validate(LABORATORY)
    assert derive_adlbc(study_of(ADLBC=options), {}, ADAM).is_empty()


def test_missing_subject_variable_is_said() -> None:
    with pytest.raises(StudyError, match="RACE"):
        laboratory([("A", "GLUC", 1, 5, 4, 6, None)], subject_variables=["USUBJID", "RACE"])


def test_code_named_twice_is_refused() -> None:
    twice = [LABORATORY["parameters"][0]] * 2
    with pytest.raises(ValueError, match="stands twice"):
        AdlbOptions.model_validate(LABORATORY | {"parameters": twice})


def test_long_parameter_name_is_cut_to_the_length_of_its_variable() -> None:
    frame = laboratory([("A", "GLUC", 1, 5, 4, 6, None)], text_length=12)
    assert set(frame["PARAM"]) == {"Glucose (mmo"}


def test_subjects_outside_adsl_are_left_out() -> None:
    frame = laboratory([("C", "GLUC", 1, 5, 4, 6, None), ("B", "GLUC", 1, 5, 4, 6, None)])
    assert set(frame["USUBJID"]) == {"B"}
    assert set(frame["TRTP"]) == {"Y"}


def test_vital_signs_have_a_baseline_for_each_time_point() -> None:
    rows = [("A", 1.0, 1.0, 70.0), ("A", 1.0, 2.0, 80.0), ("A", 2.0, 1.0, 77.0),
            ("A", 2.0, 2.0, 60.0), ("A", 9.0, 1.0, 75.0)]  # fmt: skip
    names = ["USUBJID", "VISITNUM", "VSTPTNUM", "VSSTRESN"]
    frame = pl.DataFrame(rows, schema=names, orient="row").with_columns(
        VSSEQ=pl.int_range(1, 6).cast(pl.Float64),
        VSTESTCD=pl.lit("PULSE"),
        VSSTRESU=pl.lit("/min"),
        VSTPT=pl.lit("SITTING"),
        VISIT=pl.lit("X"),
        VSDTC=pl.lit("2020-01-01"),
    )
    pulse = {"code": "PULSE", "number": 1, "label": text("Pulse"), "unit": "/min"}
    options = AdvsOptions.model_validate(SHARED | {"parameters": [pulse]})
    derived = derive_advs(study_of(ADVS=options), {"VS": frame}, ADAM)
    first = derived.filter(ATPTN=1.0)
    assert first["CHG"].to_list() == [0.0, 7.0, 7.0, 5.0]
    assert first["PCHG"].to_list() == pytest.approx([0.0, 10.0, 10.0, 100 * 5 / 70])
    assert first["AVISIT"].to_list() == ["Baseline", "Week 2", "End", None]
    assert first["ANL01FL"].to_list() == ["Y", "Y", "Y", None]
    assert derived.filter(ATPTN=2.0)["CHG"].to_list() == [0.0, -20.0, -20.0]
