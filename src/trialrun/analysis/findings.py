"""Steps that laboratory data and vital signs share: from records of a findings domain to BDS."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trialrun.analysis.dates import complete_date
from trialrun.analysis.records import records as records_of
from trialrun.errors import StudyError
from trialrun.study import EndOfTreatment, FindingsOptions

COLUMNS = [
    "SEQ",
    "TESTCD",
    "STRESN",
    "STRESU",
    "STNRLO",
    "STNRHI",
    "NRIND",
    "TPT",
    "TPTNUM",
    "DTC",
    "DY",
]
"""Variables read, without the domain's prefix; those that a domain lacks are null."""

FROM_ADSL = {"TRTP": "TRT01P", "TRTPN": "TRT01PN", "TRTA": "TRT01A", "TRTAN": "TRT01AN"}
"""Variables whose name in ADSL is another one (ADaM: one treatment period)."""


def select_records(
    data: Mapping[str, pl.DataFrame], domain: str, options: FindingsOptions
) -> pl.DataFrame:
    """
    Take the records of the parameters and name the parameter of each.

    Selection goes by --TESTCD alone: categories and names of tests differ between versions of
    the controlled terminology.

    Args:
        data: domain name -> records.
        domain: "LB" or "VS".
        options: parameters with the synonyms of their codes.
    Returns:
        The selected records with PARAMCD, PARAM, PARAMN, AVAL, ADT and ADY added; AVAL is null
        where the unit is not one that the study names for the parameter (a finding says so).
    """
    columns = ["USUBJID", *(domain + name for name in COLUMNS), "VISITNUM", "VISIT"]
    found = records_of(data, domain, columns)
    records = found.join(
        _parameters(options), left_on=f"{domain}TESTCD", right_on="source", how="inner"
    ).with_columns(
        AVAL=pl.col(f"{domain}STRESN").cast(pl.Float64),
        ADT=complete_date(f"{domain}DTC"),
        ADY=pl.col(f"{domain}DY").cast(pl.Float64),
    )
    return _without_other_units(records, domain, options)


