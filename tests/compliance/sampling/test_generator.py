import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from compliance.sampling.generator import ALGORITHM, RANGE, Stream, commitment
from compliance.sampling.plan import PlanError

HASH = hashlib.sha256(b"a frame").hexdigest()


def test_a_number_is_the_hash_of_five_lines() -> None:
    text = f"zhuanhu-sample-1\nseed\n{HASH}\nticket\nE01-2026-001"
    expected = int(hashlib.sha256(text.encode()).hexdigest(), 16)
    assert Stream("seed", HASH, "ticket").number("E01-2026-001") == expected


def test_numbers_below_a_limit_count_up_and_take_the_remainder() -> None:
    stream, again = Stream("种子", HASH, "fen"), Stream("种子", HASH, "fen")
    assert [stream.below(1000) for _ in range(5)] == [
        again.number(str(count)) % 1000 for count in range(5)
    ]


def test_numbers_that_would_favour_some_are_passed_over() -> None:
    limit = RANGE // 2 + 1  # nearly every second number is passed over
    stream, numbers = Stream("seed", HASH, "x"), Stream("seed", HASH, "x")
    kept = [number for count in range(40) if (number := numbers.number(str(count))) < limit]
    assert 10 < len(kept) < 30
    assert [stream.below(limit) for _ in kept] == kept


class Given(Stream):
    """Numbers as they are given, instead of those that belong to the words."""

    numbers: tuple[int, ...] = ()

    @override
    def number(self, word: str) -> int:
        return self.numbers[int(word)]


def test_the_first_number_of_the_last_incomplete_run_is_passed_over() -> None:
    fair = RANGE - 6  # 2^256 ends with 6
    stream = Given("seed", HASH, "x")
    stream.numbers = (fair, RANGE - 1, fair - 1, 12)
    assert [stream.below(10), stream.below(10)] == [9, 2]


@given(st.integers(1, RANGE), st.text("abc", min_size=1))
def test_a_number_is_always_below_its_limit(limit: int, seed: str) -> None:
    assert 0 <= Stream(seed, HASH, "x").below(limit) < limit


def test_seed_frame_name_and_word_each_make_other_numbers() -> None:
    other = hashlib.sha256(b"another frame").hexdigest()
    numbers = {
        Stream("a", HASH, "x").number("0"),
        Stream("b", HASH, "x").number("0"),
        Stream("a", other, "x").number("0"),
        Stream("a", HASH, "y").number("0"),
        Stream("a", HASH, "x").number("1"),
    }
    assert len(numbers) == 5


def test_ten_thousand_numbers_below_ten_are_spread_evenly() -> None:
    stream = Stream("evenly", HASH, "x")
    counts = [0] * 10
    for _ in range(10_000):
        counts[stream.below(10)] += 1
    assert sum((count - 1000) ** 2 for count in counts) / 1000 < 27.88  # chi square, 9, 0.1 %


@pytest.mark.parametrize(
    "seed", ["", " ", " a", "a ", "a\nb", "a\tb", "a" * 201, "\x7f", "a\x85", "\ud800"]
)
def test_a_seed_is_one_line_without_space_around(seed: str) -> None:
    with pytest.raises(PlanError) as refused:
        Stream(seed, HASH, "x")
    assert "随机种子须是 1 至 200 个字符" in refused.value.sentence.text()


@pytest.mark.parametrize("seed", ["a", "a b", "抽查 2026 年第三季度", "a" * 200])
def test_any_other_line_is_a_seed(seed: str) -> None:
    assert Stream(seed, HASH, "x").number("") >= 0


def test_a_seed_is_committed_to_by_a_hash_that_sha256sum_gives() -> None:
    assert commitment("seed") == hashlib.sha256(b"seed").hexdigest()
    assert commitment("seed") != commitment("Seed")
    assert ALGORITHM == "zhuanhu-sample-1"  # another algorithm is another name
