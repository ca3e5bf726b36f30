"""What one domain of a synthetic trial says agrees with what the others say."""

import polars as pl
import pytest

from trialrun.sdtm import synthesize
from trialrun.study import load_study


def arm_codes(study):
    return [arm.code for arm in study.arms]


def days(name):
    return pl.col(name).str.to_date("%Y-%m-%d", strict=False)


@pytest.fixture(scope="module")
def treated(drawn):
    """AE with the first and last dose, consent and death of the subject."""
    _, data = drawn
    doses = (
        data["EX"].group_by("USUBJID").agg(first=days("EXSTDTC").min(), last=days("EXENDTC").max())
    )
    about = data["DM"].select("USUBJID", consent=days("RFICDTC"), died=days("DTHDTC"))
    events = data["AE"].with_columns(onset=days("AESTDTC"), over=days("AEENDTC"))
    return events.join(doses, on="USUBJID", how="left").join(about, on="USUBJID", how="left")


def test_unscheduled_visits_have_numbers_of_their_own(drawn):
    study, data = drawn
    planned = [visit.number for visit in study.visits if visit.number is not None]
    telephone = [v.number for v in study.visits if v.contact == "telephone"]
    visits = data["SV"]
    assert not visits.select("USUBJID", "VISITNUM").is_duplicated().any()
    unscheduled = visits.filter(pl.col("VISIT").str.starts_with("UNSCHEDULED"))
    assert unscheduled.height > 0
    assert not unscheduled["VISITNUM"].is_in(planned).any()
    assert visits.group_by("VISITNUM").agg(pl.col("VISIT").n_unique())["VISIT"].max() == 1
    assert not data["LB"]["VISITNUM"].is_in(telephone).any()


def test_an_event_that_reduced_the_dose_is_followed_by_a_lower_dose(survival):
    _, data = survival
    lower = data["EX"].with_columns(
        before=pl.col("EXDOSE").shift(1).over("USUBJID", order_by="EXSTDY")
    )
    lower = lower.filter(pl.col("EXDOSE") < pl.col("before"))
    first = dict(lower.group_by("USUBJID").agg(pl.col("EXSTDY").min()).iter_rows())
    reduced = data["AE"].filter(pl.col("AEACN") == "DOSE REDUCED")
    assert reduced.height > 0.8 * len(first) > 20
    assert not reduced["USUBJID"].is_duplicated().any()
    for subject, onset in reduced.select("USUBJID", "AESTDY").drop_nulls().iter_rows():
        assert 0 < first[subject] - onset <= 28


def test_no_dose_is_raised_again_and_the_share_of_reduced_doses_is_that_asked(survival):
    study, _ = survival
    for treatment in study.synthesis.treatments:
        reduced, given = 0.0, 0.0
        for trial in range(1, 9):
            doses = synthesize(study, "EXPECTED", trial=trial, domains=("EX",))["EX"]
            own = doses.filter(pl.col("EXTRT") == treatment.name).sort("USUBJID", "EXSTDY")
            change = own["EXDOSE"].diff().to_list()
            subject = own["USUBJID"].to_list()
            assert all(
                change[k] <= 0 for k in range(1, len(change)) if subject[k] == subject[k - 1]
            )
            length = own["EXENDY"] - own["EXSTDY"] + 1
            full = treatment.dose
            assert set(own["EXDOSE"].unique()) == {full, round(full * treatment.reduced_to, 6)}
            given += length.sum()
            reduced += length.filter(own["EXDOSE"] < full).sum()
        assert reduced / given == pytest.approx(treatment.reduction, abs=0.02)


def test_doses_at_an_interval_are_given_at_visits_of_their_own(survival):
    study, data = survival
    spaced = [each.name for each in study.synthesis.treatments if each.every_weeks is not None]
    doses = data["EX"].filter(pl.col("EXTRT").is_in(spaced))
    assert doses.height > 500
    assert not doses.select("USUBJID", "VISITNUM").is_duplicated().any()
    visits = data["SV"].select("USUBJID", "VISITNUM", "SVSTDTC")
    pairs = doses.join(visits, on=["USUBJID", "VISITNUM"], how="left")
    assert (pairs["EXSTDTC"] == pairs["SVSTDTC"]).all()
    samples = data["LB"].select("USUBJID", EXSTDTC="LBDTC").unique()
    assert doses.join(samples, on=["USUBJID", "EXSTDTC"], how="anti").height == 0


