"""关注名单: kept by the Center, read by everybody, one entry for a seller at a time."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import ProgrammingError

from service.actions import listings
from service.actions.listings import Listing, NewListing
from service.db import CENTER
from service.messages import Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import AuditRow, ListingRow
from tests.service.office import Office

TODAY = date(2026, 3, 10)
NEW = NewListing(
    name="北京某商贸中心", uscc="91110108059234565L", reason="多次提供内容不符的发票",
    from_on=TODAY,
)  # fmt: skip


def add(office: Office, new: NewListing = NEW) -> UUID:
    with office.database.transaction(CENTER) as session:
        return listings.add(session, office.auditor, new)


def end(office: Office, listing_id: UUID, day: date, actor: Actor | None = None) -> None:
    with office.database.transaction(CENTER) as session:
        listings.end(session, actor or office.auditor, listing_id, day)


def listed(office: Office) -> list[Listing]:
    with office.database.transaction(office.employer_id) as session:
        return listings.listings(session)


def test_a_seller_is_listed_for_everybody_with_its_trail(office: Office) -> None:
    add(office, replace(NEW, name=f" {NEW.name} ", uscc="9111 0108 0592 3456 5l", barred=True))
    (one,) = listed(office)
    assert (one.name, one.uscc, one.reason) == (NEW.name, NEW.uscc, NEW.reason)
    assert (one.barred, one.from_on, one.until_on) == (True, TODAY, None)
    assert one.entered_by == "", "employers are not told who"
    with office.database.transaction(CENTER) as session:
        assert listings.listings(session)[0].entered_by == office.auditor.name
        trail = session.scalars(select(AuditRow).where(AuditRow.subject == "listing")).one()
    assert (trail.action, trail.reason) == ("add_listing", f"{NEW.name}：{NEW.reason}")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "请填写单位全称"),
        ({"name": "长" * 201}, "不超过 200 字"),
        ({"uscc": "91110108059234565X"}, "校验不通过"),
        ({"reason": " "}, "请写明列入的原因"),
        ({"reason": "长" * 501}, "不超过 500 字"),
        ({"until_on": TODAY - timedelta(days=1)}, "不能早于起始日期"),
    ],
)
def test_what_cannot_be_listed_is_refused(
    office: Office, wrong: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Invalid, match=sentence):
        add(office, replace(NEW, **wrong))  # type: ignore[arg-type]  # fields by name
    assert listed(office) == []


def test_the_bounds_themselves_are_taken(office: Office) -> None:
    add(office, replace(NEW, name="长" * 200, uscc="", reason="因" * 500, until_on=TODAY))
    assert len(listed(office)) == 1


@pytest.mark.parametrize("again", [{"uscc": ""}, {"name": "北京另一名称中心"}])
def test_a_seller_is_listed_once_at_a_time_by_name_or_code(
    office: Office, again: dict[str, str]
) -> None:
    first = add(office, replace(NEW, until_on=TODAY + timedelta(days=5)))
    later = replace(NEW, **again)  # type: ignore[arg-type]  # fields by name
    with pytest.raises(Refused, match="已在关注名单中"):
        add(office, replace(later, from_on=TODAY + timedelta(days=5)))
    add(office, replace(later, from_on=TODAY + timedelta(days=6)))
    end(office, first, TODAY)
    assert len(listed(office)) == 2


def test_an_entry_without_a_code_meets_other_names_freely(office: Office) -> None:
    add(office, replace(NEW, uscc=""))
    add(office, replace(NEW, name="北京另一家中心", uscc=""))
    assert len(listed(office)) == 2


def test_an_entry_ends_on_a_day_and_then_stays_ended(office: Office) -> None:
    one = add(office)
    with pytest.raises(Invalid, match="不能早于起始日期"):
        end(office, one, TODAY - timedelta(days=1))
    end(office, one, TODAY)
    assert listed(office)[0].until_on == TODAY
    end(office, one, TODAY + timedelta(days=1))
    tomorrow = replace(office.auditor, at=office.auditor.at + timedelta(days=2))
    with pytest.raises(Refused, match="已经结束"):
        end(office, one, TODAY + timedelta(days=9), tomorrow)
    with pytest.raises(NotFound):
        end(office, uuid4(), TODAY)
    with office.database.transaction(CENTER) as session:
        reasons = session.scalars(select(AuditRow.reason).where(AuditRow.action == "end_listing"))
        assert reasons.all() == ["2026-03-10", "2026-03-11"]


def test_an_entry_counts_through_its_last_day(office: Office) -> None:
    add(office, replace(NEW, until_on=TODAY))
    (one,) = listed(office)
    assert one.counts_on(TODAY)
    assert not one.counts_on(TODAY + timedelta(days=1))
    assert replace(one, until_on=None).counts_on(date(2999, 1, 1))


def test_no_employer_adds_or_ends_an_entry_whatever_the_program_does(office: Office) -> None:
    add(office)
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        office.database.transaction(office.employer_id) as session,
    ):
        session.execute(update(ListingRow).values(until_on=TODAY))
