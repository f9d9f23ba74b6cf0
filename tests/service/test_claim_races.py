"""Rounds of four approvers and of eight spenders at once: nothing is doubled, nothing overspent.

A few rounds here; `ZHUANHU_FAULTS_CLAIM_ROUNDS=1000` makes as many of each as one likes.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import URL

from compliance.categories import Category
from importers.sandbox import ReaderPool
from ledger import book, proof
from ledger.events import Occasion
from ledger.journal import EntryId
from service.actions import claim_money, claims
from service.actions.paying import Slip
from service.db import CENTER
from service.messages import Refused
from service.permissions import Role
from service.tables import ClaimRow
from tests.database_server import ClonedDatabase
from tests.faults.scale import number
from tests.service.office import AT, USCC, Office, an_invoice, open_office, pay, user
from tests.service.test_claims import approve, money, row, submit, upload

ROUNDS = number("CLAIM_ROUNDS", 4)
APPROVERS, SPENDERS = 4, 8
BUDGET, EACH, FIT = Decimal(20000), Decimal("4770.00"), 4  # a fifth does not fit
TODAY = AT.date()
NOTHING = Decimal("0.00")


def at_once(tries: Sequence[Callable[[], object]]) -> list[bool]:
    """Do things at the same time; tell which were done and which refused. Faults are raised."""
    start = threading.Barrier(len(tries))

    def one(act: Callable[[], object]) -> bool:
        start.wait()
        try:
            act()
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(len(tries)) as pool:
        return list(pool.map(one, tries))


def test_of_four_approvers_one_approves(office: Office) -> None:
    claim_id = upload(office, an_invoice()).claim_id
    checkers = [
        user(office.database, f"checker-{place}", Role.EMPLOYER_CHECKER, USCC)
        for place in range(APPROVERS)
    ]
    for _ in range(ROUNDS):
        submit(office, claim_id)
        version = row(office, claim_id).version

        def approval(place: int, version: int = version) -> None:
            with office.database.transaction(office.employer_id) as session:
                claims.approve(session, checkers[place], claim_id, version)

        tries = [lambda place=place: approval(place) for place in range(APPROVERS)]
        assert sum(at_once(tries)) == 1
        assert row(office, claim_id).state == "approved"
        assert money(office).reserved == Decimal("1060.00")
        with office.database.transaction(office.employer_id) as session:
            claims.return_(session, office.cashier, claim_id, version + 1, "再来一次")


@pytest.fixture
def tight(
    database: ClonedDatabase, tmp_path: Path, readers: ReaderPool, monkeypatch: pytest.MonkeyPatch
) -> Office:
    """An office with more money than budget for research."""
    budget = {Category.RND: BUDGET, Category.CONF: Decimal(80000)}
    monkeypatch.setattr("tests.service.office.BUDGET", budget)
    return open_office(database, tmp_path, readers)


def eight_drafts(office: Office) -> list[UUID]:
    made = []
    for place in range(SPENDERS):
        month = 9 + place  # a month apart: purchases of their own
        issued_on = date(2025 + (month > 12) * (month // 13), (month - 1) % 12 + 1, 5)
        digits = f"{issued_on.year % 100}11200000012345670{place}"
        drawn = an_invoice(digits, amount="4500.00", issued_on=min(issued_on, TODAY))
        made.append(upload(office, drawn, f"{place}.pdf").claim_id)
    return made


@pytest.mark.slow
def test_eight_spenders_never_spend_more_than_the_budget(
    tight: Office, database: ClonedDatabase
) -> None:
    drafts = eight_drafts(tight)
    for turn in range(ROUNDS):

        def spending(claim_id: UUID, turn: int = turn) -> None:
            submit(tight, claim_id)
            approve(tight, claim_id)
            pay(tight, claim_id, Slip(f"HD{turn}"))

        tries = [lambda claim_id=claim_id: spending(claim_id) for claim_id in drafts]
        done = at_once(tries)
        states = [row(tight, claim_id).state for claim_id in drafts]
        assert sum(done) == states.count("paid") == FIT
        assert states.count("draft") == SPENDERS - FIT
        assert (money(tight).spent, money(tight).reserved) == (FIT * EACH, NOTHING)
        drafts = [begun_again(tight, database.admin_url, each, turn) for each in drafts]
    with tight.database.transaction(CENTER) as session:
        assert proof.prove(session.connection()) == ()


def begun_again(office: Office, admin: URL, claim_id: UUID, turn: int) -> UUID:
    """Undo a payment and let the row be the draft of another claim; a draft stays as it is."""
    claim = row(office, claim_id)
    if claim.entry_id is None:
        return claim_id
    with office.database.transaction(office.employer_id) as session:
        undone = Occasion(key=f"undo:{claim_id}:{turn}", effective_on=TODAY, actor="x")
        book.reverse_occasion(session.connection(), EntryId(claim.entry_id), undone)
        claim_money.release(session, office.cashier, session.get_one(ClaimRow, claim_id))
    with psycopg.connect(
        admin.set(drivername="postgresql").render_as_string(hide_password=False)
    ) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute(
            "update claim set id = gen_random_uuid(), state = 'draft', submitted_by = null,"
            " approved_by = null, approved_at = null, entry_id = null, paid_by = null,"
            " paid_at = null, paid_on = null, bank_slip = '', payment_entry_id = null"
            " where id = %s returning id",
            [claim_id],
        )
        (fresh,) = connection.execute(
            "select id from claim where number = %s", [claim.number]
        ).fetchone() or (None,)
    assert isinstance(fresh, UUID)
    return fresh
