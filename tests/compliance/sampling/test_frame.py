import hashlib
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.sampling.frame import HEADER, LARGEST, Frame, FrameError, Item

WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Zs", "Zl", "Zp", "Cc"], exclude_characters=',"'),
    min_size=1,
    max_size=8,
)
ITEMS = st.builds(
    Item,
    WORDS,
    st.integers(-LARGEST, LARGEST),
    st.just("") | WORDS,
    st.frozensets(WORDS, max_size=3),
)
FRAMES = st.lists(ITEMS, max_size=30, unique_by=lambda item: item.key)


def test_the_canonical_file_is_written_to_the_byte() -> None:
    frame = Frame(
        [
            Item("E02-2026-001", 100),
            Item("E01-2026-010", -250, "GRANT-1", frozenset({"watched", "override"})),
            Item("单位-2026", 0, "资助"),
        ]
    )
    assert frame.content().decode() == (
        "key,value,group,marks\n"
        "E01-2026-010,-250,GRANT-1,override watched\n"
        "E02-2026-001,100,,\n"
        "单位-2026,0,资助,\n"
    )
    assert (frame.count, frame.total) == (3, -150)
    assert frame.hash == hashlib.sha256(frame.content()).hexdigest()


@given(FRAMES.flatmap(lambda items: st.tuples(st.just(items), st.permutations(items))))
def test_who_lists_the_items_in_what_order_changes_neither_file_nor_hash(
    lists: tuple[list[Item], list[Item]],
) -> None:
    one, other = map(Frame, lists)
    assert (one.content(), one.hash) == (other.content(), other.hash)


@given(FRAMES)
def test_what_is_written_is_read_back(items: list[Item]) -> None:
    frame = Frame(items)
    assert Frame.read(frame.content()).items == frame.items


@given(FRAMES.filter(bool), st.integers(1, 9))
def test_another_amount_gives_another_hash(items: list[Item], more: int) -> None:
    value = items[0].value + (more if items[0].value < 0 else -more)
    assert Frame([items[0]._replace(value=value), *items[1:]]).hash != Frame(items).hash


def test_the_order_is_that_of_sort_by_bytes(tmp_path: Path) -> None:
    keys = ["b", "a", "Z", "é", "z", "专户-2", "专户-10", "\U0001f4b0", "\uff5a"]
    listed = tmp_path / "keys"
    listed.write_text("".join(f"{key}\n" for key in keys), encoding="utf-8")
    by_sort = subprocess.run(
        ["sort", str(listed)],
        env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=True,
    )
    assert [item.key for item in Frame(Item(key, 1) for key in keys).items] == (
        by_sort.stdout.decode().split()
    )


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (Item("", 1), "“”的编号、分组或标记为空"),
        (Item("a b", 1), "“a b”的编号"),
        (Item("a,b", 1), "“a,b”的编号"),
        (Item("a", 1, 'x"'), "“a”的编号、分组"),
        (Item("a", 1, "x\n"), "“a”的编号、分组"),
        (Item("a", 1, "x\x9b"), "“a”的编号、分组"),
        (Item("a", 1, "", frozenset({""})), "“a”的编号、分组或标记为空"),
        (Item("a\ud800", 1), "“a\ud800”的编号"),
        (Item("a", 10**15 + 1), "“a”的金额超过"),
        (Item("a", -(10**15) - 1), "“a”的金额超过"),
    ],
)
def test_an_item_that_cannot_be_written_in_one_way_only_is_refused(item: Item, said: str) -> None:
    with pytest.raises(FrameError) as refused:
        Frame([Item("A", 10**15), item, Item("z", -(10**15))])
    assert refused.value.sentence.text().startswith(said)
    assert str(refused.value) == refused.value.sentence.text()


def test_two_items_of_one_key_are_refused() -> None:
    with pytest.raises(FrameError) as refused:
        Frame([Item("b", 1), Item("a", 1), Item("b", 2)])
    assert refused.value.sentence.text() == "编号“b”在清单中出现了不止一次。"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "清单须是 UTF-8"),
        (b"", "清单首行须是"),
        (b"key,value\na,1\n", "清单首行须是"),
        (f"{HEADER}\na,1,,".encode(), "清单首行须是"),
        (f"{HEADER}\r\na,1,,\r\n".encode(), "清单首行须是"),
        (f"\ufeff{HEADER}\na,1,,\n".encode(), "清单首行须是"),
        (f"{HEADER}\na,1,,\nb,1,\n".encode(), "第 3 行须是四列"),
        (f"{HEADER}\na,01,,\n".encode(), "第 2 行须是四列"),
        (f"{HEADER}\na,-0,,\n".encode(), "第 2 行须是四列"),
        (f"{HEADER}\na,1.00,,\n".encode(), "第 2 行须是四列"),
        (f"{HEADER}\na,\uff11,,\n".encode(), "第 2 行须是四列"),
        (f"{HEADER}\na,1_0,,\n".encode(), "第 2 行须是四列"),
        (f"{HEADER}\na,{'9' * 5000},,\n".encode(), "第 2 行须是四列"),
        (f"{HEADER}\na,1,,x  y\n".encode(), "第 2 行须是四列"),
        (f"{HEADER}\na,1,,y x\n".encode(), "第 2 行须是四列"),
        (f"{HEADER}\na,1,,x x\n".encode(), "第 2 行须是四列"),
    ],
)
def test_a_file_that_is_not_written_in_the_one_way_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(FrameError) as refused:
        Frame.read(content)
    assert refused.value.sentence.text().startswith(said)
