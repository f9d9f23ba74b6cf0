"""What every command of the shell shares: settings, the log, refusals said in one sentence."""

import os
import signal
import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import click

from service import logs
from service.anchor_files import UnfitKey
from service.db import UnfitDatabase
from service.embedded_postgres import CannotStart
from service.messages import Refused
from service.settings import BadSettings, Settings

P = ParamSpec("P")
UNCERTAIN, TERMINATED = 1, 143


def with_settings(command: Callable[P, None]) -> Callable[P, None]:
    """Run a command; what a person can mend is said in one sentence, without a traceback."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        signal.signal(signal.SIGTERM, _leave)
        logs.configure()
        try:
            command(*args, **kwargs)
        except (BadSettings, UnfitDatabase, CannotStart, Refused, UnfitKey) as refusal:
            click.echo(str(refusal), err=True)
            sys.exit(UNCERTAIN)

    return run


def _leave(_signal: int, _frame: object) -> None:
    """Leave by the ordinary way, so that what was started is stopped."""
    sys.exit(TERMINATED)


def settings() -> Settings:
    """Read the settings of this process."""
    return Settings.from_environment(os.environ)
