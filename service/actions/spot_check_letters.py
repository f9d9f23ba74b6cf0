"""What the letters of a check say: notice, papers wanted, draft of the result, conclusion.

No letter says why a claim was drawn, nor names anybody of the Center (Art. 34). Together they tell
an employer all it needs to draw the sample again: the promise before, the seed and hash after.
"""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger import lookups
from reports.letters.comment import CommentInvitation
from reports.letters.conclusion import InspectionConclusion
from reports.letters.document_request import DocumentRequest, Wanted
from reports.letters.inspection import InspectionNotice
from reports.letters.parts import Fact, article, day, numeral, yuan
from service.actions import letters, spot_checks
from service.permissions import Actor
from service.tables import (
    ClaimRow,
    GrantRow,
    ProceedingRow,
    ProceedingStepRow,
    SpotCheckFindingRow,
    SpotCheckItemRow,
    SpotCheckRequestRow,
    SpotCheckRow,
)

BASIS = (article(33, "（一）"),)
SUBJECT = "项目经费支出的真实性、合规性和金额，支持文件和审批手续，会计核算和结余处理"
GENERAL_PAPERS = (
    "经费管理和报销审批的制度",
    "专门账户的银行对账单和余额调节表",
    "检查期间的明细账和记账凭证",
)
ITEM_PAPERS = (
    "发票、合同或者订单、验收单和付款凭证的原件或者电子原件",
    "与任务书的直接关系的说明，会议、差旅、劳务等事项的通知、签到、发放等记录",
    "审批记录和记账凭证",
)
_FEN = Decimal(100)


def notice(
    session: Session, actor: Actor, row: SpotCheckRow, case: ProceedingRow
) -> InspectionNotice:
    """Announce the check, with the promise of its seed."""
    return InspectionNotice(
        concern=letters.concern(session, case),
        period_from=row.period_from,
        period_to=row.period_to,
        subject=f"{SUBJECT}（{row.number}）",
        starts_on=actor.today,
        basis=BASIS,
        papers=GENERAL_PAPERS,
        papers_within="检查开始后按调阅资料清单的期限",
        method=(
            f"从截至 {day(row.cut_off)}已入账的支出中，按公开的算法 {row.algorithm} 抽取样本，"
            "逐笔查阅凭证和有关资料，核对银行流水，必要时现场查看。抽样种子已由系统生成并封存，"
            f"总体固定后公开，可以据此复算；其承诺值（SHA-256）为 {row.seed_sha256}"
        ),
    )


def request(
    session: Session, row: SpotCheckRow, case: ProceedingRow, round_: int
) -> DocumentRequest:
    """Ask for the papers of what was drawn in a round."""
    return DocumentRequest(
        concern=letters.concern(session, case),
        check=row.number,
        wanted=_wanted(session, case.employer_id, row.id, round_),
        papers=ITEM_PAPERS,
        basis=BASIS,
        added=round_ > 1,
    )


def draft(session: Session, row: SpotCheckRow, case: ProceedingRow) -> CommentInvitation:
    """Tell the draft of the result and ask what stands against it."""
    facts = findings(session, row.id, case.employer_id)
    return CommentInvitation(
        concern=letters.concern(session, case),
        matter=f"{row.number}号检查",
        facts=facts or (Fact(text=_nothing(session, row.id, case.employer_id)),),
        intended=_concluded(facts),
        basis=BASIS,
    )


def conclusion(
    session: Session, row: SpotCheckRow, case: ProceedingRow, said: str
) -> InspectionConclusion:
    """Tell the conclusion; `said` is what the Center settled of the whole check."""
    facts = findings(session, row.id, case.employer_id)
    return InspectionConclusion(
        concern=letters.concern(session, case),
        check=row.number,
        period_from=row.period_from,
        period_to=row.period_to,
        drawn=_drawn(session, row, case.employer_id),
        facts=facts,
        heard=_heard(session, case),
        concluded=(*_concluded(facts), said),
        asked=_asked(session, row.id, case.employer_id),
        basis=BASIS,
    )


def findings(session: Session, check_id: UUID, employer_id: UUID) -> tuple[Fact, ...]:
    """Give what was found at an employer and still stands."""
    query = select(SpotCheckFindingRow, ClaimRow).join(
        ClaimRow,
        (ClaimRow.employer_id == SpotCheckFindingRow.employer_id)
        & (ClaimRow.id == SpotCheckFindingRow.claim_id),
    )
    standing = query.where(
        SpotCheckFindingRow.employer_id == employer_id,
        SpotCheckFindingRow.check_id == check_id,
        SpotCheckFindingRow.dropped_at.is_(None),
    ).order_by(SpotCheckFindingRow.number)
    return tuple(
        Fact(
            text=f"{found.title}：{found.condition.rstrip('。')}（依据：{found.basis.rstrip('。')}）",
            amount=found.amount or None,
            voucher=claim.number,
        )
        for found, claim in session.execute(standing)
    )


