"""查验: answers of the tax platform, one by one and as a table whose wrong rows are all named."""

import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from compliance.facts import VerifiedAs
from service.actions import afterwards, claims, verification_sheet, verification_views, verifying
from service.actions.verification_rows import Answer, Line, WrongLine, lines_of
from service.actions.verifying import Imported
from service.db import CENTER
from service.messages import Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import AuditRow, ClaimRow, DecisionRow, InvoiceRow, VerificationRow
from tests.service.neighbour import beside, claim_of
from tests.service.office import AT, Office, an_invoice, approve_and_pay
from tests.service.test_facts import submit, upload

NUMBER = "26112000000123456789"
OTHER = "26112000000123456790"
TODAY = date(2026, 3, 10)
HOUR = timedelta(hours=1)
MATCHES = Answer(VerifiedAs.MATCHES, TODAY, "CY-1")


def record(office: Office, claim_id: UUID, answer: Answer, actor: Actor | None = None) -> None:
    actor = actor or office.maker
    with office.database.transaction(actor.employer_id or CENTER) as session:
        verifying.record(session, actor, claim_id, answer)


def kept(office: Office) -> list[tuple[str, str, date, str]]:
    query = (
        select(InvoiceRow.number, VerificationRow.result)
        .add_columns(VerificationRow.checked_on, VerificationRow.reference)
        .join(InvoiceRow, InvoiceRow.id == VerificationRow.invoice_id)
        .order_by(InvoiceRow.number, VerificationRow.result)
    )
    with office.database.transaction(CENTER) as session:
        return [tuple(row) for row in session.execute(query)]


# ── one by one ──


def test_an_answer_is_recorded_with_its_trail_and_the_draft_is_checked_again(
    office: Office,
) -> None:
    claim_id = claim_of(office, an_invoice(NUMBER))
    record(office, claim_id, MATCHES)
    assert kept(office) == [(NUMBER, "matches", TODAY, "CY-1")]
    with office.database.transaction(office.employer_id) as session:
        answers = verification_views.answers(session, office.maker, claim_id)
        trail = session.scalars(
            select(AuditRow.reason).where(AuditRow.action == "record_verification")
        )
        assert trail.all() == ["matches"]
        decisions = select(DecisionRow.id).where(DecisionRow.claim_id == claim_id)
        assert len(session.scalars(decisions).all()) == 2
    assert answers.given[0].recorded_by == office.maker.name
    assert (answers.given[0].result, answers.invoice_number) == ("matches", NUMBER)


