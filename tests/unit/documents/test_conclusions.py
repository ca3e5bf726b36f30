"""The sentences on efficacy after gates that pass, fail, fail in part, or can not be judged."""

from __future__ import annotations

import pytest

from trialrun.documents.csr.conclusions import efficacy_conclusion
from trialrun.documents.csr.efficacy import efficacy_chapter
from trialrun.documents.sources import Sources
from trialrun.language import LANGUAGES
from trialrun.report import Bullets, Paragraph, Result, Results, Values, plain_text, result_id
from trialrun.report.resolve import resolve_content
from trialrun.study import load_study

CLAIMS = ("superior", "significant", "effective", "proven", "was met")


@pytest.fixture(scope="module")
def study(root):
    return load_study(root / "examples" / "cdiscpilot01" / "study.yaml")


def results_of(study, p_values, estimate=-1.0):
    """Results of every test of the study: p=0.001, but those given."""
    rows = []
    for analysis in study.analyses:
        if analysis.method not in {"ancova", "anova"}:
            continue
        for test in ("dose", *("-".join(pair) for pair in analysis.comparisons)):
            p_value = p_values.get(f"{analysis.id}.{test}", 0.001)
            for operation in ("estimate", "se", "lower", "upper", "p_value"):
                value = p_value if operation == "p_value" else estimate
                form = "p3" if operation == "p_value" else "d1"
                identifier = result_id(analysis.id, test, operation)
                rows.append(
                    Result(identifier, analysis.id, "ancova", operation, value, format=form)
                )
        for arm in (*(arm.id for arm in study.arms), "total"):
            identifier = result_id(analysis.id, "N", arm)
            rows.append(Result(identifier, analysis.id, "count", "n", 50.0, format="int"))
    return Results(rows)


def conclusion(study, p_values, language="en", **more):
    results = results_of(study, p_values, **more)
    content = efficacy_conclusion(Sources(study, results, {}))
    references = dict.fromkeys(["csr.9.7.1", "csr.11.4.1"], "Section X")
    return plain_text(resolve_content(content, language, Values(study, results), references))


def test_passed_gate_is_told_with_its_tests(study):
    text = conclusion(study, {})
    assert "was met at the two-sided level of 0.05" in text
    assert "not claimed" not in text
    assert "p=0.001" in text


@pytest.mark.parametrize("failed", ["ADAS24.dose", "CIBIC24.dose"])
def test_one_of_two_co_primaries_alone_claims_nothing(study, failed):
    text = conclusion(study, {failed: 0.4})
    assert "was not met" in text
    assert "p=0.400" in text
    assert "Success of the following alone does not satisfy the condition" in text
    assert "Efficacy is therefore not claimed." in text
    assert not any(word in text for word in CLAIMS)


def test_two_failed_co_primaries_claim_nothing(study):
    text = conclusion(study, {"ADAS24.dose": 0.3, "CIBIC24.dose": 0.4})
    assert "Efficacy is therefore not claimed." in text
    assert "alone" not in text
    assert not any(word in text for word in CLAIMS)


def test_missing_p_value_claims_nothing(study):
    text = conclusion(study, {"ADAS24.dose": None})
    assert "could not be judged in full" in text
    assert "Efficacy is therefore not claimed." in text
    assert not any(word in text for word in CLAIMS)


def test_significance_in_the_wrong_direction_claims_nothing(study):
    text = conclusion(study, {}, estimate=1.0)
    assert "Efficacy is therefore not claimed." in text
    assert not any(word in text for word in CLAIMS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("p_value", [None, 0.0001, 0.3])
def test_every_outcome_can_be_said_in_every_language(study, language, p_value):
    assert conclusion(study, {"ADAS24.dose": p_value, "NPIX.dose": p_value}, language)


def test_failed_gate_makes_small_p_values_nominal(study):
    results = results_of(study, {"ADAS24.dose": 0.3})
    chapter = efficacy_chapter(Sources(study, results, {}))["11.4.1"]
    values = Values(study, results)
    own = [block for block in chapter if block.id.startswith("csr.11.4.1.ADAS24.")]
    contents = [block.content for block in own if isinstance(block, Paragraph)]
    contents += [item for block in own if isinstance(block, Bullets) for item in block.items]
    text = " ".join(plain_text(resolve_content(each, "en", values)) for each in contents)
    assert text.count("nominal p=0.001") == 3
    assert "support no claim" in text
    assert "significant" not in text
