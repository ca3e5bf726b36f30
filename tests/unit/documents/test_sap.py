"""The analysis plan as a tree: whole outline, texts, hints, shells, nothing invented."""

from __future__ import annotations

import pytest

from trialrun.design import design_study
from trialrun.displays import build_shells
from trialrun.documents import build_sap
from trialrun.documents.sap.outline import outline
from trialrun.report import (
    UNMARKED,
    Figure,
    Message,
    Paragraph,
    Result,
    Results,
    Section,
    Slot,
    Table,
    ToWrite,
    Values,
    blocks_of,
    document_from_json,
    document_to_json,
    plain_text,
    resolve_content,
    resolve_document,
    result_id,
)
from trialrun.study import AnalysisData, JournalEntry, Text, load_study

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
def document(study):
    return build_sap(study, Results(design_study(study).results()))


def sections(document):
    found = [block for block in blocks_of(document) if isinstance(block, Section)]
    return {block.number: block for block in found if block.number}


def slots(content):
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


def forms_of(document):
    """Slots of the lists of a document, with their formats."""
    for each in blocks_of(document):
        for item in getattr(each, "items", ()):
            yield from slot_forms(item)


def slot_forms(content):
    for part in content:
        if isinstance(part, Slot):
            yield part.id, part.format
        elif isinstance(part, Message):
            for _, filling in part.slots:
                yield from slot_forms(filling)


def cells_of(document, table):
    found = next(block for block in blocks_of(document) if block.id == table)
    return {row.id.removeprefix(f"{table}.r."): row.cells for row in found.rows}


def test_plan_has_every_section_in_order(study, document):
    there = list(sections(document))
    assert [n for n in there if not n.startswith("10.")] == list(outline())
    names = [n for n in AnalysisData.model_fields if getattr(study.analysis_data, n) is not None]
    assert [n for n in there if n.startswith("10.")] == [
        f"10.{k}" for k in range(1, len(names) + 1)
    ]
    assert {f"sap.10.{name}" for name in names} <= {block.id for block in blocks_of(document)}


def test_no_last_section_is_empty(document):
    found = sections(document)
    assert [
        number
        for number, section in found.items()
        if not section.blocks and not any(other.startswith(f"{number}.") for other in found)
    ] == []


def test_every_block_has_an_id_of_its_own(document):
    ids = [each.id for each in blocks_of(document)]
    assert len(ids) == len(set(ids))


def test_tree_survives_json(document):
    assert document_from_json(document_to_json(document)) == document


def test_texts_of_the_definition_stand_in_their_sections(study, document):
    found = sections(document)
    assert study.plan_text
    for number in study.plan_text:
        first = found[number].blocks[0]
        assert isinstance(first, Paragraph)
        assert list(slots(first.content)) == [f"study:plan_text.{number}.text"]


def test_text_of_the_definition_takes_the_place_of_nothing_is_planned(survival):
    document = build_sap(survival, NOTHING)
    assert "8.4" in survival.plan_text
    assert [block.id for block in sections(document)["8.4"].blocks] == ["sap.8.4.definition"]


def test_every_display_has_its_shell(study, document):
    shells = build_shells(study)
    there = {b.id: b for b in blocks_of(document) if isinstance(b, Table | Figure)}
    assert {shell.id: shell for shell in shells.values()}.items() <= there.items()
    listed = cells_of(document, "sap.14.1.displays")
    assert list(listed) == [display.number for display in study.displays]


def test_no_value_of_data_stands_in_a_plan(document):
    kinds = {name.partition(":")[0] for name in all_slots(document)}
    assert kinds == {"study", "design"}


def test_without_a_design_its_numbers_are_left_out(study):
    document = build_sap(study, NOTHING)
    assert {name.partition(":")[0] for name in all_slots(document)} == {"study"}
    for language in ("en", "zh"):
        resolve_document(document, language, Values(study, NOTHING))


def test_a_study_with_nothing_but_what_is_needed_has_a_plan(pilot):
    fields = (
        "epochs", "visits", "activities", "objectives", "endpoints", "estimands", "analyses",
        "gates", "interim_looks", "stopping_rules", "sample_size", "regions", "scenarios",
        "displays", "differences",
    )  # fmt: skip
    data = pilot.analysis_data
    only = {n: None for n in type(data).model_fields if n not in {"ADSL", "schema_version"}}
    bare = pilot.model_copy(
        update={
            **dict.fromkeys(fields, ()),
            "planning": None,
            "rehearsal": None,
            "plan_text": {},
            "abbreviations": {},
            "analysis_data": data.model_copy(update=only),
        }
    )
    document = build_sap(bare, NOTHING)
    left = {each.id for each in blocks_of(document) if isinstance(each, ToWrite)}
    assert {"sap.2.1.text", "sap.3.3.text", "sap.4.text", "sap.11.text", "sap.13.text"} <= left
    for language in ("en", "zh"):
        resolve_document(document, language, Values(bare, NOTHING))


def test_a_persons_text_follows_the_definitions(pilot):
    text = Text(en="A person's text.", zh="人员撰写的文字。")
    entry = JournalEntry("sap", "9.2", text, "A. Writer", "2026-01-02")
    document = build_sap(pilot, NOTHING, {"9.2": entry})
    last = sections(document)["9.2"].blocks[-1]
    assert isinstance(last, ToWrite)
    assert last.written == Slot(entry.slot_id)


def test_sample_size_is_shown_as_the_design_has_it(pilot):
    results = Results(design_study(pilot).results())
    cells = cells_of(build_sap(pilot, results), "sap.4.means")
    assert [list(slots(cell)) for cell in cells["per-arm-exact"]] == [
        ["design:ADAS24.per_arm_exact"],
        ["design:CIBIC24.per_arm_exact"],
    ]
    values = Values(pilot, results)
    printed = [values.text(cell[0], "en") for cell in cells["per-arm-exact"]]
    assert printed == ["98.7", "98.1"]  # protocol 3.4.4: 100 in each arm


