"""Numbers print under the study's rounding rule, as statisticians round by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialrun.language import format_date, format_number, round_decimal


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (42.65, "d1", "42.7"),
        (2.5, "d0", "3"),
        (-2.5, "d0", "-3"),
        (-0.04, "d1", "-0.0"),
        (0.0049, "pct0", "<1"),
        (0.0, "pct0", "0"),
        (1.0, "pct0", "100"),
        (0.9999, "pct0", ">99"),
        (0.145, "pct1", "14.5"),
        (0.00004, "p4", "<0.0001"),
        (0.0005, "p3", "0.001"),
        (0.9996, "p3g", ">0.99"),
        (0.9996, "p3", "1.000"),
        (86.0, "int", "86"),
        (None, "d1", "NE"),
        (float("nan"), "d1", "NE"),
    ],
)
def test_a_number_prints_in_its_format(value, form, text):
    assert format_number(value, form) == text


def test_the_rounding_rule_is_the_study_s():
    assert format_number(42.65, "d1", rounding="half-even") == "42.6"
    assert format_number(42.65, "d1", rounding="half-up") == "42.7"


def test_an_unknown_format_is_refused():
    with pytest.raises(ValueError, match="no number format"):
        format_number(1.0, "x9")


@given(st.floats(-1e6, 1e6), st.integers(0, 4))
def test_rounding_moves_a_number_by_at_most_half_a_step(value, decimals):
    shown = float(round_decimal(value, decimals))
    assert abs(shown - value) <= 0.5 * 10**-decimals * (1 + 1e-6) + 1e-9


@pytest.mark.parametrize(
    ("iso", "en", "zh"),
    [
        ("2014-01-02", "02 Jan 2014", "2014年1月2日"),
        ("2014-12", "Dec 2014", "2014年12月"),
        ("2014", "2014", "2014年"),
    ],
)
def test_dates_are_written_as_each_language_writes_them(iso, en, zh):
    assert format_date(iso, "en") == en
    assert format_date(iso, "zh") == zh
