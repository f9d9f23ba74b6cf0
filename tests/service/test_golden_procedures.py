"""Golden cases of the policy as people meet them: through the actions, down to book and database.

The rules of the same cases stand in `tests.compliance.test_golden_cases`; those that other tests
of the service play through are not played again here.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from compliance.categories import Category
from compliance.decision import Outcome
from compliance.facts import VatClaim
from importers.invoice import Kind
from ledger import book
from ledger.accounts import AccountRef
from service.actions import disbursement_gates, money, register
from service.actions.claims import Change
from service.db import CENTER, Scope
from service.demo.drawing import draw
from service.messages import Refused
from service.tables import GrantRow, RecommenderRow
from tests.service import office as start
from tests.service import removal as moving
from tests.service.office import Office, a_spec, an_invoice, approve_and_pay
from tests.service.removal import refused
from tests.service.test_claims import change, row, submit, upload

CENTRAL = {"new_name": "清华大学", "new_uscc": "12100000400000624D"}
WORKPLACE = {"workplace": "北京市海淀区双清路 30 号"}


@pytest.mark.parametrize(
    ("starts_on", "last_day"),
    [
        pytest.param(date(2025, 9, 29), date(2025, 10, 9), id="5"),
        pytest.param(date(2025, 12, 30), date(2026, 1, 4), id="6"),
    ],
)
def test_5_and_6_nothing_is_paid_until_the_public_notice_is_over(
    office: Office, starts_on: date, last_day: date
) -> None:
    manager = office.manager
    with office.database.transaction(CENTER) as session:
        call = register.add_call(session, manager, replace(start.a_call(), year=2026))
        register.add_notice(session, manager, call, starts_on, "https://example.invalid/")
        recommender = session.scalars(select(RecommenderRow.id)).one()
        selectee = start.a_selectee(office.employer_id, recommender, call)
        grant = register.add_selectee(session, manager, replace(selectee, name="苏映川"))
        signed = replace(start.an_agreement(grant), number="RWS-2026-001")
        money.sign_agreement(session, manager, signed)
        instalment = start.instalments_of(session, grant)[0]
        first_day = last_day + timedelta(days=1)
        said = [
            [gate.text() for gate in disbursement_gates.unmet(session, instalment, day)]
            for day in (last_day, first_day)
        ]
    assert said == [["入选名单公示尚未期满（第十八条）"], []]


def test_15_only_the_net_amount_of_deducted_tax_is_charged_and_posted(office: Office) -> None:
    special = draw(replace(a_spec("26112000000123456789"), kind=Kind.E_SPECIAL))
    claim_id = upload(office, special).claim_id
    gross = Change(category=Category.RND, vat=VatClaim.CLAIMED)
    assert change(office, claim_id, gross) is Outcome.BLOCK
    with pytest.raises(Refused, match="先填写说明"):
        submit(office, claim_id)
    net = replace(gross, amount=Decimal("1000.00"))
    assert change(office, claim_id, net) is Outcome.PASS
    submit(office, claim_id)
    approve_and_pay(office, claim_id)
    with office.database.transaction(CENTER) as session:
        number = session.get_one(GrantRow, office.grant_id).number
        of = book.book_of(session.connection(), office.employer_id)
        spent = AccountRef("5301.X", number, "FISCAL", "RND")
        assert book.balance(session.connection(), of, spent) == Decimal("1000.00")


def test_16_numbers_in_a_row_are_explained_and_then_paid(office: Office) -> None:
    *before, third = (
        upload(office, an_invoice(f"2611200000012345678{last}")).claim_id for last in (7, 8, 9)
    )
    assert change(office, third, Change(category=Category.RND)) is Outcome.REVIEW
    with pytest.raises(Refused, match="先填写说明"):
        submit(office, third)
    said = Change(category=Category.RND, explanation="同一天三批样机分别送测，各有委托单。")
    assert change(office, third, said) is Outcome.REVIEW
    submit(office, third)
    approve_and_pay(office, third, "三份委托单和三份报告已核对。")
    assert row(office, third).state == "paid"
    assert {row(office, claim).state for claim in before} == {"draft"}


def test_17_a_central_body_shows_its_seat_before_money_goes_there(office: Office) -> None:
    removal = moving.prepared(office)
    assert "中央" in refused(lambda: removal.apply(**CENTRAL, **WORKPLACE))
    removal.apply(**CENTRAL, **WORKPLACE, seat_evidence="事业单位法人证书，住所北京市海淀区")
    assert removal.state() == "applied"


POSTED = (
    "update ledger.entry set effective_on = effective_on + 1 where id = :entry",
    "update ledger.entry set approver = actor where id = :entry",
    "update ledger.line set amount = amount * 2 where entry_id = :entry",
    "update ledger.line set account_id = account_id + 1 where entry_id = :entry",
    "delete from ledger.line where entry_id = :entry",
    "delete from ledger.entry where id = :entry",
    "insert into ledger.line select * from ledger.line where entry_id = :entry",
    "truncate ledger.line",
    "update claim set amount = 1 where entry_id = :entry",
    "update claim set category = 'CONF' where entry_id = :entry",
    "update claim set paid_on = paid_on + 1 where entry_id = :entry",
    "update claim set bank_slip = 'x' where entry_id = :entry",
    "update claim set entry_id = entry_id - 1 where entry_id = :entry",
    "update claim set approved_by = submitted_by where entry_id = :entry",
    "delete from claim where entry_id = :entry",
)


def test_23_what_is_posted_is_not_edited_even_by_sql_of_the_application(office: Office) -> None:
    claim_id = upload(office, an_invoice()).claim_id
    submit(office, claim_id)
    entry = int(approve_and_pay(office, claim_id))
    scopes: tuple[Scope, ...] = (office.employer_id, CENTER)
    for statement in POSTED:
        for scope in scopes:
            with (
                pytest.raises(DBAPIError),
                office.database.transaction(scope) as session,
            ):
                session.execute(text(statement), {"entry": entry})
    assert (row(office, claim_id).amount, row(office, claim_id).entry_id) == (
        Decimal("1060.00"),
        entry,
    )
