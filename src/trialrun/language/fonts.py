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
"""The environment's own choice of a font file."""
_HINT = (
    "pip install 'trialrun[fonts]', or on Debian and Ubuntu apt install fonts-noto-cjk, "
    f"or set {VARIABLE} to a font file."
)


def chinese_font(asked: Path | None = None, *, system: bool = True) -> Path:
    """
    Return the file of a font that has Simplified Chinese.

    The one asked for, or named by the environment; else the one inside the package `mplfonts`, so
    that two machines that have it draw the same; then the machine's own.

    Args:
        asked: a font file.
        system: whether the machine's own fonts count.
    Raises:
        FontError: there is none, or not the one asked for.
    """
    named = asked or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    if named is not None:
        if not named.is_file():
            raise FontError("no such font file", place=str(named), hint=_HINT)
        return named
    package = importlib.util.find_spec("mplfonts")
    for folder in (package.submodule_search_locations or []) if package else []:
        path = Path(folder) / "fonts" / CHINESE_FILE
        if path.is_file():
            return path
    if system:
        folders = [Path(folder).expanduser() for folder in SYSTEM_FOLDERS]
        for name in SYSTEM_NAMES:
            for folder in folders:
                found = sorted(folder.rglob(name)) if folder.is_dir() else []
                if found:
                    return found[0]
    raise FontError(
        "no font with Chinese characters was found",
        hint=_HINT,
    )
