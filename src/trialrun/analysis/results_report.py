"""Results that only a report tells: dates, sites, exposure, imputed values, vital signs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import polars as pl

from trialrun.analysis.membership import (
    ARM,
    TOTAL,
    arm_name,
    arm_subjects,
    counts_by_arm,
    has_values,
    in_arm,
)
from trialrun.analysis.origin import Origin, analysis_frame
from trialrun.analysis.summaries import column_counts, continuous_results, count_results
from trialrun.report import Result
from trialrun.study import Study

FACTS = "facts"
EXPOSURE = "exposure"
IMPUTED = "imputed"
UNMARKED = "unmarked"
VITAL_SIGNS = "vital-signs"
FREQUENT = 0.1
"""An adverse event term is named in the text if this share of subjects of any arm had it."""
SERIOUS_CRITERIA = ("AESDTH", "AESLIFE", "AESHOSP", "AESDISAB", "AESCONG", "AESMIE")
"""Flags of ADAE that each make an event serious (ICH E2A)."""
LISTED = {
    "id": ("USUBJID", "text"),
    "arm": (ARM, "text"),
    "term": ("AEDECOD", "term:AEDECOD"),
    "start": ("ASTDT", "date"),
    "start_day": ("ASTDY", "int"),
    "severity": ("AESEV", "term:AESEV"),
    "relationship": ("AEREL", "term:AEREL"),
    "outcome": ("AEOUT", "term:AEOUT"),
    "death": ("AESDTH", "text"),
    "life_threatening": ("AESLIFE", "text"),
    "hospital": ("AESHOSP", "text"),
    "disability": ("AESDISAB", "text"),
    "congenital": ("AESCONG", "text"),
}
"""Fact of a listed event -> variable and format."""
DEVIATIONS = ("PROTOCOL DEVIATION", "PROTOCOL VIOLATION")
"""Values of DSDECOD that end a study because of a deviation (CDISC codelist NCOMPLT)."""


def summarize_report(study: Study, adam: Mapping[str, pl.DataFrame]) -> list[Result]:
    """
    Compute what a report tells besides displays and analyses.

    Args:
        study: arms, populations, and the end of treatment of vital signs.
        adam: read: ADSL; ADVS and the data sets of endpoints where they are there.
    Returns:
        `facts.first_dose|last_subject_out` (dates), `facts.sites`, `facts.pooled_sites`,
        `facts.frequent` (the share from which a term is named), `facts.deviations.count|percent`;
        `facts.unmarked.events|subjects.ARM` (events that meet a criterion of seriousness and are
        not marked as serious), each of them as `unmarked.USUBJID.NUMBER.FACT`; `exposure.days.STATISTIC.ARM`; `imputed.ANALYSIS.count|percent.ARM` (analysed values that
        were imputed); `vital-signs.PARAMETER[.TIME].baseline|value|change.STATISTIC.ARM` at the
        end of treatment.
    """
    rows = [*_facts(study, adam), *_exposure(study, adam), *_imputed(study, adam)]
    if "ADAE" in adam:
        rows += _unmarked_events(study, adam)
    if "ADVS" in adam:
        rows += _vital_signs(study, adam)
    return rows


def _facts(study: Study, adam: Mapping[str, pl.DataFrame]) -> Iterator[Result]:
    adsl = analysis_frame(adam, "ADSL", "USUBJID")
    subjects = arm_subjects(study, adsl)
    origin = Origin(FACTS, "ADSL")
    for name, variable, last in (
        ("first_visit", "VISIT1DT", False),
        ("first_dose", "TRTSDT", False),
        ("last_subject_out", "RFENDT", True),
    ):
        dates = subjects[variable].drop_nulls() if variable in subjects.columns else None
        if dates is not None and len(dates):
            day = dates.max() if last else dates.min()
            if isinstance(day, date):
                yield origin.result(
                    name,
                    method="listing",
                    operation="maximum" if last else "minimum",
                    text=day.isoformat(),
                    form="date",
                    variable=variable,
                )
    for name, variable in (("sites", "SITEID"), ("pooled_sites", "SITEGR1")):
        if variable in subjects.columns:
            yield origin.result(
                name,
                method="count",
                operation="count",
                value=subjects[variable].n_unique(),
                form="int",
                variable=variable,
            )
    yield origin.result("frequent", method="rule", operation="share", value=FREQUENT, form="pct0")
    if "DCDECOD" in subjects.columns:
        left = subjects.filter(pl.col("DCDECOD").is_in(DEVIATIONS))
        bases = counts_by_arm(study, subjects)
        for arm, count in counts_by_arm(study, left).items():
            yield from count_results(
                origin, ("deviations",), count, bases[arm], arm=arm, study=study, variable="DCDECOD"
            )


def _unmarked_events(study: Study, adam: Mapping[str, pl.DataFrame]) -> Iterator[Result]:
    """Yield events that meet a criterion of seriousness and are not marked as serious."""
    events = adam["ADAE"]
    criteria = [name for name in SERIOUS_CRITERIA if name in events.columns]
    if not criteria or "AESER" not in events.columns:
        return
    treated = next((each.id for each in study.populations if each.rule.treated), None)
    subjects = arm_subjects(study, adam["ADSL"], treated, safety=True)
    met = pl.any_horizontal([(pl.col(name) == "Y").fill_null(value=False) for name in criteria])
    found = events.filter(met, pl.col("AESER").fill_null("N") != "Y").join(
        subjects.select("USUBJID", ARM), on="USUBJID", how="inner"
    )
    origin = Origin(FACTS, "ADAE", treated)
    for operation, frame in (("events", found), ("subjects", found.unique("USUBJID"))):
        for arm, count in counts_by_arm(study, frame).items():
            yield origin.result(
                "unmarked",
                operation,
                arm,
                method="count",
                operation=operation,
                value=count,
                form="int",
                variable="AESER",
                groups=arm_name(study, arm),
            )
    yield from _listed_events(found)


def _listed_events(found: pl.DataFrame) -> Iterator[Result]:
    """Yield the facts of each event, by subject and sequence."""
    origin = Origin(UNMARKED, "ADAE")
    order = [name for name in ("USUBJID", "ASTDT", "AESEQ") if name in found.columns]
    count: dict[str, int] = {}
    for event in found.sort(order).to_dicts():
        subject = str(event["USUBJID"])
        count[subject] = count.get(subject, 0) + 1
        number = str(count[subject])
        for fact, (variable, form) in LISTED.items():
            value = event.get(variable)
            if value is None:
                continue
            amount = float(value) if isinstance(value, int | float) else None
            yield origin.result(
                subject,
                number,
                fact,
                method="listing",
                operation=fact,
                value=amount,
                text=None if amount is not None else _collected(event, variable),
                form=form,
                variable=None if variable == ARM else variable,
                groups={"USUBJID": subject, "event": number},
            )


def _collected(event: Mapping[str, object], variable: str) -> str:
    """Return a value as text; of an imputed date, the part that was collected."""
    known = {"D": 7, "M": 4, "Y": 0}.get(str(event.get(f"{variable}F")), 10)
    value = event[variable]
    return value.isoformat()[:known] if isinstance(value, date) else str(value)


def _exposure(study: Study, adam: Mapping[str, pl.DataFrame]) -> Iterator[Result]:
    """Yield the days of treatment of treated subjects."""
    adsl = analysis_frame(adam, "ADSL", "USUBJID")
    days = next((name for name in ("TRTDURD", "TRTDUR") if name in adsl.columns), None)
    treated = next((each.id for each in study.populations if each.rule.treated), None)
    if days is None:
        return
    subjects = arm_subjects(study, adsl, treated, safety=True)
    origin = Origin(EXPOSURE, "ADSL", treated)
    yield from column_counts(origin, counts_by_arm(study, subjects), study)
    for arm in (*(arm.id for arm in study.arms), TOTAL):
        yield from continuous_results(
            origin,
            ("days",),
            in_arm(subjects, arm)[days],
            arm=arm,
            study=study,
            decimals=1,
            variable=days,
        )


def _imputed(study: Study, adam: Mapping[str, pl.DataFrame]) -> Iterator[Result]:
    """Yield how many analysed values were imputed, for each analysis with imputation."""
    for analysis in study.analyses:
        endpoint = study.endpoint(analysis.endpoint)
        frame = adam.get(endpoint.data_set)
        if analysis.imputation != "locf" or frame is None or "DTYPE" not in frame.columns:
            continue
        subjects = arm_subjects(study, adam["ADSL"], analysis.population)
        subjects = subjects.filter(has_values(analysis.where))
        wanted = [pl.col("PARAMCD") == endpoint.parameter]
        if endpoint.visit is not None:
            wanted.append(pl.col("AVISIT").str.strip_chars() == endpoint.visit)
        if "ANL01FL" in frame.columns:
            wanted.append(pl.col("ANL01FL") == "Y")
        records = frame.filter(wanted).join(subjects.select("USUBJID", ARM), on="USUBJID")
        bases = counts_by_arm(study, records)
        origin = Origin(IMPUTED, endpoint.data_set, analysis.population)
        carried = records.filter(pl.col("DTYPE").is_not_null() & (pl.col("DTYPE") != ""))
        for arm, count in counts_by_arm(study, carried).items():
            yield from count_results(
                origin,
                (analysis.id,),
                count,
                bases[arm],
                arm=arm,
                study=study,
                variable="DTYPE",
            )


def _vital_signs(study: Study, adam: Mapping[str, pl.DataFrame]) -> Iterator[Result]:
    """Yield baseline, value and change at the end of treatment, by parameter and time point."""
    options = study.analysis_data.ADVS
    if options is None or options.end_of_treatment is None:
        return
    treated = next((each.id for each in study.populations if each.rule.treated), None)
    subjects = arm_subjects(study, adam["ADSL"], treated, safety=True)
    frame = analysis_frame(adam, "ADVS", "USUBJID", "PARAMCD", "AVISIT", "AVAL", "BASE", "CHG")
    at_end = frame.filter(pl.col("AVISIT").str.strip_chars() == options.end_of_treatment.label.en)
    records = at_end.join(subjects.select("USUBJID", ARM), on="USUBJID", how="inner")
    origin = Origin(VITAL_SIGNS, "ADVS", treated)
    yield from column_counts(origin, counts_by_arm(study, subjects), study)
    for parameter in options.parameters:
        own = records.filter(pl.col("PARAMCD") == parameter.code, pl.col("CHG").is_not_null())
        for number in _time_points(own):
            chosen = own if number is None else own.filter(pl.col("ATPTN") == number)
            key = (parameter.code,) if number is None else (parameter.code, f"t{number:g}")
            for block, variable in (("baseline", "BASE"), ("value", "AVAL"), ("change", "CHG")):
                for arm in study.arms:
                    yield from continuous_results(
                        origin,
                        (*key, block),
                        in_arm(chosen, arm.id)[variable],
                        arm=arm.id,
                        study=study,
                        decimals=1,
                        variable=variable,
                        groups={"PARAMCD": parameter.code}
                        | ({} if number is None else {"ATPTN": f"{number:g}"}),
                        operations=("n", "mean", "sd"),
                    )


def _time_points(records: pl.DataFrame) -> list[float | None]:
    """Return the time points of a parameter; one None where it has none."""
    if records.height == 0:
        return []
    if "ATPTN" not in records.columns:
        return [None]
    found = sorted(records["ATPTN"].drop_nulls().unique().to_list())
    return [float(number) for number in found] or [None]
