"""The command line."""

from trialrun.cli import (  # noqa: F401 - each registers its commands
    command_calculate,
    command_design,
    command_journal,
    command_package,
    command_rehearse,
    command_run,
    command_study,
    command_synthesize,
    command_validate,
    command_verify,
    command_write,
)
from trialrun.cli.app import app, main

__all__ = ["app", "main"]
