"""The proof of the books as people meet it: book by book, halting what fails, letting it go on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy import text
from sqlalchemy.orm import Session

from ledger import anchored, book, closing, control, proof
from ledger.anchor import Anchor
from ledger.fault import Fault
from ledger.journal import BookId
from service import audit
from service.audit import Step
from service.db import CENTER, Database
from service.messages import N_, Invalid, NotFound, Refused
from service.permissions import Actor

CENTER_NAME = "北京市科协创新服务中心"
CENTER_BOOK = "center"  # the Center's own book where an employer's goes by its code
TOLD = 3  # faults named in the reason for a halt

log = structlog.get_logger(__name__)

_RECORD = text("select ledger.record_proof(:book, :since, :seq, :hash, :faults, :first)")
# The register and the books: what is in one alone is proved, or missed, as well.
_EMPLOYERS = text(
    "select coalesce(e.id, b.tenant_id) as employer, coalesce(e.name, b.name) as name"
    " from (select * from ledger.book where tenant_id is not null) b"
    " full join public.employer e on e.id = b.tenant_id"
    " where cast(:uscc as text) is null or e.uscc = :uscc order by name, b.id"
)
_STANDING = text(
    "select b.id, b.tenant_id, b.name, h.last_seq, h.halted_at, h.halted_why,"
    " p.proved_at, p.last_seq as proved_seq, p.faults, p.first"
    " from ledger.book b join ledger.book_head h on h.book_id = b.id"
    " left join lateral (select * from ledger.proof x where x.book_id = b.id"
    "   order by x.id desc limit 1) p on true order by b.id"
)


@dataclass(frozen=True, slots=True)
class NamedBook:
    """A book and whose it is."""

    id: BookId
    name: str
    employer_id: UUID | None


@dataclass(frozen=True, slots=True)
class BookProof:
    """One book's part of the proof."""

    book: NamedBook
    since: int
    entries: int
    hash: bytes
    faults: tuple[Fault, ...]
    by_python: int
    by_database: int

    @property
    def holds(self) -> bool:
        return not self.faults


@dataclass(frozen=True, slots=True)
class Proof:
    """What the proof found, book by book and across them."""

    books: tuple[BookProof, ...]
    across: tuple[Fault, ...]

    @property
    def holds(self) -> bool:
        return not self.across and all(part.holds for part in self.books)


@dataclass(frozen=True, slots=True)
class BookStanding:
    """How a book stands: its entries, its newest proof, whether it is halted and why."""

    name: str
    employer_id: UUID | None
    entries: int
    halted_at: datetime | None
    halted_why: str | None
    proved_at: datetime | None
    proved_entries: int
    faults: int
    first: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How all books stand, and the newest anchor."""

    books: tuple[BookStanding, ...]
    anchor: Anchor | None
    anchored_at: datetime | None


def prove(
    database: Database,
    employer_uscc: str | None = None,
    since: str = "0",
    sworn: Sequence[Anchor] = (),
) -> Proof:
    """Prove one employer's book ("center": the Center's), or all and what holds across them.

    Each book is read at one moment and keeps nobody waiting. `since` believes the chain up to a
    number of it, the newest anchor ("anchor") or the newest closed month ("close").
    """
    parts = tuple(prove_each(database, employer_uscc, since, sworn))
    return Proof(parts, prove_across(database) if employer_uscc is None else ())


def prove_across(database: Database) -> tuple[Fault, ...]:
    """Prove what holds across the books. What fails halts none: it is nobody's alone."""
    with database.snapshot(CENTER) as session:
        found = proof.prove_across(session.connection())
    for fault in found:
        log.error("books disagree", fault=str(fault))
    return found


def prove_each(
    database: Database,
    employer_uscc: str | None = None,
    since: str = "0",
    sworn: Sequence[Anchor] = (),
) -> Iterator[BookProof]:
    """Prove the books asked for one after the other; keep what was found, halt what fails."""
    with database.transaction(CENTER) as session:
        books = _books(session, employer_uscc)
    for each in books:
        part = _prove(database, each, since, sworn)
        with database.transaction(CENTER) as session:
            _keep(session, part)
        yield part


