"""Statistics printed in the pilot's published tables, computed again with our methods."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import polars as pl
import pytest

from trialrun.analysis.adqsadas import derive_adqsadas
from trialrun.analysis.adsl import derive_adsl
from trialrun.sdtm import read_sdtm
from trialrun.statistics import (
    anova_one_way,
    chi_square,
    fisher_exact,
    fit_linear_model,
    least_squares_difference,
    slope,
)
from trialrun.study import load_study

PLACEBO, LOW, HIGH = "Placebo", "Xanomeline Low Dose", "Xanomeline High Dose"
SIZES = (86, 84, 84)


def printed(value: float, decimals: int) -> str:
    return str(Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


@pytest.fixture(scope="module")
def adsl_and_adas(pilot_study: Path, pilot_sdtm: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    study, data = load_study(pilot_study), read_sdtm(pilot_sdtm)
    adsl = derive_adsl(study, data)
    if study.analysis_data.ADQSADAS is None:
        pytest.skip("the definition has no options of ADQSADAS yet")
    return adsl, derive_adqsadas(study, data, {"ADSL": adsl})


def test_table_14_3_01_analysis_of_covariance(adsl_and_adas):
    adas = adsl_and_adas[1].filter(
        pl.col("PARAMCD") == "ACTOT",
        pl.col("AVISIT") == "Week 24",
        pl.col("ANL01FL") == "Y",
        pl.col("EFFFL") == "Y",
    )
    change, base, site = (adas[name].to_list() for name in ("CHG", "BASE", "SITEGR1"))
    by_arm = fit_linear_model(
        change, factors={"arm": adas["TRTP"].to_list(), "site": site}, covariates={"base": base}
    )
    by_dose = fit_linear_model(
        change, factors={"site": site}, covariates={"base": base, "dose": adas["TRTPN"].to_list()}
    )
    assert printed(slope(by_dose, "dose").p, 3) == "0.245"
    lines = {}
    for first, second in ((LOW, PLACEBO), (HIGH, PLACEBO), (HIGH, LOW)):
        each = least_squares_difference(by_arm, "arm", first, second)
        lines[first, second] = (
            printed(each.p, 3),
            f"{printed(each.value, 1)} ({printed(each.standard_error, 2)})",
            f"({printed(each.lower, 1)};{printed(each.upper, 1)})",
        )
    assert lines == {
        (LOW, PLACEBO): ("0.569", "-0.5 (0.82)", "(-2.1;1.1)"),
        (HIGH, PLACEBO): ("0.233", "-1.0 (0.84)", "(-2.7;0.7)"),
        (HIGH, LOW): ("0.520", "-0.5 (0.84)", "(-2.2;1.1)"),
    }


@pytest.mark.parametrize(
    ("variable", "p"),
    [
        ("AGE", "0.5934"),
        ("MMSETOT", "0.5947"),
        ("DURDIS", "0.1530"),
        ("EDUCLVL", "0.3875"),
        ("WEIGHTBL", "0.0030"),
        ("HEIGHTBL", "0.1262"),
        ("BMIBL", "0.0133"),
    ],
)
def test_table_14_2_01_analysis_of_variance(adsl_and_adas, variable, p):
    adsl = adsl_and_adas[0].filter(pl.col("ITTFL") == "Y")
    values = adsl[variable].to_list()
    assert printed(anova_one_way(values, adsl["TRT01P"].to_list()).p, 4) == p


@pytest.mark.parametrize(
    ("counts", "p"),
    [
        ([[14, 8, 11], [42, 47, 55], [30, 29, 18]], "0.1439"),  # age groups
        ([[33, 34, 44], [53, 50, 40]], "0.1409"),  # sex
        ([[75, 72, 71], [8, 6, 9], [3, 6, 3], [0, 0, 1]], "0.6477"),  # race (origin)
        ([[5, 3, 4], [81, 81, 80]], "0.7885"),  # duration of disease
        ([[59, 47, 44], [21, 27, 28], [6, 10, 12]], "0.2326"),  # body mass index
    ],
)
def test_table_14_2_01_chi_square_of_printed_counts(counts, p):
    assert printed(chi_square(counts).p, 4) == p


def test_table_14_5_01_every_exact_p_value_of_its_printed_counts(shared):
    text = (shared / "pilot" / "tables" / "t_14-5.01.txt").read_text(encoding="utf-8")
    count = r"(\d+)(?: \( ?[\d.]+%\) \[\d+\])?"
    row = re.compile(rf"^\s*\S.*?\s{{2,}}{count}\s+{count}\s+{count}\s+(.*)$")
    compared = twice_rounded = 0
    for line in text.splitlines():
        found = row.match(line)
        if not found:
            continue
        events = [int(number) for number in found.groups()[:3]]
        expected = []
        for arm in (1, 2):
            if events[0] == events[arm] == 0:
                continue
            pair = [[events[0], SIZES[0] - events[0]], [events[arm], SIZES[arm] - events[arm]]]
            expected.append(fisher_exact(pair))
        shown = found.group(4).replace("*", "").split()
        assert len(shown) == len(expected), line
        for p, text_p in zip(expected, shown, strict=True):
            compared += 1
            if p > 0.99:
                assert text_p == ">0.99", line
            elif Decimal(text_p) != Decimal(printed(p, 3)):
                # Rounded twice in the original: first to 4 decimals, then to 3.
                assert text_p == printed(float(printed(p, 4)), 3), line
                twice_rounded += 1
    assert (compared, twice_rounded) == (413, 4)
