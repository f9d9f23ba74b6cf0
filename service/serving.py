"""The processes of the running product: the web server, and the clock beside it."""

import subprocess
import sys
import threading

from granian import Granian
from granian.constants import Interfaces

from service.settings import Settings

THREADS = 8
STOP_SECONDS = 10


def serve(settings: Settings, stop_after_minutes: int | None = None) -> None:
    """Serve pages and API, and keep the clock, until interrupted or until the time is up."""
    clock = subprocess.Popen(  # our own command with our own settings
        [sys.executable, "-m", "service.cli", "jobs", "run"], stdin=subprocess.DEVNULL
    )
    server = Granian(
        "service.app:application",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        log_level="warning",  # type: ignore[arg-type]  # granian takes the level's name
        websockets=False,
    )
    timer = None
    if stop_after_minutes is not None:
        timer = threading.Timer(stop_after_minutes * 60, server.signal_handler_interrupt)
        timer.daemon = True
        timer.start()
    try:
        server.serve()
    finally:
        if timer is not None:
            timer.cancel()
        clock.terminate()
        try:
            clock.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            clock.kill()
