"""What the declared version of SDTMIG changes in synthetic data, and what it does not."""

import polars as pl
import pytest

from trialrun.analysis.adsl import derive_adsl
from trialrun.conformance import accounting, check_data
from trialrun.sdtm import synthesize
from trialrun.sdtm.synthetic.fates import planned_events
from trialrun.sdtm.synthetic.subjects import _actual_arms
from trialrun.terminology import codelist_terms, terminology_version


def following(study, version, **summary):
    standards = study.standards.model_copy(update={"sdtmig": version})
    about = study.synthesis.model_copy(update={"summary": study.synthesis.summary | summary})
    return study.model_copy(update={"standards": standards, "synthesis": about})


@pytest.fixture(scope="module")
def older(survival):
    study = following(survival[0], "3.2")
    return study, synthesize(study, "EXPECTED")


def test_screening_failures_have_no_arm_and_a_reason_from_3_3_on(survival):
    study, data = survival
    assert study.standards.sdtmig == "3.4"
    dm = data["DM"]
    failed = dm.filter(pl.col("ARMNRS") == "SCREEN FAILURE")
    assert failed.height > 100
    for name in ("ARMCD", "ARM", "ACTARMCD", "ACTARM", "ACTARMUD", "RFSTDTC"):
        assert failed[name].null_count() == failed.height, name
    others = dm.filter(pl.col("ARMNRS").is_null())
    assert set(others["ARMCD"]) == {arm.code for arm in study.arms}
    assert (others["ARMCD"] == others["ACTARMCD"]).all()


def test_screening_failures_have_a_code_for_their_arm_before(older, pilot):
    for study, data in (older, pilot):
        codes = set(data["DM"]["ARMCD"]) - {arm.code for arm in study.arms}
        assert codes == set(study.sdtm.screen_failure_codes)
        assert codes
        assert "ARMNRS" not in data["DM"].columns


def test_both_ways_count_the_same_subjects(survival, older):
    flows = [accounting(study, data) for study, data in (survival, older)]
    assert flows[0] == flows[1]
    assert flows[0].screen_failures > 100
    assert flows[0].adds_up
    subjects = [derive_adsl(study, data) for study, data in (survival, older)]
    columns = ["USUBJID", "TRT01P", "TRT01A", "ITTFL", "SAFFL"]
    assert subjects[0].select(columns).equals(subjects[1].select(columns))
    for study, data in (survival, older):
        assert check_data(study, data) == []


def test_who_was_not_treated_has_no_actual_arm():
    dm = pl.DataFrame(
        {
            "RFXSTDTC": ["2027-01-05", None],
            "ARMCD": ["A", "B"],
            "ACTARMCD": ["A", "B"],
            "ACTARM": ["Active", "Other"],
        }
    )
    found = _actual_arms(dm)
    assert found["ARMCD"].to_list() == ["A", "B"]
    assert found["ACTARMCD"].to_list() == ["A", None]
    assert found["ACTARM"].to_list() == ["Active", None]
    assert found["ARMNRS"].to_list() == [None, "ASSIGNED, NOT TREATED"]


def test_the_last_result_before_exposure_has_the_flag_of_its_version(survival, older, pilot):
    for domain in ("LB", "VS", "RS"):
        new, old = survival[1][domain], older[1][domain]
        assert f"{domain}BLFL" not in new.columns
        assert f"{domain}LOBXFL" not in old.columns
        assert new[f"{domain}LOBXFL"].equals(old[f"{domain}BLFL"])
        flagged = new.filter(pl.col(f"{domain}LOBXFL") == "Y")
        assert flagged.height > 0
        assert not flagged.select("USUBJID", f"{domain}TESTCD").is_duplicated().any()
        assert (flagged[f"{domain}DY"] <= 1).all()
    assert "QSBLFL" in pilot[1]["QS"].columns


