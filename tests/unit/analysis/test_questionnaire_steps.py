"""Windows, LOCF, baseline, totals and means on subjects made up for one question each."""

from __future__ import annotations

import polars as pl
import pytest

from trialrun.analysis.baseline import add_baseline
from trialrun.analysis.locf import carry_forward
from trialrun.analysis.means import add_means
from trialrun.analysis.questionnaire import (
    add_study_day,
    add_subject_variables,
    questionnaire_records,
)
from trialrun.analysis.scores import prorated_totals
from trialrun.analysis.windows import assign_windows, flag_nearest
from trialrun.study.base import Text
from trialrun.study.options_questionnaires import (
    AnalysisWindow,
    CarriedForward,
    MeanParameter,
    QuestionnaireOptions,
    QuestionnaireParameter,
    TotalItem,
    TotalRule,
)


def window(number: float, target: float, low: float | None, high: float | None) -> AnalysisWindow:
    label = Text(en=f"Week {number:g}", zh=f"第{number:g}周")
    return AnalysisWindow(
        number=number, label=label, target=target, low=low, high=high, printed_range="as planned"
    )


WINDOWS = (window(0, 1, None, 1), window(4, 28, 2, 42), window(8, 56, 43, None))


def scores(*rows: tuple[float | None, float | None]) -> pl.DataFrame:
    """Records of one subject and parameter, from (study day, value) pairs, with visits."""
    frame = pl.DataFrame(
        {
            "USUBJID": ["S1"] * len(rows),
            "PARAMCD": ["TOT"] * len(rows),
            "ADY": [float(day) if day is not None else None for day, _ in rows],
            "AVAL": [value for _, value in rows],
            "VISITNUM": [float(i) for i in range(len(rows))],
            "QSSEQ": [float(i + 1) for i in range(len(rows))],
        },
        schema_overrides={"ADY": pl.Float64, "AVAL": pl.Float64},
    )
    return flag_nearest(assign_windows(frame, WINDOWS))


def filled(records: pl.DataFrame, **rule: object) -> dict[float, tuple[float, float]]:
    """AVISITN of the imputed rows -> their value and sequence number."""
    done = carry_forward(
        records,
        WINDOWS,
        CarriedForward(**{"from_baseline": True} | rule),
        parameters=["TOT"],
        baseline_visit=0,
    )
    imputed = done.filter(pl.col("DTYPE") == "LOCF")
    assert done.head(records.height).drop("DTYPE", "ANL01FL").equals(records.drop("ANL01FL"))
    return {row["AVISITN"]: (row["AVAL"], row["QSSEQ"]) for row in imputed.to_dicts()}


@pytest.mark.parametrize(
    ("day", "visit"), [(-7, 0), (1, 0), (2, 4), (42, 4), (43, 8), (400, 8), (None, None)]
)
def test_a_day_on_the_edge_belongs_to_the_window_that_names_it(day, visit):
    assert scores((day, 1.0))["AVISITN"].to_list() == [visit]


def test_a_day_between_windows_has_no_visit_and_is_not_analysed():
    gap = assign_windows(scores((50, 1.0)).select("USUBJID", "PARAMCD", "ADY"), WINDOWS[:2])
    assert gap["AVISIT"].to_list() == [None]
    assert gap["AWU"].to_list() == [None]


def test_the_nearest_record_is_analysed():
    assert scores((20, 1.0), (30, 2.0), (41, 3.0))["ANL01FL"].to_list() == [None, "Y", None]


def test_at_the_same_distance_the_earlier_record_is_analysed():
    assert scores((30, 1.0), (26, 2.0))["ANL01FL"].to_list() == [None, "Y"]


def test_on_the_same_day_the_record_of_the_earlier_visit_is_analysed():
    assert scores((26, 1.0), (26, 2.0))["ANL01FL"].to_list() == ["Y", None]


def test_a_visit_without_a_record_is_filled_with_the_last_value():
    assert filled(scores((1, 5.0), (28, 7.0))) == {8: (7.0, 2)}


def test_a_gap_is_filled_although_a_later_visit_has_a_value():
    assert filled(scores((1, 5.0), (60, 7.0))) == {4: (5.0, 1)}


