"""
What the standard says of variables by their names: text or number, and what a domain should have.

Data are taken as the standard has them: a number that came as text is a number again, what can not
be turned is missing (and a finding says so), and a variable or data set that is not there is empty.
A derivation can rely on that and need not ask.

Source: SDTMIG 3.4, 4.1.5 (core variables) and the domain specifications.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

_TEXT_NAMES = frozenset(
    {
        *("STUDYID", "DOMAIN", "RDOMAIN", "USUBJID", "SUBJID", "SITEID", "VISIT", "EPOCH", "DTHFL"),
        *("ARMCD", "ARM", "ACTARMCD", "ACTARM", "SEX", "RACE", "ETHNIC", "AGEU", "AESEV", "AESER"),
        *("IDVAR", "IDVARVAL", "QNAM", "QVAL", "AEBODSYS", "AEREL", "AEACN", "AEOUT"),
    }
)
_TEXT_ENDS = ("DTC", "TESTCD", "DECOD", "TERM", "TRT", "STRESC", "ORRES", "STRESU", "CAT", "NRIND")
_NUMBER_NAMES = frozenset(
    {
        *("VISITNUM", "VISITDY", "AGE", "TAETORD"),
        *("AELLTCD", "AEPTCD", "AEHLTCD", "AEHLGTCD", "AEBDSYCD", "AESOCCD"),
    }
)
_NUMBER_ENDS = ("SEQ", "STRESN", "DOSE", "STNRLO", "STNRHI", "TPTNUM", "DY")

NUMBER_LIMIT = 7.2e75
"""The largest number that a SAS transport file holds; beyond it, nothing can be computed safely."""

EXPECTED_VARIABLES: Mapping[str, tuple[str, ...]] = {
    "AE": ("AEBODSYS", "AESTDTC", "AEENDTC", "AESEV", "AESER", "AEREL", "AEACN", "AEOUT"),
    "DM": ("RFSTDTC", "RFENDTC", "AGE", "AGEU", "RACE", "ACTARMCD", "ACTARM"),
    "DS": ("DSCAT", "DSSTDTC"),
    "EX": ("EXDOSE", "EXDOSU", "EXSTDTC", "EXENDTC"),
    "LB": (
        *("LBORRES", "LBSTRESC", "LBSTRESN", "LBSTRESU", "LBSTNRLO", "LBSTNRHI", "LBNRIND"),
        *("VISITNUM", "VISIT", "LBDTC"),
    ),
    "MH": ("MHCAT", "MHSTDTC"),
    "QS": ("QSORRES", "QSSTRESC", "QSSTRESN", "VISITNUM", "VISIT", "QSDTC"),
    "SC": ("SCSTRESC", "SCSTRESN"),
    "SV": ("VISIT", "SVSTDTC"),
    "VS": ("VSORRES", "VSSTRESC", "VSSTRESN", "VSSTRESU", "VISITNUM", "VISIT", "VSDTC"),
}
"""Variables that analysis data are derived from, besides those that every record must have."""

_IDENTIFIERS = {
    "DM": ("STUDYID", "USUBJID", "SUBJID", "SITEID", "ARMCD", "ARM", "SEX"),
    "AE": ("STUDYID", "USUBJID", "AESEQ", "AETERM", "AEDECOD"),
    "DS": ("STUDYID", "USUBJID", "DSSEQ", "DSTERM", "DSDECOD", "VISITNUM"),
    "EX": ("STUDYID", "USUBJID", "EXSEQ", "EXTRT"),
    "SV": ("STUDYID", "USUBJID", "VISITNUM"),
    "MH": ("STUDYID", "USUBJID", "MHSEQ", "MHTERM"),
    "SC": ("STUDYID", "USUBJID", "SCSEQ", "SCTESTCD"),
    **{
        domain: ("STUDYID", "USUBJID", f"{domain}SEQ", f"{domain}TESTCD", f"{domain}DY")
        for domain in ("LB", "QS", "VS")
    },
}


def standard_type(variable: str) -> type[pl.DataType] | None:
    """
    Return text or number, where the standard says so by a variable's name; else None.

    >>> standard_type("LBSTRESN"), standard_type("AETERM"), standard_type("LBSTRESX")
    (Float64, String, None)
    """
    if variable in _NUMBER_NAMES:
        return pl.Float64
    if variable in _TEXT_NAMES or variable.endswith(_TEXT_ENDS):
        return pl.String
    if variable.endswith(_NUMBER_ENDS) and len(variable) > 3:
        return pl.Float64
    return None


def standard_frames(data: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """
    Return the data as the standard has them, complete enough to derive from.

    Args:
        data: domain name -> frame, in whatever state they are.
    Returns:
        Each domain with its variables as text or number as `standard_type` says (null where a
        value is neither, or a number beyond `NUMBER_LIMIT`), without records of no subject; and, empty, every variable and domain
        of `EXPECTED_VARIABLES` that is not there.
    """
    frames = {name: _typed(frame) for name, frame in data.items()}
    for domain, expected in EXPECTED_VARIABLES.items():
        schema = {
            name: standard_type(name) or pl.String for name in (*_IDENTIFIERS[domain], *expected)
        }
        frame = frames.get(domain)
        if frame is None:
            frames[domain] = pl.DataFrame(schema=schema)
            continue
        absent = [name for name in schema if name not in frame.columns]
        frames[domain] = frame.with_columns(
            pl.lit(None, schema[name]).alias(name) for name in absent
        )
    return {
        name: frame.filter(pl.col("USUBJID").is_not_null())
        if "USUBJID" in frame.columns and frame["USUBJID"].null_count()
        else frame
        for name, frame in frames.items()
    }


def _typed(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the variables whose type the standard tells as that type."""
    casts = [
        pl.col(name).cast(wanted, strict=False)
        for name, dtype in frame.schema.items()
        if (wanted := standard_type(name)) is not None and dtype != wanted
    ]
    typed = frame.with_columns(casts) if casts else frame
    beyond = [
        name
        for name, dtype in typed.schema.items()
        if dtype.is_float() and not (typed[name].abs() <= NUMBER_LIMIT).all()
    ]
    return typed.with_columns(
        pl.when(pl.col(name).abs() <= NUMBER_LIMIT).then(name) for name in beyond
    )
