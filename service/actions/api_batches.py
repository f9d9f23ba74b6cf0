"""Batches of other programs: what is asked for again under the same key is done once."""

import hashlib
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from service.actions import intake_batches
from service.actions.intake import Desk
from service.actions.intake_views import FileView
from service.messages import N_, Invalid
from service.permissions import Actor
from service.tables import ApiRequestRow

KEY_MAX = 200
_TWICE = N_("幂等键 {key} 已经用于另一个请求，请换一个新的键。")
_LOCK = text("select pg_advisory_xact_lock(hashtextextended(:key, 23))")


def open_batch(
    session: Session, actor: Actor, grant_id: UUID, key: str | None, file: str = ""
) -> UUID:
    """Begin a batch; under a key that was used before give the batch that it began.

    `file`: the digest of the one file that comes with the request, where one does.
    """
    if key is None:
        return intake_batches.open_batch(session, actor, grant_id, "api")
    content = _hash("open", str(grant_id), file)
    known = _known(session, actor, key, content)
    if known is not None:
        return known
    batch_id = intake_batches.open_batch(session, actor, grant_id, "api")
    _keep(session, actor, key, content, batch_id)
    return batch_id


def add(
    desk: Desk, actor: Actor, batch_id: UUID, file: tuple[str, bytes], key: str | None
) -> FileView:
    """Take a file (its name, its bytes) into a batch; again under the same key changes nothing."""
    name, content = file
    if key is None:
        return intake_batches.add(desk, actor, batch_id, name, content)
    with desk.database.transaction(actor.employer) as session:
        wanted = _hash("add", str(batch_id), name, hashlib.sha256(content).hexdigest())
        if _known(session, actor, key, wanted) is None:
            intake_batches.batch(session, actor, batch_id)  # there is one
            _keep(session, actor, key, wanted, batch_id)
    return intake_batches.add(desk, actor, batch_id, name, content, f"api/{key}")


def _known(session: Session, actor: Actor, key: str, content: bytes) -> UUID | None:
    """Give the batch of an earlier request; one that comes at the same time waits for its end."""
    session.execute(_LOCK, {"key": f"{actor.user_id}/{key}"})
    row = session.scalar(
        select(ApiRequestRow).where(
            ApiRequestRow.employer_id == actor.employer,
            ApiRequestRow.user_id == actor.user_id,
            ApiRequestRow.key_hash == _hash(key),
        )
    )
    if row is not None and row.content_hash != content:
        raise Invalid(_TWICE, key=key)
    return None if row is None else row.batch_id


def _keep(session: Session, actor: Actor, key: str, content: bytes, batch_id: UUID) -> None:
    row = ApiRequestRow(
        employer_id=actor.employer,
        user_id=actor.user_id,
        key_hash=_hash(key),
        content_hash=content,
        batch_id=batch_id,
        made_at=actor.at,
    )
    session.add(row)
    session.flush()


def _hash(*parts: str) -> bytes:
    return hashlib.sha256("\n".join(parts).encode()).digest()
