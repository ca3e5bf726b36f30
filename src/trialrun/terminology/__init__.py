"""Controlled terminology: code lists, their terms, and the concept code of each."""

from trialrun.terminology.codelists import CodelistTerms, codelist_terms, terminology_version

__all__ = ["CodelistTerms", "codelist_terms", "terminology_version"]
