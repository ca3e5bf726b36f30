import polars as pl
import pytest

from trialrun.analysis.grouping import group_values, rounded
from trialrun.study.options_subject import ValueGroup


@pytest.mark.parametrize(
    ("value", "rule", "expected"),
    [
        (42.65, "half-up", 42.7),
        (42.65, "half-even", 42.6),
        (42.75, "half-even", 42.8),
        (-42.65, "half-up", -42.7),
        (1.005, "half-up", 1.0),
        (0.05, "half-up", 0.1),
        (None, "half-up", None),
    ],
)
def test_halves_are_judged_on_the_decimal_that_is_meant(value, rule, expected):
    frame = pl.DataFrame({"X": [value]}, schema={"X": pl.Float64})
    assert frame.select(rounded(pl.col("X"), 1, rule))["X"].to_list() == [expected]


def test_rounding_leaves_no_noise_in_the_last_digit():
    values = [number / 10 for number in range(5000)]
    frame = pl.DataFrame({"X": values})
    assert frame.select(rounded(pl.col("X"), 1))["X"].to_list() == values


def test_a_small_negative_becomes_a_plain_zero():
    zero = pl.DataFrame({"X": [-0.01]}).select(rounded(pl.col("X"), 1))["X"].item()
    assert str(zero) == "0.0"


def test_a_value_belongs_to_the_first_group_it_is_within_and_a_missing_one_to_none():
    groups = [ValueGroup(value="<65", number=1, below=65), ValueGroup(value=">=65", at_least=65)]
    text, number = group_values("AGE", groups)
    frame = pl.DataFrame({"AGE": [64.9, 65.0, None]})
    assert frame.select(text.alias("T"))["T"].to_list() == ["<65", ">=65", None]
    assert frame.select(number.alias("N"))["N"].to_list() == [1.0, None, None]