def test_visits_say_from_3_4_on_that_they_were_planned_and_held(survival, older):
    study, data = survival
    planned = {visit.number: visit.contact for visit in study.visits}
    visits = data["SV"]
    scheduled = pl.col("VISITNUM").is_in(list(planned))
    assert set(visits.filter(scheduled)["SVPRESP"]) == {"Y"}
    assert set(visits.filter(scheduled)["SVOCCUR"]) == {"Y"}
    unplanned = visits.filter(~scheduled)
    assert unplanned.height > 0
    assert (
        unplanned["SVPRESP"].null_count() == unplanned["SVOCCUR"].null_count() == unplanned.height
    )
    words = {"clinic": "IN PERSON", "telephone": "TELEPHONE CALL"}
    assert set(words.values()) <= set(codelist_terms("CNTMODE").terms)
    for number, mode in visits.filter(scheduled).select("VISITNUM", "SVCNTMOD").iter_rows():
        assert mode == words[planned[number]]
    assert "SVPRESP" not in older[1]["SV"].columns


def summary_of(data):
    return {row["TSPARMCD"]: row for row in data["TS"].iter_rows(named=True) if row["TSSEQ"] == 1}


def test_the_trial_summary_has_codes_and_reasons_for_what_is_not_there(survival, pilot):
    _, data = survival
    summary = summary_of(data)
    version = terminology_version("SDTM")
    for code, listed in (("TPHASE", "TPHASE"), ("TBLIND", "TBLIND"), ("RANDOM", "NY")):
        row = summary[code]
        concept = codelist_terms(listed).terms[row["TSVAL"]]
        assert (row["TSVALCD"], row["TSVCDREF"], row["TSVCDVER"]) == (concept, "CDISC CT", version)
    assert summary["SSTDTC"]["TSVCDREF"] == summary["AGEMIN"]["TSVCDREF"] == "ISO 8601"
    oldest = summary["AGEMAX"]
    assert (oldest["TSVAL"], oldest["TSVALNF"], oldest["TSVCDREF"]) == (None, "PINF", "ISO 21090")
    table = data["TS"]
    assert (table["TSVAL"].is_null() == table["TSVALNF"].is_not_null()).all()
    assert set(table["TSPARM"]) <= set(codelist_terms("TSPARM").terms)
    assert not {"TSVALNF", "TSVALCD"} & set(pilot[1]["TS"].columns)
    assert pilot[1]["TS"]["TSVAL"].null_count() == 0


def test_the_trial_summary_tells_how_the_trial_went(survival, pilot):
    study, data = survival
    summary = summary_of(data)
    values = {code: row["TSVAL"] for code, row in summary.items()}
    dm = data["DM"]
    assert values["ACTSUB"] == str(accounting(study, data).randomised)
    assert values["SSTDTC"] == dm.drop_nulls("ARMCD")["RFICDTC"].min()
    assert values["SENDTC"] == dm["RFPENDTC"].max()
    deaths = dm["DTHDTC"].drop_nulls().sort()
    wanted = study.synthesis.cutoff.events or planned_events(study)
    assert values["DCUTDTC"] == deaths[wanted - 1]
    assert values["DCUTDESC"] == f"Event {wanted} of the primary endpoint"
    assert values["STOPRULE"].startswith("Group-sequential bounds for efficacy and futility at 2")
    assert values["RANDQT"] == "0.5"
    ended = summary_of(pilot[1])
    assert "DCUTDTC" not in ended
    assert ended["STOPRULE"]["TSVAL"].startswith("Consider stopping")


def test_what_the_definition_states_replaces_what_follows_from_its_parts(survival):
    study = following(survival[0], "3.4", STOPRULE="NONE", DCUTDESC="UNK")
    summary = summary_of(synthesize(study, "EXPECTED"))
    assert summary["STOPRULE"]["TSVAL"] == "NONE"
    assert (summary["DCUTDESC"]["TSVAL"], summary["DCUTDESC"]["TSVALNF"]) == (None, "UNK")
