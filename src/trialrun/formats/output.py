"""Files out: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from trialrun.errors import OutputError
from trialrun.formats.dataset import digest_of


def write_file(path: Path, content: bytes) -> str:
    """
    Write a file beside its place, then rename it: no reader ever sees half of it.

    Args:
        path: file to write; its folder is made. A device (`/dev/stdout`) is written to directly.
        content: its bytes.
    Returns:
        SHA-256 of the content.
    Raises:
        OutputError: the folder or the file can not be written.
    """
    beside = path.with_name(f".partial-{path.name}")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
    except OSError as error:
        _discard(beside)
        raise OutputError(
            f"can not be written ({error.strerror or error})",
            place=str(path),
            hint="choose a folder that exists, has room, and that you may write to.",
        ) from None
    return digest_of(content)


def _discard(path: Path) -> None:
    """Take an unfinished file away, where there is one."""
    try:
        path.unlink(missing_ok=True)
    except OSError:  # its folder is none: nothing was written
        return
