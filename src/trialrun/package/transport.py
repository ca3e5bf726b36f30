"""Data sets made ready for transport files: names, labels, text and numbers within their limits."""

from __future__ import annotations

import re
from collections.abc import Mapping

import polars as pl

from trialrun.formats import Dataset, dataset_of
from trialrun.package.described import Remark
from trialrun.package.long_text import SUPPLEMENTAL, fit_text
from trialrun.package.sdtm_domains import domain_facts
from trialrun.package.sdtm_variables import variable_facts
from trialrun.sdtm import NUMBER_LIMIT

LABEL_BYTES = 40
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,7}")


def transport_sdtm(data: Mapping[str, Dataset]) -> tuple[dict[str, Dataset], list[Remark]]:
    """
    Make SDTM domains ready for transport files.

    Args:
        data: domain -> data set, as read.
    Returns:
        The data sets by name, with supplemental ones where long text goes on in them, and what
        was split, shortened or relabelled.
    """
    frames: dict[str, tuple[pl.DataFrame, str, dict[str, str]]] = {}
    supplemental: dict[str, pl.DataFrame] = {}
    remarks: list[Remark] = []
    for name, source in sorted(data.items()):
        if not _NAME.fullmatch(name):
            remarks.append(Remark("name", name, "", source.frame.height))
            continue
        parent = name.removeprefix("SUPP") if name.startswith("SUPP") else name
        known = source.labels
        labels = {
            column: known.get(column) or variable_facts(column, parent).label or column
            for column in source.frame.columns
        }
        storable, found = _storable(name, source.frame)
        fitted = fit_text(name, storable, labels, split=True)
        remarks += [*found, *fitted.remarks]
        label = source.label or domain_facts(name).label.en
        frames[name] = (fitted.frame, label, labels | dict(fitted.labels))
        if fitted.supplemental.height:
            supplemental[f"SUPP{name}"] = fitted.supplemental
    for name, added in supplemental.items():
        frame, label, labels = frames.get(name, (added.clear(), domain_facts(name).label.en, {}))
        columns = [*frame.columns, *(c for c in added.columns if c not in frame.columns)]
        frame = pl.concat([frame, added], how="diagonal").select(columns)
        own = {column: variable_facts(column, "").label for column in SUPPLEMENTAL}
        frames[name] = (frame, label, own | labels)
    ready = {}
    for name in sorted(frames):
        frame, label, labels = frames[name]
        ready[name], found = _labelled(name, frame, label, labels)
        remarks += found
    return ready, remarks


def transport_adam(
    adam: Mapping[str, pl.DataFrame],
    labels: Mapping[str, str],
    variable_labels: Mapping[str, str],
) -> tuple[dict[str, Dataset], list[Remark]]:
    """
    Make analysis data sets ready for transport files.

    Args:
        adam: name -> frame.
        labels: label of each data set.
        variable_labels: label of each variable.
    Returns:
        The data sets by name, in their order, and what was shortened or relabelled.
    """
    ready: dict[str, Dataset] = {}
    remarks: list[Remark] = []
    for name, source in adam.items():
        own = {column: variable_labels.get(column, column) for column in source.columns}
        storable, found = _storable(name, source)
        fitted = fit_text(name, storable, own, split=False)
        remarks += [*found, *fitted.remarks]
        ready[name], found = _labelled(name, fitted.frame, labels.get(name, name), own)
        remarks += found
    return ready, remarks


def _storable(name: str, frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Remark]]:
    """What of a frame a transport file holds: text, numbers, dates and times, under short names."""
    remarks = []
    there: set[str] = set()
    for column in frame.columns:
        if not _NAME.fullmatch(column) or column.upper() in there:
            remarks.append(Remark("name", name, column, 1))
            frame = frame.drop(column)
        there.add(column.upper())
    kinds = {column: _stored_type(dtype) for column, dtype in frame.schema.items()}
    frame = frame.with_columns(
        pl.col(column).cast(kind) for column, kind in kinds.items() if kind is not None
    )
    for column, dtype in frame.schema.items():
        if dtype != pl.Float64:
            continue
        within = pl.col(column).is_null() | (pl.col(column).abs() <= NUMBER_LIMIT)
        count = frame.filter(~within | pl.col(column).is_nan()).height
        if count:
            remarks.append(Remark("number", name, column, count))
            frame = frame.with_columns(pl.when(within & pl.col(column).is_not_nan()).then(column))
    blank = pl.all_horizontal(
        pl.col(column).is_null() | (pl.col(column).str.strip_chars_end(" ") == "")
        if dtype == pl.String
        else pl.col(column).is_null()
        for column, dtype in frame.schema.items()
    )
    filled = frame.select((~blank).arg_true().max()).item() if frame.width else None
    kept = 0 if filled is None else filled + 1
    if kept < frame.height:
        remarks.append(Remark("blank", name, "", frame.height - kept))
    return frame.head(kept), remarks


def _stored_type(dtype: pl.DataType) -> type[pl.DataType] | None:
    """The type that a column has to be turned to; None where it can stay."""
    if dtype in (pl.Float64, pl.String, pl.Date):
        return None
    if dtype.base_type() == pl.Datetime:
        return None
    return pl.Float64 if dtype.is_numeric() else pl.String


def _labelled(
    name: str, frame: pl.DataFrame, label: str, labels: Mapping[str, str]
) -> tuple[Dataset, list[Remark]]:
    """The data set with labels that fit, and a remark on each that had to be cut."""
    remarks = []
    fitting = {}
    for column in frame.columns:
        whole = labels.get(column, column)
        fitting[column] = short_label(whole)
        if fitting[column] != whole:
            remarks.append(Remark("label", name, column, 1))
    if short_label(label) != label:
        remarks.append(Remark("label", name, "", 1))
    return dataset_of(name, frame, label=short_label(label), labels=fitting), remarks


def short_label(label: str) -> str:
    """
    Return a label of at most 40 bytes, cut at a word where it has to be.

    >>> short_label("Number of Days from First to Last Dose, Both Included")
    'Number of Days from First to Last Dose,'
    """
    if len(label.encode()) <= LABEL_BYTES:
        return label
    cut = label.encode()[: LABEL_BYTES + 1].decode(errors="ignore")
    head, blank, _ = cut.rpartition(" ")
    return head if blank else cut.encode()[:LABEL_BYTES].decode(errors="ignore")