def test_withdrawal_and_no_treatment_to_change_are_said(drawn, treated):
    _, data = drawn
    actions = dict(data["AE"]["AEACN"].value_counts().iter_rows())
    assert actions["DRUG WITHDRAWN"] > 10
    after = treated.filter(pl.col("onset") > pl.col("last"), pl.col("AEACN") != "DRUG WITHDRAWN")
    assert set(after["AEACN"]) <= {"NOT APPLICABLE", "DOSE NOT CHANGED"}
    before = treated.filter(pl.col("onset") < pl.col("first"))
    assert set(before["AEACN"]) <= {"NOT APPLICABLE"}
    assert set(treated.filter(pl.col("AEOUT") == "FATAL")["AEACN"]) <= {"NOT APPLICABLE"}


def test_a_fatal_event_begins_in_the_weeks_before_a_death_on_treatment(drawn, treated):
    study, _ = drawn
    fatal = treated.filter(pl.col("AEOUT") == "FATAL")
    assert fatal.height > 0
    assert (fatal["over"] == fatal["died"]).all()
    assert (fatal["died"] - fatal["onset"]).dt.total_days().drop_nulls().is_between(0, 30).all()
    assert (fatal["died"] - fatal["last"]).dt.total_days().is_between(0, 30).all()
    able = {each.term for each in study.synthesis.adverse_events if each.fatal}
    assert set(fatal["AEDECOD"]) <= able


def test_who_dies_on_treatment_of_no_endpoint_has_a_fatal_event(pilot):
    study, _ = pilot
    deaths = 0
    for trial in range(1, 9):
        data = synthesize(study, "OBSERVED", trial=trial, domains=("AE",))
        dead = set(data["DM"].drop_nulls("DTHDTC")["USUBJID"])
        deaths += len(dead)
        assert set(data["AE"].filter(pl.col("AEOUT") == "FATAL")["USUBJID"]) == dead
    assert deaths > 10


def test_events_begin_between_consent_and_the_days_after_the_last_dose(drawn, treated):
    study, _ = drawn
    known = treated.drop_nulls("onset")
    assert (known["onset"] >= known["consent"]).all()
    latest = study.synthesis.events.after_treatment_days
    assert ((known["onset"] - known["last"]).dt.total_days() <= max(latest, 21)).all()


def test_events_before_the_first_dose_are_asked_for_and_not_related(drawn, treated):
    study, _ = drawn
    screening = {visit.id for visit in study.visits if (visit.day or 0) < 0}
    asked = {v for a in study.activities if "AE" in a.domains for v in a.visits}
    before = treated.filter(pl.col("onset") < pl.col("first"))
    assert bool(before.height) == bool(asked & screening)
    assert set(before["AEREL"]) <= {next(iter(study.synthesis.events.relation))}


def test_a_complete_date_of_onset_has_its_study_day(drawn):
    _, data = drawn
    complete = data["AE"]["AESTDTC"].str.len_chars() == 10
    assert (complete == data["AE"]["AESTDY"].is_not_null()).all()


def test_no_event_is_open_when_the_next_of_its_kind_begins(treated):
    ordered = treated.drop_nulls("onset").sort("USUBJID", "AEDECOD", "AESTDTC")
    keys = ["USUBJID", "AEDECOD"]
    following = ordered.with_columns(next=pl.col("onset").shift(-1).over(keys))
    following = following.drop_nulls("next")
    assert following.height > 0
    assert (following["over"] < following["next"]).all()