def _parameters(options: FindingsOptions) -> pl.DataFrame:
    """One row per --TESTCD: source, PARAMCD, PARAM, PARAMN, LABEL (PARAM before it is cut)."""
    rows = [
        (
            source,
            parameter.code,
            parameter_name(parameter.label.en, parameter.unit),
            parameter.number,
        )
        for parameter in options.parameters
        for source in parameter.test_codes()
    ]
    schema = {"source": pl.String, "PARAMCD": pl.String, "PARAM": pl.String, "PARAMN": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def parameter_name(label: str, unit: str | None) -> str:
    """
    Return the name of a parameter with its unit.

    >>> parameter_name("Sodium", "mmol/L"), parameter_name("Hematocrit", None)
    ('Sodium (mmol/L)', 'Hematocrit')
    """
    return f"{label} ({unit})" if unit else label


def _without_other_units(
    records: pl.DataFrame, domain: str, options: FindingsOptions
) -> pl.DataFrame:
    """Take AVAL from results in a unit that the study does not name for the parameter."""
    unit = f"{domain}STRESU"
    allowed = {
        parameter.code: {
            name.casefold() for name in (parameter.unit, *parameter.accepted_units) if name
        }
        for parameter in options.parameters
    }
    pairs = records.select("PARAMCD", unit).drop_nulls().unique().sort("PARAMCD", unit)
    others = pairs.filter(
        [
            bool(allowed[code]) and name.casefold() not in allowed[code]
            for code, name in pairs.iter_rows()
        ]
    )
    if others.is_empty():
        return records
    marked = records.join(
        others.with_columns(_other=pl.lit(value=True)),
        on=["PARAMCD", unit],
        how="left",
        maintain_order="left",
    )
    return marked.with_columns(AVAL=pl.when(pl.col("_other").is_null()).then("AVAL")).drop("_other")


def assign_visits(records: pl.DataFrame, options: FindingsOptions) -> pl.DataFrame:
    """
    Add AVISIT and AVISITN, and drop records that belong to no analysis visit if so asked.

    Args:
        records: with VISITNUM and VISIT.
        options: analysis visits, and which other records stay.
    Returns:
        The records kept; AVISITN is null where there is no analysis visit.
    """
    rows = [(n, visit.number, visit.label.en) for visit in options.visits for n in visit.visits]
    schema = {"VISITNUM": pl.Float64, "AVISITN": pl.Float64, "AVISIT": pl.String}
    visits = pl.DataFrame(rows, schema=schema, orient="row")
    unscheduled = pl.col("VISIT").str.starts_with(options.unscheduled_prefix).fill_null(value=False)
    kept = {"none": pl.lit(value=False), "unscheduled": unscheduled, "all": pl.lit(value=True)}
    return (
        records.join(visits, on="VISITNUM", how="left")
        .filter(pl.col("AVISITN").is_not_null() | kept[options.other_records])
        .with_columns(pl.col("AVISIT").fill_null(pl.lit(options.unassigned_visit, pl.String)))
    )


def add_baseline(
    records: pl.DataFrame, options: FindingsOptions, keys: list[str], copied: Mapping[str, str]
) -> pl.DataFrame:
    """
    Flag the baseline record and put its values beside every record of the same keys.

    Args:
        records: with VISITNUM, ADT and the key columns.
        options: the baseline visit, and whether the baseline record has a change.
        keys: what has one baseline, such as subject and parameter.
        copied: column -> name of its value at baseline; AVAL must be there as BASE.
    Returns:
        The records with ABLFL, CHG and the values at baseline. Of several records at the baseline
        visit the last one by date counts.
    """
    at_baseline = pl.col("VISITNUM") == options.baseline_visit
    order = records.with_row_index("row")
    chosen = (
        order.filter(at_baseline)
        .sort("ADT", "row", nulls_last=False)
        .group_by(keys, maintain_order=True)
        .last()
    )
    values = chosen.select(*keys, *(pl.col(name).alias(base) for name, base in copied.items()))
    flagged = order.join(
        chosen.select("row", ABLFL=pl.lit("Y")), on="row", how="left", maintain_order="left"
    )
    change = pl.col("AVAL") - pl.col("BASE")
    if not options.change_at_baseline:
        change = pl.when(pl.col("ABLFL").is_null()).then(change)
    return (
        flagged.join(values, on=keys, how="left", nulls_equal=True, maintain_order="left")
        .with_columns(CHG=change)
        .drop("row")
    )


def last_of_treatment(
    records: pl.DataFrame, rule: EndOfTreatment, keys: list[str], sequence: str
) -> pl.DataFrame:
    """
    Return the last record of the treatment visits for each of the keys.

    Args:
        records: with AVISITN, VISITNUM, ADT, AVAL and `sequence`.
        rule: the analysis visits that count, and whether a result is required.
        keys: subject, parameter and, where there are any, time point.
        sequence: --SEQ, which decides between records of the same visit and date.
    Returns:
        At most one row for each of the keys.
    """
    counts = pl.col("AVISITN").is_between(rule.first, rule.last)
    if rule.value_required:
        counts &= pl.col("AVAL").is_not_null()
    return (
        records.filter(counts)
        .sort("VISITNUM", "ADT", sequence)
        .group_by(keys, maintain_order=True)
        .last()
        .select(records.columns)
    )


def add_end_of_treatment(
    records: pl.DataFrame, last: pl.DataFrame, rule: EndOfTreatment
) -> pl.DataFrame:
    """Append the records of `last` once more, as the visit that `rule` names."""
    copies = last.with_columns(
        AVISITN=pl.lit(rule.number),
        AVISIT=pl.lit(rule.label.en),
    )
    return pl.concat([records, copies.select(records.columns)])


def add_subject_variables(
    records: pl.DataFrame, adsl: pl.DataFrame, options: FindingsOptions, *, place: str
) -> pl.DataFrame:
    """
    Copy the variables of ADSL that the study names.

    Args:
        records: with USUBJID.
        adsl: one row a subject.
        options: the variables.
        place: name of the data set, for a message.
    Returns:
        Records of subjects in ADSL.
    Raises:
        StudyError: a variable that ADSL does not have.
    """
    names = {name: FROM_ADSL.get(name, name) for name in options.subject_variables}
    for name, source in names.items():
        if source not in adsl.columns:
            message = f"subject_variables names {name}, which ADSL does not have as {source}"
            raise StudyError(message, place=f"analysis_data.{place}")
    subjects = adsl.select(
        pl.col("USUBJID"),
        *(pl.col(source).alias(name) for name, source in names.items() if name != "USUBJID"),
    )
    clashes = [name for name in names if name != "USUBJID" and name in records.columns]
    return records.drop(clashes).join(subjects, on="USUBJID", how="inner")


def cut_text(records: pl.DataFrame, name: str, length: int) -> pl.DataFrame:
    """Cut the texts of a variable to the bytes that it holds, never within a character."""
    texts = records[name].drop_nulls().unique()
    cut = {
        text: text.encode()[:length].decode(errors="ignore").rstrip()
        for text in texts
        if len(text.encode()) > length
    }
    return records.with_columns(pl.col(name).replace(cut)) if cut else records
