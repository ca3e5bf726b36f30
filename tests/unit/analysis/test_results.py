"""Results of each kind, on nine made-up subjects that can be counted by hand."""

from __future__ import annotations

import polars as pl
import pytest

from trialrun.analysis.membership import arm_subjects
from trialrun.analysis.origin import data_digest
from trialrun.analysis.results import summarize_study
from trialrun.errors import AnalysisError


@pytest.fixture(scope="module")
def results(shown_study, shown_adam):
    return summarize_study(shown_study, shown_adam)


@pytest.fixture(scope="module")
def value(results):
    return lambda name: results[f"res:{name}"].value


def test_a_population_counts_flags_or_completion(value):
    assert [value(f"P-1.ALL.count.{arm}") for arm in ("CTL", "DRG", "total")] == [4, 4, 8]
    assert value("P-1.TREATED.count.CTL") == 3
    assert value("P-1.DONE.percent.DRG") == 0.5


def test_a_subject_without_an_arm_is_not_counted(shown_study, shown_adam):
    assert "S9" not in arm_subjects(shown_study, shown_adam["ADSL"])["USUBJID"].to_list()


def test_safety_is_shown_by_actual_treatment_where_the_study_says_so(shown_study, shown_adam):
    conventions = shown_study.conventions.model_copy(update={"treatment": "actual"})
    study = shown_study.model_copy(update={"conventions": conventions})
    arms = arm_subjects(study, shown_adam["ADSL"], safety=True)["_arm"].unique().to_list()
    assert arms == ["DRG"]


def test_an_unknown_flag_is_an_error(shown_study, shown_adam):
    with pytest.raises(AnalysisError, match="ITTFL"):
        arm_subjects(shown_study, shown_adam["ADSL"].drop("ITTFL"), "ALL")


def test_sites_stand_in_order_of_their_pooled_site(results, value):
    sites = [r.text for r in results.of("S-1") if r.variable == "SITEID" and r.text]
    assert sites == ["9", "10"]  # pooled 9, then 900
    assert value("S-1.ALL.CTL.10") == 2
    assert value("S-1.DONE.total.total") == 6


def test_statistics_of_a_characteristic(value):
    assert value("C-1.AGE.mean.CTL") == 65
    assert value("C-1.AGE.median.DRG") == 73
    assert value("C-1.AGE.max.total") == 80
    assert 0 < value("C-1.AGE.p_value") < 1


def test_a_category_may_be_made_of_several_variables(value):
    assert value("C-1.SEX.n.CTL") == 3
    assert value("C-1.SEX.OLDMEN.count.total") == 1
    assert value("C-1.SEX.F.percent.CTL") == 0.5
    assert value("C-1.SEX.F.p_value") == pytest.approx(1)


def test_a_comparison_summarises_and_compares(results, value):
    assert value("SCORE.change.mean.CTL") == 2.5
    assert value("SCORE.visit.n.DRG") == 4
    assert results["res:SCORE.DRG-CTL.estimate"].format == "d1"
    assert value("SCORE.DRG-CTL.lower") < value("SCORE.DRG-CTL.estimate")
    assert value("SCORE.lsmean.estimate.DRG") - value("SCORE.lsmean.estimate.CTL") == (
        pytest.approx(value("SCORE.DRG-CTL.estimate"))
    )
    assert value("SCORE.dose.estimate") == pytest.approx(value("SCORE.DRG-CTL.estimate") / 10)


def test_a_subgroup_of_observed_values(value):
    assert value("WOMEN.N.CTL") == 2
    assert value("WOMEN.DRG-CTL.estimate") == pytest.approx(4.5)


def test_a_model_that_can_not_be_fitted_gives_a_warning(shown_study, shown_adam):
    adam = {**shown_adam, "ADQS": shown_adam["ADQS"].filter(pl.col("USUBJID") < "S5")}
    results = summarize_study(shown_study, adam)
    assert results["res:SCORE.model.n"].value is None
    assert "level" in (results["res:SCORE.model.n"].warning or "")


