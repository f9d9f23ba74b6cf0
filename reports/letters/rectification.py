"""整改通知书: what was found, what has to be put right until when, and the right to be heard."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from reports.letters.parts import (
    Concern,
    Fact,
    Frame,
    article,
    basis_blocks,
    closing,
    contact_text,
    fact_blocks,
    listed,
    numbered,
    objecting,
    opening,
    yuan_in_full,
)
from reports.paper import Block, Paper, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationNotice:
    """Findings, and what is asked: money put back, papers supplied, books adjusted.

    `term` names the deadline of `compliance.deadlines` that starts on the day of service;
    `ordered` marks the letter of supervision (督促) after a reminder that was not followed.
    """

    kind: ClassVar[str] = "rectification_notice"
    concern: Concern
    facts: tuple[Fact, ...]
    basis: tuple[str, ...]
    put_back: Decimal | None = None  # 归还原渠道, yuan
    papers: tuple[str, ...] = ()
    adjustment: str = ""
    other: tuple[str, ...] = ()
    term: str | None = "rectify"
    ordered: bool = False
    enclosures: tuple[str, ...] = ()
    contact: str = ""


def compose(content: RectificationNotice, frame: Frame) -> Paper:
    """Lay the notice out."""
    start = (
        f"经检查，你单位承担的{content.concern.grant_words()}在经费使用和管理中存在下列问题。"
        f"{'经提醒，你单位仍未按要求完成整改，现督促你单位' if content.ordered else '现通知你单位'}"
        "按期整改。"
    )
    parts = numbered((
        ("查明的事实", fact_blocks(content.facts)),
        ("依据", basis_blocks(content.basis)),
        ("整改要求", listed(_demands(content))),
        ("整改期限", (Text(_until(frame)),)),
        ("逾期后果", (Text(_otherwise()),)),
        ("陈述和申辩", _heard(frame)),
    ))  # fmt: skip
    title = "整改督促通知书" if content.ordered else "整改通知书"
    blocks: tuple[Block, ...] = (
        *opening(content.concern, start),
        *parts,
        contact_text(content.contact, frame),
        *closing(content.concern, frame, content.enclosures),
    )
    return Paper(title=title, number=frame.number, blocks=blocks)


def _demands(content: RectificationNotice) -> Iterator[str]:
    if content.put_back is not None:
        yield (
            f"将不符合规定的支出 {yuan_in_full(content.put_back)}以自有资金归还该项目专用账户，"
            "并提交银行回单。"
        )
    if content.papers:
        yield f"补充提交：{'；'.join(each.rstrip('。；') for each in content.papers)}。"
    if content.adjustment:
        yield f"调整账务：{content.adjustment.rstrip('。')}。"
    yield from content.other


def _until(frame: Frame) -> str:
    within = f"自送达之日起 {frame.within}内" if frame.within else "收到本通知书后"
    return (
        f"请{within}完成整改，并在“专户”系统提交整改情况和证明材料。"
        "确有困难的，可以在期限届满前书面申请延期一次。"
    )


def _otherwise() -> str:
    return (
        f"经提醒、督促仍未按要求整改的，本中心将依据{article(32, '第二款第三项')}"
        "提出中止或取消入选资格、停止拨付经费的意见；情节严重的，依规定追回已拨付的经费。"
    )


def _heard(frame: Frame) -> tuple[Text, ...]:
    return (
        Text(
            f"你单位对上述事实、依据和要求有异议的，可以{objecting(frame)}提出陈述和申辩，"
            "由未参与本次检查的人员复核；复核期间整改期限停止计算。"
        ),
    )
