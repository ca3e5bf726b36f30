"""SDTM data in a run's folder: parquet files, and what their sources said of them."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import polars as pl

from trialrun.errors import DataError
from trialrun.formats import Dataset, Variable, write_parquet
from trialrun.sdtm import SourceFile, StudyData, write_synthetic_note

METADATA = "datasets.json"
SCHEMA_VERSION = "1.0"


def store_data(data: StudyData, folder: Path) -> None:
    """Write each domain as parquet, and labels, lengths and digests of the sources beside them."""
    for name, frame in data.items():
        write_parquet(frame, folder / f"{name.lower()}.parquet")
    content = {
        "schema_version": SCHEMA_VERSION,
        "datasets": {
            name: {
                "label": dataset.label,
                "source": dataset.source,
                "sha256": dataset.sha256,
                "encoding": dataset.encoding,
                "variables": [asdict(variable) for variable in dataset.variables],
            }
            for name, dataset in data.datasets.items()
        },
        "sources": [asdict(source) for source in data.sources],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    (folder / METADATA).write_text(text, encoding="utf-8")
    if data.synthetic:
        write_synthetic_note(data, folder)


def load_data(folder: Path) -> StudyData:
    """
    Return the data that `store_data` wrote.

    Raises:
        DataError: a file is not there or not what was written.
    """
    try:
        content = json.loads((folder / METADATA).read_text(encoding="utf-8"))
        datasets = {
            name: Dataset(
                name=name,
                label=item["label"],
                frame=pl.read_parquet(folder / f"{name.lower()}.parquet"),
                variables=tuple(Variable(**variable) for variable in item["variables"]),
                source=item["source"],
                sha256=item["sha256"],
                encoding=item["encoding"],
            )
            for name, item in content["datasets"].items()
        }
        sources = tuple(SourceFile(**source) for source in content["sources"])
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError) as error:
        raise DataError("not the data of a run", place=str(folder)) from error
    return StudyData(datasets, sources, str(folder))
