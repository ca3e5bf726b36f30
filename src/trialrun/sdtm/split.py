"""Parts of a split domain put together."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from trialrun.errors import DataError
from trialrun.formats import Dataset, Variable


def joined(domain: str, parts: Sequence[Dataset]) -> Dataset:
    """
    One data set of the parts of a split domain.

    Args:
        domain: name of the whole.
        parts: at least one, in the order in which their rows shall stand.
    Returns:
        The rows of all parts; the columns of the first, then those that later ones add (null
        where a part has them not). A variable is as long as in its longest part.
    Raises:
        DataError: a variable is text in one part and a number in another.
    Source: SDTMIG 3.4, 4.1.6.
    """
    if len(parts) == 1:
        only = parts[0]
        return Dataset(
            domain,
            only.label,
            only.frame,
            only.variables,
            only.source,
            only.sha256,
            only.encoding,
        )
    variables: dict[str, Variable] = {}
    for part in parts:
        for variable in part.variables:
            known = variables.setdefault(variable.name, variable)
            if known.type != variable.type:
                raise DataError(
                    f"{variable.name} is a {variable.type} variable here and a {known.type} "
                    f"variable in another part of {domain}",
                    place=part.source,
                )
            if variable.length > known.length:
                variables[variable.name] = Variable(
                    known.name, known.label, known.type, variable.length, known.format
                )
    frame = pl.concat([part.frame for part in parts], how="diagonal").select(list(variables))
    encodings = {part.encoding for part in parts}
    return Dataset(
        domain,
        parts[0].label,
        frame,
        tuple(variables.values()),
        ", ".join(part.source for part in parts),
        "",
        encodings.pop() if len(encodings) == 1 else "mixed",
    )
