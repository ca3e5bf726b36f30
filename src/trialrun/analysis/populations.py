"""Analysis populations, derived from records and compared with the flags that were collected."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trialrun.analysis.conditions import conditions
from trialrun.analysis.records import one_per_subject, records
from trialrun.study import Study

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
            held = [each.met for each in conditions(rule, study, data, subjects)]
            inside = subjects.with_columns(member=pl.all_horizontal([pl.lit(value=True), *held]))[
                "member"
            ]
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
