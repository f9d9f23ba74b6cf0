"""The sandbox: one bad file costs one sentence, never the service."""

import io
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from importers.document import UnreadableDocument
from importers.invoice import Invoice
from importers.sandbox import ReaderPool, read_once
from importers.sandbox_child import serve
from importers.sandbox_frames import lengths, pack, receive, unpack
from importers.sandbox_limits import Limits, allow_cpu
from tests.importers import drawing
from tests.importers.drawing import Example

SAMPLES = Path(os.environ.get("ZHUANHU_SAMPLES", "../shared/samples"))


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(2) as pool:
        yield pool


def test_a_file_is_read_in_another_process(pool: ReaderPool) -> None:
    (invoice,) = pool.read("a.pdf", drawing.one(Example()))
    assert invoice.total_with_tax == "106.00"
    assert invoice.provenance["invoice_number"].agrees_with == ("qr",)


def test_a_refusal_comes_back_as_its_sentence(pool: ReaderPool) -> None:
    with pytest.raises(UnreadableDocument, match="已损坏"):
        pool.read("a.pdf", b"PK\x03\x04")
    with pytest.raises(UnreadableDocument, match="空的"):
        pool.read("a.pdf", b"")


def test_a_page_is_drawn(pool: ReaderPool) -> None:
    assert pool.render(drawing.one(Example()), 1, 72).startswith(b"\x89PNG")
    with pytest.raises(UnreadableDocument, match="没有这一页"):
        pool.render(drawing.one(Example()), 2)
    with pytest.raises(UnreadableDocument, match="不能显示"):
        pool.render(b"<a/>")


def test_a_table_is_read_row_by_row(pool: ReaderPool) -> None:
    assert pool.table("a.csv", "号码, 结果\n1,一致\n2,=A1".encode("gb18030")) == [
        ["号码", "结果"],
        ["1", "一致"],
        ["2", ""],
    ]
    with pytest.raises(UnreadableDocument, match="不是可以读取的表格"):
        pool.table("a.pdf", drawing.one(Example()))
    with pytest.raises(UnreadableDocument, match="最多 2000 行"):
        pool.table("a.csv", b"a,b\n" * 2002)
    assert len(pool.table("a.csv", b"a,b\n" * 2001)) == 2001


def test_a_locked_file_asks_for_the_password_to_be_removed(pool: ReaderPool) -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption("secret", strength=128))
    canvas.drawString(50, 50, "locked")
    canvas.save()
    with pytest.raises(UnreadableDocument, match="密码"):
        pool.read("a.pdf", stream.getvalue())


def test_too_many_pages_are_refused(pool: ReaderPool) -> None:
    with pytest.raises(UnreadableDocument, match="51 页"):
        pool.read("a.pdf", drawing.pdf(*([] for _ in range(51))))


def test_a_turned_page_is_read_and_shown_upright(pool: ReaderPool) -> None:
    turned, stream = pypdfium2.PdfDocument(drawing.one(Example())), io.BytesIO()
    turned[0].set_rotation(90)
    turned.save(stream)
    (invoice,) = pool.read("a.pdf", stream.getvalue())
    assert (invoice.total_with_tax, invoice.uncertain) == ("106.00", frozenset())
    assert invoice.page_sizes == ((60000, 40000),)