def test_elements_follow_each_other_from_consent_to_the_end(drawn):
    study, data = drawn
    dm = data["DM"].select(
        "USUBJID", "ARMCD", "RFICDTC", "RFPENDTC", "RFXENDTC", "DTHDTC", "RFENDTC"
    )
    elements = data["SE"].join(dm, on="USUBJID").sort("USUBJID", "SESEQ")
    assert set(elements["USUBJID"]) == set(dm["USUBJID"])
    ends = elements.group_by("USUBJID", maintain_order=True).agg(
        pl.col("SESTDTC").first(),
        pl.col("SEENDTC").last(),
        pl.col("RFICDTC", "RFPENDTC").first(),
    )
    assert (ends["SESTDTC"] == ends["RFICDTC"]).all()
    assert (ends["SEENDTC"] == ends["RFPENDTC"]).all()
    followed = elements.filter(pl.col("ETCD") == "FU")
    gap = (
        followed.select(days("SESTDTC"))["SESTDTC"] - followed.select(days("RFXENDTC"))["RFXENDTC"]
    )
    assert (gap.dt.total_days() == 1).all()
    having = set(followed["USUBJID"])
    for name in ("SV", "LB", "VS"):
        late = data[name].filter(pl.col("EPOCH") == "FOLLOW-UP")
        assert set(late["USUBJID"]) <= having, name
    failed = elements.filter(pl.col("ARMCD").is_in(arm_codes(study)).fill_null(value=False).not_())
    assert set(failed["ETCD"]) == {"SCRN"}


def test_before_the_first_dose_only_events_that_are_collected_are_there(drawn):
    study, data = drawn
    events = data["AE"].join(data["DM"].select("USUBJID", "RFXSTDTC"), on="USUBJID")
    before = events.filter(pl.col("EPOCH") == "SCREENING")
    assert before.height > 0
    if study.synthesis.events.serious_before_treatment:
        assert set(before["AESER"]) == {"Y"}
    else:
        assert "N" in set(before["AESER"])
    assert (before["AESTDTC"].str.head(10) < before["RFXSTDTC"]).all()


def test_screening_failures_gave_consent_some_days_before(drawn):
    study, data = drawn
    without = pl.col("ARMCD").is_in(arm_codes(study)).fill_null(value=False).not_()
    failed = data["DM"].filter(without)
    length = failed.select(days("RFPENDTC"))["RFPENDTC"] - failed.select(days("RFICDTC"))["RFICDTC"]
    assert length.dt.total_days().min() > 0
    assert length.n_unique() > 5
    consent = data["DS"].filter(pl.col("DSDECOD") == "INFORMED CONSENT OBTAINED")
    assert set(consent["USUBJID"]) == set(data["DM"]["USUBJID"])
    pairs = consent.join(data["DM"].select("USUBJID", "RFICDTC"), on="USUBJID")
    assert (pairs["DSSTDTC"] == pairs["RFICDTC"]).all()


def test_nobody_of_the_pilot_has_the_number_of_a_real_subject(pilot):
    _, data = pilot
    assert data["DM"]["SUBJID"].cast(pl.Int64).min() >= 5001


def test_who_ended_treatment_is_followed_at_the_interval_of_the_plan(root):
    study = load_study(root / "examples" / "mrct-os" / "study.yaml")
    timing = study.synthesis.timing.model_copy(update={"missing_visit": 0})
    synthesis = study.synthesis.model_copy(update={"timing": timing})
    data = synthesize(
        study.model_copy(update={"synthesis": synthesis}), "EXPECTED", domains=("DM",)
    )
    kinds = {epoch.id: epoch.kind for epoch in study.epochs}
    contacts = [v for v in study.visits if kinds[v.epoch] == "follow-up"]
    weeks = contacts[1].week - contacts[0].week
    end = next(v.number for v in study.visits if v.id == synthesis.timing.early_termination)
    numbers = [end, *(visit.number for visit in contacts)]
    visits = data["SV"].filter(pl.col("VISITNUM").is_in(numbers)).sort("USUBJID", "SVSTDY")
    assert (visits.group_by("USUBJID").agg(pl.col("VISITNUM").first())["VISITNUM"] == end).all()
    gaps = visits.select(gap=pl.col("SVSTDY").diff().over("USUBJID"))["gap"].drop_nulls()
    # The first contact is at least two weeks after the end of treatment.
    assert gaps.min() >= 14
    assert gaps.max() <= weeks * 7 + 14 + 14