def test_rehearsed_scenarios_stand_in_the_table_of_characteristics(pilot):
    name = result_id("EXPECTED", "success", "estimate", prefix="rehearsal")
    rows = [
        Result(name, "EXPECTED", "simulation", "estimate", value=0.8, format="pct1"),
        Result(
            result_id("EXPECTED", "success", "se", prefix="rehearsal"),
            "EXPECTED",
            "simulation",
            "se",
            value=0.004,
            format="pct1",
        ),
        Result(
            result_id("EXPECTED", "trials", prefix="rehearsal"),
            "EXPECTED",
            "simulation",
            "trials",
            value=10000,
            format="int",
        ),
    ]
    results = Results(rows)
    document = build_sap(pilot, results)
    cells = cells_of(document, "sap.11.characteristics")
    assert list(cells) == ["EXPECTED"]
    assert name in set(slots(cells["EXPECTED"][0]))
    resolve_document(document, "zh", Values(pilot, results))


def test_boundaries_come_from_the_design(survival):
    results = Results(design_study(survival).results())
    document = build_sap(survival, results)
    cells = cells_of(document, "sap.5.1.boundaries")
    looks = len(survival.planning.group_sequential.information)
    assert [list(slots(cell)) for cell in cells["efficacy_z"]] == [
        [f"design:OS.look{k}.efficacy_z"] for k in range(1, looks + 1)
    ]


def rehearsed(study, *, kinds):
    """Made-up rows of a rehearsal for every scenario of a study."""
    for scenario in study.scenarios:
        for parts in (("trials",), *((kind, s) for kind in kinds for s in ("estimate", "se"))):
            name = result_id(scenario.id, *parts, prefix="rehearsal")
            yield Result(name, scenario.id, "made up", parts[-1], value=0.5, format="g")
        name = result_id(scenario.id, "calculated", "power", prefix="rehearsal")
        yield Result(name, scenario.id, "made up", "power", value=0.5, format="d4")


def test_what_rests_on_the_studys_own_data_is_no_part_of_its_plan(pilot):
    results = Results(rehearsed(pilot, kinds=("success",)))
    document = build_sap(pilot, results)
    planned = [each.id for each in pilot.scenarios if not each.retrospective]
    assert list(cells_of(document, "sap.11.characteristics")) == planned != []
    assert len(planned) < len(pilot.scenarios)
    of_data = {each.id for each in pilot.differences if each.about_data}
    assert of_data
    assert not of_data & set(cells_of(document, "sap.12.differences"))


def test_differences_name_their_documents_and_say_what_this_plan_does(pilot):
    document = build_sap(pilot, NOTHING)
    table = next(each for each in blocks_of(document) if each.id == "sap.12.differences")
    heads = [list(slots(column.path[0])) for column in table.columns]
    assert heads[:2] == [
        ["study:difference_labels.protocol"],
        ["study:difference_labels.plan"],
    ]
    for name, cells in cells_of(document, "sap.12.differences").items():
        assert list(slots(cells[-1])) == [f"study:differences.{name}.planned"]


def test_success_stands_with_and_without_futility_and_its_calculation_beside_it(survival):
    kinds = ("success", "success_with_futility", "success_without_futility")
    results = Results(rehearsed(survival, kinds=kinds))
    cells = cells_of(build_sap(survival, results), "sap.11.characteristics")
    for scenario in survival.scenarios:
        prefix = f"rehearsal:{scenario.id}"
        obeyed, its, ignored, other = (list(slots(cell)) for cell in cells[scenario.id])
        assert obeyed == [f"{prefix}.success_with_futility.{s}" for s in ("estimate", "se")]
        assert ignored == [f"{prefix}.success_without_futility.{s}" for s in ("estimate", "se")]
        power = [f"{prefix}.calculated.power"]
        assert (its, other) == (([], power) if scenario.kind == "null" else (power, []))


def test_money_and_the_length_of_blocks_stay_out_of_the_plan(study):
    results = Results(
        [*design_study(study).results(), *rehearsed(study, kinds=("success", "cost"))]
    )
    found = set(all_slots(build_sap(study, results)))
    assert "study:planning.block_size" not in found
    assert [each for each in found if ".cost." in each or each.startswith("study:costs")] == []


def test_plan_bears_the_date_of_the_protocol(study):
    document = build_sap(study, NOTHING)
    assert study.identification.protocol_date is not None
    assert document.date == study.identification.protocol_date.isoformat()
    shown = [*slots(document.footer)]
    assert "study:identification.protocol_date" in shown
    assert "study:identification.report_date" not in {*shown, *all_slots(document)}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_two_tables_have_one_caption(study, document, language):
    values = Values(study, Results(design_study(study).results()))
    titles = [
        plain_text(resolve_content(each.title, language, values)).casefold()
        for each in blocks_of(document)
        if isinstance(each, Table) and each.caption
    ]
    assert sorted(set(titles)) == sorted(titles)


def test_marks_of_footnotes_do_not_stand_in_running_text(pilot):
    label = Slot("study:displays.14-4.01.rows.2.label")
    values = Values(pilot, NOTHING)
    for language in ("en", "zh"):
        marked = values.text(label, language)
        assert marked.endswith("]")
        assert (
            values.text(Slot(label.id, UNMARKED), language) == marked[: marked.index("[")].strip()
        )
    found = set(forms_of(build_sap(pilot, NOTHING)))
    assert (label.id, UNMARKED) in found
