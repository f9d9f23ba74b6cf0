"""对账 through the actions: who imports and who confirms, what is refused; nothing is posted."""

import io
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from ledger import book
from ledger.bank.items import BankItem
from ledger.bank.matching import DEFAULTS
from service.actions import bank, bank_clues, bank_views
from service.actions.bank_clues import Call
from service.actions.bank_views import BankPage
from service.db import CENTER
from service.messages import Forbidden, Invalid, NotFound, Refused
from tests.service.office import AT, Office
from tests.service.statements import ARRIVED, FEE, INTEREST, a_file

DAY = date(2026, 3, 10)


def take(office: Office, *lines: str, **said: str) -> bank.Taken:
    return bank.take_in(office.desk, office.maker, "三月.csv", a_file(*lines, **said))


def seen(office: Office) -> BankPage:
    with office.database.transaction(office.employer_id) as session:
        return bank_views.page(session, office.maker, office.employer_id, DEFAULTS, 35)


def confirm_all(office: Office) -> int:
    waiting = [match.id for match in seen(office).proposed]
    with office.database.transaction(office.employer_id) as session:
        return bank.confirm(session, office.checker, waiting)


def head(office: Office) -> int:
    with office.database.transaction(CENTER) as session:
        return book.head(session.connection(), bank.book_of(session, office.employer_id)).seq


def test_a_statement_is_taken_in_matched_confirmed_and_reconciled(office: Office) -> None:
    before = head(office)
    taken = take(office, ARRIVED, INTEREST, FEE)
    assert (taken.added, taken.known, taken.proposed, taken.refusals) == (3, 0, 1, ())
    (match,) = seen(office).proposed
    told = [fact.message.text() for fact in match.evidence]
    assert told == ["金额相同", "同一天", "账上记有银行流水号 20251001-0001", "对方户名为中心"]
    assert confirm_all(office) == 1
    assert confirm_all(office) == 0
    page = seen(office)
    assert [free.call for free in page.free_bank] == [Call.INTEREST, Call.FEE]
    assert not page.recent.passed
    with office.database.transaction(office.employer_id) as session:
        drawn = bank.draw(session, office.maker, DAY)
    with office.database.transaction(office.employer_id) as session:
        waiting = bank_views.waiting(session, office.checker, 35)
        assert (waiting.matches, waiting.tables) == (0, 1)
        assert bank.approve(session, office.checker, drawn) == DAY
    page = seen(office)
    assert page.recent.passed
    assert page.until == DAY
    assert page.people[str(office.checker.user_id)] == office.checker.name
    assert head(office) == before  # nothing was posted


def test_the_same_statement_comes_twice_and_counts_once(office: Office) -> None:
    take(office, ARRIVED, INTEREST)
    again = take(office, ARRIVED, INTEREST)
    assert (again.added, again.known, again.proposed) == (0, 2, 0)
    longer = take(office, ARRIVED, INTEREST, FEE)
    assert (longer.added, longer.known) == (1, 2)


