"""Further calculations of the design: any method of the library, asked for by name."""

from __future__ import annotations

from pydantic import Field, JsonValue

from trialrun.study.base import Id, Part, Text


class Calculation(Part):
    """
    A call of a function of `trialrun.design`, whose numbers stand in the design report.

    An argument is a number, a text, a list, or a mapping that names a function: `{method: …,
    arguments: {…}}` stands for what it returns, `{function: …, arguments: {…}}` for the function
    itself with these arguments filled, such as a spending function.
    """

    id: Id
    label: Text
    method: str = Field(
        pattern=r"^[a-z][a-z0-9_]*$", description="a function of the design library"
    )
    arguments: dict[str, JsonValue] = Field(
        default_factory=dict, description="name -> value, as the function's reference has them"
    )
    source: Text | None = Field(default=None, description="where the assumptions come from")