def test_baseline_is_carried_only_where_the_rule_says_so():
    assert filled(scores((1, 5.0))) == {4: (5.0, 1), 8: (5.0, 1)}
    assert filled(scores((1, 5.0)), from_baseline=False) == {}


def test_nothing_is_carried_backward():
    assert filled(scores((60, 7.0))) == {}


def test_the_targeted_value_is_carried_and_the_last_record_may_lend_its_date():
    records = scores((28, 7.0), (40, 9.0))
    assert filled(records, record="targeted") == {8: (7.0, 1)}
    assert filled(records, record="last") == {8: (7.0, 2)}


def test_a_record_without_a_value_gives_its_flag_to_the_imputed_row():
    records = scores((1, 5.0), (28, None), (60, 8.0))
    done = carry_forward(
        records, WINDOWS, CarriedForward(from_baseline=True), parameters=["TOT"], baseline_visit=0
    )
    flagged = done.filter(pl.col("ANL01FL") == "Y").sort("AVISITN")
    assert flagged["AVAL"].to_list() == [5.0, 5.0, 8.0]


def test_a_parameter_that_is_not_named_is_not_imputed():
    done = carry_forward(
        scores((1, 5.0)),
        WINDOWS,
        CarriedForward(from_baseline=True),
        parameters=[],
        baseline_visit=0,
    )
    assert done["DTYPE"].to_list() == [None]


def test_an_imputed_row_has_the_distance_of_its_own_target():
    done = carry_forward(
        scores((28, 7.0)),
        WINDOWS,
        CarriedForward(from_baseline=False),
        parameters=["TOT"],
        baseline_visit=0,
    )
    assert done["AWTDIFF"].to_list() == [0.0, 28.0]


def test_change_is_from_baseline_and_percent_change_needs_a_baseline_that_is_not_0():
    compared = add_baseline(scores((1, 4.0), (28, 6.0)), visit=0)
    assert compared["CHG"].to_list() == [None, 2.0]
    assert compared["PCHG"].to_list() == [None, 50.0]
    assert add_baseline(scores((1, 0.0), (28, 6.0)), visit=0)["PCHG"].to_list() == [None, None]


def test_change_at_baseline_is_given_where_asked():
    compared = add_baseline(scores((1, 4.0)), visit=0, change_at_baseline=True)
    assert compared["CHG"].to_list() == [0.0]


def test_without_baseline_nothing_is_compared():
    compared = add_baseline(scores((28, 6.0)), visit=None)
    assert compared.select("ABLFL", "BASE", "CHG").row(0) == (None, None, None)


RULE = TotalRule(
    items=tuple(
        TotalItem(test_codes=(f"I{i}", f"X{i}"), maximum=m) for i, m in enumerate([10, 5, 5])
    ),
    most_missing=0.34,
)


def items(**values: float | None) -> pl.DataFrame:
    size = len(values)
    return pl.DataFrame(
        {
            "STUDYID": ["T"] * size,
            "USUBJID": ["S1"] * size,
            "QSSEQ": [float(i) for i in range(size)],
            "QSTESTCD": list(values),
            "QSSTRESN": list(values.values()),
            "VISIT": ["WEEK 4"] * size,
            "VISITNUM": [4.0] * size,
            "QSDTC": ["2020-01-29T10:00"] * size,
        },
        schema_overrides={"QSSTRESN": pl.Float64},
    )


def test_a_total_of_all_items_is_their_sum():
    assert prorated_totals(items(I0=4, I1=1, I2=2), RULE)["QSSTRESN"].to_list() == [7.0]


def test_a_total_with_missing_items_keeps_the_full_range():
    # 4 + 2 of 15 possible points, stretched to 20.
    assert prorated_totals(items(I0=4, I1=None, I2=2), RULE)["QSSTRESN"].to_list() == [8.0]


def test_with_too_many_items_missing_there_is_no_total():
    assert prorated_totals(items(I0=4), RULE).height == 0


def test_a_synonym_of_an_item_counts_once():
    assert prorated_totals(items(X0=4, I1=1, I2=2), RULE)["QSSTRESN"].to_list() == [7.0]
    assert prorated_totals(items(I0=4, X0=4, I1=1, I2=2), RULE)["QSSTRESN"].to_list() == [7.0]


