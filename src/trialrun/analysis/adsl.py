"""ADSL: one record for each randomised subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from trialrun.analysis.adsl_further import further_variables
from trialrun.analysis.conditions import assigned, disposition, visit_dates
from trialrun.analysis.dates import complete_date, days_between
from trialrun.analysis.exposure import planned_doses
from trialrun.analysis.grouping import group_values, rounded
from trialrun.analysis.pooling import pooled_sites, site_counts
from trialrun.analysis.populations import population_flags
from trialrun.analysis.records import joined, one_per_subject, records, within
from trialrun.study import AdslOptions, Measurement, Study

_DM = (
    *("STUDYID", "USUBJID", "SUBJID", "SITEID", "ARMCD", "ARM", "ACTARMCD", "ACTARM"),
    *("AGE", "AGEU", "RACE", "SEX", "ETHNIC", "DTHFL", "DTHDTC", "RFSTDTC", "RFENDTC"),
)


def derive_adsl(study: Study, data: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """
    Derive ADSL from DM, SV, EX, DS, SUPPDS, VS, SC, MH, QS and what the definition names.

    Only DM is needed; where another domain is missing, what comes from it is null. Subjects
    without an assigned arm (screen failures) are left out.

    Args:
        study: the definition; `analysis_data.ADSL` has what belongs to the study.
        data: SDTM domains.
    Returns:
        One row a subject, by USUBJID.
    """
    options = study.analysis_data.ADSL

    # Who: everyone who was assigned to an arm.
    dm = records(data, "DM", _DM).filter(assigned(study))
    adsl = one_per_subject(dm).sort("USUBJID")

    # Arms, planned and actual.
    adsl = adsl.with_columns(
        *_treatment(study, "ARMCD", "ARM", "TRT01P"),
        *(
            _treatment(study, "ARMCD", "ARM", "TRT01A")
            if options.actual_treatment == "planned"
            else _treatment(study, "ACTARMCD", "ACTARM", "TRT01A")
        ),
    )

    # First dose, end of study and why, last dose.
    exposure = records(data, "EX", ("USUBJID", "EXSEQ", "EXSTDTC", "EXENDTC"))
    first_dose = one_per_subject(
        exposure.select("USUBJID", FIRSTDOSE=complete_date("EXSTDTC")), "FIRSTDOSE"
    )
    last_record = (
        exposure.sort("USUBJID", "EXSTDTC", "EXSEQ", maintain_order=True)
        .unique("USUBJID", keep="last", maintain_order=True)
        .select("USUBJID", LASTDOSE=complete_date("EXENDTC"))
    )
    end = disposition(study, data).select(
        "USUBJID", "DSSEQ", DCDECOD="DSDECOD", ENDVISIT="VISITNUM", ENDDT=complete_date("DSSTDTC")
    )
    baseline = visit_dates(data, options.baseline_visit, "BASELINE")
    adsl = joined(adsl, first_dose, last_record, end, baseline)
    start = "BASELINE" if options.treatment_start == "visit" else "FIRSTDOSE"
    adsl = adsl.with_columns(
        TRTSDT=pl.when(pl.col("FIRSTDOSE").is_not_null() | (start == "BASELINE")).then(start),
        RFENDT=complete_date("RFENDTC"),
        DTHDT=complete_date("DTHDTC"),
    ).with_columns(
        TRTEDT=pl.when(pl.col("TRTSDT").is_not_null()).then(pl.coalesce("LASTDOSE", "ENDDT"))
    )
    adsl = adsl.with_columns(TRTDUR=days_between("TRTEDT", "TRTSDT") + 1)

    # Planned exposure.
    adsl = planned_doses(study, data, adsl)

    # Demographic groups.
    age_text, age_number = group_values("AGE", options.age_groups)
    adsl = adsl.with_columns(
        AGEGR1=age_text,
        AGEGR1N=age_number,
        RACEN=pl.col("RACE").replace_strict(
            options.race_numbers, default=None, return_dtype=pl.Float64
        ),
    )

    # Site groups.
    adsl = adsl.with_columns(SITEGR1=_site_group(study, adsl))

    # Populations.
    adsl = joined(adsl, population_flags(study, data, adsl))

    # Disposition.
    adsl = _disposition(study, data, adsl)

    # Baseline characteristics.
    adsl = joined(
        adsl,
        _measured(data, "VS", options.height, "HEIGHTBL"),
        _measured(data, "VS", options.weight, "WEIGHTBL"),
        _measured(data, "SC", options.education, "EDUCLVL"),
        _total(data, options.cognition_items, "MMSETOT"),
        _onset(data, options.disease_onset_categories),
        _screened(data, options.screening_visit),
    )
    adsl = adsl.with_columns(_stored(study, "HEIGHTBL"), _stored(study, "WEIGHTBL"))
    adsl = adsl.with_columns(
        BMIBL=pl.col("WEIGHTBL") / (pl.col("HEIGHTBL") / 100) ** 2,
        DURDIS=(days_between("VISIT1DT", "DISONSDT") + 1) / options.days_per_month,
    )
    adsl = adsl.with_columns(_stored(study, "BMIBL"), _stored(study, "DURDIS"))
    adsl = adsl.with_columns(
        BMIBLGR1=group_values("BMIBL", options.bmi_groups)[0],
        DURDSGR1=group_values("DURDIS", options.disease_duration_groups)[0],
    )

    # What the definition asks for beyond these: randomisation, region, strata, last contact.
    further = further_variables(study, data)

    flags = [population.flag for population in study.populations]
    after = [name for name in _AFTER_FLAGS if name not in _not_collected(options)]
    return (
        joined(adsl, further)
        .select(*_BEFORE_FLAGS, *flags, *after, *further.columns[1:])
        .sort("USUBJID")
    )


_BEFORE_FLAGS = (
    *("STUDYID", "USUBJID", "SUBJID", "SITEID", "SITEGR1", "ARM"),
    *("TRT01P", "TRT01PN", "TRT01A", "TRT01AN", "TRTSDT", "TRTEDT", "TRTDUR", "AVGDD", "CUMDOSE"),
    *("AGE", "AGEGR1", "AGEGR1N", "AGEU", "RACE", "RACEN", "SEX", "ETHNIC"),
)
_AFTER_FLAGS = (
    *("DISCONFL", "DSRAEFL", "DTHFL", "DTHDT"),
    *("BMIBL", "BMIBLGR1", "HEIGHTBL", "WEIGHTBL", "EDUCLVL"),
    *("DISONSDT", "DURDIS", "DURDSGR1", "VISIT1DT", "RFSTDTC", "RFENDTC", "VISNUMEN", "RFENDT"),
    *("DCDECOD", "DCREASCD", "MMSETOT"),
)


def _not_collected(options: AdslOptions) -> set[str]:
    """Return the variables that this study has no records for."""
    asked: dict[str, object] = {
        "BMIBLGR1": options.bmi_groups,
        "EDUCLVL": options.education,
        "DISONSDT": options.disease_onset_categories,
        "DURDIS": options.disease_onset_categories,
        "DURDSGR1": options.disease_duration_groups,
        "MMSETOT": options.cognition_items,
    }
    return {name for name, option in asked.items() if not option}


def _treatment(study: Study, code: str, name: str, variable: str) -> tuple[pl.Expr, pl.Expr]:
    """Treatment and its number by the arm code; an arm that no one planned keeps its own name."""
    names = {arm.code: arm.name for arm in study.arms}
    numbers = {arm.code: float(arm.number) for arm in study.arms}
    planned = pl.col(code).replace_strict(names, default=None, return_dtype=pl.String)
    return (
        pl.coalesce(planned, pl.col(name)).alias(variable),
        pl.col(code)
        .replace_strict(numbers, default=None, return_dtype=pl.Float64)
        .alias(f"{variable}N"),
    )


def _site_group(study: Study, adsl: pl.DataFrame) -> pl.Expr:
    """The site, or the one name of the pooled sites."""
    pooling = study.analysis_data.ADSL.pooling
    if pooling is None:
        return pl.col("SITEID")
    pooled = pooled_sites(
        site_counts(adsl, "SITEID", "ARMCD"),
        [arm.code for arm in study.arms],
        minimum=pooling.minimum_per_arm,
        seed=study.id,
    )
    return (
        pl.when(pl.col("SITEID").is_in(sorted(pooled)))
        .then(pl.lit(pooling.value))
        .otherwise("SITEID")
    )


def _disposition(
    study: Study, data: Mapping[str, pl.DataFrame], adsl: pl.DataFrame
) -> pl.DataFrame:
    """Add DCREASCD, DISCONFL, DSRAEFL and VISNUMEN."""
    options = study.analysis_data.ADSL.disposition
    qualifiers = records(data, "SUPPDS", ("USUBJID", "IDVAR", "IDVARVAL", "QNAM")).with_columns(
        # A qualifier of one record bears its sequence number; any other is about all of DS.
        DSSEQ=pl.when(pl.col("IDVAR") == "DSSEQ").then(
            pl.col("IDVARVAL").cast(pl.Float64, strict=False)
        )
    )
    reason: pl.Expr = pl.lit(None, pl.String)
    because_of_event: pl.Expr = pl.lit(value=False)
    for item in options.reasons:
        by_term = within("DCDECOD", item.terms)
        reason = pl.when(by_term).then(pl.lit(item.value)).otherwise(reason)
        if item.adverse_event:
            because_of_event |= by_term
    for item in options.reasons:
        for name in item.qualifiers:
            said = qualifiers.filter(pl.col("QNAM") == name).select("USUBJID", "DSSEQ")
            pairs = adsl.select("USUBJID", "DSSEQ").join(said, on="USUBJID", suffix="_SAID")
            same = pairs.filter(
                pl.col("DSSEQ_SAID").is_null() | (pl.col("DSSEQ_SAID") == pl.col("DSSEQ"))
            )["USUBJID"]
            qualified = pl.col("USUBJID").is_in(same.unique().to_list())
            reason = pl.when(qualified).then(pl.lit(item.value)).otherwise(reason)
    completed = within("DCDECOD", study.sdtm.completed_terms)
    last = options.last_treatment_visit
    later = pl.col("ENDVISIT") > last if last is not None else pl.lit(value=False)
    return adsl.with_columns(
        DCREASCD=reason,
        DISCONFL=pl.when(pl.col("DCDECOD").is_not_null() & ~completed).then(pl.lit("Y")),
        DSRAEFL=pl.when(because_of_event).then(pl.lit("Y")),
        VISNUMEN=pl.when(later).then(pl.lit(last, pl.Float64)).otherwise("ENDVISIT"),
    )


def _measured(
    data: Mapping[str, pl.DataFrame], domain: str, what: Measurement | None, name: str
) -> pl.DataFrame:
    """USUBJID and the numeric result of a test at its visit, the first where there are several."""
    test, result, sequence = f"{domain}TESTCD", f"{domain}STRESN", f"{domain}SEQ"
    found = records(data, domain, ("USUBJID", test, "VISITNUM", sequence, result)).filter(
        pl.col(test).is_in(list(what.tests) if what else []), pl.col(result).is_not_null()
    )
    if what and what.visit is not None:
        found = found.filter(pl.col("VISITNUM") == what.visit)
    return one_per_subject(found, "VISITNUM", sequence).select(
        "USUBJID", pl.col(result).alias(name)
    )


def _total(data: Mapping[str, pl.DataFrame], items: Sequence[str], name: str) -> pl.DataFrame:
    """USUBJID and the sum of questionnaire items; null where no item has a result."""
    answers = records(data, "QS", ("USUBJID", "QSTESTCD", "QSSTRESN", "QSORRES")).filter(
        pl.col("QSTESTCD").is_in(list(items))
    )
    score = pl.coalesce("QSSTRESN", pl.col("QSORRES").cast(pl.Float64, strict=False))
    scores = answers.select("USUBJID", SCORE=score).drop_nulls("SCORE")
    return scores.group_by("USUBJID", maintain_order=True).agg(pl.col("SCORE").sum().alias(name))


def _onset(data: Mapping[str, pl.DataFrame], categories: Sequence[str]) -> pl.DataFrame:
    """USUBJID and the earliest onset of the diagnosis under study (DISONSDT)."""
    history = records(data, "MH", ("USUBJID", "MHCAT", "MHSTDTC")).filter(
        within("MHCAT", categories)
    )
    return one_per_subject(history.select("USUBJID", DISONSDT=complete_date("MHSTDTC")), "DISONSDT")


def _screened(data: Mapping[str, pl.DataFrame], visit: float | None) -> pl.DataFrame:
    """USUBJID and the date of the screening visit (VISIT1DT)."""
    if visit is None:
        return pl.DataFrame(schema={"USUBJID": pl.String, "VISIT1DT": pl.Date})
    return visit_dates(data, visit, "VISIT1DT")


def _stored(study: Study, variable: str) -> pl.Expr:
    """A variable at the precision that the study declares for it."""
    decimals = study.analysis_data.ADSL.decimals.get(variable)
    return rounded(pl.col(variable), decimals, study.conventions.rounding)
