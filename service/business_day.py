"""The day in Beijing: the only place where an instant becomes a business date."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


def of(at: datetime) -> date:
    """Give the Beijing date of an aware instant; business dates never follow the server's zone."""
    assert at.tzinfo is not None, "an instant carries its zone"
    return at.astimezone(BEIJING).date()


def end_of(day: date) -> datetime:
    """Give the last instant of a Beijing day that the database can tell from the next."""
    return datetime.combine(day, time.max, BEIJING)


def begin_of(day: date) -> datetime:
    """Give the first instant of a Beijing day."""
    return datetime.combine(day, time.min, BEIJING)
