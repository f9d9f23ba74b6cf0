"""What the columns of the own bank's files mean: said once by a person, remembered for the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from compliance import masking
from importers import bank_layout
from importers.bank_layout import BankLayout, Meaning
from importers.document import UnreadableDocument
from ledger.bank.matching import DEFAULTS, Thresholds
from service import audit
from service.actions import bank
from service.actions.bank import Taken
from service.actions.intake import Desk
from service.audit import Step
from service.messages import N_, Invalid, NotFound, Sayable
from service.permissions import Actor
from service.tables import BankLayoutRow, OriginalRow

EXAMPLES = 3  # values shown of a column


@dataclass(frozen=True, slots=True)
class Column:
    """A column to say something of: its title, what stands below, what it seems to hold."""

    title: str
    examples: tuple[str, ...]
    usual: Meaning | None


@dataclass(frozen=True, slots=True)
class Unread:
    """A file whose columns a person is asked for; `row` is the row taken for the titles."""

    sha256: str
    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]  # with something in them, and their place
    row: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of a file's columns, and for which file."""

    id: UUID
    file_name: str
    pairs: tuple[tuple[str, Meaning], ...]


def unread(desk: Desk, actor: Actor, sha256: str, row: int | None) -> Unread:
    """Give a file that was not read, with the row of titles asked for or else the likeliest."""
    name, content = _file(desk, actor, sha256)
    try:
        table = desk.readers.bank_head(name, content)
    except UnreadableDocument as refusal:
        raise Invalid(N_("这个文件不是可以对应列的表格：请从网银下载 xlsx 或 CSV。")) from refusal
    places = [place for place, cells in enumerate(table) if bank_layout.titles_of(cells)]
    if not places:
        raise Invalid(N_("文件里没有内容。请从网银重新下载。"))
    chosen = row if row in places else max(places, key=lambda place: _likely(table[place]))
    titles = table[chosen][: len(bank_layout.titles_of(table[chosen]))]
    below = [cells for cells in table[chosen + 1 :] if any(cells)]
    return Unread(
        sha256=sha256,
        name=name,
        rows=tuple((place, tuple(map(masking.masked_within, table[place]))) for place in places),
        row=chosen,
        columns=tuple(
            Column(title, _examples(below, place), bank_layout.usual(title))
            for place, title in enumerate(titles)
        ),
    )


def _likely(cells: Sequence[str]) -> tuple[int, int]:
    """Tell how much a row looks like titles: by names that are known, then by cells that speak."""
    known = sum(bank_layout.usual(cell) is not None for cell in cells)
    return known, sum(bool(cell) and not any(c.isdigit() for c in cell) for cell in cells)


def _examples(below: Sequence[Sequence[str]], place: int) -> tuple[str, ...]:
    found = [cells[place] for cells in below if place < len(cells) and cells[place]]
    return tuple(map(masking.masked_within, dict.fromkeys(found)))[:EXAMPLES]


def say(
    desk: Desk,
    actor: Actor,
    unread: Unread,
    meanings: Sequence[Meaning | None],
    thresholds: Thresholds = DEFAULTS,
) -> Taken:
    """Read a file as a person says; it is remembered once the file was imported so."""
    titles = bank_layout.titles_of([column.title for column in unread.columns])
    layout = BankLayout(titles, tuple(meanings))
    faults: tuple[Sayable, ...] = layout.faults()
    if faults:
        return Taken(refusals=faults)
    name, content = _file(desk, actor, unread.sha256)
    taken = bank.take_in(desk, actor, name, content, thresholds, (layout,))
    if not taken.refusals:
        with desk.database.transaction(actor.employer) as session:
            _remember(session, actor, layout, name)
    return taken


def _remember(session: Session, actor: Actor, layout: BankLayout, name: str) -> None:
    same = (BankLayoutRow.employer_id == actor.employer) & (
        BankLayoutRow.titles == list(layout.titles)
    )
    session.execute(delete(BankLayoutRow).where(same))
    row = BankLayoutRow(
        employer_id=actor.employer,
        titles=list(layout.titles),
        meanings=[None if each is None else each.value for each in layout.meanings],
        file_name=name,
        said_by=actor.user_id,
        said_at=actor.at,
    )
    session.add(row)
    session.flush()
    _record(session, actor, "say_bank_columns", row)


def said(session: Session, employer_id: UUID) -> tuple[Said, ...]:
    """List what is remembered of an employer's files, newest first."""
    return tuple(
        Said(row.id, row.file_name, _pairs(row))
        for row in session.scalars(
            select(BankLayoutRow)
            .where(BankLayoutRow.employer_id == employer_id)
            .order_by(BankLayoutRow.said_at.desc(), BankLayoutRow.id)
        )
    )


def _pairs(row: BankLayoutRow) -> tuple[tuple[str, Meaning], ...]:
    together = zip(row.titles, row.meanings, strict=True)
    return tuple((title, Meaning(meaning)) for title, meaning in together if meaning is not None)


def forget(session: Session, actor: Actor, layout_id: UUID) -> None:
    """Forget what was said of a file's columns; statements imported so stay."""
    row = session.scalar(
        select(BankLayoutRow).where(
            BankLayoutRow.employer_id == actor.employer, BankLayoutRow.id == layout_id
        )
    )
    if row is None:
        raise NotFound(N_("没有这条记住的列对应。"))
    _record(session, actor, "forget_bank_columns", row)
    session.delete(row)


def _record(session: Session, actor: Actor, action: str, row: BankLayoutRow) -> None:
    step = Step(
        action=action, subject="bank_layout", subject_id=row.id, employer_id=actor.employer,
        reason=row.file_name,
    )  # fmt: skip
    audit.record(session, actor, step)


def _file(desk: Desk, actor: Actor, sha256: str) -> tuple[str, bytes]:
    with desk.database.transaction(actor.employer) as session:
        name = session.scalar(
            select(OriginalRow.name).where(
                OriginalRow.employer_id == actor.employer, OriginalRow.sha256 == sha256
            )
        )
    if name is None:
        raise NotFound(N_("没有这个文件，请重新上传对账单。"))
    return name, desk.originals.fetch(sha256)