def test_the_newest_answer_stands_first_and_the_same_one_is_not_taken_twice(
    office: Office,
) -> None:
    claim_id = claim_of(office, an_invoice(NUMBER))
    record(office, claim_id, MATCHES)
    with pytest.raises(Refused, match="已经记录过"):
        record(office, claim_id, MATCHES)
    later = replace(office.checker, at=AT + timedelta(days=1))
    record(office, claim_id, replace(MATCHES, result=VerifiedAs.VOID), later)
    with office.database.transaction(office.employer_id) as session:
        given = verification_views.answers(session, office.maker, claim_id).given
    assert [one.result for one in given] == ["void", "matches"]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (replace(MATCHES, checked_on=date(2026, 3, 11)), "还没有到"),
        (replace(MATCHES, checked_on=date(2026, 2, 19)), "早于开票日期"),
        (replace(MATCHES, reference="长" * 101), "最多 100 字"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(office: Office, answer: Answer, sentence: str) -> None:
    claim_id = claim_of(office, an_invoice(NUMBER))
    with pytest.raises(Invalid, match=sentence):
        record(office, claim_id, answer)
    assert kept(office) == []


def test_the_day_of_issue_and_today_are_days_an_answer_may_be_given(office: Office) -> None:
    claim_id = claim_of(office, an_invoice(NUMBER))
    record(office, claim_id, replace(MATCHES, checked_on=date(2026, 2, 20)))
    record(office, claim_id, MATCHES)
    assert len(kept(office)) == 2


def test_nobody_records_an_answer_about_another_employers_invoice_but_the_center(
    office: Office,
) -> None:
    claim_id, other = claim_of(office, an_invoice(NUMBER)), beside(office)
    for unknown in (claim_id, uuid4()):
        with pytest.raises(NotFound, match="没有这份报销申请"):
            record(other, unknown, MATCHES)
    with (
        pytest.raises(NotFound),
        office.database.transaction(other.employer_id) as session,
    ):
        verification_views.answers(session, other.maker, claim_id)
    record(office, claim_id, MATCHES, office.auditor)
    assert len(kept(office)) == 1


def test_an_employer_answers_no_doubt_of_the_centers_away(office: Office) -> None:
    claim_id = claim_of(office, an_invoice(NUMBER))
    record(office, claim_id, replace(MATCHES, reference="CY-0"))
    doubt = replace(MATCHES, result=VerifiedAs.ABNORMAL, checked_on=date(2026, 3, 9))
    record(office, claim_id, doubt, office.auditor)
    for lighter in (VerifiedAs.MATCHES, VerifiedAs.PARTLY_RED):
        with pytest.raises(Refused, match="中心于 2026-03-09 查验，对这张发票有疑问"):
            record(office, claim_id, replace(MATCHES, result=lighter))
    (row,) = import_table(office, table(("", NUMBER, "一致", "2026-03-10", "L1"))).faults
    assert "请把新的查验结果交中心" in row.refusal.text()
    record(office, claim_id, replace(MATCHES, result=VerifiedAs.VOID))
    record(office, claim_id, MATCHES, office.auditor)
    record(office, claim_id, replace(MATCHES, reference="CY-2"))
    assert len(kept(office)) == 5


def test_an_employer_reads_what_the_center_was_told_but_not_by_whom(office: Office) -> None:
    claim_id = claim_of(office, an_invoice(NUMBER))
    record(office, claim_id, MATCHES, office.auditor)
    with office.database.transaction(office.employer_id) as session:
        (given,) = verification_views.answers(session, office.maker, claim_id).given
    assert (given.result, given.recorded_by) == ("matches", "")


# ── the rows of a table ──

HEADINGS = ["发票代码", "发票号码", "查验结果", "查验时间", "查验流水号"]


def one_line(*cells: str) -> Line | WrongLine:
    (line,) = lines_of([HEADINGS, list(cells)])
    return line


def test_a_row_says_which_invoice_what_and_when() -> None:
    line = one_line("11002600111", "1234567", " 查验一致 ", "2026-03-09 10:00:00", "L1")
    answer = Answer(VerifiedAs.MATCHES, date(2026, 3, 9), "L1")
    assert line == Line(2, "011002600111", "01234567", answer)


@pytest.mark.parametrize(
    ("word", "result"),
    [
        ("一致", VerifiedAs.MATCHES), ("不一致", VerifiedAs.DIFFERS),
        ("查无此票", VerifiedAs.NOT_FOUND), ("已作废", VerifiedAs.VOID),
        ("已红冲", VerifiedAs.RED), ("部分红冲", VerifiedAs.PARTLY_RED),
        ("异常凭证", VerifiedAs.ABNORMAL),
    ],
)  # fmt: skip
def test_every_answer_of_the_platform_is_understood(word: str, result: VerifiedAs) -> None:
    line = one_line("", NUMBER, word, "20260309", "")
    assert isinstance(line, Line)
    assert (line.answer.result, line.number, line.code) == (result, NUMBER, "")


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (("", "2.61E+19", "一致", "2026-03-09"), "“2.61E+19”不是发票号码"),
        (("", "", "一致", "2026-03-09"), "“”不是发票号码"),
        (("", NUMBER, "可能", "2026-03-09"), "“可能”不认识；请写 查验一致、查验不一致、查无此票"),
        (("", NUMBER, "", "2026-03-09"), "“”不认识"),
        (("", NUMBER, "一致", "昨天"), "“昨天”不是日期"),
        (("", NUMBER, "一致", ""), "“”不是日期"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(cells: tuple[str, ...], sentence: str) -> None:
    line = one_line(*cells)
    assert isinstance(line, WrongLine)
    assert sentence in line.refusal.text()
    assert line.row == 2


def test_headings_are_found_below_a_title_and_rows_without_an_answer_are_passed_over() -> None:
    table = [["查验清单"], [], ["序号", *HEADINGS], ["1", "", NUMBER, "", "", ""], ["合计"], []]
    assert list(lines_of(table)) == []


@pytest.mark.parametrize("table", [[], [["发票号码", "查验结果"]], [[]] * 10 + [HEADINGS]])
def test_a_table_without_the_needed_columns_is_refused(table: list[list[str]]) -> None:
    with pytest.raises(Invalid, match="需要 发票号码、查验结果、查验日期"):
        list(lines_of(table))
    assert list(lines_of([[]] * 9 + [HEADINGS])) == []


# ── the table as a file ──


def table(*rows: tuple[str, ...], headings: tuple[str, ...] = tuple(HEADINGS)) -> bytes:
    return "\n".join(",".join(row) for row in (headings, *rows)).encode()


def import_table(office: Office, content: bytes, actor: Actor | None = None) -> Imported:
    return verifying.import_table(office.desk, actor or office.maker, "结果.csv", content)


def faults(imported: Imported) -> list[tuple[int, str]]:
    return [(fault.row, fault.refusal.text()) for fault in imported.faults]


def test_a_table_is_taken_whole_and_taking_it_again_adds_nothing(office: Office) -> None:
    for number in (NUMBER, OTHER):
        claim_of(office, an_invoice(number))
    content = table(
        ("", NUMBER, "一致", "2026-03-09", "L1"), ("", OTHER, "查无此票", "2026/3/9", "")
    )
    assert import_table(office, content) == Imported(added=2)
    assert import_table(office, content) == Imported(known=2)
    assert kept(office) == [
        (NUMBER, "matches", date(2026, 3, 9), "L1"),
        (OTHER, "not_found", date(2026, 3, 9), ""),
    ]


def test_every_wrong_row_is_named_and_then_nothing_is_taken(office: Office) -> None:
    claim_of(office, an_invoice(NUMBER))
    content = table(
        ("", NUMBER, "一致", "2026-03-09", ""),
        ("", "12345678", "一致", "2026-03-09", ""),
        ("", NUMBER, "也许", "2026-03-09", ""),
        ("", NUMBER, "一致", "2026-03-11", ""),
        ("", NUMBER, "一致", "2026-02-19", ""),
    )
    told = faults(import_table(office, content))
    assert [row for row, _ in told] == [3, 4, 5, 6]
    assert told[0][1] == "没有号码为 12345678 的发票；请先上传发票。"
    assert "还没有到" in told[2][1]
    assert "早于开票日期" in told[3][1]
    assert kept(office) == []


def test_a_file_that_is_no_table_of_answers_is_refused_as_a_whole(office: Office) -> None:
    assert faults(import_table(office, an_invoice()))[0][0] == 0
    assert "不是可以读取的表格" in faults(import_table(office, an_invoice()))[0][1]
    assert "表格缺少列" in faults(import_table(office, b"a,b\n1,2"))[0][1]
    assert faults(import_table(office, table())) == [(0, "表格里没有查验结果。")]


def test_a_number_that_two_invoices_bear_needs_the_code(office: Office) -> None:
    first, second = claim_of(office, an_invoice(NUMBER)), claim_of(office, an_invoice(OTHER))
    for claim_id, code in ((first, "011002600111"), (second, "011002600222")):
        add_older(office, claim_id, code)
    told = faults(import_table(office, table(("", "12345678", "一致", "2026-03-09", ""))))
    assert told == [(2, "号码为 12345678 的发票不止一张，请填写发票代码。")]
    content = table(("011002600222", "12345678", "一致", "2026-03-09", ""))
    assert import_table(office, content).added == 1


def add_older(office: Office, claim_id: UUID, code: str) -> None:
    """Add an invoice with a short number to the file of a claim, as older invoices have."""
    with office.database.transaction(office.employer_id) as session:
        invoice = session.get_one(InvoiceRow, session.get_one(ClaimRow, claim_id).invoice_id)
        session.add(
            InvoiceRow(
                employer_id=invoice.employer_id, original_id=invoice.original_id,
                key=f"{code}12345678", kind=invoice.kind, number="12345678",
                issued_on=invoice.issued_on, record={"invoice_code": code},
                read_at=invoice.read_at,
            )
        )  # fmt: skip


def test_an_employer_finds_its_own_invoices_only_and_the_center_every_claimant(
    office: Office,
) -> None:
    other = beside(office)
    for each in (office, other):
        claim_of(each, an_invoice(NUMBER))
    content = table(("", NUMBER, "一致", "2026-03-09", ""))
    assert import_table(office, content, office.auditor).added == 2
    assert import_table(office, content) == Imported(known=1)
    claim_of(other, an_invoice(OTHER))
    foreign = table(("", OTHER, "一致", "2026-03-09", ""))
    nowhere = table(("", OTHER[:-1] + "9", "一致", "2026-03-09", ""))
    told, unknown = (faults(import_table(office, each)) for each in (foreign, nowhere))
    assert told[0][1].replace(OTHER, "") == unknown[0][1].replace(OTHER[:-1] + "9", "")


def decisions(office: Office, claim_id: UUID) -> int:
    with office.database.transaction(office.employer_id) as session:
        query = select(DecisionRow.id).where(DecisionRow.claim_id == claim_id)
        return len(session.scalars(query).all())


def wrong(office: Office, at: datetime) -> list[UUID]:
    with office.database.transaction(office.employer_id) as session:
        return [one.claim_id for one in afterwards.wrongs(session, replace(office.maker, at=at))]


def test_a_posted_claim_is_decided_anew_where_the_platform_doubts_or_doubted(
    office: Office,
) -> None:
    claim_id = upload(office, an_invoice(NUMBER))
    submit(office, claim_id)
    approve_and_pay(office, claim_id)
    before, at = decisions(office, claim_id), AT + timedelta(days=1)
    day, checker = TODAY + timedelta(days=1), replace(office.checker, at=at)
    record(office, claim_id, replace(MATCHES, checked_on=day), checker)
    assert decisions(office, claim_id) == before
    record(office, claim_id, Answer(VerifiedAs.VOID, day), replace(checker, at=at + HOUR))
    assert wrong(office, at + HOUR) == [claim_id]
    again = replace(checker, at=at + 2 * HOUR)
    record(office, claim_id, Answer(VerifiedAs.MATCHES, day, "复查"), again)
    assert decisions(office, claim_id) == before + 2
    assert wrong(office, at + 2 * HOUR) == []


def test_a_withdrawn_claim_is_left_alone(office: Office) -> None:
    claim_id = claim_of(office, an_invoice(NUMBER))
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, claim_id).version
        claims.withdraw(session, office.maker, claim_id, version, "误传")
    before = decisions(office, claim_id)
    record(office, claim_id, MATCHES)
    assert decisions(office, claim_id) == before


# ── what is still to be asked ──


def test_invoices_without_an_answer_are_listed_until_they_have_one(office: Office) -> None:
    first = claim_of(office, an_invoice(NUMBER))
    claim_of(office, an_invoice(OTHER))
    other = beside(office)
    claim_of(other, an_invoice(NUMBER))
    record(office, first, MATCHES)
    with office.database.transaction(office.employer_id) as session:
        found = verification_views.unverified(session, office.maker, page=5)
        again = verification_views.to_verify(session, office.maker)
    assert [line.number for line in found.lines] == [OTHER]
    assert (found.count, found.page, list(again)) == (1, 1, list(found.lines))
    with office.database.transaction(CENTER) as session:
        every = verification_views.unverified(session, office.auditor)
    assert {(line.number, line.employer) for line in every.lines} == {
        (OTHER, "北京星河精工科技有限公司"), (NUMBER, "北京岚序能源系统研究院有限公司"),
    }  # fmt: skip


def test_the_list_is_filled_in_and_comes_back(office: Office) -> None:
    claim_of(office, an_invoice(NUMBER))
    with office.database.transaction(office.employer_id) as session:
        content = verification_sheet.workbook(verification_views.to_verify(session, office.maker))
    assert faults(import_table(office, content)) == [(0, "表格里没有查验结果。")]
    book: Workbook = load_workbook(io.BytesIO(content))
    paper = book.worksheets[0]
    assert [cell.value for cell in paper[2]][1] == NUMBER
    paper.cell(2, 6).value, paper.cell(2, 7).value = "查验一致", "2026-03-09"
    filled = io.BytesIO()
    book.save(filled)
    assert import_table(office, filled.getvalue()) == Imported(added=1)
