"""What a rule says when it is not met."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from compliance.law import citation
from compliance.messages import N_, Message, Value, message


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
    `importers.invoice.Invoice`, so that the page can light them up, and `lines` the places
    (from 0) of its lines. `found` is the value that broke the rule and `limit` what it was held
    against, both ready to be shown; `most` is the largest amount in yuan that would be accepted.
    """

    rule: str
    article: int
    severity: Severity
    message: Message
    remedy: Message
    fields: tuple[str, ...] = ()
    override: Override = Override.REASON
    item: str | None = None
    found: Message | None = None
    limit: Message | None = None
    most: Decimal | None = None
    lines: tuple[int, ...] = ()

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
            "found": self.found.to_record() if self.found else None,
            "limit": self.limit.to_record() if self.limit else None,
            "most": str(self.most) if self.most is not None else None,
            "lines": list(self.lines),
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Finding":
        """Build the finding that `to_record` described; older records lack the last four."""
        found, limit, most = record.get("found"), record.get("limit"), record.get("most")
        return cls(
            rule=record["rule"],
            article=record["article"],
            severity=Severity(record["severity"]),
            message=Message.from_record(record["message"]),
            remedy=Message.from_record(record["remedy"]),
            fields=tuple(record["fields"]),
            override=Override(record["override"]),
            item=record["item"],
            found=Message.from_record(found) if found else None,
            limit=Message.from_record(limit) if limit else None,
            most=Decimal(most) if most is not None else None,
            lines=tuple(record.get("lines", ())),
        )


@dataclass(frozen=True, slots=True)
class Finder:
    """Makes the findings of one rule: its code and article stand in each.

    A module of `rules/` makes one with its `__name__`, `ARTICLE` and `OVERRIDE`, and calls it.
    """

    module: str
    article: int
    override: Override

    def __call__(
        self,
        severity: Severity,
        sentence: str,
        remedy: str | Message,
        values: Mapping[str, Value] | None = None,
        **details: Any,  # noqa: ANN401  # the further fields of Finding, each typed there
    ) -> Finding:
        """Return a finding; `values` fill the sentence, whose {article} is filled here.

        What only blocks may be let pass as the rule says; anything lighter with a reason. A
        detail `override` says otherwise.
        """
        passes = self.override if severity is Severity.BLOCK else Override.REASON
        return Finding(
            rule=self.module.rpartition(".")[2],
            article=self.article,
            severity=severity,
            message=message(sentence, **{"article": citation(self.article), **(values or {})}),
            remedy=message(remedy) if isinstance(remedy, str) else remedy,
            **{"override": passes, **details},
        )
