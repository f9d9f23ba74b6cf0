"""第十八条: the list of selectees is open to objections for five days.

The day it goes up is not counted (民法典 §201), and when the last day is one of rest, the next
working day is the last (民法典 §203). Whether the five days are working days the text leaves open;
natural days are the default.
"""

from datetime import date, timedelta

from compliance.calendar import Calendar, Due

NOTICE_DAYS = 5


def last_day(starts_on: date, calendar: Calendar) -> Due:
    """Return the last day for objections, provisional while a year's rest days are not known."""
    return calendar.roll(starts_on + timedelta(days=NOTICE_DAYS))