def test_of_two_analysed_records_of_a_subject_the_first_counts_with_a_warning(
    shown_study, shown_adam, results
):
    adam = {**shown_adam, "ADQS": pl.concat([shown_adam["ADQS"], shown_adam["ADQS"]])}
    twice = summarize_study(shown_study, adam)
    estimate = "res:SCORE.DRG-CTL.estimate"
    assert twice[estimate].value == results[estimate].value
    assert "more than one" in (twice[estimate].warning or "")
    assert results[estimate].warning is None


def test_a_model_that_can_not_be_fitted_has_all_its_results_without_values(shown_study, shown_adam):
    adam = {**shown_adam, "ADQS": shown_adam["ADQS"].clear()}
    rows = summarize_study(shown_study, adam).of("SCORE")
    assert {r.operation for r in rows} >= {"estimate", "lower", "upper", "p_value"}
    assert all(r.value is None and r.warning for r in rows if r.operation == "p_value")


def test_terms_are_sorted_by_falling_number_of_subjects(results):
    terms = [r.text for r in results.of("A-1") if r.operation == "text"]
    assert terms == ["HEART", "STOP", "SKIN", "ITCH", "RASH"]


def test_a_subject_counts_once_and_each_event_counts(value):
    assert value("A-1.subjects.DRG.SKIN") == 3
    assert value("A-1.events.DRG.SKIN.RASH") == 2
    assert value("A-1.subjects.CTL.any") == 1
    assert value("A-1.p_value.DRG-CTL.HEART") == 1


def test_no_p_value_where_neither_arm_has_the_event(shown_study, shown_adam):
    events = shown_adam["ADAE"].filter(pl.col("USUBJID") == "S4")
    results = summarize_study(shown_study, {**shown_adam, "ADAE": events})
    assert not [r for r in results.of("A-1") if r.operation == "p_value"]


def test_changes_leave_out_missing_values_and_pad_nothing(results, value):
    assert value("L-1.ALT.Baseline.AVAL.mean.CTL") == 15
    assert value("L-1.ALT.Week_2.CHG.mean.CTL") == 2
    assert value("L-1.ALT.Week_2.AVAL.n.DRG") == 0
    assert "res:L-1.ALT.Week_2.AVAL.mean.DRG" not in results


def test_exposure_in_populations_side_by_side(value):
    assert value("X-1.TREATED.CUMDOSE.n.CTL") == 3
    assert value("X-1.DONE.CUMDOSE.max.DRG") == 80


def test_survival_of_each_arm(results, value):
    assert [value(f"K-1.at_risk.CTL.{time}") for time in (0, 5, 10)] == [3, 2, 1]
    assert value("K-1.events.DRG") == 3
    assert value("K-1.survival.DRG.3") == 0.5
    assert results["res:K-1.median.CTL"].warning


def test_analyses_without_a_display_have_results(value):
    assert value("ANYEVENT.event.subjects.DRG") == 3
    assert 0 < value("ANYEVENT.DRG-CTL.p_value") <= 1
    assert value("TIME.events.CTL") == 1


def test_the_overview_counts_kinds_of_events(value):
    assert value("ae-overview.any.subjects.CTL") == 1
    assert value("ae-overview.related.subjects.DRG") == 1
    assert value("ae-overview.fatal.events.DRG") == 1
    assert value("ae-overview.deaths.count.total") == 1
    assert value("disposition.Adverse_Event.count.DRG") == 2


def test_a_narrative_shows_of_an_imputed_date_what_was_collected(results):
    facts = [r for r in results.of("subject") if r.variable == "USUBJID"]
    assert [r.text for r in facts] == ["S5"]
    assert results["res:subject.S5.ae.4.start"].text == "2020-02"
    assert results["res:subject.S5.ae.4.term"].format == "term:AEDECOD"
    assert results["res:subject.S5.events"].value == 3


def test_every_result_has_the_digest_of_its_data(results, shown_adam):
    assert {r.data_digest for r in results.of("K-1")} == {data_digest(shown_adam["ADTTE"])}
    assert all(r.data_digest for r in results.values())


def test_the_order_of_rows_changes_no_result(shown_study, shown_adam, results):
    turned = {name: frame.reverse() for name, frame in shown_adam.items()}
    again = summarize_study(shown_study, turned)
    assert [r.value for r in again.values()] == [r.value for r in results.values()]
    assert list(again) == list(results)
