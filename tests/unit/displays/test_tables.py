"""Tables read results and the definition: what they print, in which row and column."""

from __future__ import annotations

import csv

import pytest

from trialrun.analysis import summarize_study
from trialrun.displays import build_displays, csv_rows, write_csv
from trialrun.report import Figure, Slot, Table, Values, resolve_content


@pytest.fixture(scope="module")
def results(shown_study, shown_adam):
    return summarize_study(shown_study, shown_adam)


@pytest.fixture(scope="module")
def displays(shown_study, results):
    return build_displays(shown_study, results)


@pytest.fixture(scope="module")
def values(shown_study, results):
    return Values(shown_study, results)


@pytest.fixture(scope="module")
def cells(displays, values):
    def of(number, language="en"):
        return {
            (row, column): text
            for row, column, text, _ in csv_rows(displays[number], values, language)
        }

    return of


def test_every_display_is_built(displays, shown_study):
    assert list(displays) == [each.number for each in shown_study.displays]
    assert isinstance(displays["K-1"], Figure)


def test_populations_print_count_and_percent(cells):
    table = cells("P-1")
    assert table["Treated", "Control (N=4)"] == "3 (75%)"
    assert table["All", "Total (N=8)"] == "8 (100%)"


def test_sites_have_populations_within_arms(cells):
    table = cells("S-1")
    assert table["900 / 10", "Drug (N=4) / Done"] == "1"
    assert table["TOTAL", "Total (N=8) / All"] == "8"


def test_a_zero_count_has_no_percent(cells):
    table = cells("C-1")
    assert table["Sex / Unknown", "Control (N=4)"] == "0"


def test_a_characteristic_with_the_same_label_continues_the_one_before(displays):
    heads = [row.id for row in displays["C-1"].rows if row.kind == "head"]
    assert heads == ["AGE-head", "AGE-2-head", "SEX-head"]


def test_the_same_analysis_or_variable_may_be_shown_twice(cells):
    assert cells("C-1")["Age again / Mean", "Control (N=4)"] == "65.0"
    assert cells("E-3") == cells("E-2")


def test_p_values_stand_where_the_test_is(cells):
    table = cells("C-1")
    with_p = [row for row, column in table if column == "p-value [1]" and row]
    assert with_p == ["Age / n", "Age / <65", "Sex / Female", "Sex / Unknown", "Sex / Old men"]


def test_a_comparison_prints_in_the_column_of_its_experimental_arm(cells):
    table = cells("E-1")
    assert ("p-value(Drug - Control) [2]", "Control (N=4)") not in table
    assert ("p-value(Drug - Control) [2]", "Drug (N=4)") in table
    assert ("p-value(Drug - Control) [2] / 95% CI", "Drug (N=4)") in table
    assert table["Week 4 / n", "Drug (N=4)"] == "4"


def test_comparisons_without_groups_are_named_after_their_arms(cells):
    assert ("p-value(Drug - Cont)", "Drug (N=3)") in cells("E-2")


def test_adverse_events_mark_small_p_values_and_bracket_events(cells):
    table = cells("A-1")
    assert table["Any system organ class", "Drug (N=4) / [AEs]"] == "[5]"
    assert table["SKIN / RASH", "Cont (N=3) / n(%)"] == "1 (33.3%)"
    assert ("HEART", "Cont (N=3) / [AEs]") not in table
    p = {text for (_, column), text in table.items() if column.startswith("Fisher") and text}
    assert ">0.99" in p
    assert any(text.endswith("*") for text in p)


def test_coded_terms_are_in_the_readers_language(cells):
    rows = {row for row, _ in cells("A-1", "zh")}
    assert "SKIN / 皮疹" in rows
    assert any(row.startswith("第4周") for row, _ in cells("E-1", "zh"))


def test_changes_leave_empty_what_there_is_not(cells):
    table = cells("L-1")
    assert table["CHEMISTRY / ALT / Bsln", "Cont / Mean (SD)"] == "15.0 (7.07)"
    assert table["CHEMISTRY / ALT / Wk 2", "Cont / Change from Bsln Mean (SD)"] == "2.0"
    assert table["CHEMISTRY / ALT / Wk 4", "Cont / N"] == "0"
    assert ("CHEMISTRY / ALT / Wk 4", "Cont / Mean (SD)") not in table


def test_exposure_has_arms_within_populations(cells):
    assert cells("X-1")["Dose / n", "Treated [1] / Control (N=3)"] == "3"


def test_numbers_at_risk_stand_under_the_figure(cells):
    table = cells("K-1")
    assert table["Control", "Number at risk, time in days / 5"] == "2"
    assert table["Control", "Median (95% CI)"].startswith("NE (")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_cell_with_a_digit_has_an_id(displays, values, language):
    for block in displays.values():
        for _, _, text, ids in csv_rows(block, values, language):
            assert ids or not any(letter.isdigit() for letter in text)


def test_both_languages_have_the_same_ids(displays, values):
    for block in displays.values():
        english, chinese = (
            [row[3] for row in csv_rows(block, values, language)] for language in ("en", "zh")
        )
        assert english == chinese


def test_titles_and_footnotes_are_slots_of_the_definition(displays, values):
    for block in displays.values():
        assert isinstance(block, Table | Figure)
        for content in (block.title, block.number, *block.footnotes):
            assert resolve_content(content, "zh", values)
            assert any(isinstance(each, Slot) for each in content) or block.number != content


def test_csv_files_are_named_after_number_and_language(displays, values, tmp_path):
    paths = [write_csv(displays["P-1"], values, language, tmp_path) for language in ("en", "zh")]
    assert [path.name for path in paths] == ["P-1.csv", "P-1.zh.csv"]
    with paths[0].open(encoding="utf-8") as file:
        first = next(csv.DictReader(file))
    assert set(first) == {"row_label", "column_label", "text", "ids"}
    assert first["ids"] == "res:P-1.N.CTL"
