"""The files of a source: a folder, a zip archive, or an installed package."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath

from trialrun.errors import DataError
from trialrun.formats import (
    Dataset,
    digest_of,
    list_archive,
    read_layout,
    read_member,
    read_parquet,
    read_xpt,
)
from trialrun.sdtm.data import is_synthetic_label
from trialrun.sdtm.packages import DATA_PACKAGES, PackageLabels, package_folder, package_labels

READERS: dict[str, Callable[..., Dataset]] = {".xpt": read_xpt, ".parquet": read_parquet}

SYNTHETIC_NOTE = "SYNTHETIC.txt"
"""Name of the note that lies beside synthetic data; no data file."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file that can be read: its name in the source, and how to get at its bytes."""

    name: str
    content: Callable[[], bytes]
    known: PackageLabels = field(default_factory=PackageLabels)

    @property
    def stem(self) -> str:
        """Name without folder and ending."""
        return PurePosixPath(self.name).stem

    def read(self) -> Dataset:
        """The data set in it; DataError where it can not be read."""
        reader = READERS[PurePosixPath(self.name).suffix.lower()]
        dataset = reader(self.content(), name=self.name)
        if self.known.sha256 and dataset.sha256 != self.known.sha256:
            raise DataError(
                "is not what its package says it ships: digests differ", place=self.name
            )
        labels = self.known.variables
        variables = (replace(v, label=v.label or labels.get(v.name, "")) for v in dataset.variables)
        label = dataset.label or self.known.label
        return replace(dataset, label=label, variables=tuple(variables))


def files_of(source: str | Path) -> tuple[DataFile, ...]:
    """
    The data files of a source, by name.

    Args:
        source: a folder, a zip archive, or the name of a data package.
    Raises:
        DataError: there is no such source, it can not be read, or it holds no data file.
    """
    path = Path(source)
    package = None if path.exists() else package_folder(str(source))
    if package is not None:
        known = package_labels(package)
        return tuple(
            replace(file, known=known.get(file.stem, file.known)) for file in _of_folder(package)
        )
    if not path.exists():
        packages = ", ".join(DATA_PACKAGES)
        raise DataError(
            "there is no such folder or file",
            place=str(source),
            hint=f"data are a folder or zip of XPT files, or an installed package ({packages}).",
        )
    return _of_folder(path) if path.is_dir() else _of_archive(path)


def source_digests(source: str | Path) -> dict[str, str]:
    """
    SHA-256 of each file of a source by its name, without reading what is in it.

    Raises:
        DataError: as `files_of`.
    """
    return {file.name: digest_of(file.content()) for file in files_of(source)}


def is_synthetic_source(source: str | Path) -> bool:
    """
    Whether data say of themselves that they are synthetic, told without reading their rows.

    Args:
        source: as `files_of` takes it.
    Returns:
        Whether the note on synthetic data lies beside them, or the label of any data set is so
        marked. A file that can not be read says nothing here; reading it says why.
    Raises:
        DataError: as `files_of`.
    """
    return has_synthetic_note(source) or any(map(is_synthetic_file, files_of(source)))


def has_synthetic_note(source: str | Path) -> bool:
    """Whether a folder or archive holds the note on synthetic data."""
    path = Path(source)
    if path.is_dir():
        return (path / SYNTHETIC_NOTE).is_file()
    if path.is_file():
        names = (PurePosixPath(member.path).name for member in list_archive(path))
        return SYNTHETIC_NOTE in names
    return False


def is_synthetic_file(file: DataFile) -> bool:
    """Whether the label of a transport file is marked as that of synthetic data."""
    if PurePosixPath(file.name).suffix.lower() != ".xpt":
        return False
    try:
        return is_synthetic_label(read_layout(file.content(), place=file.name).label)
    except DataError:
        return False


def _of_folder(folder: Path) -> tuple[DataFile, ...]:
    """The data files that lie in a folder."""
    try:
        paths = sorted(path for path in folder.iterdir() if _is_data(path.name) and path.is_file())
    except OSError as error:
        reason = error.strerror or error
        raise DataError(f"can not be read ({reason})", place=str(folder)) from None
    files = tuple(DataFile(path.name, partial(_bytes_of, path)) for path in paths)
    return _unambiguous(files, str(folder))


def _of_archive(archive: Path) -> tuple[DataFile, ...]:
    """The data files of a zip archive."""
    members = [m for m in list_archive(archive) if _is_data(PurePosixPath(m.path).name)]
    files = tuple(DataFile(m.path, partial(read_member, archive, m)) for m in members)
    return _unambiguous(files, str(archive))


def _is_data(name: str) -> bool:
    """Whether a file is of a kind that is read; names with a leading dot are the system's."""
    return PurePosixPath(name).suffix.lower() in READERS and not name.startswith(".")


def _bytes_of(path: Path) -> bytes:
    """The bytes of a file."""
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or error
        raise DataError(f"can not be read ({reason})", place=path.name) from None


def _unambiguous(files: tuple[DataFile, ...], place: str) -> tuple[DataFile, ...]:
    """The files; DataError where there is none, or one data set is there twice."""
    if not files:
        raise DataError(
            f"it holds no data file, read are {' and '.join(READERS)}",
            place=place,
            hint="name the folder or archive in which the SDTM data sets lie.",
        )
    by_stem: dict[str, list[str]] = {}
    for file in files:
        by_stem.setdefault(file.stem.upper(), []).append(file.name)
    twice = [" and ".join(names) for names in by_stem.values() if len(names) > 1]
    if twice:
        raise DataError(
            f"a data set is there more than once: {'; '.join(twice)}",
            place=place,
            hint="leave only one of them.",
        )
    return tuple(sorted(files, key=lambda file: (file.stem.upper(), file.name)))
