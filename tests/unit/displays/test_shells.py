"""Shells: the same rows and columns as the displays will have, letters in the place of numbers."""

from __future__ import annotations

import polars as pl
import pytest

from trialrun.displays import build_display, build_shell, build_shells
from trialrun.displays.build import BUILDERS
from trialrun.displays.expected import EXPECTED, expected_results
from trialrun.displays.shells import placeholder
from trialrun.report import (
    Figure,
    Message,
    Results,
    Slot,
    Values,
    plain_text,
    resolve_content,
)
from trialrun.study import load_study

NAMED_BY_DATA = {"sites", "adverse-events"}
"""Kinds whose rows only the data name."""


@pytest.fixture(scope="module")
def study(pilot_study):
    return load_study(pilot_study)


def table_of(block):
    return block.table if isinstance(block, Figure) else block


def slots(content):
    for inline in content:
        if isinstance(inline, Slot):
            yield inline
        elif isinstance(inline, Message):
            for _, filling in inline.slots:
                yield from slots(filling)


def contents(table):
    for column in table.columns:
        yield from column.path
    for row in table.rows:
        yield from (row.label, *row.path, *row.cells)
    yield from table.footnotes


def result_ids(table):
    found = {slot.id for content in contents(table) for slot in slots(content)}
    return {name for name in found if name.startswith("res:")}


def test_every_kind_of_display_has_a_shell():
    assert set(EXPECTED) == set(BUILDERS)


def test_no_shell_asks_for_a_result(study):
    shells = build_shells(study)
    assert list(shells) == [display.number for display in study.displays]
    assert {n: result_ids(table_of(b)) for n, b in shells.items() if result_ids(table_of(b))} == {}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_cells_hold_letters_only(study, language):
    values = Values(study, {})
    for block in build_shells(study).values():
        for row in table_of(block).rows:
            texts = [plain_text(resolve_content(cell, language, values)) for cell in row.cells]
            assert not any(character.isdigit() for text in texts for character in text), texts


def test_letters_have_the_form_of_the_number():
    assert [placeholder(f) for f in ("int", "d2", "pct0", "p3g")] == ["xx", "xx.xx", "xx", "x.xxx"]


def test_other_parameters_of_a_group_are_named_below_the_first(study):
    display = next(d for d in study.displays if d.kind == "change-by-visit")
    rows = build_shell(study, display).rows
    named = [row for row in rows if row.id.endswith("-others")]
    assert len(named) == len(display.groups)
    values = Values(study, {})
    text = plain_text(resolve_content(named[0].label, "en", values))
    for parameter in display.groups[0].parameters[1:]:
        assert parameter.label.en in text


def test_shells_ask_for_what_the_analysis_makes(study, demo_run):
    """The results of a whole run are the second source: same ids, same formats, same layout."""
    results = Results.from_frame(pl.read_parquet(demo_run / "results/results.parquet"))
    for display in study.displays:
        expected = {row.id: row for row in expected_results(study, display)}
        real = table_of(build_display(study, display, results))
        shell = table_of(build_shell(study, display))
        assert [c.id for c in real.columns] == [c.id for c in shell.columns]
        used = result_ids(real)
        if display.kind not in NAMED_BY_DATA:
            assert used <= set(expected), display.number
        known = used & set(expected)
        made = {name: results[name].format for name in known if results[name].text is None}
        assert made == {name: expected[name].format for name in made}, display.number
        assert known
