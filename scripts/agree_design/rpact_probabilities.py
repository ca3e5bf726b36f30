"""rpact: probabilities of the regions that bounds cut out, stage by stage."""

from __future__ import annotations

from typing import Any

import numpy as np

from agree_design.calls import Unsupported, as_list, number, stands_for
from trialrun.design.recursion import BEGINNING, Going, go_on, share_below


@stands_for(
    "rpact::getGroupSequentialProbabilities",
    parameters=("decisionMatrix", "informationRates"),
)
def group_sequential_probabilities(
    decisionMatrix: Any = None, informationRates: Any = None
) -> dict[str, Any]:
    """Probabilities of reaching each stage with Z below each row of bounds, and of reaching it."""
    rows = [[number(each) for each in row] for row in as_list(decisionMatrix)]
    if len(rows) not in {2, 4}:
        raise Unsupported("a decision matrix that is not given by 2 or 4 rows")
    rates = [float(each) for each in as_list(informationRates)]
    going, found = BEGINNING, []
    for k, t in enumerate(rates):
        bounds = [row[k] * t**0.5 for row in rows]
        found.append(
            [*(share_below(going, each, t, 0.0) for each in bounds), float(going.mass.sum())]
        )
        if k + 1 < len(rates):
            parts = [
                go_on(going, low, high, t, 0.0, next_information=rates[k + 1])
                for low, high in zip(bounds[::2], bounds[1::2], strict=True)
            ]
            going = Going(
                np.concatenate([part.score for part in parts]),
                np.concatenate([part.mass for part in parts]),
                0.0,
                t,
            )
    return {"probs": np.transpose(found).tolist()}
