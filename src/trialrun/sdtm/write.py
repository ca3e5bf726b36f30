"""SDTM data out: SAS transport files, a file a domain."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from trialrun.errors import OutputError
from trialrun.formats import write_xpt
from trialrun.sdtm.data import StudyData


def write_sdtm(data: StudyData, folder: Path, *, when: date) -> dict[str, str]:
    """
    Write each domain as a SAS transport file of version 5.

    Args:
        data: the domains.
        folder: made where it is not there; files of the same name are replaced.
        when: date to stamp into the files: one of the study, never the clock's.
    Returns:
        File name -> SHA-256 of its bytes, by name.
    Raises:
        OutputError: a domain breaks a limit of the format, or a file can not be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"can not be made ({reason})", place=str(folder)) from None
    return {
        f"{name.lower()}.xpt": write_xpt(dataset, folder / f"{name.lower()}.xpt", when=when)
        for name, dataset in data.datasets.items()
    }
