"""Files of a run: digests, and writing so that nothing is ever half-written."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from trialrun.errors import OutputError

PARTIAL = ".partial-"
"""How the name of an unfinished file or folder begins; such are removed by the next run."""


def digest_bytes(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return sha256(content).hexdigest()


def digest_file(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        digest = sha256()
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


@contextmanager
def output_errors(place: Path) -> Iterator[None]:
    """
    Put what the system says of a failed write in the user's words.

    Raises:
        OutputError: instead of any OSError.
    """
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"can not write: {error.strerror or error}",
            place=str(error.filename or place),
            hint="choose another folder with -o, or free space and permissions.",
        ) from error


@contextmanager
def open_folder(folder: Path) -> Iterator[None]:
    """
    Make a run's folder, keep other runs out of it, and clear what a killed run left.

    Raises:
        OutputError: it can not be made or written, or another run is at work in it.
    """
    with output_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise OutputError(
                "another run is writing here", place=str(folder), hint="wait for it to end."
            ) from error
        with output_errors(folder):
            for entry in sorted(folder.rglob(f"{PARTIAL}*"), reverse=True):
                if entry.is_dir():
                    shutil.rmtree(entry)
                else:
                    entry.unlink(missing_ok=True)
        yield
    finally:
        os.close(handle)
