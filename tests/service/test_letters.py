"""文书: numbered without gaps, printed once, served once; the deadline runs from service."""

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from compliance import deadlines
from reports import render_pdf
from reports.letters import catalogue
from reports.letters.parts import Concern, Fact, article
from reports.letters.rectification import RectificationNotice
from reports.letters.referral import Referral
from reports.letters.reminder import ReminderLetter
from service.actions import deadlines as case_deadlines
from service.actions import inbox_views, letter_service, letter_views, letters, proceedings
from service.actions.letter_service import Service
from service.db import CENTER
from service.messages import Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor, Role
from service.tables import AuditRow, DeadlineRow, LetterRow, LetterServiceRow, ProceedingRow
from tests.database_server import ClonedDatabase
from tests.service import enquiry
from tests.service.neighbour import beside
from tests.service.office import AT, NAME, USCC, Office

TODAY = AT.date()


@pytest.fixture
def case_id(office: Office, database: ClonedDatabase, monkeypatch: pytest.MonkeyPatch) -> UUID:
    enquiry.install(monkeypatch, database)
    return enquiry.opened(office)


def reminder(concern: Concern, **changes: object) -> ReminderLetter:
    content = ReminderLetter(
        concern=concern, matter="请补充设备验收单", basis=(article(33, "（一）"),)
    )
    return replace(content, **changes)  # type: ignore[arg-type]  # fields by name


def issue(office: Office, case_id: UUID, **changes: object) -> UUID:
    with office.database.transaction(CENTER) as session:
        case = session.get_one(ProceedingRow, case_id)
        content = reminder(letters.concern(session, case), **changes)
        return letters.issue(session, office.auditor, case, content)


def issue_in_vain(office: Office, case_id: UUID) -> None:
    with office.database.transaction(CENTER) as session:
        case = session.get_one(ProceedingRow, case_id)
        letters.issue(session, office.auditor, case, reminder(letters.concern(session, case)))
        raise NotFound("thought better of it")


def refer(office: Office, case_id: UUID) -> UUID:
    with office.database.transaction(CENTER) as session:
        case = session.get_one(ProceedingRow, case_id)
        about = letters.concern(session, case)
        content = Referral(
            concern=replace(about, recipient="北京市财政局"), employer=about.recipient,
            uscc=about.uscc, facts=(Fact(text="款项逾期未退回"),), basis=(article(33, "（一）"),),
            request="请依法处理", owed=Decimal("120000.00"),
        )  # fmt: skip
        return letters.issue(session, office.auditor, case, content)


def serve(office: Office, letter_id: UUID, by: Actor | None = None, **changes: Any) -> None:
    service = replace(Service(method="direct", served_on=TODAY, received_by="办公室"), **changes)
    actor = by or office.auditor
    with office.database.transaction(actor.employer_id or CENTER) as session:
        letter_service.serve(session, actor, letter_id, service)


def acknowledge(office: Office, letter_id: UUID, actor: Actor | None = None) -> None:
    by = actor or office.maker
    with office.database.transaction(by.employer_id or CENTER) as session:
        letter_service.acknowledge(session, by, letter_id)


def letter(office: Office, letter_id: UUID) -> LetterRow:
    with office.database.transaction(CENTER) as session:
        return session.scalars(
            select(LetterRow).where(LetterRow.id == letter_id).options(*letter_views.WITH_PDF)
        ).one()


def open_due(office: Office, case_id: UUID) -> list[DeadlineRow]:
    query = select(DeadlineRow).where(
        DeadlineRow.proceeding_id == case_id, DeadlineRow.met_on.is_(None)
    )
    with office.database.transaction(CENTER) as session:
        return list(session.scalars(query))


def test_a_letter_names_whom_it_concerns_and_is_numbered_by_kind_and_year(
    office: Office, case_id: UUID
) -> None:
    first, second = (letter(office, issue(office, case_id)) for _ in range(2))
    other = letter(office, refer(office, case_id))
    assert [each.number for each in (first, second, other)] == [
        "创新中心提醒〔2026〕1号", "创新中心提醒〔2026〕2号", "创新中心移送〔2026〕1号",
    ]  # fmt: skip
    concern = first.content["concern"]
    assert (concern["recipient"], concern["uscc"], concern["selectee"]) == (NAME, USCC, "林知行")
    assert concern["agreement"] == "RWS-2025-001"
    assert first.frame["within"] == f"{deadlines.terms()['answer_reminder'].days} 个工作日"
    assert first.frame["case_number"] == enquiry.row(office, case_id).number


