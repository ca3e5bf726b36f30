"""History and medication: who can have what, and what is taken for what."""

import polars as pl


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


def test_premedication_goes_with_the_arm_that_needs_it(survival):
    _, data = survival
    taken = with_subject(data, "CM", "ARMCD").filter(pl.col("CMTRT") == "DEXAMETHASONE")
    assert set(taken["ARMCD"]) == {"DOC"}
    assert (taken["CMSTDY"] == 1).all()
