"""Who was left out of the populations of the efficacy analyses, and which condition failed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from trialrun.analysis.conditions import Condition, chain, conditions, name_of_test
from trialrun.analysis.membership import ARM, arm_subjects
from trialrun.analysis.origin import Origin, analysis_frame
from trialrun.analysis.records import joined, one_per_subject, records
from trialrun.report import Result
from trialrun.study import Study

EXCLUDED = "excluded"
"""Analysis under which the results stand."""

TESTS = "TESTCD"
"""Dictionary of terms by which a definition may name tests in the reader's words."""


def summarize_excluded(
    study: Study, data: Mapping[str, pl.DataFrame], adam: Mapping[str, pl.DataFrame]
) -> list[Result]:
    """
    Return who was left out of each population that an analysis of efficacy uses, and why.

    A population that lies within another one of these is compared with that one, so that no
    subject is listed twice; any other with all randomised subjects.

    Args:
        study: arms, populations with their rules, analyses and endpoints.
        data: SDTM domains, from which the conditions of the rules are judged.
        adam: read: ADSL.
    Returns:
        By population: `excluded.POPULATION.subjects`; by condition that is not met
        `excluded.POPULATION.because.KIND.OF.subjects` and, of a test or visit, its name
        `excluded.POPULATION.because.KIND.OF.name`; by arm and subject
        `excluded.POPULATION.subject.USUBJID.id|arm` and `….condition.KIND.OF`.
    """
    adsl = arm_subjects(study, analysis_frame(adam, "ADSL", "USUBJID", "TRTSDT", "RFENDT"))
    codes = one_per_subject(records(data, "DM", ("USUBJID", "ARMCD")))
    subjects = joined(adsl.drop("ARMCD", strict=False), codes)
    rows: list[Result] = []
    for population in efficacy_populations(study):
        rows += _of_population(study, data, subjects, population)
    return rows


def efficacy_populations(study: Study) -> list[str]:
    """Return the populations of analyses whose endpoint is not one of safety, as defined."""
    used = {
        analysis.population
        for analysis in study.analyses
        if study.endpoint(analysis.endpoint).level != "safety"
    }
    return [population.id for population in study.populations if population.id in used]


def enclosing(study: Study, population: str) -> str | None:
    """Return the nearest efficacy population that a population lies within."""
    around = study.population(population).rule.within
    if around is None or around in efficacy_populations(study):
        return around
    return enclosing(study, around)


def _of_population(
    study: Study, data: Mapping[str, pl.DataFrame], subjects: pl.DataFrame, population: str
) -> Iterator[Result]:
    origin = Origin(EXCLUDED, "SDTM", population)
    around = enclosing(study, population)
    outer = chain(study, around) if around else []
    inside = [each for rule in outer for each in conditions(rule, study, data, subjects)]
    asked = [
        each
        for rule in chain(study, population)[len(outer) :]
        for each in conditions(rule, study, data, subjects)
    ]
    base = subjects.filter(pl.lit(value=True), *(each.met for each in inside))
    left = base.filter(~pl.all_horizontal([pl.lit(value=True), *(each.met for each in asked)]))
    yield origin.result(
        population, "subjects", method="count", operation="count", value=left.height, form="int"
    )
    for each in asked:
        count = left.filter(~each.met).height
        if count:
            yield from _reason(study, data, origin, each, count)
    met = left.with_columns(each.met.alias(f"met {k}") for k, each in enumerate(asked))
    for arm in study.arms:
        for subject in met.filter(pl.col(ARM) == arm.id).sort("USUBJID").to_dicts():
            unmet = [each for k, each in enumerate(asked) if not subject[f"met {k}"]]
            yield from _subject(origin, subject["USUBJID"], arm.id, unmet)


def _subject(origin: Origin, subject: str, arm: str, unmet: list[Condition]) -> Iterator[Result]:
    """Yield the facts of one subject: id, arm, and each condition that is not met."""
    groups = {"USUBJID": subject}
    told = [("id", subject, groups), ("arm", arm, groups)]
    told += [
        (_key(each, "condition"), each.kind, {**groups, "condition": each.kind, "of": each.of})
        for each in unmet
    ]
    for key, text, own in told:
        operation, *more = key.split(".")
        yield origin.result(
            str(origin.population),
            "subject",
            subject,
            operation,
            *more,
            method="listing",
            operation=operation,
            text=text,
            form="text",
            groups=own,
        )


def _reason(
    study: Study,
    data: Mapping[str, pl.DataFrame],
    origin: Origin,
    condition: Condition,
    count: int,
) -> Iterator[Result]:
    """Yield how many do not meet a condition, and the name of what it is asked of."""
    key = (str(origin.population), *_key(condition, "because").split("."))
    groups = {"condition": condition.kind, "of": condition.of}
    yield origin.result(
        *key,
        "subjects",
        method="count",
        operation="condition-count",
        value=count,
        form="int",
        groups=groups,
    )
    if not condition.of:
        return
    name, variable = condition.of, "VISITNUM"
    if condition.kind == "post-baseline":
        variable = TESTS
        if condition.of not in study.term_labels.get(TESTS, {}):
            name, variable = name_of_test(data, condition.of)
    yield origin.result(
        *key,
        "name",
        method="listing",
        operation="name",
        text=name,
        form=f"term:{variable}",
        variable=variable,
        groups=groups,
    )


def _key(condition: Condition, head: str) -> str:
    """Return a condition as parts of an id."""
    of = condition.of.replace(".", "_").replace(" ", "_")
    return ".".join(part for part in (head, condition.kind, of) if part)
