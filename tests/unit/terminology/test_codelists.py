"""Code lists of the standard, as they are held."""

from __future__ import annotations

import re

import pytest

from trialrun.terminology import codelist_terms, terminology_version


def test_terms_are_the_published_ones():
    # NCI Thesaurus: No Yes Response C66742 with Y C49488 and NA C48660; Sex C66731.
    answers = codelist_terms("NY")
    assert (answers.code, answers.extensible) == ("C66742", False)
    assert answers.terms == {"N": "C49487", "NA": "C48660", "U": "C17998", "Y": "C49488"}
    assert codelist_terms("SEX").terms["M"] == "C20197"
    assert codelist_terms("DATEFL").publishing_set == "ADaM"


def test_a_test_and_its_code_are_one_concept():
    for code, name in (("LBTESTCD", "LBTEST"), ("VSTESTCD", "VSTEST"), ("TSPARMCD", "TSPARM")):
        assert set(codelist_terms(code).terms.values()) == set(codelist_terms(name).terms.values())


def test_an_unknown_list_is_none():
    assert codelist_terms("NOSUCHLIST") is None


@pytest.mark.parametrize("publishing_set", ["SDTM", "ADaM"])
def test_version_is_a_date(publishing_set):
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", terminology_version(publishing_set))
