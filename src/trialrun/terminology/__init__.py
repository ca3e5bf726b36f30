"""Controlled terminology: code lists, their terms, and the concept code of each."""

from trialrun.terminology.codelists import (
    CodelistTerms,
    PublishingSet,
    codelist_terms,
    terminology_version,
)

__all__ = ["CodelistTerms", "PublishingSet", "codelist_terms", "terminology_version"]
