"""退回: paid part by part from the right money, matched to the bank, never more than is due."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from compliance.clawback import Mode
from ledger import book, events, proof
from ledger.accounts import AccountRef
from ledger.bank.matching import DEFAULTS
from service.actions import (
    bank,
    bank_clues,
    bank_views,
    clawbacks,
)
from service.db import CENTER
from service.messages import Invalid, NotFound, Refused
from service.tables import GrantRow, RepaymentRow
from tests.service.office import Office
from tests.service.returning import (
    decided,
    end,
    golden_grant,
    on,
    pay_all,
    see_all,
    state,
    step,
    top_up,
    unseen,
    yuan,
)
from tests.service.statements import ARRIVED, a_file

GROUND = {"facts": "会议费列支不实", "ground": "任务书第六条"}


def number(office: Office, grant_id: UUID) -> str:
    with office.database.transaction(CENTER) as session:
        return session.get_one(GrantRow, grant_id).number


def test_money_is_paid_back_part_by_part_and_seen_to_arrive(office: Office) -> None:
    grant_id = golden_grant(office)
    end(office, grant_id)
    case_id = decided(office, grant_id)
    pay_all(office, case_id)
    with office.database.transaction(CENTER) as session:
        assert state(session, case_id) == "paid"
    with pytest.raises(Refused, match="还有 2 笔退款没有确认到账"):
        step(office, office.auditor, clawbacks.close, case_id)
    see_all(office, case_id)
    step(office, office.auditor, clawbacks.close, case_id)
    of_grant = number(office, grant_id)
    with office.database.transaction(CENTER) as session:
        assert state(session, case_id) == "recovered"
        connection = session.connection()
        center = book.book_of(connection, None)
        assert book.balance(connection, center, AccountRef("1002")) == yuan(120_000)
        assert book.balance(connection, center, AccountRef("1218.R", of_grant)) == 0
        assert proof.prove(connection) == ()


def test_what_is_owed_from_own_money_is_put_in_first_and_a_slip_counts_once(
    office: Office,
) -> None:
    grant_id = golden_grant(office)
    end(office, grant_id)
    case_id = decided(office, grant_id)
    part = {"part_amount": yuan(105_000), "part_reference": "HD-1"}
    step(office, office.cashier, clawbacks.pay_part, case_id, **part)
    with pytest.raises(Refused, match=r"自有资金还应补足 15,000\.00 元"):
        step(office, office.cashier, clawbacks.pay_rest, case_id, rest_reference="HD-2")
    top_up(office, number(office, grant_id), yuan(15_000))
    with pytest.raises(Refused, match="流水号 HD-1 的回单已经登记过"):
        step(office, office.cashier, clawbacks.pay_rest, case_id, rest_reference="HD-1")
    with office.database.transaction(CENTER) as session:
        paid = unseen(session, case_id)
    said = {"arrived_repayment": paid, "arrived_reference": "ZX-1"}
    step(office, office.auditor, clawbacks.arrive, case_id, **said)
    with pytest.raises(Refused, match="已确认到账"):
        step(office, office.auditor, clawbacks.arrive, case_id, **said)
    with pytest.raises(NotFound):
        step(
            office, office.auditor, clawbacks.arrive, case_id,
            arrived_repayment=case_id, arrived_reference="ZX-2",
        )  # fmt: skip


def test_nobody_pays_back_more_than_is_due(office: Office) -> None:
    grant_id = golden_grant(office)
    end(office, grant_id)
    case_id = decided(office, grant_id, Mode.UNSPENT)
    with pytest.raises(Invalid, match="不能多退"):
        step(office, office.cashier, clawbacks.pay_part, case_id,
             part_amount=yuan("105000.01"), part_reference="HD-1")  # fmt: skip
    with pytest.raises(Invalid, match="大于零"):
        step(office, office.cashier, clawbacks.pay_part, case_id,
             part_amount=yuan(0), part_reference="HD-1")  # fmt: skip
    with pytest.raises(Invalid, match="流水号"):
        step(office, office.cashier, clawbacks.pay_part, case_id,
             part_amount=yuan(1), part_reference=" ")  # fmt: skip
    with pytest.raises(Invalid, match="退回全部余款"):
        step(office, office.cashier, clawbacks.pay_part, case_id,
             part_amount=yuan(105_000), part_reference="HD-1")  # fmt: skip
    with pytest.raises(Refused, match="不允许"):
        step(office, office.checker, clawbacks.pay_rest, case_id, rest_reference="HD-1")
    step(office, office.cashier, clawbacks.pay_part, case_id,
         part_amount=yuan(5_000), part_reference="HD-1")  # fmt: skip
    with (
        pytest.raises(DBAPIError, match="more is paid back than is due"),
        office.database.transaction(office.employer_id) as session,
    ):
        session.execute(
            text(
                "insert into repayment (employer_id, proceeding_id, fiscal, interest, paid_on,"
                " paid_by, bank_reference, entry_id)"
                " select employer_id, proceeding_id, 100000.01, 0, paid_on, paid_by, 'HD-9',"
                " entry_id from repayment"
            )
        )
    with (
        pytest.raises(DBAPIError, match="not in the ledger"),
        office.database.transaction(office.employer_id) as session,
    ):
        session.execute(
            text(
                "insert into repayment (employer_id, proceeding_id, fiscal, interest, paid_on,"
                " paid_by, bank_reference, entry_id)"
                " select employer_id, proceeding_id, 1, 0, paid_on, paid_by, 'HD-9',"
                " entry_id from repayment"
            )
        )


def test_a_payment_is_matched_to_the_line_of_the_bank_by_its_slip(office: Office) -> None:
    end(office, office.grant_id)
    case_id = decided(office, office.grant_id, Mode.UNSPENT)
    pay_all(office, case_id)
    out = f"2026-03-10,60000.00,,0.00,{bank_clues.CENTER},0200,退回款,HD-2"
    taken = bank.take_in(office.desk, office.maker, "三月.csv", a_file(ARRIVED, out))
    assert (taken.added, taken.proposed) == (2, 2)
    with office.database.transaction(office.employer_id) as session:
        shown = bank_views.page(session, office.maker, office.employer_id, DEFAULTS, 35)
    told = {fact.message.text() for match in shown.proposed for fact in match.evidence}
    assert {"账上记有银行流水号 HD-2", "账上记有银行流水号 20251001-0001"} <= told


def test_the_database_lets_no_other_grants_money_be_paid_back(office: Office) -> None:
    """What is owed from own money is put in first, whoever writes the row."""
    grant_id = golden_grant(office)
    end(office, grant_id)
    case_id = decided(office, grant_id, Mode.FULL)
    with pytest.raises(DBAPIError, match="money of other grants"):
        _paid_past_the_action(office, case_id, grant_id)


def _paid_past_the_action(office: Office, case_id: UUID, grant_id: UUID) -> None:
    """Pay 150 000 of 200 000 while 95 000 of own money is still missing."""
    cashier, amount = office.cashier, yuan(150_000)
    with office.database.transaction(CENTER) as session:
        connection = session.connection()
        of = book.book_of(connection, office.employer_id)
        paid = events.repay(
            book.book_of(connection, None),
            of,
            replace(on(f"proceeding:{case_id}:repay:9"), actor=str(cashier.user_id)),
            session.get_one(GrantRow, grant_id).number,
            {"FISCAL": amount},
        )
        entry = book.post(connection, *reversed(paid))[0].entry_id
        row = RepaymentRow(
            employer_id=office.employer_id, proceeding_id=case_id, fiscal=amount,
            interest=yuan(0), paid_on=cashier.today, paid_by=cashier.user_id,
            bank_reference="HD-9", entry_id=int(entry),
        )  # fmt: skip
        session.add(row)
