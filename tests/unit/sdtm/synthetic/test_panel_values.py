"""Measurements that go together: correlations, shares, limits that are never crossed."""

import numpy as np
import polars as pl
import pytest
from pydantic import ValidationError

from trialrun.study import FindingsPanel

COUNTS = {"domain": "LB", "activity": "LAB"}


def one(code, **more):
    return {"code": code, "name": code, "mean": 10, "sd": 2, **more}


def wide(data, domain):
    frame = data[domain]
    keys = ["USUBJID", f"{domain}DTC", "VISITNUM"]
    keys += [f"{domain}TPTNUM"] if f"{domain}TPTNUM" in frame.columns else []
    known = frame.filter(pl.col(f"{domain}STRESN").is_not_null())
    return known.pivot(
        f"{domain}TESTCD", index=keys, values=f"{domain}STRESN", aggregate_function="first"
    )


def correlation(frame, first, second, *, logarithm=False):
    values = frame.select(first, second).drop_nulls().to_numpy()
    return float(np.corrcoef((np.log(values) if logarithm else values).T)[0, 1])


def test_correlations_are_as_stated(survival, pilot):
    found = wide(survival[1], "LB"), wide(pilot[1], "LB")
    assert correlation(found[0], "ALT", "AST", logarithm=True) == pytest.approx(0.7, abs=0.05)
    assert correlation(found[1], "ALT", "AST", logarithm=True) == pytest.approx(0.7, abs=0.05)
    assert correlation(found[1], "HGB", "HCT") == pytest.approx(0.88, abs=0.04)
    assert correlation(found[1], "BUN", "CREAT", logarithm=True) == pytest.approx(0.48, abs=0.1)
    assert correlation(found[0], "WBC", "NEUT") > 0.8
    for _, data in (survival, pilot):
        assert correlation(wide(data, "VS"), "SYSBP", "DIABP") == pytest.approx(0.47, abs=0.08)
        size = wide(data, "VS").group_by("USUBJID").agg(pl.col("HEIGHT", "WEIGHT").drop_nulls())
        first = size.with_columns(pl.col("HEIGHT", "WEIGHT").list.first())
        assert correlation(first, "HEIGHT", "WEIGHT") == pytest.approx(0.65, abs=0.12)


def test_a_part_never_exceeds_its_whole_nor_diastolic_pressure_systolic(survival, pilot):
    blood = wide(survival[1], "LB")
    assert (blood["NEUT"] > blood["WBC"]).sum() == 0
    for _, data in (survival, pilot):
        pressure = wide(data, "VS")
        assert (pressure["SYSBP"] <= pressure["DIABP"]).sum() == 0
    blood = wide(pilot[1], "LB")
    parts = blood["LYM"] + blood["MONO"] + blood["EOS"] + blood["BASO"]
    assert (parts > blood["WBC"]).sum() == 0


def test_indices_of_red_cells_are_those_of_their_counts(pilot):
    blood = wide(pilot[1], "LB").drop_nulls(["HGB", "HCT", "RBC", "MCH", "MCV"])
    assert ((blood["HGB"] / blood["RBC"] - blood["MCH"]).abs() < 0.1).mean() > 0.99
    assert ((blood["HCT"] / blood["RBC"] * 1000 - blood["MCV"]).abs() < 5).mean() > 0.95


def test_who_is_randomised_is_eligible_and_who_fails_by_a_result_has_it(survival):
    study, data = survival
    arms = [arm.code for arm in study.arms]
    treated = data["DM"].filter(pl.col("ARMCD").is_in(arms))["USUBJID"].implode()
    results = data["LB"].select("USUBJID", "LBTESTCD", "LBSTRESN", "LBDY", "LBLOBXFL")
    limits = {t.code: t for p in study.synthesis.findings for t in p.tests if t.eligible}
    assert limits
    unmet = pl.Series("unmet", [], dtype=pl.String)
    for code, limit in limits.items():
        low, high = limit.eligible
        value = pl.col("LBSTRESN")
        outside = (value < low if low is not None else pl.lit(value=False)) | (
            value > high if high is not None else pl.lit(value=False)
        )
        mine = results.filter(pl.col("LBTESTCD") == code)
        entry = mine.filter(pl.col("USUBJID").is_in(treated), pl.col("LBDY") < 1)
        assert entry.height > 100
        assert entry.filter(outside).is_empty()
        if limit.criterion:
            beyond = mine.filter(~pl.col("USUBJID").is_in(treated)).filter(outside)
            unmet = pl.concat([unmet, beyond["USUBJID"].rename("unmet")])
    failed = data["IE"].filter(pl.col("IETESTCD") == "INCL06")["USUBJID"]
    assert sorted(set(unmet)) == sorted(failed)
    screened = results.filter(~pl.col("USUBJID").is_in(treated))
    assert screened["LBLOBXFL"].null_count() == screened.height


@pytest.mark.parametrize(
    ("tests", "pairs", "said"),
    [
        (
            [one("A"), one("B"), one("C")],
            [("A", "B", 0.9), ("B", "C", 0.9), ("A", "C", -0.9)],
            "not positive definite",
        ),
        ([one("A"), one("B")], [("A", "Z", 0.5)], "names Z"),
        ([one("A"), one("B")], [("A", "B", 0.5), ("B", "A", 0.5)], "stands twice"),
        ([one("A"), one("B", mean=0.5, part_of="Z")], [], "refers to Z"),
        ([one("A"), one("B", part_of="A")], [], "share from 0 to 1"),
        ([one("A"), one("B", quotient={"of": "A", "by": "A"})], [], "either mean and sd"),
        ([one("A", criterion="INCL01")], [], "criterion needs eligible"),
    ],
)
def test_a_panel_that_can_not_be_drawn_is_refused(tests, pairs, said):
    stated = [{"tests": (a, b), "r": r} for a, b, r in pairs]
    with pytest.raises(ValidationError, match=said):
        FindingsPanel(**COUNTS, tests=tests, correlations=stated)
