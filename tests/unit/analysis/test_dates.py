from datetime import date

import polars as pl
import pytest

from trialrun.analysis.dates import complete_date, days_between, imputed_start, study_day

FIRST_DOSE = date(2013, 5, 20)


def imputed(text: str | None, first_dose: date | None = FIRST_DOSE) -> tuple[date | None, str]:
    frame = pl.DataFrame(
        {"AESTDTC": [text], "TRTSDT": [first_dose]},
        schema={"AESTDTC": pl.String, "TRTSDT": pl.Date},
    )
    start, flag = imputed_start("AESTDTC", "TRTSDT")
    return frame.select(start.alias("D"), flag.alias("F")).row(0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2013-05-19", (date(2013, 5, 19), None)),
        ("2013-05-19T23:59", (date(2013, 5, 19), None)),
        ("2013-05", (FIRST_DOSE, "D")),
        ("2013-04", (date(2013, 4, 1), "D")),
        ("2013-06", (date(2013, 6, 1), "D")),
        ("2013-06--T10:00", (date(2013, 6, 1), "D")),
        ("2013-02-30", (date(2013, 2, 1), "D")),
        ("2013", (FIRST_DOSE, "M")),
        ("2013---15", (FIRST_DOSE, "M")),
        ("2014", (date(2014, 1, 1), "M")),
        ("2012", (None, None)),
        (None, (FIRST_DOSE, "Y")),
        ("unknown", (FIRST_DOSE, "Y")),
    ],
)
def test_partial_starts_are_imputed_so_that_an_onset_on_treatment_counts(text, expected):
    assert imputed(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2013-05", (date(2013, 5, 1), "D")), ("2013", (None, None)), (None, (None, None))],
)
def test_without_a_first_dose_only_the_day_is_imputed(text, expected):
    assert imputed(text, None) == expected


def test_there_is_no_study_day_zero():
    frame = pl.DataFrame({"D": [date(2013, 5, d) for d in (19, 20, 21)] + [None]})
    days = frame.select(study_day("D", pl.lit(FIRST_DOSE)))["D"].to_list()
    assert days == [-1.0, 1.0, 2.0, None]


def test_days_between_counts_over_a_leap_day():
    frame = pl.DataFrame({"A": [date(2012, 3, 1)], "B": [date(2012, 2, 28)]})
    assert frame.select(days_between("A", "B")).item() == 2.0


def test_a_column_without_any_text_gives_no_dates():
    frame = pl.DataFrame({"X": [None]}, schema={"X": pl.Null})
    assert frame.select(complete_date("X"))["X"].to_list() == [None]
