"""The tables of a pack of evidence: findings, vouchers and bank lines, as CSV."""

from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.fieldwork import NATURES
from compliance.masking import masked_within
from ledger import book, lookups
from ledger.bank import lookups as bank_lookups
from ledger.journal import EntryId
from service.actions import check_finding_views
from service.actions.check_paper_lines import voucher_of
from service.actions.check_papers import DrawnCheck
from service.actions.check_responses import STANCES
from service.actions.packing import Entry, table
from service.permissions import Actor
from service.tables import (
    ClaimRow,
    SpotCheckResponseRow,
)

Row = tuple[object, ...]
STATES: Final = {
    "raised": "待处理",
    "answered": "单位已答复",
    "rectifying": "整改中",
    "rectified": "整改办结",
}


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
                NATURES[row.nature], masked_within(row.condition), row.basis,
                masked_within(row.cause), masked_within(row.effect),
                row.department, row.amount, line.tainting, _answer(session, row.id),
                line.case.number if line.case else "", STATES[line.state],
            )
        )  # fmt: skip
    return Entry("问题", "findings/问题清单.csv", table(rows))


def _answer(session: Session, finding_id: UUID) -> str:
    query = select(SpotCheckResponseRow).where(SpotCheckResponseRow.finding_id == finding_id)
    newest = session.scalar(query.order_by(SpotCheckResponseRow.version.desc()).limit(1))
    if newest is None:
        return ""
    return masked_within(f"{STANCES[newest.stance]} {newest.said}".strip())


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
                    number, claim.number, line.day, line.amount, line.counterparty,
                    masked_within(line.summary),
                    line.reference, line.rule, yes(line.approver),
                )  # fmt: skip


def yes(what: object) -> str:
    """Write whether something is so."""
    return "是" if what else "否"
