"""Checks made by the tests: claims in the books, a check planned, and its steps taken."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.fieldwork import Column, Mark
from compliance.sampling.plan import Plan
from service.actions import (
    fieldwork,
    inspections,
    spot_check_drawing,
    spot_check_results,
    spot_check_units,
    spot_checks,
)
from service.actions.fieldwork import NewAnswer
from service.actions.paying import Slip
from service.actions.spot_check_frames import Population, Scope
from service.actions.spot_checks import NewCheck
from service.db import CENTER
from service.permissions import Actor
from service.tables import (
    InboxMessageRow,
    LetterRow,
    ProceedingRow,
    SpotCheckItemRow,
    SpotCheckRow,
)
from tests.service import serving
from tests.service.office import AT, Office, an_invoice, pay
from tests.service.test_claims import approve, submit, upload

TODAY = date(2026, 3, 10)  # of the offices
SEED = "5" * 64
DO: dict[str, Callable[..., None]] = {
    "notice": spot_check_units.notice,
    "freeze": spot_check_drawing.freeze,
    "draw": spot_check_drawing.draw,
    "begin": spot_check_units.begin,
    "extend": spot_check_drawing.extend,
    "draft": spot_check_results.draft,
    "reopen": spot_check_results.reopen,
    "consult": spot_check_units.consult,
    "finish": spot_check_results.finish,
    "deliver": spot_check_units.deliver,
    "close": spot_check_results.close,
    "withdraw": spot_check_units.withdraw,
}


def later(actor: Actor, days: int = 1) -> Actor:
    return replace(actor, at=AT + timedelta(days=days))


def paid(office: Office, amounts: Sequence[str], first: int = 1) -> list[UUID]:
    """Put claims of these net amounts into the books, all of them paid today."""
    made = []
    for place, amount in enumerate(amounts, first):
        issued_on = date(2026, 2, 20) - timedelta(days=9 * place)
        number = f"26112000000{place * 9173:09d}"
        claim = upload(office, an_invoice(number, amount=amount, issued_on=issued_on))
        submit(office, claim.claim_id)
        approve(office, claim.claim_id)
        pay(office, claim.claim_id, Slip(f"20260310-{place:04d}"))
        made.append(claim.claim_id)
    return made


def a_population(**more: Any) -> Population:
    days: dict[str, Any] = {
        "scope": Scope(), "period_from": date(2026, 1, 1), "period_to": TODAY, "cut_off": TODAY,
    }  # fmt: skip
    return Population(**days | more)


def a_plan(**more: Any) -> Plan:
    return Plan(**{"tolerable": Fraction(1, 2), "per_group": 1, "size": 2} | more)


def a_check(plan: Plan | None = None, **more: Any) -> NewCheck:
    return NewCheck(
        manner="periodic", title="2026 年第一季度例行检查", population=a_population(**more),
        plan=plan or a_plan(),
    )  # fmt: skip


def planned(office: Office, new: NewCheck | None = None, seed: str = SEED) -> UUID:
    with office.database.transaction(CENTER) as session:
        return spot_checks.open_check(session, office.auditor, new or a_check(), lambda: seed)


def act(office: Office, check: UUID, action: str, actor: Actor, **said: Any) -> None:
    """Take a step of a check, as its page shows it now."""
    with office.database.transaction(CENTER) as session:
        steps = session.get_one(SpotCheckRow, check).steps
        DO[action](session, actor, check, steps, {"reason": ""} | said)


def drawn(office: Office, new: NewCheck | None = None, seed: str = SEED) -> UUID:
    """A check with its sample drawn, on the day after the cut-off."""
    check = planned(office, new, seed)
    act(office, check, "notice", later(office.manager))
    act(office, check, "freeze", later(office.auditor))
    act(office, check, "draw", later(office.auditor))
    return check


def begun(office: Office, new: NewCheck | None = None) -> UUID:
    check = drawn(office, new)
    act(office, check, "begin", later(office.auditor))
    return check


@contextmanager
def looking(office: Office, check: UUID) -> Iterator[tuple[Session, SpotCheckRow]]:
    with office.database.transaction(CENTER) as session:
        yield session, session.get_one(SpotCheckRow, check)


def state(office: Office, check: UUID) -> str:
    with looking(office, check) as (_, row):
        return row.state


def items(office: Office, check: UUID) -> list[SpotCheckItemRow]:
    with looking(office, check) as (session, _):
        return spot_checks.items(session, check)


def case_of(office: Office, check: UUID) -> ProceedingRow:
    """The office's own part in a check."""
    with looking(office, check) as (session, _):
        cases = [case for _, case, _ in spot_checks.units(session, check)]
        return next(case for case in cases if case.employer_id == office.employer_id)


def employer_act(office: Office, check: UUID, action: str, actor: Actor, reason: str = "") -> None:
    """Take a step of the employer's own part."""
    case = case_of(office, check)
    with office.database.transaction(office.employer_id) as session:
        inspections.step(action)(session, actor, case.id, case.steps, {"reason": reason})


def concluded(office: Office, check: UUID) -> None:
    """Draft, hear, settle and tell the result of a check whose items are answered."""
    act(office, check, "draft", later(office.auditor))
    act(office, check, "consult", later(office.manager))
    serving.serve(office, later(office.manager))
    employer_act(office, check, "accept", later(office.checker))
    act(office, check, "finish", later(office.manager), reason="抽查结果可以接受")
    act(office, check, "deliver", later(office.manager))


def letters_of(office: Office, check: UUID) -> dict[str, Mapping[str, Any]]:
    """What the letters of the office's own part say, by their kind."""
    case = case_of(office, check).id
    with looking(office, check) as (session, _):
        query = select(LetterRow).where(LetterRow.proceeding_id == case)
        return {letter.kind: letter.content for letter in session.scalars(query)}


def waiting(office: Office, link: str) -> list[tuple[str, str]]:
    """Who is waited for at an address, and what for, as the inboxes say."""
    with office.database.transaction(CENTER) as session:
        rows = session.scalars(select(InboxMessageRow).where(InboxMessageRow.over_at.is_(None)))
        return sorted((row.roles, row.to_do) for row in rows if row.link == link)


GOOD = dict.fromkeys(Column, Mark.MEETS)


def answered(office: Office, check: UUID, wrong: dict[int, str] | None = None) -> None:
    """Answer every item that is open, by one person, and review it, by another.

    `wrong`: what an item's amount should have been, by its number, yuan.
    """
    for item in items(office, check):
        with looking(office, check) as (session, _):
            before = fieldwork.newest(session, item)
            if before is not None:
                continue
            right = Decimal(item.value) / 100
            audited = Decimal((wrong or {}).get(item.number, str(right)))
            bad = audited != right
            marks = {**GOOD, Column.AMOUNT: Mark.FAILS} if bad else GOOD
            new = NewAnswer(
                marks=marks, evidence=True, audited=audited, version=0,
                note="金额与合同不符" if bad else "",
            )  # fmt: skip
            fieldwork.answer(session, later(office.auditor), item, new)
            fieldwork.review(session, later(office.manager), item, 1, "", agrees=True)