def test_printed_again_from_what_is_kept_a_letter_has_the_same_bytes(
    office: Office, case_id: UUID
) -> None:
    row = letter(office, issue(office, case_id))
    content = catalogue.content_of(row.kind, row.content)
    paper = catalogue.compose(content, catalogue.frame_of(row.frame))
    assert render_pdf.render(paper) == row.pdf
    assert hashlib.sha256(row.pdf).hexdigest() == row.sha256
    assert row.drawn_with == render_pdf.drawn_with()


def test_a_number_that_was_not_used_is_given_again(office: Office, case_id: UUID) -> None:
    with pytest.raises(NotFound, match="thought better"):
        issue_in_vain(office, case_id)
    assert letter(office, issue(office, case_id)).serial == 1


def test_a_year_begins_in_beijing_and_its_numbers_with_one(office: Office, case_id: UUID) -> None:
    issue(office, case_id)
    new_year = replace(office.auditor, at=datetime(2026, 12, 31, 16, 30, tzinfo=UTC))
    with office.database.transaction(CENTER) as session:
        case = session.get_one(ProceedingRow, case_id)
        content = reminder(letters.concern(session, case))
        letter_id = letters.issue(session, new_year, case, content)
    row = letter(office, letter_id)
    assert (row.number, row.issued_on) == ("创新中心提醒〔2027〕1号", date(2027, 1, 1))


def test_an_employers_step_may_bring_a_letter_about(office: Office, case_id: UUID) -> None:
    with office.database.transaction(office.employer_id) as session:
        case = session.get_one(ProceedingRow, case_id)
        content = reminder(letters.concern(session, case))
        letter_id = letters.issue(session, office.maker, case, content)
        assert session.get_one(LetterRow, letter_id).issued_by == office.maker.user_id
    assert letter(office, letter_id).serial == 1


