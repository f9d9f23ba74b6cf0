"""Anchors of the books: made daily, kept in the database, in a file and by mail; and verified."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from ledger import anchor, anchored
from ledger.anchor import Anchor, NoAnchor
from ledger.fault import Fault
from service import anchor_files
from service.business_day import BEIJING
from service.db import CENTER, Database
from service.mail import Attachment, MailServer
from service.messages import N_, Invalid, Sayable
from service.settings import Settings

SUBJECT = "专户账簿锚定 第{number}号 {day}"
BODY = (
    "这是各账簿在 {at}（北京时间）的末端：共 {books} 本。\n"
    "根值：{root}\n签名密钥：{key}\n"
    "请保存附件；日后用 zhuanhu anchor verify 即可查明账簿此前的内容是否被改写或截断。\n"
)

log = structlog.get_logger(__name__)

Keys = Mapping[str, Ed25519PublicKey]


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying a file of anchors found: flaws of the file, faults of the books."""

    anchors: int
    flaws: tuple[Sayable, ...]
    faults: tuple[Fault, ...]

    @property
    def holds(self) -> bool:
        return bool(self.anchors) and not self.flaws and not self.faults


def make(database: Database, settings: Settings, at: datetime, due_at: datetime) -> Anchor:
    """Anchor all books unless that was done since `due_at`; then write and mail what is not yet.

    The file may lag behind the database after a fault of the disk: it catches up here.
    """
    key = anchor_files.signing_key(settings.anchor_key)
    with database.transaction(CENTER) as session:
        newest = anchored.newest(session.connection())
        if newest is None or newest.made_at < due_at:
            said = anchored.make(session.connection(), key, at)
        else:
            said = newest.said
    made = anchor.parse(said)
    _write(database, settings.anchors_file)
    _mail(settings, made, said)
    log.info("books anchored", number=made.number, root=made.root, key=made.key)
    return made


def _write(database: Database, file: Path) -> None:
    written = max((each.number for each in _readable(anchor_files.lines(file))), default=0)
    with database.transaction(CENTER) as session:
        missing = anchored.kept_after(session.connection(), written)
    if missing:
        anchor_files.append(file, missing)


def _mail(settings: Settings, made: Anchor, said: str) -> None:
    if not settings.anchor_mail_to or settings.smtp_url is None or settings.mail_from is None:
        return
    at = datetime.fromisoformat(made.made_at).astimezone(BEIJING)
    body = BODY.format(
        at=at.isoformat(sep=" ", timespec="minutes"),
        books=len(made.ends),
        root=made.root,
        key=made.key,
    )
    MailServer(settings.smtp_url, settings.mail_from).send(
        settings.anchor_mail_to,
        SUBJECT.format(number=made.number, day=at.date().isoformat()),
        body,
        [Attachment(f"anchor-{made.number}.jsonl", said + "\n")],
    )


def verify(database: Database, lines: Sequence[str], keys: Keys) -> Verified:
    """Hold a file of anchors against itself, its signatures, and the books as they stand."""
    sworn = _readable(lines)
    with database.snapshot(CENTER) as session:
        faults = anchored.against(session.connection(), sworn)
    return Verified(len(sworn), tuple(anchor.flaws(lines, keys)), faults)


def sworn(settings: Settings) -> tuple[Anchor, ...]:
    """Return the anchors of this installation's own file, for the proof of the books."""
    return _readable(anchor_files.lines(settings.anchors_file))


def own_key(settings: Settings) -> Keys:
    """Return the public half of the key that signs here now."""
    public = anchor_files.signing_key(settings.anchor_key).public_key()
    return {anchor.fingerprint(public): public}


def given_keys(texts: Sequence[str]) -> Keys:
    """Read public keys as 64 hexadecimal digits each; raise `Invalid`."""
    keys = {}
    for text in texts:
        try:
            public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(text))
        except ValueError as error:
            raise Invalid(N_("公钥应为64位十六进制数字：{key}。"), key=text) from error
        keys[anchor.fingerprint(public)] = public
    return keys


def _readable(lines: Sequence[str]) -> tuple[Anchor, ...]:
    found = []
    for line in lines:
        try:
            found.append(anchor.parse(line))
        except NoAnchor:
            continue
    return tuple(found)
