"""What the letters of a suspension or a revocation say: what is intended, what was decided."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.clawback import MODES, Mode
from compliance.grounds import Consequence, Ground, grounds
from reports.letters.comment import CommentInvitation
from reports.letters.decision import DecisionNotice
from reports.letters.parts import Fact, article
from service.actions import letters
from service.permissions import Actor
from service.tables import ProceedingRow, ProceedingStepRow, SanctionRow

_CONSEQUENCES = {
    Consequence.SUSPEND: "中止入选者资格，停止资金拨付及其相应待遇，冻结未入账的报销申请",
    Consequence.REVOKE: "取消入选者资格，停止资金拨付及其相应待遇，按规定追回资金",
}
_NO_OBJECTION = "你单位及入选者在规定期限内未提出不同意见"


def intention(session: Session, row: ProceedingRow) -> CommentInvitation:
    """Say what is intended and on what it rests; who is concerned has a term to speak."""
    about, ground = _about(session, row)
    return CommentInvitation(
        concern=letters.concern(session, row),
        matter="拟作出的处理",
        facts=(Fact(text=about.facts),),
        intended=(f"{_CONSEQUENCES[Consequence(about.consequence)]}。",),
        basis=(article(ground.article, ground.clause),),
    )


def decision(session: Session, actor: Actor, row: ProceedingRow, reason: str) -> DecisionNotice:
    """Say what was decided, why, and what was said against it."""
    about, ground = _about(session, row)
    return DecisionNotice(
        concern=letters.concern(session, row),
        facts=(Fact(text=about.facts),),
        basis=(article(ground.article, ground.clause),),
        decided=tuple(_decided(about, reason)),
        effective_on=actor.today,
        heard=_heard(session, row),
    )


def _decided(about: SanctionRow, reason: str) -> list[str]:
    assert about.decided is not None, "written before the letter"
    said = [f"{_CONSEQUENCES[Consequence(about.decided)]}。", f"理由：{reason.rstrip('。')}。"]
    if about.serious:
        said.append(f"认定情节严重：{about.serious_reason.rstrip('。')}。")
    if about.clawback:
        said.append(f"{MODES[Mode(about.clawback)]}，金额另以追回决定确定。")
    if about.referred:
        said.append("涉嫌违法的事项，移交相关机关处理。")
    return said


def _heard(session: Session, row: ProceedingRow) -> str:
    spoken = select(ProceedingStepRow.reason).where(
        ProceedingStepRow.employer_id == row.employer_id,
        ProceedingStepRow.proceeding_id == row.id,
        ProceedingStepRow.action.in_(("comment", "add_comment")),
    )
    said = list(session.scalars(spoken.order_by(ProceedingStepRow.number)))
    return f"提出的意见：{'；'.join(each.rstrip('。') for each in said)}" if said else _NO_OBJECTION


def _about(session: Session, row: ProceedingRow) -> tuple[SanctionRow, Ground]:
    about = session.get_one(SanctionRow, (row.employer_id, row.id))
    return about, grounds()[about.ground]
