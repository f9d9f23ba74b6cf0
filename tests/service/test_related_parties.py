"""关联方: declared by the employer, seen by the Center, ended by whoever entered it."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from compliance.facts import Relation
from service.actions import related_parties
from service.actions.related_parties import Declared, NewRelatedParty
from service.db import CENTER
from service.messages import Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import AuditRow, RelatedPartyRow
from tests.service.neighbour import beside
from tests.service.office import AT, Office

NAME, USCC = "北京星河投资管理中心", "91110108059234565L"


def new(office: Office, **changes: object) -> NewRelatedParty:
    said = NewRelatedParty(
        employer_id=office.employer_id, name=NAME, uscc=USCC, relation=Relation.SHAREHOLDER
    )
    return replace(said, **changes)  # type: ignore[arg-type]  # fields by name


def declare(office: Office, party: NewRelatedParty, actor: Actor | None = None) -> UUID:
    actor = actor or office.maker
    with office.database.transaction(actor.employer_id or CENTER) as session:
        return related_parties.declare(session, actor, party)


def end(
    office: Office, party_id: UUID, reason: str = "股权已转让", actor: Actor | None = None
) -> None:
    actor = actor or office.maker
    with office.database.transaction(actor.employer_id or CENTER) as session:
        related_parties.end(session, actor, party_id, reason)


def parties(office: Office, actor: Actor | None = None) -> list[Declared]:
    actor = actor or office.maker
    with office.database.transaction(actor.employer_id or CENTER) as session:
        return related_parties.parties(session, actor)


def test_an_employer_declares_its_own_and_the_center_sees_all(office: Office) -> None:
    other = beside(office)
    declare(office, new(office))
    declare(other, new(other, relation=Relation.RELATIVE))
    (own,) = parties(office)
    assert (own.name, own.uscc, own.relation, own.declared_by, own.mine) == (
        NAME, USCC, "shareholder", office.maker.name, True,
    )  # fmt: skip
    every = parties(office, office.manager)
    assert sorted(one.relation for one in every) == ["relative", "shareholder"]
    assert all(one.mine for one in every)
    with office.database.transaction(office.employer_id) as session:
        trail = session.scalars(
            select(AuditRow.reason).where(AuditRow.action == "declare_related")
        ).all()
    assert trail == [f"{NAME} shareholder"]


def test_nobody_declares_for_another_employer_but_the_center(office: Office) -> None:
    other = beside(office)
    for employer_id in (other.employer_id, uuid4()):
        with pytest.raises(NotFound, match="没有这个单位"):
            declare(office, new(office, employer_id=employer_id))
    with pytest.raises(NotFound, match="没有这个单位"):
        declare(office, new(office, employer_id=uuid4()), office.auditor)
    declare(office, new(other), office.auditor)
    assert parties(office) == []
    (one,) = parties(other)
    assert (one.declared_by, one.mine) == ("", False)


def test_a_party_is_declared_once_at_a_time_by_name_or_code(office: Office) -> None:
    first = declare(office, new(office))
    for again in ({"uscc": ""}, {"name": "北京星河投资中心"}):
        with pytest.raises(Refused, match="已登记为关联方"):
            declare(office, new(office, **again))
    declare(office, new(office, name="北京星河物业", uscc=""))
    end(office, first)
    declare(office, new(office))
    assert len(parties(office)) == 3


@pytest.mark.parametrize("wrong", [{"name": ""}, {"uscc": "91110108059234565X"}])
def test_a_party_that_cannot_be_is_refused(office: Office, wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        declare(office, new(office, **wrong))


def test_a_party_ends_with_a_reason_and_stays_to_be_seen(office: Office) -> None:
    party = declare(office, new(office))
    with pytest.raises(Refused, match="请写明关联关系结束的原因"):
        end(office, party, " ")
    end(office, party)
    (one,) = parties(office)
    assert one.ended_at == AT
    with pytest.raises(Refused, match="已经结束"):
        end(office, party)
    with pytest.raises(NotFound):
        end(office, uuid4())
    with office.database.transaction(CENTER) as session:
        reasons = session.scalars(select(AuditRow.reason).where(AuditRow.action == "end_related"))
        assert reasons.all() == ["股权已转让"]


def test_those_that_still_are_stand_first(office: Office) -> None:
    first = declare(office, new(office))
    declare(office, new(office, name="北京星河物业", uscc=""))
    end(office, first)
    assert [one.ended_at is None for one in parties(office)] == [True, False]


def test_what_the_center_entered_only_the_center_ends(office: Office) -> None:
    party = declare(office, new(office), office.auditor)
    with pytest.raises(Forbidden, match="由中心登记"):
        end(office, party)
    end(office, party, actor=office.auditor)
    (one,) = parties(office)
    assert one.ended_at is not None


def test_the_database_too_keeps_what_the_center_entered(office: Office) -> None:
    party = declare(office, new(office), office.auditor)
    with (
        pytest.raises(DBAPIError, match="was entered by the Center"),
        office.database.transaction(office.employer_id) as session,
    ):
        session.get_one(RelatedPartyRow, party).ended_at = AT


def test_another_employers_party_is_as_if_it_were_not_there(office: Office) -> None:
    party, other = declare(office, new(office)), beside(office)
    with pytest.raises(NotFound):
        end(other, party)
    assert parties(other) == []
