"""
Dose escalation by a table: what is done after x toxicities among n subjects at the current dose.

BOIN, mTPI-2, keyboard and i3+3 are such tables; the conduct of the trial and its simulation are the
same for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from trialrun.design.early.checks import check_count, check_data, check_toxicities
from trialrun.design.early.outcome import DoseFinding, selected
from trialrun.design.size.checks import check_rates
from trialrun.design.spending import Floats
from trialrun.errors import DesignError

ESCALATE, STAY, DEESCALATE, ELIMINATE = 1, 0, -1, -2
WORDS = {ESCALATE: "escalate", STAY: "stay", DEESCALATE: "deescalate", ELIMINATE: "eliminate"}


@dataclass(frozen=True, slots=True, eq=False)
class DoseTable:
    """
    Decisions at a dose, by subjects treated there (row) and toxicities among them (column).

    `decisions` is (most + 1, most + 1): 1 escalate, 0 stay, -1 de-escalate, -2 eliminate (go down,
    and never again treat at this dose or above). `target` is the toxicity rate wanted.
    """

    target: float
    cutoff: float
    decisions: np.ndarray

    @property
    def most(self) -> int:
        """Most subjects at a dose that the table holds."""
        return len(self.decisions) - 1

    def decide(self, subjects: int, toxicities: int) -> str:
        """
        What to do after toxicities among subjects at a dose.

        Args:
            subjects: treated at the dose.
            toxicities: of these with dose-limiting toxicity.
        Returns:
            `escalate`, `stay`, `deescalate` or `eliminate`.
        Raises:
            DesignError: impossible counts, more subjects than the table holds.

        >>> from trialrun.design.early.boin import boundaries_boin
        >>> boundaries_boin(0.3, most=12).table.decide(6, 3)
        'deescalate'
        """
        check_data([subjects], [toxicities])
        if not 1 <= subjects <= self.most:
            raise DesignError(f"found {subjects}, must be from 1 to {self.most}", place="subjects")
        return WORDS[int(self.decisions[subjects, toxicities])]

    @property
    def escalate(self) -> tuple[int | None, ...]:
        """Most toxicities among 1, 2, 3 … subjects that escalate; None for never."""
        return self._bounds(lambda row: row == ESCALATE, last=True)

    @property
    def deescalate(self) -> tuple[int | None, ...]:
        """Fewest toxicities among 1, 2, 3 … subjects that de-escalate; None for never."""
        return self._bounds(lambda row: row <= DEESCALATE, last=False)

    @property
    def eliminate(self) -> tuple[int | None, ...]:
        """Fewest toxicities among 1, 2, 3 … subjects that eliminate the dose; None for never."""
        return self._bounds(lambda row: row == ELIMINATE, last=False)

    def _bounds(
        self, wanted: Callable[[np.ndarray], np.ndarray], *, last: bool
    ) -> tuple[int | None, ...]:
        found: list[int | None] = []
        for n in range(1, self.most + 1):
            at = np.flatnonzero(wanted(self.decisions[n, : n + 1]))
            found.append(None if not len(at) else int(at[-1 if last else 0]))
        return tuple(found)


def counts(most: int) -> tuple[np.ndarray, np.ndarray]:
    """
    Subjects and toxicities of each cell of a table, (most + 1, 1) and (1, most + 1).

    >>> [each.shape for each in counts(6)]
    [(7, 1), (1, 7)]
    """
    check_count(1, most=most)
    return np.arange(most + 1)[:, None], np.arange(most + 1)[None, :]


def table_of(decisions: np.ndarray, target: float, cutoff: float) -> DoseTable:
    """
    Table of decisions with the rule that eliminates too toxic doses.

    A dose is eliminated where, with three subjects or more and a Beta(1, 1) prior, the posterior
    probability of a rate above the target exceeds the cutoff.

    >>> table_of(np.zeros((7, 7)), 0.3, 0.95).eliminate
    (None, None, 3, 3, 4, 4)
    """
    check_rates(target=target, cutoff=cutoff)
    n, x = counts(len(decisions) - 1)
    toxic = (n >= 3) & (special.betaincc(x + 1, np.maximum(n - x, 0) + 1, target) > cutoff)
    found = np.where(toxic, ELIMINATE, decisions).astype(np.int8)
    found[x > n] = STAY
    return DoseTable(float(target), float(cutoff), found)


def simulate_escalation(
    table: DoseTable,
    rates: Sequence[float],
    *,
    cohort: int = 3,
    cohorts: int = 10,
    start: int = 1,
    enough: int | None = None,
    trials: int = 10_000,
    seed: int = 1,
) -> DoseFinding:
    """
    Simulate dose-finding trials that follow a table.

    Args:
        table: of decisions.
        rates: of dose-limiting toxicity at each dose, not falling.
        cohort: subjects treated at a dose before each decision.
        cohorts: most cohorts of a trial.
        start: dose of the first cohort, 1 for the lowest.
        enough: subjects at a dose with which the trial ends; None for no such rule.
        trials: simulated trials.
        seed: of the random stream.
    Returns:
        Proportion selecting each dose, mean subjects and toxicities at each.
    Raises:
        DesignError: rates that fall, a dose that is none, a table too small for the trial.
    Source: Liu and Yuan (2015), Journal of the Royal Statistical Society C 64:507-523.

    >>> from trialrun.design.early.boin import boundaries_boin
    >>> found = simulate_escalation(boundaries_boin(0.3).table, [0.1, 0.3, 0.5], trials=1000)
    >>> found.selected[1] > 0.5
    True
    """
    from trialrun.streams import stream

    p = _check_trial(table, rates, cohort, cohorts, start)
    check_count(1, trials=trials)
    random = stream(seed, "escalation")
    n, x = (np.zeros((trials, len(p)), dtype=int) for _ in range(2))
    dose = np.full(trials, start - 1)
    highest = np.full(trials, len(p) - 1)  # above it doses are eliminated
    going = np.ones(trials, dtype=bool)
    for _ in range(cohorts):
        at = np.flatnonzero(going)
        if not len(at):
            break
        here = dose[at]
        n[at, here] += cohort
        x[at, here] += random.binomial(cohort, p[here])
        move = table.decisions[n[at, here], x[at, here]]
        highest[at] = np.where(move == ELIMINATE, np.minimum(highest[at], here - 1), highest[at])
        step = np.clip(move, -1, 1)
        dose[at] = np.clip(here + step, 0, np.maximum(highest[at], 0))
        going[at] = highest[at] >= 0
        if enough is not None:
            going[at] &= n[at, here] < enough
    chosen = np.where(highest < 0, 0, selected(n, x, table.target, table.cutoff))
    shares = np.bincount(chosen, minlength=len(p) + 1) / trials
    return DoseFinding(
        selected=tuple(shares[1:].tolist()),
        none=float(shares[0]),
        subjects=tuple(n.mean(axis=0).tolist()),
        toxicities=tuple(x.mean(axis=0).tolist()),
        trials=trials,
    )


def _check_trial(
    table: DoseTable, rates: Sequence[float], cohort: int, cohorts: int, start: int
) -> Floats:
    p = check_toxicities(rates)
    check_count(1, cohort=cohort, cohorts=cohorts)
    if not 1 <= start <= len(p):
        raise DesignError(f"found {start}, must be from 1 to {len(p)}", place="start")
    if cohort * cohorts > table.most:
        raise DesignError(
            f"it holds up to {table.most} subjects at a dose, the trial may need "
            f"{cohort * cohorts}",
            place="table",
            hint="make the table with a larger `most`.",
        )
    return p
