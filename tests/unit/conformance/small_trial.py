"""A small study and its data, without a finding: each test breaks one thing."""

import polars as pl

from trialrun.study import Study


def words(text: str) -> dict[str, str]:
    return {"en": text, "zh": text}


def small_study(**changes: object) -> Study:
    definition = {
        "schema_version": "1.0",
        "id": "S1",
        "title": words("A study"),
        "short_title": words("A study"),
        "identification": {
            "protocol": "S1",
            "phase": words("II"),
            "indication": words("x"),
            "product": words("x"),
            "sponsor": words("x"),
            "report_date": "2014-03-01",
        },
        "design": words("Two arms."),
        "arms": [
            {
                "id": "A",
                "label": words("Active"),
                "code": "ACT",
                "name": "Active",
                "role": "experimental",
                "number": 1,
            },
            {
                "id": "P",
                "label": words("Placebo"),
                "code": "PBO",
                "name": "Placebo",
                "role": "placebo",
                "number": 0,
            },
        ],
        "visits": [
            {"id": "V1", "number": 1, "label": words("Screening"), "epoch": "E"},
            {"id": "V2", "number": 2, "label": words("Baseline"), "epoch": "E"},
        ],
        "epochs": [{"id": "E", "label": words("Treatment"), "kind": "treatment"}],
        "populations": [
            {
                "id": "ITT",
                "label": words("All"),
                "flag": "ITTFL",
                "rule": {"randomised": True},
                "definition": words("All."),
            }
        ],
        "analysis_data": {"ADSL": {"baseline_visit": 2}},
    }
    definition.update(changes)
    return Study.model_validate(definition)


def small_data() -> dict[str, pl.DataFrame]:
    """Two randomised subjects (one completed, one not) and a screen failure."""
    subjects = ["01", "02", "03"]
    same = {"STUDYID": ["S1"] * 3}
    return {
        "DM": pl.DataFrame(
            {
                **same,
                "DOMAIN": ["DM"] * 3,
                "USUBJID": subjects,
                "SUBJID": subjects,
                "SITEID": ["9"] * 3,
                "BRTHDTC": ["1940", "1941-02", "1942-03-04"],
                "RFSTDTC": ["2014-01-01", "2014-01-02", None],
                "RFENDTC": ["2014-02-01", "2014-01-20", None],
                "RFXSTDTC": ["2014-01-01", "2014-01-02", None],
                "RFXENDTC": ["2014-01-31", "2014-01-19", None],
                "DTHDTC": pl.Series([None, "2014-01-20", None], dtype=pl.String),
                "DTHFL": [None, "Y", None],
                "SEX": ["F", "M", "F"],
                "ARMCD": ["ACT", "PBO", "Scrnfail"],
                "ARM": ["Active", "Placebo", "Screen Failure"],
                "ACTARMCD": ["ACT", "PBO", "Scrnfail"],
                "ACTARM": ["Active", "Placebo", "Screen Failure"],
                "AGE": [74.0, 73.0, 71.0],
                "AGEU": ["YEARS"] * 3,
                "RACE": ["WHITE"] * 3,
            }
        ),
        "EX": pl.DataFrame(
            {
                **same,
                "DOMAIN": ["EX"] * 3,
                "USUBJID": ["01", "01", "02"],
                "EXSEQ": [1.0, 2.0, 1.0],
                "EXTRT": ["X", "X", "P"],
                "EXDOSE": [1.0, 2.0, 0.0],
                "EXDOSU": ["mg"] * 3,
                "EXSTDTC": ["2014-01-01", "2014-01-15", "2014-01-02"],
                "EXENDTC": ["2014-01-14", "2014-01-31", "2014-01-19"],
            }
        ),
        "DS": pl.DataFrame(
            {
                **same,
                "DOMAIN": ["DS"] * 3,
                "USUBJID": subjects,
                "DSSEQ": [1.0] * 3,
                "DSTERM": ["done", "died", "not eligible"],
                "DSDECOD": ["COMPLETED", "DEATH", "SCREEN FAILURE"],
                "DSCAT": ["DISPOSITION EVENT"] * 3,
                "DSSTDTC": ["2014-02-01", "2014-01-20", "2013-12-30"],
            }
        ),
        "LB": pl.DataFrame(
            {
                **same,
                "DOMAIN": ["LB"] * 3,
                "USUBJID": ["01", "01", "02"],
                "LBSEQ": [1.0, 2.0, 1.0],
                "LBTESTCD": ["ALT", "ALT", "ALT"],
                "LBTEST": ["Alanine"] * 3,
                "LBSTRESC": ["10", "12", "11"],
                "LBSTRESN": [10.0, 12.0, 11.0],
                "LBSTRESU": ["U/L"] * 3,
                "LBSTNRLO": [5.0] * 3,
                "LBSTNRHI": [40.0] * 3,
                "VISITNUM": [1.0, 2.0, 1.0],
                "VISIT": ["SCREENING", "BASELINE", "SCREENING"],
                "LBDTC": ["2013-12-30", "2014-01-01T08:30", "2013-12"],
            }
        ),
        "AE": pl.DataFrame(
            {
                **same,
                "DOMAIN": ["AE"] * 3,
                "USUBJID": ["01", "01", "02"],
                "AESEQ": [1.0, 2.0, 1.0],
                "AETERM": ["itch", "rash", "stroke"],
                "AEDECOD": ["PRURITUS", "RASH", "STROKE"],
                "AEOUT": ["RECOVERED", "RECOVERED", "FATAL"],
                "AESTDTC": ["2014-01-03", "2014-01", "2014-01-19"],
                "AEENDTC": ["2014-01-03", "2014", "2014-01-20"],
            }
        ),
        "SUPPAE": pl.DataFrame(
            {
                "STUDYID": ["S1"],
                "RDOMAIN": ["AE"],
                "USUBJID": ["01"],
                "IDVAR": ["AESEQ"],
                "IDVARVAL": ["   2"],
                "QNAM": ["AETRTEM"],
                "QLABEL": ["Treatment emergent"],
                "QVAL": ["Y"],
            }
        ),
    }
