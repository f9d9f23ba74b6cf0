import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from compliance.categories import Category
from ledger import book, events
from ledger.events import Occasion, Purpose
from reports.catalogue import STATEMENTS
from reports.period import Month
from service.actions import money, register, reporting
from service.actions.money import NewAgreement, NewInstalment
from service.actions.register import NewCall, NewEmployer, NewSelectee
from service.actions.reporting import ReportLine
from service.actions.system import system_actor
from service.business_day import BEIJING
from service.db import CENTER, Database
from service.demo.identifiers import organisation_code
from service.jobs import JOBS, StepsFailedError, make_monthly_reports, tick
from service.messages import NotFound
from service.permissions import Actor
from service.tables import AgreementRow, AuditRow, EmployerRow, ReportRunRow

pytestmark = pytest.mark.slow

SIGNED = datetime(2026, 8, 3, 2, tzinfo=UTC)
OCTOBER_FIRST = datetime(2026, 10, 1, 6, tzinfo=BEIJING)
SEPTEMBER = Month(2026, 9)
STATEMENT = "budget_execution"
NAMES = ("北京甲样例有限公司", "北京乙样例有限公司")


@dataclass(frozen=True)
class Programme:
    """Two employers with one agreed grant each, and a third one without any."""

    database: Database
    employers: tuple[UUID, ...]
    idle: UUID

    def make(self, employer: UUID, month: Month = SEPTEMBER) -> UUID:
        with self.database.transaction(employer) as session:
            return reporting.make_report(session, clerk(), employer, STATEMENT, month)

    def rows(self) -> list[ReportRunRow]:
        with self.database.transaction(CENTER) as session:
            return list(session.scalars(select(ReportRunRow).order_by(ReportRunRow.period)))

    def spend(self, employer: UUID, day: date, amount: str) -> None:
        with self.database.transaction(employer) as session:
            connection = session.connection()
            own = book.book_of(connection, employer)
            grant = reporting._scope(session, employer, SEPTEMBER).grants[0].number  # noqa: SLF001  # the grant's number
            value, purpose = Decimal(amount), Purpose(grant, "FISCAL", "RND")

            def occasion() -> Occasion:
                return Occasion(key=str(uuid4()), effective_on=day, actor="someone")

            book.post(
                connection,
                events.receive(own, occasion(), grant, value),
                events.reserve(own, occasion(), purpose, value),
                events.spend(own, occasion(), purpose, value),
            )


def clerk(at: datetime = OCTOBER_FIRST) -> Actor:
    return system_actor(at)


@pytest.fixture
def programme(database: Database) -> Programme:
    actor = clerk(SIGNED)
    with database.transaction(CENTER) as session:
        register.open_center_book(session)
        money.appropriate(session, actor, "京财2026-1号", Decimal(1_000_000))
        call = register.add_call(
            session,
            actor,
            NewCall(
                year=2026,
                title="2026年度卓越工程师成长计划",
                born_on_or_after=date(1979, 8, 1),
                quota=10,
                grant_amount=Decimal(100_000),
            ),
        )
        recommender = register.add_recommender(session, actor, "样例学会", "society")
        employers = [
            register.add_employer(
                session,
                actor,
                NewEmployer(name=name, uscc=organisation_code(number), registered_address="北京"),
            )
            for number, name in enumerate((*NAMES, "北京丙样例有限公司"), start=1)
        ]
        for number, employer in enumerate(employers[:2], start=1):
            selectee = NewSelectee(
                name=f"样例{number}",
                born_on=date(1985, 1, 1),
                field="材料",
                employer_id=employer,
                recommender_id=recommender,
                call_id=call,
            )
            grant = register.add_selectee(session, actor, selectee)
            money.sign_agreement(session, actor, agreement(grant, number))
    return Programme(database, tuple(employers[:2]), employers[2])


def agreement(grant: UUID, number: int) -> NewAgreement:
    return NewAgreement(
        grant_id=grant,
        number=f"RW-2026-{number}",
        approved_on=date(2026, 8, 1),
        signed_on=date(2026, 8, 3),
        ends_on=date(2028, 7, 31),
        negative_list="default-2025",
        budget={Category.RND: Decimal("60000.00"), Category.CONF: Decimal("40000.00")},
        instalments=(NewInstalment(Decimal("100000.00"), date(2026, 9, 1)),),
    )


def test_a_report_is_kept_with_its_bytes_their_hash_and_the_state_of_the_book(
    programme: Programme,
) -> None:
    employer = programme.employers[0]
    programme.spend(employer, date(2026, 9, 15), "1234.50")
    report_id = programme.make(employer)
    (row,) = programme.rows()
    with programme.database.transaction(employer) as session:
        connection = session.connection()
        head = book.head(connection, book.book_of(connection, employer))
    assert row.id == report_id
    assert row.sha256 == hashlib.sha256(row.content).hexdigest()
    assert row.chain_head == f"{head.seq} {head.hash.hex()}"
    assert (row.as_of, row.period, row.made_at) == (date(2026, 9, 30), "2026-09", OCTOBER_FIRST)
    paper = load_workbook(BytesIO(row.content)).active
    assert paper is not None
    shown = [cell.value for line in paper.rows for cell in line]
    assert f"承担单位：{NAMES[0]}" in shown
    assert "任务书编号：RW-2026-1" in shown
    assert 1234.5 in shown


def test_a_report_made_again_is_the_one_that_was_made(programme: Programme) -> None:
    employer = programme.employers[0]
    first = programme.make(employer)
    (before,) = programme.rows()
    programme.spend(employer, date(2026, 9, 20), "99.00")  # backdated after the report
    assert programme.make(employer) == first
    (after,) = programme.rows()
    assert after.content == before.content


