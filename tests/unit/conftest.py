"""A made-up study of nine subjects with one display of each kind, and its analysis data."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from trialrun.study import Study


def _text(en: str, zh: str | None = None) -> dict[str, str]:
    return {"en": en, "zh": zh or f"中{en}"}


def _arm(name: str, label: str, number: float) -> dict[str, Any]:
    return {
        "id": name,
        "label": _text(label),
        "short_label": _text(label[:4]),
        "code": name,
        "name": label,
        "role": "placebo" if number == 0 else "experimental",
        "number": number,
    }


def _population(name: str, flag: str, **rule: Any) -> dict[str, Any]:
    return {
        "id": name,
        "label": _text(name.title()),
        "flag": flag,
        "rule": rule,
        "definition": _text(name),
    }


DISPLAYS: list[dict[str, Any]] = [
    {
        "number": "P-1",
        "kind": "populations",
        "title": _text("Populations"),
        "populations": ["ALL", "TREATED", "DONE"],
        "footnotes": [_text("[1] Note 5", "[1] 注5")],
    },
    {
        "number": "S-1",
        "kind": "sites",
        "title": _text("Sites"),
        "populations": ["ALL", "DONE"],
    },
    {
        "number": "C-1",
        "kind": "characteristics",
        "title": _text("Characteristics"),
        "population": "ALL",
        "marks": {"p_value": "[1]"},
        "rows": [
            {"variable": "AGE", "kind": "continuous", "test": "anova", "label": _text("Age")},
            {
                "variable": "AGEGR1",
                "kind": "categorical",
                "show_n": False,
                "test": "chi-square",
                "label": _text("Age"),
                "levels": [
                    {"value": "<65", "label": _text("<65")},
                    {"value": ">=65", "label": _text(">=65")},
                ],
            },
            {"variable": "AGE", "kind": "continuous", "label": _text("Age again")},
            {
                "variable": "SEX",
                "kind": "categorical",
                "test": "fisher",
                "label": _text("Sex"),
                "levels": [
                    {"value": "F", "label": _text("Female")},
                    {"value": "U", "label": _text("Unknown")},
                    {
                        "value": "OLDMEN",
                        "where": {"SEX": "M", "AGEGR1": ">=65"},
                        "label": _text("Old men"),
                    },
                ],
            },
        ],
    },
    {
        "number": "E-1",
        "kind": "comparison",
        "title": _text("Score"),
        "analysis": "SCORE",
        "marks": {"dose": "[1]", "comparison": "[2]"},
        "groups": [{"label": _text("Drug - Control"), "comparisons": [["DRG", "CTL"]]}],
    },
    {
        "number": "E-2",
        "kind": "comparison",
        "title": _text("Score in women"),
        "analysis": "WOMEN",
    },
    {
        "number": "E-3",
        "kind": "comparison",
        "title": _text("Score in women, once more"),
        "analysis": "WOMEN",
    },
    {
        "number": "A-1",
        "kind": "adverse-events",
        "title": _text("Events"),
        "population": "TREATED",
        "where": {"TRTEMFL": "Y"},
        "comparisons": [["DRG", "CTL"]],
        "sort_by_arm": "DRG",
        "mark_below": 0.6,
    },
    {
        "number": "L-1",
        "kind": "change-by-visit",
        "title": _text("Laboratory"),
        "population": "TREATED",
        "groups": [
            {
                "data_set": "ADLBC",
                "label": _text("CHEMISTRY"),
                "parameters": [{"value": "ALT", "label": _text("ALT")}],
            }
        ],
        "visits": [
            {"value": "Baseline", "label": _text("Bsln")},
            {"value": "Week 2", "label": _text("Wk 2")},
            {"value": "Week 4", "label": _text("Wk 4")},
        ],
    },
    {
        "number": "X-1",
        "kind": "exposure",
        "title": _text("Exposure"),
        "population": "TREATED",
        "populations": ["DONE", "TREATED"],
        "marks": {"TREATED": "[1]"},
        "rows": [{"variable": "CUMDOSE", "kind": "continuous", "label": _text("Dose")}],
    },
    {
        "number": "K-1",
        "kind": "kaplan-meier",
        "title": _text("Time to event"),
        "population": "TREATED",
        "parameter": "TTE",
        "times": [0, 5, 10],
        "unit": _text("days", "天"),
    },
]

ANALYSES: list[dict[str, Any]] = [
    {
        "id": "SCORE",
        "endpoint": "SCORE",
        "population": "ALL",
        "label": _text("Score"),
        "method": "ancova",
        "covariates": ["BASE"],
        "dose_response": True,
        "comparisons": [["DRG", "CTL"]],
        "imputation": "locf",
    },
    {
        "id": "WOMEN",
        "endpoint": "SCORE",
        "population": "ALL",
        "where": {"SEX": "F"},
        "label": _text("Score in women"),
        "method": "anova",
        "comparisons": [["DRG", "CTL"]],
        "imputation": "observed",
    },
    {
        "id": "ANYEVENT",
        "endpoint": "EVENTS",
        "population": "TREATED",
        "label": _text("Events"),
        "method": "fisher",
        "comparisons": [["DRG", "CTL"]],
    },
    {
        "id": "TIME",
        "endpoint": "TIME",
        "population": "TREATED",
        "label": _text("Time"),
        "method": "kaplan-meier",
    },
]


def _endpoint(name: str, data_set: str, parameter: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "level": "primary",
        "label": _text(name),
        "data_set": data_set,
        "parameter": parameter,
        **more,
    }


@pytest.fixture(scope="session")
def shown_study() -> Study:
    """The study: arms CTL and DRG, populations ALL, TREATED and DONE."""
    return Study.model_validate(
        {
            "schema_version": "1.0",
            "id": "SHOWN",
            "title": _text("made up"),
            "short_title": _text("made up"),
            "design": _text("parallel"),
            "identification": {
                "protocol": "SHOWN",
                "phase": _text("two"),
                "indication": _text("none"),
                "product": _text("none"),
                "sponsor": _text("none"),
                "report_date": "2020-01-01",
            },
            "arms": [_arm("CTL", "Control", 0), _arm("DRG", "Drug", 10)],
            "populations": [
                _population("ALL", "ITTFL", randomised=True),
                _population("TREATED", "SAFFL", treated=True),
                _population("DONE", "COMPLFL", study_completed=True),
            ],
            "endpoints": [
                _endpoint("SCORE", "ADQS", "SCORE", visit="Week 4"),
                _endpoint("EVENTS", "ADAE", "TRTEMFL", variable="TRTEMFL"),
                _endpoint("TIME", "ADTTE", "TTE", variable="AVAL"),
            ],
            "analyses": ANALYSES,
            "displays": DISPLAYS,
            "analysis_data": {"ADSL": {"baseline_visit": 1}, "ADAE": {}},
            "terms": {
                "AEDECOD": {"RASH": "皮疹"},
                "AVISIT": {"Week 4": "第4周"},
            },
        }
    )


def _subjects() -> pl.DataFrame:
    rows = []
    ages = (60, 66, 70, 64, 71, 80, 62, 75, 77)
    for number, age in enumerate(ages, start=1):
        drug = number > 4
        rows.append(
            {
                "USUBJID": f"S{number}",
                "TRT01P": "Not assigned" if number == 9 else "Drug" if drug else "Control",
                "TRT01A": "Drug",
                "SITEID": "10" if number % 2 else "9",
                "SITEGR1": "900" if number % 2 else "9",
                "ITTFL": "Y",
                "SAFFL": None if number == 4 else "Y",
                "DCDECOD": "ADVERSE EVENT" if number in {5, 6} else "COMPLETED",
                "DCREASCD": "Adverse Event" if number in {5, 6} else "Completed",
                "DTHFL": "Y" if number == 5 else None,
                "AGE": float(age),
                "AGEGR1": "<65" if age < 65 else ">=65",
                "SEX": "F" if number in {1, 2, 5, 6, 7} else None if number == 3 else "M",
                "CUMDOSE": None if number == 4 else float(10 * number),
                "TRTSDT": date(2020, 1, number),
            }
        )
    return pl.DataFrame(rows, infer_schema_length=None)


def _events() -> pl.DataFrame:
    columns = ("USUBJID", "AEBODSYS", "AEDECOD", "TRTEMFL", "AESER", "AEREL", "AEOUT")
    records = [
        ("S1", "SKIN", "RASH", "Y", "N", "POSSIBLE", "RECOVERED"),
        ("S5", "SKIN", "RASH", "Y", "N", "NONE", "RECOVERED"),
        ("S5", "SKIN", "RASH", "Y", "N", "PROBABLE", "RECOVERED"),
        ("S5", "HEART", "STOP", "Y", "Y", "NONE", "FATAL"),
        ("S6", "SKIN", "ITCH", "Y", "N", "NONE", "RECOVERED"),
        ("S7", "SKIN", "ITCH", "Y", "N", "NONE", "RECOVERED"),
        ("S2", "SKIN", "AAA", "N", "N", "NONE", "RECOVERED"),
        ("S4", "SKIN", "RASH", "Y", "N", "NONE", "RECOVERED"),
    ]
    frame = pl.DataFrame(records, schema=columns, orient="row")
    return frame.with_columns(
        AESEQ=pl.int_range(1, pl.len() + 1).cast(pl.Float64),
        AESEV=pl.lit("MILD"),
        ASTDT=pl.lit(date(2020, 2, 1)),
        ASTDTF=pl.when(pl.col("AEDECOD") == "STOP").then(pl.lit("D")),
        ASTDY=pl.lit(20.0),
    )


@pytest.fixture(scope="session")
def shown_adam() -> dict[str, pl.DataFrame]:
    """Analysis data of the study: S9 has no arm, S4 was not treated."""
    subjects = _subjects()
    change = (1.0, 2.0, 4.0, 3.0, 5.0, 7.0, 6.0, 9.0, 100.0)
    scores = pl.DataFrame(
        {
            "USUBJID": subjects["USUBJID"],
            "PARAMCD": ["SCORE"] * 9,
            "AVISIT": ["Week 4"] * 9,
            "ANL01FL": ["Y"] * 9,
            "DTYPE": [None, None, "LOCF", None, None, None, None, "LOCF", None],
            "BASE": [10.0, 12.0, 11.0, 13.0, 12.0, 10.0, 15.0, 11.0, 10.0],
            "CHG": change,
        }
    ).with_columns(AVAL=pl.col("BASE") + pl.col("CHG"))
    laboratory = pl.DataFrame(
        {
            "USUBJID": ["S1", "S2", "S1", "S5", "S5", "S4"],
            "PARAMCD": ["ALT"] * 6,
            "AVISIT": [
                "Baseline",
                "Baseline",
                "          Week 2",
                "Baseline",
                "Week 2",
                "Baseline",
            ],
            "AVAL": [10.0, 20.0, 12.0, 30.0, None, 99.0],
            "CHG": [None, None, 2.0, None, None, None],
        }
    )
    times = pl.DataFrame(
        {
            "USUBJID": [f"S{k}" for k in range(1, 9)],
            "PARAMCD": ["TTE"] * 8,
            "AVAL": [12.0, 4.0, 8.0, 1.0, 2.0, 3.0, 5.0, 9.0],
            "CNSR": [1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0],
        }
    )
    return {
        "ADSL": subjects,
        "ADQS": scores,
        "ADAE": _events(),
        "ADLBC": laboratory,
        "ADTTE": times,
    }