@pytest.mark.usefixtures("case_id")
def test_a_case_without_a_grant_concerns_the_employer_alone(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        new = proceedings.NewCase(
            machine=enquiry.ENQUIRY, series="询问", title="单位", employer_id=office.employer_id
        )
        case = proceedings.open_case(session, office.auditor, new)
        assert letters.concern(session, case) == Concern(recipient=NAME, uscc=USCC)


def test_eight_people_at_once_number_without_gap_or_double(office: Office, case_id: UUID) -> None:
    with ThreadPoolExecutor(8) as pool:
        issued = list(pool.map(lambda _: issue(office, case_id), range(16)))
    serials = sorted(letter(office, each).serial for each in issued)
    assert serials == list(range(1, 17))


def test_the_deadline_runs_from_the_day_of_service(office: Office, case_id: UUID) -> None:
    letter_id = issue(office, case_id)
    assert [due.term for due in open_due(office, case_id)] == ["handle"]
    later = replace(office.auditor, at=AT + timedelta(days=6))
    serve(
        office, letter_id, later, method="mailed", served_on=TODAY + timedelta(days=3),
        evidence="EMS 1234567890123",
    )  # fmt: skip
    (due,) = open_due(office, case_id)
    assert (due.term, due.starts_on) == ("answer_reminder", TODAY + timedelta(days=3))
    assert due.roles == "employer_maker"


def test_a_deadline_of_the_step_gives_way_to_that_of_the_service(
    office: Office, case_id: UUID
) -> None:
    with office.database.transaction(CENTER) as session:
        case = session.get_one(ProceedingRow, case_id)
        proceedings.start(
            session, case, enquiry.ENQUIRY, "answer_reminder", TODAY - timedelta(days=9)
        )
        proceedings.start(session, case, enquiry.ENQUIRY, "verify", TODAY)
    serve(office, issue(office, case_id))
    assert sorted((each.term, each.starts_on) for each in open_due(office, case_id)) == [
        ("answer_reminder", TODAY), ("verify", TODAY),
    ]  # fmt: skip


def test_an_extension_is_not_lost_when_a_letter_is_served_late(
    office: Office, case_id: UUID
) -> None:
    with office.database.transaction(CENTER) as session:
        case = session.get_one(ProceedingRow, case_id)
        running = proceedings.start(session, case, enquiry.ENQUIRY, "rectify", TODAY)
        case_deadlines.extend(session, running)
    later = replace(office.auditor, at=AT + timedelta(days=2))
    serve(office, issue(office, case_id, term="rectify"), later, served_on=later.today)
    (due,) = open_due(office, case_id)
    length = deadlines.terms()["rectify"]
    assert (due.starts_on, due.days, due.more_days) == (
        later.today, length.days, length.extension_days,
    )  # fmt: skip
    assert due.due_on > running.due_on


def test_a_letter_without_a_term_or_of_a_case_that_moved_on_starts_nothing(
    office: Office, case_id: UUID
) -> None:
    serve(office, issue(office, case_id, term=None))
    late = issue(office, case_id)
    with office.database.transaction(office.employer_id) as session:
        case = session.get_one(ProceedingRow, case_id)
        proceedings.step(session, office.maker, case, enquiry.ENQUIRY, "answer")
    acknowledge(office, late)
    assert open_due(office, case_id) == []


def test_a_step_taken_while_a_letter_is_served_leaves_no_deadline_behind(
    office: Office, case_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter_id = issue(office, case_id)
    start = proceedings.start

    def start_late(*arguments: Any) -> DeadlineRow:
        with office.database.transaction(office.employer_id) as session:
            case = session.get_one(ProceedingRow, case_id)
            proceedings.step(session, office.maker, case, enquiry.ENQUIRY, "answer")
        return start(*arguments)

    monkeypatch.setattr(proceedings, "start", start_late)
    serve(office, letter_id)
    assert open_due(office, case_id) == []


def test_the_employer_acknowledges_what_it_received_once(office: Office, case_id: UUID) -> None:
    letter_id = issue(office, case_id)
    acknowledge(office, letter_id)
    with pytest.raises(Refused, match="已经送达"):
        serve(office, letter_id)
    with pytest.raises(Refused, match="已经送达"):
        acknowledge(office, letter_id, office.checker)
    with office.database.transaction(CENTER) as session:
        (served,) = session.scalars(select(LetterServiceRow))
        trail = list(session.scalars(select(AuditRow.action).where(AuditRow.subject == "letter")))
    assert (served.method, served.received_by, served.served_on) == (
        "online", office.maker.name, TODAY,
    )  # fmt: skip
    assert trail == ["issue_letter", "serve_letter"]


def test_only_the_center_records_a_service_and_only_the_recipient_acknowledges(
    office: Office, case_id: UUID
) -> None:
    letter_id = issue(office, case_id)
    with pytest.raises(Forbidden, match="由中心登记"):
        serve(office, letter_id, office.maker)
    with pytest.raises(Forbidden, match="受送达单位"):
        acknowledge(office, letter_id, office.auditor)
    selectee = replace(office.maker, role=Role.SELECTEE)
    with pytest.raises(NotFound):
        acknowledge(office, letter_id, selectee)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"method": "online"}, "送达方式"),
        ({"method": "carrier pigeon"}, "送达方式"),
        ({"served_on": TODAY - timedelta(days=1)}, "送达日期"),
        ({"served_on": TODAY + timedelta(days=1)}, "送达日期"),
        ({"received_by": " "}, "签收人"),
        ({"method": "retained"}, "送达凭据"),
        ({"method": "announced", "received_by": ""}, "送达凭据"),
    ],
)
def test_a_service_is_recorded_whole(
    office: Office, case_id: UUID, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(Invalid, match=words):
        serve(office, issue(office, case_id), **changes)


def test_a_referral_is_never_seen_by_the_employer_nor_a_letter_by_another(
    office: Office, case_id: UUID
) -> None:
    referral, own = refer(office, case_id), issue(office, case_id)
    other = beside(office)
    with pytest.raises(NotFound):
        acknowledge(office, referral)
    with pytest.raises(NotFound):
        acknowledge(other, own)
    with office.database.transaction(office.employer_id) as session:
        assert [row.id for row in session.scalars(select(LetterRow))] == [own]
    with office.database.transaction(other.employer_id) as session:
        assert list(session.scalars(select(LetterRow))) == []


def unread(office: Office, actor: Actor) -> int:
    with office.database.transaction(actor.employer_id or CENTER) as session:
        return inbox_views.unread_count(session, actor)


def test_the_employer_is_told_of_a_letter_until_it_is_served(office: Office, case_id: UUID) -> None:
    before = unread(office, office.checker)
    letter_id = issue(office, case_id)
    assert unread(office, office.checker) == before + 1
    refer(office, case_id)
    assert unread(office, office.checker) == before + 1
    serve(office, letter_id)
    assert unread(office, office.checker) == before


def violate(office: Office, statement: str, scope: UUID | None = None) -> str:
    with (
        pytest.raises(DBAPIError) as refused,
        office.database.transaction(scope or CENTER) as session,
    ):
        session.execute(text(statement))
    return str(refused.value.orig)


COPY = (
    "insert into letter select (jsonb_populate_record(l, jsonb_build_object("
    "'id', gen_random_uuid(), {changes}))).* from letter l"
)


def test_the_database_keeps_letters_as_they_were_printed(office: Office, case_id: UUID) -> None:
    letter_id = issue(office, case_id)
    assert "permission denied" in violate(office, "update letter set number = 'x'")
    assert "permission denied" in violate(office, "delete from letter")
    assert "not the next" in violate(office, COPY.format(changes="'serial', 3"))
    assert "not the next" in violate(
        office, COPY.format(changes="'serial', 1, 'year', 2025, 'issued_on', '2026-01-01'")
    )
    assert "ck_letter_numbered" in violate(office, COPY.format(changes="'serial', 2"))
    changed = "'serial', 2, 'number', '创新中心提醒〔2026〕2号', 'sha256', 'x'"
    assert "ck_letter_whole" in violate(office, COPY.format(changes=changed))
    hidden = "'serial', 2, 'number', '创新中心提醒〔2026〕2号', 'to_employer', false"
    assert "ck_letter_addressed" in violate(office, COPY.format(changes=hidden))
    assert "the Center's to write" in violate(
        office, COPY.format(changes="'serial', 2"), office.employer_id
    )
    service = (
        "insert into letter_service select '{letter}', '{employer}', '{method}', '{day}', '某',"
        " '某处', '{user}', 'x', now()"
    )
    values = {
        "letter": letter_id, "employer": office.employer_id, "method": "direct", "day": TODAY,
        "user": office.auditor.user_id,
    }  # fmt: skip
    early = service.format(**values | {"day": TODAY - timedelta(days=1)})
    assert "not served then" in violate(office, early)
    assert "may not record" in violate(office, service.format(**values), office.employer_id)
    assert "may not record" in violate(office, service.format(**values | {"method": "online"}))


def test_another_process_prints_the_same_bytes() -> None:
    program = (
        "import sys, hashlib; from tests.reports.letter_examples import EXAMPLES, FRAME;"
        "from reports import render_pdf; from reports.letters import catalogue;"
        "print(*(hashlib.sha256(render_pdf.render(catalogue.compose(each, FRAME))).hexdigest()"
        " for each in EXAMPLES), sep='\\n')"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True, text=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(printed) == 1
    assert len(printed.pop().split()) == len(catalogue.KINDS)


def test_a_notice_says_what_is_asked(office: Office, case_id: UUID) -> None:
    content = RectificationNotice(
        concern=Concern(recipient=NAME), facts=(Fact(text="超范围列支"),),
        basis=(article(28),), put_back=Decimal("1196.10"),
    )  # fmt: skip
    with office.database.transaction(CENTER) as session:
        case = session.get_one(ProceedingRow, case_id)
        row = session.get_one(LetterRow, letters.issue(session, office.auditor, case, content))
    assert row.frame["within"] == "15 个工作日"
    assert row.issued_on == date(2026, 3, 10)
