"""A small made-up study: two arms, four visits, doses that step up."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from trialrun.study import Study

SUBJECT_OPTIONS: dict[str, Any] = {
    "ADSL": {
        "screening_visit": 1,
        "baseline_visit": 2,
        "treatment_start": "visit",
        "age_groups": [
            {"value": "<65", "number": 1, "below": 65},
            {"value": "65-80", "number": 2, "at_least": 65, "at_most": 80},
            {"value": ">80", "number": 3, "above": 80},
        ],
        "bmi_groups": [{"value": "<25", "below": 25}, {"value": ">=25", "at_least": 25}],
        "disease_duration_groups": [
            {"value": "<12", "below": 12},
            {"value": ">=12", "at_least": 12},
        ],
        "race_numbers": {"WHITE": 1, "ASIAN": 7},
        "height": {"tests": ["HEIGHT"], "visit": 1},
        "weight": {"tests": ["WEIGHT"], "visit": 2},
        "education": {"tests": ["EDLEVEL", "EDUCLVL"]},
        "cognition_items": ["MM1", "MM2"],
        "disease_onset_categories": ["PRIMARY DIAGNOSIS"],
        "decimals": {"HEIGHTBL": 1, "WEIGHTBL": 1, "BMIBL": 1, "DURDIS": 1, "AVGDD": 1},
        "dosing": [
            {
                "arm": "ACT",
                "periods": [
                    {"dose": 10, "until_visit": 3},
                    {"dose": 20, "until_visit": 4},
                    {"dose": 10},
                ],
            }
        ],
        "pooling": {"minimum_per_arm": 1, "value": "900"},
        "disposition": {
            "categories": ["DISPOSITION EVENT"],
            "last_treatment_visit": 4,
            "reasons": [
                {"value": "Completed", "terms": ["COMPLETED"]},
                {"value": "Adverse Event", "terms": ["ADVERSE EVENT"], "adverse_event": True},
                {"value": "Not eligible", "qualifiers": ["ENTCRIT"]},
                {
                    "value": "Protocol Violation",
                    "terms": ["PROTOCOL VIOLATION", "PROTOCOL DEVIATION"],
                },
            ],
        },
    },
    "ADAE": {
        "collected_flag": "AETRTEM",
        "queries": [
            {
                "number": 1,
                "name": "SKIN",
                "terms_containing": ["ERYTHEMA"],
                "body_systems": ["SKIN DISORDERS"],
                "except_terms": ["ALOPECIA"],
            }
        ],
        "occurrence_flags": [
            {"variable": "AOCCFL"},
            {"variable": "AOCCPFL", "within": ["AEBODSYS", "AEDECOD"]},
            {"variable": "AOCC02FL", "serious": True},
            {"variable": "AOCC01FL", "query": 1},
        ],
    },
    "ADTTE": {
        "parameters": [
            {
                "parameter": "TTSKIN",
                "label": {"en": "Time to skin event", "zh": "至皮肤事件的时间"},
                "event_flag": "AOCC01FL",
                "event_description": {"en": "Event", "zh": "事件"},
                "censoring_description": {"en": "End", "zh": "结束"},
            }
        ]
    },
}


def _text(word: str) -> dict[str, str]:
    return {"en": word, "zh": word}


def _population(name: str, **rule: Any) -> dict[str, Any]:
    return {
        "id": name,
        "label": _text(name),
        "flag": f"{name}FL",
        "rule": rule,
        "definition": _text(name),
        "collected_flag": name,
    }


@pytest.fixture
def subject_study() -> Study:
    """The made-up study with options for ADSL, ADAE and ADTTE."""
    return Study.model_validate(
        {
            "schema_version": "1.0",
            "id": "MADEUP",
            "title": _text("made up"),
            "short_title": _text("made up"),
            "design": _text("parallel"),
            "identification": {
                "protocol": "MADEUP",
                "phase": _text("2"),
                "indication": _text("none"),
                "product": _text("none"),
                "sponsor": _text("none"),
                "report_date": "2020-01-01",
            },
            "arms": [
                {
                    "id": "PBO",
                    "label": _text("Placebo"),
                    "code": "P",
                    "name": "Placebo",
                    "role": "placebo",
                    "number": 0,
                    "dose": 0,
                },
                {
                    "id": "ACT",
                    "label": _text("Active"),
                    "code": "A",
                    "name": "Active",
                    "role": "experimental",
                    "number": 20,
                    "dose": 20,
                },
            ],
            "populations": [
                _population("ITT", randomised=True),
                _population("SAF", within="ITT", treated=True),
                _population("EFF", within="SAF", post_baseline=["TOT", "CGI"]),
                _population("W4", visit_completed=4),
                _population("END", study_completed=True),
            ],
            "analysis_data": SUBJECT_OPTIONS,
        }
    )


def _dm(subject: str, arm: str, **values: object) -> dict[str, object]:
    return {
        "STUDYID": "MADEUP",
        "USUBJID": subject,
        "SUBJID": subject[-1],
        "SITEID": "01",
        "ARMCD": arm,
        "ARM": {"P": "Placebo", "A": "Active"}.get(arm, "Screen Failure"),
        "AGE": 70.0,
        "AGEU": "YEARS",
        "SEX": "F",
        "RACE": "WHITE",
        "ETHNIC": None,
        "DTHFL": None,
        "RFSTDTC": "2020-01-10",
        "RFENDTC": "2020-03-01",
        **values,
    }


def _visit(subject: str, number: float, date: str) -> dict[str, object]:
    return {"USUBJID": subject, "VISITNUM": number, "SVSTDTC": date}


@pytest.fixture
def sdtm() -> dict[str, pl.DataFrame]:
    """
    Four subjects.

    S1 completes on active; S2 leaves placebo early for an adverse event; S3 is assigned and never
    dosed; S4 fails screening.
    """
    return {
        "DM": pl.DataFrame(
            [
                _dm("S1", "A", AGE=80.0),
                _dm("S2", "P", AGE=81.0, RFENDTC="2020-01-20", RACE="OTHER"),
                _dm("S3", "A", RFSTDTC=None, RFENDTC="2020-01-11", AGE=None),
                _dm("S4", "SCRNFAIL", RFSTDTC=None, RFENDTC=None),
            ],
            infer_schema_length=None,
        ),
        "SV": pl.DataFrame(
            [
                _visit("S1", 1.0, "2020-01-01"),
                _visit("S1", 2.0, "2020-01-10T09:30"),
                _visit("S1", 3.0, "2020-01-20"),
                _visit("S1", 4.0, "2020-02-20"),
                _visit("S2", 1.0, "2020-01-02"),
                _visit("S2", 2.0, "2020-01-10"),
                _visit("S2", 4.0, "2020-02-21"),
                _visit("S3", 1.0, "2020-01-03"),
            ]
        ),
        "EX": pl.DataFrame(
            {
                "USUBJID": ["S1", "S1", "S2"],
                "EXSEQ": [1.0, 2.0, 1.0],
                "EXSTDTC": ["2020-01-10", "2020-01-21", "2020-01-10"],
                "EXENDTC": ["2020-01-20", "2020-02-25", None],
            }
        ),
        "DS": pl.DataFrame(
            {
                "USUBJID": ["S1", "S1", "S2", "S3"],
                "DSSEQ": [1.0, 2.0, 1.0, 1.0],
                "DSDECOD": ["COMPLETED", "FINAL LAB", "ADVERSE EVENT", "PROTOCOL DEVIATION"],
                "DSTERM": ["x", "x", "x", "x"],
                "DSCAT": ["DISPOSITION EVENT", "OTHER", "DISPOSITION EVENT", "DISPOSITION EVENT"],
                "VISITNUM": [5.0, 5.0, 3.0, 1.0],
                "DSSTDTC": ["2020-03-01", "2020-03-09", "2020-01-20", "2020-01-11"],
            }
        ),
        "VS": pl.DataFrame(
            {
                "USUBJID": ["S1", "S1", "S1", "S2"],
                "VSSEQ": [1.0, 2.0, 3.0, 1.0],
                "VSTESTCD": ["HEIGHT", "WEIGHT", "WEIGHT", "HEIGHT"],
                "VISITNUM": [1.0, 1.0, 2.0, 1.0],
                "VSSTRESN": [162.56, 99.0, 68.95, 170.0],
            }
        ),
        "QS": pl.DataFrame(
            {
                "USUBJID": ["S1", "S1", "S1", "S1", "S2", "S2"],
                "QSTESTCD": ["MM1", "MM2", "TOT", "CGI", "TOT", "CGI"],
                "VISITNUM": [1.0, 1.0, 3.0, 4.0, 3.0, 2.0],
                "QSORRES": ["3", "4", "30", "4", "28", "4"],
                "QSSTRESN": [3.0, 4.0, 30.0, 4.0, 28.0, 4.0],
            }
        ),
    }
