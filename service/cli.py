"""The command `zhuanhu`: the product from the shell.

Each command lies in a module of its own, imported when it is asked for: reading a file needs
neither the pages nor the clock.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Final

import click
from typing_extensions import override

# command → module and name; in the order in which the help lists them
COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    "serve": ("service.cli_running", "serve"),
    "demo": ("service.cli_running", "demo"),
    "migrate": ("service.cli_running", "migrate"),
    "read": ("service.cli_reading", "read"),
    "check": ("service.cli_rules", "check"),
    "rules": ("service.cli_rules", "rules_group"),
    "replay": ("service.cli_rules", "replay"),
    "sample": ("service.cli_sampling", "sample_group"),
    "proof": ("service.cli_books", "proof"),
    "anchor": ("service.cli_books", "anchor"),
    "export": ("service.cli_closing", "export"),
    "close": ("service.cli_closing", "close_month"),
    "user": ("service.cli_people", "user"),
    "roster": ("service.cli_people", "roster_group"),
    "jobs": ("service.cli_clock", "jobs_group"),
}


class _Commands(click.Group):
    """Imports a command when it is asked for."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS]

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name]
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command), "COMMANDS names commands"
        return command


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """专户：经费管理与支出合规服务 (fund management and expense compliance)."""


if __name__ == "__main__":
    main()
