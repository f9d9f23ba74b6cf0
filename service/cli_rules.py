"""Commands about the rulebook: look at it, test it, check files beforehand, replay decisions."""

import json
import sys
from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

import click

from compliance.categories import Category
from compliance.decision import Outcome
from importers.sandbox import ReaderPool
from service import running
from service.actions import precheck, reading, replaying, rules
from service.actions.precheck import Prechecked
from service.actions.replaying import Line, Replayed
from service.db import CENTER
from service.shell import UNCERTAIN, settings, with_settings

DAY = click.DateTime(["%Y-%m-%d"])


@click.group("rules")
def rules_group() -> None:
    """Show the rules: what each demands, by which article, and who may let a finding pass."""


@rules_group.command("list")
def list_rules() -> None:
    """List the rules in the order of their articles."""
    for line in rules.every_rule():
        click.echo(f"{line.code}\t{line.article.text()}\t{line.weight.text()}\t{line.title.text()}")


@rules_group.command()
@click.argument("code")
@with_settings
def explain(code: str) -> None:
    """Explain one rule: its article, how it decides, what it weighs, its examples."""
    line = rules.one_rule(code)
    click.echo(f"{line.title.text()}（{line.code}，{line.article.text()}）")
    click.echo(f"{line.article.text()}：{line.demand.text()}")
    click.echo(f"最重：{line.weight.text()}；{line.may_pass.text()}。\n")
    click.echo(line.explanation)
    for told in rules.told_examples(code):
        click.echo(f"  {told}")


@rules_group.command("test")
def test_rules() -> None:
    """Run every example of the rules and of the negative lists; exit 1 on a fault."""
    run = rules.run_examples()
    for fault in run.faults:
        click.echo(fault)
    click.echo(f"{run.count} examples, {len(run.faults)} faults; rulebook {rules.version()}")
    sys.exit(UNCERTAIN if run.faults else 0)


@rules_group.command()
def doc() -> None:
    """Print the page on the law: article → carriers → examples."""
    click.echo(rules.page(), nl=False)


@click.command()
@click.argument("files", nargs=-1, required=True)
@click.option("--agreement", required=True, help="任务书编号, such as RW2026-001")
@click.option("--employer", "uscc", help="whose, where two employers have such a number")
@click.option("--category", type=click.Choice([each.value for each in Category]))
@click.option("--json", "as_json", is_flag=True, help="one JSON object per invoice per line")
@with_settings
def check(
    files: tuple[str, ...],
    agreement: str,
    uscc: str | None,
    category: str | None,
    *,
    as_json: bool,
) -> None:
    """Check vouchers beforehand; nothing is kept. Exit 0: all pass; 1: something is found."""
    chosen = Category(category) if category else None
    readers, clear = ReaderPool(1), True
    try:
        with running.opened(settings()) as database:
            with database.snapshot(CENTER) as session:
                under = precheck.agreed(session, agreement, uscc)
            for file in reading.read_files(files, readers):
                if file.refusal is not None:
                    clear = False
                    click.echo(f"{file.file}: {file.refusal.text()}", err=True)
                for invoice in file.invoices:
                    with database.snapshot(under.employer_id) as session:
                        found = precheck.precheck(
                            session, datetime.now(UTC), under, invoice, chosen
                        )
                    clear &= found.verdict.outcome is Outcome.PASS
                    _print_checked(file.file, invoice.invoice_number, found, as_json=as_json)
    finally:
        readers.close()
    sys.exit(0 if clear else UNCERTAIN)


def _print_checked(file: str, number: str | None, found: Prechecked, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_record(file, number, found), ensure_ascii=False))
        return
    heading = rules.OUTCOMES[found.verdict.outcome].text()
    click.echo(f"{file}\t{number or ''}\t{found.amount}\t{heading}")
    for finding in found.verdict.findings:
        click.echo(f"  {finding.severity.lead.text()}：{finding.message.text()}")
        click.echo(f"    {finding.remedy.text()}")
    click.echo(f"  通过 {len(found.verdict.passed)} 项检查")


def _record(file: str, number: str | None, found: Prechecked) -> dict[str, Any]:
    return {
        "file": file,
        "invoice_number": number,
        "category": found.category.value if found.category else None,
        "amount": str(found.amount),
        "outcome": found.verdict.outcome.value,
        "rulebook_version": found.verdict.rulebook_version,
        "findings": [
            {
                "rule": finding.rule,
                "article": finding.article,
                "item": finding.item,
                "severity": finding.severity.value,
                "override": finding.override.value,
                "message": finding.message.text(),
                "found": finding.found.text() if finding.found else None,
                "limit": finding.limit.text() if finding.limit else None,
                "most": str(finding.most) if finding.most is not None else None,
                "remedy": finding.remedy.text(),
                "fields": list(finding.fields),
            }
            for finding in found.verdict.findings
        ],
        "passed": list(found.verdict.passed),
    }


@click.command()
@click.option("--from", "first", type=DAY, required=True, help="the first day, in Beijing")
@click.option("--to", "last", type=DAY, help="the last day; default: today's")
@click.option("--json", "as_json", is_flag=True, help="one JSON object per difference per line")
@with_settings
def replay(first: datetime, last: datetime | None, *, as_json: bool) -> None:
    """Decide the decisions of a period anew from their facts; exit 1 where this rulebook differs.

    Decisions of another rulebook are told apart: this one says only what it would find today.
    """
    counted: Counter[Replayed] = Counter()
    last_on = last.date() if last else date.max
    with running.opened(settings()) as database, database.snapshot(CENTER) as session:
        for line in replaying.replay(session, first.date(), last_on):
            counted[line.result] += 1
            if line.result not in {Replayed.SAME, Replayed.OTHER_RULEBOOK_SAME}:
                click.echo(_difference(line, as_json=as_json))
    told = ", ".join(f"{counted[result]} {result.value}" for result in Replayed if counted[result])
    click.echo(f"{counted.total()} decisions: {told or 'none in this period'}", err=as_json)
    sys.exit(UNCERTAIN if counted[Replayed.DIFFERS] or counted[Replayed.UNREADABLE] else 0)


def _difference(line: Line, *, as_json: bool) -> str:
    if as_json:
        return json.dumps(
            {
                "employer": line.employer,
                "claim": line.claim,
                "decided_at": line.decided_at.isoformat(),
                "rulebook_version": line.version,
                "result": line.result.value,
                "gone": list(line.gone),
                "new": list(line.new),
                "why": line.why,
            },
            ensure_ascii=False,
        )
    gone = "".join(f" -{each}" for each in line.gone)
    new = "".join(f" +{each}" for each in line.new)
    place = f"{line.result.value}\t{line.employer}\t{line.claim}\t{line.version}"
    return f"{place}{gone}{new} {line.why}"
