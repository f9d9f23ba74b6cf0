"""The clock's part in mail that brings invoices: look into the box, take, answer, move away.

What was done with a message is in the database before the message is moved: one found again is
moved only. Those that are not taken go to a folder of their own, and nothing is ever deleted.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import timedelta

from importers.sandbox import ReaderPool
from service import imap, logs, mail_parts
from service.actions import mail_taking, mail_words, sending
from service.actions.intake import Desk
from service.actions.mail_taking import Opened
from service.actions.sending import Clock
from service.actions.tongues import speaker
from service.db import Database
from service.imap import Box
from service.mail_parts import HEADER_BYTES_MAX, Part, TooManyParts
from service.originals import Originals
from service.settings import Settings

TAKEN, REFUSED = "Processed", "Refused"  # folders
MESSAGES_MAX = 50  # looked at in one run
FAULTS_TOLD = 5
AT_WORK_MAX = timedelta(seconds=20)  # then the other jobs of the clock have their turn


class MessagesLeft(Exception):  # noqa: N818  # the others are done
    """Some messages could not be taken this time; they are tried again."""


@dataclass(frozen=True, slots=True)
class _Run:
    """One look into the box."""

    desk: Desk
    settings: Settings
    box: Box
    clock: Clock


def bytes_max(settings: Settings) -> int:
    """Give how long a message may be: files grow by a third on their way through mail."""
    return settings.upload_bytes_max * 3 // 2


def read_mail(database: Database, settings: Settings, clock: Clock) -> Iterator[None]:
    """Take in what is new, and answer what is done; nothing where no box is set."""
    if settings.imap_url is None or settings.mail_in is None:
        return
    with ReaderPool(1) as readers:  # for archives
        desk = Desk(database, Originals(settings.originals_folder), readers)
        faults = yield from _taken_in(desk, settings, clock)
    mail_taking.answer_taken(database, settings.public_url, clock())
    yield from sending.send_due(database, settings, clock)
    if faults:
        raise MessagesLeft(f"{len(faults)} messages: {'; '.join(faults[:FAULTS_TOLD])}")


def _taken_in(desk: Desk, settings: Settings, clock: Clock) -> Generator[None, None, list[str]]:
    """Take in the oldest messages, not for long; give the faults of those that stay."""
    faults: list[str] = []
    began = clock()
    with imap.opened(settings.imap_url or "", (TAKEN, REFUSED)) as box:
        run = _Run(desk, settings, box, clock)
        for uid in box.messages()[:MESSAGES_MAX]:
            if clock() - began > AT_WORK_MAX:
                break
            try:
                box.move(uid, _one(run, uid, settings.mail_in or ""))
            except (OSError, box.server.abort):
                raise  # the line is cut
            except Exception as error:  # noqa: BLE001  # one fault never holds up other messages
                faults.append(logs.told(error))
            yield
    return faults


def _one(run: _Run, uid: str, address: str) -> str:
    """Do what a message needs; give the folder it belongs to then."""
    size, header = run.box.header(uid, HEADER_BYTES_MAX)
    envelope = mail_parts.envelope(header, address)
    opened = mail_taking.open_message(run.desk.database, envelope, run.clock())
    if opened is not None and opened.state == "open":
        _take(run, uid, size, opened)
        return _folder(run, opened)
    return TAKEN if opened is not None and opened.state == "taken" else REFUSED


def _folder(run: _Run, opened: Opened) -> str:
    return TAKEN if mail_taking.is_taken(run.desk.database, opened) else REFUSED


def _take(run: _Run, uid: str, size: int, opened: Opened) -> None:
    parts = _parts(run, uid, size)
    if isinstance(parts, str):
        reason = parts
    elif not mail_taking.may_take(run.desk.database, opened):
        reason = mail_words.GRANT
    else:
        mail_taking.take(run.desk, opened, parts, run.clock)
        return
    language = mail_taking.language_of(run.desk.database, opened)
    answer = mail_words.nothing(
        reason, bytes_max(run.settings), run.settings.public_url, speaker(language)
    )
    # two programs that answer each other would never end
    said = None if opened.by_machine else answer
    mail_taking.turn_away(run.desk.database, opened, said, reason, run.clock())


def _parts(run: _Run, uid: str, size: int) -> list[Part] | str:
    """Give the files of a message, or why there are none."""
    if size > bytes_max(run.settings):
        return mail_words.SIZE
    content = run.box.content(uid, bytes_max(run.settings))
    try:
        return mail_parts.attachments(content) or mail_words.EMPTY
    except TooManyParts:
        return mail_words.PARTS
    except Exception:  # noqa: BLE001  # whatever a hostile message makes the parser of mail do
        return mail_words.UNREADABLE
