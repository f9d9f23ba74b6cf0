"""检查结论书: what a check came to at one employer, what it said, and what has to be mended."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from reports.letters.parts import (
    Concern,
    Fact,
    Frame,
    basis_blocks,
    closing,
    contact_text,
    day,
    fact_blocks,
    listed,
    numbered,
    objecting,
    opening,
)
from reports.paper import Paper, Text

_NOTHING_FOUND = "抽查的支出未发现不符合规定的情况"


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionConclusion:
    """The result of a check for one employer; `drawn` are the figures of the drawing."""

    kind: ClassVar[str] = "inspection_conclusion"
    concern: Concern
    check: str  # 抽查编号
    period_from: date
    period_to: date
    drawn: tuple[str, ...]  # 抽样情况, each a sentence
    facts: tuple[Fact, ...]  # 检查发现
    heard: str
    concluded: tuple[str, ...]  # 检查结论
    asked: tuple[str, ...]  # 整改要求
    basis: tuple[str, ...]
    term: str | None = None
    enclosures: tuple[str, ...] = ()
    contact: str = ""


def compose(content: InspectionConclusion, frame: Frame) -> Paper:
    """Lay the conclusion out."""
    start = (
        f"本中心对你单位 {day(content.period_from)}至 {day(content.period_to)}的项目经费支出"
        f"进行了检查（{content.check}）。检查已经结束，现将结论告知如下。"
    )
    found = fact_blocks(content.facts) or (Text(f"{_NOTHING_FOUND}。"),)
    parts = numbered((
        ("抽样情况", listed(content.drawn)),
        ("检查发现", found),
        ("征求意见的情况", (Text(f"{content.heard.rstrip('。')}。"),)),
        ("检查结论", listed(content.concluded)),
        ("整改要求", listed(content.asked)),
        ("依据", basis_blocks(content.basis)),
        ("异议", (Text(f"你单位对本结论有异议的，可以{objecting(frame)}书面提出。"),)),
    ))  # fmt: skip
    return Paper(
        title="检查结论书",
        number=frame.number,
        blocks=(
            *opening(content.concern, start),
            *parts,
            contact_text(content.contact, frame),
            *closing(content.concern, frame, content.enclosures),
        ),
    )
