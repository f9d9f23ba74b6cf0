"""`make bench`: a file read, upload to verdict, a posting, idle memory of the product."""

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from importers.sandbox import ReaderPool
from service.actions import intake
from tests import database_server
from tests.benchmarks import seen
from tests.benchmarks.ledger.__main__ import main as post
from tests.service import office as start

ROUNDS = 30
START_SECONDS = 90
IDLE_SECONDS = 5
MIB = 1024 * 1024


def milliseconds(samples: list[int]) -> str:
    """Give median and 95th percentile of nanoseconds in milliseconds."""
    ordered = sorted(samples)
    high = ordered[int(len(ordered) * 0.95)]
    return f"median {statistics.median(ordered) / 1e6:7.1f} ms   p95 {high / 1e6:7.1f} ms"


def reading(readers: ReaderPool) -> None:
    """Read drawn invoices with a warm child."""
    files = [start.an_invoice(f"261120000001234{n:05d}") for n in range(ROUNDS)]
    readers.read("warm.pdf", files[0])
    taken = []
    for content in files:
        began = time.perf_counter_ns()
        readers.read("invoice.pdf", content)
        taken.append(time.perf_counter_ns() - began)
    print(f"read one digital PDF (aim 50 ms)       {milliseconds(taken)}")


def upload_to_verdict(readers: ReaderPool, folder: Path) -> None:
    """Take in files from bytes to the stored decision, as the web door does."""
    with database_server.server_of_the_run().clone() as database:
        office = start.open_office(database, folder, readers)
        taken = []
        for n in range(ROUNDS):
            content = start.an_invoice(f"261120000001234{n:05d}", amount=f"{100 + n}.00")
            began = time.perf_counter_ns()
            intake.take_in(office.desk, office.maker, office.grant_id, "invoice.pdf", content)
            taken.append(time.perf_counter_ns() - began)
    print(f"upload to verdict (aim 2000 ms)        {milliseconds(taken)}")


def verdict_seen() -> None:
    """Choose files in a browser until their verdicts are seen, with the whole product running."""
    taken = seen.waits(ROUNDS)
    print(f"chosen to verdict seen (aim 2000 ms)   {milliseconds(taken)}")


@contextmanager
def running_product(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run the whole product with its sample programme on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"ZHUANHU_DATA": str(folder), "ZHUANHU_PORT": str(port)}
    product = subprocess.Popen(
        [sys.executable, "-m", "service.cli", "demo", "--stop-after", "10"],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _await(f"http://127.0.0.1:{port}/api/v1/health/", product)
        yield product
    finally:
        product.send_signal(signal.SIGTERM)
        product.wait(60)


def _await(address: str, product: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and product.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310  # our own loopback address
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the product did not come up")


def idle_memory(folder: Path) -> None:
    """Add up what all processes of the product hold for themselves (PSS), a while after start."""
    with running_product(folder) as product:
        time.sleep(IDLE_SECONDS)
        ours = psutil.Process(product.pid)
        family = [ours, *ours.children(recursive=True)]
        family += [
            process
            for process in psutil.process_iter()
            if process.name() == "postgres" and str(folder) in " ".join(_command(process))
        ]
        family += [child for process in family[1:] for child in _children(process)]
        held = {process.pid: process.memory_full_info().pss for process in family}
    print(f"idle memory of the product (aim 600 MiB)      {sum(held.values()) / MIB:6.0f} MiB")


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.Error:
        return []


def main() -> None:
    """Run all benchmarks of the first slice and print one line each."""
    run = database_server.begin_run()
    readers = ReaderPool(1)
    try:
        with tempfile.TemporaryDirectory() as folder:
            reading(readers)
            upload_to_verdict(readers, Path(folder))
    finally:
        readers.close()
        database_server.end_run(run)
    verdict_seen()
    post(["--only", "cost"])
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        idle_memory(Path(folder))


if __name__ == "__main__":
    main()
