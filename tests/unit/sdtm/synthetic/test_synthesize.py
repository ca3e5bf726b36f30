"""A synthetic trial is complete, follows its definition, and is the same each time."""

import polars as pl
import pytest

from trialrun.analysis import compare_flags, compare_treatment_emergent, derive_data_sets
from trialrun.conformance import accounting, check_data
from trialrun.errors import StudyError
from trialrun.sdtm import read_sdtm, synthesize, write_sdtm
from trialrun.sdtm.synthetic.fates import planned_events
from trialrun.study import load_study

ALL = {
    "AE",
    "CM",
    "DM",
    "DS",
    "EX",
    "IE",
    "LB",
    "MH",
    "SE",
    "SV",
    "TA",
    "TE",
    "TI",
    "TS",
    "TV",
    "VS",
}


def test_has_the_domains_that_the_study_asks_for(drawn):
    study, data = drawn
    asked = {domain for activity in study.activities for domain in activity.domains}
    assert ALL | asked <= set(data)


def test_passes_every_check(drawn):
    study, data = drawn
    assert check_data(study, data) == []


def test_collected_flags_follow_from_the_records(pilot):
    study, data = pilot
    adam = derive_data_sets(study, data)
    assert {"SUPPDM", "SUPPAE"} <= set(data)
    assert compare_flags(study, data, adam["ADSL"]) == []
    assert compare_treatment_emergent(study, data, adam["ADAE"]) == []


def test_every_variable_has_a_label_and_is_of_its_type(drawn):
    _, data = drawn
    for name, dataset in data.datasets.items():
        assert dataset.label, name
        for variable in dataset.variables:
            assert variable.label, (name, variable.name)
            number = dataset.frame.schema[variable.name] == pl.Float64
            assert number == (variable.type == "number"), (name, variable.name)


def test_transport_files_read_back_equal(drawn, tmp_path):
    study, data = drawn
    write_sdtm(data, tmp_path, when=study.identification.report_date)
    again = read_sdtm(tmp_path)
    assert set(again) == set(data)
    for name in data:
        assert again[name].equals(data[name]), name
        assert again.datasets[name].labels == data.datasets[name].labels, name


def test_same_seed_gives_the_same_bytes_and_another_trial_others(survival, tmp_path):
    study, data = survival
    when = study.identification.report_date
    again = synthesize(study, "EXPECTED")
    other = synthesize(study, "EXPECTED", trial=2)
    first = write_sdtm(data, tmp_path / "first", when=when)
    assert write_sdtm(again, tmp_path / "again", when=when) == first
    assert write_sdtm(other, tmp_path / "other", when=when)["dm.xpt"] != first["dm.xpt"]
    seeded = synthesize(study, "EXPECTED", seed=study.rehearsal.seed)
    assert seeded["DM"].equals(data["DM"])


def test_leaving_domains_out_changes_nothing_in_the_others(pilot):
    study, data = pilot
    some = synthesize(study, "OBSERVED", domains=("AE", "QS"))
    assert "LB" not in some
    for name in ("DM", "SV", "EX", "DS", "AE", "QS"):
        assert some[name].equals(data[name]), name


def test_enrols_the_planned_subjects_within_the_caps_of_the_regions(drawn):
    study, data = drawn
    flow = accounting(study, data)
    assert flow.randomised == study.planning.subjects
    assert flow.screen_failures > 0
    assert flow.adds_up
    codes = [arm.code for arm in study.arms]
    randomised = data["DM"].filter(pl.col("ARMCD").is_in(codes))
    for region in study.regions:
        countries = [country.code for country in region.countries]
        found = randomised.filter(pl.col("COUNTRY").is_in(countries)).height
        assert region.cap is None or found <= region.cap


def test_blocks_balance_the_arms(drawn):
    study, data = drawn
    codes = [arm.code for arm in study.arms]
    counts = data["DM"].filter(pl.col("ARMCD").is_in(codes))["ARMCD"].value_counts()["count"]
    cells = 1
    for stratum in study.planning.strata:
        cells *= {
            "levels": max(len(stratum.levels), 1),
            "region": len(study.regions),
            "site": sum(region.sites for region in study.regions),
        }[stratum.by]
    # Each cell can leave one block open.
    assert counts.max() - counts.min() <= cells * study.planning.block_size / len(codes)


