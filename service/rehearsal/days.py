"""When the things of a rehearsal happened: counted from the approval of its project (立项日)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import ClassVar

from service import business_day

AGE_DAYS = 30  # the project was approved so many days before the rehearsal began


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a rehearsal that begins today."""

    NOTICE: ClassVar = -30
    REGISTERED: ClassVar = 1
    SIGNED: ClassVar = 3
    APPROVED: ClassVar = 5
    SENT: ClassVar = 6
    RECEIVED: ClassVar = 7

    approved_on: date

    @classmethod
    def seen_on(cls, today: date) -> "Days":
        """Give the days of what is looked at today."""
        return cls(today - timedelta(days=AGE_DAYS))

    def day(self, count: int) -> date:
        """Give the day `count` days after the approval (before it when negative)."""
        return self.approved_on + timedelta(days=count)

    def office_hour(self, count: int, now: datetime) -> datetime:
        """Give ten in the morning of that day in Beijing, never later than now."""
        ten = datetime.combine(self.day(count), time(10), business_day.BEIJING)
        return min(ten, now)
