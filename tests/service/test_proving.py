"""The proof of the books as people meet it: what fails is halted, the others go on."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, select, text

from ledger import book, events
from ledger.book import BookUnknown, PostingRefused
from service import jobs
from service.actions import books, proving
from service.actions.proving import CENTER_BOOK, CENTER_NAME
from service.db import CENTER
from service.messages import Invalid, NotFound, Refused
from service.tables import AuditRow, EmployerRow
from tests.database_server import ClonedDatabase
from tests.ledger.story import on, yuan
from tests.service import office as start
from tests.service.office import AT, Office
from tests.service.test_register import code

BREAK = "update ledger.entry set memo = memo || 'x' where kind = 'receive'"
MEND = "update ledger.entry set memo = left(memo, -1) where kind = 'receive'"


def tamper(database: ClonedDatabase, statement: str) -> None:
    engine = create_engine(database.admin_url)
    with engine.begin() as connection:
        connection.execute(text("set local session_replication_role = replica"))
        assert connection.execute(text(statement)).rowcount
    engine.dispose()


def test_the_books_prove_themselves(office: Office) -> None:
    proved = proving.prove(office.database)
    assert proved.holds
    assert [part.book.name for part in proved.books] == [CENTER_NAME, start.NAME]
    assert [part.since for part in proved.books] == [0, 0]
    (one,) = proving.prove(office.database, start.USCC).books
    assert (one.entries, one.by_python, one.by_database) == (2, 0, 0)
    (center,) = proving.prove(office.database, CENTER_BOOK).books
    assert center.book.employer_id is None
    with pytest.raises(NotFound):
        proving.prove(office.database, "91110302791614657K")


def test_a_book_that_nobody_registered_is_proved_and_an_employer_without_one_missed(
    office: Office,
) -> None:
    with office.database.transaction(CENTER) as session:
        book.open_book(session.connection(), "employer", uuid4(), "无名单位")
    assert "无名单位" in [part.book.name for part in proving.prove(office.database).books]
    with office.database.transaction(CENTER) as session:
        session.add(
            EmployerRow(
                uscc=code("91110108MA0BCDEF"), name="没有账簿的单位", registered_address="北京",
                address_evidence="business_license", contact="", created_at=AT,
            )
        )  # fmt: skip
    with pytest.raises(BookUnknown):
        proving.prove(office.database)


def test_a_proof_begins_where_it_is_told_to(office: Office) -> None:
    for since, begun in (("1", 1), ("4711", 0), ("anchor", 0), ("close", 0)):
        (part,) = proving.prove(office.database, start.USCC, since).books
        assert (part.since, part.holds) == (begun, True)
    for nonsense in ("x", "-1", "", "１"):  # noqa: RUF001  # a full-width digit is meant
        with pytest.raises(Invalid):
            proving.prove(office.database, start.USCC, nonsense)


def test_a_book_that_fails_is_halted_and_the_others_go_on(
    office: Office, database: ClonedDatabase
) -> None:
    tamper(database, BREAK)
    proved = proving.prove(office.database)
    assert [part.holds for part in proved.books] == [True, False]
    with office.database.transaction(CENTER) as session:
        connection = session.connection()
        center = book.book_of(connection, None)
        employer = book.book_of(connection, office.employer_id)
        book.post(connection, events.appropriate(center, on("more", AT.date()), yuan("1.00")))
        with pytest.raises(PostingRefused, match="停止记账"), connection.begin_nested():
            book.post(connection, events.stray_receipt(employer, on("x", AT.date()), yuan("1.00")))
        why = books.journal(session, office.manager, office.employer_id).halted_why
        assert why is not None
        assert why.startswith("[content #2]")
        other, line = proving.standing(session).books
    assert other.halted_at is None
    assert line.halted_at is not None
    assert (line.name, line.faults, line.first) == (start.NAME, 1, why)


def test_a_halted_book_goes_on_after_a_proof_that_holds_and_with_a_reason(
    office: Office, database: ClonedDatabase
) -> None:
    tamper(database, BREAK)
    proving.prove(office.database)
    with pytest.raises(Refused, match="仍未通过验证"):
        proving.resume(office.database, office.manager, start.USCC, "我们看过了")
    tamper(database, MEND)
    with pytest.raises(Invalid):
        proving.resume(office.database, office.manager, start.USCC, " ")
    assert proving.resume(office.database, office.manager, start.USCC, "已从备份恢复").holds
    with office.database.transaction(CENTER) as session:
        assert books.journal(session, office.manager, office.employer_id).halted_why is None
        row = session.scalars(select(AuditRow).where(AuditRow.action == "resume_book")).one()
    assert (row.reason, row.employer_id) == ("已从备份恢复", office.employer_id)


def test_how_all_books_stand_is_known_before_any_proof(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        standing = proving.standing(session)
    assert [line.proved_at for line in standing.books] == [None, None]
    assert standing.anchor is None


def test_every_night_all_books_are_proved_and_what_fails_is_halted(
    office: Office, database: ClonedDatabase, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("ZHUANHU_DATA", str(tmp_path))
    at = AT + timedelta(days=1)
    assert len(list(jobs.prove_books(office.database, at, lambda: at))) == 2
    tamper(database, BREAK)
    with pytest.raises(jobs.StepsFailedError, match="content #2"):
        list(jobs.prove_books(office.database, at, lambda: at))
    with office.database.transaction(CENTER) as session:
        halted_at = [line.halted_at for line in proving.standing(session).books]
    assert halted_at[0] is None
    assert halted_at[1] is not None


def test_books_that_disagree_halt_none_and_are_told(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        connection = session.connection()
        employer = book.book_of(connection, office.employer_id)
        book.post(
            connection, events.receive(employer, on("ghost", AT.date()), "ZY-1", yuan("7.00"))
        )
    proved = proving.prove(office.database)
    assert not proved.holds
    assert all(part.holds for part in proved.books)
    assert proved.across
