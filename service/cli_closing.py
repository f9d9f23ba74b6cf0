"""`zhuanhu export`, `close`: books copied out, months closed."""

from datetime import UTC, datetime
from pathlib import Path

import click

from service import running
from service.actions import closing, exporting
from service.actions.system import system_actor
from service.db import CENTER
from service.messages import N_, Invalid
from service.shell import settings, with_settings


@click.command()
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


@click.command("close")
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
