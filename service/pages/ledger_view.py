"""Journal entries and trial balances in the reader's words: accounts by name, 借 and 贷 apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from flask_babel import gettext

from ledger.accounts import AccountRef, Layer, Side
from ledger.recorded import RecordedEntry, RecordedLine, TrialRow
from service.actions.books import JournalPage
from service.messages import N_
from service.pages.money_lines import category_word
from service.pages.words import SOURCES

NOTHING = Decimal("0.00")
KINDS = {
    "open_balances": N_("期初建账"),
    "appropriate": N_("下达预算"),
    "commit_agreement": N_("签订任务书，承诺经费"),
    "disburse": N_("拨付"),
    "receive": N_("到账"),
    "confirm_receipt": N_("单位确认到账"),
    "contribute": N_("投入配套或自筹资金"),
    "cancel_commitment": N_("取消承诺"),
    "reserve": N_("预留预算"),
    "release": N_("释放预留"),
    "spend": N_("列支"),
    "spend_pre_project": N_("列支（立项前六个月内，单位已垫付）"),
    "reimburse_employer": N_("归还单位垫付款"),
    "advance": N_("预借"),
    "settle_advance": N_("冲销预借"),
    "return_advance": N_("退回预借"),
    "interest": N_("利息收入"),
    "bank_fee": N_("银行手续费"),
    "top_up": N_("单位补足"),
    "stray_receipt": N_("误入款"),
    "stray_return": N_("误入款转出"),
    "reallocate": N_("预算调剂"),
    "refund": N_("供应商退款"),
    "disallow": N_("认定不合规支出"),
    "put_back": N_("整改退回"),
    "approve_transfer": N_("批准划转"),
    "pay_transfer": N_("划转付款"),
    "receive_transfer": N_("划转到账"),
    "claw_back": N_("追回"),
    "return_surplus": N_("结余上交"),
    "repay": N_("单位退回款付出"),
    "recover": N_("退回款到账"),
    "declare_to_treasury": N_("确认应缴财政"),
    "remit": N_("上缴国库"),
    "release_matching": N_("退还配套或自筹资金"),
    "accept": N_("核销"),
    "withdraw_acceptance": N_("撤回核销"),
    "close_grant": N_("项目结清"),
    "reverse": N_("红字冲销"),
}
LAYERS = {Layer.FINANCIAL: N_("财务账"), Layer.BUDGET: N_("预算账")}


@dataclass(frozen=True, slots=True)
class LineView:
    """A 借 or 贷 line; the other side is None."""

    code: str
    account: str
    under: str
    debit: Decimal | None
    credit: Decimal | None
    budget: bool


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry as a voucher shows it."""

    id: int
    number: str
    day: date
    kind: str
    memo: str
    claim: str | None
    lines: tuple[LineView, ...]
    maker: str
    checker: str
    recorded_at: datetime
    reverses: int | None
    reversed_by: int | None


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """An account in a trial balance: turnover and balance, each on its side."""

    code: str
    account: str
    under: str
    debits: Decimal
    credits: Decimal
    debit_balance: Decimal
    credit_balance: Decimal


@dataclass(frozen=True, slots=True)
class AccountGroup:
    """The leaves of one account of the chart, and their sum."""

    sum: BalanceRow
    leaves: tuple[BalanceRow, ...]


@dataclass(frozen=True, slots=True)
class LayerBalance:
    """One layer of a book with its totals, which are equal by nature."""

    title: str
    groups: tuple[AccountGroup, ...]
    total: BalanceRow


def entries(page: JournalPage) -> list[EntryView]:
    """Put entries into words."""
    return [_entry(each, page.people) for each in page.entries]


def _entry(entry: RecordedEntry, people: Mapping[str, str]) -> EntryView:
    lines = sorted((_line(line) for line in entry.lines), key=lambda line: line.budget)
    return EntryView(
        id=entry.id,
        number=voucher_number(entry),
        day=entry.effective_on,
        kind=gettext(KINDS[entry.kind]) if entry.kind in KINDS else entry.kind,
        memo=entry.memo,
        claim=entry.meta.get("claim"),
        lines=tuple(lines),
        maker=people.get(entry.actor, ""),
        checker=people.get(entry.approver or "", ""),
        recorded_at=entry.recorded_at,
        reverses=entry.reverses,
        reversed_by=entry.reversed_by,
    )


def voucher_number(entry: RecordedEntry) -> str:
    """Give the voucher number: month, word and number within it, such as 2026-08 记-12."""
    year, month = divmod(entry.period, 100)
    return f"{year}-{month:02d} {gettext(entry.word)}-{entry.number}"


def _line(line: RecordedLine) -> LineView:
    return LineView(
        code=line.account.code,
        account=gettext(line.account.type.name),
        under=_under(line.account),
        debit=line.amount if line.amount > 0 else None,
        credit=-line.amount if line.amount < 0 else None,
        budget=line.account.type.layer is Layer.BUDGET,
    )


def _under(account: AccountRef) -> str:
    """Say what an account is kept apart by: grant, source, spending direction."""
    parts = [
        account.grant or "",
        gettext(SOURCES[account.source]) if account.source else "",
        category_word(account.category),
    ]
    return " · ".join(part for part in parts if part)


def layers(rows: Sequence[TrialRow]) -> list[LayerBalance]:
    """Put a trial balance into words, layer by layer."""
    return [
        _layer(layer, [row for row in rows if row.account.type.layer is layer]) for layer in Layer
    ]


def _layer(layer: Layer, rows: Sequence[TrialRow]) -> LayerBalance:
    shown = [_balance_row(row) for row in rows]
    groups = [
        AccountGroup(_sum(leaves, leaves[0].code, leaves[0].account), leaves)
        for _code, found in groupby(shown, key=lambda row: row.code)
        if (leaves := tuple(found))
    ]
    return LayerBalance(
        gettext(LAYERS[layer]), tuple(groups), _sum(shown, code="", account=gettext("合计"))
    )


def _balance_row(row: TrialRow) -> BalanceRow:
    debit = row.account.type.normal is Side.DEBIT
    return BalanceRow(
        code=row.account.code,
        account=gettext(row.account.type.name),
        under=_under(row.account),
        debits=row.debits,
        credits=row.credits,
        debit_balance=row.balance if debit else NOTHING,
        credit_balance=NOTHING if debit else row.balance,
    )


def _sum(rows: Sequence[BalanceRow], code: str, account: str) -> BalanceRow:
    return BalanceRow(
        code,
        account,
        "",
        sum((row.debits for row in rows), NOTHING),
        sum((row.credits for row in rows), NOTHING),
        sum((row.debit_balance for row in rows), NOTHING),
        sum((row.credit_balance for row in rows), NOTHING),
    )


def day_asked(text: str) -> date | None:
    """Read the day in an address; None when there is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
