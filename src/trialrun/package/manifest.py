"""The manifest of a package: every file, its digest, and what it was made from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trialrun.errors import DataError
from trialrun.formats import digest_of
from trialrun.language import LANGUAGES, message_text
from trialrun.package.described import Remark

MANIFEST = "manifest.json"
SCHEMA_VERSION = "1.0"


@dataclass(frozen=True)
class PackagedFile:
    """
    One file of a package.

    Args:
        path: inside the package.
        content: its bytes.
        made_from: what it was made from: "study", "data", or files of the package.
    """

    path: str
    content: bytes
    made_from: tuple[str, ...]


def remark_text(remark: Remark, language: str) -> str:
    """Return a remark in words."""
    return message_text(
        f"package-remark-{remark.topic}",
        language,
        select={
            "data_set": remark.data_set,
            "variable": remark.variable,
            "count": str(remark.count),
            "detail": remark.detail,
        },
    )


def manifest_bytes(
    facts: Mapping[str, Any], files: Iterable[PackagedFile], remarks: Iterable[Remark]
) -> bytes:
    """
    Return the manifest.

    Args:
        facts: study, origin, digests and versions.
        files: every file of the package but the manifest.
        remarks: on the files.
    """
    content = {
        "schema_version": SCHEMA_VERSION,
        **facts,
        "remarks": [
            {
                "topic": remark.topic,
                "data_set": remark.data_set,
                "variable": remark.variable,
                "count": remark.count,
                **{language: remark_text(remark, language) for language in LANGUAGES},
            }
            for remark in remarks
        ],
        "files": [
            {
                "path": file.path,
                "bytes": len(file.content),
                "sha256": digest_of(file.content),
                "made_from": list(file.made_from),
            }
            for file in sorted(files, key=lambda file: file.path)
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


@dataclass(frozen=True)
class PackageFault:
    """
    A file that is not as the manifest says.

    Args:
        path: inside the package.
        kind: "missing", "changed" or "extra".
    """

    path: str
    kind: str


def check_package(folder: Path) -> list[PackageFault]:
    """
    Compare the files of a package with its manifest.

    Args:
        folder: the package.
    Returns:
        Files that are missing, that were changed, and that the manifest does not have, by path.
    Raises:
        DataError: there is no manifest, or it is none.
    """
    place = folder / MANIFEST
    try:
        content = json.loads(place.read_text(encoding="utf-8"))
        listed = {str(file["path"]): str(file["sha256"]) for file in content["files"]}
    except OSError as error:
        raise DataError(
            f"can not be read ({error.strerror or error})",
            place=str(place),
            hint="name the folder of a package, the one that holds manifest.json.",
        ) from None
    except (ValueError, KeyError, TypeError):
        raise DataError("is no manifest of a package", place=str(place)) from None
    there = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path != place
    }
    faults = [PackageFault(path, "missing") for path in set(listed) - there]
    faults += [PackageFault(path, "extra") for path in there - set(listed)]
    for path in set(listed) & there:
        if digest_of((folder / path).read_bytes()) != listed[path]:
            faults.append(PackageFault(path, "changed"))
    return sorted(faults, key=lambda fault: (fault.path, fault.kind))
