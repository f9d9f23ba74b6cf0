"""A bell between threads of one process: whoever waits for work hears that there is some."""

import threading
from datetime import timedelta


class Bell:
    """Rung when something was put down; each ring wakes everybody who waits."""

    def __init__(self) -> None:
        self._heard = threading.Condition()
        self._rings = 0

    def ring(self) -> None:
        """Wake everybody who waits."""
        with self._heard:
            self._rings += 1
            self._heard.notify_all()

    @property
    def rings(self) -> int:
        """How often it was rung; to be read before looking for work, then handed to `wait`."""
        return self._rings

    def wait(self, since: int, most: timedelta | None) -> bool:
        """Wait for a ring after the one numbered `since`; tell whether there was one."""
        with self._heard:
            seconds = None if most is None else most.total_seconds()
            return self._heard.wait_for(lambda: self._rings != since, seconds)
