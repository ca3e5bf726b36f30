"""History and medication: who can have what, and what is taken for what."""

import polars as pl
import pytest
from pydantic import ValidationError

from trialrun.study import AroundDoses
from trialrun.study.references_synthesis import synthesis_faults


def day(column):
    """A date as days; null where it is incomplete."""
    return pl.col(column).str.to_date("%Y-%m-%d", strict=False)


def with_subject(data, domain, *columns):
    return data[domain].join(data["DM"].select("USUBJID", *columns), on="USUBJID")


def test_only_those_of_its_sex_have_a_condition_or_a_medication(pilot):
    study, data = pilot
    limited = {each.term: each.sex for each in study.synthesis.history if each.sex}
    assert {"HYSTERECTOMY", "BENIGN PROSTATIC HYPERPLASIA"} <= set(limited)
    history = with_subject(data, "MH", "SEX")
    for term, sex in limited.items():
        found = history.filter(pl.col("MHTERM") == term)["SEX"]
        assert len(found) > 0
        assert set(found) == {sex}
    taken = with_subject(data, "CM", "SEX").filter(pl.col("CMTRT") == "PREMARIN")
    assert set(taken["SEX"]) == {"F"}


def test_a_medication_is_taken_by_those_who_need_it_and_not_before_they_do(survival):
    _, data = survival
    taken = data["CM"].with_columns(start=day("CMSTDTC"))
    events = data["AE"].with_columns(onset=day("AESTDTC"))
    diabetes = data["MH"].filter(pl.col("MHTERM") == "TYPE 2 DIABETES MELLITUS")["USUBJID"]
    metformin = taken.filter(pl.col("CMTRT") == "METFORMIN")
    assert metformin.height > 20
    assert metformin["USUBJID"].is_in(diabetes.implode()).all()
    loperamide = taken.filter(pl.col("CMTRT") == "LOPERAMIDE")
    assert loperamide.height > 20
    onset = (
        events.filter(pl.col("AEDECOD") == "DIARRHOEA")
        .group_by("USUBJID")
        .agg(pl.col("onset").min(), unknown=pl.col("onset").null_count())
    )
    both = loperamide.join(onset, on="USUBJID", how="left")
    assert both["unknown"].null_count() == 0
    waited = both.filter(pl.col("unknown") == 0)
    assert (waited["start"] >= waited["onset"]).all()


def test_premedication_is_taken_around_each_dose_of_the_treatment_that_needs_it(survival):
    study, data = survival
    drug = next(each for each in study.synthesis.medications if each.around is not None)
    first, last = drug.around.first_day, drug.around.last_day
    taken = with_subject(data, "CM", "RFENDTC", "DTHDTC", "RFICDTC").filter(
        pl.col("CMTRT") == drug.name
    )
    doses = data["EX"].filter(pl.col("EXTRT") == drug.around.treatment)
    assert drug.share == 1
    assert taken.height == doses.height > 1000
    key = ["USUBJID", "day"]
    doses = doses.select("USUBJID", day=day("EXSTDTC"))
    pairs = taken.with_columns(day=day("CMSTDTC") - pl.duration(days=first)).join(doses, on=key)
    assert pairs.height == doses.height
    assert (pairs["CMSTDTC"] >= pairs["RFICDTC"]).all()
    until = pl.col("day") + pl.duration(days=last)
    whole = pairs.filter(until <= day("RFENDTC"))
    assert whole.height > 1000
    assert whole.select((day("CMENDTC") == until).all()).item()
    # Cut off by the end: a death ends it, data that end leave it open.
    rest = pairs.filter(until > day("RFENDTC"))
    assert (
        rest.filter(pl.col("DTHDTC").is_null())["CMENDTC"].null_count()
        == rest.filter(pl.col("DTHDTC").is_null()).height
    )
    dead = rest.filter(pl.col("DTHDTC").is_not_null())
    assert (dead["CMENDTC"] == dead["DTHDTC"]).all()


def test_a_medication_goes_around_doses_that_have_an_interval(survival):
    study, _ = survival
    drugs = list(study.synthesis.medications)
    at = next(k for k, drug in enumerate(drugs) if drug.around is not None)
    around = drugs[at].around.model_copy(update={"treatment": "EXAMTINIB"})
    drugs[at] = drugs[at].model_copy(update={"around": around})
    synthesis = study.synthesis.model_copy(update={"medications": tuple(drugs)})
    found = list(synthesis_faults(study.model_copy(update={"synthesis": synthesis})))
    assert [fault[0] for fault in found] == [
        ("synthesis", "medications", at, "around", "treatment")
    ]
    assert "no treatment with every_weeks 'EXAMTINIB'" in found[0][1]


def test_the_days_about_a_dose_are_in_order():
    with pytest.raises(ValidationError, match="last_day is -2, must not be before first_day, -1"):
        AroundDoses(treatment="DOCETAXEL", first_day=-1, last_day=-2)
