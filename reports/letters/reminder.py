"""提醒函: something is due or was not done yet; the milder letter before an order."""

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
    numbered,
    opening,
)
from reports.paper import Paper, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderLetter:
    """What the recipient is reminded of; `term` starts on the day of service."""

    kind: ClassVar[str] = "reminder"
    concern: Concern
    matter: str  # 事项, in a sentence
    basis: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    term: str | None = "answer_reminder"
    enclosures: tuple[str, ...] = ()
    contact: str = ""


def compose(content: ReminderLetter, frame: Frame) -> Paper:
    """Lay the letter out."""
    start = f"关于你单位承担的{content.concern.grant_words()}，现就下列事项予以提醒。"
    within = f"自送达之日起 {frame.within}内" if frame.within else "收到本函后"
    parts = numbered((
        ("提醒事项", (Text(f"{content.matter.rstrip('。')}。"),)),
        ("有关事实", fact_blocks(content.facts)),
        ("依据", basis_blocks(content.basis)),
        ("答复要求", (Text(f"请{within}办理，并在“专户”系统答复办理情况。"),)),
    ))  # fmt: skip
    return Paper(
        title="提醒函",
        number=frame.number,
        blocks=(
            *opening(content.concern, start),
            *parts,
            contact_text(content.contact, frame),
            *closing(content.concern, frame, content.enclosures),
        ),
    )
