"""A short fuzz in every run, and proof that it sees what it looks for."""

import io
import zipfile
from pathlib import Path

import pytest
from typing_extensions import override

from importers.document import Document, UnreadableDocument
from importers.messages import Message
from importers.sandbox import ReaderPool
from importers.sandbox_limits import Limits
from tests.fuzz import mutation, verdict
from tests.fuzz.__main__ import read_text, run, table
from tests.fuzz.mutation import chance
from tests.fuzz.seeds import MUTATIONS, TEXTS, Text, of_drawings
from tests.fuzz.verdict import FAULTS, End

SECONDS = 8
NOWHERE = Path("/nowhere")


@pytest.mark.slow
def test_damaged_files_and_texts_never_escape_the_contract(tmp_path: Path) -> None:
    tallies = run(SECONDS, "the same every time", tmp_path, NOWHERE)
    assert not any(tally.faults for tally in tallies.values()), "\n".join(table(tallies))
    assert all(tally.ends.total() for tally in tallies.values())


@pytest.fixture(scope="module")
def honest() -> dict[str, list[bytes]]:
    return of_drawings()


@pytest.mark.slow
def test_the_seeds_are_honest(honest: dict[str, list[bytes]]) -> None:
    with ReaderPool(1) as pool:
        for file_format, files in honest.items():
            for content in files:
                if file_format != "image":
                    assert verdict.of(pool, "x", content).end is End.READ


@pytest.mark.slow
def test_a_damage_is_repeated_by_its_seed(honest: dict[str, list[bytes]]) -> None:
    for file_format, files in honest.items():
        damage = MUTATIONS[file_format]
        first = [damage(chance(seed), files[0]) for seed in range(20)]
        assert first == [damage(chance(seed), files[0]) for seed in range(20)]
        assert len(set(first)) > 10


def test_a_damaged_archive_still_opens_most_of_the_time() -> None:
    whole = mutation.packed([("a.xml", b"<a><b>1</b></a>"), ("b.txt", b"text")])
    opened = [zipfile.is_zipfile(io.BytesIO(mutation.archive(chance(n), whole))) for n in range(50)]
    assert opened.count(True) > 25


class Pool(ReaderPool):
    """Ends in a way that a reader must not."""

    def __init__(self, failure: Exception | None) -> None:
        super().__init__(0)
        self.failure = failure

    @override
    def read(self, name: str, content: bytes, *, look: bool = False) -> tuple[()]:  # as its parent
        Document(name, content)
        if self.failure:
            raise self.failure
        return ()


def test_whatever_breaks_the_contract_is_seen() -> None:
    assert verdict.of(Pool(ValueError("x")), "x", b"x").end is End.ESCAPED
    assert verdict.of(Pool(None), "x", b"x").end is End.ESCAPED
    assert verdict.of(Pool(None), "x", b"").end is End.REFUSED
    assert read_text(Text(int, ("1",)), "one").end in FAULTS
    assert read_text(TEXTS["tax id"], "one").end is End.REFUSED


def gone() -> UnreadableDocument:
    """What the pool raises when its child has died."""
    refusal = UnreadableDocument(Message("已停止"))
    refusal.__cause__ = OSError()
    return refusal


@pytest.mark.slow
def test_a_child_stopped_by_its_limit_is_told_from_one_that_crashed(
    honest: dict[str, list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = honest["pdf"][0]
    with ReaderPool(1, Limits(wall_seconds=0)) as pool:
        assert verdict.of(pool, "x", content).end is End.LATE
    assert verdict.of(Pool(gone()), "x", content).end is End.LIMITED
    monkeypatch.setattr(verdict, "survives", lambda *_: False)
    assert verdict.of(Pool(gone()), "x", content).end is End.CRASHED


@pytest.mark.slow
def test_a_reader_that_fails_unforeseen_is_seen(
    honest: dict[str, list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page number that is no number breaks the reader in the child."""
    content = honest["pdf"][0]
    with ReaderPool(1) as pool:
        monkeypatch.setattr(pool, "read", lambda _name, _content, **_: pool.render(content, "x"))  # type: ignore[arg-type]  # that is the fault
        assert verdict.of(pool, "x", b"x").end is End.TRACE
