"""The made-up report, rendered once in every medium and language."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from trialrun.render import RENDERERS, Materials
from trialrun.report import document_to_json, resolve_document


def _load(name: str) -> ModuleType:
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"render_{name}", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def made_up() -> ModuleType:
    """Builders of the made-up report."""
    return _load("document")


@pytest.fixture(scope="session")
def document(made_up):
    return made_up.document(40)


@pytest.fixture(scope="session")
def values(made_up):
    return made_up.values(40)


@pytest.fixture(scope="session")
def materials(made_up, document, values, tmp_path_factory):
    figures = made_up.write_figures(tmp_path_factory.mktemp("figures"))
    return Materials(figures=figures, values=values, tree=document_to_json(document))


@pytest.fixture(scope="session")
def resolved(document, values):
    """The report in each language."""
    return {language: resolve_document(document, language, values) for language in ("en", "zh")}


@pytest.fixture(scope="session")
def rendered(resolved, materials, tmp_path_factory):
    """Files by (language, ending)."""
    folder = tmp_path_factory.mktemp("rendered")
    files = {}
    for language, report in resolved.items():
        for ending, render in RENDERERS.items():
            path = folder / f"report.{language}{ending}"
            render(report, path, materials)
            files[language, ending] = path
    return files
