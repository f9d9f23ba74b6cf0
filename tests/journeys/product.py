"""The real product with its sample programme, as `make demo` runs it, in a folder of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from service.demo import cast
from service.demo.start import SAMPLES_FOLDER
from service.embedded_postgres import stop
from tests.database_server import RUN_FOLDER

ROOT = Path(__file__).parents[2]
PASSWORD = cast.PASSWORD
MINUTES_MAX = 20  # it ends by itself even if nobody stops it
START_SECONDS, STOP_SECONDS = 120, 30
BETWEEN_LOOKS = 0.1
TRACING = "COVERAGE_"  # a traced server takes twice as long for every page


class ProductDoesNotStart(Exception):  # noqa: N818  # what happened, with the product's own words
    """The product ended or did not answer in time."""


@dataclass(frozen=True)
class Product:
    """A running product: its address, its folder, its environment."""

    address: str
    folder: Path
    environment: dict[str, str]

    def samples(self, *starts: str) -> list[Path]:
        """Give the invoices to try out whose names begin so, in that order."""
        folder = self.folder / SAMPLES_FOLDER
        return [next(folder.glob(f"{start}*.pdf")) for start in starts]

    def shell(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `zhuanhu` with these words beside the running product."""
        return subprocess.run(
            [sys.executable, "-m", "service.cli", *words],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip


@contextmanager
def running_product() -> Iterator[Product]:
    """Start the product, wait until it answers, stop it by a signal; it must end cleanly."""
    parent = Path(tempfile.mkdtemp(prefix="zhuanhu-journey-", dir=os.environ.get(RUN_FOLDER)))
    parent.chmod(0o711)  # started by root, the database server runs as another user
    product = _product(parent / "data", _free_port())
    log = parent / "log"
    try:
        with log.open("wb") as output:
            process = _start(product, output.fileno())
        try:
            _await_health(product, process, log)
            yield product
        finally:
            code = _stop(process)
        said = log.read_text(encoding="utf-8")
        assert code == 0, f"the product ends cleanly after SIGTERM, not with {code}:\n{said}"
        assert "Traceback" not in said, said
    finally:
        stop(parent / "data")
        shutil.rmtree(parent)


def _product(folder: Path, port: int) -> Product:
    ours = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ZHUANHU_", TRACING)) or name.startswith("ZHUANHU_POSTGRES_")
    }
    ours |= {"ZHUANHU_DATA": str(folder), "ZHUANHU_PORT": str(port), "ZHUANHU_HOST": "127.0.0.1"}
    return Product(f"http://127.0.0.1:{port}", folder, ours)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _start(product: Product, output: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "service.cli", "demo", "--stop-after", str(MINUTES_MAX)],
        cwd=ROOT, env=product.environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
    )  # fmt: skip


def _await_health(product: Product, process: subprocess.Popen[bytes], log: Path) -> None:
    health = f"{product.address}/api/v1/health/"
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(health, timeout=5):  # noqa: S310  # our own address
                return
        except URLError:
            time.sleep(BETWEEN_LOOKS)
    raise ProductDoesNotStart(log.read_text(encoding="utf-8"))


def _stop(process: subprocess.Popen[bytes]) -> int:
    process.send_signal(signal.SIGTERM)
    try:
        return process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()
