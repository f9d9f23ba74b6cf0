"""The making of packages: take the next one, make it, keep it under its SHA-256."""

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from service.actions import archive, evidence_packs, packages, printing
from service.actions.intake import Desk
from service.actions.packages import InHand
from service.actions.printing import Asked
from service.messages import Refused

_LOG = logging.getLogger(__name__)

Clock = Callable[[], datetime]


def work(desk: Desk, hand: InHand, clock: Clock) -> None:
    """Make a package that was taken. A failure of ours puts it back."""
    try:
        sha256, size = _made(desk, hand, clock)
    except Refused as refused:
        packages.fail(desk, hand, refused.sentence, clock())
    except Exception:  # noqa: BLE001  # whatever it was, it is tried again or told
        _LOG.exception("package %s, attempt %s", hand.package_id, hand.attempt)
        packages.fail(desk, hand, None, clock())
    else:
        packages.finish(desk, hand, sha256, size, clock())


def _made(desk: Desk, hand: InHand, clock: Clock) -> tuple[str, int]:
    def tick(ready: int) -> None:
        packages.tick(desk.database, hand, ready, clock())

    if hand.kind == "print":
        content = printing.printed(desk, hand.actor, Asked.from_record(hand.asked), tick)
        return desk.originals.store(content), len(content)
    with desk.originals.draft() as target:
        if hand.kind == evidence_packs.KIND:
            evidence_packs.write(desk, hand.actor, UUID(hand.asked["check"]), target, tick)
        else:
            archive.write(desk, hand.actor, hand.asked["year"], target, tick)
    return desk.originals.adopt(Path(target.name))


def work_off(desk: Desk, clock: Clock, worker: str) -> int:
    """Make what waits; tell how many packages it was."""
    count = 0
    while (hand := packages.take_next(desk.database, worker, clock())) is not None:
        work(desk, hand, clock)
        count += 1
    return count
