"""The protocol as a tree: the whole outline, texts, hints, a person's text, nothing invented."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from trialrun.design import design_study
from trialrun.documents import build_protocol
from trialrun.documents.outline_m11 import ADDITIONAL, OUTLINE, headings
from trialrun.report import (
    Message,
    Paragraph,
    Results,
    Section,
    Slot,
    Table,
    ToWrite,
    Values,
    blocks_of,
    document_from_json,
    document_to_json,
    resolve_document,
)
from trialrun.study import JournalEntry, Text, load_study

EXAMPLES = ("cdiscpilot01", "mrct-os")
NOTHING = Results([])


@pytest.fixture(scope="module", params=EXAMPLES)
def study(request, root):
    return load_study(root / "examples" / request.param / "study.yaml")


@pytest.fixture(scope="module")
def pilot(root):
    return load_study(root / "examples" / "cdiscpilot01" / "study.yaml")


@pytest.fixture(scope="module")
def survival(root):
    return load_study(root / "examples" / "mrct-os" / "study.yaml")


@pytest.fixture(scope="module")
def results(study):
    return Results(design_study(study).results())


@pytest.fixture(scope="module")
def document(study, results):
    return build_protocol(study, results)


def sections(document):
    found = [block for block in blocks_of(document) if isinstance(block, Section)]
    return {block.number: block for block in found if block.number}


def block(document, name):
    return next(each for each in blocks_of(document) if each.id == name)


def slots(content):
    """Ids of every slot in a content, those in messages included."""
    for part in content:
        if isinstance(part, Slot):
            yield part.id
        elif isinstance(part, Message):
            for _, filling in part.slots:
                yield from slots(filling)


def all_slots(document):
    for each in blocks_of(document):
        for name in ("content", "title"):
            yield from slots(getattr(each, name, ()))
        for item in getattr(each, "items", ()):
            yield from slots(item)
        for row in getattr(each, "rows", ()):
            for cell in (row.label, *row.cells):
                yield from slots(cell)
        for level in getattr(each, "levels", ()):
            for box in level:
                for line in box.lines:
                    yield from slots(line)


# Outline ----------------------------------------------------------------------------------------
def test_outline_is_that_of_the_template(shared):
    path = shared / "outlines" / "ich_m11_final_step4_2025-11.yaml"
    numbers = [str(each["number"]) for each in YAML(typ="safe").load(path)["sections"]]
    assert [number.replace("12.X", ADDITIONAL) for number in numbers] == list(OUTLINE)


def test_headings_repeat_for_each_objective():
    found = headings({"primary": 2, "secondary": 1})
    numbers = [each.number for each in found]
    assert [n for n in numbers if n.startswith("3.1.")] == ["3.1.1", "3.1.2"]
    assert "10.4.2.5" in numbers
    assert "10.4.3" not in numbers
    assert [n for n in numbers if n.startswith("3.3.")] == []
    assert len(numbers) == len(set(numbers))


def test_primary_objective_has_its_heading_even_where_there_is_none_yet():
    assert "3.1.1" in [each.number for each in headings({})]


def test_protocol_has_every_heading_in_order(study, document):
    counts = {
        level: sum(each.level == level for each in study.objectives)
        for level in ("primary", "secondary", "exploratory")
    }
    assert list(sections(document)) == [each.number for each in headings(counts)]


def test_no_last_section_is_empty(document):
    found = sections(document)
    empty = [
        number
        for number, section in found.items()
        if not section.blocks and not any(other.startswith(f"{number}.") for other in found)
    ]
    assert empty == []


def test_every_block_has_an_id_of_its_own(document):
    ids = [each.id for each in blocks_of(document)]
    assert len(ids) == len(set(ids))


def test_tree_survives_json(document):
    assert document_from_json(document_to_json(document)) == document


# Texts ------------------------------------------------------------------------------------------
def test_texts_of_the_definition_stand_in_their_sections(study, document):
    found = sections(document)
    for number in study.protocol_text:
        if number != "amendment":
            first = found[number].blocks[0]
            if "\n" in study.protocol_text[number].text.en:
                count = len(study.protocol_text[number].text.en.splitlines())
                wanted = [[f"study:protocol_text.{number}.line{k + 1}"] for k in range(count)]
                assert [list(slots(item)) for item in first.items] == wanted
                continue
            assert isinstance(first, Paragraph)
            assert list(slots(first.content)) == [f"study:protocol_text.{number}.text"]


def test_every_text_of_the_definition_has_a_section(study, document):
    assert set(study.protocol_text) - set(sections(document)) <= {"amendment"}


def test_only_what_a_sponsor_must_add_is_left_to_write_in_the_examples(study, document):
    left = {each.id for each in blocks_of(document) if isinstance(each, ToWrite)}
    sponsors = {"approval", "front.registry", "front.address"}
    partners = set() if "9.3.2" in study.protocol_text else {"9.3.2"}
    wanted = {"protocol.approval.text"} | {f"protocol.{each}" for each in sponsors - {"approval"}}
    assert left == wanted | {f"protocol.{each}.text" for each in partners}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_abbreviations_with_a_digit_are_printed_and_unused_ones_are_not(survival, language):
    names = {"PD-L1": survival.abbreviations["OS"], "QQQ": survival.abbreviations["OS"]}
    study = survival.model_copy(update={"abbreviations": names})
    document = build_protocol(study, NOTHING)
    table = block(document, "protocol.13.abbreviations")
    assert [list(slots(row.label)) for row in table.rows] == [["study:abbreviations.PD-L1.key"]]
    resolve_document(document, language, Values(study, NOTHING))


def test_population_of_an_estimand_is_the_patients_of_the_question(study, document):
    for each in study.estimands:
        tables = [
            b for b in blocks_of(document) if isinstance(b, Table) and b.id.endswith(f".{each.id}")
        ]
        assert list(slots(tables[0].rows[0].cells[0])) == [f"study:estimands.{each.id}.patients"]


def test_sample_size_states_its_assumptions(survival):
    document = build_protocol(survival, Results(design_study(survival).results()))
    plan = survival.planning.group_sequential
    told = set(slots(block(document, "protocol.10.11.events").content))
    for wanted in ("control_median_months", "dropout_per_month", "hazard_ratio", "events"):
        assert f"design:{plan.analysis}.{wanted}" in told
    assert f"study:scenarios.{plan.scenario}.source" in told
    accrual = block(document, "protocol.10.11.accrual")
    assert len(accrual.rows) == len(survival.regions)
    assert "study:planning.group_sequential.futility.spending.parameter" in set(
        slots(block(document, "protocol.10.9.design").content)
    )


def test_protocol_tells_where_an_earlier_version_said_otherwise(pilot):
    table = block(build_protocol(pilot, NOTHING), "protocol.10.differences")
    wanted = [
        each.id for each in pilot.differences if each.protocol and each.plan and not each.about_data
    ]
    assert [row.id.rsplit(".", 1)[1] for row in table.rows] == wanted
    assert {"SIDES", "MULTIPLICITY", "AETEST"} <= set(wanted)


def test_without_texts_a_person_is_told_what_to_write(pilot):
    bare = pilot.model_copy(update={"protocol_text": {}})
    document = build_protocol(bare, NOTHING)
    left = {each.id for each in blocks_of(document) if isinstance(each, ToWrite)}
    assert {"protocol.2.1.text", "protocol.6.3.text", "protocol.14.text"} <= left
    for language in ("en", "zh"):
        resolve_document(document, language, Values(bare, NOTHING))


def test_a_persons_text_takes_the_place_of_the_hint(pilot):
    bare = pilot.model_copy(update={"protocol_text": {}})
    text = Text(en="A person's text.", zh="人员撰写的文字。")
    entry = JournalEntry("protocol", "2.1", text, "A. Writer", "2026-01-02")
    document = build_protocol(bare, NOTHING, {"2.1": entry})
    written = [each for each in sections(document)["2.1"].blocks if isinstance(each, ToWrite)]
    assert [each.written for each in written] == [Slot(entry.slot_id)]


def test_a_study_with_nothing_but_what_is_needed_has_a_protocol(pilot):
    """Every part that may be missing is missing: all sections are hints or general texts."""
    fields = (
        "epochs", "visits", "activities", "objectives", "endpoints", "estimands", "analyses",
        "gates", "interim_looks", "stopping_rules", "sample_size", "regions", "scenarios",
    )  # fmt: skip
    update = dict.fromkeys(fields, ())
    empty = pilot.model_copy(
        update={
            **update,
            "planning": None,
            "protocol_text": {},
            "abbreviations": {},
            "eligibility": type(pilot.eligibility)(),
        }
    )
    document = build_protocol(empty, NOTHING)
    for language in ("en", "zh"):
        resolve_document(document, language, Values(empty, NOTHING))
    assert {"3.1.1", "10.4.1.1"} <= set(sections(document))


# Design -----------------------------------------------------------------------------------------
def test_without_a_design_its_sentences_are_left_out(study):
    document = build_protocol(study, NOTHING)
    assert [each for each in all_slots(document) if each.startswith("design:")] == []
    for language in ("en", "zh"):
        resolve_document(document, language, Values(study, NOTHING))


def test_boundaries_are_those_of_the_design(survival):
    document = build_protocol(survival, Results(design_study(survival).results()))
    table = block(document, "protocol.10.9.boundaries")
    assert isinstance(table, Table)
    wanted = survival.planning.group_sequential
    assert len(table.columns) == len(wanted.information)
    ids = [[next(slots(cell), None) for cell in row.cells] for row in table.rows]
    assert ids[0] == [
        f"design:{wanted.analysis}.look{k + 1}.information" for k in range(len(wanted.information))
    ]
    futility = next(each for each in ids if each[0] == f"design:{wanted.analysis}.look1.futility_z")
    assert [each is None for each in futility] == [False] * (len(futility) - 1) + [True]


def test_error_rates_of_the_rules_are_stated_and_exact(pilot):
    document = build_protocol(pilot, Results(design_study(pilot).results()))
    table = block(document, "protocol.4.3.errors")
    first = [list(slots(cell)) for cell in table.rows[0].cells]
    rule = pilot.stopping_rules[0].id
    assert [f"study:stopping_rules.{rule}.type_i_error"] in first
    assert [f"design:{rule}.type_i_error"] in first


def test_every_stopping_rule_shows_all_its_thresholds(pilot):
    document = build_protocol(pilot, NOTHING)
    for rule in pilot.stopping_rules:
        table = block(document, f"protocol.4.3.thresholds.{rule.id}")
        assert len(table.columns) == len(table.rows[0].cells) == len(rule.thresholds)


def test_length_of_blocks_is_kept_from_the_protocol(document):
    assert "study:planning.block_size" not in set(all_slots(document))


def test_schedule_marks_what_is_planned_and_nothing_else(study, document):
    tables = [
        each
        for each in blocks_of(document)
        if isinstance(each, Table) and each.id.startswith("protocol.1.3.schedule")
    ]
    marked = {
        (row.id.rsplit(".", 1)[1], column.id.rsplit(".", 1)[1])
        for table in tables
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell and row.id.rsplit(".", 1)[1] not in {"day", "window"}
    }
    first = {}
    for visit in study.visits:
        first.setdefault(visit.group or visit.id, visit.id)
    column = {visit.id: first[visit.group or visit.id] for visit in study.visits}
    assert marked == {(each.id, column[v]) for each in study.activities for v in each.visits}


def test_visits_that_repeat_are_one_column(survival):
    document = build_protocol(survival, NOTHING)
    table = block(document, "protocol.1.3.schedule")
    heads = [list(slots(part)) for column in table.columns for part in column.path]
    grouped = [each for each in survival.visits if each.group]
    assert len(grouped) > 1
    assert heads.count([f"study:visits.{grouped[0].id}.group"]) == 1
    assert [f"study:visits.{grouped[1].id}.group"] not in heads


def test_window_longer_on_one_side_is_said_in_days(survival):
    values = Values(survival, NOTHING)
    document = build_protocol(survival, NOTHING)
    table = block(document, "protocol.1.3.schedule")
    window = next(row for row in table.rows if row.id.endswith(".window"))
    names = list(slots(window.cells[0]))
    assert names == ["study:visits.SCR.first_day", "study:visits.SCR.last_day"]
    assert [values.study_values[name] for name in names] == [-28, -1]


def test_protocol_is_dated_before_its_report(study, document):
    wanted = study.identification
    assert document.date == wanted.protocol_date.isoformat() < wanted.report_date.isoformat()
    assert "study:identification.report_date" not in set(all_slots(document))


def test_estimands_show_their_attributes(study, document):
    for each in study.estimands:
        (table,) = [
            b
            for b in blocks_of(document)
            if isinstance(b, Table) and b.id.startswith("protocol.3.") and b.id.endswith(each.id)
        ]
        assert len(table.rows) == 4 + len(each.intercurrent_events)
