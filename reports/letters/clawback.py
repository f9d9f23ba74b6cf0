"""追回通知书: how much has to be returned, how it was computed, to which account, until when."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Final

from reports.letters.parts import (
    Concern,
    Frame,
    basis_blocks,
    closing,
    contact_text,
    day,
    numbered,
    objecting,
    opening,
    yuan,
    yuan_in_full,
)
from reports.paper import Block, Grid, Paper, Text


class Mode(StrEnum):
    """How much is clawed back: policy of A-15; a person decides, all are shown."""

    INELIGIBLE = "ineligible"
    UNSPENT = "unspent"
    UNSPENT_AND_INELIGIBLE = "unspent_and_ineligible"
    FULL = "full"


MODES: Final = {
    Mode.INELIGIBLE: "退回尚未归还的不合规支出",
    Mode.UNSPENT: "退回未使用的资金",
    Mode.UNSPENT_AND_INELIGIBLE: "退回未使用的资金和尚未归还的不合规支出",
    Mode.FULL: "退回已拨付的全部资金",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where the money goes: the Center's account."""

    name: str
    number: str
    bank: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClawbackFigures:
    """The figures on which a decision rests, yuan, of the sources that go back to the Center."""

    received: Decimal  # 已收: with what was transferred in
    transferred_out: Decimal
    returned: Decimal  # 已退回: before this decision
    eligible: Decimal  # 合规支出
    ineligible: Decimal  # 不合规支出, all of it
    restored: Decimal  # of it, put back already
    balance: Decimal  # 结余, interest included
    interest: Decimal  # of the balance, interest
    due: Decimal  # 应退


@dataclass(frozen=True, slots=True, kw_only=True)
class ClawbackNotice:
    """A decided clawback; `account` None: the Center tells it in the case."""

    kind: ClassVar[str] = "clawback_notice"
    concern: Concern
    decided_on: date
    decision: str  # 决定依据的文件或事项编号, and what it says in a sentence
    mode: Mode
    figures: ClawbackFigures
    basis: tuple[str, ...]
    account: Account | None = None
    term: str | None = "return_money"
    enclosures: tuple[str, ...] = ()
    contact: str = ""


def compose(content: ClawbackNotice, frame: Frame) -> Paper:
    """Lay the notice out."""
    uscc = f"（统一社会信用代码 {content.concern.uscc}）" if content.concern.uscc else ""
    start = (
        f"你单位{uscc}承担的{content.concern.grant_words()}，"
        f"经本中心 {day(content.decided_on)}决定，须退回经费。现将有关事项通知如下。"
    )
    parts = numbered((
        ("决定", (Text(f"{content.decision.rstrip('。')}。"),)),
        ("依据", basis_blocks(content.basis)),
        ("计算", (Text(f"追回方式：{MODES[content.mode]}。"), _grid(content.figures))),
        ("应退金额", (Text(f"你单位应退回 {yuan_in_full(content.figures.due)}。"),)),
        ("退回方式和期限", _how(content, frame)),
        ("异议", (Text(_objection(frame)),)),
        ("逾期后果", (Text(
            "逾期未退回的，本中心将予以催告；经催告仍不退回的，依规定移送有关部门处理。"
        ),)),
    ))  # fmt: skip
    return Paper(
        title="追回资金通知书",
        number=frame.number,
        blocks=(
            *opening(content.concern, start),
            *parts,
            contact_text(content.contact, frame),
            *closing(content.concern, frame, content.enclosures),
        ),
    )


def _grid(figures: ClawbackFigures) -> Grid:
    unrestored = figures.ineligible - figures.restored
    rows = (
        ("已收资金（含划入）", figures.received),
        ("已划出资金", figures.transferred_out),
        ("此前已退回", figures.returned),
        ("合规支出", figures.eligible),
        ("不合规支出", figures.ineligible),
        ("其中：已归还专用账户", figures.restored),
        ("其中：尚未归还", unrestored),
        ("账面结余（含利息）", figures.balance),
        ("其中：利息", figures.interest),
        ("应退金额", figures.due),
    )
    return Grid(
        columns=("项目", "金额（元）"),
        rows=tuple((name, yuan(amount)) for name, amount in rows),
        shares=(65, 35), figures=frozenset({1}), closing=True,
    )  # fmt: skip


def _how(content: ClawbackNotice, frame: Frame) -> tuple[Block, ...]:
    within = f"自送达之日起 {frame.within}内" if frame.within else "收到本通知书后"
    where = "将款项退至下列账户" if content.account else "按本中心在该事项中告知的账户退回款项"
    memo = f"退回{content.concern.grant}"
    said = Text(f"请{within}{where}，汇款用途请写明“{memo}”，并在“专户”系统登记银行回单号。")
    if content.account is None:
        return (said,)
    rows = (
        ("户名", content.account.name),
        ("账号", content.account.number),
        ("开户行", content.account.bank),
        ("用途附言", memo),
    )
    return (said, Grid(columns=("退回账户", "内容"), rows=rows, shares=(25, 75)))


def _objection(frame: Frame) -> str:
    return (
        f"你单位对应退金额或计算有异议的，可以{objecting(frame)}书面提出，"
        "由未参与作出决定的人员复核。"
    )
