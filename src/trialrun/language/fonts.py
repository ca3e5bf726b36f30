"""Where the fonts are that a language needs."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

from trialrun.errors import FontError

CHINESE_FILE = "NotoSansCJKsc-Regular.otf"
"""The file inside the package `mplfonts`."""

SYSTEM_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:/Windows/Fonts",
)
SYSTEM_NAMES = (
    "NotoSansCJKsc-Regular.otf",
    "NotoSansCJK-Regular.ttc",
    "NotoSansSC-Regular.otf",
    "SourceHanSansSC-Regular.otf",
    "SourceHanSansCN-Regular.otf",
    "wqy-microhei.ttc",
    "msyh.ttc",
    "PingFang.ttc",
)
"""Fonts of Simplified Chinese that a machine may have, best first."""


VARIABLE = "TRIALRUN_FONT"
"""Environment variable that names a font file, before all others."""

_HINT = (
    "pip install 'trialrun[fonts]', or on Debian and Ubuntu apt install fonts-noto-cjk, "
    f"or set {VARIABLE} to a font file."
)


def chinese_font(file: Path | None = None, *, system: bool = True) -> Path:
    """
    Return the file of a font that has Simplified Chinese.

    First the file given, then the one that TRIALRUN_FONT names, then the one inside the package
    `mplfonts` (two machines that have it draw the same), then the machine's own.

    Args:
        file: a font file, or None.
        system: whether the machine's own fonts count.
    Raises:
        FontError: there is none, or the file named is not there.
    """
    named = file or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    if named is not None:
        if not named.is_file():
            raise FontError("no such font file", place=str(named), hint=_HINT)
        return named
    package = importlib.util.find_spec("mplfonts")
    for place in (package.submodule_search_locations or []) if package else []:
        path = Path(place) / "fonts" / CHINESE_FILE
        if path.is_file():
            return path
    folders = [Path(folder).expanduser() for folder in SYSTEM_FOLDERS if system]
    for name in SYSTEM_NAMES:
        for folder in folders:
            found = sorted(folder.rglob(name)) if folder.is_dir() else []
            if found:
                return found[0]
    raise FontError(
        "no font with Chinese characters was found",
        hint=_HINT,
    )
