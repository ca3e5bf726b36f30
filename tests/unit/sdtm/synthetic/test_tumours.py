"""Lesions are judged by RECIST 1.1 from the diameters that are recorded."""

import polars as pl
import pytest

from trialrun.sdtm import synthesize
from trialrun.study import TumourBelief, load_study


@pytest.fixture(scope="module")
def data(root):
    study = load_study(root / "examples" / "mrct-os" / "study.yaml")
    arms = [arm.id for arm in study.arms]
    activity = next(each for each in study.activities if len(each.visits) > 5)
    belief = TumourBelief(
        activity=activity.id,
        progression_per_month=dict.fromkeys(arms, 0.12),
        response=dict.fromkeys(arms, 0.4),
        locations={"LUNG": 0.7, "LIVER": 0.3},
    )
    synthesis = study.synthesis.model_copy(update={"tumours": belief})
    activity = activity.model_copy(update={"visits": ("SCR", *activity.visits)})
    activities = [activity if each.id == activity.id else each for each in study.activities]
    return synthesize(
        study.model_copy(update={"synthesis": synthesis, "activities": tuple(activities)}),
        "EXPECTED",
        domains=("TU", "TR", "RS"),
    )


def judged(data):
    """Sum of diameters of each assessment with its response, by subject and day."""
    sums = data["TR"].filter(pl.col("TRTESTCD") == "SUMDIAM")
    responses = data["RS"].pivot("RSTESTCD", index=["USUBJID", "RSDY"], values="RSSTRESC")
    return (
        sums.select("USUBJID", day="TRDY", total="TRSTRESN")
        .join(responses, left_on=["USUBJID", "day"], right_on=["USUBJID", "RSDY"], how="left")
        .sort("USUBJID", "day")
    )


def test_sum_is_that_of_the_lesions(data):
    lesions = data["TR"].filter(pl.col("TRTESTCD") == "LDIAM")
    own = lesions.group_by("USUBJID", "TRDY").agg(total=pl.col("TRSTRESN").sum())
    sums = data["TR"].filter(pl.col("TRTESTCD") == "SUMDIAM")
    pairs = sums.join(own, on=["USUBJID", "TRDY"])
    assert pairs.height == sums.height > 1000
    assert (pairs["TRSTRESN"] == pairs["total"]).all()


def test_response_follows_the_sums(data):
    seen = {"CR": 0, "PR": 0, "SD": 0, "PD": 0}
    for _, rows in judged(data).group_by("USUBJID", maintain_order=True):
        totals = rows["total"].to_list()
        for k in range(1, len(totals)):
            lowest = min(totals[:k])
            if totals[k] >= 1.2 * lowest and totals[k] - lowest >= 5:
                expected = "PD"
            elif totals[k] == 0:
                expected = "CR"
            else:
                expected = "PR" if totals[k] <= 0.7 * totals[0] else "SD"
            if rows["day"][k] > 1:  # what is measured before treatment is no response
                assert rows["TRGRESP"][k] == expected
                seen[expected] += 1
    assert min(seen.values()) > 0


def test_nothing_is_assessed_after_progression(data):
    for _, rows in judged(data).group_by("USUBJID", maintain_order=True):
        assert "PD" not in rows["OVRLRESP"].to_list()[:-1]


def test_a_new_lesion_is_progression(data):
    new = data["TU"].filter(pl.col("TUSTRESC") == "NEW")
    assert new.height > 0
    pairs = new.select("USUBJID", day="TUDY").join(judged(data), on=["USUBJID", "day"])
    assert (pairs["OVRLRESP"] == "PD").all()


def test_treatment_ends_with_progression(data):
    ends = judged(data).filter(pl.col("OVRLRESP") == "PD").select("USUBJID", "day")
    last = data["EX"].group_by("USUBJID").agg(pl.col("EXENDY").max())
    pairs = ends.join(last, on="USUBJID")
    assert pairs.height > 0
    assert (pairs["EXENDY"] <= pairs["day"]).all()
