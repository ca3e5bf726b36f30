"""Analysis populations, derived from records and compared with the flags that were collected."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trialrun.analysis.dates import complete_date
from trialrun.analysis.records import one_per_subject, records, within
from trialrun.study import PopulationRule, Study

_RESULTS = ("ORRES", "STRESC", "STRESN")

FlagDifference = dict[str, str | None]
"""USUBJID, flag, collected_as, derived, collected: ready to be made a finding."""


def population_flags(
    study: Study, data: Mapping[str, pl.DataFrame], subjects: pl.DataFrame
) -> pl.DataFrame:
    """
    Return USUBJID with one Y/N column for each population of the definition.

    Args:
        study: whose `populations` have the rules.
        data: SDTM domains; EX, SV, DS and the findings domains are read.
        subjects: one row a subject: USUBJID, ARMCD, TRTSDT, RFENDT.
    Returns:
        USUBJID and the flags, in the order of the definition.
    """
    rules = {population.id: population for population in study.populations}
    members: dict[str, pl.Series] = {}

    def belongs(name: str) -> pl.Series:
        if name not in members:
            rule = rules[name].rule
            inside = _meets(rule, study, data, subjects)
            members[name] = inside & belongs(rule.within) if rule.within else inside
        return members[name]

    return subjects.select(
        "USUBJID",
        *(
            pl.when(belongs(population.id))
            .then(pl.lit("Y"))
            .otherwise(pl.lit("N"))
            .alias(population.flag)
            for population in study.populations
        ),
    )


def assigned(study: Study, column: str = "ARMCD") -> pl.Expr:
    """Return whether the arm code of a subject says that an arm was assigned."""
    none = (*study.sdtm.screen_failure_codes, *study.sdtm.not_assigned_codes)
    return pl.col(column).is_not_null() & ~within(column, none)


def disposition(study: Study, data: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """
    Return the one record of DS that says how each subject ended.

    Returns:
        USUBJID, DSSEQ, DSDECOD, DSTERM, VISITNUM, DSSTDTC of the last record in the categories
        of the definition.
    """
    options = study.analysis_data.ADSL.disposition
    columns = ("USUBJID", "DSSEQ", "DSDECOD", "DSTERM", "DSCAT", "VISITNUM", "DSSTDTC")
    ends = records(data, "DS", columns)
    if options.categories:
        ends = ends.filter(within("DSCAT", options.categories))
    latest = ends.sort("USUBJID", "DSSTDTC", "DSSEQ", maintain_order=True)
    return latest.unique("USUBJID", keep="last", maintain_order=True).drop("DSCAT")


def visit_dates(
    data: Mapping[str, pl.DataFrame], visit: float, name: str = "VISITDT"
) -> pl.DataFrame:
    """Return USUBJID and the first date on which each subject came to a visit (from SV)."""
    visits = records(data, "SV", ("USUBJID", "VISITNUM", "SVSTDTC")).filter(
        pl.col("VISITNUM") == visit
    )
    dated = visits.select("USUBJID", complete_date("SVSTDTC").alias(name)).drop_nulls(name)
    return one_per_subject(dated, name)


def compare_flags(
    study: Study, data: Mapping[str, pl.DataFrame], adsl: pl.DataFrame
) -> list[FlagDifference]:
    """
    Compare the derived population flags with those collected in SUPPDM.

    A flag that was not collected for a subject stands for N; a population of which no subject
    has the collected flag was not collected and is not compared.

    Returns:
        One row for each subject and flag that differ, by subject and flag: USUBJID, flag,
        collected_as (QNAM), derived, collected. A collected subject that ADSL does not have has
        `derived` None.
    """
    collected = records(data, "SUPPDM", ("USUBJID", "QNAM", "QVAL"))
    differences: list[FlagDifference] = []
    for population in study.populations:
        name = population.collected_flag
        if name is None or population.flag not in adsl.columns:
            continue
        values = one_per_subject(collected.filter(pl.col("QNAM") == name))
        if values.is_empty():
            continue
        pairs = adsl.select("USUBJID", derived=population.flag).join(
            values.select("USUBJID", collected="QVAL"), on="USUBJID", how="full", coalesce=True
        )
        unequal = pairs.with_columns(pl.col("collected").fill_null("N")).filter(
            pl.col("derived").ne_missing(pl.col("collected"))
        )
        differences += [
            {
                "USUBJID": subject,
                "flag": population.flag,
                "collected_as": name,
                "derived": derived,
                "collected": value,
            }
            for subject, derived, value in unequal.iter_rows()
        ]
    return sorted(differences, key=lambda row: (row["USUBJID"] or "", row["flag"] or ""))


def _meets(
    rule: PopulationRule,
    study: Study,
    data: Mapping[str, pl.DataFrame],
    subjects: pl.DataFrame,
) -> pl.Series:
    """Return, subject by subject, whether all conditions but `within` hold."""
    held = [pl.lit(value=True)]
    frame = subjects.select("USUBJID", "ARMCD", "TRTSDT", "RFENDT")
    if rule.randomised:
        held.append(assigned(study))
    if rule.treated:
        held.append(pl.col("TRTSDT").is_not_null() & _is_in(_dosed(data)))
    held += [_is_in(_assessed(study, data, code)) for code in rule.post_baseline]
    if rule.visit_completed is not None:
        visit = visit_dates(data, rule.visit_completed)
        frame = frame.join(visit, on="USUBJID", how="left", maintain_order="left")
        held.append((pl.col("VISITDT") <= pl.col("RFENDT")).fill_null(value=False))
    if rule.study_completed:
        completed = disposition(study, data).filter(within("DSDECOD", study.sdtm.completed_terms))
        held.append(_is_in(completed["USUBJID"]))
    return frame.select(member=pl.all_horizontal(held))["member"]


def _is_in(subjects: pl.Series) -> pl.Expr:
    return pl.col("USUBJID").is_in(subjects.unique().to_list())


def _dosed(data: Mapping[str, pl.DataFrame]) -> pl.Series:
    """Subjects known to have taken a dose: with a record of exposure that has a start."""
    return records(data, "EX", ("USUBJID", "EXSTDTC")).drop_nulls("EXSTDTC")["USUBJID"]


def _assessed(study: Study, data: Mapping[str, pl.DataFrame], code: str) -> pl.Series:
    """Subjects with a result of the test at a visit after baseline, in any findings domain."""
    baseline = study.analysis_data.ADSL.baseline_visit
    found = pl.Series("USUBJID", [], dtype=pl.String)
    for domain, frame in sorted(data.items()):
        if f"{domain}TESTCD" not in frame.columns or "VISITNUM" not in frame.columns:
            continue
        results = [name for r in _RESULTS if (name := f"{domain}{r}") in frame.columns]
        after = frame.filter(
            pl.col(f"{domain}TESTCD") == code,
            pl.col("VISITNUM") > baseline,
            pl.any_horizontal(pl.col(results).is_not_null()) if results else pl.lit(value=True),
        )
        found = pl.concat([found, after["USUBJID"]])
    return found
