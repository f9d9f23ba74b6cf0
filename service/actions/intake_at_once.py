"""One file of a program that waits for the answer: a batch of its own, worked off here."""

import hashlib
from datetime import timedelta
from uuid import UUID

from service.actions import api_batches, intake_batches, intake_views, intake_work
from service.actions.intake import Desk
from service.actions.intake_views import BatchView
from service.actions.intake_work import Clock
from service.messages import N_, Refused
from service.permissions import Actor

LOOKS = 600  # for a worker that took the file first: two minutes
_PAUSE = timedelta(milliseconds=200)
_SLOW = N_("文件已收到，还在读取，请稍后在上传记录中查看结果；重复上传不会重复建立报销申请。")


def take(
    desk: Desk,
    actor: Actor,
    grant_id: UUID,
    file: tuple[str, bytes],
    clock: Clock,
    key: str | None = None,
) -> BatchView:
    """Take in a file (its name, its bytes) and give the batch when everything in it has answers.

    Under a `key` that was used before for the same file, give that batch again.
    """
    digest = hashlib.sha256(file[1]).hexdigest()
    with desk.database.transaction(actor.employer) as session:
        batch_id = api_batches.open_batch(session, actor, grant_id, key, digest)
        known = intake_batches.batch(session, actor, batch_id).closed
    if not known:
        intake_batches.add(desk, actor, batch_id, *file)
    with desk.database.transaction(actor.employer) as session:
        intake_batches.close(session, actor, batch_id)
    for _ in range(LOOKS):
        intake_work.work_off(desk, clock, f"at-once-{batch_id}", batch_id)
        with desk.database.transaction(actor.employer) as session:
            view = intake_batches.batch(session, actor, batch_id)
            if view.finished:
                intake_views.row_of(session, batch_id).told_at = clock()  # it is told right here
                return view
        desk.bell.wait(desk.bell.rings, _PAUSE)
    raise Refused(_SLOW)
