"""The SDTM data of a study: frames by domain, with the metadata and digests of their files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import polars as pl

from trialrun.formats import Dataset

SYNTHETIC_LABEL: Final = "SYNTHETIC - "
"""How the label of a synthetic data set begins, in every file that it is written to."""

_LABEL_BYTES = 40


def synthetic_label(label: str) -> str:
    """
    Return the label of a synthetic data set: marked as such, within what a transport file holds.

    >>> synthetic_label("Adverse Events"), len(synthetic_label("Supplemental Qualifiers for DM"))
    ('SYNTHETIC - Adverse Events', 39)
    """
    if is_synthetic_label(label):
        return label
    return (SYNTHETIC_LABEL + label).encode()[:_LABEL_BYTES].decode(errors="ignore").strip()


def is_synthetic_label(label: str) -> bool:
    """Whether the label of a data set says that it is synthetic."""
    return label.upper().startswith(SYNTHETIC_LABEL.strip(" -"))


@dataclass(frozen=True, slots=True)
class SourceFile:
    """
    One file that data came from.

    Args:
        file: its path inside the folder, archive or package.
        domain: domain that its rows went to.
        sha256: digest of its bytes.
        rows: number of its rows.
    """

    file: str
    domain: str
    sha256: str
    rows: int


@dataclass(frozen=True, eq=False)
class StudyData(Mapping[str, pl.DataFrame]):
    """
    SDTM domains by name: a mapping from "DM", "AE", "SUPPAE" … to frames.

    Split domains are one frame; its rows stand in the order of the files' names and, inside a
    file, in the file's order.

    Args:
        datasets: each domain with the metadata of its variables.
        sources: the files, by domain and file.
        origin: what was read, as it was asked for; for messages only.
    """

    datasets: Mapping[str, Dataset]
    sources: tuple[SourceFile, ...] = ()
    origin: str = ""

    def __post_init__(self) -> None:
        """Sort and freeze the domains."""
        ordered = {name: self.datasets[name] for name in sorted(self.datasets)}
        object.__setattr__(self, "datasets", MappingProxyType(ordered))

    def __getitem__(self, domain: str) -> pl.DataFrame:
        return self.datasets[domain].frame

    def __iter__(self) -> Iterator[str]:
        return iter(self.datasets)

    def __len__(self) -> int:
        return len(self.datasets)

    @property
    def synthetic(self) -> bool:
        """Whether any domain is marked as synthetic: then all of them are taken to be."""
        return any(is_synthetic_label(dataset.label) for dataset in self.datasets.values())

    @property
    def digest(self) -> str:
        """SHA-256 over the names and digests of the files, the same wherever they lie."""
        lines = sorted(f"{source.domain} {source.sha256}\n" for source in self.sources)
        return hashlib.sha256("".join(lines).encode()).hexdigest()
