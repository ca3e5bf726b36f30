"""
The variables of the domains drawn here, as `standard_variables.txt` lists them.

A domain is a line `[DM] Demographics`; its variables follow in order: name, type (C text, N
number), label.

Source: SDTMIG 3.4, the specification tables of each domain; variables that a domain may take from
its general observation class bear the label of that class.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class StandardVariable:
    """A variable of a domain: its name, whether it is a number, its label."""

    name: str
    number: bool
    label: str


def _read() -> tuple[dict[str, str], dict[str, tuple[StandardVariable, ...]]]:
    labels: dict[str, str] = {}
    variables: dict[str, tuple[StandardVariable, ...]] = {}
    domain = ""
    table = files("trialrun.sdtm.synthetic").joinpath("standard_variables.txt")
    for line in table.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            domain, label = line[1:].split("] ", 1)
            labels[domain], variables[domain] = label, ()
        else:
            name, kind, label = line.split(" ", 2)
            variables[domain] += (StandardVariable(name, kind == "N", label),)
    return labels, variables


DOMAIN_LABELS, DOMAIN_VARIABLES = _read()
"""Domain -> its label, and its variables in order."""
