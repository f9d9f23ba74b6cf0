"""A proxy between a client and the server that loses the answer to a COMMIT, on demand."""

import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path
from typing import Final

from service.embedded_postgres.place import SOCKET_NAME

COMMIT: Final = b"COMMIT\0"
READY: Final = b"Z\0\0\0\x05I"  # the server's last words on a command, outside a transaction
CHUNK: Final = 65536


class Loss(Enum):
    """What becomes of the next COMMIT."""

    NONE = "passed on, and its answer too"
    ANSWER = "passed on; cut when the server had answered"
    LINE = "passed on; cut at once"
    REQUEST = "not passed on; cut"


class LossyProxy:
    """Relays between its own unix socket and the server's. `next_loss` holds for one COMMIT."""

    def __init__(self, folder: Path, server: Path) -> None:
        self.folder = folder
        self.server = server
        self.next_loss = Loss.NONE
        self.lost = 0
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / SOCKET_NAME))
        self._listener.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:  # closed
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(str(self.server / SOCKET_NAME))
            back = threading.Thread(target=_relay, args=(server, client), daemon=True)
            forth = threading.Thread(target=self._forward, args=(client, server), daemon=True)
            back.start()
            forth.start()

    def _forward(self, client: socket.socket, server: socket.socket) -> None:
        """Pass on what the client says until it says the COMMIT that is to be lost."""
        with suppress(OSError):
            while said := client.recv(CHUNK):
                if self.next_loss is not Loss.NONE and COMMIT in said:
                    self._lose(client, server, said)
                    break
                server.sendall(said)
        _end(server)
        _end(client)

    def _lose(self, client: socket.socket, server: socket.socket, said: bytes) -> None:
        loss, self.next_loss = self.next_loss, Loss.NONE
        self.lost += 1
        client.shutdown(socket.SHUT_RDWR)  # from now on nothing reaches the client
        if loss is not Loss.REQUEST:
            server.sendall(said)
        if loss is Loss.ANSWER:
            server.settimeout(30)
            _wait_for_end(server)


def _relay(server: socket.socket, client: socket.socket) -> None:
    with suppress(OSError):
        while said := server.recv(CHUNK):
            client.sendall(said)
    _end(client)


def _wait_for_end(server: socket.socket) -> None:
    """Ask the server to end the session after what it was told, and wait until it has."""
    server.sendall(b"X\0\0\0\x04")
    with suppress(OSError):
        while server.recv(CHUNK):
            pass


def _end(side: socket.socket) -> None:
    with suppress(OSError):
        side.shutdown(socket.SHUT_RDWR)
    side.close()


@contextmanager
def lossy_proxy(server: Path) -> Iterator[LossyProxy]:
    """Lend a proxy before the server whose socket lies in this folder."""
    with tempfile.TemporaryDirectory(prefix="zhuanhu-proxy-") as folder:
        proxy = LossyProxy(Path(folder), server)
        try:
            yield proxy
        finally:
            proxy.close()
