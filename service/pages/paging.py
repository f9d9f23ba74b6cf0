"""Pages of a long list."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import request

AROUND = 1
PAGES_MOST = 100_000  # no list is so long


def asked() -> int:
    """Give the number of the page that the address asks for, from 1."""
    return min(PAGES_MOST, max(1, request.args.get("page", 1, type=int)))


@dataclass(frozen=True, slots=True)
class Page:
    """Where in a list the reader is; `address` gives where another page of it lies."""

    number: int
    rows: int
    total: int
    address: Callable[[int], str]

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.rows))

    @property
    def shown(self) -> list[int | None]:
        """The numbers to offer: first, last, those around; None is a gap.

        >>> Page(5, 20, 200, str).shown
        [1, None, 4, 5, 6, None, 10]
        """
        near = range(self.number - AROUND, self.number + AROUND + 1)
        wanted = sorted({1, self.pages, *(n for n in near if 1 <= n <= self.pages)})
        found: list[int | None] = []
        for number in wanted:
            if found and found[-1] is not None and number - found[-1] > 1:
                found.append(None)
            found.append(number)
        return found