def test_screening_failures_have_no_records_but_those_of_screening(drawn):
    study, data = drawn
    codes = [arm.code for arm in study.arms]
    failed = data["DM"].filter(~pl.col("ARMCD").is_in(codes).fill_null(value=False))["USUBJID"]
    assert len(failed) == accounting(study, data).screen_failures
    for name, frame in data.items():
        if "USUBJID" in frame.columns and name not in {"DM", "DS", "IE", "SE", "SV"}:
            theirs = frame.filter(pl.col("USUBJID").is_in(failed.implode()))
            assert theirs.is_empty() or set(theirs["EPOCH"]) == {"SCREENING"}, name
    reasons = data["IE"].filter(pl.col("USUBJID").is_in(failed.implode()))
    assert reasons["USUBJID"].n_unique() == len(failed)
    named = {each.criterion for each in study.synthesis.screen_failures}
    assert set(reasons["IETESTCD"]) <= named


def test_data_end_at_the_planned_event(survival):
    study, data = survival
    deaths = data["DM"].drop_nulls("DTHDTC")
    wanted = study.synthesis.cutoff.events or planned_events(study)
    cutoff = data["DS"].filter(pl.col("DSDECOD") == "COMPLETED")["DSSTDTC"].max()
    assert deaths.filter(pl.col("DTHDTC") < cutoff).height < wanted <= deaths.height
    assert deaths["DTHDTC"].max() <= cutoff
    assert data["SV"]["SVSTDTC"].max() <= cutoff


def test_each_subject_has_the_level_of_its_stratum(survival):
    study, data = survival
    record = study.synthesis.strata[0]
    levels = data[record.domain].filter(pl.col(f"{record.domain}TESTCD") == record.code)
    stratum = next(each for each in study.planning.strata if each.id == record.stratum)
    assert levels.height == study.planning.subjects
    shares = {level.value: level.share for level in stratum.levels}
    found = dict(levels[f"{record.domain}STRESC"].value_counts().iter_rows())
    total = sum(shares.values())
    for value, share in shares.items():
        expected = share / total
        error = (expected * (1 - expected) / levels.height) ** 0.5
        assert abs(found[value] / levels.height - expected) < 4 * error


def test_items_sum_to_their_total(pilot):
    study, data = pilot
    for each in study.synthesis.questionnaires:
        counted = [item.code for item in each.items if item.counted]
        if each.total is None or not counted:
            continue
        scores = data["QS"].filter(pl.col("QSCAT") == each.category)
        keys = ["USUBJID", "VISITNUM"]
        sums = scores.filter(pl.col("QSTESTCD").is_in(counted)).group_by(keys)
        totals = scores.filter(pl.col("QSTESTCD") == each.total).select(*keys, "QSSTRESN")
        pairs = totals.join(sums.agg(total=pl.col("QSSTRESN").sum()), on=keys)
        assert pairs.height == totals.height > 0
        assert (pairs["QSSTRESN"] == pairs["total"]).all(), each.id
        for item in each.items:
            values = scores.filter(pl.col("QSTESTCD") == item.code)["QSSTRESN"]
            assert values.is_between(item.minimum, item.maximum).all(), item.code


def test_visits_keep_to_their_windows(pilot):
    study, data = pilot
    windows = {
        visit.number: (visit.day, *visit.window_days)
        for visit in study.visits
        if visit.window_days is not None
    }
    left = data["DS"].filter(
        pl.col("DSCAT") == "DISPOSITION EVENT", pl.col("DSDECOD") == "COMPLETED"
    )
    whole = data["SV"].filter(pl.col("USUBJID").is_in(left["USUBJID"].implode()))
    for number, (day, low, high) in windows.items():
        days = whole.filter(pl.col("VISITNUM") == number)["SVSTDY"]
        assert len(days) > 0
        assert days.is_between(day + low, day + high).all(), number


def test_one_record_a_test_is_the_baseline(pilot):
    _, data = pilot
    for domain, keys in (("LB", []), ("VS", ["VSTPTNUM"]), ("QS", [])):
        flagged = data[domain].filter(pl.col(f"{domain}BLFL") == "Y")
        assert not flagged.select("USUBJID", f"{domain}TESTCD", *keys).is_duplicated().any()
        assert (flagged[f"{domain}DY"] <= 1).all()


def test_partial_dates_do_not_hide_when_treatment_began(pilot):
    _, data = pilot
    starts = data["AE"]["AESTDTC"].str.len_chars()
    assert set(starts.unique()) == {7, 10}


def test_says_which_scenarios_there_are(survival):
    study, _ = survival
    with pytest.raises(StudyError, match="there is no scenario HOPE"):
        synthesize(study, "HOPE")


def test_needs_the_synthesis_part(root):
    study = load_study(root / "examples" / "mrct-os" / "study.yaml")
    with pytest.raises(StudyError, match="need planning, regions, rehearsal and synthesis"):
        synthesize(study.model_copy(update={"synthesis": None}), "EXPECTED")
