"""
Steps with keys: a step whose key and files are what they were is not done again.

A step writes into a folder of its own beside the run's; when it has ended, its files are moved
to their places and `run.json` is written anew. Killed at any moment, the run's folder holds
whole files only, and the next run carries on after the last finished step.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from trialrun.errors import DataError
from trialrun.formats import write_file
from trialrun.run.files import PARTIAL, digest_file, output_errors
from trialrun.run.keys import code_digest, environment, step_key
from trialrun.run.workers import Made, Workers

SCHEMA_VERSION = "1.0"
MANIFEST = "run.json"


@dataclass(frozen=True)
class Step:
    """
    One step of a run.

    Args:
        name: shown, and part of the key.
        make: writes the step's files under the folder it is given, with their places in the
            run's folder as relative paths.
        inputs: files of the run's folder that it reads (folders stand for all their files).
        parameters: what else decides its output, as JSON holds it.
        sources: inputs from outside, name -> digest.
        batch: neighbours of the same batch may be done at the same time; `make` is then sent to
            another process, so it must be picklable.
    """

    name: str
    make: Callable[[Path], None]
    inputs: tuple[str, ...] = ()
    parameters: Any = None
    sources: Mapping[str, str] = field(default_factory=dict)
    batch: str = ""


@dataclass(frozen=True)
class StepReport:
    """What was done: `cached` where nothing had to be."""

    name: str
    seconds: float
    cached: bool
    files: int


Progress = Callable[[str, StepReport | None], None]
"""Told (name, None) when a step begins and (name, report) when it has ended."""


class Manifest:
    """`run.json`: for every file the step that made it, from which inputs, with which code."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / MANIFEST
        self.steps: dict[str, dict[str, Any]] = self._read()

    def _read(self) -> dict[str, dict[str, Any]]:
        if not self.path.is_file():
            return {}
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(content, dict) or content.get("schema_version") != SCHEMA_VERSION:
            return {}
        return {step["name"]: step for step in content.get("steps", [])}

    def outputs(self, name: str) -> dict[str, str]:
        """Return file -> digest of what a step made, or nothing."""
        return dict(self.steps.get(name, {}).get("outputs", {}))

    def keep(self, names: Iterable[str]) -> None:
        """Forget steps that are no longer part of the run, and remove their files."""
        for gone in [name for name in self.steps if name not in set(names)]:
            for file in self.outputs(gone):
                (self.folder / file).unlink(missing_ok=True)
            del self.steps[gone]

    def write(self, order: list[str], facts: Mapping[str, Any]) -> None:
        """Write the manifest; nothing in it tells when or how fast."""
        content = {
            "schema_version": SCHEMA_VERSION,
            **facts,
            "code": code_digest(),
            "environment": environment(),
            "steps": [self.steps[name] for name in order if name in self.steps],
        }
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        write_file(self.path, text.encode())


def run_steps(
    folder: Path,
    steps: list[Step],
    facts: Mapping[str, Any],
    progress: Progress,
    *,
    workers: int = 1,
) -> list[StepReport]:
    """
    Do the steps in their order, each only where something that it depends on has changed.

    Args:
        folder: the run's folder; exists.
        steps: in order; a step reads only what earlier ones made.
        facts: what the manifest says of the run as a whole.
        progress: told of each beginning and end.
        workers: processes for steps that may be done at the same time; changes no byte.
    Returns:
        One report a step.
    Raises:
        OutputError: a file can not be written.
        DataError: an input that an earlier step should have made is not there.
    """
    manifest = Manifest(folder)
    order = [step.name for step in steps]
    with output_errors(folder):
        manifest.keep(order)
    try:
        return _run(folder, manifest, steps, facts, progress, workers)
    finally:  # what other processes had begun when one step failed
        for step in steps:
            shutil.rmtree(folder / f"{PARTIAL}{step.name}", ignore_errors=True)


def _run(
    folder: Path,
    manifest: Manifest,
    steps: list[Step],
    facts: Mapping[str, Any],
    progress: Progress,
    workers: int,
) -> list[StepReport]:
    """Do the steps, those of a batch at the same time."""
    order = [step.name for step in steps]
    reports: list[StepReport] = []
    with Workers(workers) as pool:
        for batch in _batches(steps):
            due: dict[str, tuple[str, dict[str, str]]] = {}
            for step in batch:
                inputs = {**_input_digests(folder, manifest, step), **step.sources}
                key = step_key(step.name, step.parameters, inputs)
                if not _is_done(folder, manifest, step.name, key):
                    due[step.name] = (key, inputs)
            started = time.perf_counter()
            waiting = [step for step in batch if step.name in due]
            made = pool.start([(step.make, folder / f"{PARTIAL}{step.name}") for step in waiting])
            for step in batch:
                progress(step.name, None)
                if step.name in due:
                    if not made:
                        started = time.perf_counter()
                    outputs = _make(folder, manifest, step, made.pop(0) if made else None)
                    key, inputs = due[step.name]
                    manifest.steps[step.name] = {
                        "name": step.name,
                        "key": key,
                        "inputs": inputs,
                        "parameters": step.parameters,
                        "outputs": outputs,
                    }
                manifest.write(order, facts)
                seconds = time.perf_counter() - started if step.name in due else 0.0
                files = len(manifest.outputs(step.name))
                reports.append(StepReport(step.name, seconds, step.name not in due, files))
                progress(step.name, reports[-1])
    return reports


def _batches(steps: list[Step]) -> Iterator[list[Step]]:
    """Yield steps one by one, neighbours of a batch together."""
    for batch, group in groupby(steps, key=lambda step: step.batch):
        if batch:
            yield list(group)
        else:
            yield from ([step] for step in group)


def _input_digests(folder: Path, manifest: Manifest, step: Step) -> dict[str, str]:
    made = {
        file: digest for name in manifest.steps for file, digest in manifest.outputs(name).items()
    }
    digests: dict[str, str] = {}
    for wanted in step.inputs:
        if wanted.endswith("/"):
            digests.update({file: d for file, d in made.items() if file.startswith(wanted)})
        elif wanted in made:
            digests[wanted] = made[wanted]
        else:
            message = f"step {step.name} needs {wanted}, which no step has made"
            raise DataError(message, place=str(folder))
    return digests


def _is_done(folder: Path, manifest: Manifest, name: str, key: str) -> bool:
    step = manifest.steps.get(name)
    if step is None or step.get("key") != key:
        return False
    return all(
        (folder / file).is_file() and digest_file(folder / file) == digest
        for file, digest in step["outputs"].items()
    )


def _make(folder: Path, manifest: Manifest, step: Step, made: Made | None) -> dict[str, str]:
    """Have a step's files made, here or where they are already being made, and move them in."""
    work = folder / f"{PARTIAL}{step.name}"
    try:
        with output_errors(work):
            if made is None:
                shutil.rmtree(work, ignore_errors=True)
                work.mkdir()
                step.make(work)
            else:
                made.result()
            files = sorted(path for path in work.rglob("*") if path.is_file())
            outputs = {}
            for file in files:
                place = file.relative_to(work)
                outputs[place.as_posix()] = digest_file(file)
                (folder / place).parent.mkdir(parents=True, exist_ok=True)
                file.replace(folder / place)
            for old in manifest.outputs(step.name):
                if old not in outputs:
                    (folder / old).unlink(missing_ok=True)
        return outputs
    finally:
        shutil.rmtree(work, ignore_errors=True)
