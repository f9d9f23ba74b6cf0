"""移送书: a matter handed to the body that may act on it; the employer is not its recipient."""

from dataclasses import dataclass
from decimal import Decimal
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
    yuan_in_full,
)
from reports.paper import Paper, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """What is handed over to whom (`concern.recipient`: 财政、审计、司法机关), and why.

    Fines and penalties are theirs to decide; none is proposed in figures.
    """

    kind: ClassVar[str] = "referral"
    concern: Concern
    employer: str  # whom it is about
    uscc: str
    facts: tuple[Fact, ...]
    basis: tuple[str, ...]
    request: str  # 移送事项
    owed: Decimal | None = None  # 尚未退回, yuan
    evidence: tuple[str, ...] = ()
    term: str | None = None
    enclosures: tuple[str, ...] = ()
    contact: str = ""


def compose(content: Referral, frame: Frame) -> Paper:
    """Lay the letter out."""
    start = (
        f"本中心在办理{content.employer}（统一社会信用代码 {content.uscc}）承担的"
        f"{content.concern.grant_words()}的经费事项中，发现下列情况，"
        "依职责不属于本中心处理，现予移送。"
    )
    owed = (Text(f"截至本日尚未退回 {yuan_in_full(content.owed)}。"),) if content.owed else ()
    parts = numbered((
        ("查明的事实", (*fact_blocks(content.facts), *owed)),
        ("依据", basis_blocks(content.basis)),
        ("移送事项", (Text(f"{content.request.rstrip('。')}。"),)),
        ("证据材料", listed(content.evidence)),
        ("处理结果", (Text("请将受理和处理结果书面告知本中心。"),)),
    ))  # fmt: skip
    return Paper(
        title="移送书",
        number=frame.number,
        blocks=(
            *opening(content.concern, start),
            *parts,
            contact_text(content.contact, frame),
            *closing(content.concern, frame, content.enclosures),
        ),
    )
