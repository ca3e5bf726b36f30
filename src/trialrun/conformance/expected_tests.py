"""The tests (--TESTCD) that a definition takes its analysis data from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trialrun.study import Study

_DOMAINS = {
    "ADQSADAS": "QS",
    "ADQSCIBC": "QS",
    "ADQSNPIX": "QS",
    "ADLBC": "LB",
    "ADLBH": "LB",
    "ADVS": "VS",
}


@dataclass(frozen=True, slots=True)
class ExpectedTest:
    """
    A test under one of several codes.

    Args:
        codes: the code and its synonyms; one of them must be in the data.
        domain: domain that it is looked for in, "" for any.
        place: where the definition names it.
    """

    codes: tuple[str, ...]
    domain: str
    place: str


def expected_tests(study: Study) -> Iterator[ExpectedTest]:
    """The tests that the data must have, in the order of the definition."""
    subject = study.analysis_data.ADSL
    for field in ("height", "weight", "education"):
        measurement = getattr(subject, field)
        if measurement is not None:
            yield ExpectedTest(measurement.tests, "", f"analysis_data.ADSL.{field}")
    for code in subject.cognition_items:
        yield ExpectedTest((code,), "QS", "analysis_data.ADSL.cognition_items")
    for name, domain in _DOMAINS.items():
        options = getattr(study.analysis_data, name)
        for parameter in options.parameters if options is not None else ():
            codes = parameter.test_codes
            yield ExpectedTest(
                codes() if callable(codes) else codes,
                domain,
                f"analysis_data.{name}.parameters.{parameter.code}",
            )
