"""All that a rule may know about one claim: plain values, complete, without any door to ask."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from importers.invoice import Invoice


class Category(StrEnum):
    """支出方向: what the money may be spent on (article 25); the words are in categories.toml."""

    RND = "RND"  # 研发
    TRAIN = "TRAIN"  # 培训
    EXCH = "EXCH"  # 交流
    MENTOR = "MENTOR"  # 导师辅导
    CONF = "CONF"  # 参加学术会议
    CE = "CE"  # 继续教育
    IP_PUB = "IP_PUB"  # 专利及文章发表
    PUBL = "PUBL"  # 宣传
    OTHER = "OTHER"  # 等: needs the Center's approval


class ClaimState(StrEnum):
    """报销申请的状态."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    POSTED = "posted"
    WITHDRAWN = "withdrawn"


class Sameness(StrEnum):
    """What another claim has in common with this one."""

    INVOICE = "invoice"  # the same invoice, in whatever rendition
    CONTENT = "content"  # another number, but the same seller, buyer, date and total
    NUMBER = "number"  # the same number, but not read for certain on both


@dataclass(frozen=True, slots=True)
class FormerName:
    """曾用名: a name the employer bore up to and including `until_on`."""

    name: str
    until_on: date


@dataclass(frozen=True, slots=True)
class Employer:
    """所在单位: its registered name today, its 统一社会信用代码, and the names it bore before."""

    name: str
    uscc: str
    former_names: tuple[FormerName, ...] = ()

    def name_on(self, day: date) -> str:
        """Return the name of record on that day."""
        borne = [former for former in self.former_names if day <= former.until_on]
        return min(borne, key=lambda former: former.until_on).name if borne else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """任务书: the terms a claim is judged by.

    `approved_on` is the 立项日 (the first day of the project period); `negative_list` the version
    of the list the agreement carries; `budget` yuan by category; `invoice_grace_days` how long
    after the end an invoice may still be issued.
    """

    number: str
    version: int
    approved_on: date
    starts_on: date
    ends_on: date
    negative_list: str
    budget: Mapping[Category, Decimal]
    invoice_grace_days: int = 60

    def __post_init__(self) -> None:
        assert self.approved_on <= self.ends_on, "a project ends after its approval"
        assert self.starts_on <= self.ends_on, "a period ends after its start"
        assert all(amount >= 0 for amount in self.budget.values()), "a budget is never negative"
        object.__setattr__(self, "budget", MappingProxyType(dict(self.budget)))


@dataclass(frozen=True, slots=True)
class Position:
    """The money of the grant without this claim, in yuan.

    `account_balance`: in the dedicated account, less what other claims have reserved;
    `available`: by category, budget less what is spent and committed.
    """

    account_balance: Decimal
    available: Mapping[Category, Decimal]

    def __post_init__(self) -> None:
        object.__setattr__(self, "available", MappingProxyType(dict(self.available)))


@dataclass(frozen=True, slots=True)
class OtherClaim:
    """Another claim for the same invoice or the same content; `amount` is its share in yuan.

    `where` says in words the reader of the verdict may see where it stands; it may be empty.
    """

    number: str
    state: ClaimState
    amount: Decimal
    same: Sameness
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """报销申请 for one share of one invoice.

    `cost_on`: the day the service was received or the goods accepted, None when not given;
    `statement`: how the cost relates to the project, in the employer's words;
    `evidence`: codes of the supporting papers given (evidence.toml); `today`: Beijing's date.
    """

    today: date
    category: Category | None
    amount: Decimal
    invoice: Invoice
    employer: Employer
    agreement: Agreement
    position: Position
    cost_on: date | None = None
    statement: str = ""
    evidence: frozenset[str] = frozenset()
    others: tuple[OtherClaim, ...] = field(default=())

    @property
    def counted_on(self) -> date | None:
        """The date that decides about the period: of the cost, or else of the invoice."""
        return self.cost_on or self.invoice.issue_date

    def to_record(self) -> dict[str, Any]:
        """Return everything as plain JSON data; `from_record` is the inverse."""
        return {
            "today": self.today.isoformat(),
            "category": self.category.value if self.category else None,
            "amount": str(self.amount),
            "cost_on": self.cost_on.isoformat() if self.cost_on else None,
            "statement": self.statement,
            "evidence": sorted(self.evidence),
            "invoice": self.invoice.to_record(),
            "employer": _employer_record(self.employer),
            "agreement": _agreement_record(self.agreement),
            "position": {
                "account_balance": str(self.position.account_balance),
                "available": _amounts_record(self.position.available),
            },
            "others": [_other_record(other) for other in self.others],
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Claim":
        """Build the claim that `to_record` described; KeyError or ValueError when it is not one."""
        position = record["position"]
        return cls(
            today=date.fromisoformat(record["today"]),
            category=Category(record["category"]) if record["category"] else None,
            amount=Decimal(record["amount"]),
            cost_on=date.fromisoformat(record["cost_on"]) if record["cost_on"] else None,
            statement=record["statement"],
            evidence=frozenset(record["evidence"]),
            invoice=Invoice.from_record(record["invoice"]),
            employer=_employer(record["employer"]),
            agreement=_agreement(record["agreement"]),
            position=Position(
                Decimal(position["account_balance"]), _amounts(position["available"])
            ),
            others=tuple(_other(other) for other in record["others"]),
        )


def _amounts_record(amounts: Mapping[Category, Decimal]) -> dict[str, str]:
    return {category.value: str(amount) for category, amount in amounts.items()}


def _amounts(record: Mapping[str, str]) -> dict[Category, Decimal]:
    return {Category(category): Decimal(amount) for category, amount in record.items()}


def _employer_record(employer: Employer) -> dict[str, Any]:
    former_names = [[each.name, each.until_on.isoformat()] for each in employer.former_names]
    return {"name": employer.name, "uscc": employer.uscc, "former_names": former_names}


def _employer(record: Mapping[str, Any]) -> Employer:
    former_names = (
        FormerName(name, date.fromisoformat(until_on)) for name, until_on in record["former_names"]
    )
    return Employer(record["name"], record["uscc"], tuple(former_names))


def _agreement_record(agreement: Agreement) -> dict[str, Any]:
    return {
        "number": agreement.number,
        "version": agreement.version,
        "approved_on": agreement.approved_on.isoformat(),
        "starts_on": agreement.starts_on.isoformat(),
        "ends_on": agreement.ends_on.isoformat(),
        "negative_list": agreement.negative_list,
        "budget": _amounts_record(agreement.budget),
        "invoice_grace_days": agreement.invoice_grace_days,
    }


def _agreement(record: Mapping[str, Any]) -> Agreement:
    return Agreement(
        number=record["number"],
        version=record["version"],
        approved_on=date.fromisoformat(record["approved_on"]),
        starts_on=date.fromisoformat(record["starts_on"]),
        ends_on=date.fromisoformat(record["ends_on"]),
        negative_list=record["negative_list"],
        budget=_amounts(record["budget"]),
        invoice_grace_days=record["invoice_grace_days"],
    )


def _other_record(other: OtherClaim) -> dict[str, str]:
    return {
        "number": other.number,
        "state": other.state.value,
        "amount": str(other.amount),
        "same": other.same.value,
        "where": other.where,
    }


def _other(record: Mapping[str, str]) -> OtherClaim:
    return OtherClaim(
        number=record["number"],
        state=ClaimState(record["state"]),
        amount=Decimal(record["amount"]),
        same=Sameness(record["same"]),
        where=record["where"],
    )
