"""rpact: the bounds that an analysis reads its stages by."""

from __future__ import annotations

from math import isfinite

from agree_design.rpact_data import Stage


def efficacy_bounds(s: Stage) -> list[float]:
    """Bounds of Z, or of Fisher's products."""
    return [float(each) for each in s.design.efficacy]


def futility_bounds(s: Stage) -> list[float] | None:
    """Futility bounds of Z at the looks before the last; None for none."""
    if s.design.kind == "fisher" or s.design.sided == 2 or s.design.futility is None:
        return None
    found = [float(each) for each in s.design.futility]
    return found if any(isfinite(each) for each in found) else None


def binding_futility(s: Stage) -> list[float] | None:
    """Futility bounds that inference counts on: binding ones."""
    return futility_bounds(s) if s.design.binding else None


def fisher_stops(s: Stage) -> list[float] | None:
    """P-values at which a stage ends Fisher's test, where they bind."""
    return list(s.design.futility) if s.design.binding else None
