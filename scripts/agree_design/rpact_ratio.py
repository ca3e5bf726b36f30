"""rpact: the allocation that needs the fewest subjects, and bounds in both directions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scipy import optimize

Rows = list[list[float]]


def least_ratio(total: Callable[[float], float], *, within: float = 1e-4) -> float:
    """
    Return the allocation up to 5 with the smallest total.

    rpact looks for it by Brent's method, to four or five digits only; the optimum is flat, so the
    total does not feel it but the subjects of an arm do. The same method stopped there finds the
    same digits.
    """
    found = optimize.minimize_scalar(
        total, bounds=(0.0, 5.0), method="bounded", options={"xatol": within}
    )
    return float(found.x)


def lower_and_upper(rows: Rows, mirrored: Rows, up: Sequence[bool]) -> tuple[Rows, Rows]:
    """
    Return the bounds of a two-sided test as rpact names them, lower and upper.

    Args:
        rows: bounds towards a larger effect.
        mirrored: those towards a smaller one.
        up: of each column, whether its alternative lies there.

    rpact takes the bounds towards and away from the alternative, and swaps the two if the former
    do not all lie above; with alternatives on both sides some columns stay the wrong way round.
    """
    towards, away = (
        [[a if go else b for a, b, go in zip(one, two, up, strict=True)] for one, two in pairs]
        for pairs in (
            list(zip(rows, mirrored, strict=True)),
            list(zip(mirrored, rows, strict=True)),
        )
    )
    if all(up):
        return away, towards
    return towards, away
