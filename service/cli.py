"""The command `zhuanhu`: the product from the shell."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from compliance.wording import FIELD_TITLES
from importers import particulars
from importers.invoice import Kind
from importers.sandbox import ReaderPool
from service import jobs as clock
from service import running, serving
from service.actions import closing, exporting, intake, people, reading, roster
from service.actions.system import system_actor
from service.business_day import BEIJING
from service.cli_books import anchor, proof
from service.cli_rules import check, replay, rules_group
from service.db import CENTER
from service.messages import N_, Invalid
from service.pages.words import INVOICE_KINDS
from service.permissions import Role
from service.shell import UNCERTAIN, settings, with_settings

INTERNAL = 3


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """专户：经费管理与支出合规服务 (fund management and expense compliance)."""


# ── running the product ──


@main.command()
@with_settings
def serve() -> None:
    """Run the web pages, the API and the clock until interrupted."""
    with running.migrated(settings()):
        serving.serve(settings())


@main.command()
@click.option("--stop-after", type=click.IntRange(1, 1440), default=480, help="minutes")
@with_settings
def demo(stop_after: int) -> None:
    """Run the product with a sample programme; prints the address and the log-ins."""
    from service.demo import start  # noqa: PLC0415  # reportlab and fonts are needed for the demo only

    with running.opened(settings()) as database:
        start.prepare(settings(), database, datetime.now(UTC), click.echo)
        serving.serve(settings(), stop_after_minutes=stop_after)


@main.command()
@with_settings
def migrate() -> None:
    """Bring the database to this version's schema."""
    with running.migrated(settings()):
        click.echo("ok")


# ── reading ──


@main.command()
@click.argument("files", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="one JSON object per invoice per line")
@click.option("--quick", is_flag=True, help="do not hold the text against the page as drawn")
def read(files: tuple[str, ...], *, as_json: bool, quick: bool) -> None:
    """Read vouchers. Exit 0: all read; 1: something unread or uncertain; 2: usage; 3: internal."""
    readers = ReaderPool(1)
    certain = True
    try:
        for result in reading.read_files(files, readers, look=not quick):
            certain &= result.certain
            _print_read(result, as_json=as_json)
    except Exception as error:  # noqa: BLE001  # the contract: an error of ours is exit 3
        click.echo(f"internal error: {type(error).__name__}: {error}", err=True)
        sys.exit(INTERNAL)
    finally:
        readers.close()
    sys.exit(0 if certain else UNCERTAIN)


def _print_read(result: reading.ReadFile, *, as_json: bool) -> None:
    if result.refusal is not None:
        click.echo(f"{result.file}: {result.refusal.text()}", err=True)
    for invoice in result.invoices:
        record = invoice.to_contract(result.file)
        if as_json:
            click.echo(json.dumps(record, ensure_ascii=False))
        else:
            click.echo(_summary(record))
        for finding in invoice.findings:
            click.echo(f"{result.file}: {finding.text()}", err=True)


def _summary(record: dict[str, Any]) -> str:
    shown = ("invoice_number", "issue_date", "total_with_tax", "seller_name", "buyer_name")
    parts = [str(record[name]) for name in shown if record[name] is not None]
    kind, titles = Kind(record["kind"]), FIELD_TITLES | particulars.NAMES
    unsure = [] if kind in intake.NOT_CLAIMABLE else record["uncertain"]
    doubt = f"  ？{'、'.join(titles[name] for name in unsure)}" if unsure else ""
    return f"{record['file']}: {INVOICE_KINDS[kind]}  {'  '.join(parts)}{doubt}"


# ── the books ──


main.add_command(proof)
main.add_command(anchor)
main.add_command(rules_group)
main.add_command(check)
main.add_command(replay)


@main.command()
@click.option("--book", "code", required=True, help="whose: the employer's code, or: center")
@click.option(
    "--format", "form", required=True, type=click.Choice([*exporting.JOURNALS, "vouchers"])
)
@click.option("--month", help="of the vouchers, such as 2026-03")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path))
@with_settings
def export(code: str, form: str, month: str | None, output: Path | None) -> None:
    """Copy a book out: a journal for hledger or beancount, or drafts of a month's vouchers.

    Drafts are CSV, or a workbook where the output's name ends in .xlsx. What is copied is the
    management ledger of the dedicated account, not the employer's statutory books.
    """
    with running.opened(settings()) as database, database.transaction(CENTER) as session:
        actor = system_actor(datetime.now(UTC))
        employer = None if code == "center" else exporting.employer_of(session, code)
        with click.open_file(str(output or "-"), "wb") as target:
            if form != "vouchers":
                for piece in exporting.journal(session, actor, employer, form):
                    target.write(piece.encode())
                return
            shape = "xlsx" if output and output.suffix == ".xlsx" else "csv"
            asked = exporting.month_asked(month or "")
            if employer is None:
                raise Invalid(
                    N_("凭证草稿只出自单位的账，请用 --book 写明单位的统一社会信用代码。")
                )
            target.write(exporting.drafts(session, actor, employer, asked, shape).content)


@main.command("close")
@click.option("--book", "code", help="an employer's, by its code; center or nothing: the Center's")
@click.option("--month", required=True, help="the month, as 2026-03")
@click.option("--soft", is_flag=True, help="softly: late entries say why, and it can be undone")
@with_settings
def close_month(code: str | None, month: str, *, soft: bool) -> None:
    """Close a month of a book, for good. Shows the check list; exit 1 when it forbids the close."""
    with running.opened(settings()) as database:
        system = system_actor(datetime.now(UTC))
        wanted, days = closing.month_of(month), settings().advance_days
        with database.snapshot(CENTER) as session:
            of_center = code in {None, "center"}
            employer_id = None if of_center else closing.employer_of(session, str(code))
            if not soft:
                for check in closing.checks(session, system, employer_id, wanted, days):
                    click.echo(f"{check.outcome.value}\t{check.message.text()}")
        with database.transaction(CENTER) as session:
            if soft:
                closing.soft_close(session, system, employer_id, wanted)
            else:
                closing.close(session, system, employer_id, wanted, days)
    click.echo(f"{month}\t{'closed softly' if soft else 'CLOSED'}")


# ── users and register ──


@main.group()
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


@main.group("roster")
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


# ── the clock ──


@main.group("jobs")
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


if __name__ == "__main__":
    main()
