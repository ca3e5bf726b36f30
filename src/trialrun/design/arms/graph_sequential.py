"""
Graphical procedures over several looks: each hypothesis is a group-sequential test at its weight.

At a look a hypothesis is rejected if its p-value crosses the bound of a group-sequential test at
level weight x alpha; its weight then passes on along the graph, which moves the bounds of those
left, at this look already. A repeated p-value is the smallest level whose bound at the look is
crossed, so that a look is a graphical test of repeated p-values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize, special

from trialrun.design.arms.graph import (
    Graph,
    check_alpha,
    check_p_values,
    decide_graph,
    remove_hypotheses,
)
from trialrun.design.boundaries import boundaries_spending
from trialrun.design.spending import SpendingFunction
from trialrun.errors import DesignError

_LEAST = 1e-12
_MOST = 1 - 1e-9


@dataclass(frozen=True, slots=True)
class SequentialGraphDecision:
    """
    What a graphical group-sequential procedure finds.

    `adjusted` are p-values to compare with alpha at the look of rejection or the last one taken,
    `look` is when each hypothesis was rejected, from 1, None if it was not, `order` the order of
    rejections, `repeated` the p-values of the looks (n_looks, n), `graph` what is left.
    """

    adjusted: tuple[float, ...]
    look: tuple[int | None, ...]
    order: tuple[int, ...]
    repeated: tuple[tuple[float, ...], ...]
    graph: Graph


def repeated_p_value(
    p_value: float, look: int, information: Sequence[float], spending: SpendingFunction
) -> float:
    """
    Smallest one-sided level at which a p-value crosses the bound of its look.

    Args:
        p_value: of all data up to the look, one-sided.
        look: from 1.
        information: fractions at the looks up to this one at least, rising to at most 1.
        spending: spends the level.
    Returns:
        The repeated p-value.
    Raises:
        DesignError: a look without its fraction, no probability.
    Source: Jennison and Turnbull (2000), Group Sequential Methods with Applications to Clinical
        Trials, section 9.5; Maurer and Bretz (2013), Statistics in Biopharmaceutical Research
        5:311-320.

    >>> from trialrun.design.spending import spend_obrien_fleming
    >>> round(repeated_p_value(0.0002, 2, [1 / 3, 2 / 3], spend_obrien_fleming), 4)
    0.0024
    """
    if not 1 <= look <= len(information):
        raise DesignError(f"found {look}, must be from 1 to {len(information)}", place="look")
    p = float(check_p_values([p_value], 1)[0])
    fractions = [float(t) for t in information[:look]]
    planned = fractions if fractions[-1] >= 1 - 1e-12 else [*fractions, 1.0]

    def above(level: float) -> float:
        bound = boundaries_spending(planned, level, spending).efficacy[look - 1]
        return float(special.ndtr(-bound)) - p

    if p >= 1 or above(_MOST) <= 0:
        return 1.0
    if above(_LEAST) >= 0:
        return _LEAST
    low, high = np.log(_LEAST), np.log(_MOST)
    return float(np.exp(optimize.brentq(lambda x: above(float(np.exp(x))), low, high, xtol=1e-12)))


def decide_graph_sequential(
    graph: Graph,
    p_values: Sequence[Sequence[float]],
    information: Sequence[Sequence[float]],
    spending: Sequence[SpendingFunction],
    *,
    alpha: float = 0.025,
    look_back: bool = False,
) -> SequentialGraphDecision:
    """
    Test the hypotheses of a graph at several looks.

    Args:
        graph: weights and transitions.
        p_values: one-sided, of the data up to each look taken, (n_looks, n).
        information: fractions of each hypothesis at the looks, rising to at most 1, (n, n_looks).
        spending: of each hypothesis, (n,).
        alpha: one-sided type I error of the family.
        look_back: let evidence of earlier looks count at the levels reached later.
    Returns:
        Decisions, and the graph left.
    Raises:
        DesignError: other numbers of p-values, fractions and functions than hypotheses and looks.
    Source: Maurer and Bretz (2013), Statistics in Biopharmaceutical Research 5:311-320; Liu and
        Anderson (2008), Journal of the American Statistical Association 103:1621-1630 (looking
        back).

    >>> from trialrun.design.arms.graph import make_graph
    >>> from trialrun.design.spending import spend_obrien_fleming
    >>> graph = make_graph(
    ...     [0.5, 0.5, 0, 0],
    ...     [[0, 0.5, 0.5, 0], [0.5, 0, 0, 0.5], [0, 1, 0, 0], [1, 0, 0, 0]],
    ... )
    >>> p = [[0.0062, 0.017, 0.009, 0.13], [0.0002, 0.0035, 0.002, 0.06]]
    >>> found = decide_graph_sequential(graph, p, [[1 / 3, 2 / 3]] * 4, [spend_obrien_fleming] * 4)
    >>> found.order, found.look
    ((0, 1, 2), (2, 2, 2, None))
    """
    check_alpha(alpha)
    n = len(graph.weights)
    if len(information) != n or len(spending) != n:
        message = f"{len(information)} rows and {len(spending)} functions for {n} hypotheses"
        raise DesignError(message, place="information")
    adjusted, order, now = [1.0] * n, list[int](), graph
    looks: list[int | None] = [None] * n
    repeated: list[tuple[float, ...]] = []
    for look, row in enumerate(p_values, start=1):
        p = check_p_values(row, n)
        found = [repeated_p_value(float(p[i]), look, information[i], spending[i]) for i in range(n)]
        repeated.append(tuple(found))
        used = [min(past[i] for past in repeated) for i in range(n)] if look_back else found
        decision = decide_graph(now, used, alpha=alpha)
        for i in range(n):
            if looks[i] is None and i not in now.removed:
                adjusted[i] = decision.adjusted[i]
        for i in decision.order:
            looks[i] = look
        order += decision.order
        now = remove_hypotheses(now, decision.order)
    return SequentialGraphDecision(
        tuple(adjusted), tuple(looks), tuple(order), tuple(repeated), now
    )


def levels_graph_sequential(
    weight: float, information: Sequence[float], spending: SpendingFunction, *, alpha: float = 0.025
) -> tuple[float, ...]:
    """
    P-values that reject a hypothesis of a graph at the looks, at a weight.

    Args:
        weight: share of alpha that the hypothesis has, above 0.
        information: fractions at the looks, rising to 1.
        spending: spends the share.
        alpha: one-sided type I error of the family.
    Returns:
        Nominal one-sided levels, (n_looks,).
    Raises:
        DesignError: fractions out of order, a weight not above 0 and at most 1.
    Source: Maurer and Bretz (2013), Statistics in Biopharmaceutical Research 5:311-320.

    >>> from trialrun.design.spending import spend_obrien_fleming
    >>> levels = levels_graph_sequential(1, [1 / 3, 2 / 3, 1], spend_obrien_fleming)
    >>> [round(level, 6) for level in levels]
    [0.000104, 0.006012, 0.023128]
    """
    check_alpha(alpha)
    if not 0 < weight <= 1:
        raise DesignError(f"found {weight:g}, must be above 0 and at most 1", place="weight")
    bounds = boundaries_spending(information, weight * alpha, spending).efficacy
    return tuple(float(level) for level in special.ndtr(-np.asarray(bounds)))
