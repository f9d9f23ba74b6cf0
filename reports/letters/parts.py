"""What all kinds of letters are made of: whom they concern, facts, articles, amounts, terms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from compliance import law
from importers import chinese_amount
from reports.paper import (
    Address,
    Block,
    Enclosures,
    Grid,
    Heading,
    Receipt,
    Signature,
    Text,
)

_ORDINALS: Final = "一二三四五六七八九十"
MEASURES: Final = "《卓越工程师成长计划管理办法》"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """Whom a letter goes to and which grant it is about; empty fields are left out."""

    recipient: str  # 主送, by its registered name
    uscc: str = ""  # 统一社会信用代码
    grant: str = ""  # 项目编号
    selectee: str = ""  # 入选者
    agreement: str = ""  # 任务书编号

    def grant_words(self) -> str:
        """Name the grant in running text: 项目 ZY2025-001（入选者林知行，任务书 RWS-2025-001）."""
        known = [f"入选者{self.selectee}"] if self.selectee else []
        known += [f"任务书 {self.agreement}"] if self.agreement else []
        more = f"（{'，'.join(known)}）" if known else ""
        return f"项目 {self.grant}{more}" if self.grant else "所承担的项目"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing found: in words, with the amount, the voucher and the invoice it lies in."""

    text: str
    amount: Decimal | None = None
    voucher: str = ""  # 记账凭证号
    invoice: str = ""  # 票据号码


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a letter gets when it is issued: never typed, never changed afterwards."""

    number: str  # 文号
    issued_on: date
    issuer: str
    case_number: str
    within: str = ""  # how long the recipient has, as the term was on that day: 15 个工作日
    heard_within: str = ""  # likewise, to object


def article(number: int, clause: str = "") -> str:
    """Cite an article of the Measures; `clause` is the place inside it, such as （二）3."""
    return f"{MEASURES}{law.citation(number).text()}{clause}"


def yuan(amount: Decimal) -> str:
    """Write an amount in figures: 105,000.00."""
    return f"{amount:,.2f}"


def yuan_in_full(amount: Decimal) -> str:
    """Write an amount as letters do: in figures and in capital words, which must agree."""
    return f"{yuan(amount)} 元（大写：人民币{chinese_amount.words(amount)}）"


def day(on: date) -> str:
    """Write a day as official papers do: without leading zeros."""
    return f"{on.year} 年 {on.month} 月 {on.day} 日"


def numbered(parts: Iterable[tuple[str, Iterable[Block]]]) -> tuple[Block, ...]:
    """Put parts under headings 一、二、三…; a part without content is left out."""
    filled = [(title, tuple(blocks)) for title, blocks in parts]
    said = [(title, blocks) for title, blocks in filled if blocks]
    return tuple(
        block
        for ordinal, (title, blocks) in zip(_ORDINALS, said, strict=False)
        for block in (Heading(f"{ordinal}、{title}"), *blocks)
    )


def listed(sentences: Iterable[str]) -> tuple[Text, ...]:
    """Put （一）（二）… before sentences, each with its full stop; a single one stands alone."""
    said = [f"{each.rstrip('。；')}。" for each in sentences if each.strip()]
    if len(said) == 1:
        return (Text(said[0]),)
    return tuple(Text(f"（{numeral(at)}）{each}") for at, each in enumerate(said, start=1))


def numeral(at: int) -> str:
    """Write a count up to 99 in Chinese numerals: 十二."""
    tens, ones = divmod(at, 10)
    left = ("" if tens == 1 else _ORDINALS[tens - 1]) + "十" if tens else ""
    return left + (_ORDINALS[ones - 1] if ones else "")


def fact_blocks(facts: tuple[Fact, ...]) -> tuple[Block, ...]:
    """Tell the facts, and where amounts are known, list them with their vouchers."""
    told: tuple[Block, ...] = listed(each.text for each in facts)
    known = [(at, each) for at, each in enumerate(facts, start=1) if each.amount is not None]
    if not known:
        return told
    rows = [
        (str(at), each.voucher or "—", each.invoice or "—", yuan(each.amount or Decimal(0)))
        for at, each in known
    ]
    rows.append(("合计", "", "", yuan(fact_sum(facts))))
    grid = Grid(
        columns=("序号", "记账凭证号", "票据号码", "金额（元）"),
        rows=tuple(rows), shares=(12, 26, 36, 26), figures=frozenset({3}), closing=True,
    )  # fmt: skip
    return (*told, grid, Text(f"以上涉及金额合计 {yuan_in_full(fact_sum(facts))}。"))


def fact_sum(facts: tuple[Fact, ...]) -> Decimal:
    """Add up the amounts of facts; yuan."""
    return sum((each.amount or Decimal(0) for each in facts), Decimal("0.00"))


def basis_blocks(basis: tuple[str, ...]) -> tuple[Text, ...]:
    """Name the articles, and what else the letter rests on."""
    return listed(basis)


def contact_text(contact: str, frame: Frame) -> Text:
    """Say where questions go; the Center's people are not named (Art. 34)."""
    where = contact or "请在“专户”系统的该事项页面提出，由本中心项目管理部门答复"
    return Text(f"联系方式：{where}。事项编号：{frame.case_number}。")


def objecting(frame: Frame) -> str:
    """Say until when the recipient may object."""
    return f"自送达之日起 {frame.heard_within}内" if frame.heard_within else "收到后及时"


def opening(concern: Concern, sentence: str) -> tuple[Block, ...]:
    """Begin: to whom, and in one sentence why."""
    return (Address(concern.recipient), Text(sentence))


def closing(
    concern: Concern, frame: Frame, enclosures: tuple[str, ...]
) -> tuple[Enclosures | Signature | Receipt, ...]:
    """End: what is enclosed, who signs, and the form on which the recipient signs."""
    with_it = (Enclosures(enclosures),) if enclosures else ()
    return (*with_it, Signature(frame.issuer, frame.issued_on), Receipt(concern.recipient))
