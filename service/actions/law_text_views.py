"""Texts to look at: those in force, those to come, those that wait, and what sets them apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance import comparison, library
from compliance.comparison import Difference
from compliance.library import Library, Text
from compliance.messages import Message
from compliance.negative_list import NegativeList, UnknownNegativeListError
from compliance.text import InvalidTextError, TextKind
from service import texts
from service.actions import law_texts, text_effects
from service.actions.text_effects import Preview
from service.messages import N_, NotFound, Sayable
from service.permissions import Actor
from service.tables import AuditRow, LawTextRow, UserRow

CLAIMS_MOST = 500  # looked at for the preview of one text: the newest ones


class Standing(StrEnum):
    """Where a text stands."""

    IN_FORCE = "in_force"
    TO_COME = "to_come"
    BESIDE = "beside"  # a list that only agreements naming it are judged by
    REPLACED = "replaced"
    WAITING = "waiting"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loading:
    """Who loaded a text and who decided about it; names only where the reader may know them."""

    id: UUID
    reason: str
    loaded_by: UUID
    loader: str | None
    loaded_at: datetime
    approver: str | None
    approved_at: datetime | None
    rejected_at: datetime | None
    rejection: str | None  # why it was turned down


@dataclass(frozen=True, slots=True)
class TextLine:
    """One text in the list; `loading` None for those that come with the program."""

    text: Text
    standing: Standing
    loading: Loading | None


@dataclass(frozen=True, slots=True)
class TextPage:
    """One text with what it takes the place of.

    Only while it waits: `preview`, and `obstacle`, why it cannot take effect as it is.
    """

    line: TextLine
    before: Text | None
    differences: tuple[Difference, ...]
    preview: Preview | None
    obstacle: Sayable | None


class ListChoice(NamedTuple):
    """A negative list that an agreement may name."""

    version: str
    title: Message


def lines(session: Session, actor: Actor) -> tuple[TextLine, ...]:
    """List every text the reader may see, by kind, the newest first, those that wait before all."""
    at_hand, loadings = texts.library(session), _loadings(session)
    found = [
        TextLine(text, _standing(at_hand, text, actor.today), loadings.get(key))
        for key, text in at_hand.texts.items()
    ]
    found += _undecided(session, loadings)
    return tuple(sorted(found, key=_place, reverse=True))


def _place(line: TextLine) -> tuple[int, bool, date, str]:
    heading = line.text.heading
    waits = line.standing is Standing.WAITING
    return -list(TextKind).index(heading.kind), waits, heading.effective_from, heading.version


def _undecided(
    session: Session, loadings: dict[tuple[TextKind, str], Loading]
) -> Iterator[TextLine]:
    rows = session.execute(
        select(LawTextRow.kind, LawTextRow.content, LawTextRow.rejected_at).where(
            LawTextRow.approved_at.is_(None)
        )
    )
    for kind, content, rejected_at in rows:
        try:
            text = library.parse(TextKind(kind), content)
        except InvalidTextError:  # loaded under another release: nobody can approve it any more
            continue
        standing = Standing.REJECTED if rejected_at else Standing.WAITING
        heading = text.heading
        yield TextLine(text, standing, loadings[heading.kind, heading.version])


def _loadings(session: Session) -> dict[tuple[TextKind, str], Loading]:
    rows = session.scalars(select(LawTextRow)).all()
    people = {each for row in rows for each in (row.loaded_by, row.approved_by)}
    named = session.execute(select(UserRow.id, UserRow.name).where(UserRow.id.in_(people)))
    names: dict[UUID | None, str] = {row.id: row.name for row in named}
    rejections = _rejections(session)
    return {
        (TextKind(row.kind), row.version): Loading(
            id=row.id,
            reason=row.reason,
            loaded_by=row.loaded_by,
            loader=names.get(row.loaded_by),
            loaded_at=row.loaded_at,
            approver=names.get(row.approved_by),
            approved_at=row.approved_at,
            rejected_at=row.rejected_at,
            rejection=rejections.get(row.id),
        )
        for row in rows
    }


def _rejections(session: Session) -> dict[UUID | None, str]:
    found = session.execute(
        select(AuditRow.subject_id, AuditRow.reason).where(
            AuditRow.subject == "law_text", AuditRow.action == "reject_text"
        )
    )
    return {row.subject_id: row.reason for row in found if row.reason}


def _standing(at_hand: Library, text: Text, today: date) -> Standing:
    heading = text.heading
    if heading.kind is TextKind.CALENDAR:
        return Standing.IN_FORCE if text is at_hand.calendar() else Standing.REPLACED
    if heading.effective_from > today:
        return Standing.TO_COME
    of_kind = at_hand.of_kind(heading.kind)
    begun = [each for each in of_kind if each.heading.effective_from <= today]
    if isinstance(text, NegativeList):
        replaced = any(each.heading.replaces == heading.version for each in begun)
        return Standing.REPLACED if replaced else _of_list(of_kind, text)
    return Standing.IN_FORCE if text is begun[-1] else Standing.REPLACED


def _of_list(of_kind: tuple[Text, ...], text: NegativeList) -> Standing:
    """Tell the line that leads back to the program's own list from those that stand beside it."""
    known = {each.heading.version: each for each in of_kind}
    first: Text = text
    while first.heading.replaces in known:
        first = known[first.heading.replaces]
    ours = first.heading.version in {
        each.heading.version for each in library.installed().negative_lists()
    }
    return Standing.IN_FORCE if ours else Standing.BESIDE


