"""
Zip archives, read in memory and guarded.

The guard counts bytes, not ratios: data sets of blanks compress a hundredfold and are honest.
Nothing is unpacked to disk, so that no member can be written outside a folder.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from trialrun.errors import DataError

UNPACKED_LIMIT = 4 * 1024**3


@dataclass(frozen=True, slots=True)
class ArchiveMember:
    """A file inside an archive: its path there, and its size when unpacked."""

    path: str
    size: int


def list_archive(archive: Path, *, limit: int = UNPACKED_LIMIT) -> tuple[ArchiveMember, ...]:
    """
    The files of a zip archive, by path.

    Args:
        archive: the zip file.
        limit: bytes that all of them may have together when unpacked.
    Raises:
        DataError: no zip file, cut short, a path that leaves the archive, a path named twice, an
            encrypted file, or more bytes than the limit.
    """
    place = str(archive)
    with _opened(archive) as opened:
        infos = [info for info in opened.infolist() if not info.is_dir()]
    faults = []
    seen: set[str] = set()
    for info in infos:
        path = PurePosixPath(info.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            faults.append(f"{info.filename!r} leads out of the archive")
        if info.filename in seen:
            faults.append(f"{info.filename!r} is in it twice")
        if info.flag_bits & 0x1:
            faults.append(f"{info.filename!r} is encrypted")
        seen.add(info.filename)
    total = sum(info.file_size for info in infos)
    if total > limit:
        faults.append(f"{total} bytes when unpacked, allowed are {limit}")
    if faults:
        raise DataError("; ".join(faults), place=place)
    members = (ArchiveMember(info.filename, info.file_size) for info in infos)
    return tuple(sorted(members, key=lambda member: member.path))


def read_member(archive: Path, member: ArchiveMember) -> bytes:
    """
    One file of a zip archive.

    Raises:
        DataError: the archive or the member can not be read, or its check sum is wrong.
    """
    place = f"{archive}/{member.path}"
    try:
        with _opened(archive) as opened, opened.open(member.path) as file:
            content = file.read(member.size + 1)
    except (KeyError, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise DataError(f"can not be read ({error})", place=place) from None
    except (zipfile.BadZipFile, zlib.error):
        raise DataError("is damaged: its check sum is wrong", place=place) from None
    if len(content) != member.size:
        raise DataError(f"{len(content)} bytes, expected {member.size}", place=place)
    return content


def _opened(archive: Path) -> zipfile.ZipFile:
    """An opened archive."""
    try:
        return zipfile.ZipFile(archive)
    except OSError as error:
        reason = error.strerror or error
        raise DataError(f"can not be read ({reason})", place=str(archive)) from None
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise DataError("is no zip archive, or was cut short", place=str(archive)) from None
