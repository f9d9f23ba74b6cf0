"""Books on their way out: journals as plain text, drafts of vouchers; every copy leaves a trace."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Final
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from ledger import book, statutory
from ledger.exchange import beancount, hledger, reading, vouchers
from ledger.journal import BookId
from ledger.statutory import Regime
from reports import render_csv, render_xlsx, voucher_drafts
from reports.period import Month
from reports.sheet import Sheet
from service import audit
from service.audit import Step
from service.messages import N_, Invalid, NotFound
from service.permissions import Actor
from service.tables import EmployerRow

JOURNALS: Final[Mapping[str, Callable[[Connection, BookId], Iterator[str]]]] = {
    "hledger": hledger.journal,
    "beancount": beancount.journal,
}
DRAFTS: Final[Mapping[str, Callable[[Sheet], bytes]]] = {
    "xlsx": render_xlsx.render,
    "csv": render_csv.render,
}
IN_MEMORY: Final = 1 << 20  # bytes of a journal; a longer one waits on disk
CHUNK: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class JournalFile:
    """A whole journal to hand out; half a book is never handed out as one."""

    name: str
    content: Iterator[bytes]


@dataclass(frozen=True, slots=True)
class DraftsFile:
    """The drafts of a month as a file."""

    name: str
    content: bytes


def month_asked(text: str) -> Month:
    """Read the month somebody asks for."""
    try:
        return Month.parse(text)
    except ValueError as error:
        raise Invalid(N_("请选择月份，例如 2026-03。")) from error


def employer_of(session: Session, uscc: str) -> UUID:
    """Give the employer with this 统一社会信用代码."""
    found = session.scalar(select(EmployerRow.id).where(EmployerRow.uscc == uscc))
    if found is None:
        raise NotFound(N_("没有统一社会信用代码为 {uscc} 的单位。"), uscc=uscc)
    return found


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be copied out of a book: whose it is, the months with entries, newest first."""

    title: str
    months: tuple[Month, ...]


def offer(session: Session, actor: Actor, employer_id: UUID | None) -> Offer:
    """Say what can be copied out of an employer's book, or of the Center's own (None)."""
    title, connection = _name(session, actor, employer_id), session.connection()
    periods = reading.periods(connection, book.book_of(connection, employer_id))
    return Offer(title, tuple(Month(*divmod(period, 100)) for period in periods))


def journal(
    session: Session, actor: Actor, employer_id: UUID | None, program: str
) -> Iterator[str]:
    """Give an employer's book (None: the Center's) piece by piece as a program's journal."""
    _name(session, actor, employer_id)
    _note(session, actor, employer_id, program)
    connection = session.connection()
    return JOURNALS[program](connection, book.book_of(connection, employer_id))


def journal_file(
    session: Session, actor: Actor, employer_id: UUID | None, program: str
) -> JournalFile:
    """Give the journal as a file, so that the transaction ends before the download begins."""
    name = _name(session, actor, employer_id)
    pieces = journal(session, actor, employer_id, program)
    return JournalFile(f"{name}.{program}", _spooled(pieces))


def drafts(
    session: Session, actor: Actor, employer_id: UUID, month: Month, form: str
) -> DraftsFile:
    """Give the drafts of a month's vouchers under the employer's accounting system."""
    _name(session, actor, employer_id)
    _note(session, actor, employer_id, f"vouchers {month.key}")
    return drafts_of(session, employer_id, month, form)


def drafts_of(session: Session, employer_id: UUID, month: Month, form: str) -> DraftsFile:
    """Give the drafts of a month's vouchers of an employer, for whoever may see its book."""
    name = session.get_one(EmployerRow, employer_id).name
    regime = Regime(session.get_one(EmployerRow, employer_id).regime)
    connection = session.connection()
    extent = reading.extent(connection, book.book_of(connection, employer_id))
    entries = reading.entries(connection, extent, month.year * 100 + month.month)
    chart = statutory.standard()
    sheet = voucher_drafts.sheet(
        vouchers.drafts(entries, regime, chart), extent, chart.systems[regime], month
    )
    return DraftsFile(f"{voucher_drafts.TITLE}-{name}-{month.key}.{form}", DRAFTS[form](sheet))


def _name(session: Session, actor: Actor, employer_id: UUID | None) -> str:
    """Name the book's owner; refuse what the actor may not see as if it did not exist."""
    if actor.employer_id is not None and employer_id != actor.employer_id:
        raise NotFound(N_("没有这本账。"))
    if employer_id is None:
        return "北京市科协创新服务中心"
    employer = session.get(EmployerRow, employer_id)
    if employer is None:
        raise NotFound(N_("没有这本账。"))
    return employer.name


def _note(session: Session, actor: Actor, employer_id: UUID | None, what: str) -> None:
    step = Step(
        action="export_book", subject="book", subject_id=employer_id, employer_id=employer_id,
        target=what,
    )  # fmt: skip
    audit.record(session, actor, step)


def _spooled(pieces: Iterable[str]) -> Iterator[bytes]:
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # closed when it is read
    for piece in pieces:
        file.write(piece.encode())
    return _read(file)


def _read(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk
