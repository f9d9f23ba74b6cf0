"""Inboxes: who is told what, that nothing confidential is in it, and who sees it."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from compliance.procedures.exit import WITHDRAWAL
from service.actions import inbox, inbox_views, proceedings
from service.actions.inbox import News, To
from service.actions.inbox_views import MessageView
from service.actions.proceedings import NewCase
from service.db import CENTER
from service.messages import NotFound, Sentence
from service.permissions import Actor, Role
from service.tables import InboxMessageRow
from service.web.access import scope_of
from tests.service.neighbour import beside
from tests.service.office import Office, an_invoice
from tests.service.test_claims import submit, upload

LINK = "/cases/1"
NEWS = News(topic="elsewhere", number="整改2026-001", link=LINK, steps=("提交复核", "撤回"))


def seen(office: Office, actor: Actor, *, waiting: bool = True) -> list[MessageView]:
    with office.database.transaction(scope_of(actor)) as session:
        return inbox_views.messages(session, actor, str, waiting=waiting, page=1)[0]


def unread(office: Office, actor: Actor) -> int:
    with office.database.transaction(scope_of(actor)) as session:
        return inbox_views.unread_count(session, actor)


def tell(office: Office, actor: Actor, *roles: Role, news: News = NEWS) -> None:
    with office.database.transaction(scope_of(actor)) as session:
        inbox.tell(session, actor, To(office.employer_id, frozenset(roles)), news)


def selectee(office: Office, selectee_id: UUID) -> Actor:
    return replace(office.maker, user_id=uuid4(), role=Role.SELECTEE, selectee_id=selectee_id)


def settle_all(office: Office) -> None:
    """Leave out what the office itself has told."""
    with office.database.transaction(CENTER) as session:
        session.execute(text("update inbox_message set over_at = at where over_at is null"))


@pytest.fixture(autouse=True)
def _empty(office: Office) -> None:
    settle_all(office)


def test_each_role_named_is_told_at_its_house(office: Office) -> None:
    tell(office, office.maker, Role.EMPLOYER_CHECKER, Role.CENTER_AUDITOR)
    ((at_employer,), (at_center,)) = seen(office, office.checker), seen(office, office.auditor)
    assert at_employer.to_do == at_center.to_do == "轮到您办理：提交复核、撤回"
    assert (at_center.topic, at_center.number, at_center.link) == ("事项", "整改2026-001", LINK)
    assert seen(office, office.maker) == seen(office, office.manager) == []


def test_a_neighbour_is_told_nothing(office: Office) -> None:
    neighbour = beside(office)
    tell(office, office.maker, Role.EMPLOYER_MAKER, Role.CENTER_MANAGER)
    with office.database.transaction(neighbour.employer_id) as session:
        of_others = select(InboxMessageRow.id).where(InboxMessageRow.link == LINK)
        assert session.scalars(of_others).all() == []


def test_whoever_acts_now_has_read_it_already(office: Office) -> None:
    tell(office, office.maker, Role.EMPLOYER_MAKER)
    colleague = replace(office.maker, user_id=uuid4())
    assert (unread(office, office.maker), unread(office, colleague)) == (0, 1)


def test_newer_news_of_a_link_take_the_place_of_the_older_at_that_house(office: Office) -> None:
    tell(office, office.maker, Role.EMPLOYER_CHECKER, Role.CENTER_AUDITOR)
    tell(office, office.maker, Role.EMPLOYER_CHECKER)
    states = [line.over for line in seen(office, office.checker, waiting=False)]
    assert states[:2] == [False, True]
    assert len(seen(office, office.auditor)) == 1


def test_a_step_is_handed_on_to_those_who_come_next(office: Office) -> None:
    tell(office, office.maker, Role.CENTER_AUDITOR)
    to = To(office.employer_id, frozenset())
    with office.database.transaction(office.employer_id) as session:
        steps = [
            (Role.EMPLOYER_MAKER, "一"),
            (Role.CENTER_MANAGER, "二"),
            (Role.EMPLOYER_CASHIER, "一"),
            (Role.EMPLOYER_CHECKER, "三"),
            (Role.EMPLOYER_CHECKER, "一"),
        ]
        inbox.hand_on(session, office.checker, NEWS, to, steps)
    assert seen(office, office.auditor) == []
    assert [line.to_do for line in seen(office, office.maker)] == ["轮到您办理：一"]
    assert [line.to_do for line in seen(office, office.manager)] == ["轮到您办理：二"]
    assert [line.to_do for line in seen(office, office.checker)] == ["轮到您办理：三、一"]
    with office.database.transaction(office.employer_id) as session:
        inbox.hand_on(session, office.checker, NEWS, to, [])
    assert seen(office, office.maker) == seen(office, office.manager) == []


def test_a_selectee_is_told_of_the_own_things_only(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        selectee_id = inbox.selectee_of(session, office.grant_id)
        assert selectee_id is not None
        assert inbox.selectee_of(session, None) is None
        to = To(office.employer_id, frozenset({Role.SELECTEE}), selectee_id)
        inbox.tell(session, office.auditor, to, NEWS)
    assert len(seen(office, selectee(office, selectee_id))) == 1
    assert seen(office, selectee(office, uuid4())) == []


def test_what_was_read_is_counted_no_more(office: Office) -> None:
    tell(office, office.maker, Role.EMPLOYER_CHECKER)
    tell(office, office.maker, Role.EMPLOYER_CHECKER, news=replace(NEWS, link="/cases/2"))
    first, second = seen(office, office.checker)
    with office.database.transaction(office.employer_id) as session:
        assert inbox_views.read(session, office.checker, first.id) == "/cases/2"
        inbox_views.read(session, office.checker, first.id)
    assert unread(office, office.checker) == 1
    with office.database.transaction(office.employer_id) as session:
        inbox_views.read_all(session, office.checker)
        row = session.get_one(InboxMessageRow, first.id)
        assert row.read_by.count(office.checker.user_id) == 1
        with pytest.raises(NotFound):
            inbox_views.read(session, office.maker, second.id)
    assert unread(office, office.checker) == 0


def test_names_and_amounts_are_not_told(office: Office) -> None:
    for values in ({"who": "林知行"}, {"much": "1,000.00"}, {"day": "2026-03-10", "x": "5.5"}):
        told = replace(NEWS, to_do=Sentence("请办理", values))
        with pytest.raises(ValueError, match="neither a number nor a day"):
            tell(office, office.maker, Role.EMPLOYER_CHECKER, news=told)


def test_a_number_is_no_name_and_no_amount_in_the_database_either(office: Office) -> None:
    tell(office, office.maker, Role.EMPLOYER_CHECKER)
    for number in ("林知行", "1.5"):
        with pytest.raises(ValueError, match="neither a number nor a day"):
            tell(office, office.maker, Role.EMPLOYER_CHECKER, news=replace(NEWS, number=number))
        with pytest.raises(DBAPIError, match="ck_inbox_message_numbered"):
            forge(office, number)


def forge(office: Office, number: str) -> None:
    """Copy a message with another number by SQL."""
    with office.database.transaction(CENTER) as session:
        copy = (
            "insert into inbox_message (roles, topic, number, to_do, values, steps, link, at,"
            " read_by, told) select roles, topic, :number, to_do, values, steps, link, at,"
            " read_by, told from inbox_message limit 1"
        )
        session.execute(text(copy), {"number": number})


def test_a_claim_tells_its_checker_then_nobody_else(office: Office) -> None:
    taken = upload(office, an_invoice())
    assert seen(office, office.checker) == []
    submit(office, taken.claim_id)
    (line,) = seen(office, office.checker)
    assert (line.topic, line.link) == ("报销申请", f"/claims/{taken.claim_id}")
    assert line.to_do == "轮到您办理：复核"
    assert seen(office, office.maker) == []


def test_the_office_was_told_of_its_instalment(office: Office) -> None:
    topics = [line.topic for line in seen(office, office.checker, waiting=False)]
    assert topics == ["拨款"]
    (line,) = seen(office, office.manager, waiting=False)
    assert (line.to_do, line.over) == ("轮到您办理：办理付款", True)


def test_a_case_tells_whoever_comes_next_and_at_its_end_nobody(office: Office) -> None:
    everybody = (office.maker, office.checker, office.cashier, office.auditor, office.manager)

    def told() -> dict[Role, str]:
        lines = {person.role: seen(office, person) for person in everybody}
        return {role: line[0].to_do for role, line in lines.items() if line}

    new = NewCase(
        machine=WITHDRAWAL, series="退出", title="林知行申请退出",
        employer_id=office.employer_id, grant_id=office.grant_id,
    )  # fmt: skip
    with office.database.transaction(office.employer_id) as session:
        row = proceedings.open_case(session, office.maker, new)
    assert told() == {Role.EMPLOYER_CHECKER: "轮到您办理：单位确认"}
    (line,) = seen(office, office.checker)
    assert (line.topic, line.number, line.link) == ("主动退出", row.number, f"/cases/{row.id}")
    with office.database.transaction(office.employer_id) as session:
        found = proceedings.find(session, office.checker, row.id)
        proceedings.step(session, office.checker, found, WITHDRAWAL, "confirm")
    of_center = "轮到您办理：同意退出、不予办理"
    assert told() == {Role.CENTER_AUDITOR: of_center, Role.CENTER_MANAGER: of_center}
    with office.database.transaction(office.employer_id) as session:
        found = proceedings.find(session, office.maker, row.id)
        proceedings.step(session, office.maker, found, WITHDRAWAL, "take_back")
    assert told() == {}
