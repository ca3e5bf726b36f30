"""Stratified permuted blocks: who is randomised to what."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from trialrun.errors import RequestError
from trialrun.rehearse.compiled import inner
from trialrun.study import Study


class Allocation(NamedTuple):
    """
    How subjects are randomised.

    `block` (a,) counts each arm in a block, in the order of the study's arms. A stratum is a site,
    a region or the whole study (`by` 2, 1, 0) crossed with the `cells` of the factors with levels;
    there are `strata` in all.
    """

    block: NDArray[np.int64]
    by: int
    cells: int
    strata: int


def allocation_of(study: Study) -> Allocation:
    """
    Return how a study randomises.

    Raises:
        RequestError: the arms' allocation does not divide the block into whole subjects.
    """
    planning = study.planning
    assert planning is not None
    shares = np.array([arm.allocation for arm in study.arms], dtype=np.float64)
    exact = shares / shares.sum() * planning.block_size
    block = np.rint(exact).astype(np.int64)
    if not np.allclose(block, exact, rtol=0, atol=1e-9):
        raise RequestError(
            f"found {planning.block_size} with allocation "
            f"{':'.join(f'{share:g}' for share in shares)}, "
            "must give every arm a whole number of subjects",
            place="planning.block_size",
        )
    kinds = {stratum.by for stratum in planning.strata}
    by = 2 if "site" in kinds else 1 if "region" in kinds else 0
    cells = int(np.prod([len(stratum.levels) or 1 for stratum in planning.strata]))
    units = (1, len(study.regions), sum(region.sites for region in study.regions))[by]
    return Allocation(block=block, by=by, cells=cells, strata=units * cells)


@inner
def allocate(allocation: Any, subjects: Any, count: Any, left: Any) -> None:
    """
    Write the arm of each subject.

    Within a block each remaining place is as likely as any other, which gives every order of the
    block the same chance.

    Args:
        allocation: from `allocation_of`.
        subjects: from `enrol`; `arm` is written.
        count: how many there are.
        left: (strata, arms + 1) integers, work space: places left in the open block, and in all.
    """
    block, by, cells = allocation.block, allocation.by, allocation.cells
    region, site, cell = subjects.region, subjects.site, subjects.cell
    arm, chance = subjects.arm, subjects.chance
    arms = len(block)
    for stratum in range(allocation.strata):
        left[stratum, arms] = 0
    for i in range(count):
        unit = site[i] if by == 2 else region[i] if by == 1 else 0
        stratum = unit * cells + cell[i]
        if left[stratum, arms] == 0:
            for a in range(arms):
                left[stratum, a] = block[a]
                left[stratum, arms] += block[a]
        place = int(chance[i] * left[stratum, arms])
        drawn, below = 0, 0
        for a in range(arms - 1):  # without a branch that can not be foreseen
            below += left[stratum, a]
            drawn += place >= below
        left[stratum, drawn] -= 1
        left[stratum, arms] -= 1
        arm[i] = drawn
