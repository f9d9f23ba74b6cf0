"""资金流向 as a drawing: from the appropriation to what became of the money. Pure arithmetic.

Columns of blocks, as high as their amounts, and bands between them. The table beside it says the
same in figures.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from compliance.categories import Category

WIDE: Final = Decimal(1000)
HIGH: Final = Decimal(460)
BLOCK: Final = Decimal(12)  # how wide a block is
PLACES: Final = Decimal("0.1")
NOTHING: Final = Decimal(0)

ADDED: Final = ("matched", "raised", "earned", "opened")
SPENT: Final = tuple(f"spent_{each.value.lower()}" for each in Category)
USES: Final = (*SPENT, "disallowed", "called_back", "released", "moving", "balance")
POOL: Final = "came_in"  # all that ever lay in the dedicated accounts
COLUMNS: Final = (
    ("appropriated",),
    ("disbursed", "committed", "uncommitted", *ADDED),
    (POOL, "on_the_way"),
    USES,
)
LEFTS: Final = (NOTHING, Decimal(235), Decimal(470), Decimal(700))  # of the columns
# Between two blocks of a column: room for two lines of words, in the last for one.
GAPS: Final = (Decimal(38), Decimal(38), Decimal(38), Decimal(26))
FLOWS: Final = (
    ("appropriated", "disbursed", "disbursed"),
    ("appropriated", "committed", "committed"),
    ("appropriated", "uncommitted", "uncommitted"),
    ("disbursed", POOL, "received"),
    ("disbursed", "on_the_way", "on_the_way"),
    *((name, POOL, name) for name in ADDED),
    *((POOL, name, name) for name in USES),
)  # from, to, the figure that flows


@dataclass(frozen=True, slots=True)
class Block:
    """A block: its figure, place and height; `amount` in yuan."""

    figure: str
    left: Decimal
    top: Decimal
    high: Decimal
    amount: Decimal

    @property
    def middle(self) -> Decimal:
        """Where its words stand."""
        return self.top + self.high / 2


@dataclass(frozen=True, slots=True)
class Band:
    """A band from one block to another, as the path of its outline."""

    figure: str
    path: str


@dataclass(frozen=True, slots=True)
class Flow:
    """The drawing; the blocks column by column."""

    blocks: tuple[Block, ...]
    bands: tuple[Band, ...]

    @property
    def first_of_last(self) -> int:
        """The place of the first block of the last column."""
        return sum(1 for block in self.blocks if block.left < LEFTS[-1])


def came_in(figures: Mapping[str, Decimal]) -> Decimal:
    """Give all that ever came into the dedicated accounts, whatever its source."""
    return sum((figures[name] for name in ("received", *ADDED)), NOTHING)


def flow(figures: Mapping[str, Decimal]) -> Flow | None:
    """Draw the programme; None while there is no money in it."""
    amounts = {**figures, POOL: came_in(figures)}
    columns = [[name for name in names if amounts[name] > 0] for names in COLUMNS]
    most = max(sum((amounts[name] for name in names), NOTHING) for names in columns)
    if most <= 0:
        return None
    scale = min(
        _scale(amounts, names, gap) for names, gap in zip(columns, GAPS, strict=True) if names
    )
    blocks = {
        block.figure: block
        for left, gap, names in zip(LEFTS, GAPS, columns, strict=True)
        for block in _blocks(amounts, names, (left, gap), scale)
    }
    return Flow(tuple(blocks.values()), tuple(_bands(amounts, blocks, scale)))


def _scale(amounts: Mapping[str, Decimal], names: Sequence[str], gap: Decimal) -> Decimal:
    """Give how high a yuan may be for a column to find room."""
    return (HIGH - gap * len(names)) / sum((amounts[name] for name in names), NOTHING)


def _blocks(
    amounts: Mapping[str, Decimal],
    names: Sequence[str],
    column: tuple[Decimal, Decimal],
    scale: Decimal,
) -> Iterator[Block]:
    left, gap = column
    top = gap / 2
    for name in names:
        high = amounts[name] * scale
        yield Block(name, left, _round(top), _round(max(high, Decimal(1))), amounts[name])
        top += high + gap


def _bands(
    amounts: Mapping[str, Decimal], blocks: Mapping[str, Block], scale: Decimal
) -> Iterator[Band]:
    left = {name: block.top for name, block in blocks.items()}  # where the next band leaves
    reached = dict(left)
    for source, target, figure in FLOWS:
        if source in blocks and target in blocks and amounts[figure] > 0:
            high = max(amounts[figure] * scale, Decimal(1))
            yield Band(figure, _path(blocks[source], blocks[target], left, reached, high))
            left[source] += high
            reached[target] += high


def _path(
    source: Block,
    target: Block,
    left: Mapping[str, Decimal],
    reached: Mapping[str, Decimal],
    high: Decimal,
) -> str:
    x0, x1 = source.left + BLOCK, target.left
    y0, y1 = left[source.figure], reached[target.figure]
    half = (x0 + x1) / 2
    over = f"M{_round(x0)} {_round(y0)}C{half} {_round(y0)} {half} {_round(y1)} {x1} {_round(y1)}"
    under = f"C{half} {_round(y1 + high)} {half} {_round(y0 + high)} {x0} {_round(y0 + high)}Z"
    return f"{over}V{_round(y1 + high)}{under}"


def _round(value: Decimal) -> Decimal:
    return value.quantize(PLACES)
