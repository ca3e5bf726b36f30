"""The domains and tests (--TESTCD) that a definition takes its analysis data from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trialrun.study import Study

MEASURED = {"ADLBC": "LB", "ADLBH": "LB", "ADVS": "VS"}
"""Analysis data sets of measurements -> domain that they are derived from."""

_DOMAINS = {"ADQSADAS": "QS", "ADQSCIBC": "QS", "ADQSNPIX": "QS", **MEASURED}


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


def expected_domains(study: Study) -> tuple[str, ...]:
    """Return the domains that the definition collects or derives from, sorted."""
    subject = study.analysis_data.ADSL
    rules = [population.rule for population in study.populations]
    from_visits = (
        subject.treatment_start == "visit"
        or subject.screening_visit is not None
        or any(rule.visit_completed is not None for rule in rules)
        or any(p.until_visit is not None for each in subject.dosing for p in each.periods)
    )
    events = study.analysis_data.ADAE
    found = {"DM", "DS", "EX"}
    found |= {domain for activity in study.activities for domain in activity.domains}
    found |= {
        domain
        for name, domain in _DOMAINS.items()
        if getattr(study.analysis_data, name) is not None
    }
    needed = {
        "AE": events is not None,
        "MH": bool(subject.disease_onset_categories),
        "QS": bool(subject.cognition_items),
        "SC": subject.education is not None,
        "SUPPAE": events is not None and events.collected_flag is not None,
        "SUPPDM": any(population.collected_flag for population in study.populations),
        "SV": from_visits,
        "VS": subject.height is not None or subject.weight is not None,
    }
    return tuple(sorted(found | {domain for domain, wanted in needed.items() if wanted}))


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
