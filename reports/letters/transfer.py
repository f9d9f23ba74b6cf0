"""资金转移确认书: what moves with a selectee to the new employer, confirmed by three parties."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from reports.letters.parts import (
    Concern,
    Frame,
    basis_blocks,
    contact_text,
    day,
    listed,
    numbered,
    yuan,
    yuan_in_full,
)
from reports.paper import Address, Boxes, Enclosures, Grid, Paper, Signature, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceBalance:
    """Money of one source at the cut-off, yuan; what moves is the balance less what is reserved."""

    source: str  # 资金来源, in words
    balance: Decimal
    reserved: Decimal
    moved: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferConfirmation:
    """A transfer of Art. 30: `concern.recipient` is the employer to whom this copy goes."""

    kind: ClassVar[str] = "transfer_confirmation"
    concern: Concern
    old_employer: str
    new_employer: str
    approved_on: date
    cut_off_on: date
    balances: tuple[SourceBalance, ...]
    basis: tuple[str, ...]
    in_flight: tuple[str, ...] = ()  # 在途与保留
    assets: tuple[str, ...] = ()  # stay with the old employer
    open_findings: tuple[str, ...] = ()  # carried over explicitly
    term: str | None = "confirm_transfer"
    enclosures: tuple[str, ...] = ()
    contact: str = ""


def compose(content: TransferConfirmation, frame: Frame) -> Paper:
    """Lay the confirmation out."""
    start = (
        f"因入选者工作单位变动，{content.concern.grant_words()}的剩余经费由"
        f"{content.old_employer}（原单位）划转至{content.new_employer}（新单位），"
        f"本中心于 {day(content.approved_on)}批准，结算截止日为 {day(content.cut_off_on)}。"
    )
    parts = numbered((
        ("依据", basis_blocks(content.basis)),
        ("各来源余额和划转金额", _money(content)),
        ("在途和保留事项", listed(content.in_flight) or (Text("没有在途和保留的支出。"),)),
        ("资产", _assets(content)),
        ("未结问题", listed(content.open_findings) or (Text("没有未结的检查问题。"),)),
        ("确认", (Text(_confirm(frame)),)),
    ))  # fmt: skip
    enclosed = (Enclosures(content.enclosures),) if content.enclosures else ()
    parties = (
        ("原单位", content.old_employer),
        ("新单位", content.new_employer),
        ("中心", frame.issuer),
    )
    return Paper(
        title="资金转移确认书",
        number=frame.number,
        blocks=(
            Address(content.concern.recipient), Text(start), *parts,
            contact_text(content.contact, frame), *enclosed,
            Signature(frame.issuer, frame.issued_on), Boxes(parties),
        ),
    )  # fmt: skip


def _money(content: TransferConfirmation) -> tuple[Grid, Text]:
    moved = sum((each.moved for each in content.balances), Decimal("0.00"))
    rows = [
        (each.source, yuan(each.balance), yuan(each.reserved), yuan(each.moved))
        for each in content.balances
    ]
    balance = sum((each.balance for each in content.balances), Decimal("0.00"))
    reserved = sum((each.reserved for each in content.balances), Decimal("0.00"))
    rows.append(("合计", yuan(balance), yuan(reserved), yuan(moved)))
    grid = Grid(
        columns=("资金来源", "账面余额（元）", "保留（元）", "划转（元）"),
        rows=tuple(rows), shares=(28, 24, 24, 24), figures=frozenset({1, 2, 3}), closing=True,
    )  # fmt: skip
    return grid, Text(f"划转金额合计 {yuan_in_full(moved)}。")


def _assets(content: TransferConfirmation) -> tuple[Text, ...]:
    if not content.assets:
        return (Text("没有以本项目经费购置的资产。"),)
    named = f"下列以本项目经费购置的资产留在原单位：{'；'.join(content.assets)}。"
    return (Text(named),)


def _confirm(frame: Frame) -> str:
    within = f"自送达之日起 {frame.within}内" if frame.within else "收到本确认书后"
    return (
        f"请原单位、新单位{within}核对并在“专户”系统确认。划转前的支出由原单位负责，"
        "划转后的支出由新单位负责。三方签章后各执一份。"
    )
