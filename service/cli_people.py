"""`zhuanhu user`, `roster`: users, and master data from a file."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from service import running
from service.actions import people, roster
from service.actions.system import system_actor
from service.db import CENTER
from service.permissions import Role
from service.shell import UNCERTAIN, settings, with_settings


@click.group()
def user() -> None:
    """Users of the product."""


@user.command("add")
@click.argument("login")
@click.option("--name", required=True)
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--employer", "uscc", help="统一社会信用代码 of the user's employer")
@click.option("--selectee", type=click.UUID, help="the selectee's id, for the role selectee")
@with_settings
def add_user(login: str, name: str, role: str, uscc: str | None, selectee: Any) -> None:  # noqa: ANN401  # click gives a UUID or None
    """Add a user; the password is asked for, or read from standard input."""
    password = (
        click.prompt("password", hide_input=True, confirmation_prompt=True)
        if sys.stdin.isatty()
        else sys.stdin.readline().rstrip("\n")
    )
    new = people.NewUser(
        login=login, name=name, role=Role(role), password=password,
        employer_uscc=uscc, selectee_id=selectee,
    )  # fmt: skip
    with running.opened(settings()) as database, database.transaction(CENTER) as session:
        people.add_user(session, system_actor(datetime.now(UTC)), new)
    click.echo(login)


@user.command("list")
@with_settings
def list_users() -> None:
    """List the users."""
    with running.opened(settings()) as database, database.transaction(CENTER) as session:
        for line in people.list_users(session, system_actor(datetime.now(UTC))):
            state = "" if line.active else " (disabled)"
            click.echo(
                f"{line.login}\t{line.role.value}\t{line.name}\t{line.employer_name or ''}{state}"
            )


@click.group("roster")
def roster_group() -> None:
    """Master data from a file."""


@roster_group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="check every row, change nothing")
@with_settings
def import_roster(file: Path, *, dry_run: bool) -> None:
    """Register employers, selectees, agreements and accounts from an xlsx or csv roster.

    All rows or none: every wrong row is named with its reason. `zhuanhu roster columns` lists the
    columns.
    """
    rows = roster.rows_of(file.name, file.read_bytes())
    with running.opened(settings()) as database:
        result = roster.import_rows(
            database, system_actor(datetime.now(UTC)), rows, dry_run=dry_run
        )
    for line in result.lines:
        click.echo(f"{line.row}\t{'ok' if line.refusal is None else line.refusal.text()}")
    if not result.taken:
        click.echo("nothing was changed" if dry_run or result.wrong else "")
    sys.exit(UNCERTAIN if result.wrong else 0)


@roster_group.command("columns")
def roster_columns() -> None:
    """List the columns of a roster file and what each holds."""
    for column in roster.COLUMNS:
        click.echo(f"{column.title}\t{column.meaning}")
