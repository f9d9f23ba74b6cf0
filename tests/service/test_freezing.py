"""冻结与放行: what a suspension stops, what the Center lets go on, what ends (golden case 19)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from compliance.categories import Category
from service.actions import claim_views, claims, freezing
from service.actions.claims import Change
from service.db import CENTER
from service.messages import Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import ClaimRow, GrantRow
from tests.service.office import AT, Office, an_invoice, approve_and_pay, pay
from tests.service.test_claims import approve, change, money, row, submit, upload

SUSPENDED_ON = AT.date()
BEFORE = date(2026, 2, 20)
REASON = "合同于二月签订，服务已完成"


def claim(office: Office, number: int, issued_on: date = BEFORE) -> UUID:
    amount, year = f"{1000 + number}.00", issued_on.year % 100
    spec = an_invoice(f"{year}1120000001234567{number:02d}", amount=amount, issued_on=issued_on)
    return upload(office, spec, f"{number}.pdf").claim_id


@contextmanager
def center(office: Office) -> Iterator[tuple[Session, GrantRow]]:
    with office.database.transaction(CENTER) as session:
        yield session, session.get_one(GrantRow, office.grant_id)


def suspend(office: Office) -> int:
    with center(office) as (session, grant):
        grant.suspended_on = SUSPENDED_ON
        return freezing.freeze(session, office.manager, grant)


def release(office: Office, claim_id: UUID, reason: str = REASON, by: Actor | None = None) -> None:
    version = row(office, claim_id).version
    with office.database.transaction(CENTER) as session:
        freezing.release(session, by or office.auditor, claim_id, version, reason)


def in_every_state(office: Office) -> dict[str, UUID]:
    early = (date(2025, 9, 20), date(2025, 10, 22), date(2025, 11, 20), date(2025, 12, 23))
    days = (*early, date(2026, 1, 22), BEFORE)  # far enough apart to be purchases of their own
    names = ("draft", "returned", "submitted", "approved", "paid", "withdrawn")
    made = {
        name: claim(office, place, day)
        for place, (name, day) in enumerate(zip(names, days, strict=True), 10)
    }
    for name in ("returned", "submitted", "approved", "paid"):
        submit(office, made[name])
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, made["returned"]).version
        claims.return_(session, office.checker, made["returned"], version, "请补合同")
        version = session.get_one(ClaimRow, made["withdrawn"]).version
        claims.withdraw(session, office.maker, made["withdrawn"], version)
    approve(office, made["approved"])
    approve_and_pay(office, made["paid"])
    return made


def states(office: Office, made: dict[str, UUID]) -> dict[str, str]:
    return {name: row(office, each).state for name, each in made.items()}


def test_a_suspension_freezes_the_approved_and_leaves_what_is_in_the_books(office: Office) -> None:
    made = in_every_state(office)
    reserved = money(office).reserved
    assert suspend(office) == 4
    frozen = dict.fromkeys(("draft", "returned", "submitted", "approved"), "frozen")
    assert states(office, made) == frozen | {"paid": "paid", "withdrawn": "withdrawn"}
    assert money(office).reserved == reserved  # what was reserved stays so
    assert suspend(office) == 0
    for name in frozen:
        assert row(office, made[name]).frozen_from == name
    for act in (claims.submit, claims.withdraw):
        with (
            office.database.transaction(office.employer_id) as session,
            pytest.raises(Refused, match="不允许"),
        ):
            act(session, office.maker, made["draft"], row(office, made["draft"]).version)
    with pytest.raises(Refused, match="不允许"):
        pay(office, made["approved"])


@pytest.mark.parametrize("name", ["draft", "submitted", "approved"])
def test_a_released_claim_goes_on_from_where_it_was_frozen(office: Office, name: str) -> None:
    claim_id = in_every_state(office)[name]
    suspend(office)
    release(office, claim_id)
    kept = row(office, claim_id)
    assert (kept.state, kept.frozen_from, kept.released_by) == (name, None, office.auditor.user_id)
    assert (kept.released_on, kept.release_reason) == (office.auditor.today, REASON)
    if name == "draft":
        submit(office, claim_id)
    if name != "approved":
        approve(office, claim_id)
    assert pay(office, claim_id)


def test_release_needs_a_reason_and_somebody_of_the_center(office: Office) -> None:
    claim_id = claim(office, 10)
    suspend(office)
    with pytest.raises(Invalid, match="理由"):
        release(office, claim_id, "  ")
    with pytest.raises(NotFound):
        release(office, claim_id, by=office.checker)
    release(office, claim_id)
    with pytest.raises(Refused, match="没有冻结"):
        release(office, claim_id)


def test_nothing_new_is_released(office: Office) -> None:
    claim_id = claim(office, 10, SUSPENDED_ON)
    suspend(office)
    with pytest.raises(Refused, match="不早于中止日"):
        release(office, claim_id)
    assert row(office, claim_id).state == "frozen"


def test_an_old_page_releases_nothing(office: Office) -> None:
    claim_id = claim(office, 10)
    suspend(office)
    version = row(office, claim_id).version - 1
    with office.database.transaction(CENTER) as session, pytest.raises(Refused, match="刚被他人"):
        freezing.release(session, office.auditor, claim_id, version, REASON)


def test_a_released_claim_dated_anew_after_the_suspension_is_not_submitted(office: Office) -> None:
    claim_id = claim(office, 10)
    suspend(office)
    release(office, claim_id)
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, claim_id).version
        changed = claims.Change(cost_on=SUSPENDED_ON + timedelta(days=0))
        claims.change(session, office.maker, claim_id, version, changed)
    with pytest.raises(Refused, match="中止"):
        submit(office, claim_id)


def test_a_released_claim_does_not_grow_while_the_suspension_goes_on(office: Office) -> None:
    claim_id = claim(office, 10)
    change(office, claim_id, Change(category=Category.RND, amount=Decimal("100.00")))
    suspend(office)
    release(office, claim_id)
    more = Change(category=Category.RND, amount=Decimal("100.01"))
    with pytest.raises(Refused, match=r"按 100\.00 元放行，不能再增加金额"):
        change(office, claim_id, more)
    change(office, claim_id, replace(more, amount=Decimal("100.00")))
    with center(office) as (_, grant):
        grant.suspended_on = None
    change(office, claim_id, more)
    assert row(office, claim_id).amount == Decimal("100.01")


def test_the_end_of_a_grant_voids_what_is_not_in_the_books_and_frees_its_money(
    office: Office,
) -> None:
    made = in_every_state(office)
    suspend(office)
    with center(office) as (session, grant):
        assert len(freezing.frozen(session, grant)) == 4
        with pytest.raises(Invalid, match="理由"):
            freezing.void_all(session, office.manager, grant, "")
        assert freezing.void_all(session, office.manager, grant, "资格取消") == 4
        assert freezing.void_all(session, office.manager, grant, "资格取消") == 0
    assert set(states(office, made).values()) == {"withdrawn", "paid"}
    assert money(office).reserved == Decimal(0)


def test_the_center_sees_that_it_may_release_and_the_employer_does_not(office: Office) -> None:
    claim_id = claim(office, 10)
    submit(office, claim_id)
    suspend(office)
    with center(office) as (session, _):
        page = claim_views.claim_page(session, office.auditor, claim_id)
    assert page.may == {"release_submitted", "void"}
    with office.database.transaction(office.employer_id) as session:
        assert claim_views.claim_page(session, office.checker, claim_id).may == frozenset()
