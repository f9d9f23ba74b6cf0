"""处理决定书: a suspension, revocation or other measure that was decided and takes effect."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionNotice:
    """What the Center decided, on which facts and articles, and how to object."""

    kind: ClassVar[str] = "decision_notice"
    concern: Concern
    facts: tuple[Fact, ...]
    basis: tuple[str, ...]
    decided: tuple[str, ...]  # 决定, each measure a sentence
    effective_on: date
    heard: str = ""  # what the recipient said when heard, and how it was weighed
    term: str | None = None
    enclosures: tuple[str, ...] = ()
    contact: str = ""


def compose(content: DecisionNotice, frame: Frame) -> Paper:
    """Lay the decision out."""
    after = "经听取意见，" if content.heard else ""
    start = f"关于你单位承担的{content.concern.grant_words()}，本中心{after}作出如下决定。"
    heard = (Text(f"{content.heard.rstrip('。')}。"),) if content.heard else ()
    parts = numbered((
        ("查明的事实", fact_blocks(content.facts)),
        ("陈述和申辩", heard),
        ("依据", basis_blocks(content.basis)),
        ("决定", listed(content.decided)),
        ("生效", (Text(f"本决定自 {day(content.effective_on)}起生效。"),)),
        ("异议", (Text(
            f"你单位对本决定有异议的，可以{objecting(frame)}书面提出，"
            "由未参与作出决定的人员复核；复核期间不停止执行，另有决定的除外。"
        ),)),
    ))  # fmt: skip
    return Paper(
        title="处理决定书",
        number=frame.number,
        blocks=(
            *opening(content.concern, start),
            *parts,
            contact_text(content.contact, frame),
            *closing(content.concern, frame, content.enclosures),
        ),
    )
