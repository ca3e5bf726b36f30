"""Synthetic trials of both examples, drawn once."""

import pytest

from trialrun.sdtm import synthesize
from trialrun.study import load_study

EXAMPLES = ("cdiscpilot01", "mrct-os")


@pytest.fixture(scope="module", params=EXAMPLES)
def drawn(request, root):
    """An example, and the trial that it asks for."""
    study = load_study(root / "examples" / request.param / "study.yaml")
    return study, synthesize(study, study.rehearsal.synthetic_scenario)


@pytest.fixture(scope="module")
def pilot(root):
    study = load_study(root / "examples" / "cdiscpilot01" / "study.yaml")
    return study, synthesize(study, "OBSERVED")


@pytest.fixture(scope="module")
def survival(root):
    study = load_study(root / "examples" / "mrct-os" / "study.yaml")
    return study, synthesize(study, "EXPECTED")
