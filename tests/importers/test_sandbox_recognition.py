"""The recognising child: there only when a picture comes, and gone when none came for a while."""

import ctypes
import io
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from importers import ocr, sandbox_landlock
from importers.archive import Member
from importers.document import UnreadableDocument
from importers.messages import Message
from importers.sandbox import ReaderPool
from importers.sandbox_child import answer
from importers.sandbox_frames import joined, lengths, parted, unpack
from importers.sandbox_limits import Limits
from tests.importers import drawing, ofd_drawing, picturing
from tests.importers.drawing import Example


def scan() -> bytes:
    return picturing.saved(picturing.picture(Example()))


@pytest.mark.slow
def test_a_picture_starts_the_child_that_an_idle_while_ends() -> None:
    with ReaderPool(1, idle_seconds=1) as pool:
        pool.read("a.pdf", drawing.one(Example()))
        assert len(pool.children()) == 1
        (invoice,) = pool.read("a.png", scan())
        assert invoice.total_with_tax == "106.00"
        assert len(pool.children()) == 2
        end = time.monotonic() + 20
        while len(pool.children()) == 2 and time.monotonic() < end:
            time.sleep(0.05)
        assert len(pool.children()) == 1


@pytest.mark.slow
def test_a_recogniser_that_dies_costs_one_sentence() -> None:
    with ReaderPool(1, recognition=Limits(memory_mib=300)) as pool:
        with pytest.raises(UnreadableDocument, match=r"安全限制|损坏"):
            pool.read("a.png", scan())
        assert len(pool.children()) <= 2
        assert pool.read("a.pdf", drawing.one(Example()))[0].total_with_tax == "106.00"


@pytest.mark.slow
def test_the_words_of_a_picture_lie_where_they_stand_on_it() -> None:
    with ReaderPool(1) as pool:
        words = pool.words(scan())
    (number,) = [word for word in words if Example().number in word.text]
    assert number.left > 40000
    assert number.top < 6000


def test_the_words_of_a_text_page_come_from_its_text() -> None:
    with ReaderPool(1) as pool:
        words = pool.words(drawing.one(Example()))
        assert any(Example().number in word.text for word in words)
        with pytest.raises(UnreadableDocument, match="没有这一页"):
            pool.words(drawing.one(Example()), 2)
        with pytest.raises(UnreadableDocument, match="没有页面"):
            pool.words(b"<a/>")
        assert len(pool.children()) == 1


def test_an_archive_is_unpacked_file_by_file() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("甲/a.pdf", b"one")
        archive.writestr("b.xml", b"two")
    with ReaderPool(1) as pool:
        taken = pool.unpack("x.zip", stream.getvalue())
        assert taken == (Member("甲/a.pdf", b"one"), Member("b.xml", b"two"))
        with pytest.raises(UnreadableDocument, match="损坏"):
            pool.unpack("x.zip", b"PK\x03\x04")


def test_joined_members_are_parted_again() -> None:
    fault = Message("压缩包中的“{name}”已损坏。", {"name": "b"})
    members = (Member("a", b"12"), Member("b", fault=fault), Member("c", b"3"))
    assert parted(*joined(members)) == members


def test_where_recognition_is_forbidden_a_picture_is_handed_on() -> None:
    content = picturing.saved(Image.new("L", (40, 40), 255))
    ocr.forbid()
    try:
        packed = answer({"do": "read", "name": "a.png"}, content)
    finally:
        ocr.forbid(forbidden=False)
    head, _ = lengths(packed[:8])
    assert unpack(packed[8 : 8 + head], b"")[0] == {"needs": "recognition"}


def asked(request: dict[str, object], content: bytes) -> tuple[dict[str, Any], bytes]:
    """Ask what a child would be asked, in this process."""
    packed = answer({"name": "x", **request}, content)
    head, body = lengths(packed[:8])
    return unpack(packed[8 : 8 + head], packed[8 + head : 8 + head + body])


