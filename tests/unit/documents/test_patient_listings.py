"""What sections 11.1 and 16.2 say of those who left and those who were not analysed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trialrun.documents.csr.patient_listings import excluded_sentences, patient_listing_chapter
from trialrun.documents.sources import Sources
from trialrun.report import Paragraph, Result, Results, Table, Values, plain_text, result_id
from trialrun.report.resolve import resolve_content
from trialrun.study import load_study


@pytest.fixture(scope="module")
def study(root):
    return load_study(root / "examples" / "cdiscpilot01" / "study.yaml")


def made(*key, operation, form="text", population=None, groups=None, **values):
    return Result(
        id=result_id(*key),
        analysis=key[0],
        method="listing",
        operation=operation,
        population=population,
        format=form,
        groups=groups or {},
        **values,
    )


def excluded(population, tests):
    """One subject who misses the tests."""
    head = ("excluded", population)
    rows = [made(*head, "subjects", operation="count", form="int", value=1.0)]
    for test in tests:
        because, groups = (*head, "because", "post-baseline", test), {"condition": "post-baseline"}
        groups["of"] = test
        count = {"operation": "condition-count", "form": "int", "value": 1.0, "groups": groups}
        rows.append(made(*because, "subjects", **count))
        name = {"operation": "name", "form": "term:TESTCD", "text": test, "groups": groups}
        rows.append(made(*because, "name", **name))
    who = {"USUBJID": "S1"}
    person = (*head, "subject", "S1")
    rows.append(made(*person, "id", operation="id", text="S1", groups=who))
    rows.append(made(*person, "arm", operation="arm", text="PBO", groups=who))
    for test in tests:
        own = {**who, "condition": "post-baseline", "of": test}
        rows.append(made(*person, test, operation="condition", text="post-baseline", groups=own))
    return [replace(row, population=population) for row in rows]


def discontinued(**facts):
    forms = {"age": "g", "end_day": "int", "end_of_study": "date", "reason": "term:DCREASCD"}
    return [
        made(
            "discontinued",
            "S2",
            name,
            operation=name,
            form=forms.get(name, "text"),
            groups={"USUBJID": "S2"},
            **({"text": value} if isinstance(value, str) else {"value": value}),
        )
        for name, value in {"id": "S2", "arm": "PBO", **facts}.items()
    ]


def words(study, rows, content, language="en"):
    results = Results(rows)
    references = {"csr.16.2.3": "Section 16.2.3"}
    return plain_text(resolve_content(content, language, Values(study, results), references))


def chapter(study, rows):
    return patient_listing_chapter(Sources(study, Results(rows), {}))


def test_without_results_a_person_attaches_the_listings(study):
    assert chapter(study, []) == {}


def test_the_sentence_counts_by_reason_and_sends_to_the_listing(study):
    rows = excluded("EFFICACY", ["ACTOT", "CIBIC"])
    content = excluded_sentences(Sources(study, Results(rows), {}))
    assert words(study, rows, content) == (
        "Of the randomised patients, 1 was excluded from the analysis population “Efficacy”: no "
        "assessment of ADAS-Cog (11) after baseline (1); no assessment of CIBIC+ after baseline "
        "(1). A patient may be counted under more than one reason. These patients are listed in "
        "Section 16.2.3."
    )
    assert "基线后无CIBIC+评估（1例）" in words(study, rows, content, "zh")


def test_each_subject_has_every_reason(study):
    rows = excluded("EFFICACY", ["ACTOT", "CIBIC"])
    lead, table = chapter(study, rows)["16.2.3"]
    assert isinstance(lead, Paragraph)
    assert isinstance(table, Table)
    cell = words(study, rows, table.rows[0].cells[1])
    assert cell == (
        "no assessment of ADAS-Cog (11) after baseline; no assessment of CIBIC+ after baseline"
    )


def test_no_one_excluded_is_said_and_not_listed(study):
    count = {"operation": "count", "population": "EFFICACY", "value": 0.0}
    rows = [made("excluded", "EFFICACY", "subjects", **count)]
    (lead,) = chapter(study, rows)["16.2.3"]
    assert "none was excluded" in words(study, rows, lead.content)
    content = excluded_sentences(Sources(study, Results(rows), {}))
    assert "listed" not in words(study, rows, content)


def test_a_discontinued_subject_is_told_as_far_as_the_data_go(study):
    rows = discontinued(age=70.0, end_of_study="2020-01-20", end_day=11.0, reason="Death")
    (table,) = chapter(study, rows)["16.2.1"]
    cells = [words(study, rows, cell) for cell in table.rows[0].cells]
    assert cells == ["Placebo", "70 / –", "–", "20 Jan 2020 (day 11)", "Death"]
