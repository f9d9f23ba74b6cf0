"""The beginning of a rehearsal: in one transaction everything up to the first money received."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from compliance.categories import Category
from service import business_day
from service.actions import money, people, register, rehearsals
from service.actions.plan_and_team import NewPlanItem
from service.actions.system import system_actor
from service.db import CENTER, Database
from service.demo import cast, identifiers
from service.messages import N_, Refused
from service.permissions import Actor, Role
from service.rehearsal.days import Days
from service.tables import AnnualCallRow, InstalmentRow, RecommenderRow, RehearsalRow, UserRow

MARK = "（演练）"
PLAYED = {
    Role.EMPLOYER_MAKER: ("maker", "经办"),
    Role.EMPLOYER_CHECKER: ("checker", "复核"),
    Role.EMPLOYER_CASHIER: ("cashier", "出纳"),
}
BUDGET = {
    Category.RND: Decimal(60_000),
    Category.TRAIN: Decimal(15_000),
    Category.EXCH: Decimal(15_000),
    Category.CONF: Decimal(10_000),
}
INSTALMENTS = (Decimal(60_000), Decimal(40_000))
TOTAL = sum(INSTALMENTS, Decimal(0))
SELECTEE = "沈砚舟"
MOST = 5000  # rehearsals that one database holds until it is cleared
_ONE_AT_A_TIME = 7_358_028
_AUDITOR, _MANAGER = "center.auditor", "center.manager"


@dataclass(frozen=True, slots=True)
class Person:
    """Who rehearses: a user of the real product, and the name of their unit."""

    id: UUID
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class _Site:
    session: Session
    days: Days
    now: datetime
    serial: int

    def center(self, day: int, login: str) -> Actor:
        user = self.session.scalars(select(UserRow).where(UserRow.login == login)).one()
        return Actor(
            user_id=user.id, name=user.name, role=Role(user.role), employer_id=None,
            selectee_id=None, at=self.at(day),
        )  # fmt: skip

    def at(self, day: int) -> datetime:
        return self.days.office_hour(day, self.now)


def begin(database: Database, person: Person, now: datetime) -> UUID:
    """Make a new rehearsal of a person and give its employer; older ones stay as they are."""
    with database.transaction(CENTER) as session:
        session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
        serial = rehearsals.count(session) + 1
        if serial > MOST:
            raise Refused(
                N_("演练环境已满，将在周日凌晨清空，请之后再来；您也可以继续原来的演练。")
            )
        site = _Site(session, Days.seen_on(business_day.of(now)), now, serial)
        _found_center(site)
        employer_id = _employer(site, person)
        grant_id = _grant(site, employer_id)
        _people(site, person)
        session.add(RehearsalRow(employer_id=employer_id, person_id=person.id, begun_at=now))
        session.flush()
        _agreement(site, grant_id)
        _money(site, employer_id)
    return employer_id


def _found_center(site: _Site) -> None:
    """Have the Center that every rehearsal needs; its two people never log in."""
    register.open_center_book(site.session)
    known = set(site.session.scalars(select(UserRow.login).where(UserRow.employer_id.is_(None))))
    for login, name, role in (
        (_AUDITOR, "中心审核（演练）", Role.CENTER_AUDITOR),
        (_MANAGER, "中心管理（演练）", Role.CENTER_MANAGER),
    ):
        if login not in known:
            _add_user(site, people.NewUser(login=login, name=name, role=role, password=_secret()))


def _secret() -> str:
    """Give a password that nobody knows: nobody logs in to a rehearsal."""
    return secrets.token_urlsafe(24)


def _add_user(site: _Site, new: people.NewUser) -> UUID:
    return people.add_user(site.session, system_actor(site.at(0)), new)


def _people(site: _Site, person: Person) -> None:
    for role, (word, title) in PLAYED.items():
        new = people.NewUser(
            login=f"{word}{site.serial}",
            name=f"{person.name}（{title}）",
            role=role,
            password=_secret(),
            employer_uscc=_code(site),
        )
        _add_user(site, new)


def _code(site: _Site) -> str:
    return identifiers.organisation_code(site.serial)


def _employer(site: _Site, person: Person) -> UUID:
    manager = site.center(site.days.REGISTERED, _MANAGER)
    new = register.NewEmployer(
        name=f"{person.unit}{MARK}", uscc=_code(site), registered_address="北京市海淀区演练路1号"
    )
    employer_id = register.add_employer(site.session, manager, new)
    account = register.NewAccount(
        employer_id=employer_id,
        bank="示例银行北京演练支行",
        account_name=new.name,
        account_number=f"1109{site.serial:06d}0071",
        registered_on=site.days.day(site.days.REGISTERED),
    )
    register.add_account(site.session, manager, account)
    return employer_id


def _grant(site: _Site, employer_id: UUID) -> UUID:
    manager = site.center(site.days.REGISTERED, _MANAGER)
    new = register.NewSelectee(
        name=SELECTEE,
        born_on=date(site.days.approved_on.year - 38, 3, 1),
        field="智能制造装备",
        employer_id=employer_id,
        recommender_id=_recommender(site, manager),
        call_id=_call(site, manager),
    )
    return register.add_selectee(site.session, manager, new)


def _recommender(site: _Site, manager: Actor) -> UUID:
    name, kind = cast.RECOMMENDERS[0]
    known = site.session.scalar(select(RecommenderRow.id).where(RecommenderRow.name == name))
    return known or register.add_recommender(site.session, manager, name, kind)


def _call(site: _Site, manager: Actor) -> UUID:
    year = site.days.approved_on.year
    known = site.session.scalar(select(AnnualCallRow.id).where(AnnualCallRow.year == year))
    if known is not None:
        return known
    new = register.NewCall(
        year=year,
        title=f"{year}年卓越工程师成长计划申报通知（演练）",
        born_on_or_after=date(year - 46, 8, 1),
        quota=MOST,
        grant_amount=TOTAL,
    )
    call_id = register.add_call(site.session, manager, new)
    starts_on = site.days.day(site.days.NOTICE)
    register.add_notice(site.session, manager, call_id, starts_on, "https://example.org/notice")
    return call_id


def _agreement(site: _Site, grant_id: UUID) -> None:
    manager = site.center(site.days.SIGNED, _MANAGER)
    money.appropriate(site.session, manager, f"演练财预第{site.serial}号", TOTAL)
    new = money.NewAgreement(
        grant_id=grant_id,
        number=f"演练{site.days.approved_on.year}-{site.serial:03d}",
        approved_on=site.days.approved_on,
        signed_on=site.days.day(site.days.SIGNED),
        ends_on=site.days.day(3 * 365),
        negative_list=cast.NEGATIVE_LIST,
        budget=dict(BUDGET),
        instalments=(
            money.NewInstalment(INSTALMENTS[0], site.days.day(site.days.APPROVED)),
            money.NewInstalment(INSTALMENTS[1], site.days.day(180)),
        ),
        plan=tuple(NewPlanItem(cast.PLAN[category], category) for category in BUDGET),
    )
    money.sign_agreement(site.session, manager, new)


def _money(site: _Site, employer_id: UUID) -> None:
    """Pay the first instalment and confirm that it arrived."""
    instalment = site.session.scalars(
        select(InstalmentRow.id).where(
            InstalmentRow.employer_id == employer_id, InstalmentRow.position == 1
        )
    ).one()
    auditor = site.center(site.days.APPROVED, _AUDITOR)
    money.approve_instalment(site.session, auditor, instalment)
    money.send_instalment(site.session, site.center(site.days.SENT, _MANAGER), instalment)
    at = site.at(site.days.RECEIVED)
    checker = rehearsals.player(site.session, employer_id, Role.EMPLOYER_CHECKER, at)
    assert checker is not None, "the three people were made before"
    reference = f"YL{site.days.day(site.days.RECEIVED):%Y%m%d}{site.serial:04d}"
    money.confirm_receipt(site.session, checker, instalment, reference)
