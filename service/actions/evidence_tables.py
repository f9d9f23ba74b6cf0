"""The tables of a pack of evidence: findings, vouchers, bank lines, and the trail, as CSV."""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.fieldwork import NATURES, Column
from ledger import book, lookups
from ledger.bank import lookups as bank_lookups
from ledger.journal import EntryId
from service.actions import check_finding_views, spot_checks
from service.actions.check_paper_lines import voucher_of
from service.actions.check_papers import DrawnCheck
from service.actions.packing import Entry, table
from service.permissions import Actor
from service.tables import (
    AuditRow,
    ClaimRow,
    ProceedingStepRow,
    SpotCheckAnswerRow,
    SpotCheckItemRow,
    SpotCheckResponseRow,
    SpotCheckReviewRow,
    SpotCheckUnitRow,
    UserRow,
)

Row = tuple[object, ...]


def findings(session: Session, actor: Actor, check: DrawnCheck) -> Entry:
    """List what was found, dropped findings left out, with what the employer said."""
    numbers = {result.item.id: result.item.number for result in check.results}
    rows: list[Row] = [
        (
            "编号", "单位", "样本序号", "报销申请", "问题标题", "定性", "问题描述", "依据", "成因",
            "影响", "责任部门", "金额", "差错比例", "单位意见", "整改", "状态",
        )
    ]  # fmt: skip
    for line in check_finding_views.of_check(session, actor, check.row.id):
        row = line.row
        rows.append(
            (
                line.label, line.employer, numbers[row.item_id], line.claim, row.title,
                NATURES[row.nature], row.condition, row.basis, row.cause, row.effect,
                row.department, row.amount, line.tainting, _answer(session, row.id),
                line.case.number if line.case else "", line.state,
            )
        )  # fmt: skip
    return Entry("问题", "findings/问题清单.csv", table(rows))


def _answer(session: Session, finding_id: UUID) -> str:
    query = select(SpotCheckResponseRow).where(SpotCheckResponseRow.finding_id == finding_id)
    newest = session.scalar(query.order_by(SpotCheckResponseRow.version.desc()).limit(1))
    return "" if newest is None else f"{newest.stance} {newest.said}".strip()


def journal(session: Session, check: DrawnCheck) -> Iterator[Entry]:
    """Copy the vouchers of the items out of the books, and the bank's lines beside them."""
    claims = [session.get_one(ClaimRow, result.item.claim_id) for result in check.results]
    numbers = [result.item.number for result in check.results]
    yield Entry(
        "记账凭证",
        "journal/vouchers.csv",
        table(_vouchers(session, zip(numbers, claims, strict=True))),
    )
    yield Entry(
        "银行流水", "journal/bank.csv", table(_bank(session, zip(numbers, claims, strict=True)))
    )


def entries_of(claim: ClaimRow) -> tuple[EntryId, ...]:
    """Give the vouchers of a claim: of the spending, of the payment, of taking it back."""
    known = (claim.entry_id, claim.payment_entry_id, claim.reversal_entry_id)
    return tuple(dict.fromkeys(EntryId(each) for each in known if each is not None))


def _vouchers(session: Session, items: Iterable[tuple[int, ClaimRow]]) -> Iterator[Row]:
    yield (
        "样本序号", "报销申请", "账簿", "账簿内序号", "凭证号", "日期", "摘要", "科目代码", "科目",
        "项目", "资金来源", "支出方向", "借方", "贷方", "前一凭证哈希", "本凭证哈希",
    )  # fmt: skip
    connection = session.connection()
    for number, claim in items:
        wanted = entries_of(claim)
        links = lookups.links(connection, wanted)
        for entry_id in wanted:
            entry, link = book.entry(connection, entry_id), links[entry_id]
            for line in entry.lines:
                account = line.account
                yield (
                    number, claim.number, link.book, link.seq, voucher_of(entry),
                    entry.effective_on, entry.memo, account.code, account.type.name,
                    account.grant or "", account.source or "", account.category or "",
                    line.amount if line.amount > 0 else "", -line.amount if line.amount < 0 else "",
                    link.before, link.hash,
                )  # fmt: skip


