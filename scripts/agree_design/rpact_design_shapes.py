"""rpact: the bounds of a design by its type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtri

from agree_design.calls import Unsupported
from agree_design.rpact_design_arguments import spending_at_each_end, spending_of
from trialrun.design import SpendingFunction
from trialrun.design.bounds.haybittle_peto import (
    boundaries_haybittle_peto,
    boundaries_no_early_efficacy,
)
from trialrun.design.bounds.optimum import optimum_wang_tsiatis
from trialrun.design.bounds.pampallona_tsiatis import boundaries_pampallona_tsiatis
from trialrun.design.bounds.result import Bounds, bounds_of
from trialrun.design.bounds.shapes import spend_user
from trialrun.design.bounds.spending_bounds import (
    boundaries_spending_fixed_futility,
    boundaries_spending_futility,
    boundaries_spending_two_sided,
)
from trialrun.design.bounds.wang_tsiatis import boundaries_wang_tsiatis

CRITERIA = {
    "ASNH1": "alternative",
    "ASNIFH1": "maximum and alternative",
    "ASNsum": "null, midway and alternative",
}


@dataclass(frozen=True)
class Asked:
    """What a design is asked to be; early and late are the looks that may reject and accept."""

    shape: str
    rates: list[float]
    alpha: float
    beta: float
    sided: int
    binding: bool
    both_ends: bool
    futility: list[float] | None
    early: list[bool] | None
    late: list[bool] | None
    delta_wt: Any
    delta_pt: tuple[Any, Any]
    criterion: str
    constant_hp: float
    beta_type: str
    adjust: bool
    gamma_alpha: Any
    gamma_beta: Any
    user_alpha: list[float] | None
    user_beta: list[float] | None

    @property
    def count(self) -> int:
        """Looks of the design."""
        return len(self.rates)

    @property
    def settings(self) -> dict[str, Any]:
        """What bounds with a fixed futility take alike."""
        return {"sided": self.sided, "futility": self.futility, "binding": self.binding}


def bounds_asked(asked: Asked) -> tuple[Bounds, float | None]:
    """The bounds of a design, and the Wang-Tsiatis exponent where it has one."""
    shape, rates, level = asked.shape, asked.rates, asked.alpha
    if asked.count == 1:
        upper = float(ndtri(1 - level / asked.sided))
        return bounds_of(rates, level, [upper], sided=asked.sided), None
    if shape in {"OF", "P", "WT", "WToptimum"}:
        return _wang_tsiatis(asked)
    if shape == "HP":
        return _haybittle_peto(asked), None
    if shape == "noEarlyEfficacy" and asked.beta_type == "none":
        return boundaries_no_early_efficacy(rates, level, **asked.settings), None
    if shape == "PT":
        found = boundaries_pampallona_tsiatis(
            rates,
            level,
            1 - asked.beta,
            delta=float(asked.delta_pt[0] or 0.0),
            futility_delta=float(asked.delta_pt[1] or 0.0),
            sided=asked.sided,
            binding=asked.binding,
        )
        return found, None
    if shape.startswith("as") or shape == "noEarlyEfficacy":
        return _spending(asked), None
    raise Unsupported(f"type of design {shape}")


def _wang_tsiatis(asked: Asked) -> tuple[Bounds, float]:
    """O'Brien and Fleming's, Pocock's, and those between them."""
    shape, rates, level = asked.shape, asked.rates, asked.alpha
    if shape == "WT" and asked.delta_wt is None:
        raise Unsupported("WT without deltaWT, which rpact refuses")
    if shape == "WToptimum":
        delta = round(
            optimum_wang_tsiatis(
                rates,
                level,
                1 - asked.beta,
                criterion=CRITERIA[asked.criterion],
                both_ends=asked.both_ends,
                **asked.settings,
            ),
            3,
        )
    else:
        delta = {"OF": 0.0, "P": 0.5}.get(shape, asked.delta_wt)
    if asked.early is not None:
        raise Unsupported(f"efficacyStops with {shape}")
    return boundaries_wang_tsiatis(rates, level, float(delta), **asked.settings), delta


def _haybittle_peto(asked: Asked) -> Bounds:
    """One bound at all looks but the last."""
    interim = [asked.constant_hp] * (asked.count - 1)
    if asked.early is not None:
        interim = [each if go else np.inf for each, go in zip(interim, asked.early, strict=False)]
    return boundaries_haybittle_peto(asked.rates, asked.alpha, interim=interim, **asked.settings)


def _spending(asked: Asked) -> Bounds:
    """Efficacy by spending, futility as it is fixed or by spending too."""
    if asked.shape == "noEarlyEfficacy":
        spend = spend_user([*[0.0] * (asked.count - 1), asked.alpha / asked.sided])
    else:
        spend = spending_at_each_end(asked.shape, asked.gamma_alpha, asked.user_alpha, asked.sided)
    if asked.beta_type == "none":
        return boundaries_spending_fixed_futility(
            asked.rates, asked.alpha, spend, efficacy_looks=asked.early, **asked.settings
        )
    return _both(asked, spend)


def _both(asked: Asked, spend: SpendingFunction) -> Bounds:
    """Efficacy and futility by spending."""
    user = asked.user_beta if asked.beta_type == "bsUser" else None
    missed = user[-1] if user else asked.beta
    beta_spend = spending_of(asked.beta_type[2:], asked.gamma_beta, asked.user_beta)
    if asked.sided == 2:
        return boundaries_spending_two_sided(
            asked.rates, asked.alpha, spend, 1 - missed, beta_spend, binding=asked.binding,
            adjust=asked.adjust, efficacy_looks=asked.early, futility_looks=asked.late,
        )  # fmt: skip
    return boundaries_spending_futility(
        asked.rates, asked.alpha, spend, 1 - missed, beta_spend,
        binding=asked.binding and asked.shape != "noEarlyEfficacy", efficacy_looks=asked.early,
        futility_looks=asked.late,
    )  # fmt: skip
