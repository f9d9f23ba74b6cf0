"""用手机拍照上传: one link, opened once and soon, good for one batch of one person, and no more."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from service.actions import people, phone_links
from service.actions.phone_links import OPENS, WORKS, NewLink
from service.actions.system import system_actor
from service.db import CENTER
from service.messages import NotFound, Refused
from service.tables import AuditRow, PhoneLinkRow
from tests.service.batches import closed, opened, seen, worked_off
from tests.service.office import AT, Office, an_invoice

SOON = AT + timedelta(minutes=2)


def made(office: Office, batch: UUID | None = None) -> NewLink:
    with office.database.transaction(office.employer_id) as session:
        return phone_links.make(session, office.maker, office.grant_id, batch)


def standing(office: Office, link: NewLink) -> str:
    with office.database.transaction(office.employer_id) as session:
        return phone_links.state(session, replace(office.maker, at=SOON), link.id)


def held(office: Office, link: NewLink) -> phone_links.Holder:
    link_id = phone_links.open_once(office.database, link.secret, SOON)
    found = phone_links.holder(office.database, link_id, SOON)
    assert found is not None
    return found


def test_photographs_come_into_the_batch_under_the_name_of_whoever_made_the_link(
    office: Office,
) -> None:
    link = made(office)
    assert standing(office, link) == "waiting"
    holder = held(office, link)
    assert standing(office, link) == "opened"
    for _ in range(2):  # sent again after a lost answer
        phone_links.send(office.desk, holder, "照片.pdf", an_invoice(), "1")
    phone_links.finish(office.database, holder)
    assert standing(office, link) == "over"
    assert worked_off(office) == 1
    view = seen(office, link.batch_id)
    assert (view.source, view.own, view.finished, view.total) == ("phone", True, True, 1)
    with office.database.transaction(CENTER) as session:
        about = (
            select(AuditRow.action).where(AuditRow.subject == "phone_link").order_by(AuditRow.id)
        )
        acts = list(session.scalars(about))
    assert acts == ["make_phone_link", "open_phone_link", "end_phone_link"]


def test_a_link_is_opened_once_and_soon_and_looking_uses_nothing_up(office: Office) -> None:
    link = made(office)
    for _ in range(2):
        phone_links.check(office.database, link.secret, SOON)
    with pytest.raises(NotFound):
        phone_links.check(office.database, link.secret, AT + OPENS + timedelta(seconds=1))
    phone_links.open_once(office.database, link.secret, SOON)
    for secret in (link.secret, "unknown"):
        with pytest.raises(NotFound):
            phone_links.open_once(office.database, secret, SOON)


def test_an_opened_link_ends_by_time_by_hand_with_its_batch_and_with_its_person(
    office: Office,
) -> None:
    late = SOON + WORKS + timedelta(seconds=1)
    first = held(office, made(office))
    assert phone_links.holder(office.database, first.link_id, late) is None
    second = made(office)
    found = held(office, second)
    closed(office, second.batch_id)
    assert phone_links.holder(office.database, found.link_id, SOON) is None
    third = held(office, made(office))
    with office.database.transaction(office.employer_id) as session:
        for _ in range(2):
            phone_links.end(session, office.maker, third.link_id)
    assert phone_links.holder(office.database, third.link_id, SOON) is None
    fourth, waiting = held(office, made(office)), made(office)
    with office.database.transaction(CENTER) as session:
        people.set_active(session, system_actor(AT), office.maker.user_id, active=False)
    assert phone_links.holder(office.database, fourth.link_id, SOON) is None
    with pytest.raises(NotFound):
        phone_links.open_once(office.database, waiting.secret, SOON)
    assert phone_links.holder(office.database, uuid4(), SOON) is None


def test_a_link_joins_ones_own_open_batch_and_only_the_newest_code_is_good(office: Office) -> None:
    batch = opened(office)
    first, second = made(office, batch), made(office, batch)
    assert first.batch_id == second.batch_id == batch
    with pytest.raises(NotFound):
        phone_links.open_once(office.database, first.secret, SOON)
    phone_links.finish(office.database, held(office, second))
    assert not seen(office, batch).closed  # the desk goes on with it
    closed(office, batch)
    assert made(office, batch).batch_id != batch
    assert made(office, uuid4()).batch_id != batch


def test_nobody_else_sees_or_ends_a_link(office: Office) -> None:
    link = made(office)
    with office.database.transaction(office.employer_id) as session:
        for act in (phone_links.end, phone_links.state):
            with pytest.raises(NotFound):
                act(session, office.checker, link.id)
    with office.database.transaction(office.employer_id) as session, pytest.raises(NotFound):
        phone_links.make(session, office.maker, uuid4())


def test_links_whose_time_is_over_end_and_their_batches_with_them(office: Office) -> None:
    joined = made(office, opened(office))
    alone = made(office)
    assert phone_links.end_late(office.database, AT + OPENS) == 0
    assert phone_links.end_late(office.database, AT + OPENS + timedelta(minutes=1)) == 2
    assert phone_links.end_late(office.database, AT + WORKS) == 0
    assert seen(office, alone.batch_id).closed
    assert not seen(office, joined.batch_id).closed


def test_a_closed_batch_takes_no_photograph(office: Office) -> None:
    link = made(office)
    holder = held(office, link)
    closed(office, link.batch_id)
    with pytest.raises(Refused):
        phone_links.send(office.desk, holder, "照片.jpg", b"x", "1")


@pytest.mark.parametrize(
    "values", [{"opened_at": None, "works_until": None}, {"works_until": AT + 9 * WORKS}]
)
def test_the_database_lets_no_link_be_opened_again_or_last_longer(
    office: Office, values: dict[str, object]
) -> None:
    holder = held(office, made(office))
    change = update(PhoneLinkRow).where(PhoneLinkRow.id == holder.link_id).values(values)
    with (
        pytest.raises(DBAPIError, match="was opened"),
        office.database.transaction(office.employer_id) as session,
    ):
        session.execute(change)


def test_the_secret_of_a_link_is_kept_by_its_hash_alone(office: Office) -> None:
    link = made(office)
    with office.database.transaction(CENTER) as session:
        kept = session.scalar(text("select phone_link::text from phone_link"))
    assert kept is not None
    assert link.secret not in kept