@pytest.mark.parametrize(
    ("lines", "said", "told"),
    [
        ([ARRIVED], {"account": "9999999999"}, "不是登记的专门账户"),
        ([ARRIVED], {"days": "2026-03-01至2026-03-31"}, "还没有到"),
        ([ARRIVED.replace("60000.00,60000.00", "60000.00,1.00"), FEE], {}, "余额对不上"),
        (["昨天,,5,5"], {}, "没有可读的日期"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_and_nothing_kept(
    office: Office, lines: list[str], said: dict[str, str], told: str
) -> None:
    taken = take(office, *lines, **said)
    assert any(told in refusal.text() for refusal in taken.refusals)
    assert seen(office).statements == ()


def test_a_masked_account_number_is_recognised(office: Office) -> None:
    assert take(office, ARRIVED, account="1109****8901").added == 1
    assert bank.same_account("******", "1109012345678901") is False


def test_a_line_that_changed_is_refused_by_its_reference(office: Office) -> None:
    take(office, ARRIVED, INTEREST)
    changed = [ARRIVED, INTEREST.replace("12.34,60012.34", "12.35,60012.35")]
    with pytest.raises(Refused, match="HD9 以前导入的是"):
        take(office, *changed)
    assert len(seen(office).statements) == 1


def test_an_employer_without_account_imports_nothing(office: Office) -> None:
    stranger = replace(office.maker, employer_id=office.grant_id)  # nobody's
    taken = bank.take_in(office.desk, stranger, "a.csv", a_file(ARRIVED))
    assert "还没有登记专门账户" in taken.refusals[0].text()


def test_a_match_by_hand_is_confirmed_by_another(office: Office) -> None:
    early = ARRIVED.replace("2026-03-10", "2025-12-01").replace("20251001-0001", "X1")
    take(office, early, days="2025-11-01至2026-03-10")
    page = seen(office)
    assert page.proposed == ()
    (free,) = page.free_bank
    assert (free.call, free.offers) == (Call.RECEIPT, ())
    chosen = [free.item.id], [page.free_book[0].entry]
    with office.database.transaction(office.employer_id) as session:
        bank.match_by_hand(session, office.maker, *chosen)
    (match,) = seen(office).proposed
    assert [fact.code for fact in match.evidence][-1] == "by_hand"
    with (
        office.database.transaction(office.employer_id) as session,
        pytest.raises(Refused, match="已勾对或不存在"),
    ):
        bank.match_by_hand(session, office.maker, *chosen)
    with (
        pytest.raises(Refused, match="另一人确认"),
        office.database.transaction(office.employer_id) as session,
    ):
        bank.confirm(session, office.maker, [match.id])
    assert confirm_all(office) == 1
    with (
        pytest.raises(Forbidden),
        office.database.transaction(office.employer_id) as session,
    ):
        bank.withdraw(session, office.maker, match.id, "选错了")
    with office.database.transaction(office.employer_id) as session:
        bank.withdraw(session, office.checker, match.id, "选错了")
    assert (seen(office).approved, len(seen(office).free_bank)) == ((), 1)


def test_what_cannot_be_one_thing_is_not_matched(office: Office) -> None:
    take(office, ARRIVED, INTEREST)
    with office.database.transaction(office.employer_id) as session:
        (match,) = seen(office).proposed
        bank.withdraw(session, office.maker, match.id, "看看")
    page = seen(office)
    bank_ids = [free.item.id for free in page.free_bank]
    entries = [item.entry for item in page.free_book]
    with office.database.transaction(office.employer_id) as session:
        with pytest.raises(Refused, match=r"相差 12\.34 元"):
            bank.match_by_hand(session, office.maker, bank_ids, entries)
        with pytest.raises(Invalid, match="至少各选一笔"):
            bank.match_by_hand(session, office.maker, bank_ids[:1], [])
        with pytest.raises(NotFound):
            bank.confirm(session, office.checker, [match.id])
        with pytest.raises(NotFound):
            bank.withdraw(session, office.checker, match.id, "x")
        assert bank.search(session, office.maker) == 1
    (again,) = seen(office).proposed
    with (
        office.database.transaction(office.employer_id) as session,
        pytest.raises(Invalid, match="写明撤销的原因"),
    ):
        bank.withdraw(session, office.checker, again.id, " ")


def test_a_table_is_sent_back_and_drawn_up_again(office: Office) -> None:
    with (
        pytest.raises(Refused, match="还没有导入对账单"),
        office.database.transaction(office.employer_id) as session,
    ):
        bank.draw(session, office.maker, DAY)
    take(office, ARRIVED, INTEREST)
    with office.database.transaction(office.employer_id) as session:
        drawn = bank.draw(session, office.maker, DAY)
        assert bank.send_back(session, office.checker, drawn, "漏了手续费") == DAY
        with pytest.raises(NotFound):
            bank.approve(session, office.checker, drawn)
        again = bank.draw(session, office.maker, DAY)
        shown = bank_views.table(session, office.maker, office.employer_id, DAY)
    assert shown.kept is not None
    assert shown.kept.id == again
    assert shown.table.holds


def test_the_table_is_a_workbook_to_sign(office: Office) -> None:
    take(office, ARRIVED, INTEREST, FEE)
    confirm_all(office)
    with office.database.transaction(CENTER) as session:
        name, content = bank_views.workbook(session, office.auditor, office.employer_id, DAY)
    assert name == "余额调节表-北京星河精工科技有限公司-2026-03-10.xlsx"
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    cells = [
        [cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)
    ]
    assert ["调节后余额", 60002.34] in cells
    assert sum(row[:1] == ["调节后余额"] for row in cells) == 2
    with (
        pytest.raises(Refused, match="对账单只到"),
        office.database.transaction(CENTER) as session,
    ):
        bank_views.table(session, office.auditor, office.employer_id, DAY + timedelta(days=1))


def test_the_center_reads_all_and_another_employer_nothing(office: Office) -> None:
    take(office, ARRIVED)
    with office.database.transaction(CENTER) as session:
        (line,) = bank_views.standings(session, office.auditor, 35)
        assert (line.confirmed_on, line.recent.passed) == (None, False)
        page = bank_views.page(session, office.auditor, office.employer_id, DEFAULTS, 35)
        assert len(page.proposed) == 1
        stranger = replace(office.maker, employer_id=office.grant_id)
        with pytest.raises(NotFound):
            bank_views.page(session, stranger, office.employer_id, DEFAULTS, 35)


@pytest.mark.parametrize(
    ("amount", "summary", "party", "call"),
    [
        ("1.00", "四季度结息", "", Call.INTEREST),
        ("-1.00", "利息税", "", Call.PAYMENT),
        ("-5.00", "回单费", "", Call.FEE),
        ("5.00", "退票", "某公司", Call.RETURNED),
        ("5.00", "拨款", bank_clues.CENTER, Call.RECEIPT),
        ("5.00", "货款", "某公司", Call.STRAY),
        ("-5.00", "货款", "某公司", Call.PAYMENT),
    ],
)
def test_a_stray_line_calls_for_its_event(
    amount: str, summary: str, party: str, call: Call
) -> None:
    item = BankItem(AT.date(), 1, Decimal(amount), party, summary)
    assert bank_clues.call_for(item) is call


def test_a_wrong_account_is_told_without_its_numbers(office: Office) -> None:
    (said,) = take(office, ARRIVED, account="9999999988887777").refusals
    assert "99************77" in said.text()
    assert "11************01" in said.text()