def test_threads_share_the_pool(pool: ReaderPool) -> None:
    content, found = drawing.one(Example()), list[Invoice]()
    threads = [
        threading.Thread(target=lambda: found.extend(pool.read("a.pdf", content))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [invoice.total_with_tax for invoice in found] == ["106.00"] * 8


def test_a_child_that_dies_is_replaced() -> None:
    with ReaderPool(1) as pool:
        pool.read("a.pdf", drawing.one(Example()))
        (child,) = pool.children()
        os.kill(child, signal.SIGKILL)
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        (invoice,) = pool.read("a.pdf", drawing.one(Example()))
        assert invoice.total_with_tax == "106.00"
        assert pool.children() != (child,)


def test_a_child_is_replaced_after_its_share_of_files() -> None:
    with ReaderPool(1, Limits(files_per_child=1)) as pool:
        pool.read("a.pdf", drawing.one(Example()))
        first = pool.children()
        pool.read("a.pdf", drawing.one(Example()))
        assert pool.children() != first


def test_a_child_that_needs_too_long_is_stopped() -> None:
    with ReaderPool(1, Limits(wall_seconds=0)) as pool:
        with pytest.raises(UnreadableDocument, match="超时"):
            pool.read("a.pdf", drawing.one(Example()))
        assert pool.children() == ()


def test_a_child_that_needs_too_much_memory_is_stopped() -> None:
    with pytest.raises(UnreadableDocument, match=r"安全限制|损坏"):
        read_once("a.pdf", drawing.one(Example()), Limits(memory_mib=40))


def test_an_answer_that_is_too_long_is_not_taken() -> None:
    with pytest.raises(UnreadableDocument, match="安全限制"):
        read_once("a.pdf", drawing.one(Example()), Limits(answer_mib=0))


def test_requests_are_answered_until_their_stream_ends() -> None:
    content = drawing.one(Example())
    requests = io.BytesIO(
        pack({"do": "read", "name": "a"}, content)
        + pack({"do": "read", "name": "a"}, b"\x00")
        + pack({"do": "render", "name": "", "page": 1, "dpi": 20}, content)
    )
    answers = io.BytesIO()
    serve(requests, answers, Limits(cpu_seconds=1000))
    answers.seek(0)
    read, refused, drawn = receive(answers), receive(answers), receive(answers)
    assert read is not None
    assert Invoice.from_record(read[0]["invoices"][0]).total_with_tax == "106.00"
    assert refused is not None
    assert "无法识别" in refused[0]["unreadable"]["template"]
    assert drawn is not None
    assert drawn[1].startswith(b"\x89PNG")
    assert receive(answers) is None


def test_a_message_survives_its_frame() -> None:
    packed = pack({"a": "甲"}, b"\x00\xff")
    head, body = lengths(packed[:8])
    assert unpack(packed[8 : 8 + head], packed[8 + head :]) == ({"a": "甲"}, b"\x00\xff")
    assert body == 2
    with pytest.raises(ValueError, match="JSON object"):
        unpack(b"[]", b"")


def test_processor_time_is_given_for_each_file() -> None:
    before = resource.getrlimit(resource.RLIMIT_CPU)
    try:
        allow_cpu(5000)
        soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
        assert soft >= 5000
        assert hard == before[1]
    finally:
        resource.setrlimit(resource.RLIMIT_CPU, before)


CONFINED = """
import socket, sys
from importers.sandbox_limits import Limits, confine, leave_network
left = leave_network()
confine(Limits(open_files=12))
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=5)
    print("connected", left)
except OSError:
    print("alone", left)
try:
    open(sys.argv[2], "wb", buffering=0).write(b"x" * 10)
    print("wrote")
except OSError:
    print("refused")
"""


def test_a_confined_process_writes_nothing_and_reaches_nobody(tmp_path: Path) -> None:
    """Where the kernel refuses a network of its own, that one limit is missing, and known."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        result = subprocess.run(
            [sys.executable, "-c", CONFINED, port, tmp_path / "written"],
            capture_output=True,
            text=True,
            check=False,
        )
    network, left = result.stdout.split()[:2]
    assert (network == "alone") == (left == "True")
    assert "wrote" not in result.stdout


def test_a_reader_that_fails_is_a_sentence_and_a_trace(
    caplog: pytest.LogCaptureFixture, pool: ReaderPool
) -> None:
    """A page number that is no number breaks the child's reader, not the child."""
    with pytest.raises(UnreadableDocument, match="读取时出错"):
        pool.render(drawing.one(Example()), "one")  # type: ignore[arg-type]  # that is the fault
    assert "TypeError" in caplog.text


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The crafted small PDFs; the maker's huge ones are left out by stopping it early."""
    maker = SAMPLES / "hostile" / "make_hostile.py"
    if not maker.is_file():
        pytest.skip(f"the maker of hostile files is not at {maker}")
    folder = tmp_path_factory.mktemp("hostile")
    source = maker.read_text("utf-8").splitlines()
    kept = [line for line in source if "GiB.pdf" not in line and "archive/" not in line]
    (folder / "make.py").write_text("\n".join(kept), "utf-8")
    return folder


@pytest.mark.slow
def test_every_hostile_pdf_gets_an_answer(hostile: Path) -> None:
    """None of them is a voucher, none may stop the pool."""
    out = hostile / "out"
    subprocess.run([sys.executable, hostile / "make.py", out], check=False, capture_output=True)
    files = [file for file in sorted((out / "pdf").glob("*.pdf")) if file.stat().st_size < 10**6]
    assert len(files) > 60
    with ReaderPool(2, Limits(cpu_seconds=3)) as pool:
        for file in files:
            try:
                (invoice,) = pool.read(file.name, file.read_bytes())
            except UnreadableDocument as refusal:
                assert "请" in refusal.message.text()  # noqa: PT017  # both ends are right
            else:
                assert invoice.kind == "not_invoice"
        assert pool.read("a.pdf", drawing.one(Example()))[0].total_with_tax == "106.00"
