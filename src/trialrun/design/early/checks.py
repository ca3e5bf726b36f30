"""What the designs of early trials ask of their arguments."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from trialrun.design.size.checks import check_positive, check_rates
from trialrun.design.spending import Floats
from trialrun.errors import DesignError


def check_count(least: int, **counts: int) -> None:
    """
    Refuse a number of subjects, doses or trials that is not whole or too small.

    >>> check_count(1, cohort=3)
    """
    for name, count in counts.items():
        if not least <= count < np.inf or count != int(count):
            raise DesignError(
                f"found {count:g}, must be a whole number of at least {least}", place=name
            )


def check_order(null_rate: float, alternative_rate: float) -> None:
    """
    Refuse rates that are no probabilities, or an alternative that is not above the null.

    >>> check_order(0.2, 0.4)
    """
    check_rates(null_rate=null_rate, alternative_rate=alternative_rate)
    if alternative_rate <= null_rate:
        raise DesignError(
            f"found {alternative_rate:g}, must be above null_rate {null_rate:g}",
            place="alternative_rate",
        )


def check_looks(looks: Sequence[int], *, place: str = "looks") -> list[int]:
    """
    Subjects at the looks as whole numbers, refused where they do not rise from above 0.

    >>> check_looks((10, 20))
    [10, 20]
    """
    whole = all(np.isfinite(look) and look == int(look) for look in looks)
    if not len(looks) or not whole or np.any(np.diff(looks, prepend=0) <= 0):
        shown = ", ".join(f"{look:g}" for look in looks) or "none"
        raise DesignError(
            f"found {shown}, must be whole numbers that rise from above 0", place=place
        )
    return [int(look) for look in looks]


def check_prior(prior: Sequence[float]) -> tuple[float, float]:
    """
    Both numbers of a Beta prior, refused where it does not integrate.

    >>> check_prior((0.2, 0.8))
    (0.2, 0.8)
    """
    if len(prior) != 2:
        raise DesignError(f"found {len(prior)} numbers, must be 2 (Beta)", place="prior")
    check_positive(**{"prior[0]": prior[0], "prior[1]": prior[1]})
    return float(prior[0]), float(prior[1])


def check_toxicities(rates: Sequence[float], *, place: str = "rates") -> Floats:
    """
    Toxicity rates of the doses, (n_doses,), refused where they fall or are no probabilities.

    >>> check_toxicities([0.1, 0.3]).tolist()
    [0.1, 0.3]
    """
    found = np.asarray(rates, dtype=float)
    if found.ndim != 1 or not len(found) or not np.all((found >= 0) & (found <= 1)):
        raise DesignError("must be one probability for each dose", place=place)
    if np.any(np.diff(found) < 0):
        raise DesignError("the rates fall from a dose to the next, must not", place=place)
    return found


def check_data(
    subjects: Sequence[int], toxicities: Sequence[int], doses: int | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """
    Subjects and subjects with toxicity at each dose, (n_doses,), refused where they can not be.

    >>> check_data([3, 6], [0, 1])[1].tolist()
    [0, 1]
    """
    treated, toxic = np.asarray(subjects, dtype=int), np.asarray(toxicities, dtype=int)
    if treated.shape != toxic.shape or treated.ndim != 1 or not len(treated):
        raise DesignError(
            f"{treated.size} doses with subjects and {toxic.size} with toxicities, must be as many",
            place="toxicities",
        )
    if doses is not None and len(treated) != doses:
        raise DesignError(f"found {len(treated)} doses, must be {doses}", place="subjects")
    if np.any(treated < 0) or np.any(toxic < 0) or np.any(toxic > treated):
        raise DesignError("must be from 0 to the subjects of the dose", place="toxicities")
    return treated, toxic
