"""The command line: one file a command, parsing only."""

from __future__ import annotations

import json
import os
import sys
import traceback

import typer

from trialrun.errors import EXIT_OWN_FAULT, EXIT_REQUEST, EXIT_UNFINISHED, TrialrunError

EXIT_INTERRUPTED = 130
"""As shells count it: 128 and the signal's number."""

app = typer.Typer(
    name="trialrun",
    help="Run the trial before the trial: one study definition, designed, rehearsed, run, written.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done, 1 findings, 2 wrong request, 3 could not finish, 70 our own fault.",
)


def main(arguments: list[str] | None = None) -> int:
    """
    Run a command and return its exit code.

    Args:
        arguments: as on the command line, without the program's name; None takes those.
    """
    given = sys.argv[1:] if arguments is None else arguments
    try:
        code = _answer(given)
        sys.stdout.flush()
    except (typer.Abort, KeyboardInterrupt):
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return EXIT_UNFINISHED
    except OSError as error:
        if error.filename is None and error.errno is not None:
            _drop_output()
            print(f"error: can not write the output: {error.strerror}", file=sys.stderr)
            return EXIT_UNFINISHED
        traceback.print_exc()
        return EXIT_OWN_FAULT
    except Exception:  # noqa: BLE001 - a fault of our own keeps its traceback and has its code
        traceback.print_exc()
        print("error: this is a fault of trialrun itself; please report it", file=sys.stderr)
        return EXIT_OWN_FAULT
    return code


def _answer(given: list[str]) -> int:
    """Run a command; say what is wrong with the request, or why it could not be finished."""
    try:
        return _command(given)
    except typer.TyperException as error:
        return _say_usage(error)
    except TrialrunError as error:
        _say_error(error, as_json="--json" in given)
        return error.exit_code


def _command(given: list[str]) -> int:
    command = typer.main.get_command(app)
    try:
        result = command.main(args=given, prog_name="trialrun", standalone_mode=False)
    except typer.Exit as error:
        return error.exit_code
    except SystemExit as error:  # so it ends where the reader of its output has gone
        raise BrokenPipeError from error
    return result if isinstance(result, int) else 0


def _say_usage(error: typer.TyperException) -> int:
    """Say what is wrong with the words of the command line, and how they should be."""
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        print(error.format_message())
        return EXIT_REQUEST
    print(f"error: {error.format_message()}", file=sys.stderr)
    if context is not None:
        print(context.get_usage(), file=sys.stderr)
        print(f"Try '{context.command_path} --help' for help.", file=sys.stderr)
    return EXIT_REQUEST


def _say_error(error: TrialrunError, *, as_json: bool) -> None:
    if as_json:
        content = {
            "schema_version": "1.0",
            "error": {
                "kind": type(error).__name__,
                "place": error.place,
                "message": error.message,
                "hint": error.hint,
            },
        }
        print(json.dumps(content, ensure_ascii=False, indent=1))
    print(f"error: {error}", file=sys.stderr)


def _drop_output() -> None:
    """Leave nothing in the buffer that the interpreter would try to write at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
