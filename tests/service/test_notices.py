from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.calendar import Calendar
from compliance.library import FOLDER, parse
from compliance.text import TextKind
from service.actions import law_texts, notices, register, register_views
from service.actions.law_texts import NewText
from service.db import CENTER
from service.tables import AuditRow, LawTextRow, PublicNoticeRow
from tests.service import office as start
from tests.service.office import Office

CONTENT = Path(FOLDER, "calendar", "calendar-2026.toml").read_text(encoding="utf-8")
WITH_2027 = (
    CONTENT.replace('version = "calendar-2026"', 'version = "calendar-2027"')
    .replace("effective_from = 2019-01-01", "effective_from = 2026-11-20")
    .replace("2025, 2026]", "2025, 2026, 2027]")
    .replace(
        "rest = [\n",
        "rest = [\n  { first_on = 2027-10-01, last_on = 2027-10-07,"
        ' zh = "国庆节", en = "National Day" },\n',
    )
)


def with_2027() -> Calendar:
    text = parse(TextKind.CALENDAR, WITH_2027)
    assert isinstance(text, Calendar)
    return text


def notice(session: Session, office: Office, year: int, starts_on: date) -> PublicNoticeRow:
    call = register.add_call(session, office.manager, replace(start.a_call(), year=year))
    notice_id = register.add_notice(session, office.manager, call, starts_on, "")
    return session.get_one(PublicNoticeRow, notice_id)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "provisional"),
    [
        (date(2025, 9, 29), date(2025, 10, 9), False),
        (date(2025, 12, 30), date(2026, 1, 4), False),
        (date(2027, 9, 28), date(2027, 10, 4), True),
    ],
)
def test_a_notice_ends_on_a_working_day_and_says_when_that_is_provisional(
    office: Office, starts_on: date, ends_on: date, *, provisional: bool
) -> None:
    with office.database.transaction(CENTER) as session:
        row = notice(session, office, 2030, starts_on)
        assert (row.ends_on, row.ends_provisional) == (ends_on, provisional)
        shown = register_views.calls(session)[0].notice
        assert shown is not None
        assert (shown.ends_on, shown.provisional) == (ends_on, provisional)


def test_a_new_calendar_settles_provisional_ends_and_no_others(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        settled = notice(session, office, 2031, date(2025, 9, 29))
        waiting = notice(session, office, 2032, date(2027, 9, 28))
        still = notice(session, office, 2033, date(2028, 9, 28))
        notices.count_anew(session, office.auditor, with_2027())
        assert (settled.ends_on, settled.ends_provisional) == (date(2025, 10, 9), False)
        assert (waiting.ends_on, waiting.ends_provisional) == (date(2027, 10, 8), False)
        assert (still.ends_on, still.ends_provisional) == (date(2028, 10, 3), True)
        trail = session.scalars(select(AuditRow).where(AuditRow.action == "count_notice_anew"))
        assert [(each.subject_id, each.source, each.target) for each in trail] == [
            (waiting.id, "2027-10-04", "2027-10-08")
        ]


def test_approving_a_calendar_counts_the_ends_anew(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        waiting = notice(session, office, 2032, date(2027, 9, 28))
        new = NewText(kind=TextKind.CALENDAR, content=WITH_2027.encode(), reason="2027 年放假安排")
        law_texts.load(session, office.auditor, new)
        text_id = session.scalars(select(LawTextRow.id)).one()
        law_texts.approve(session, office.manager, text_id)
        assert (waiting.ends_on, waiting.ends_provisional) == (date(2027, 10, 8), False)