def _wanted(session: Session, employer_id: UUID, check_id: UUID, round_: int) -> tuple[Wanted, ...]:
    voucher = lookups.posted()
    query = (
        select(ClaimRow, GrantRow.number.label("grant"), voucher)
        .select_from(ClaimRow)
        .join(
            SpotCheckRequestRow,
            (SpotCheckRequestRow.employer_id == ClaimRow.employer_id)
            & (SpotCheckRequestRow.claim_id == ClaimRow.id),
        )
        .join(
            GrantRow,
            (GrantRow.employer_id == ClaimRow.employer_id) & (GrantRow.id == ClaimRow.grant_id),
        )
        .join(
            voucher,
            (voucher.c.tenant_id == ClaimRow.employer_id) & (voucher.c.id == ClaimRow.entry_id),
        )
        .where(
            SpotCheckRequestRow.employer_id == employer_id,
            SpotCheckRequestRow.check_id == check_id,
            SpotCheckRequestRow.round == round_,
        )
        .order_by(ClaimRow.number)
    )
    return tuple(
        Wanted(
            claim=found.ClaimRow.number,
            grant=found.grant,
            voucher=f"{found.word}-{found.number}",
            posted_on=found.effective_on,
            amount=found.ClaimRow.amount,
        )
        for found in session.execute(query)
    )


def _drawn(session: Session, row: SpotCheckRow, employer_id: UUID) -> tuple[str, ...]:
    frame = spot_checks.frame_row(session, row.id)
    assert frame is not None, "a check that concludes has its frame"
    own = _items(session, row.id, employer_id)
    whole = (
        f"总体为全部受检单位检查期间的 {frame.items} 笔支出，合计 {yuan(frame.total / _FEN)} 元；"
        f"其中抽查你单位 {len(own)} 笔，合计 {yuan(_sum(own))} 元"
    )
    return (
        whole,
        f"抽样算法为 {row.algorithm}，总体清单的 SHA-256 为 {frame.sha256}",
        f"抽样种子为 {row.seed}，与检查通知书所载的承诺值相符",
    )


def _items(session: Session, check_id: UUID, employer_id: UUID) -> list[SpotCheckItemRow]:
    query = select(SpotCheckItemRow).where(
        SpotCheckItemRow.check_id == check_id, SpotCheckItemRow.employer_id == employer_id
    )
    return list(session.scalars(query))


def _sum(items: list[SpotCheckItemRow]) -> Decimal:
    return sum((item.value for item in items), 0) / _FEN


def _nothing(session: Session, check_id: UUID, employer_id: UUID) -> str:
    own = _items(session, check_id, employer_id)
    if not own:
        return "本次抽查没有抽到你单位的支出。"
    return f"抽查你单位的 {len(own)} 笔支出，合计 {yuan(_sum(own))} 元，未发现不符合规定的情况。"


def _concluded(facts: tuple[Fact, ...]) -> tuple[str, ...]:
    if not facts:
        return ("抽查的支出未发现不符合规定的情况，无须整改",)
    amount = sum((fact.amount or Decimal(0) for fact in facts), Decimal("0.00"))
    money = f"，涉及金额 {yuan(amount)} 元" if amount else ""
    return (f"抽查发现问题 {len(facts)} 项{money}，按整改通知书的要求整改",)


def _asked(session: Session, check_id: UUID, employer_id: UUID) -> tuple[str, ...]:
    query = (
        select(SpotCheckFindingRow.number, ProceedingRow.number)
        .join(
            ProceedingRow,
            (ProceedingRow.employer_id == SpotCheckFindingRow.employer_id)
            & (ProceedingRow.id == SpotCheckFindingRow.proceeding_id),
        )
        .where(
            SpotCheckFindingRow.employer_id == employer_id,
            SpotCheckFindingRow.check_id == check_id,
        )
        .order_by(SpotCheckFindingRow.number)
    )
    return tuple(f"发现{numeral(at)}的整改按 {case} 办理" for at, case in session.execute(query))


def _heard(session: Session, case: ProceedingRow) -> str:
    spoken = select(ProceedingStepRow.reason).where(
        ProceedingStepRow.employer_id == case.employer_id,
        ProceedingStepRow.proceeding_id == case.id,
        ProceedingStepRow.action == "comment",
    )
    said = [
        each.rstrip("。") for each in session.scalars(spoken.order_by(ProceedingStepRow.number))
    ]
    return f"你单位提出：{'；'.join(said)}" if said else "你单位在规定期限内没有提出不同意见"