def _prove(database: Database, each: NamedBook, since: str, sworn: Sequence[Anchor]) -> BookProof:
    with database.snapshot(CENTER) as session:
        connection = session.connection()
        head = connection.execute(
            text("select last_seq, last_hash from ledger.book_head where book_id = :book"),
            {"book": each.id},
        ).one_or_none()
        seq, hash_ = (0, b"") if head is None else head
        believed = _believed(session, each.id, since)
        if believed > seq:  # beyond the end there is nothing to believe, and nothing to prove
            believed = 0
        verdict = proof.prove_twice(connection, each.id, believed)
        broken = tuple(
            fault for fault in anchored.against(connection, sworn) if fault.book == each.id
        )
    return BookProof(
        each, believed, seq, hash_, (*verdict.faults, *broken), verdict.by_python,
        verdict.by_database,
    )  # fmt: skip


def _believed(session: Session, of: BookId, since: str) -> int:
    if since == "anchor":
        newest = anchored.newest(session.connection())
        end = None if newest is None else anchored.sworn_end(newest, of)
        return 0 if end is None else end.seq
    if since == "close":
        months = closing.closes(session.connection(), of)
        return months[0].last_seq if months else 0
    if not (since.isascii() and since.isdigit()):
        raise Invalid(N_("起点应为序号、anchor 或 close：{since}。"), since=since)
    return int(since)


def _keep(session: Session, part: BookProof) -> None:
    connection = session.connection()
    first = str(part.faults[0]) if part.faults else None
    values = {
        "book": part.book.id, "since": part.since, "seq": part.entries, "hash": part.hash,
        "faults": len(part.faults), "first": first,
    }  # fmt: skip
    connection.execute(_RECORD, values)
    if part.faults:
        control.halt(connection, part.book.id, " ".join(map(str, part.faults[:TOLD])))
        log.error("book halted", book=part.book.id, faults=len(part.faults), first=first)


def resume(
    database: Database,
    actor: Actor,
    employer_uscc: str,
    reason: str,
    sworn: Sequence[Anchor] = (),
) -> Proof:
    """Let a halted book go on, after a whole proof that holds; in the audit trail with its reason.

    Raise `Refused` while the proof fails: what it found is in the sentence.
    """
    if not reason.strip():
        raise Invalid(N_("请说明查明了什么、为什么可以恢复记账。"))
    found = prove(database, employer_uscc, sworn=sworn)
    (part,) = found.books
    if part.faults:
        raise Refused(N_("账簿仍未通过验证，不能恢复记账：{fault}"), fault=part.faults[0].text())
    with database.transaction(CENTER) as session:
        control.resume(session.connection(), part.book.id)
        step = Step(
            action="resume_book",
            subject="book",
            subject_id=None,
            employer_id=part.book.employer_id,
            source="halted",
            target="open",
            reason=reason,
        )
        audit.record(session, actor, step)
    return found


def standing(session: Session) -> Standing:
    """Say how all books stand (scope: the Center)."""
    connection = session.connection()
    names = {book.id: book.name for book in _books(session, None)}
    books = tuple(
        BookStanding(
            names.get(row.id, row.name), row.tenant_id, row.last_seq, row.halted_at,
            row.halted_why, row.proved_at, row.proved_seq or 0, row.faults or 0, row.first,
        )
        for row in connection.execute(_STANDING)
    )  # fmt: skip
    newest = anchored.newest(connection)
    if newest is None:
        return Standing(books, None, None)
    return Standing(books, newest.anchor, newest.made_at)


def _books(session: Session, employer_uscc: str | None) -> list[NamedBook]:
    connection = session.connection()
    books = []
    if employer_uscc in {None, CENTER_BOOK}:
        books.append(NamedBook(book.book_of(connection, None), CENTER_NAME, None))
    if employer_uscc != CENTER_BOOK:
        books += [
            NamedBook(book.book_of(connection, row.employer), row.name, row.employer)
            for row in connection.execute(_EMPLOYERS, {"uscc": employer_uscc})
        ]
    if not books:
        raise NotFound(N_("没有统一社会信用代码为 {uscc} 的单位。"), uscc=employer_uscc or "")
    return books
