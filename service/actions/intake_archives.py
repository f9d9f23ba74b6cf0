"""Archives in a batch: their members become files of the batch, each an original of its own.

Of the archive itself nothing is kept, unless something could not be taken out of it. A member whose
name says that it is classified is refused, and nothing of it is kept (Art. 13).
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from importers.archive import Member
from importers.document import Document, FileType, UnreadableDocument
from importers.messages import Message
from service.actions import intake, intake_views
from service.actions.intake import Desk, TakenIn
from service.messages import N_, Sayable, Sentence
from service.permissions import Actor
from service.tables import IntakeFileRow

NAMELESS = "（文件名未保存）"
_ZIP = b"PK"
_NESTED = N_("这是压缩包里的压缩包，没有再打开。请先解压，再上传其中的发票。")


@dataclass(frozen=True, slots=True)
class _Part:
    """A member on its way into the batch: its bytes are kept, or it is refused."""

    name: str
    folder: str
    size: int
    digest: str | None
    refusal: Sayable | None


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What came out of an archive; `fault` where it, or a part of it, could not be opened.

    The digest is that of the archive, kept for the sake of its fault.
    """

    parts: tuple[_Part, ...]
    fault: Message | None
    digest: str | None


def is_archive(name: str, content: bytes) -> bool:
    """Tell whether a file is an archive of files; an OFD is packed as well, but is one document."""
    return content.startswith(_ZIP) and Document(name, content).file_type is FileType.ZIP


def unpack(desk: Desk, name: str, content: bytes) -> Unpacked:
    """Take an archive apart in the sandbox and keep the bytes of its members."""
    try:
        members = desk.readers.unpack(name, content)
    except UnreadableDocument as refusal:
        return Unpacked((), refusal.message, desk.originals.store(content))
    parts = tuple(_part(desk, member) for member in members)
    faults = [member.fault for member in members if member.fault is not None]
    if faults:  # what could not be taken out is in the archive alone
        return Unpacked(parts, faults[0], desk.originals.store(content))
    return Unpacked(parts, None, None)


def _part(desk: Desk, member: Member) -> _Part:
    name = intake.clean_name(member.name)
    folder = intake.clean_folder(member.name.replace("\\", "/").rpartition("/")[0])
    size = len(member.content)
    classified = intake.refused_by_name(name) or intake.refused_by_name(folder)
    if classified:
        return _Part(NAMELESS, "", size, None, classified.refusals[0])
    refusal = _unfit(name, member)
    digest = None if refusal else desk.originals.store(member.content)
    return _Part(name, folder, size, digest, refusal)


def _unfit(name: str, member: Member) -> Sayable | None:
    if member.fault is not None:
        return member.fault
    if not member.content:
        return intake.EMPTY
    # a bomb may be packed many times over
    return Sentence(_NESTED) if is_archive(name, member.content) else None


def lay_out(session: Session, actor: Actor, row: IntakeFileRow, found: Unpacked) -> None:
    """Put the members of an archive into its batch, after it; the archive itself is answered."""
    if found.digest is not None:
        intake.keep_original(session, actor, found.digest, row.name, row.size, found.fault)
    for number, part in enumerate(found.parts, start=1):
        session.add(_row(actor, row, number, part))
    row.changed_at = row.done_at = actor.at
    row.worker = row.taken_at = None
    row.sha256 = row.sha256 or found.digest
    whole = (found.fault,) if found.fault and not found.parts else ()
    row.answer = intake_views.to_answer(TakenIn(row.name, (), whole))
    row.state, row.outcome = ("done", "archive") if found.parts else ("refused", None)
    session.flush()


def _row(actor: Actor, archive: IntakeFileRow, number: int, part: _Part) -> IntakeFileRow:
    refused = part.refusal is not None
    answer = TakenIn(part.name, (), (part.refusal,)) if part.refusal else None
    return IntakeFileRow(
        employer_id=archive.employer_id,
        batch_id=archive.batch_id,
        parent_id=archive.id,
        position=archive.position,
        part=number,
        name=part.name,
        folder=part.folder,
        size=part.size,
        key=f"{archive.key}/{number}",
        state="refused" if refused else "stored",
        answer=intake_views.to_answer(answer) if answer else None,
        sha256=part.digest,
        attempts=0,
        stored_at=None if refused else actor.at,
        done_at=actor.at if refused else None,
        changed_at=actor.at,
    )
