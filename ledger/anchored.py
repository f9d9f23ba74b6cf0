"""Anchors and the books they speak of: made of the heads, kept, held against the chains."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, text

from ledger import anchor
from ledger.anchor import Anchor, End
from ledger.fault import Fault, fault
from ledger.journal import BookId
from ledger.proof_walk import genesis

_HEADS: Final = text(
    "select book_id, last_seq, encode(last_hash, 'hex') as hash from ledger.book_head"
    " order by book_id"
)
_KEPT: Final = text("select said from ledger.anchor where number > :after order by number")
_NEWEST: Final = text("select said, made_at from ledger.anchor order by number desc limit 1")
_ADD: Final = text("select ledger.add_anchor(:number, :root, :previous, :said)")
_STANDING: Final = text(
    "select x.book, x.seq, encode(e.hash, 'hex') as hash"
    " from unnest(cast(:books as bigint[]), cast(:seqs as bigint[])) as x (book, seq)"
    " join ledger.entry e on e.book_id = x.book and e.seq = x.seq"
)


@dataclass(frozen=True)
class Kept:
    """An anchor as its line, and when the database took it."""

    said: str
    made_at: datetime

    @property
    def anchor(self) -> Anchor:
        return anchor.parse(self.said)


def newest(connection: Connection) -> Kept | None:
    """Return the newest anchor the database keeps."""
    row = connection.execute(_NEWEST).one_or_none()
    return None if row is None else Kept(row.said, row.made_at)


def kept_after(connection: Connection, number: int) -> tuple[str, ...]:
    """Return the lines of the anchors after one number, in their order."""
    return tuple(connection.execute(_KEPT, {"after": number}).scalars())


def make(connection: Connection, key: Ed25519PrivateKey, at: datetime) -> str:
    """Anchor the ends of all books; return the line. One statement reads them: one moment."""
    before = newest(connection)
    ends = tuple(End(*row) for row in connection.execute(_HEADS))
    made = Anchor(
        number=1 if before is None else before.anchor.number + 1,
        made_at=at.astimezone(UTC).isoformat(timespec="microseconds"),
        previous=None if before is None else anchor.digest(before.said),
        key=anchor.fingerprint(key.public_key()),
        ends=ends,
    )
    said = anchor.signed(made, key)
    values = {
        "number": made.number,
        "root": bytes.fromhex(made.root),
        "previous": None if made.previous is None else bytes.fromhex(made.previous),
        "said": said,
    }
    connection.execute(_ADD, values)
    return said


def against(connection: Connection, anchors: Iterable[Anchor]) -> tuple[Fault, ...]:
    """Return what the chains no longer say though an anchor swears it: a fault for each end.

    An end that several anchors name is told of once, by the first of them.
    """
    sworn: dict[End, int] = {}
    for each in anchors:
        for end in each.ends:
            sworn.setdefault(end, each.number)
    ends = {"books": [end.book for end in sworn], "seqs": [end.seq for end in sworn]}
    standing = {End(*row) for row in connection.execute(_STANDING, ends)}
    standing |= {End(end.book, 0, genesis(end.book).hash.hex()) for end in sworn if end.seq == 0}
    return tuple(
        fault(end.book, "anchor", end.seq, number=number)
        for end, number in sworn.items()
        if end not in standing
    )


def sworn_end(kept: Kept, book: BookId) -> End | None:
    """Return where an anchor says the chain of a book ended; None for a younger book."""
    return next((end for end in kept.anchor.ends if end.book == book), None)
