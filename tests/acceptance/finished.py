"""A finished document of a run, opened for change, and what is told of the changed one."""

import importlib.util
import sys
from pathlib import Path
from random import Random

from trialrun.render import verify_file
from trialrun.report import resolve_document
from trialrun.run import RunFolder

LANGUAGES = ("en", "zh")
FIGURES = "displays/figures"


def load(name: str):
    """A module of this folder, by its name."""
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"acceptance_{name}", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


change = load("tampering")


class Finished:
    """A document of a run: its files, and what verify says of a changed one."""

    def __init__(self, folder: Path, name: str, scratch: Path) -> None:
        self.folder = folder
        self.name = name
        self.run = RunFolder(folder)
        self.values = self.run.values
        self.document = self.run.document(name)
        self.scratch = scratch
        self.languages = {
            language: resolve_document(self.document, language, self.values)
            for language in LANGUAGES
        }

    def resolved(self, language: str):
        return self.languages[language]

    def content(self, language: str, ending: str) -> bytes:
        return (self.folder / f"documents/{self.name}.{language}{ending}").read_bytes()

    def told(self, content: bytes, ending: str) -> dict[str, str]:
        """What is told of a file, by place."""
        path = self.scratch / f"{self.name}{ending}"
        path.write_bytes(content)
        figures = self.folder / FIGURES
        differences = verify_file(path, self.document, self.values, figures=figures)
        return {difference.place: str(difference) for difference in differences}

    def opened(self, language: str, ending: str):
        kind = change.Page if ending == ".html" else change.Word
        return kind(self.content(language, ending), self.resolved(language))

    def changed(self, way: str, language: str, ending: str, random: Random, count: int):
        """A file with changes of one kind, and the places of each."""
        opened = self.opened(language, ending)
        if ending == ".html":
            changes = change.chosen(opened.digit_changes(random), count)
        else:
            changes = change.chosen(change.WAYS[way](opened, random), count)
        for one in changes:
            one.act()
        return opened.packed(), [one.places for one in changes]


def ids(document) -> dict[str, list[str]]:
    """The ids of the values of each block; each language puts them in its own order."""
    from trialrun.render.layout import flat_blocks

    found: dict[str, list[str]] = {}
    for number, block in enumerate(flat_blocks(document)):
        text = repr(block)
        found[f"{number} {type(block).__name__}"] = sorted(
            part.split("'")[1] for part in text.split("kind='value', id=")[1:]
        )
    return found
