"""Where the fonts are that a language needs."""

from __future__ import annotations

import importlib.util
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


def chinese_font(*, system: bool = True) -> Path:
    """
    Return the file of a font that has Simplified Chinese.

    The one inside the package `mplfonts` comes first, so that two machines that have it draw the
    same; then the machine's own.

    Args:
        system: whether the machine's own fonts count.
    Raises:
        FontError: there is none.
    """
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
        hint="pip install 'trialrun[fonts]', or install Noto Sans CJK on this machine.",
    )
