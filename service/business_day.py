"""The day in Beijing: the only place where an instant becomes a business date."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


def of(at: datetime) -> date:
    """Give the Beijing date of an aware instant; business dates never follow the server's zone."""
    assert at.tzinfo is not None, "an instant carries its zone"
    return at.astimezone(BEIJING).date()
