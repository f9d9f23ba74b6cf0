"""The founding of the sample programme: register, agreements, the money that came so far.

All of it is one transaction: either the programme stands, or there is nothing of it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.facts import Relation
from service.actions import money, people, plan_and_team, register, related_parties
from service.actions.plan_and_team import NewMember, NewPlanItem
from service.actions.related_parties import NewRelatedParty
from service.actions.system import system_actor
from service.demo import calendar, cast
from service.demo.calendar import Days
from service.demo.cast import LogIn
from service.permissions import Actor
from service.tables import AgreementRow, EmployerRow, GrantRow, InstalmentRow, UserRow

_CALL, _NOTICE, _ACCOUNT, _APPROPRIATED, _SIGNED = -90, -30, 1, 3, 5
_APPROVED, _SENT, _RECEIVED = 10, 12, 14
_SECOND_DUE, _SECOND_APPROVED, _SECOND_SENT = 140, 142, 146
_APPROPRIATION = Decimal(4_000_000)


@dataclass(frozen=True, slots=True)
class Founded:
    """The ids behind the places of the cast: users by log-in, employers, grants."""

    users: dict[str, UUID]
    employers: list[UUID]
    grants: list[UUID]
    approved_on: date

    def actor(self, log_in: LogIn, at: datetime) -> Actor:
        """Return a user of the cast who acts at an instant."""
        employer = None if log_in.employer is None else self.employers[log_in.employer]
        return calendar.acting(log_in, self.users[log_in.login], employer, at)


@dataclass(frozen=True, slots=True)
class _Founding:
    session: Session
    days: Days
    now: datetime

    def at(self, day: int) -> datetime:
        return calendar.office_hour(self.days.day(day), self.now)


def found(session: Session, now: datetime, today: date) -> Founded:
    """Make everything that stands before the first claim; the session sees all employers."""
    site = _Founding(session, Days.seen_on(today), now)
    register.open_center_book(session)
    users = _center_users(site)
    manager = _center_actor(cast.MANAGER, users, site.at(_CALL))
    call_id, recommenders = _call(site, manager)
    employers = [_employer(site, manager, each) for each in cast.EMPLOYERS]
    grants = _selectees(site, manager, call_id, (employers, recommenders))
    users |= _employer_users(site, grants)
    founded = Founded(users, employers, grants, site.days.approved_on)
    _appropriation(site, founded)
    _agreements(site, founded)
    _teams(site, founded)
    _related(site, founded)
    _first_instalments(site, founded)
    _second_instalments(site, founded)
    return founded


def found_again(session: Session) -> Founded:
    """Return what `found` made before, from the rows themselves."""
    users = {row.login: row.id for row in session.scalars(select(UserRow))}
    by_code = {row.uscc: row.id for row in session.scalars(select(EmployerRow))}
    employers = [by_code[each.party.tax_id or ""] for each in cast.EMPLOYERS]
    place = {employer: number for number, employer in enumerate(employers)}
    rows = session.execute(
        select(GrantRow.id, GrantRow.employer_id).order_by(GrantRow.number)
    ).all()
    grants = sorted(rows, key=lambda row: place[row.employer_id])
    approved_on = session.scalars(select(AgreementRow.approved_on).limit(1)).one()
    return Founded(users, employers, [row.id for row in grants], approved_on)


def _center_users(site: _Founding) -> dict[str, UUID]:
    system = system_actor(site.at(_CALL))
    return {
        log_in.login: add_user(site.session, system, log_in)
        for log_in in (cast.AUDITOR, cast.MANAGER)
    }


def add_user(
    session: Session, actor: Actor, log_in: LogIn, selectee_id: UUID | None = None
) -> UUID:
    """Add a user of the cast with the password that is printed for everybody."""
    employer = None if log_in.employer is None else cast.EMPLOYERS[log_in.employer].party
    new = people.NewUser(
        login=log_in.login,
        name=log_in.name,
        role=log_in.role,
        password=cast.PASSWORD,
        employer_uscc=employer.tax_id if employer else None,
        selectee_id=selectee_id,
    )
    return people.add_user(session, actor, new)


def _center_actor(log_in: LogIn, users: dict[str, UUID], at: datetime) -> Actor:
    return calendar.acting(log_in, users[log_in.login], None, at)


def _call(site: _Founding, manager: Actor) -> tuple[UUID, list[UUID]]:
    year = site.days.call_year
    new = register.NewCall(
        year=year,
        title=f"{year}年卓越工程师成长计划申报通知（样例）",
        born_on_or_after=site.days.born_on_or_after,
        quota=len(cast.SELECTEES),
        grant_amount=cast.GRANT_AMOUNT,
    )
    call_id = register.add_call(site.session, manager, new)
    recommenders = [
        register.add_recommender(site.session, manager, name, kind)
        for name, kind in cast.RECOMMENDERS
    ]
    url = f"https://example.org/notice/{year}"
    register.add_notice(site.session, manager, call_id, site.days.day(_NOTICE), url)
    return call_id, recommenders


def _employer(site: _Founding, manager: Actor, sample: cast.SampleEmployer) -> UUID:
    new = register.NewEmployer(
        name=sample.party.name,
        uscc=sample.party.tax_id or "",
        registered_address=sample.address,
        contact=f"{sample.maker} {sample.party.address_and_phone.split()[-1]}",
    )
    employer_id = register.add_employer(site.session, manager, new)
    account = register.NewAccount(
        employer_id=employer_id,
        bank=sample.bank,
        account_name=sample.party.name,
        account_number=sample.account_number,
        registered_on=site.days.day(_ACCOUNT),
    )
    register.add_account(site.session, manager, account)
    return employer_id


def _selectees(
    site: _Founding, manager: Actor, call_id: UUID, ids: tuple[list[UUID], list[UUID]]
) -> list[UUID]:
    """Register the selectees; one is older than the call's bound and needs the explanation."""
    employers, recommenders = ids
    grants = []
    for place, sample in enumerate(cast.SELECTEES):
        born_on = date(site.days.call_year - sample.years, 3, place + 1)
        old = born_on < site.days.born_on_or_after
        new = register.NewSelectee(
            name=sample.name,
            born_on=born_on,
            field=sample.field,
            employer_id=employers[place // 2],
            recommender_id=recommenders[cast.employer_of(place).recommender],
            call_id=call_id,
            age_explanation="关键岗位负责人，经推荐单位说明并由评审确认。" if old else "",
        )
        grants.append(register.add_selectee(site.session, manager, new))
    return grants


def _employer_users(site: _Founding, grants: list[UUID]) -> dict[str, UUID]:
    system = system_actor(site.at(_ACCOUNT))
    users = {
        log_in.login: add_user(site.session, system, log_in)
        for log_in in (*cast.MAKERS, *cast.CHECKERS, *cast.CASHIERS)
    }
    for log_in in cast.READERS:
        assert log_in.selectee is not None, "a reader is a selectee"
        grant = site.session.get_one(GrantRow, grants[log_in.selectee])
        users[log_in.login] = add_user(site.session, system, log_in, grant.selectee_id)
    return users


def _appropriation(site: _Founding, founded: Founded) -> None:
    """Book the budget first: the Center cannot bind itself to what it does not have."""
    manager = founded.actor(cast.MANAGER, site.at(_APPROPRIATED))
    document = f"示例财预{site.days.call_year}第1号"
    money.appropriate(site.session, manager, document, _APPROPRIATION)


def _agreements(site: _Founding, founded: Founded) -> None:
    manager = founded.actor(cast.MANAGER, site.at(_SIGNED))
    days = (site.days.day(_APPROVED), site.days.day(_SECOND_DUE))
    for place, grant_id in enumerate(founded.grants, 1):
        new = money.NewAgreement(
            grant_id=grant_id,
            number=f"RW{site.days.call_year}-{place:03d}",
            approved_on=site.days.approved_on,
            signed_on=site.days.day(_SIGNED),
            ends_on=site.days.ends_on,
            negative_list=cast.NEGATIVE_LIST,
            budget=dict(cast.BUDGET),
            instalments=tuple(
                money.NewInstalment(amount, due_on)
                for amount, due_on in zip(cast.INSTALMENTS, days, strict=True)
            ),
            plan=tuple(NewPlanItem(title, category) for category, title in cast.PLAN.items()),
        )
        money.sign_agreement(site.session, manager, new)


def _teams(site: _Founding, founded: Founded) -> None:
    manager = founded.actor(cast.MANAGER, site.at(_SIGNED))
    for grant_id, name in zip(founded.grants, cast.TEAM, strict=True):
        new = NewMember(name=name, from_on=site.days.approved_on)
        plan_and_team.add_member(site.session, manager, grant_id, new)


def _related(site: _Founding, founded: Founded) -> None:
    """Have the first employer declare its subsidiary."""
    new = NewRelatedParty(
        employer_id=founded.employers[0],
        name=cast.KINDRED.name,
        uscc=cast.KINDRED.tax_id or "",
        relation=Relation.SUBSIDIARY,
    )
    related_parties.declare(site.session, founded.actor(cast.MAKERS[0], site.at(_SIGNED)), new)


def _instalments(site: _Founding, founded: Founded, position: int) -> list[UUID]:
    """Return the instalments of that position in the order of the grants."""
    rows = site.session.scalars(select(InstalmentRow).where(InstalmentRow.position == position))
    by_grant = {row.grant_id: row.id for row in rows}
    return [by_grant[grant] for grant in founded.grants]


def _first_instalments(site: _Founding, founded: Founded) -> None:
    """Pay the first instalment of every grant and confirm that it arrived."""
    instalments = _instalments(site, founded, 1)
    auditor = founded.actor(cast.AUDITOR, site.at(_APPROVED))
    manager = founded.actor(cast.MANAGER, site.at(_SENT))
    for place, instalment in enumerate(instalments):
        money.approve_instalment(site.session, auditor, instalment)
        money.send_instalment(site.session, manager, instalment)
        checker = founded.actor(cast.CHECKERS[place // 2], site.at(_RECEIVED))
        reference = f"HD{site.days.day(_RECEIVED):%Y%m%d}{place + 1:04d}"
        money.confirm_receipt(site.session, checker, instalment, reference)


def _second_instalments(site: _Founding, founded: Founded) -> None:
    """Leave the second instalments at every stage: one on its way, some approved, some planned."""
    instalments = _instalments(site, founded, 2)
    auditor = founded.actor(cast.AUDITOR, site.at(_SECOND_APPROVED))
    for instalment in instalments[:4]:
        money.approve_instalment(site.session, auditor, instalment)
    manager = founded.actor(cast.MANAGER, site.at(_SECOND_SENT))
    money.send_instalment(site.session, manager, instalments[0])
