"""
Monitoring with the information actually reached: bounds by spending what is due there.

A trial that is looked at earlier or later than planned keeps its type I error, since a spending
function says for any fraction what may have been used. One that ends beyond the planned
information (overrunning) spends the rest at its last look, whose correlation with the earlier
looks is that of the information reached; one that ends short of it (underrunning) spends at its
last look all that is left.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from trialrun.design.boundaries import Boundaries, boundaries_spending, check_errors
from trialrun.design.recursion import check_information
from trialrun.design.spending import SpendingFunction
from trialrun.errors import DesignError


def boundaries_at(
    information: Sequence[float],
    alpha: float,
    efficacy: SpendingFunction,
    *,
    planned: float = 1.0,
    last: bool = False,
) -> Boundaries:
    """
    Efficacy bounds at the looks taken so far, from the information they had.

    Args:
        information: at the looks taken, rising, in the unit of `planned` (k,).
        alpha: one-sided type I error.
        efficacy: spends alpha by the fraction of the planned information.
        planned: information planned for the last look.
        last: no further look follows, so that all that is left is spent (underrunning); a look at
            or beyond the planned information always does.
    Returns:
        The bounds; their `information` is as fractions of the planned.
    Raises:
        DesignError: information that does not rise, goes on after what was planned, or is planned
            as 0.
    Source: Lan and DeMets (1983), Biometrika 70:659-663; Wassmer and Brannath (2016), Group
        Sequential and Confirmatory Adaptive Designs in Clinical Trials, section 3.3.

    >>> from trialrun.design import spend_obrien_fleming
    >>> found = boundaries_at([60, 130], 0.025, spend_obrien_fleming, planned=120)
    >>> [round(z, 3) for z in found.efficacy]
    [2.963, 1.97]
    """
    if not 0 < planned < np.inf:
        raise DesignError(f"found {planned:g}, must be above 0", place="planned")
    check_errors(alpha, None)
    fractions = [each / planned for each in check_information(information)]
    if len(fractions) > 1 and fractions[-2] >= 1:
        raise DesignError(
            f"look {len(fractions) - 1} already has the information planned for the last",
            place="information",
        )
    spent = [float(each) for each in efficacy(alpha, fractions)]
    if last or fractions[-1] >= 1 - 1e-12:
        spent[-1] = alpha
    reached = fractions[-1]
    found = boundaries_spending(
        [t / reached for t in fractions[:-1]] + [1.0], spent[-1], lambda _a, _t: np.array(spent)
    )
    return Boundaries(
        information=tuple(fractions),
        alpha=alpha,
        efficacy=found.efficacy,
        alpha_spent=tuple(spent),
    )
