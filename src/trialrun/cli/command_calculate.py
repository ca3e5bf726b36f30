"""trialrun calculate: one method of the design library, without a study."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from trialrun.cli.app import app
from trialrun.cli.output import print_json


@app.command("calculate")
def calculate_command(
    method: Annotated[
        str | None, typer.Argument(metavar="[METHOD]", help="A function of trialrun.design.")
    ] = None,
    arguments: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME=VALUE]...", help="Its arguments, values as in YAML."),
    ] = None,
    names: Annotated[bool, typer.Option("--list", help="Name every method.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the values as JSON.")] = False,
) -> int:
    """Compute one method of the design library, such as size_means or boundaries_boin."""
    from trialrun.design import call_method, method_titles, numbers_json, numbers_of, numbers_text
    from trialrun.errors import EXIT_OK, DesignError, RequestError

    if names:
        titles = method_titles()
        listed = {name: said for name, said in titles.items() if not method or method in name}
        if as_json:
            print_json({"methods": listed})
        else:
            for name, said in listed.items():
                print(f"{name}: {said}")
        return EXIT_OK
    if method is None:
        raise RequestError("names no method", hint="`trialrun calculate --list` names all.")
    given = dict(_argument(each) for each in arguments or [])
    numbers = tuple(numbers_of(call_method(method, given)))
    if not numbers:
        raise DesignError("returns no number that could be printed", place=method)
    if as_json:
        print_json({"method": method, "arguments": given, "values": numbers_json(numbers)})
    else:
        print(numbers_text(numbers))
    return EXIT_OK


def _argument(text: str) -> tuple[str, Any]:
    """Read NAME=VALUE, the value as in a study definition."""
    from trialrun.errors import RequestError
    from trialrun.study import read_value

    name, sign, value = text.partition("=")
    if not sign or not name.isidentifier():
        raise RequestError(f"found {text!r}, must be NAME=VALUE", place="calculate")
    return name, read_value(value, place=f"calculate {name}")
