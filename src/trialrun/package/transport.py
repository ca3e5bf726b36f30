"""Data sets made ready for transport files: names, labels, text and numbers within their limits."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trialrun.formats import Dataset, dataset_of
from trialrun.package.described import Remark
from trialrun.package.long_text import SUPPLEMENTAL, fit_text
from trialrun.package.sdtm_domains import domain_facts
from trialrun.package.sdtm_variables import variable_facts

LABEL_BYTES = 40


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
        parent = name.removeprefix("SUPP") if name.startswith("SUPP") else name
        known = source.labels
        labels = {
            column: known.get(column) or variable_facts(column, parent).label or column
            for column in source.frame.columns
        }
        fitted = fit_text(name, _plain(source.frame), labels, split=True)
        remarks += fitted.remarks
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
        fitted = fit_text(name, _plain(source), own, split=False)
        remarks += fitted.remarks
        ready[name], found = _labelled(name, fitted.frame, labels.get(name, name), own)
        remarks += found
    return ready, remarks


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Text, numbers, dates and times only: empty columns are text, whole numbers are numbers."""
    return frame.with_columns(
        pl.col(name).cast(pl.String if dtype == pl.Null else pl.Float64)
        for name, dtype in frame.schema.items()
        if dtype == pl.Null or dtype.is_integer()
    )


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
