"""`zhuanhu read`: vouchers, without any database."""

import json
import sys
from typing import Any

import click

from compliance.wording import FIELD_TITLES
from importers import particulars
from importers.invoice import Kind
from importers.sandbox import ReaderPool
from service.actions import intake, reading
from service.pages.words import INVOICE_KINDS
from service.shell import UNCERTAIN

INTERNAL = 3


@click.command()
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
