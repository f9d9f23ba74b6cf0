"""The register of the programme: calls, recommenders, employers, selectees, notices, accounts."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from compliance import eligibility
from compliance.eligibility import Obstacle, WayOut
from compliance.law import citation
from importers import uscc
from ledger import book
from ledger.statutory import Regime
from service import audit
from service.actions import association_measures, notices
from service.audit import Step
from service.messages import N_, Invalid, NotFound, Refused, Value
from service.permissions import Actor
from service.tables import (
    AnnualCallRow,
    DedicatedAccountRow,
    EmployerRow,
    FormerNameRow,
    GrantRow,
    NumberSeriesRow,
    PublicNoticeRow,
    RecommenderRow,
    SelecteeRow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCall:
    """An annual call (Art. 9, 15): its bounds are the call's own data."""

    year: int
    title: str
    born_on_or_after: date
    quota: int
    grant_amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEmployer:
    """An employer (Art. 8(1)); the code is checked, a branch or a foreign seat refused."""

    name: str
    uscc: str
    registered_address: str
    contact: str = ""
    address_evidence: str = ""
    regime: str = Regime.ENTERPRISE.value  # the accounting system of its own books


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSelectee:
    """A selectee of a call, recommended through one channel (Art. 8(2), 10)."""

    name: str
    born_on: date
    field: str
    employer_id: UUID
    recommender_id: UUID
    call_id: UUID
    age_explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """A dedicated account at a bank (Art. 26)."""

    employer_id: UUID
    bank: str
    account_name: str
    account_number: str
    registered_on: date


def open_center_book(session: Session) -> None:
    """Open the Center's book; doing it again changes nothing."""
    book.open_book(session.connection(), "center", None, "北京市科协创新服务中心")


def add_call(session: Session, actor: Actor, new: NewCall) -> UUID:
    """Register an annual call."""
    if session.scalar(select(AnnualCallRow.id).where(AnnualCallRow.year == new.year)):
        raise Refused(N_("{year} 年的申报通知已登记。"), year=str(new.year))
    row = AnnualCallRow(
        year=new.year,
        title=new.title,
        born_on_or_after=new.born_on_or_after,
        quota=new.quota,
        grant_amount=new.grant_amount,
    )
    return _add(session, actor, row, "call", "第十五条")


def add_recommender(session: Session, actor: Actor, name: str, kind: str) -> UUID:
    """Register a recommending body (Art. 10)."""
    if session.scalar(select(RecommenderRow.id).where(RecommenderRow.name == name)):
        raise Refused(N_("推荐单位 {name} 已登记。"), name=name)
    row = RecommenderRow(name=name, kind=kind)
    return _add(session, actor, row, "recommender", "第十条")


def add_notice(session: Session, actor: Actor, call_id: UUID, starts_on: date, url: str) -> UUID:
    """Register the public notice of a call's list; its last day is a working day (Art. 18)."""
    if session.get(AnnualCallRow, call_id) is None:
        raise NotFound(N_("没有这一年的申报通知。"))
    if session.scalar(select(PublicNoticeRow.id).where(PublicNoticeRow.call_id == call_id)):
        raise Refused(N_("这一年的公示已登记。"), "第十八条")
    row = notices.new(session, call_id, starts_on, url)
    return _add(session, actor, row, "notice", "第十八条")


def add_employer(session: Session, actor: Actor, new: NewEmployer) -> UUID:
    """Register an employer and open its book (Art. 8(1), 24, 26)."""
    code = uscc.compact(new.uscc)
    _check_employer(new, code)
    if session.scalar(select(EmployerRow.id).where(EmployerRow.uscc == code)):
        raise Refused(N_("统一社会信用代码 {uscc} 的单位已登记。"), uscc=code)
    row = EmployerRow(
        name=new.name.strip(),
        uscc=code,
        registered_address=new.registered_address,
        address_evidence=new.address_evidence,
        contact=new.contact,
        created_at=actor.at,
        regime=new.regime,
    )
    employer_id = _add(session, actor, row, "employer", "第八条")
    book.open_book(session.connection(), "employer", employer_id, row.name)
    return employer_id


def _check_employer(new: NewEmployer, code: str) -> None:
    if not new.name.strip():
        raise Invalid(N_("请填写单位名称。"))
    _check_regime(new.regime)
    obstacle = eligibility.employer(new.name, code, new.address_evidence)
    if obstacle is not None:
        raise _refusal(obstacle)


