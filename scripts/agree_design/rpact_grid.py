"""rpact: designs whose probabilities its fixed grid of points does not resolve."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from math import inf, isfinite
from typing import Any

import numpy as np

from agree_design.calls import Unsupported, evaluate
from agree_design.inaccurate import declares
from trialrun.errors import TrialrunError

DESIGNS = {"getDesignGroupSequential", "getDesignInverseNormal"}
STEPS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.36, 0.4, 0.45)
"""Root of (t - s) / s of two looks at s and t: how wide what the second adds is to the first."""
ERRORS = (1.0, 1e-2, 3e-4, 7e-5, 3e-5, 5e-6, 1.5e-6, 1e-7)
"""What a bound is wrong by at most, measured over spending at 36 pairs of looks, doubled."""
OPEN_ENDED = 1e-5
WIDER = 1.8
"""How much farther apart the points lie where a look has no efficacy bound and the grid ends at 8."""
NUMBERS = re.compile(r": reference (\S+), found (\S+)$")


@declares
def coarse_grid(inputs: Mapping[str, Any], wrong: Sequence[str]) -> str | None:
    """Looks so close, or so wide open, that a grid of some ninety points misses what is between."""
    if not str(inputs.get("fn", "")).startswith("rpact::"):
        return None
    allowed = max((_error(design) for design in _designs(inputs)), default=0.0)
    if allowed <= 0 or max(map(_difference, wrong)) > allowed:
        return None
    return (
        "the recursion over a fixed grid does not resolve looks this close or without an efficacy"
        " bound; this library and the multivariate normal distribution agree on what it should give"
    )


def _designs(node: Any) -> Iterator[Mapping[str, Any]]:
    """Calls of designs of Z in a call."""
    if isinstance(node, Mapping):
        if str(node.get("fn", "")).rsplit("::", 1)[-1] in DESIGNS:
            yield node
        for each in node.values():
            yield from _designs(each)
    elif isinstance(node, list):
        for each in node:
            yield from _designs(each)


def _error(call: Mapping[str, Any]) -> float:
    """What rpact's numbers of a design may be wrong by, relatively."""
    try:
        design = evaluate(call)["_design"]
    except (Unsupported, TrialrunError):
        return 0.0
    t = np.asarray(design.information, dtype=float)
    if len(t) == 1:
        return 0.0
    step = float(np.sqrt(np.diff(t) / t[:-1]).min())
    wide = any(not isfinite(each) for each in design.efficacy[:-1])
    step = step / WIDER if wide else step
    close = float(np.exp(np.interp(step, STEPS, np.log(ERRORS)))) if step <= STEPS[-1] else 0.0
    return max(close, OPEN_ENDED if wide else 0.0)


def _difference(text: str) -> float:
    """How far a number is from its reference, relative to it where that is larger than one."""
    found = NUMBERS.search(text)
    try:
        reference, number = (float(each) for each in found.groups()) if found else (inf, inf)
    except ValueError:
        return inf
    far = abs(number - reference) / max(1.0, abs(reference))
    return far if isfinite(far) else inf
