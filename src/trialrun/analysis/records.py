"""Records of SDTM domains as derivations want them: known columns, one a subject."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from trialrun.sdtm import standard_type


def records(data: Mapping[str, pl.DataFrame], domain: str, columns: Sequence[str]) -> pl.DataFrame:
    """
    Return some columns of a domain; what the study does not have is null, or no record at all.

    Args:
        data: domain name -> frame.
        domain: such as SC; may be missing in `data`.
        columns: wanted, in this order.
    """
    frame = data.get(domain)
    if frame is None:
        return pl.DataFrame(schema={name: _type(name) for name in columns})
    return frame.select(
        pl.col(name).cast(standard_type(name) or frame.schema[name], strict=False)
        if name in frame.columns
        else pl.lit(None, _type(name)).alias(name)
        for name in columns
    )


def _type(name: str) -> type[pl.DataType]:
    """Text or number, as the standard has the variable."""
    return standard_type(name) or pl.String


def one_per_subject(frame: pl.DataFrame, *order: str) -> pl.DataFrame:
    """Return the first record of each subject after sorting by `order`, missing values last."""
    return frame.sort("USUBJID", *order, nulls_last=True, maintain_order=True).unique(
        "USUBJID", keep="first", maintain_order=True
    )


def within(column: str, values: Iterable[str]) -> pl.Expr:
    """Return whether a text is one of `values`, case aside; a missing text is not."""
    wanted = [value.upper() for value in values]
    return pl.col(column).str.to_uppercase().is_in(wanted).fill_null(value=False)


def joined(subjects: pl.DataFrame, *others: pl.DataFrame) -> pl.DataFrame:
    """Return the subjects with the columns of frames that have one record a subject."""
    for other in others:
        subjects = subjects.join(other, on="USUBJID", how="left", maintain_order="left")
    return subjects
