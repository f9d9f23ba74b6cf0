"""The sample programme: found it, file its claims, say who may log in; again changes nothing.

Everything is done through the actions that people use, by the people who may do it, on days that
hang on the day it is built. A run that was cut short is carried on by the next one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from compliance.facts import ClaimState, VerifiedAs
from service import business_day
from service.actions import claims, intake, paying, people, plan_and_team, verifying
from service.actions.intake import Desk
from service.actions.paying import Slip
from service.actions.system import system_actor
from service.actions.verification_rows import Answer
from service.db import CENTER
from service.demo import (
    across,
    amending,
    appealing,
    bank_months,
    batched,
    calendar,
    cast,
    connected,
    founding,
    giving_back,
    handed_in,
    handled,
    kept_quiet,
    looked_into,
    month_ends,
    rectifying,
    removal,
    samples,
    served,
    shaped,
    standing_out,
    taking_back,
    together,
    told,
)
from service.demo.case import Case, Fate
from service.demo.cases import cases, specs_of
from service.demo.cast import LogIn
from service.demo.drawing import draw
from service.demo.founding import Founded
from service.demo.invoices import InvoiceSpec
from service.messages import N_, Refused
from service.permissions import Actor
from service.tables import ClaimRow

_UNPAID = (ClaimState.APPROVED, ClaimState.POSTED)
_RETURN_REASON = "请补充合同与验收单的关键页，并在说明中写明对应的研究任务。"

# Procedures in progress, and what was told and served of them; each builds on those before.
IN_PROGRESS = (
    taking_back, shaped, appealing, removal, rectifying, handled, giving_back, handed_in,
    looked_into, together, told, served, connected, batched, standing_out, kept_quiet,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Programme:
    """What the sample programme offers: its users, their password, the folder of invoices."""

    log_ins: tuple[LogIn, ...]
    password: str
    samples: Path
    is_new: bool


def build(desk: Desk, now: datetime, folder: Path) -> Programme:
    """Build the programme into an empty database; `folder` receives invoices to try out.

    `Refused` when the database holds other people's data.
    """
    founded, is_new = _founded(desk, now)
    if is_new:
        for case in cases():
            _file(desk, founded, case, now)
        across.build(desk, founded, now)
        amending.build(desk, founded, now)
        month_ends.close_older_months(desk.database, founded, now)
        bank_months.build(desk, founded, folder, now)
        for story in IN_PROGRESS:
            story.build(desk, founded, now)
        with desk.database.transaction(CENTER) as session:  # last: it says that all is there
            founding.add_user(session, system_actor(now), cast.ADMINISTRATOR)
    samples.write(folder, founded.approved_on, business_day.of(now))
    return Programme(cast.LOG_INS, cast.PASSWORD, folder, is_new)


def _founded(desk: Desk, now: datetime) -> tuple[Founded, bool]:
    """Return the founded programme, and whether its claims still have to be filed."""
    with desk.database.transaction(CENTER) as session:
        present = {user.login for user in people.list_users(session, system_actor(now))}
        if not present:
            return founding.found(session, now, business_day.of(now)), True
        if cast.MANAGER.login not in present or cast.MAKERS[-1].login not in present:
            raise Refused(N_("数据库里已有其他用户：样例数据只能装入空的数据库，请另设数据目录。"))
        return founding.found_again(session), cast.ADMINISTRATOR.login not in present


def _file(desk: Desk, founded: Founded, case: Case, now: datetime) -> None:
    """Take in a case's invoice and carry its claim as far as its fate."""
    today = business_day.of(now)
    employer = case.grant // 2
    specs = specs_of(case, founded.approved_on, today)
    arrived = calendar.office_hour(min(specs[0].issued_on, today) + timedelta(days=2), now)
    arrived = max(arrived, calendar.office_hour(founded.approved_on + timedelta(days=15), now))
    maker = founded.actor(cast.MAKERS[employer], arrived)
    next_day = min(arrived + timedelta(days=1), now)
    checker = founded.actor(cast.CHECKERS[employer], next_day)
    cashier = founded.actor(cast.CASHIERS[employer], next_day)
    grant = founded.grants[case.grant]
    for spec in specs:  # a second file of the same invoice meets the claim made from the first
        taken = intake.take_in(desk, maker, grant, _file_name(spec), draw(spec))
        (claim,) = taken.claims
        _carry_on(desk, case, claim.claim_id, (maker, checker, cashier))


def _file_name(spec: InvoiceSpec) -> str:
    return f"{spec.seller.name}_{spec.number}_{spec.mark}.pdf"


def _carry_on(desk: Desk, case: Case, claim_id: UUID, people_: tuple[Actor, ...]) -> None:
    """Complete, submit, decide and pay a claim from the state it is in."""
    maker, checker, cashier = people_
    with desk.database.transaction(maker.employer) as session:
        row = session.get_one(ClaimRow, claim_id)
        if row.state == Fate.DRAFT:
            if case.verified:
                answer = Answer(VerifiedAs.MATCHES, maker.today, f"CY{case.serial:06d}")
                verifying.record(session, maker, claim_id, answer)
            claims.change(session, maker, claim_id, row.version, _change(session, case, row))
            if case.fate is not Fate.DRAFT:
                claims.submit(session, maker, claim_id, row.version)
        if row.state == Fate.SUBMITTED and case.fate in {Fate.APPROVED, Fate.PAID}:
            claims.approve(session, checker, claim_id, row.version, case.confirmation)
        elif row.state == Fate.SUBMITTED and case.fate is Fate.RETURNED:
            claims.return_(session, checker, claim_id, row.version, _RETURN_REASON)
        if row.state in _UNPAID and case.fate is Fate.PAID:
            slip = Slip(f"ZF{cashier.today:%Y%m%d}{case.serial:04d}")
            paying.pay(session, cashier, claim_id, row.version, slip)


def _change(session: Session, case: Case, row: ClaimRow) -> claims.Change:
    """Fill in the form of a claim."""
    plan = plan_and_team.plan_of(session, row.agreement_id) if case.planned else []
    of_direction = [item.id for item in plan if item.category == case.purchase.category]
    return claims.Change(
        category=case.purchase.category,
        statement=case.statement,
        explanation=case.explanation,
        evidence=case.purchase.evidence,
        plan_item_id=of_direction[0] if of_direction else None,
        event=case.event,
        payment=case.payment,
        payee=case.payee,
        vat=case.vat,
        acceptor=case.acceptor,
    )
