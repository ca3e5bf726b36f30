"""rpact: calls whose results an independent computation shows to be inaccurate."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from agree_design.calls import as_list, evaluate
from agree_design.inaccurate import declares

_DIFFERENCE = re.compile(r"(\w+)(?:\[\d+\])*: reference (\S+), found (\S+)$")


def _apart(wrong: Sequence[str], most: float, names: str) -> bool:
    """Whether all that differs has such a name and lies within a relative distance."""
    for each in wrong:
        parts = _DIFFERENCE.search(each)
        if parts is None or not re.fullmatch(names, parts[1]):
            return False
        try:
            reference, found = float(parts[2].rstrip(",")), float(parts[3])
        except ValueError:
            return False
        least = 12.0 if parts[1] == "followUpTime" else 1e-12  # it is a month less another
        if abs(found - reference) > most * max(abs(reference), least):
            return False
    return True


@declares
def _coarse_integration(inputs: Mapping[str, Any], wrong: Sequence[str]) -> str | None:
    """Where hazards have pieces or kappa is not 1, rpact integrates numerically."""
    args = inputs.get("args", {})
    name = str(inputs.get("fn", "")).rsplit("::", 1)[-1]
    pieces = args.get("piecewiseSurvivalTime")
    several = isinstance(pieces, Mapping) or len(as_list(pieces)) > 1
    if not several and float(args.get("kappa", 1)) == 1:
        return None
    close = (name == "getEventProbabilities" and _apart(wrong, 1.3e-4, r"\w+Probabilities\d?")) or (
        name in {"getPowerSurvival", "getSampleSizeSurvival"}
        and _apart(
            wrong, 1e-4, r"analysisTime|followUpTime|\w*[nN]umberOfSubjects\w*|\w*[dD]uration\w*"
        )
    )
    if not close:
        return None
    return (
        "event probabilities are integrated numerically to a relative tolerance of 1.2e-4, which "
        "mostly leaves seven digits; adaptive quadrature to fourteen gives ours"
    )


@declares
def _flat_optimum(inputs: Mapping[str, Any], wrong: Sequence[str]) -> str | None:
    """The allocation that needs the fewest subjects is found roughly."""
    args = inputs.get("args", {})
    name = str(inputs.get("fn", "")).rsplit("::", 1)[-1]
    if name != "getSampleSizeSurvival" or args.get("allocationRatioPlanned") != 0:
        return None
    if not _apart(wrong, 1e-3, r"allocationRatioPlanned|\w*\d"):
        return None
    return "the optimum is flat, and the search for it stops near it; ours needs no more subjects"


@declares
def _far_tail(inputs: Mapping[str, Any], wrong: Sequence[str]) -> str | None:
    """A power of a t test that is 1 to many digits, of which rpact loses the rest."""
    args = inputs.get("args", {})
    name = str(inputs.get("fn", "")).rsplit("::", 1)[-1]
    if name != "getPowerMeans" or args.get("normalApproximation") is True:
        return None
    if not _apart(wrong, 1e-3, r"(reject|futility)PerStage|\w+(Stop|Subjects|Reject)"):
        return None
    power = as_list(evaluate(inputs)["overallReject"])
    indices = [re.findall(r"\[(\d+)\]", each.split(":")[0]) for each in wrong]
    columns = {int(each[-1]) if each else 0 for each in indices}
    if not all(at < len(power) and 1 - power[at] < 1e-6 for at in columns):
        return None
    return (
        "the noncentral t probability of no success is exact to 1e-12 only, of which the drift is "
        "taken; the integral over the chi distribution to thirteen digits gives ours"
    )


@declares
def _shares_by_look(inputs: Mapping[str, Any], wrong: Sequence[str]) -> str | None:
    """Subjects of the arms by look where each alternative has an allocation of its own."""
    args = inputs.get("args", {})
    name = str(inputs.get("fn", "")).rsplit("::", 1)[-1]
    if name != "getSampleSizeSurvival" or args.get("allocationRatioPlanned") != 0:
        return None
    if not all(re.match(r"numberOfSubjects[12]\[\d+\]\[\d+\]:", each) for each in wrong):
        return None
    return (
        "subjects by look and alternative are shared out by the allocations one after the other "
        "down the looks, not each by its alternative's; their sums are right"
    )
