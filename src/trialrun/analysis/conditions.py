"""The conditions of the rule of a population: what each asks of a subject, and who meets it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

from trialrun.analysis.dates import complete_date
from trialrun.analysis.records import one_per_subject, records, within
from trialrun.study import PopulationRule, Study

_RESULTS = ("ORRES", "STRESC", "STRESN")

Kind = Literal["randomised", "treated", "post-baseline", "visit", "completed"]


@dataclass(frozen=True)
class Condition:
    """
    One condition of a rule.

    Args:
        kind: what is asked.
        of: the test (--TESTCD) or the visit (its number) that it is asked of, else empty.
        met: whether a subject meets it.
    """

    kind: Kind
    of: str
    met: pl.Expr


def conditions(
    rule: PopulationRule,
    study: Study,
    data: Mapping[str, pl.DataFrame],
    subjects: pl.DataFrame,
) -> Iterator[Condition]:
    """
    Yield the conditions of a rule but `within`, each as an expression on `subjects`.

    Args:
        rule: of one population.
        study: codes, completed terms, the baseline visit.
        data: SDTM domains; EX, SV, DS and the findings domains are read.
        subjects: one row a subject: USUBJID, ARMCD, TRTSDT, RFENDT.
    """
    if rule.randomised:
        yield Condition("randomised", "", assigned(study))
    if rule.treated:
        dosed = pl.col("TRTSDT").is_not_null() & _is_in(_dosed(data))
        yield Condition("treated", "", dosed)
    for code in rule.post_baseline:
        yield Condition("post-baseline", code, _is_in(_assessed(study, data, code)))
    if rule.visit_completed is not None:
        visit = visit_dates(data, rule.visit_completed)
        reached = subjects.join(visit, on="USUBJID", how="inner").filter(
            pl.col("VISITDT") <= pl.col("RFENDT")
        )
        yield Condition("visit", f"{rule.visit_completed:g}", _is_in(reached["USUBJID"]))
    if rule.study_completed:
        ends = disposition(study, data).filter(within("DSDECOD", study.sdtm.completed_terms))
        yield Condition("completed", "", _is_in(ends["USUBJID"]))


def chain(study: Study, population: str) -> list[PopulationRule]:
    """Return the rule of a population after those of the populations that it lies within."""
    rule = study.population(population).rule
    return [*(chain(study, rule.within) if rule.within else []), rule]


def name_of_test(data: Mapping[str, pl.DataFrame], code: str) -> tuple[str, str]:
    """Return the name of a test and its variable (--TEST); the code where no name is recorded."""
    for domain, frame in sorted(data.items()):
        variable = f"{domain}TEST"
        if {variable, f"{domain}TESTCD"} <= set(frame.columns):
            names = frame.filter(pl.col(f"{domain}TESTCD") == code)[variable].drop_nulls()
            if len(names):
                return str(names.min()), variable
    return code, "TESTCD"


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
