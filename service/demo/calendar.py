"""When things happen in the sample programme: everything hangs on the day it is looked at."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from service import business_day
from service.demo.cast import LogIn
from service.permissions import Actor

AGE_DAYS = 150  # the projects were approved so many days ago
_SCHOOL_YEAR = (8, 1)
_YOUNGEST = 46  # years before the call whose August begins the birth dates it admits


@dataclass(frozen=True, slots=True)
class Days:
    """The programme's days, counted from the approval of its projects (立项日)."""

    approved_on: date

    @classmethod
    def seen_on(cls, today: date) -> "Days":
        return cls(today - timedelta(days=AGE_DAYS))

    @property
    def call_year(self) -> int:
        return self.approved_on.year

    @property
    def born_on_or_after(self) -> date:
        return date(self.call_year - _YOUNGEST, *_SCHOOL_YEAR)

    @property
    def ends_on(self) -> date:
        """Three years less a few days, so that no leap day gets in the way."""
        return self.day(3 * 365)

    def day(self, count: int) -> date:
        """Return the day `count` days after the approval (before it when negative)."""
        return self.approved_on + timedelta(days=count)


def office_hour(day: date, now: datetime) -> datetime:
    """Return ten in the morning of a Beijing day as an instant, but never one still to come."""
    return min(datetime.combine(day, time(10), business_day.BEIJING), now)


def acting(log_in: LogIn, user_id: UUID, employer_id: UUID | None, at: datetime) -> Actor:
    """Return a user of the programme who acts at an instant."""
    return Actor(
        user_id=user_id,
        name=log_in.name,
        role=log_in.role,
        employer_id=employer_id,
        selectee_id=None,
        at=at,
    )
