"""gsDesign: results of searches that end early, shown not to solve what they are to solve."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri

from agree_design.calls import evaluate
from agree_design.gsdesign_effects import distance_of
from agree_design.gsdesign_objects import design_of, numbers
from agree_design.inaccurate import declares
from trialrun.design.bounds.crossing import probability_crossing

_COARSE = 2.0**-13
"""R's tolerance of a root where none is given, the fourth root of its rounding error."""
_FAR = 5e-3
_WRONG = re.compile(r"(\w+)((?:\[\d+\])*): reference (-?\d\S*), found (-?\d\S*)")


def _name(inputs: Mapping[str, Any]) -> str:
    return str(inputs.get("fn", "")).rsplit("::", 1)[-1]


def _numbers_of(wrong: Sequence[str]) -> list[tuple[str, list[int], float, float]] | None:
    """Place, reference and ours of each difference; None where one is none of two numbers."""
    found = []
    for each in wrong:
        match = _WRONG.fullmatch(each)
        if match is None:
            return None
        places = [int(at) for at in re.findall(r"\d+", match[2])]
        found.append((match[1], places, float(match[3]), float(match[4])))
    return found


@declares
def binding_bounds_found_roughly(inputs: Mapping[str, Any], wrong: Sequence[str]) -> str | None:
    """
    Return why gsDesign's survival designs with binding futility differ in their fourth digit.

    gsSurv and gsSurvCalendar pass gsDesign a tolerance of 1.2e-4, at which its search for binding
    bounds ends; what the reference's bounds spend, and the power at its sizes, is not what was
    asked for. At trialrun's it is, to 1e-7.
    """
    if _name(inputs) not in {"gsSurv", "gsSurvCalendar"}:
        return None
    given = inputs["args"]
    rough = float(given.get("tol", _COARSE)) > 1e-6
    differences = _numbers_of(wrong)
    if int(given.get("test.type", 4)) not in {3, 7} or not rough or differences is None:
        return None
    ours = evaluate(inputs)
    design = design_of(ours)
    theirs = {name: np.array(ours[name], float) for name in ("upper", "lower", "n_I")}
    for name, places, reference, own in differences:
        if abs(reference - own) > _FAR * max(1.0, abs(reference)):
            return None
        if name in theirs and len(places) == 1:
            theirs[name][places[0]] = reference
    said = []
    for sizes, upper, lower in (
        (ours["n_I"], np.array(ours["upper"]), np.array(ours["lower"])),
        (theirs["n_I"], theirs["upper"], theirs["lower"]),
    ):
        crossed = [
            float(
                probability_crossing(
                    list(sizes), upper=list(upper), lower=list(np.minimum(lower, upper)), drift=each
                ).upper.sum()
            )
            for each in (0.0, design.delta)
        ]
        said.append((crossed[0] - design.alpha, crossed[1] - 1 + design.beta))
    if max(map(abs, said[0])) > 1e-7 or max(map(abs, said[1])) < 1e-6:
        return None
    return (
        f"at its bounds and sizes the error is {design.alpha + said[1][0]:.6f} and the power "
        f"{1 - design.beta + said[1][1]:.6f}"
    )


@declares
def sequential_p_value_found_roughly(inputs: Mapping[str, Any], wrong: Sequence[str]) -> str | None:
    """
    Return why gsDesign's sequential p-values differ in their fifth digit.

    A p-value is the level at which a statistic lies on its bound. At the reference it lies off it;
    at trialrun's on it, to 1e-7.
    """
    differences = _numbers_of(wrong)
    if _name(inputs) != "sequentialPValue" or differences is None or len(differences) != 1:
        return None
    _, _, reference, own = differences[0]
    if not 0 < reference < 1 or abs(ndtri(reference) - ndtri(own)) > _COARSE:
        return None
    given = evaluate({"fn": "list", "args": inputs["args"]})
    design = design_of(given.get("gsD"))
    off = [distance_of(design, given, level) for level in (own, reference)]
    if abs(off[0]) > 1e-7 or abs(off[1]) < 1e-6:
        return None
    return f"at the level {reference:.6g} the nearest statistic lies {off[1]:.2g} off its bound"


@declares
def prediction_found_roughly(inputs: Mapping[str, Any], wrong: Sequence[str]) -> str | None:
    """
    Return why gsDesign's limits of a later statistic differ in their fourth or fifth digit.

    Above a limit lies half of what an interval leaves out; above trialrun's it does, to 1e-9.
    """
    differences = _numbers_of(wrong)
    if _name(inputs) != "gsPI" or differences is None:
        return None
    given = evaluate({"fn": "list", "args": inputs["args"]})
    design = design_of(given.get("x"))
    look, at = int(given.get("i", 1)) - 1, int(given.get("j", 2)) - 1
    z, level = float(given.get("zi", 0)), float(given.get("level", 0.95))
    effects = np.array(numbers(given.get("theta", (0, 3))))
    weights = np.array(numbers(given.get("wgts", (0.5, 0.5))))
    t, later = design.n_I[look], design.n_I[at]
    shares = np.exp(-0.5 * (z - sqrt(t) * effects) ** 2) * weights
    shares = shares / shares.sum()
    said = []
    for _, _, reference, own in differences:
        above = [
            float(
                ndtr((effects * (later - t) - limit * sqrt(later) + z * sqrt(t)) / sqrt(later - t))
                @ shares
            )
            for limit in (own, reference)
        ]
        ends = ((1 - level) / 2, (1 + level) / 2)
        if min(abs(above[0] - each) for each in ends) > 1e-7 or abs(reference - own) > _COARSE:
            return None
        said.append(f"{above[1]:.7f}")
    return f"above its limits lie {', '.join(said)}, not {ends[0]:g} and {ends[1]:g}"
