"""结果征求意见书: what is about to be concluded or decided, and until when one may object."""

from dataclasses import dataclass
from typing import ClassVar

from reports.letters.parts import (
    Concern,
    Fact,
    Frame,
    basis_blocks,
    closing,
    contact_text,
    fact_blocks,
    listed,
    numbered,
    opening,
)
from reports.paper import Paper, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentInvitation:
    """What is intended, before it is decided; `matter` names what it is the result of."""

    kind: ClassVar[str] = "comment_invitation"
    concern: Concern
    matter: str  # 检查、整改核查、拟作出的决定
    facts: tuple[Fact, ...]
    intended: tuple[str, ...]  # 拟作出的结论或处理
    basis: tuple[str, ...]
    term: str | None = "comment"
    enclosures: tuple[str, ...] = ()
    contact: str = ""


def compose(content: CommentInvitation, frame: Frame) -> Paper:
    """Lay the letter out."""
    start = (
        f"关于你单位承担的{content.concern.grant_words()}，本中心已形成"
        f"{content.matter.rstrip('。')}的初步意见。现征求你单位意见。"
    )
    within = f"自送达之日起 {frame.within}内" if frame.within else "收到本征求意见书后"
    parts = numbered((
        ("初步查明的事实", fact_blocks(content.facts)),
        ("拟作出的结论或处理", listed(content.intended)),
        ("依据", basis_blocks(content.basis)),
        ("提出意见的方式和期限", (Text(
            f"请{within}在“专户”系统或以书面方式提出意见并附证明材料；逾期未提出的，视为无异议。"
            "你单位提出的意见将由本中心核实，不因提出意见而加重处理。"
        ),)),
    ))  # fmt: skip
    return Paper(
        title="结果征求意见书",
        number=frame.number,
        blocks=(
            *opening(content.concern, start),
            *parts,
            contact_text(content.contact, frame),
            *closing(content.concern, frame, content.enclosures),
        ),
    )
