"""What was compared with what on a voucher, and how it came out: values, shown as they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from importers.messages import Message


class Channel(StrEnum):
    """What a field, or a whole file, was compared with."""

    QR = "qr"  # the QR code
    WORDS = "words"  # the total in capital numerals
    FIGURES = "figures"  # the total in figures
    SUM = "sum"  # lines, amount and tax add up
    CHECK_DIGITS = "check digits"  # of 统一社会信用代码
    NUMBER = "number"  # the form of number and code against kind and date
    TEXT = "text"  # the text printed on the page
    DATA = "data"  # structured data inside the file (XML, OFD attachment, PDF Info)
    PIXELS = "pixels"  # the page as drawn, read by character recognition
    RENDITION = "rendition"  # another file of the same invoice
    SIGNATURE = "signature"  # the digital signature or electronic seal
    SHOWN_TEXT = "shown text"  # is all text shown, and nothing covered?
    REVISIONS = "revisions"  # was the file changed after it was first saved?
    CONTENTS = "contents"  # annotations, forms, scripts and files inside
    PERSON = "person"  # somebody who looked at the original
    COMPLETE = "complete"  # is everything there that such a voucher bears?


class Outcome(StrEnum):
    """How a comparison came out."""

    AGREES = "agrees"
    DIFFERS = "differs"  # always explained by a message
    NOT_VERIFIABLE = "not verifiable"  # nothing to compare with, or no means to do it here


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison: the channel, the outcome, the fields concerned (none = the whole file)."""

    channel: Channel
    outcome: Outcome
    fields: tuple[str, ...] = ()
    message: Message | None = None

    def __post_init__(self) -> None:
        assert self.message or self.outcome is not Outcome.DIFFERS, "a difference is explained"

    def to_contract(self) -> dict[str, object]:
        """Return what `zhuanhu read --json` prints: the sentence in Chinese."""
        text = self.message.text() if self.message else None
        return self.to_record() | {"message": text}

    def to_record(self) -> dict[str, object]:
        """Return plain JSON data; `from_record` is the inverse."""
        return {
            "channel": self.channel.value,
            "outcome": self.outcome.value,
            "fields": list(self.fields),
            "message": self.message.to_record() if self.message else None,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Check":
        """Build the check that `to_record` described; KeyError or ValueError if none."""
        message = record["message"]
        return cls(
            Channel(record["channel"]),
            Outcome(record["outcome"]),
            tuple(record["fields"]),
            Message.from_record(message) if message else None,
        )
