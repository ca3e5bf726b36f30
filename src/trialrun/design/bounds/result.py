"""What the boundary functions return, and what they ask of their arguments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trialrun.design.bounds.crossing import Crossings, probability_crossing
from trialrun.design.recursion import check_information
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

TWO = 2


@dataclass(frozen=True, slots=True)
class Bounds:
    """
    Bounds of Z at the looks of a group-sequential test.

    One-sided tests end above `efficacy` or below `futility`. Two-sided tests end where |Z| is above
    `efficacy` or, with futility, below `futility`. The last futility bound is the last efficacy
    bound; -inf, in a two-sided test 0, is none. `alpha_spent` is cumulative, of both ends together,
    under the assumption the efficacy bounds were made with (`binding`). `beta_spent`, `power` (that
    asked for) and `drift` (the mean of Z at information 1 that has it) are None where no power was
    asked for.
    """

    information: tuple[float, ...]
    alpha: float
    efficacy: tuple[float, ...]
    alpha_spent: tuple[float, ...]
    sided: int = 1
    binding: bool = False
    futility: tuple[float, ...] | None = None
    beta_spent: tuple[float, ...] | None = None
    power: float | None = None
    drift: float | None = None

    @property
    def nominal(self) -> tuple[float, ...]:
        """One-sided p-value at each efficacy bound."""
        from scipy.special import ndtr

        return tuple(float(ndtr(-bound)) for bound in self.efficacy)


def at_looks(looks: int | Sequence[float]) -> list[float]:
    """
    Return information fractions, of a number of looks equally spaced.

    Raises:
        DesignError: no look, or fractions that do not rise.
    """
    if isinstance(looks, int):
        if looks < 1:
            raise DesignError(f"found {looks}, must be at least 1", place="looks")
        return [each / looks for each in range(1, looks + 1)]
    return check_information(looks)


def check_sided(sided: int, futility: object) -> None:
    """
    Refuse sides that no test has, and one-sided futility of a two-sided test.

    Raises:
        DesignError: sided is not 1 or 2, or it is 2 with futility bounds.
    """
    if sided not in {1, TWO}:
        raise DesignError(f"found {sided}, must be 1 or 2", place="sided")
    if sided == TWO and futility is not None:
        raise DesignError(
            "fixed futility bounds are of a one-sided test",
            place="futility",
            hint="a two-sided test has inner bounds by spending or of Pampallona and Tsiatis.",
        )


def check_shape(**shapes: float) -> None:
    """
    Refuse exponents of bounds that no test has.

    Raises:
        DesignError: a shape that is not from -1 to 1.
    """
    for name, value in shapes.items():
        if not -1 <= value <= 1:
            raise DesignError(
                f"found {value:g}, must be from -1 to 1",
                place=name,
                hint="0 is O'Brien and Fleming's shape, 0.5 Pocock's.",
            )


def bounds_of(
    information: Sequence[float],
    alpha: float,
    efficacy: Sequence[float] | Floats,
    *,
    sided: int = 1,
    futility: Sequence[float] | Floats | None = None,
    binding: bool = False,
    drift: float | None = None,
    power: float | None = None,
) -> Bounds:
    """Bounds with the errors they spend, and, under a drift, the power they have."""
    upper = [float(each) for each in efficacy]
    final = None if futility is None else [*(float(each) for each in futility[:-1]), upper[-1]]
    alpha_spent = np.cumsum(rejections(information, upper, sided, final if binding else None))
    beta_spent = None
    if drift is not None:
        beta_spent = _floats(np.cumsum(acceptances(information, upper, sided, final, drift)))
    return Bounds(
        information=tuple(information),
        alpha=alpha,
        efficacy=tuple(upper),
        alpha_spent=_floats(alpha_spent),
        sided=sided,
        binding=binding,
        futility=None if final is None else tuple(final),
        beta_spent=beta_spent,
        power=power,
        drift=drift,
    )


def rejections(
    information: Sequence[float],
    upper: Sequence[float],
    sided: int,
    futility: Sequence[float] | None,
    drift: float = 0.0,
) -> Floats:
    """Probability of rejecting the null hypothesis at each look, at either end if two-sided."""
    found = _crossing(information, upper, sided, futility, drift)
    return found.upper + found.lower if sided == TWO else found.upper


def acceptances(
    information: Sequence[float],
    upper: Sequence[float],
    sided: int,
    futility: Sequence[float] | None,
    drift: float,
) -> Floats:
    """Probability of ending without rejecting at each look."""
    kept = futility if futility is not None else [-np.inf] * len(upper)
    found = _crossing(information, upper, sided, [*kept[:-1], upper[-1]], drift)
    return found.inner if sided == TWO else found.lower


def _crossing(
    information: Sequence[float],
    upper: Sequence[float],
    sided: int,
    futility: Sequence[float] | None,
    drift: float,
) -> Crossings:
    if sided == TWO:
        mirrored = [-each for each in upper]
        return probability_crossing(
            information, upper=upper, lower=mirrored, inner=futility, drift=drift
        )
    return probability_crossing(information, upper=upper, lower=futility, drift=drift)


def _floats(values: Floats) -> tuple[float, ...]:
    return tuple(float(each) for each in values)
