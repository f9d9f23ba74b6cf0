"""`zhuanhu jobs`: what the clock does."""

import sys
from datetime import UTC, datetime

import click

from service import jobs as clock
from service import running
from service.business_day import BEIJING
from service.shell import UNCERTAIN, settings, with_settings


@click.group("jobs")
def jobs_group() -> None:
    """Show and run what the clock does."""


def _in_beijing(at: datetime) -> str:
    return at.astimezone(BEIJING).isoformat(sep=" ", timespec="minutes")


@jobs_group.command("list")
@with_settings
def list_jobs() -> None:
    """List the jobs: rule, next due time, newest run (Beijing time), what it does."""
    with running.opened(settings()) as database:
        for line in clock.list_jobs(database, datetime.now(UTC)):
            due, ran = _in_beijing(line.next_due_at), line.newest
            newest = f"{_in_beijing(ran.due_at)} {ran.state}" if ran else "-"
            click.echo(f"{line.name}\t{line.rule}\t{due}\t{newest}\t{line.meaning}")


@jobs_group.command("run")
@with_settings
def run_jobs() -> None:
    """Run the clock until interrupted; any number of clocks may run at once."""
    with running.opened(settings()) as database:
        clock.run_clock(database)


@jobs_group.command("once")
@click.argument("name")
@click.option("--due", type=click.DateTime(), help="a due time in Beijing; default: the latest")
@with_settings
def run_job_once(name: str, due: datetime | None) -> None:
    """Do one due run of a job now; what is done already is not done again."""
    due_at = due.replace(tzinfo=BEIJING).astimezone(UTC) if due else None
    with running.opened(settings()) as database:
        run = clock.run_once(database, name, due_at)
    click.echo(f"{name}\t{_in_beijing(run.due_at)}\t{run.state}")
    sys.exit(0 if run.state == "done" else UNCERTAIN)
