"""追回催告书: money that had to be returned and was not, or not all of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from reports.letters.parts import (
    Concern,
    Frame,
    basis_blocks,
    closing,
    contact_text,
    day,
    numbered,
    opening,
    yuan_in_full,
)
from reports.paper import Paper, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ClawbackReminder:
    """What is still owed after the day on which a clawback had to be paid."""

    kind: ClassVar[str] = "clawback_reminder"
    concern: Concern
    notice: str  # 文号 of the 追回资金通知书
    due: Decimal
    paid: Decimal
    due_on: date
    basis: tuple[str, ...]
    term: str | None = "answer_reminder"
    enclosures: tuple[str, ...] = ()
    contact: str = ""


def compose(content: ClawbackReminder, frame: Frame) -> Paper:
    """Lay the letter out."""
    start = (
        f"本中心以{content.notice}通知你单位于 {day(content.due_on)}前退回"
        f"{content.concern.grant_words()}的经费，期限已过，你单位尚未全部退回。现予以催告。"
    )
    owed = content.due - content.paid
    within = f"自送达之日起 {frame.within}内" if frame.within else "立即"
    parts = numbered((
        ("欠退金额", (Text(
            f"应退 {yuan_in_full(content.due)}，已退 {yuan_in_full(content.paid)}，"
            f"尚欠 {yuan_in_full(owed)}。"
        ),)),
        ("依据", basis_blocks(content.basis)),
        ("要求", (Text(f"请{within}退回尚欠的款项，账户和用途与原通知书相同。"),)),
        ("逾期后果", (Text("仍不退回的，本中心将依规定移送有关部门处理。"),)),
        ("陈述和申辩", (Text("你单位有异议的，可以在上述期限内提出陈述和申辩。"),)),
    ))  # fmt: skip
    return Paper(
        title="追回资金催告书",
        number=frame.number,
        blocks=(
            *opening(content.concern, start),
            *parts,
            contact_text(content.contact, frame),
            *closing(content.concern, frame, content.enclosures),
        ),
    )
