"""What a step's key is made of besides its inputs: code, libraries, platform."""

from __future__ import annotations

import json
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import trialrun
from trialrun.run.files import digest_bytes

_CODE = {".py", ".ftl", ".yaml", ".typ", ".css", ".json", ".txt"}


@cache
def code_digest() -> str:
    """Return the digest of every source file of the package, names included."""
    root = Path(trialrun.__file__).parent
    files = sorted(path for path in root.rglob("*") if path.suffix in _CODE)
    lines = [
        f"{path.relative_to(root).as_posix()} {digest_bytes(path.read_bytes())}" for path in files
    ]
    return digest_bytes("\n".join(lines).encode())


@cache
def environment() -> dict[str, str]:
    """Return the versions of what the package stands on: its requirements, Python, platform."""
    found: dict[str, str] = {}
    for requirement in requires("trialrun") or []:
        name = _name(requirement)
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return {
        "python": platform.python_version(),
        "platform": f"{platform.system()}-{platform.machine()}",
        **dict(sorted(found.items())),
    }


def step_key(name: str, parameters: object, inputs: dict[str, str]) -> str:
    """
    Return the key of a step: the same key means the same output.

    Args:
        name: of the step.
        parameters: anything JSON holds.
        inputs: file or value name -> digest.
    """
    parts = {
        "name": name,
        "parameters": parameters,
        "inputs": dict(sorted(inputs.items())),
        "code": code_digest(),
        "environment": environment(),
    }
    return digest_bytes(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode())


def _name(requirement: str) -> str:
    for position, character in enumerate(requirement):
        if not (character.isalnum() or character in "-_."):
            return requirement[:position].lower()
    return requirement.lower()
