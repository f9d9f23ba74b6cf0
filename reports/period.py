"""The calendar month a report is about, in Beijing business dates."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from reports.messages import N_

LABEL = N_("{year}年{month}月")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One calendar month; months compare by time."""

    year: int
    month: int

    def __post_init__(self) -> None:
        date(self.year, self.month, 1)
        if self.year in {date.min.year, date.max.year}:  # months stand before and after it
            raise ValueError(f"no books are kept in the year {self.year}")

    @classmethod
    def of(cls, day: date) -> Self:
        """Give the month a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, key: str) -> Self:
        """Read `2026-09`; raise `ValueError` for anything else."""
        return cls.of(date.fromisoformat(f"{key}-01"))

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return self.following.first - timedelta(days=1)

    @property
    def following(self) -> Self:
        return type(self).of(self.first + timedelta(days=31))

    @property
    def preceding(self) -> Self:
        return type(self).of(self.first - timedelta(days=1))

    @property
    def key(self) -> str:
        """Give `2026-09`: how the month is written in rows, parameters and file names."""
        return f"{self.year:04}-{self.month:02}"

    @property
    def label(self) -> str:
        """Give the month as a form prints it."""
        return LABEL.format(year=self.year, month=self.month)
