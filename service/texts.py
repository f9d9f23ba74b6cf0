"""The texts that claims are judged by: those of the program, and those the Center has approved.

An approved text is read anew only when another has been approved: whoever asks pays for one small
query. The key is the digests themselves, so that two databases in one process never mix.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final, Protocol
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance import library as texts
from compliance.library import Library, Text, Texts
from compliance.text import InvalidTextError, TextKind, digest_of
from service.asked import Question
from service.tables import AgreementRow, LawTextRow

LIBRARIES_KEPT = 8
Key = tuple[tuple[str, str, str], ...]  # kind, version and digest of each approved text
_LIBRARIES: dict[Key, Library] = {}
_APPROVED: Final = Question(
    select(LawTextRow.kind, LawTextRow.version, LawTextRow.sha256)
    .where(LawTextRow.approved_at.is_not(None))
    .order_by(LawTextRow.kind, LawTextRow.version)
)


class UnreadableTextError(RuntimeError):
    """An approved text cannot be relied on any more: no verdict is given until it is put right."""

    def __init__(self, kind: str, version: str, why: str) -> None:
        super().__init__(f"the approved text {kind} {version} {why}")
        self.kind, self.version = kind, version


class AgreementVersion(Protocol):
    """What of one version of an agreement decides which negative list applies."""

    @property
    def version(self) -> int: ...
    @property
    def signed_on(self) -> date: ...
    @property
    def negative_list(self) -> str: ...


def library(session: Session) -> Library:
    """Give the installed and the approved texts; UnreadableTextError when one is damaged."""
    key = _key(session)
    if not key:
        return texts.installed()
    known = _LIBRARIES.get(key)
    if known is None:
        key, known = _read(session)
        if len(_LIBRARIES) >= LIBRARIES_KEPT:
            _LIBRARIES.clear()
        _LIBRARIES[key] = known
    return known


def agreed_list(versions: Iterable[AgreementVersion], day: date) -> str:
    """Give the negative list that an agreement names for costs of that day (A-09, A-10).

    A later version of the agreement (an amendment, the annex after a transfer) brings its list for
    costs from the day it was signed; what came before keeps the older one, never to the employer's
    harm. Costs before any signing are judged by the first version. `versions` are one grant's.
    """
    in_order = sorted(versions, key=lambda each: each.version)
    signed = [each for each in in_order if each.signed_on <= day]
    return (signed[-1] if signed else in_order[0]).negative_list


def agreed(session: Session, grant_id: UUID, day: date) -> Texts:
    """Give the texts that a grant's costs of a day are judged by, whichever version is newest."""
    versions = session.scalars(select(AgreementRow).where(AgreementRow.grant_id == grant_id)).all()
    return library(session).in_force(agreed_list(versions, day), day)


def _key(session: Session) -> Key:
    rows = _APPROVED.all(session.connection())
    return tuple((row.kind, row.version, row.sha256) for row in rows)


def _read(session: Session) -> tuple[Key, Library]:
    rows = session.scalars(
        select(LawTextRow)
        .where(LawTextRow.approved_at.is_not(None))
        .order_by(LawTextRow.kind, LawTextRow.version)
    ).all()
    key = tuple((row.kind, row.version, row.sha256) for row in rows)
    return key, texts.library_of(_text(row) for row in rows)


def _text(row: LawTextRow) -> Text:
    kind = TextKind(row.kind)
    if digest_of(row.content) != row.sha256:
        raise UnreadableTextError(row.kind, row.version, "is not what was approved")
    try:
        text = texts.parse(kind, row.content)
    except InvalidTextError as error:
        raise UnreadableTextError(row.kind, row.version, f"no longer parses: {error}") from error
    installed = texts.installed().texts.get((kind, row.version))
    if installed is not None and installed.heading.digest != row.sha256:
        raise UnreadableTextError(row.kind, row.version, "has the name of another, installed text")
    return text
