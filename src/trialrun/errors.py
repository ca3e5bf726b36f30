"""
The errors that a user can meet, and the exit code of each.

    TrialrunError                    the base: never raised itself
    ├── RequestError            2    an argument, option or combination that can not be honoured
    │   ├── StudyError          2    the study definition is wrong (YAML, schema, references)
    │   └── DesignError         2    a statistical design that has no solution as asked
    ├── DataError               3    data that can not be read (missing, truncated, not its format)
    ├── OutputError             3    a file that can not be written (permission, disk, path)
    ├── DocumentError           3    a document that can not be built or reopened
    │   └── FontError           3    no font holds the characters that a language needs
    └── AnalysisError           3    a result that the data do not allow to be computed

Bad data that can be read is no error: it gives findings (`trialrun.conformance`). A bug is no
`TrialrunError` either: it keeps its traceback.

The command line turns them into exit codes, without a traceback:

    0    done
    1    findings (of `validate` and `verify`; of `run` only with --fail-on)
    2    a wrong request
    3    could not finish: unreadable input, output that can not be written
    70   our own fault: any other exception

A message says what, where, what was found, what is allowed, and a way out. No value of a patient
stands in a message.
"""

from __future__ import annotations

from collections.abc import Iterable

EXIT_OK = 0
EXIT_FINDINGS = 1
EXIT_REQUEST = 2
EXIT_UNFINISHED = 3
EXIT_OWN_FAULT = 70


class TrialrunError(Exception):
    """
    An error in the words of the user.

    Args:
        message: what is wrong, what was found, what is allowed.
        place: where: a file, `file:line`, or the path of a field.
        hint: a way out.

    >>> str(DataError("no DM data set", place="data/", hint="every study has one."))
    'data/: no DM data set. Hint: every study has one.'
    """

    exit_code: int = EXIT_UNFINISHED

    def __init__(self, message: str, *, place: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        text = f"{self.place}: {self.message}" if self.place else self.message
        if not self.hint:
            return text
        if not text.endswith((".", "!", "?")):
            text += "."
        return f"{text} Hint: {self.hint}"


class RequestError(TrialrunError):
    """A request that can not be honoured as it was made."""

    exit_code = EXIT_REQUEST


class StudyError(RequestError):
    """A study definition that can not be used."""


class DesignError(RequestError):
    """A design that has no solution as asked."""


class DataError(TrialrunError):
    """Data that can not be read: missing, truncated, or not what its format promises."""

    exit_code = EXIT_UNFINISHED


class OutputError(TrialrunError):
    """A file that can not be written."""

    exit_code = EXIT_UNFINISHED


class DocumentError(TrialrunError):
    """A document that can not be built or reopened."""

    exit_code = EXIT_UNFINISHED


class FontError(DocumentError):
    """No font at hand holds the characters that a language needs."""


class AnalysisError(TrialrunError):
    """A result that the data do not allow to be computed."""

    exit_code = EXIT_UNFINISHED


def joined_errors(kind: type[TrialrunError], errors: Iterable[TrialrunError]) -> TrialrunError:
    """
    One error that says several.

    Args:
        kind: class of the joined error.
        errors: at least one.
    Returns:
        The only error as it is, or one of `kind` that lists all, one a line.

    >>> a, b = DataError("empty", place="dm.xpt"), DataError("cut", place="ae.xpt")
    >>> print(joined_errors(DataError, [a, b]))
    2 faults:
      dm.xpt: empty
      ae.xpt: cut
    """
    found = list(errors)
    if len(found) == 1:
        return found[0]
    lines = "".join(f"\n  {error}" for error in found)
    return kind(f"{len(found)} faults:{lines}")
