"""What a room exports is written down, so that a change of it is seen in review."""

from __future__ import annotations

import importlib
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "public-names"), run_name="public_names")
ROOMS = SCRIPT["rooms"]()
ADVICE = "if the change is meant: .venv/bin/python scripts/public-names"


@pytest.mark.parametrize("room", ROOMS)
def test_room_exports_what_is_written_down(room):
    written = {
        line.removeprefix(f"{room}.")
        for line in SCRIPT["BASELINE"].read_text(encoding="utf-8").splitlines()
        if line.startswith(f"{room}.")
    }
    found = set(SCRIPT["names"](room))
    assert found == written, (
        f"new: {sorted(found - written)}, gone: {sorted(written - found)}; {ADVICE}"
    )


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_name_is_there_and_said_once(room):
    module = importlib.import_module(f"trialrun.{room}")
    names = SCRIPT["names"](room)
    assert len(names) == len(set(names))
    for name in names:
        assert hasattr(module, name), f"trialrun.{room}.__all__ names {name}, which is not there"


@pytest.mark.parametrize("room", [room for room in ROOMS if (SCRIPT["SOURCE"] / room).is_dir()])
def test_room_says_what_it_exports(room):
    assert hasattr(importlib.import_module(f"trialrun.{room}"), "__all__"), (
        f"trialrun/{room}/__init__.py has no __all__"
    )


def test_no_room_that_is_gone_is_written_down():
    written = {
        line.split(".")[0] for line in SCRIPT["BASELINE"].read_text(encoding="utf-8").splitlines()
    }
    assert written <= set(ROOMS), ADVICE
