"""The threads of the web process: they read and check what was handed in, and make packages.

As many read as the process has readers; one makes what is printed and archived.

They hear a bell when a file was stored in this process, and look every second for what came by
another one (mail). Whoever dies with a file in hand loses it to the others after a moment.
"""

import os
import secrets
import socket
import threading
import time
from datetime import UTC, datetime
from uuid import UUID

import structlog

from service import logs
from service.actions import intake_ends, intake_work, package_work
from service.actions.intake import Desk

LOOK_SECONDS = 1.0  # between two looks for what came without a bell
HOLD_SECONDS = 5.0  # between two signs of life; a quarter of the lease
PACK_SECONDS = 0.5  # between two looks for packages
END_SECONDS = 2.0  # between two looks for batches that are finished

log = structlog.get_logger(__name__)


def now() -> datetime:
    """Give the instant: the only clock of the workers."""
    return datetime.now(UTC)


class Workers:
    """The threads that work on the files of one desk."""

    def __init__(self, desk: Desk, count: int) -> None:
        self.desk = desk
        self.name = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self._over = threading.Event()
        self._in_hand: set[UUID] = set()
        self._threads = [
            threading.Thread(target=self._work, name=f"intake-{number}", daemon=True)
            for number in range(1, count + 1)
        ]
        self._threads += [
            threading.Thread(target=self._watch, name="intake-watch", daemon=True),
            threading.Thread(target=self._pack, name="packages", daemon=True),
        ]

    def start(self) -> None:
        """Begin; the threads end with their process."""
        for thread in self._threads:
            thread.start()

    def stop(self, seconds: int = 10) -> None:
        """End when the files in hand are done."""
        self._over.set()
        self.desk.bell.ring()
        for thread in self._threads:
            thread.join(seconds)

    def _work(self) -> None:
        while not self._over.is_set():
            heard = self.desk.bell.rings
            if not self._one():
                self.desk.bell.wait(heard, None)

    def _one(self) -> bool:
        try:
            hand = intake_work.take_next(self.desk.database, self.name, now())
        except Exception as error:  # noqa: BLE001  # the database is away: it is asked again later
            log.warning("intake waits", reason=logs.told(error))
            return False
        if hand is None:
            return False
        self._in_hand.add(hand.file_id)
        try:
            intake_work.work(self.desk, hand, now)
        except Exception as error:  # noqa: BLE001  # not even giving it back went well: the lease ends
            log.warning("intake lost its hold", reason=logs.told(error))
        finally:
            self._in_hand.discard(hand.file_id)
        return True

    def _pack(self) -> None:
        """Make what is printed and archived, one after the other: nobody's verdict waits for it."""
        while not self._over.wait(PACK_SECONDS):
            try:
                package_work.work_off(self.desk, now, self.name)
            except Exception as error:  # noqa: BLE001  # the database is away: it is asked again
                log.warning("packages wait", reason=logs.told(error))

    def _watch(self) -> None:
        held = ended = time.monotonic()
        while not self._over.wait(LOOK_SECONDS):
            try:
                if time.monotonic() - held >= HOLD_SECONDS:
                    # not what a thread had to let go: the lease of that must end
                    intake_work.hold(self.desk.database, self.name, self._in_hand.copy(), now())
                    held = time.monotonic()
                if time.monotonic() - ended >= END_SECONDS:
                    intake_ends.tell_finished(self.desk.database, now())
                    ended = time.monotonic()
                if intake_work.somebody_waits(self.desk.database, now()):
                    self.desk.bell.ring()
            except Exception as error:  # noqa: BLE001  # the database is away: it is asked again
                log.warning("intake waits", reason=logs.told(error))
