"""Commands about the books: prove them, let one go on, anchor them, verify the anchors."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from service import running
from service.actions import anchoring, proving
from service.actions.proving import BookProof, Proof
from service.actions.system import system_actor
from service.shell import UNCERTAIN, settings, with_settings


@click.command()
@click.option("--book", "uscc", help="one employer's book, by its code, or: center")
@click.option(
    "--since", default="0", help="believe the chain up to a number of it, or: anchor, close"
)
@click.option("--resume", is_flag=True, help="let a halted book go on if its proof holds")
@click.option("--reason", default="", help="what was found out, for the audit trail")
@with_settings
def proof(uscc: str | None, since: str, reason: str, *, resume: bool) -> None:
    """Prove the books, twice: in Python and in the database. Exit 1 when anything is wrong.

    Derives chain, digests, numbers, balances, floors, closed months and identities anew and holds
    them against the file of anchors. Nobody is held up. A book that fails is halted.
    """
    if resume and (uscc is None or since != "0"):
        raise click.UsageError("--resume needs --book and proves it whole")
    sworn = anchoring.sworn(settings())
    with running.opened(settings()) as database:
        if resume:
            assert uscc is not None
            actor = system_actor(datetime.now(UTC))
            found = proving.resume(database, actor, uscc, reason, sworn)
        else:
            found = proving.prove(database, uscc, since, sworn)
    _print_proof(found)
    sys.exit(0 if found.holds else UNCERTAIN)


def _print_proof(found: Proof) -> None:
    for part in found.books:
        _print_book(part)
    for fault in found.across:
        click.echo(f"across books: {fault}")
    click.echo("PROVED" if found.holds else "NOT PROVED")


def _print_book(part: BookProof) -> None:
    since = f" since {part.since}" if part.since else ""
    click.echo(
        f"{part.book.name}: {part.entries} entries{since}, {len(part.faults)} faults"
        f" (Python {part.by_python}, database {part.by_database})"
    )
    for fault in part.faults:
        click.echo(f"  {fault}")
    if part.faults:
        click.echo("  HALTED: nothing is posted to this book until it is resumed")


@click.group()
def anchor() -> None:
    """Anchors: the ends of all chains, signed with a key outside the database."""


@anchor.command()
@with_settings
def make() -> None:
    """Anchor the books now: database, file, mail."""
    now = datetime.now(UTC)
    with running.opened(settings()) as database:
        made = anchoring.make(database, settings(), now, now)
    for name, public in anchoring.own_key(settings()).items():
        click.echo(f"anchor {made.number}: {len(made.ends)} books, root {made.root}")
        click.echo(f"key {name}, public half {public.public_bytes_raw().hex()}")


@anchor.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", "keys", multiple=True, help="a public half that is trusted, 64 digits")
@with_settings
def verify(file: Path, keys: tuple[str, ...]) -> None:
    """Hold a file of anchors against its signatures and the books. Exit 1 when they disagree.

    Without --key the key of this installation is trusted; after a rotation name the older ones.
    """
    trusted = anchoring.given_keys(keys) if keys else anchoring.own_key(settings())
    lines = file.read_text("utf-8").splitlines()
    with running.opened(settings()) as database:
        found = anchoring.verify(database, lines, trusted)
    for flaw in found.flaws:
        click.echo(flaw.text())
    for fault in found.faults:
        click.echo(f"book {fault.book}: {fault}")
    click.echo(f"{found.anchors} anchors: " + ("VERIFIED" if found.holds else "NOT VERIFIED"))
    sys.exit(0 if found.holds else UNCERTAIN)
