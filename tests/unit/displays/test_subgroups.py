"""The display of subgroups: its rows, what it says of regions, its drawing, its faults."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from trialrun.displays import build_display, build_shell, csv_rows, draw_figure, draw_shell
from trialrun.displays.expected import expected_results
from trialrun.displays.figure import _schematic
from trialrun.report import Figure, Message, Results, Values, plain_text, resolve_content
from trialrun.study import Study, find_subgroup, load_study
from trialrun.study.references import _analyses, _displays

EXAMPLE = Path(__file__).parents[3] / "examples" / "mrct-os" / "study.yaml"
REGIONS = ("CHN", "USA", "EU", "JPN")


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(EXAMPLE)


@pytest.fixture(scope="module")
def display(study):
    return next(each for each in study.displays if each.kind == "subgroups")


@pytest.fixture(scope="module")
def results(study, display):
    """Made-up results: the regions show 100, 50, 49 and -20 percent of the overall effect."""
    rows = {row.id: replace(row, text=None) for row in expected_results(study, display)}
    shares = dict(zip(REGIONS, (1.0, 0.5, 0.49, -0.2), strict=True))
    for region, share in shares.items():
        key = f"res:{display.number}.REGION1.{region}"
        rows[f"{key}.share"] = replace(rows[f"{key}.share"], value=share)
        held = float(share >= study.rehearsal.consistency)
        rows[f"{key}.method1"] = replace(rows[f"{key}.method1"], value=held)
    return Results(rows.values())


def test_it_has_a_row_for_all_subjects_each_subgroup_and_each_level(study, display, results):
    figure = build_display(study, display, results)
    assert isinstance(figure, Figure)
    assert [row.id for row in figure.table.rows] == [
        "overall",
        "REGION1",
        *[f"REGION1-{each}" for each in REGIONS],
        "ECOGBL",
        "ECOGBL-0",
        "ECOGBL-1",
    ]
    assert {len(row.cells) for row in figure.table.rows} == {len(figure.table.columns)}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["consistent", "consistent", "not shown", "not shown"]),
        ("zh", ["一致", "一致", "未显示一致", "未显示一致"]),
    ],
)
def test_a_region_is_consistent_from_the_share_of_the_definition_on(
    study, display, results, language, said
):
    figure = build_display(study, display, results)
    rows = {row.id: row for row in figure.table.rows}
    values = Values(study, results)
    printed = [
        plain_text(resolve_content(rows[f"REGION1-{each}"].cells[-1], language, values))
        for each in REGIONS
    ]
    assert [text.strip("）)").replace("（", "(").split("(")[1] for text in printed] == said
    assert rows["ECOGBL-0"].cells[-1] == ()


def test_every_printed_number_has_its_id(study, display, results):
    figure = build_display(study, display, results)
    rows = list(csv_rows(figure, Values(study, results), "en"))
    assert rows
    assert all(ids for _, _, text, ids in rows if any(letter.isdigit() for letter in text))


def test_the_shell_has_letters_for_all_numbers(study, display):
    shell = build_shell(study, display)
    rows = list(csv_rows(shell, Values(study, {}), "en"))
    cells = [text for label, _, text, _ in rows if label]
    assert cells
    assert not any(letter.isdigit() for text in cells for letter in text)


def test_what_can_not_be_estimated_is_said_below(study, display, results):
    lost = f"res:{display.number}.REGION1.JPN"
    rows = dict(results)
    for word in ("hazard_ratio", "lower", "upper", "share", "method1"):
        rows[f"{lost}.{word}"] = replace(rows[f"{lost}.{word}"], value=None)
    notes = build_display(study, display, rows).footnotes
    assert (Message("display-effect-not-estimable"),) in notes
    assert (Message("display-effect-not-estimable"),) not in build_display(
        study, display, results
    ).footnotes


def test_drawing_twice_gives_the_same_bytes(study, display, results, tmp_path):
    drawn = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        paths = draw_figure(study, display, results, "en", folder)
        drawn.append(
            [each.read_bytes() for each in (*paths, *draw_shell(study, display, "en", folder))]
        )
    assert drawn[0] == drawn[1]


def test_survival_curves_of_a_plan_are_the_same_in_every_arm(study):
    display = next(each for each in study.displays if each.kind == "kaplan-meier")
    curves: dict[str, list[float | None]] = {}
    for row in _schematic(study, display):
        curves.setdefault(row.id.split(".survival.")[1].split(".")[0], []).append(row.value)
    assert len(curves) == len(study.arms)
    assert len(set(map(tuple, curves.values()))) == 1


def test_an_analysis_has_its_own_test_instead_of_one_of_all_arms(study):
    display = next(each for each in study.displays if each.kind == "kaplan-meier")
    changed = display.model_copy(update={"test": True})
    assert changed.analysis is not None
    names = [row.id for row in expected_results(study, changed)]
    assert f"res:{display.number}.logrank.p_value" not in names


def test_levels_of_a_variable_that_is_no_stratum_come_from_the_characteristics(study):
    sex = find_subgroup(study, "SEX")
    assert [each.value for each in sex.levels] == ["M", "F"]
    assert not sex.region
    assert find_subgroup(study, "AGE") is None


def faults(change):
    """Change the example and return what is wrong with it."""
    yaml = YAML(typ="safe", pure=True)
    content = yaml.load(EXAMPLE.read_text(encoding="utf-8"))
    change(content)
    study = Study.model_validate(content)
    return [message for _, message, _, _ in (*_analyses(study), *_displays(study))]


def test_a_subgroup_without_levels_is_refused():
    def change(content):
        content["analyses"][0]["subgroups"].append("AGE")

    assert faults(change) == ["AGE has no levels"]


def test_subgroups_of_another_method_are_refused():
    def change(content):
        content["analyses"][1]["subgroups"] = ["REGION1"]

    assert faults(change) == ["TEAE has the method fisher"]


def test_a_display_of_no_subgroups_is_refused():
    def change(content):
        del content["analyses"][0]["subgroups"]

    assert faults(change) == ["OS has no subgroups"]


def test_a_comparison_that_is_not_made_is_refused():
    def change(content):
        shown = next(each for each in content["displays"] if each["kind"] == "subgroups")
        shown["comparison"] = ["DOC", "EXM"]

    assert faults(change) == ["OS does not compare DOC-EXM"]
