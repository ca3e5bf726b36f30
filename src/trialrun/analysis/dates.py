"""Dates of the analysis data: what ISO 8601 text says, what is imputed, and study days."""

from __future__ import annotations

import polars as pl

_FIRST_OF_YEAR = "-01-01"
_FIRST_OF_MONTH = "-01"


def complete_date(column: str | pl.Expr) -> pl.Expr:
    """
    Return the date of an ISO 8601 text that names a whole day, else null.

    A time of day is left aside; partial and impossible dates are null.

    >>> frame = pl.DataFrame({"AESTDTC": ["2013-02-28T10:15", "2013-02", "2013-02-30", None]})
    >>> frame.select(complete_date("AESTDTC")).to_series().to_list()
    [datetime.date(2013, 2, 28), None, None, None]
    """
    text = pl.col(column) if isinstance(column, str) else column
    return _day(text.cast(pl.String).str.extract(r"^(\d{4}-\d{2}-\d{2})"))


def _day(text: pl.Expr) -> pl.Expr:
    """The day that a text names; null where no calendar has it (there is no year 0)."""
    day = text.str.to_date("%Y-%m-%d", strict=False)
    return pl.when(day.dt.year() > 0).then(day)


def days_between(later: str | pl.Expr, earlier: str | pl.Expr) -> pl.Expr:
    """
    Return whole days from `earlier` to `later`, 0 on the same day.

    >>> from datetime import date
    >>> frame = pl.DataFrame({"A": [date(2013, 3, 1)], "B": [date(2013, 2, 27)]})
    >>> frame.select(days_between("A", "B")).item()
    2.0
    """
    late = pl.col(later) if isinstance(later, str) else later
    early = pl.col(earlier) if isinstance(earlier, str) else earlier
    return (late - early).dt.total_days().cast(pl.Float64)


def study_day(date: str | pl.Expr, start: str | pl.Expr) -> pl.Expr:
    """
    Return the relative day: 1 on the start day, -1 the day before; there is no day 0.

    Source: SDTM Implementation Guide 3.4, 4.4.4.

    >>> from datetime import date
    >>> frame = pl.DataFrame({"ASTDT": [date(2013, 3, 1), date(2013, 2, 28)]})
    >>> frame.select(study_day("ASTDT", pl.lit(date(2013, 3, 1)))).to_series().to_list()
    [1.0, -1.0]
    """
    days = days_between(date, start)
    return pl.when(days >= 0).then(days + 1).otherwise(days)


def imputed_start(column: str, treatment_start: str) -> tuple[pl.Expr, pl.Expr]:
    """
    Return the start date of an event and the flag of what was imputed, conservatively.

    Conservative: an event that may have begun on treatment counts as having done so.

    ============  ======================================  ==========================  ====
    text          against the first dose                  date                        flag
    ============  ======================================  ==========================  ====
    whole day     any                                     that day                    null
    year, month   the month of the first dose             first dose                  D
    year, month   any other month, or no dose             first of the month          D
    year          the year of the first dose              first dose                  M
    year          a later year                            first of January            M
    year          an earlier year, or no dose             none: plainly before        null
    nothing       dosed                                   first dose                  Y
    nothing       no dose                                 none                        null
    ============  ======================================  ==========================  ====

    Text that is no date at all (letters, day 31 in February) is taken by the part that is one.

    Args:
        column: ISO 8601 text, such as AESTDTC.
        treatment_start: date of first dose, such as TRTSDT.
    Returns:
        Expressions of a date and of its flag (D, M, Y or null), as ASTDT and ASTDTF.
    """
    text = pl.col(column).cast(pl.String)
    start = pl.col(treatment_start)
    whole = complete_date(column)
    month = text.str.extract(r"^(\d{4}-\d{2})(?:-|$|T)")
    first_of_month = _day(month + _FIRST_OF_MONTH)
    year = text.str.extract(r"^(\d{4})(?:-|$|T)")
    first_of_year = _day(year + _FIRST_OF_YEAR)

    # A missing first dose makes these comparisons null, which `when` reads as "no".
    same_month = first_of_month == start.dt.month_start()
    same_year = first_of_year.dt.year() == start.dt.year()
    later_year = first_of_year.dt.year() > start.dt.year()
    nothing = first_of_year.is_null() & start.is_not_null()

    date = (
        pl.when(whole.is_not_null())
        .then(whole)
        .when(first_of_month.is_not_null() & same_month)
        .then(start)
        .when(first_of_month.is_not_null())
        .then(first_of_month)
        .when(same_year | nothing)
        .then(start)
        .when(later_year)
        .then(first_of_year)
    )
    flag = (
        pl.when(whole.is_not_null())
        .then(None)
        .when(first_of_month.is_not_null())
        .then(pl.lit("D"))
        .when(same_year | later_year)
        .then(pl.lit("M"))
        .when(nothing)
        .then(pl.lit("Y"))
    )
    return date, flag
