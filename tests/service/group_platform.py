"""A platform of group robots on the loopback address: a real server of https in a thread."""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from typing_extensions import override

WELL = (200, b'{"errcode": 0, "errmsg": "ok"}')


@dataclass
class Platform:
    """What arrived: the target and the text of each call; `answers` are given in turn."""

    host: str = ""
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answers: list[tuple[int, bytes]] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        return [said["text"]["content"] for _target, said in self.calls]


@contextmanager
def opened(serving: ssl.SSLContext) -> Iterator[Platform]:
    """Serve until the block ends."""
    platform = Platform()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the library's name
            length = int(self.headers["Content-Length"])
            platform.calls.append((self.path, json.loads(self.rfile.read(length))))
            status, body = platform.answers.pop(0) if platform.answers else WELL
            self.send_response(status)
            if status == 302:
                self.send_header("Location", f"https://{platform.host}/elsewhere")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        @override
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = serving.wrap_socket(server.socket, server_side=True)
    platform.host = f"localhost:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield platform
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
