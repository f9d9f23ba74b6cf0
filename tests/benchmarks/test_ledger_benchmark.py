"""The benchmark of the ledger ends and says a figure for everything it promises."""

import math
import tempfile

import pytest

from tests.benchmarks.ledger.__main__ import main
from tests.benchmarks.ledger.rounds import spread
from tests.database_server import MEMORY

# The processor is counted in hundredths of a second: fewer postings might take none at all.
TINY = [
    "--rounds=2", "--postings=250", "--short=10", "--books=4", "--batch=5", "--steady=6",
    "--clients", "2", "--growth", "80", "320",
]  # fmt: skip


def test_the_spread_of_equal_ratios_is_nothing_and_of_opposite_ones_their_middle() -> None:
    assert spread([2.0, 2.0, 2.0]) == (2.0, 2.0, 2.0)
    mean, low, high = spread([0.5, 2.0])
    assert math.isclose(mean, 1.0)
    assert math.isclose(low, math.exp(-2 * math.log(2.0)))
    assert math.isclose(low * high, 1.0)


@pytest.mark.slow
def test_every_stage_comes_to_its_end(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if MEMORY.exists():  # how long a disk takes is not the question here
        monkeypatch.setattr(tempfile, "tempdir", str(MEMORY))
    main(TINY)
    said = capsys.readouterr().out
    for figure in (
        "ours, 8 lines ÷ raw CTE: processor",
        "4 books, 2 clients, commits do not wait",
        "one hot book, 2 clients, commits wait",
        "client processor, microseconds a posting",
        "5 postings in a commit",
        "p99",
        "320 lines: posting × ",
    ):
        assert figure in said