def page(session: Session, actor: Actor, kind: str, version: str) -> TextPage:
    """Show one text with what sets it apart from the one before it."""
    line = next(
        (
            each
            for each in lines(session, actor)
            if (each.text.heading.kind.value, each.text.heading.version) == (kind, version)
        ),
        None,
    )
    if line is None:
        raise NotFound(N_("没有这份文本。"))
    before = law_texts.predecessor(texts.library(session), line.text)
    differences = comparison.compare(before, line.text) if before is not None else ()
    if line.standing is not Standing.WAITING:
        return TextPage(line, before, differences, None, None)
    preview = text_effects.preview(session, line.text, CLAIMS_MOST)
    refused = law_texts.obstacle(line.text, preview.effects, actor.today)
    return TextPage(line, before, differences, preview, refused.sentence if refused else None)


def waiting(session: Session, actor: Actor) -> int:
    """Count the texts that wait for this person to approve them."""
    count = select(func.count()).where(
        LawTextRow.approved_at.is_(None),
        LawTextRow.rejected_at.is_(None),
        LawTextRow.loaded_by != actor.user_id,
    )
    return session.scalar(count) or 0


def id_of(session: Session, kind: str, version: str) -> UUID:
    """Give the identity of a loaded text."""
    found = session.scalar(
        select(LawTextRow.id).where(LawTextRow.kind == kind, LawTextRow.version == version)
    )
    if found is None:
        raise NotFound(N_("没有这份文本。"))
    return found


def file(session: Session, actor: Actor, kind: str, version: str) -> bytes:
    """Give the file of a text as it was loaded, to be changed into the next version."""
    heading = page(session, actor, kind, version).line.text.heading
    row = session.scalar(
        select(LawTextRow.content).where(LawTextRow.kind == kind, LawTextRow.version == version)
    )
    if row is None:
        path = library.FOLDER / heading.kind.value / f"{heading.version}.toml"
        return path.read_bytes()
    return row.encode()


def lists(session: Session, today: date) -> tuple[ListChoice, ...]:
    """Give the negative lists that an agreement may name, those in force first."""
    at_hand = texts.library(session)

    def place(found: NegativeList) -> tuple[bool, date]:
        in_force = _standing(at_hand, found, today) is Standing.IN_FORCE
        return in_force, found.heading.effective_from

    found = sorted(at_hand.negative_lists(), key=place, reverse=True)
    return tuple(ListChoice(each.heading.version, each.title) for each in found)


def list_title(session: Session, version: str) -> Message:
    """Give the title of a negative list; its version where it is not at hand any more."""
    try:
        return texts.library(session).negative_list(version).title
    except UnknownNegativeListError:
        return Message("{version}", {"version": version})