def _bank(session: Session, items: Iterable[tuple[int, ClaimRow]]) -> Iterator[Row]:
    yield "样本序号", "报销申请", "日期", "金额", "对方户名", "摘要", "流水号", "匹配依据", "已复核"
    for number, claim in items:
        for entry_id in entries_of(claim):
            for line in bank_lookups.of_entry(session.connection(), entry_id):
                yield (
                    number, claim.number, line.day, line.amount, line.counterparty, line.summary,
                    line.reference, line.rule, "是" if line.approver else "否",
                )  # fmt: skip


def trail(session: Session, check: DrawnCheck) -> Iterator[Entry]:
    """Copy the steps of the check and of its employers, every version of an answer, the log."""
    yield Entry("办理经过", "trail/steps.csv", table(_steps(session, check)))
    yield Entry("办理经过", "trail/units.csv", table(_unit_steps(session, check)))
    yield Entry("取证", "trail/answers.csv", table(_answers(session, check)))
    yield Entry("操作日志", "trail/audit.csv", table(_audit(session, check)))


def _steps(session: Session, check: DrawnCheck) -> Iterator[Row]:
    yield "序号", "时间", "姓名", "角色", "原状态", "操作", "新状态", "依据", "理由"
    for each in spot_checks.steps(session, check.row.id):
        yield (
            each.number, each.at.isoformat(), each.actor_name, each.actor_role, each.source,
            each.action, each.target, each.article, each.reason,
        )  # fmt: skip


def _unit_steps(session: Session, check: DrawnCheck) -> Iterator[Row]:
    yield "单位事项", "序号", "时间", "姓名", "角色", "原状态", "操作", "新状态", "依据", "理由"
    for unit, case, _ in spot_checks.units(session, check.row.id):
        query = select(ProceedingStepRow).where(
            ProceedingStepRow.employer_id == unit.employer_id,
            ProceedingStepRow.proceeding_id == unit.proceeding_id,
        )
        for each in session.scalars(query.order_by(ProceedingStepRow.number)):
            yield (
                case.number, each.number, each.at.isoformat(), each.actor_name, each.actor_role,
                each.source, each.action, each.target, each.article, each.reason,
            )  # fmt: skip


def _answers(session: Session, check: DrawnCheck) -> Iterator[Row]:
    columns = [column.value for column in Column]
    yield (
        "样本序号", "版本", *columns, "取得证据", "审定金额", "说明", "填写人", "填写时间", "复核",
        "复核意见", "复核人", "复核时间",
    )  # fmt: skip
    query = (
        select(SpotCheckItemRow.number, SpotCheckAnswerRow, SpotCheckReviewRow)
        .join(SpotCheckAnswerRow, SpotCheckAnswerRow.item_id == SpotCheckItemRow.id)
        .outerjoin(SpotCheckReviewRow, SpotCheckReviewRow.answer_id == SpotCheckAnswerRow.id)
        .where(SpotCheckItemRow.check_id == check.row.id)
        .order_by(SpotCheckItemRow.number, SpotCheckAnswerRow.version)
    )
    names = {user.id: user.name for user in session.scalars(select(UserRow))}
    for number, answer, review in session.execute(query):
        yield (
            number, answer.version, *(getattr(answer, column) for column in columns),
            answer.evidence, answer.audited, answer.note, names[answer.answered_by],
            answer.answered_at.isoformat(),
            *_reviewed(names, review),
        )  # fmt: skip


def _reviewed(names: Mapping[UUID, str], review: SpotCheckReviewRow | None) -> Row:
    if review is None:
        return ()
    return (
        review.agrees, review.note, names[review.reviewed_by], review.reviewed_at.isoformat(),
    )  # fmt: skip


def _audit(session: Session, check: DrawnCheck) -> Iterator[Row]:
    yield "序号", "时间", "姓名", "角色", "操作", "对象", "原状态", "新状态", "依据", "说明"
    cases = select(SpotCheckUnitRow.proceeding_id).where(SpotCheckUnitRow.check_id == check.row.id)
    query = select(AuditRow).where(
        ((AuditRow.subject == "spot_check") & (AuditRow.subject_id == check.row.id))
        | AuditRow.subject_id.in_(cases)
    )
    for each in session.scalars(query.order_by(AuditRow.id)):
        yield (
            each.id, each.at.isoformat(), each.actor_name, each.actor_role, each.action,
            each.subject, each.source, each.target, each.article, each.reason,
        )  # fmt: skip
