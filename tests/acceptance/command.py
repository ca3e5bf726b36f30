"""The command line, called within the test's own process: starting one takes seconds."""

import contextlib
import io
import os
from pathlib import Path
from subprocess import CompletedProcess

from trialrun.cli import main


def answer(*arguments: object, cwd: Path) -> CompletedProcess[str]:
    """What a command says and its exit code, as if it had been started in a folder."""
    before = Path.cwd()
    given = [str(argument) for argument in arguments]
    out, err = io.StringIO(), io.StringIO()
    os.chdir(cwd)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(given)
    finally:
        os.chdir(before)
    return CompletedProcess(given, code, out.getvalue(), err.getvalue())