def test_every_deed_of_a_child_is_answered() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.pdf", b"one")
    head, body = asked({"do": "unpack"}, stream.getvalue())
    assert (head["members"], body) == ([{"name": "a.pdf", "length": 3, "fault": None}], b"one")
    head, _ = asked({"do": "words", "page": 1}, drawing.one(Example()))
    assert any(Example().number in word[0] for word in head["words"])
    assert "没有页面" in asked({"do": "words", "page": 1}, b"<a/>")[0]["unreadable"]["template"]
    package = ofd_drawing.packed(ofd_drawing.parts(ofd_drawing.text("合计")))
    head, _ = asked({"do": "words", "page": 1}, package)
    assert head["words"][0][0] == "合计"
    boxes = [[1, 0, 0, 3000, 2000]]
    head, body = asked({"do": "strips", "boxes": boxes, "dpi": 72}, package)
    ((width, height),) = head["sizes"]
    assert len(body) == width * height


@pytest.mark.slow
def test_strips_cut_by_another_process_are_read() -> None:
    with picturing.embedded_typeface():
        content = drawing.one(Example())
    boxes = [[1, 48200, 3200, 59500, 4100]]
    head, greys = asked({"do": "strips", "boxes": boxes, "dpi": 200}, content)
    head, _ = asked({"do": "look", "sizes": head["sizes"], "squeeze": 100}, greys)
    assert head["seen"][0][0] == Example().number
    ocr.warm_up()
    head, _ = asked({"do": "words", "page": 1}, scan())
    assert any(Example().number in word[0] for word in head["words"])
    refused, _ = asked({"do": "words", "page": 2}, scan())
    assert "没有这一页" in refused["unreadable"]["template"]


class Kernel:
    """Stands for the C library of a kernel that knows some version of Landlock."""

    def __init__(self, version: int, *, refuses: bool = False) -> None:
        self.version, self.refuses, self.calls = version, refuses, list[int]()

    def syscall(self, number: int, form: bytes | None, *_rest: object) -> int:
        self.calls.append(number)
        if form is None:
            return self.version
        if number == 444:  # a set of rules is a file to the process
            return -1 if self.refuses else os.open("/", os.O_RDONLY)
        return 0

    def prctl(self, *_values: int) -> int:
        return 0


@pytest.mark.parametrize(
    ("kernel", "restricted"),
    [(Kernel(-1), False), (Kernel(1), True), (Kernel(7), True), (Kernel(3, refuses=True), False)],
    ids=["none", "first", "later", "refused"],
)
def test_landlock_is_used_where_the_kernel_knows_it(
    *, kernel: Kernel, restricted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_names, **_options: kernel)
    assert sandbox_landlock.restrict([Path("/nowhere")]) is restricted
    assert (446 in kernel.calls) == restricted
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not sandbox_landlock.restrict()


LIGHT = (
    "import sys, importers.sandbox_child; print({'numpy', 'cv2', 'onnxruntime'} & {*sys.modules})"
)


def test_a_reader_without_pictures_loads_nothing_that_calculates_with_pixels() -> None:
    done = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


LOCKED = """
import sys
from importers import sandbox_landlock
from pathlib import Path
from typing import Any
done = sandbox_landlock.restrict([Path(sys.argv[1])])
def tried(path, mode):
    try:
        open(path, mode).close()
        return "yes"
    except OSError:
        return "no"
print(done, tried(sys.argv[1] + "/in", "r"), tried(sys.argv[2] + "/out", "r"),
      tried(sys.argv[1] + "/new", "w"))
"""


def test_landlock_keeps_a_reader_from_other_files_where_the_kernel_has_it(tmp_path: Path) -> None:
    inside, outside = tmp_path / "a", tmp_path / "b"
    for folder, name in ((inside, "in"), (outside, "out")):
        folder.mkdir()
        (folder / name).write_text("x")
    done = subprocess.run(
        [sys.executable, "-c", LOCKED, inside, outside],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path.cwd())},  # no measuring of coverage: it could not be written
    )
    locked, *tried = done.stdout.split()
    assert tried == (["yes", "no", "no"] if locked == "True" else ["yes", "yes", "yes"])
