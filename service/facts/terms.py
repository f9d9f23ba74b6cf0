"""Whom and what a claim is judged by: employer, agreement, team, where the grant stands, hands."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Label, Row, Select, Uuid, bindparam, exists, false, or_, select

from compliance.categories import Category
from compliance.fact_record import facts_of
from compliance.facts import (
    Agreement,
    ClaimState,
    Employer,
    FormerName,
    Hands,
    Member,
    PlanItem,
    RelatedParty,
    Standing,
)
from compliance.window import pre_project_window
from service import business_day
from service.asked import exact, fixed, nested, table
from service.permissions import Actor, Role
from service.tables import (
    AgreementBudgetRow,
    AgreementRow,
    ClaimRow,
    EmployerRow,
    FormerNameRow,
    GrantRow,
    InstalmentRow,
    InvoiceRow,
    PlanItemRow,
    ReallocationEntryRow,
    ReallocationRow,
    RelatedPartyRow,
    SelecteeRow,
    TeamMemberRow,
    UserRow,
)


@dataclass(frozen=True, slots=True)
class AgreementVersion:
    """What of one version of an agreement may differ from the version before."""

    version: int
    signed_on: date
    ends_on: date
    negative_list: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What stands around a claim, whatever its voucher says; `versions` of its agreement."""

    employer: Employer
    agreement: Agreement
    versions: tuple[AgreementVersion, ...]
    team: tuple[Member, ...]
    plan_item: PlanItem | None
    standing: Standing
    hands: Hands
    grant: str


def values(actor: Actor, claim: ClaimRow, invoice: InvoiceRow) -> dict[str, object]:
    """Give what the terms of a claim are asked by."""
    maker, checker = _hands(actor, claim)
    bought_on = min(filter(None, (claim.cost_on, invoice.issued_on)), default=actor.today)
    return {
        "employer": claim.employer_id,
        "grant": claim.grant_id,
        "agreement": claim.agreement_id,
        "plan_item": claim.plan_item_id,
        "maker": maker,
        "checker": checker,
        "bought_at": business_day.begin_of(bought_on),
    }


def of(row: Row[Any], claim: ClaimRow) -> Terms:
    """Build the terms of a claim; where its book stands is added by whoever reads the book."""
    versions = facts_of(row.versions, AgreementVersion)
    agreement = _agreement(row, versions)
    return Terms(
        employer=Employer(
            row.employer_name,
            row.uscc,
            facts_of(row.former_names, FormerName),
            facts_of(row.related, RelatedParty),
        ),
        agreement=agreement,
        versions=versions,
        team=_team(row, agreement),
        plan_item=next(iter(facts_of(row.plan_item, PlanItem)), None),
        standing=Standing(
            suspended_on=row.suspended_on,
            released_on=claim.released_on,
            left_on=row.left_on,
            joined_on=row.joined_on,
            first_instalment=row.first_instalment,
        ),
        hands=Hands(row.maker or "", claim.acceptor, row.checker or ""),
        grant=row.grant_number,
    )


def _hands(actor: Actor, claim: ClaimRow) -> tuple[UUID, UUID | None]:
    """Tell who made a claim and who checks it: whoever acts, while nobody else is bound by it."""
    if claim.approved_by is not None:
        return claim.submitted_by or claim.made_by, claim.approved_by
    if claim.state == ClaimState.SUBMITTED:
        checks = actor.role is Role.EMPLOYER_CHECKER
        return claim.submitted_by or claim.made_by, actor.user_id if checks else None
    return actor.user_id if actor.role is Role.EMPLOYER_MAKER else claim.made_by, None


def _agreement(row: Row[Any], versions: tuple[AgreementVersion, ...]) -> Agreement:
    """Build a claim's version; the period is the newest one's, the signing that of the first.

    An amendment ends the project no earlier than its own signing: no cost of before is cut off.
    What is counted from the signing (costs before approval) is not counted anew by an amendment.
    """
    return Agreement(
        number=row.agreement_number,
        version=row.version,
        approved_on=row.approved_on,
        starts_on=row.approved_on,
        ends_on=versions[-1].ends_on,
        negative_list=row.negative_list,
        budget=_budget(row),
        signed_on=versions[0].signed_on,
        plan=facts_of(row.plan, PlanItem),
    )


def _budget(row: Row[Any]) -> dict[Category, Decimal]:
    """Give the budget by direction: as agreed, with what was moved between directions since."""
    budget = {Category(each["category"]): Decimal(each["amount"]) for each in row.budget}
    for each in row.moved:
        amount = Decimal(each["amount"])
        for category, change in ((each["taken"], -amount), (each["given"], amount)):
            of = Category(category)
            budget[of] = budget.get(of, Decimal("0.00")) + change
    return budget