def test_what_was_posted_late_appears_in_the_next_month(programme: Programme) -> None:
    employer = programme.employers[0]
    programme.make(employer)
    programme.spend(employer, date(2026, 9, 20), "99.00")
    programme.make(employer, SEPTEMBER.following)
    september, october = (load_workbook(BytesIO(row.content)).active for row in programme.rows())
    assert september is not None
    assert october is not None
    assert 99 not in [cell.value for line in september.rows for cell in line]
    assert 99 in [cell.value for line in october.rows for cell in line]


def test_two_who_make_the_same_report_at_once_make_one(programme: Programme) -> None:
    employer = programme.employers[0]
    with ThreadPoolExecutor(4) as people:
        made = list(people.map(lambda _: programme.make(employer), range(8)))
    assert len(set(made)) == 1
    assert len(programme.rows()) == 1


def test_the_trail_says_once_who_made_a_report(programme: Programme) -> None:
    employer = programme.employers[0]
    report_id = programme.make(employer)
    programme.make(employer)
    with programme.database.transaction(CENTER) as session:
        rows = session.scalars(select(AuditRow).where(AuditRow.action == "make_report")).all()
    assert [(row.subject_id, row.employer_id, row.actor_name, row.reason) for row in rows] == [
        (report_id, employer, "系统", "budget_execution 2026-09")
    ]


def test_the_list_shows_an_employer_its_own_reports_and_the_center_all(
    programme: Programme,
) -> None:
    for employer in programme.employers:
        programme.make(employer)
    one, other = programme.employers

    def listed(scope: UUID | None) -> tuple[ReportLine, ...]:
        with programme.database.transaction(scope or CENTER) as session:
            return reporting.reports(session)

    assert {line.employer for line in listed(None)} == set(NAMES)
    (line,) = listed(one)
    assert (line.employer, line.title, line.period) == (NAMES[0], "预算执行情况表", "2026-09")
    with programme.database.transaction(one) as session:
        file = reporting.report_file(session, line.id)
    assert file.name == "预算执行情况表-北京甲样例有限公司-2026-09.xlsx"
    assert (len(file.content), hashlib.sha256(file.content).hexdigest()) == (line.size, line.sha256)
    with programme.database.transaction(other) as session, pytest.raises(NotFound):
        reporting.report_file(session, line.id)


# ── the job ──


def at(instant: datetime) -> Callable[[], datetime]:
    return lambda: instant


def test_on_the_first_at_six_every_employer_gets_last_months_report_once(
    programme: Programme,
) -> None:
    for _ in range(3):
        tick(programme.database, "one", at(OCTOBER_FIRST))
    rows = programme.rows()
    assert {row.employer_id for row in rows} == set(programme.employers)
    assert {row.period for row in rows} == {"2026-09"}
    assert len(rows) == 2


def test_doing_the_work_of_a_run_twice_leaves_what_doing_it_once_leaves(
    programme: Programme,
) -> None:
    def work() -> list[tuple[object, ...]]:
        list(make_monthly_reports(programme.database, OCTOBER_FIRST, at(OCTOBER_FIRST)))
        return [(row.id, row.sha256, row.made_at) for row in programme.rows()]

    assert work() == work()


def test_months_of_rest_are_made_up_for_one_by_one(programme: Programme) -> None:
    tick(programme.database, "one", at(OCTOBER_FIRST))
    tick(programme.database, "one", at(datetime(2027, 2, 14, 9, tzinfo=UTC)))
    periods = {row.period for row in programme.rows()}
    assert periods == {"2026-09", "2026-10", "2026-11", "2026-12", "2027-01"}
    assert len(programme.rows()) == 10


def test_an_employer_without_an_agreement_yet_gets_no_empty_form(programme: Programme) -> None:
    july_is_due = datetime(2026, 8, 1, 6, tzinfo=BEIJING)
    assert list(make_monthly_reports(programme.database, july_is_due, at(july_is_due))) == []
    assert programme.rows() == []


def test_one_employers_trouble_does_not_cost_another_its_report(programme: Programme) -> None:
    """An employer without a book: the register never leaves one so, an import might."""
    with programme.database.transaction(CENTER) as session:
        broken = EmployerRow(
            name="北京无账簿单位",
            uscc=organisation_code(77),
            registered_address="",
            address_evidence="",
            contact="",
            created_at=SIGNED,
        )
        session.add(broken)
        session.flush()
        model = session.scalars(select(AgreementRow)).first()
        assert model is not None
        recommender = register.add_recommender(session, clerk(), "另一学会", "society")
        call = register.add_call(
            session,
            clerk(),
            NewCall(
                year=2027, title="x", born_on_or_after=date(1979, 8, 1), quota=1,
                grant_amount=Decimal(1),
            ),
        )  # fmt: skip
        new = NewSelectee(
            name="无账", born_on=date(1985, 1, 1), field="x", employer_id=broken.id,
            recommender_id=recommender, call_id=call,
        )  # fmt: skip
        session.add(
            AgreementRow(
                employer_id=broken.id,
                grant_id=register.add_selectee(session, clerk(), new),
                number="RW-77",
                version=1,
                approved_on=model.approved_on,
                signed_on=model.signed_on,
                ends_on=model.ends_on,
                negative_list=model.negative_list,
                recorded_at=SIGNED,
            )
        )
    with pytest.raises(StepsFailedError, match=str(broken.id)):
        list(make_monthly_reports(programme.database, OCTOBER_FIRST, at(OCTOBER_FIRST)))
    assert {row.employer_id for row in programme.rows()} == set(programme.employers)


def test_the_clock_owes_statements_that_exist_and_one_job_makes_them() -> None:
    assert set(reporting.MONTHLY) <= set(STATEMENTS)
    assert "monthly_reports" in [job.name for job in JOBS]
