"""The ledger to look at, through the actions."""

from dataclasses import replace
from uuid import uuid4

import pytest

from service.actions import books, desk
from service.db import CENTER
from service.messages import NotFound
from service.permissions import Role
from tests.service import office as start
from tests.service.office import Office


def test_an_employer_reads_its_own_journal_and_no_other(office: Office) -> None:
    with office.database.transaction(office.employer_id) as session:
        page = books.journal(session, office.maker, office.employer_id)
        assert [entry.kind for entry in page.entries] == ["receive", "commit_agreement"]
        assert page.people[str(office.checker.user_id)] == office.checker.name
        assert page.older is None
        one = books.entry(session, office.maker, page.entries[0].id)
        assert one.entries == (page.entries[0],)
        for other in (None, uuid4()):
            with pytest.raises(NotFound):
                books.journal(session, office.maker, other)
        with pytest.raises(NotFound):
            books.entry(session, office.maker, 10**9)


def test_the_center_reads_every_book_and_an_employer_never_the_centers(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        page = books.journal(session, office.manager, None)
        kinds = [entry.kind for entry in page.entries]
        assert kinds == ["confirm_receipt", "disburse", "commit_agreement", "appropriate"]
        assert books.entry(session, office.manager, page.entries[0].id).entries
        assert books.journal(session, office.manager, office.employer_id).title == start.NAME
        with pytest.raises(NotFound):
            books.journal(session, office.manager, uuid4())
        with pytest.raises(NotFound):
            books.entry(session, office.maker, page.entries[0].id)


def test_the_trial_balance_has_equal_sides(office: Office) -> None:
    with office.database.transaction(office.employer_id) as session:
        table = books.trial_balance(session, office.maker, office.employer_id)
    assert sum(row.debits for row in table.rows) == sum(row.credits for row in table.rows) > 0
    assert table.until == office.maker.today


def test_the_overview_of_the_center_equals_the_ledger(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        overview = desk.center_overview(session, office.manager)
    assert overview.appropriated == 500000
    assert overview.committed + overview.disbursed == 100000
    assert overview.disbursed == sum(line.received for line in overview.employers)
    assert overview.uncommitted == 400000
    assert [line.state for line in overview.instalments] == ["received", "planned"]


def test_a_desk_shows_money_instalments_and_a_selectee_only_the_own_grant(office: Office) -> None:
    with office.database.transaction(office.employer_id) as session:
        shown = desk.employer_desk(session, office.maker)
        assert shown.account_balance == 60000
        assert shown.to_confirm == ()
        assert shown.grants[0].money.available == 60000
        assert shown.grants[0].money.budget == 100000
        assert shown.grants[0].money.categories[0].available == 80000
        assert len(desk.instalments_of(session, office.maker, office.grant_id)) == 2
        stranger = replace(office.maker, role=Role.SELECTEE, selectee_id=uuid4())
        assert desk.grants(session, stranger) == []
        with pytest.raises(NotFound):
            desk.grant(session, stranger, office.grant_id)
