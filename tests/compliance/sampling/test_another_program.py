"""docs/sampling.md says enough: a program in another language, written from it, draws the same."""

import hashlib
import os
import re
import subprocess
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from compliance.sampling import sample_file, selection
from compliance.sampling.frame import Frame, Item
from compliance.sampling.generator import Stream
from compliance.sampling.plan import Plan, Purpose, Selection, Unit

ROOT = Path(__file__).parents[3]
OTHER = Path(__file__).with_name("another_program.mjs")
PAGE = ROOT / "docs" / "sampling.md"
PLAN = Plan(
    purpose=Purpose.ATTRIBUTE,
    seed="抽查 2026 Q3",
    high_value=900_000,
    take_all=frozenset({"override", "专项"}),
    per_group=5,
    size=10,
)


def frame(count: int) -> Frame:
    """Return a frame of amounts of every size, some 0 and below, some large or marked."""
    return Frame(_item(place) for place in range(count))


def _item(place: int) -> Item:
    chance = Stream("items", hashlib.sha256(b"").hexdigest(), str(place)).below
    value = chance(10 ** (3 + chance(4))) - 200
    marks = {word for word in ("override", "explained", "watched", "专项") if chance(12) == 0}
    group = f"ZX2026-{chance(25):03d}" if chance(20) else ""
    employer = ("甲", "E", "\U0001f4b0")[chance(3)]
    return Item(f"{employer}-{place}", value, group, frozenset(marks))


def drawn_elsewhere(folder: Path, plan: Plan, items: Frame, rounds: tuple[int, ...]) -> bytes:
    (folder / "plan.json").write_bytes(plan.content())
    (folder / "frame.csv").write_bytes(items.content())
    path = f"{ROOT / '.node' / 'bin'}:{os.environ['PATH']}"
    return subprocess.run(
        ["node", str(OTHER), "plan.json", "frame.csv", ",".join(map(str, rounds))],
        cwd=folder,
        env=os.environ | {"PATH": path},
        capture_output=True,
        check=True,
    ).stdout


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("way", Selection)
def test_another_program_draws_the_same_list(tmp_path: Path, unit: Unit, way: Selection) -> None:
    plan, items, rounds = replace(PLAN, unit=unit, selection=way), frame(400), (37, 1, 53)
    sample = selection.redraw(plan, items, rounds)
    assert drawn_elsewhere(tmp_path, plan, items, rounds) == sample_file.listing(sample)
    assert {each.stratum for each in sample.drawn} >= {"high_value", "marked", "drawn", "group"}


def test_another_program_takes_all_when_there_are_no_rounds(tmp_path: Path) -> None:
    items = frame(60)
    for plan in (PLAN, replace(PLAN, unit=Unit.RECORD, high_value=None, per_group=0)):
        sample = selection.redraw(plan, items, ())
        assert drawn_elsewhere(tmp_path, plan, items, ()) == sample_file.listing(sample)


def example(name: str) -> str:
    """Return the block of the page that follows a line with that name."""
    found = re.search(
        rf"`{re.escape(name)}`[^\n]*\n\n```\w*\n(.*?)```",
        PAGE.read_text(encoding="utf-8"),
        re.DOTALL,
    )
    assert found, f"{PAGE.name} has a block {name}"
    return found.group(1)


def test_the_numbers_of_the_page_are_what_comes_out() -> None:
    seed, frame_hash = "example 1", Frame.read(example("frame.csv").encode()).hash
    for line in example("numbers.txt").splitlines():
        name, word, hexadecimal = line.split()
        assert f"{Stream(seed, frame_hash, name).number(word):064x}" == hexadecimal
    for line in example("below.txt").splitlines():
        head, numbers = line.split(": ")
        limit, name = head.split(maxsplit=1)
        stream = Stream(seed, frame_hash, name)
        assert [stream.below(int(limit)) for _ in numbers.split()] == [*map(int, numbers.split())]


def test_the_lists_of_the_page_are_what_comes_out() -> None:
    items = Frame.read(example("frame.csv").encode())
    assert f"of the hash `{items.hash}`" in PAGE.read_text(encoding="utf-8")
    base = Plan.read(example("plan.json").encode())
    lines = example("lists.txt").splitlines()
    assert [tuple(line.split()[:2]) for line in lines] == [*product(Unit, Selection)]
    for line in lines:
        unit, way, sizes, shown = line.split(maxsplit=3)
        plan = replace(base, unit=Unit(unit), selection=Selection(way))
        sample = selection.redraw(plan, items, tuple(map(int, sizes.split(","))))
        assert " ".join(map(_shown, sample.drawn)) == shown


def _shown(each: selection.Drawn) -> str:
    return f"{each.position}{each.stratum[0]}{each.hits}/{each.round}"


def test_the_commands_of_the_page_give_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "frame.csv").write_text(example("frame.csv"), encoding="utf-8")
    shell = subprocess.run(
        ["bash", "-eu", "-c", example("by-hand.sh")], cwd=tmp_path, capture_output=True, check=True
    )
    assert shell.stdout.decode() == example("by-hand.txt")
