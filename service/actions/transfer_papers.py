"""What the steps of a transfer share: the occasion in the journal, the number of a bank slip."""

from enum import StrEnum

from ledger.events import Occasion
from service.messages import N_, Invalid, Refused
from service.permissions import Actor
from service.tables import ProceedingRow, TransferStatementRow

SLIP_MAX = 100


def slip_of(typed: str) -> str:
    """Give the number of a bank slip as it is kept; Invalid for none."""
    slip = typed.strip()
    if not 0 < len(slip) <= SLIP_MAX:
        raise Invalid(N_("请填写银行回单的流水号：划转须能与银行对账单核对（第二十六条）。"))
    return slip


def expect(case: ProceedingRow, state: StrEnum) -> None:
    """Refuse a step that posts before it is known whether the case stands where it begins."""
    if case.state != state:
        raise Refused(
            N_("{number} 当前的状态不允许这一操作，请刷新页面查看由谁办理。"), number=case.number
        )


def occasion_of(actor: Actor, statement: TransferStatementRow, step: str, memo: str) -> Occasion:
    """Name one step of a round; all three bear the event of its move."""
    moved = Occasion(key=f"transfer:{statement.id}:move", effective_on=actor.today, actor="")
    return Occasion(
        key=f"transfer:{statement.id}:{step}",
        effective_on=actor.today,
        actor=str(actor.user_id),
        memo=memo,
        event=moved.identifier,
    )
