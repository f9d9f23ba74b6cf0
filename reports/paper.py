"""A page of paper as a value: what the renderer prints, line by line, and never computes."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Address:
    """主送: to whom the paper goes."""

    to: str

    @property
    def line(self) -> str:
        """The line as it is written."""
        return f"{self.to}："


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a part, such as 一、查明的事实."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `indented` by two characters, as running text is."""

    text: str
    indented: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A ruled table: `shares` of the width, `figures` the columns of amounts, set to the right."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...]
    figures: frozenset[int] = frozenset()
    closing: bool = False  # the last row is a total
    headed: bool = True  # its first line names the columns

    def __post_init__(self) -> None:
        widths = {len(self.columns), len(self.shares), *map(len, self.rows)}
        assert len(widths) == 1, "every row of a table fills its columns"


@dataclass(frozen=True, slots=True)
class Enclosures:
    """附件: what goes with the paper, by title."""

    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """落款: who issues the paper, on which day; the seal is put over it."""

    by: str
    on: date

    @property
    def day(self) -> str:
        """The day as letters write it."""
        return f"{self.on.year} 年 {self.on.month} 月 {self.on.day} 日"


@dataclass(frozen=True, slots=True)
class Boxes:
    """Boxes to sign and seal in, one a party: (its part in the matter, its name)."""

    parties: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """签收: filled in by hand where the paper is handed over on paper."""

    recipient: str


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code that leads to the record, with the words that stand beside it."""

    address: str
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A page of a voucher to be pasted: PNG or JPEG, `width` and `height` in its own dots."""

    content: bytes
    width: int
    height: int
    caption: str
    voucher: str  # whose page it is: the halves of a sheet are never of the same one

    @property
    def upright(self) -> bool:
        """Whether it fills a sheet by itself."""
        return self.height > self.width


@dataclass(frozen=True, slots=True)
class Leaf:
    """A sheet to paste vouchers on (粘贴单): one picture or two, `words` at its head."""

    words: str
    pictures: tuple[Picture, ...]

    def __post_init__(self) -> None:
        assert 1 <= len(self.pictures) <= 2, "one voucher or two to a sheet"  # noqa: PLR2004  # halves


Block: TypeAlias = (
    Address | Heading | Text | Grid | Enclosures | Signature | Boxes | Receipt | Code | Leaf
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole paper: `number` is its 文号, empty where it has none.

    A `wide` one lies across and is set small, for tables of many columns; `foot` stands at the
    foot of each of its pages.
    """

    title: str
    blocks: tuple[Block, ...]
    number: str = ""
    wide: bool = False
    foot: str = ""