TOTAL = QuestionnaireParameter(
    code="TOT", number=1, label=Text(en="Total", zh="总分"), test_codes=("TOT", "TOTAL"), total=RULE
)


def test_a_collected_total_is_taken_and_a_missing_one_computed():
    computed = questionnaire_records({"QS": items(I0=4, I1=1, I2=2)}, [TOTAL])
    assert computed.select("PARAMCD", "AVAL", "QSSEQ").rows() == [("TOT", 7.0, None)]
    collected = questionnaire_records({"QS": items(I0=4, I1=1, I2=2, TOTAL=6)}, [TOTAL])
    assert collected.select("AVAL", "QSSEQ").rows() == [(6.0, 3.0)]


def test_a_date_is_the_day_of_a_date_time_and_missing_where_incomplete():
    qs = items(TOT=6).with_columns(QSDTC=pl.lit("2020-01"))
    assert questionnaire_records({"QS": qs}, [TOTAL])["ADT"].to_list() == [None]
    assert str(questionnaire_records({"QS": items(TOT=6)}, [TOTAL])["ADT"][0]) == "2020-01-29"


def test_without_qs_there_is_no_record():
    assert questionnaire_records({}, [TOTAL]).is_empty()


def test_day_1_is_the_first_dose_and_there_is_no_day_0():
    adsl = pl.DataFrame({"USUBJID": ["S1"], "TRTSDT": ["2020-01-10"]}).with_columns(
        pl.col("TRTSDT").str.to_date()
    )
    records = pl.DataFrame({"USUBJID": ["S1"] * 3, "ADT": ["2020-01-09", "2020-01-10", None]})
    days = add_study_day(records.with_columns(pl.col("ADT").str.to_date()), adsl)
    assert days["ADY"].to_list() == [-1.0, 1.0, None]


def test_records_of_subjects_outside_adsl_are_left_out():
    adsl = pl.DataFrame({"USUBJID": ["S2"], "TRT01P": ["A"], "AGE": [70.0]})
    records = pl.DataFrame({"USUBJID": ["S1", "S2"]})
    kept = add_subject_variables(records, adsl, ["TRT01P", "AGE"])
    assert kept.rows() == [("S2", "A", 70.0)]


def test_a_mean_over_visits_uses_analysed_values_and_repeats_baseline():
    names = ("VISIT", "PARAM", "PARAMN")
    records = scores((1, 2.0), (28, 4.0), (30, 9.0), (60, 7.0)).with_columns(
        *(pl.lit(None, dtype=pl.String).alias(name) for name in names[:2]),
        PARAMN=pl.lit(1.0),
        ADT=pl.lit(None, dtype=pl.Date),
        DTYPE=pl.lit(None, dtype=pl.String),
    )
    mean = MeanParameter(
        code="MEAN",
        number=2,
        label=Text(en="Mean", zh="均值"),
        of="TOT",
        visits=(4, 8),
        window=window(99, 42, 2, None),
    )
    done = add_means(add_baseline(records, visit=0), [mean], baseline_visit=0)
    rows = done.filter(pl.col("PARAMCD") == "MEAN").select("AVISITN", "AVAL", "BASE", "CHG", "ADY")
    assert rows.rows() == [(0.0, 2.0, 2.0, None, 1.0), (99.0, 5.5, 2.0, None, None)]


def test_options_that_point_nowhere_are_refused():
    parameters = (
        {"code": "TOT", "number": 1, "label": {"en": "T", "zh": "总"}, "test_codes": ["T"]},
    )
    windows = [w.model_dump() for w in WINDOWS]
    with pytest.raises(ValueError, match="baseline_visit is 5, must be the number of a window"):
        QuestionnaireOptions(parameters=parameters, windows=windows, baseline_visit=5)
    with pytest.raises(ValueError, match="carried forward, but by no rule"):
        QuestionnaireOptions(
            parameters=[{**parameters[0], "carried_forward": True}], windows=windows
        )
    with pytest.raises(ValueError, match=r"low 9\.0 is above high 1\.0"):
        window(1, 5, 9, 1)
