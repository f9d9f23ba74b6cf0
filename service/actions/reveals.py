"""A masked number shown whole: to whom, whose, and why stays in the trail (个人信息保护法 §28)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance import masking
from service import audit
from service.actions import need_to_know, proceedings
from service.audit import Step
from service.messages import N_, NotFound
from service.permissions import Actor
from service.tables import DedicatedAccountRow, EmployerRow, TransferRow

ARTICLE = "第三十四条"


@dataclass(frozen=True, slots=True)
class Revealed:
    """A bank account with its whole number; `masked` is what the log keeps of it."""

    holder: str
    bank: str
    number: str
    purpose: str
    contact: str = ""

    @property
    def masked(self) -> str:
        return masking.masked(self.number)


def account(session: Session, actor: Actor, employer_id: UUID, purpose: str) -> Revealed:
    """Show the number of an employer's dedicated account; its own people need no purpose."""
    row = session.scalar(
        select(DedicatedAccountRow).where(DedicatedAccountRow.employer_id == employer_id)
    )
    if row is None or actor.employer_id not in {None, employer_id}:
        raise NotFound(N_("没有登记专门账户。"))
    said = _purpose(actor, purpose)
    _record(session, actor, employer_id, said)
    contact = session.get_one(EmployerRow, employer_id).contact
    return Revealed(row.account_name, row.bank, row.account_number, said, contact or "")


def receiving(session: Session, actor: Actor, case_id: UUID, purpose: str) -> Revealed:
    """Show where the money of a transfer goes, to whoever may see the case."""
    case = proceedings.find(session, actor, case_id)
    about = session.get(TransferRow, (case.employer_id, case.id))
    if about is None or not about.pay_to:
        raise NotFound(N_("没有登记专门账户。"))
    said = _purpose(actor, purpose)
    _record(session, actor, case.employer_id, said)
    holder, bank, number = about.pay_to.rsplit(" ", 2)
    return Revealed(holder, bank, number, said)


def _purpose(actor: Actor, purpose: str) -> str:
    return need_to_know.checked(purpose) if actor.role.of_center else purpose.strip()


def _record(session: Session, actor: Actor, employer_id: UUID, purpose: str) -> None:
    step = Step(
        action="reveal_account", subject="employer", subject_id=employer_id,
        employer_id=employer_id, article=ARTICLE, reason=purpose or None,
    )  # fmt: skip
    audit.record(session, actor, step)
