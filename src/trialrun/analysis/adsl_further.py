"""Variables of ADSL that only some studies ask for: randomisation, region, strata, last contact."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trialrun.analysis.conditions import assigned
from trialrun.analysis.dates import complete_date
from trialrun.analysis.records import joined, one_per_subject, records, within
from trialrun.study import BaselineValue, DateSource, Study


def further_variables(study: Study, data: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """
    Derive the variables that `analysis_data.ADSL` asks for by name.

    Args:
        study: the definition; its regions say where a country belongs.
        data: SDTM domains; DM, and those that the options name.
    Returns:
        USUBJID of every subject with an arm; then, each only where it is asked for: RANDDT, the
        region's variable, the baseline values in their order, LSTALVDT.
    """
    options = study.analysis_data.ADSL
    dm = one_per_subject(
        records(data, "DM", ("USUBJID", "ARMCD", "COUNTRY", "DTHDTC")).filter(assigned(study))
    )
    subjects = dm.select("USUBJID")
    if options.randomisation_terms:
        subjects = joined(subjects, _randomised(data, options.randomisation_terms))
    if options.region_variable is not None:
        regions = {
            country.code: region.id for region in study.regions for country in region.countries
        }
        region = pl.col("COUNTRY").replace_strict(regions, default=None, return_dtype=pl.String)
        subjects = joined(subjects, dm.select("USUBJID", region.alias(options.region_variable)))
    for value in options.baseline_values:
        subjects = joined(subjects, _collected(data, value))
    if options.last_alive:
        subjects = joined(subjects, _last_alive(data, options.last_alive))
    return subjects


def _randomised(data: Mapping[str, pl.DataFrame], terms: tuple[str, ...]) -> pl.DataFrame:
    """USUBJID and the date of randomisation (RANDDT)."""
    milestones = records(data, "DS", ("USUBJID", "DSDECOD", "DSSTDTC")).filter(
        within("DSDECOD", terms)
    )
    dated = milestones.select("USUBJID", RANDDT=complete_date("DSSTDTC")).drop_nulls("RANDDT")
    return one_per_subject(dated, "RANDDT")


def _collected(data: Mapping[str, pl.DataFrame], value: BaselineValue) -> pl.DataFrame:
    """USUBJID and the text of a result at its visit, the first where there are several."""
    domain, what = value.domain, value.measurement
    test, result, sequence = f"{domain}TESTCD", f"{domain}STRESC", f"{domain}SEQ"
    found = records(data, domain, ("USUBJID", test, "VISITNUM", sequence, result)).filter(
        pl.col(test).is_in(list(what.tests)), pl.col(result).is_not_null()
    )
    if what.visit is not None:
        found = found.filter(pl.col("VISITNUM") == what.visit)
    return one_per_subject(found, "VISITNUM", sequence).select(
        "USUBJID", pl.col(result).cast(pl.String).alias(value.variable)
    )


def _last_alive(data: Mapping[str, pl.DataFrame], sources: tuple[DateSource, ...]) -> pl.DataFrame:
    """USUBJID and the latest of the dates named, of those who died no later than their death."""
    dates = pl.concat(
        records(data, source.domain, ("USUBJID", source.variable)).select(
            "USUBJID", LSTALVDT=complete_date(source.variable)
        )
        for source in sources
    )
    deaths = one_per_subject(
        records(data, "DM", ("USUBJID", "DTHDTC")).select("USUBJID", DTHDT=complete_date("DTHDTC"))
    )
    latest = (
        dates.drop_nulls().group_by("USUBJID", maintain_order=True).agg(pl.col("LSTALVDT").max())
    )
    return joined(latest, deaths).select("USUBJID", LSTALVDT=pl.min_horizontal("LSTALVDT", "DTHDT"))