def _refusal(obstacle: Obstacle) -> Refused:
    """Put an obstacle of the Measures into the words of a refusal."""
    sentence = obstacle.sentence
    words: dict[str, Value] = {
        name: value for name, value in sentence.values.items() if not isinstance(value, tuple)
    }
    kind = Invalid if obstacle.way_out is WayOut.CORRECT else Refused
    return kind(sentence.template, citation(obstacle.article).text(), **words)


def _check_regime(regime: str) -> None:
    if regime not in set(Regime):
        raise Invalid(
            N_("没有会计制度 {regime}；可用：{known}。"), regime=regime, known="、".join(Regime)
        )


def set_regime(session: Session, actor: Actor, employer_id: UUID, regime: str) -> None:
    """Say by which accounting system an employer keeps its own books from now on."""
    row = session.get(EmployerRow, employer_id, with_for_update=True)
    if row is None:
        raise NotFound(N_("没有这个单位。"))
    _check_regime(regime)
    step = Step(
        action="set_regime", subject="employer", subject_id=row.id, employer_id=row.id,
        source=row.regime, target=regime,
    )  # fmt: skip
    audit.record(session, actor, step)
    row.regime = regime


def rename_employer(
    session: Session, actor: Actor, employer_id: UUID, name: str, from_on: date
) -> None:
    """Change an employer's name from a day on; older invoices may still carry the old one."""
    row = session.get(EmployerRow, employer_id, with_for_update=True)
    if row is None:
        raise NotFound(N_("没有这个单位。"))
    name = name.strip()
    if not name:
        raise Invalid(N_("请填写单位名称。"))
    if name == row.name:
        raise Invalid(N_("新名称与现名称 {name} 相同。"), name=name)
    _check_rename(session, row, from_on)
    former = FormerNameRow(employer_id=row.id, name=row.name, until_on=from_on - timedelta(days=1))
    session.add(former)
    step = Step(
        action="rename_employer", subject="employer", subject_id=row.id, employer_id=row.id,
        source=row.name, target=name, article="第二十九条",
    )  # fmt: skip
    audit.record(session, actor, step)
    row.name = name


def _check_rename(session: Session, row: EmployerRow, from_on: date) -> None:
    """Keep the names in the order of their days: each day has one name of record."""
    latest = session.scalar(
        select(func.max(FormerNameRow.until_on)).where(FormerNameRow.employer_id == row.id)
    )
    if latest is not None and from_on <= latest + timedelta(days=1):
        raise Invalid(
            N_("更名日须晚于上一次更名的 {day}。"), day=(latest + timedelta(days=1)).isoformat()
        )


def add_selectee(session: Session, actor: Actor, new: NewSelectee) -> UUID:
    """Register a selectee and the grant (Art. 8(2), 10); give the grant's id."""
    call = session.get(AnnualCallRow, new.call_id)
    employer = session.get(EmployerRow, new.employer_id, with_for_update=True)
    recommender = session.get(RecommenderRow, new.recommender_id)
    if call is None or employer is None or recommender is None:
        raise NotFound(N_("请选择已登记的申报通知、所在单位和推荐单位。"))
    _check_selectee(session, new, call, employer, recommender)
    selectee = SelecteeRow(
        employer_id=employer.id,
        name=new.name.strip(),
        born_on=new.born_on,
        field=new.field,
        recommender_id=recommender.id,
    )
    _add(session, actor, selectee, "selectee", "第八条", new.age_explanation)
    # the organisation code inside the USCC is one employer's alone, so numbers never meet
    serial = next_number(session, employer.id, "grant")
    number = f"ZY{call.year}-{employer.uscc[8:17]}-{serial:02d}"
    grant = GrantRow(
        employer_id=employer.id,
        selectee_id=selectee.id,
        call_id=call.id,
        number=number,
        state="nominated",
    )
    return _add(session, actor, grant, "grant", "第十八条")


def _check_selectee(
    session: Session,
    new: NewSelectee,
    call: AnnualCallRow,
    employer: EmployerRow,
    recommender: RecommenderRow,
) -> None:
    if not new.name.strip():
        raise Invalid(N_("请填写入选者姓名。"))
    association_measures.check_not_barred(session, employer, call.year)
    too_old = eligibility.of_age(new.born_on, call.born_on_or_after)
    if too_old is not None and not new.age_explanation.strip():
        raise _refusal(too_old)
    _check_named_once(session, new)
    _check_channel(session, new, employer, recommender)


