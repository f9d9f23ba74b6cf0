"""Places in an OFD page: millimetres become hundredths of a point, objects are set by matrices."""

from decimal import Decimal
from typing import NamedTuple

_PER_MM = Decimal(7200) / Decimal("25.4")  # hundredths of a point
_ONE, _ZERO = Decimal(1), Decimal(0)
_FARTHEST = Decimal(100_000)

Point = tuple[Decimal, Decimal]


class Matrix(NamedTuple):
    """x' = a·x + c·y + e, y' = b·x + d·y + f, as OFD writes a CTM."""

    a: Decimal = _ONE
    b: Decimal = _ZERO
    c: Decimal = _ZERO
    d: Decimal = _ONE
    e: Decimal = _ZERO
    f: Decimal = _ZERO

    def at(self, x: Decimal, y: Decimal) -> Point:
        """Return where a point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, first: "Matrix") -> "Matrix":
        """Return the matrix that does `first`, then this one."""
        e, f = self.at(first.e, first.f)
        return Matrix(
            self.a * first.a + self.c * first.b,
            self.b * first.a + self.d * first.b,
            self.a * first.c + self.c * first.d,
            self.b * first.c + self.d * first.d,
            e,
            f,
        )

    @property
    def tall(self) -> Decimal:
        """How tall a unit of height becomes."""
        return (self.c * self.c + self.d * self.d).sqrt()


class Area(NamedTuple):
    """A rectangle in millimetres: left, top, width, height."""

    left: Decimal
    top: Decimal
    width: Decimal
    height: Decimal


def moved(left: Decimal, top: Decimal) -> Matrix:
    """Return the matrix that moves everything."""
    return Matrix(e=left, f=top)


def units(millimetres: Decimal) -> int:
    """Return a length in hundredths of a point; what is off any page stays so, but is bounded."""
    return round(max(min(millimetres, _FARTHEST), -_FARTHEST) * _PER_MM)


def bounds(matrix: Matrix, corners: tuple[Point, Point]) -> tuple[int, int, int, int]:
    """Return the upright box (left, top, right, bottom) around a rectangle set by a matrix."""
    (left, top), (right, bottom) = corners
    points = [matrix.at(x, y) for x in (left, right) for y in (top, bottom)]
    across, down = [x for x, _ in points], [y for _, y in points]
    return units(min(across)), units(min(down)), units(max(across)), units(max(down))
