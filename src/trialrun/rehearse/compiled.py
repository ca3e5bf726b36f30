"""
How kernels are compiled: once for each state of this room's code, then read from a cache.

numba's cache does not see that a function called from another file has changed. The cache folder
is therefore named after a digest of all files of this room, the machine and the versions of Python
and numba: other code, other folder. numba writes its files beside and renames them, so that a
process killed at any moment leaves nothing half written; only entry points are cached, each with
one signature, so that processes side by side can only write the same thing.

Kernels import `kernel` and `inner` from here, never numba itself.
"""

from __future__ import annotations

import atexit
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar, cast


def _digest() -> str:
    """Digest of what compiled code depends on."""
    found = sha256()
    for word in (sys.version, version("numba"), version("llvmlite"), platform.node()):
        found.update(word.encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        found.update(path.name.encode())
        found.update(path.read_bytes())
    return found.hexdigest()[:24]


def _cache_folder() -> Path:
    """A folder that can be written, below the user's cache, else one of this process alone."""
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    try:
        folder = Path(base).expanduser() / "trialrun" / "numba" / _digest()
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except (OSError, RuntimeError):
        own = Path(tempfile.mkdtemp(prefix="trialrun-numba-"))
        atexit.register(shutil.rmtree, own, ignore_errors=True)
        return own


os.environ["NUMBA_CACHE_DIR"] = str(_cache_folder())

import numba  # noqa: E402 - the folder is read when numba is imported

numba.config.CACHE_DIR = os.environ["NUMBA_CACHE_DIR"]  # type: ignore[attr-defined]

_F = TypeVar("_F", bound=Callable[..., Any])


_OPTIONS: dict[str, Any] = {
    "nogil": True,
    "error_model": "numpy",
    "_nrt": False,
    "no_cfunc_wrapper": True,
}
_PART = {**_OPTIONS, "no_cpython_wrapper": True}


def kernel(function: _F) -> _F:
    """
    Compile an entry point: cached, running beside other threads; always the same types.

    It allocates nothing, so that no references need to be counted.
    """
    return cast("_F", numba.njit(**_OPTIONS, cache=True)(function))


def inner(function: _F) -> _F:
    """
    Compile a part of a kernel, to be called by compiled code alone, never from Python.

    It has no way in from Python, which would have to be compiled again for every part.
    """
    return cast("_F", numba.njit(**_PART)(function))


def pasted(function: _F) -> _F:
    """Compile a small part of a kernel into every place where it is called, as `inner`."""
    return cast("_F", numba.njit(**_PART, forceinline=True)(function))