def _check_channel(
    session: Session, new: NewSelectee, employer: EmployerRow, recommender: RecommenderRow
) -> None:
    """Refuse an employer or a person that comes through a second channel in a year (Art. 10)."""
    named_by = (
        select(RecommenderRow.name)
        .join(SelecteeRow, SelecteeRow.recommender_id == RecommenderRow.id)
        .join(GrantRow, GrantRow.selectee_id == SelecteeRow.id)
        .where(GrantRow.call_id == new.call_id)
        .distinct()
    )
    name = new.name.strip()
    of_employer = named_by.where(SelecteeRow.employer_id == employer.id)
    of_person = named_by.where(SelecteeRow.name == name, SelecteeRow.born_on == new.born_on)
    channel = recommender.name
    twice = eligibility.one_channel(
        employer.name, channel, session.scalars(of_employer)
    ) or eligibility.one_channel_of_a_person(name, channel, session.scalars(of_person))
    if twice is not None:
        raise _refusal(twice)


def _check_named_once(session: Session, new: NewSelectee) -> None:
    """Refuse a person who has a grant of this call already, as from a roster imported twice."""
    number = session.scalar(
        select(GrantRow.number)
        .join(SelecteeRow, SelecteeRow.id == GrantRow.selectee_id)
        .where(
            GrantRow.call_id == new.call_id,
            SelecteeRow.employer_id == new.employer_id,
            SelecteeRow.name == new.name.strip(),
            SelecteeRow.born_on == new.born_on,
        )
        .limit(1)
    )
    if number is not None:
        raise Refused(
            N_("{name} 在本年已登记为入选者（项目 {number}），不能重复登记。"),
            "第十八条",
            name=new.name.strip(),
            number=number,
        )


def add_account(session: Session, actor: Actor, new: NewAccount) -> UUID:
    """Register an employer's dedicated account (Art. 26); one account for each employer."""
    number = new.account_number.replace(" ", "")
    if not (number.isascii() and number.isdigit() and 8 <= len(number) <= 32):  # noqa: PLR2004  # the database's bounds
        raise Invalid(N_("银行账号须为 8 到 32 位数字，请对照开户许可证核对。"))
    employer = session.get(EmployerRow, new.employer_id)
    if employer is None:
        raise NotFound(N_("没有这个单位。"))
    if new.account_name.strip() != employer.name:
        raise Invalid(
            N_("账户户名须与单位名称 {name} 一致（第二十六条：单位须建立专门账户）。"),
            "第二十六条",
            name=employer.name,
        )
    owned = select(DedicatedAccountRow.id).where(DedicatedAccountRow.employer_id == employer.id)
    if session.scalar(owned):
        raise Refused(N_("{name} 已登记专门账户。"), "第二十六条", name=employer.name)
    row = DedicatedAccountRow(
        employer_id=employer.id,
        bank=new.bank.strip(),
        account_name=employer.name,
        account_number=number,
        registered_on=new.registered_on,
    )
    return _add(session, actor, row, "account", "第二十六条")


def next_number(session: Session, employer_id: UUID, series: str) -> int:
    """Give the next number of an employer's series, without gaps at commit."""
    begun = insert(NumberSeriesRow).values(employer_id=employer_id, series=series, last=1)
    counted = begun.on_conflict_do_update(
        index_elements=[NumberSeriesRow.employer_id, NumberSeriesRow.series],
        set_={"last": NumberSeriesRow.last + 1},
    )
    return session.execute(counted.returning(NumberSeriesRow.last)).scalar_one()


_Row = (
    AnnualCallRow | RecommenderRow | PublicNoticeRow | EmployerRow | SelecteeRow | GrantRow
    | DedicatedAccountRow
)  # fmt: skip


def _add(
    session: Session, actor: Actor, row: _Row, subject: str, article: str, reason: str = ""
) -> UUID:
    session.add(row)
    session.flush()
    step = Step(
        action=f"add_{subject}",
        subject=subject,
        subject_id=row.id,
        employer_id=getattr(row, "employer_id", None),
        article=article,
        reason=reason or None,
    )
    audit.record(session, actor, step)
    return row.id
