"""What a rehearsal of one scenario gives: every trial's figures, and their summary as results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trialrun.report import Result


@dataclass(frozen=True, eq=False)
class ScenarioRehearsal:
    """
    A scenario, rehearsed.

    Args:
        scenario: its id.
        seed: of the study.
        trials: how many were simulated.
        outcomes: name -> array whose first axis is the trial, in trial order ("z", "duration" …);
            NaN where a trial never came that far.
        rows: the summary, as results with `rehearsal:` ids.

    Figures of a look (`look2.month`, `.events`, `.subjects`) are over the trials that reach it;
    `unreached` counts among all trials those that end before their planned events,
    `unreached_among_final` among those that go to the last look. `calculated.power` and
    `test.{TEST}.calculated` have a warning where the simulation is more than three standard errors
    and 0.005 away.
    """

    scenario: str
    seed: int
    trials: int
    outcomes: Mapping[str, NDArray[Any]]
    rows: tuple[Result, ...]

    def results(self) -> list[Result]:
        """Return the operating characteristics as results."""
        return list(self.rows)

    def value(self, *parts: str) -> float:
        """
        Return one number of the summary, such as `value("success", "estimate")`.

        Raises:
            KeyError: the scenario has no such number.
        """
        name = ".".join(("rehearsal:" + self.scenario, *parts))
        for row in self.rows:
            if row.id == name and row.value is not None:
                return row.value
        raise KeyError(name)

    def digest(self) -> str:
        """Return a digest of all outcomes of all trials: equal where all numbers are."""
        found = sha256()
        for name in sorted(self.outcomes):
            array = np.ascontiguousarray(self.outcomes[name])
            found.update(f"{name} {array.dtype.str} {array.shape}".encode())
            found.update(array.tobytes())
        return found.hexdigest()
