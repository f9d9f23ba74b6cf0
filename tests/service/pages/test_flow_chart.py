"""资金流向 as a drawing: nothing is lost between two columns, and nothing overlaps."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ledger.overview import FIGURES
from service.pages.flow_chart import ADDED, COLUMNS, FLOWS, HIGH, POOL, USES, came_in, flow

NOTHING = dict.fromkeys(FIGURES, Decimal(0))
AMOUNTS = st.integers(0, 10**11).map(lambda fen: Decimal(fen) / 100)


def programme(gives: list[Decimal], adds: list[Decimal], uses: list[Decimal]) -> dict[str, Decimal]:
    """Make figures that hold together: the rest of what came in is the balance."""
    committed, uncommitted, on_the_way, received = gives
    figures = (
        NOTHING | dict(zip(ADDED, adds, strict=True)) | dict(zip(USES[:-1], uses, strict=True))
    )
    whole = received + sum(adds) + sum(uses)
    return figures | {
        "committed": committed, "uncommitted": uncommitted, "on_the_way": on_the_way,
        "received": received + sum(uses), "disbursed": received + sum(uses) + on_the_way,
        "appropriated": received + sum(uses) + on_the_way + committed + uncommitted,
        "balance": whole - sum(uses),
    }  # fmt: skip


def test_a_programme_without_money_has_no_drawing() -> None:
    assert flow(NOTHING) is None


@given(
    st.lists(AMOUNTS, min_size=4, max_size=4),
    st.lists(AMOUNTS, min_size=len(ADDED), max_size=len(ADDED)),
    st.lists(AMOUNTS, min_size=len(USES) - 1, max_size=len(USES) - 1),
)
def test_blocks_stand_below_each_other_and_every_flow_is_drawn(
    gives: list[Decimal], adds: list[Decimal], uses: list[Decimal]
) -> None:
    figures = programme(gives, adds, uses)
    drawing = flow(figures)
    if drawing is None:
        assert not any(figures.values())
        return
    amounts = {**figures, POOL: came_in(figures)}
    blocks = {block.figure: block for block in drawing.blocks}
    assert blocks.keys() == {name for names in COLUMNS for name in names if amounts[name] > 0}
    for names in COLUMNS:
        column = [blocks[name] for name in names if name in blocks]
        for above, below in pairwise(column):
            assert above.top + above.high < below.top
        assert all(block.top + block.high <= HIGH + len(column) for block in column)
    assert [band.figure for band in drawing.bands] == [
        figure
        for source, target, figure in FLOWS
        if source in blocks and target in blocks and figures[figure] > 0
    ]


def test_a_band_begins_and_ends_at_its_blocks() -> None:
    drawing = flow(
        programme([Decimal(0)] * 3 + [Decimal(100)], [Decimal(0)] * 4, [Decimal(0)] * 13)
    )
    assert drawing is not None
    first = drawing.blocks[0]
    assert drawing.bands[0].path.startswith(f"M12.0 {first.top}C")
    assert first.middle == first.top + first.high / 2
