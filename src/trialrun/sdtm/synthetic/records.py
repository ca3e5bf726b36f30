"""Frames made into domains: order, identifiers, sequence numbers, types and labels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from trialrun.formats import Dataset, dataset_of
from trialrun.sdtm.data import synthetic_label
from trialrun.sdtm.standard import EXPECTED_VARIABLES
from trialrun.sdtm.synthetic.standard_variables import DOMAIN_LABELS, DOMAIN_VARIABLES

_QLABELS = 40


def domain_of(name: str, frame: pl.DataFrame, study_id: str, *, by: Sequence[str] = ()) -> Dataset:
    """
    Make a domain of a frame.

    Args:
        name: of the domain.
        frame: variables of the domain, and others that are dropped.
        study_id: STUDYID.
        by: columns by which a subject's records follow each other, for --SEQ; none given, the
            rows keep their order and have no --SEQ of their own.
    Returns:
        The domain, sorted by subject: STUDYID, DOMAIN and --SEQ are added, and the variables that
        analyses expect; what the standard has as a number is one, and the label is marked.
    """
    supplemental = name.startswith("SUPP")
    known = DOMAIN_VARIABLES[name]
    if by:
        frame = _in_order(frame, by)
        first = frame["_subject"].rle().struct.field("len").to_numpy()
        starts = np.repeat(np.cumsum(first) - first, first)
        sequence = np.arange(1, frame.height + 1) - starts
        frame = frame.with_columns(pl.Series(f"{name}SEQ", sequence.astype(float)))
    frame = frame.with_columns(STUDYID=pl.lit(study_id))
    if not supplemental:
        frame = frame.with_columns(DOMAIN=pl.lit(name))
    wanted = EXPECTED_VARIABLES.get(name, ())
    columns = [
        pl.col(variable.name).cast(pl.Float64 if variable.number else pl.String)
        if variable.name in frame.columns
        else pl.lit(None, pl.Float64 if variable.number else pl.String).alias(variable.name)
        for variable in known
        if variable.name in frame.columns or variable.name in wanted
    ]
    labels = {variable.name: variable.label for variable in known}
    label = synthetic_label(DOMAIN_LABELS[name])
    return dataset_of(name, frame.select(columns), label=label, labels=labels)


def _in_order(frame: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """The records by subject, then by some columns, and the subject as a number (`_subject`)."""
    subjects = pl.Enum(frame["USUBJID"].unique().sort())
    numbered = frame.with_columns(_subject=pl.col("USUBJID").cast(subjects).to_physical())
    return numbered.sort("_subject", *by, maintain_order=True, nulls_last=True)


def qualifiers(
    domain: str,
    frame: pl.DataFrame,
    name: str,
    label: str,
    *,
    sequence: str | None = None,
    origin: str = "DERIVED",
) -> pl.DataFrame:
    """
    Return the rows of a supplemental data set for one qualifier.

    Args:
        domain: parent domain.
        frame: USUBJID, QVAL, and `sequence` where the qualifier is of a record.
        name: QNAM.
        label: QLABEL, cut at 40 characters.
        sequence: --SEQ of the parent record; None for a qualifier of the subject.
        origin: QORIG.
    """
    key = pl.col(sequence).cast(pl.Int64).cast(pl.String) if sequence else pl.lit(None, pl.String)
    evaluator = "CLINICAL STUDY SPONSOR" if origin == "DERIVED" else None
    return frame.select(
        "USUBJID",
        RDOMAIN=pl.lit(domain),
        IDVAR=pl.lit(sequence, pl.String),
        IDVARVAL=key,
        QNAM=pl.lit(name),
        QLABEL=pl.lit(label[:_QLABELS]),
        QVAL=pl.col("QVAL"),
        QORIG=pl.lit(origin),
        QEVAL=pl.lit(evaluator, pl.String),
    )