def _team(row: Row[Any], agreement: Agreement) -> tuple[Member, ...]:
    """Put the selectee first, who counts from the first day whose costs may be claimed at all."""
    since = pre_project_window(agreement.approved_on).first_on
    selectee = Member(row.selectee, is_selectee=True, from_on=since, until_on=row.left_on)
    return (selectee, *facts_of(row.team, Member))


def question() -> Select[Any]:
    """Select the terms of a claim as one row."""
    employer, grant, agreement = table(EmployerRow), table(GrantRow), table(AgreementRow)
    selectee, instalment = table(SelecteeRow), table(InstalmentRow)
    of_employer = bindparam("employer", type_=Uuid())
    first = (
        select(instalment.c.amount)
        .where(instalment.c.employer_id == of_employer, instalment.c.grant_id == grant.c.id)
        .order_by(instalment.c.position)
        .limit(fixed(1))
    )
    return (
        select(
            employer.c.name.label("employer_name"),
            employer.c.uscc,
            agreement.c.number.label("agreement_number"),
            agreement.c.version,
            agreement.c.approved_on,
            agreement.c.negative_list,
            grant.c.number.label("grant_number"),
            grant.c.suspended_on,
            grant.c.left_on,
            grant.c.joined_on,
            selectee.c.name.label("selectee"),
            first.scalar_subquery().label("first_instalment"),
            *_of_agreement(),
            *_of_parties(),
            _name("maker"),
            _name("checker"),
        )
        .select_from(grant)
        .join(agreement, agreement.c.grant_id == grant.c.id)
        .join(selectee, selectee.c.id == grant.c.selectee_id)
        .join(employer, employer.c.id == grant.c.employer_id)
        .where(
            grant.c.employer_id == of_employer,
            grant.c.id == bindparam("grant", type_=Uuid()),
            agreement.c.id == bindparam("agreement", type_=Uuid()),
        )
    )


def _of_agreement() -> tuple[Label[Any], ...]:
    version, budget, item = table(AgreementRow), table(AgreementBudgetRow), table(PlanItemRow)
    asked, done = table(ReallocationRow), table(ReallocationEntryRow)
    this = bindparam("agreement", type_=Uuid())
    other = version.alias("versions")
    versions = (
        select(other.c.version, other.c.signed_on, other.c.ends_on, other.c.negative_list)
        .where(other.c.grant_id == bindparam("grant", type_=Uuid()))
        .order_by(other.c.version)
    )
    lines = select(budget.c.category, exact(budget.c.amount).label("amount")).where(
        budget.c.agreement_id == this
    )
    items = select(item.c.number, item.c.title, item.c.category).order_by(item.c.number)
    moved = select(asked.c.taken, asked.c.given, exact(asked.c.amount).label("amount")).where(
        asked.c.grant_id == bindparam("grant", type_=Uuid()),
        exists().where(
            done.c.employer_id == asked.c.employer_id, done.c.proceeding_id == asked.c.proceeding_id
        ),
    )
    return (
        nested(versions).label("versions"),
        nested(lines.order_by(budget.c.category)).label("budget"),
        nested(moved.order_by(asked.c.proceeding_id)).label("moved"),
        nested(items.where(item.c.agreement_id == this)).label("plan"),
        nested(items.where(item.c.id == bindparam("plan_item", type_=Uuid()))).label("plan_item"),
    )


def _of_parties() -> tuple[Label[Any], ...]:
    former, related, member = table(FormerNameRow), table(RelatedPartyRow), table(TeamMemberRow)
    of_employer = bindparam("employer", type_=Uuid())
    names = (
        select(former.c.name, former.c.until_on)
        .where(former.c.employer_id == of_employer)
        .order_by(former.c.until_on)
    )
    parties = (
        select(related.c.name, related.c.uscc, related.c.relation)
        .where(related.c.employer_id == of_employer, _still_related(related))
        .order_by(related.c.declared_at, related.c.id)
    )
    team = (
        select(member.c.name, false().label("is_selectee"), member.c.from_on, member.c.until_on)
        .where(
            member.c.employer_id == of_employer,
            member.c.grant_id == bindparam("grant", type_=Uuid()),
        )
        .order_by(member.c.from_on, member.c.name)
    )
    return (
        nested(names).label("former_names"),
        nested(parties).label("related"),
        nested(team).label("team"),
    )


def _still_related(related: Any) -> Any:  # noqa: ANN401  # a table, a condition
    """Tell who is bound to the employer, or still was on the day of the purchase."""
    bought_at = bindparam("bought_at", type_=DateTime(timezone=True))
    return or_(related.c.ended_at.is_(None), related.c.ended_at >= bought_at)


def _name(hand: str) -> Label[Any]:
    user = table(UserRow)
    wanted = bindparam(hand, type_=Uuid())
    return select(user.c.name).where(user.c.id == wanted).scalar_subquery().label(hand)
