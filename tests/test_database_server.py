import subprocess
import sys
from pathlib import Path

from psycopg.pq import Ping

from service.embedded_postgres import place, server
from tests.database_server import sweep

KILLED_RUN = """
import os, signal
from service.embedded_postgres import ensure
from tests.database_server import FAST, begin_run
folder = begin_run()
ensure(folder, FAST)
print(folder, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_server_of_a_killed_run_ends_with_the_next_run() -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_RUN], stdout=subprocess.PIPE, text=True, check=False
    )
    folder = Path(killed.stdout.strip())
    socket = place.socket_of(place.home_of(folder))
    assert socket is not None
    assert server.ping(socket) == Ping.OK
    sweep()
    assert server.ping(socket) == Ping.NO_RESPONSE
    assert not folder.exists()
