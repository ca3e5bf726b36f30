"""SDTM data out: SAS transport files, a file a domain, and a note where they are synthetic."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from trialrun.errors import OutputError, RequestError
from trialrun.formats import Dataset, write_file, write_xpt
from trialrun.language import LANGUAGES, message_text
from trialrun.sdtm.data import StudyData
from trialrun.sdtm.sources import SYNTHETIC_NOTE, DataFile, is_synthetic_file


def write_sdtm(data: StudyData, folder: Path, *, when: date) -> dict[str, str]:
    """
    Write each domain as a SAS transport file of version 5.

    Args:
        data: the domains.
        folder: made where it is not there; files of the same name are replaced.
        when: date to stamp into the files: one of the study, never the clock's.
    Returns:
        File name -> SHA-256 of its bytes, by name. Beside synthetic data lies a note that says so.
    Raises:
        OutputError: a domain breaks a limit of the format or holds characters outside ASCII, or a
            file can not be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"can not be made ({reason})", place=str(folder)) from None
    for name, dataset in data.datasets.items():
        _refuse_foreign(dataset, f"{name.lower()}.xpt")
    written = {SYNTHETIC_NOTE: write_synthetic_note(data, folder)} if data.synthetic else {}
    return written | {
        f"{name.lower()}.xpt": write_xpt(dataset, folder / f"{name.lower()}.xpt", when=when)
        for name, dataset in data.datasets.items()
    }


def _refuse_foreign(dataset: Dataset, place: str) -> None:
    """Refuse text that transport files of version 5 are not meant to hold."""
    text = dataset.frame.select(pl.selectors.string())
    foreign = [
        column.name
        for column in text.get_columns()
        if bool((column.str.len_bytes() != column.str.len_chars()).any())
    ]
    if foreign:
        raise OutputError(
            f"characters outside ASCII in {', '.join(foreign)}",
            place=place,
            hint="write the English texts and terms of the definition in ASCII letters.",
        )


def write_synthetic_note(data: StudyData, folder: Path) -> str:
    """
    Write the note on synthetic data, in English and Chinese.

    Returns:
        SHA-256 of its bytes.
    Raises:
        OutputError: it can not be written.
    """
    lines = [message_text("sdtm-synthetic-note", each) for each in LANGUAGES]
    lines += [data.origin] if data.origin.startswith("synthetic:") else []
    return write_file(folder / SYNTHETIC_NOTE, ("\n\n".join(lines) + "\n").encode())


def clear_synthetic(folder: Path) -> None:
    """
    Take away the synthetic data of an earlier call, so that none of them stay beside new ones.

    Args:
        folder: may be missing or empty; files whose name begins with a dot are not looked at.
    Raises:
        RequestError: it holds anything that is not marked as synthetic; nothing is taken away.
        OutputError: a file can not be removed.
    """
    if not folder.is_dir():
        return
    entries = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    foreign = [path.name for path in entries if not _is_synthetic(path)]
    if foreign:
        shown = ", ".join(foreign[:_SHOWN]) + (" …" if len(foreign) > _SHOWN else "")
        raise RequestError(
            f"the folder holds what is not marked as synthetic data: {shown}",
            place=str(folder),
            hint="name a new folder with -o; synthetic data are written over synthetic data only.",
        )
    for path in entries:
        try:
            path.unlink()
        except OSError as error:
            reason = error.strerror or str(error)
            raise OutputError(f"can not be removed ({reason})", place=str(path)) from None


_SHOWN = 5


def _is_synthetic(path: Path) -> bool:
    """Whether a file is the note, or a data set that is marked."""
    if not path.is_file():
        return False
    return path.name == SYNTHETIC_NOTE or is_synthetic_file(DataFile(path.name, path.read_bytes))
