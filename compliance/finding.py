"""What a rule says when it is not met."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from compliance.messages import N_, Message


class Severity(StrEnum):
    """How much a finding weighs; the heaviest decides about the claim."""

    BLOCK = "block"  # the claim cannot be charged to the fund as it is
    REVIEW = "review"  # a named person must look and answer for it
    NOTE = "note"  # worth knowing; stops nothing

    @property
    def lead(self) -> Message:
        """The words that stand before the sentence of a finding of this weight."""
        return Message(_LEADS[self])


_LEADS = {
    Severity.BLOCK: N_("不能列支"),
    Severity.REVIEW: N_("需要说明"),
    Severity.NOTE: N_("提示"),
}


class Override(StrEnum):
    """Who may let a claim pass although the finding stands."""

    NEVER = "never"
    REASON = "reason"
    SECOND_PERSON = "reason_and_second_person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule not met: where the Measures ask for it, what is wrong and the way out.

    `article` is the article of the Measures; `item` the code of the negative-list item, if one
    was met (NL-09); `fields` are the fields of the invoice concerned, by their names in
    `importers.invoice.Invoice`, so that the page can light them up.
    """

    rule: str
    article: int
    severity: Severity
    message: Message
    remedy: Message
    fields: tuple[str, ...] = ()
    override: Override = Override.REASON
    item: str | None = None

    def to_record(self) -> dict[str, Any]:
        """Return plain JSON data; `from_record` is the inverse."""
        return {
            "rule": self.rule,
            "article": self.article,
            "severity": self.severity.value,
            "message": self.message.to_record(),
            "remedy": self.remedy.to_record(),
            "fields": list(self.fields),
            "override": self.override.value,
            "item": self.item,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Finding":
        """Build the finding that `to_record` described."""
        return cls(
            rule=record["rule"],
            article=record["article"],
            severity=Severity(record["severity"]),
            message=Message.from_record(record["message"]),
            remedy=Message.from_record(record["remedy"]),
            fields=tuple(record["fields"]),
            override=Override(record["override"]),
            item=record["item"],
        )
