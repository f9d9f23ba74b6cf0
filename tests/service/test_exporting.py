"""Copies of books: whose, in which forms, under which accounting system, and that each is noted."""

import csv
import io
from dataclasses import replace
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from ledger import book, events
from reports import voucher_drafts
from reports.period import Month
from service.actions import exporting, register
from service.db import CENTER
from service.messages import Invalid, NotFound
from service.tables import AuditRow, GrantRow
from tests.ledger.story import on, yuan
from tests.service.office import USCC, Office


def a_fee(office: Office) -> tuple[str, Month]:
    """A fee, with a memo that a spreadsheet would take for a formula; its grant and month."""
    with office.database.transaction(CENTER) as session:
        grant = session.get_one(GrantRow, office.grant_id).number
        of = book.book_of(session.connection(), office.employer_id)
        fee = replace(on("fee"), memo="=1+1")
        book.post(session.connection(), events.bank_fee(of, fee, grant, yuan("0.50")))
    return grant, Month.of(fee.effective_on)


def drafted(office: Office, month: Month, form: str) -> bytes:
    with office.database.transaction(CENTER) as session:
        actor = office.manager
        return exporting.drafts(session, actor, office.employer_id, month, form).content


def lines(content: bytes) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]


def test_the_drafts_of_a_month_are_rows_for_the_employers_own_system(office: Office) -> None:
    grant, month = a_fee(office)
    paid, bank = ([*line.values()] for line in lines(drafted(office, month, "csv"))[-2:])
    start = [
        on("fee").effective_on.isoformat(),
        f"{month.year}{month.month:02}-记-3",
        "专户银行手续费 =1+1",
    ]
    books, confirm = "财务会计", "科目待单位会计确认"
    owed = ["1221", "其他应收款", "0.50", "", grant, "", "", "0", books, confirm]
    assert paid == start + owed
    assert bank == [*start, "1002", "银行存款", "", "0.50", "", "", "", "0", books, ""]


def test_an_institution_gets_both_of_its_books(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        register.set_regime(session, office.manager, office.employer_id, "institution")
        received = exporting.offer(session, office.manager, office.employer_id).months[-1]
    content = drafted(office, received, "xlsx")
    shown = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    cells = [[cell for cell in row if cell is not None] for row in shown]
    text = "\n".join(" ".join(map(str, row)) for row in cells)
    assert "会计制度：政府会计制度" in text
    assert "账套：预算会计" in text
    assert "专户管理账不是单位的法定会计账簿" in text
    assert any({"4601", "非同级财政拨款收入", 60000} <= {*row} for row in cells)
    assert any({"6601", "非同级财政拨款预算收入", 60000} <= {*row} for row in cells)


def test_a_month_without_entries_has_no_drafts(office: Office) -> None:
    assert lines(drafted(office, Month(2020, 1), "csv")) == []


def test_every_source_and_set_of_books_has_its_word() -> None:
    assert set(voucher_drafts.SOURCES) == {"FISCAL", "MATCH", "RAISED", "INTEREST"}
    assert {*voucher_drafts.BOOKS} == {"financial", "budget"}


def test_every_copy_is_noted(office: Office) -> None:
    with office.database.transaction(office.employer_id) as session:
        journal = exporting.journal_file(session, office.maker, office.employer_id, "hledger")
        assert b"F:1002.S" in b"".join(journal.content)
        exporting.drafts(session, office.maker, office.employer_id, Month(2026, 3), "csv")
    with office.database.transaction(CENTER) as session:
        assert "".join(exporting.journal(session, office.manager, None, "beancount"))
        rows = session.scalars(
            select(AuditRow).where(AuditRow.action == "export_book").order_by(AuditRow.target)
        ).all()
        assert [(row.target, row.employer_id) for row in rows] == [
            ("beancount", None),
            ("hledger", office.employer_id),
            ("vouchers 2026-03", office.employer_id),
        ]


def test_nobody_copies_a_book_that_is_not_theirs(office: Office) -> None:
    with office.database.transaction(office.employer_id) as session:
        for whose in (None, uuid4()):
            with pytest.raises(NotFound, match="没有这本账"):
                exporting.journal_file(session, office.maker, whose, "hledger")
            with pytest.raises(NotFound, match="没有这本账"):
                exporting.offer(session, office.maker, whose)
    with office.database.transaction(CENTER) as session:
        with pytest.raises(NotFound, match="没有这本账"):
            exporting.drafts(session, office.manager, uuid4(), Month(2026, 3), "csv")
        with pytest.raises(NotFound, match="none"):
            exporting.employer_of(session, "none")
        assert exporting.employer_of(session, USCC) == office.employer_id


def test_a_month_is_asked_for_as_on_the_page() -> None:
    assert exporting.month_asked("2026-03") == Month(2026, 3)
    with pytest.raises(Invalid, match="请选择月份"):
        exporting.month_asked("March")


def test_a_long_journal_waits_on_disk_and_is_whole(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "IN_MEMORY", 10)
    with office.database.transaction(CENTER) as session:
        told = "".join(exporting.journal(session, office.manager, office.employer_id, "hledger"))
        file = exporting.journal_file(session, office.manager, office.employer_id, "hledger")
        assert b"".join(file.content).decode() == told
