"""
Code lists by their short names, read from the files beside this module.

Only submission values and concept codes are held: no definitions, no synonyms.

Source: CDISC controlled terminology, published by the NCI Enterprise Vocabulary Services (public
domain); the version of each set stands in its file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

PublishingSet = Literal["SDTM", "ADaM"]
_FILES: dict[PublishingSet, str] = {"SDTM": "sdtm.json", "ADaM": "adam.json"}


@dataclass(frozen=True)
class CodelistTerms:
    """
    One code list of the standard.

    Args:
        short_name: its submission value, such as "AESEV".
        code: its concept code.
        name: its name.
        extensible: whether a study may add terms of its own.
        terms: submission value -> concept code.
        publishing_set: the set that it is published in.
    """

    short_name: str
    code: str
    name: str
    extensible: bool
    terms: Mapping[str, str]
    publishing_set: PublishingSet


@cache
def _published(publishing_set: PublishingSet) -> dict[str, Any]:
    """Everything that is held of a publishing set."""
    file = files("trialrun.terminology").joinpath("data", _FILES[publishing_set])
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return content


@cache
def codelist_terms(short_name: str) -> CodelistTerms | None:
    """
    Return a code list by its short name; None where it is not held.

    >>> sex = codelist_terms("SEX")
    >>> sex.code, sex.extensible, sex.terms["F"]
    ('C66731', False, 'C16576')
    """
    for publishing_set in _FILES:
        found = _published(publishing_set)["codelists"].get(short_name)
        if found is not None:
            return CodelistTerms(
                short_name,
                found["code"],
                found["name"],
                found["extensible"],
                found["terms"],
                publishing_set,
            )
    return None


def terminology_version(publishing_set: PublishingSet) -> str:
    """
    Return the date by which the version of a publishing set that is held is known.

    >>> terminology_version("SDTM")
    '2023-12-15'
    """
    return str(_published(publishing_set)["version"])
