"""检查通知书: that an inspection takes place, of what, when, and which papers are wanted."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from reports.letters.parts import (
    Concern,
    Frame,
    basis_blocks,
    closing,
    contact_text,
    day,
    listed,
    numbered,
    opening,
)
from reports.paper import Paper, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionNotice:
    """An inspection or spot check of Art. 33; no inspector is named in it (Art. 34)."""

    kind: ClassVar[str] = "inspection_notice"
    concern: Concern
    period_from: date
    period_to: date
    subject: str  # 检查内容
    starts_on: date
    basis: tuple[str, ...]
    papers: tuple[str, ...] = ()  # 请提供的资料
    papers_within: str = "收到本通知书后 5 个工作日内"
    method: str = "查阅账簿、凭证和有关资料，核对银行流水，必要时现场查看"
    term: str | None = None
    enclosures: tuple[str, ...] = ()
    contact: str = ""


def compose(content: InspectionNotice, frame: Frame) -> Paper:
    """Lay the notice out."""
    start = (
        f"本中心决定自 {day(content.starts_on)}起对你单位承担的"
        f"{content.concern.grant_words()}的经费使用和管理情况进行检查。现将有关事项通知如下。"
    )
    period = f"检查期间为 {day(content.period_from)}至 {day(content.period_to)}。"
    papers = (Text(f"请于{content.papers_within}提供下列资料。"), *listed(content.papers))
    parts = numbered((
        ("依据", basis_blocks(content.basis)),
        ("检查期间和内容", (Text(f"{period}检查内容：{content.subject.rstrip('。')}。"),)),
        ("检查方式", (Text(
            f"{content.method.rstrip('。')}。检查组不少于二人，检查时出示证件。"
        ),)),
        ("请提供的资料", papers if content.papers else ()),
        ("你单位的权利和义务", (Text(
            "请如实提供资料并予以配合。检查人员与你单位有利害关系的，你单位可以申请其回避；"
            "检查结果定稿前将书面征求你单位意见。"
        ),)),
    ))  # fmt: skip
    return Paper(
        title="检查通知书",
        number=frame.number,
        blocks=(
            *opening(content.concern, start),
            *parts,
            contact_text(content.contact, frame),
            *closing(content.concern, frame, content.enclosures),
        ),
    )
