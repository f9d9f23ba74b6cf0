"""All that a rule may know about one claim: plain values, complete, without any door to ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from compliance.categories import Category
from compliance.finding import Finding
from compliance.library import Texts
from importers.invoice import Invoice

INVOICE_GRACE_DAYS = 60


class ClaimState(StrEnum):
    """报销申请的状态."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    POSTED = "posted"
    PAID = "paid"
    RECONCILED = "reconciled"
    ARCHIVED = "archived"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    FROZEN = "frozen"
    REVERSED = "reversed"


class Sameness(StrEnum):
    """What another claim has in common with this one."""

    INVOICE = "invoice"  # the same invoice, in whatever rendition
    CONTENT = "content"  # another number, but the same seller, buyer, date and total
    NUMBER = "number"  # the same number, but not read for certain on both
    FILE = "file"  # another invoice, taken from the very same bytes


# ── the parties ──


@dataclass(frozen=True, slots=True)
class FormerName:
    """曾用名: a name the employer bore up to and including `until_on`."""

    name: str
    until_on: date


class Relation(StrEnum):
    """关联关系: how a party is bound to the employer or the selectee."""

    SHAREHOLDER = "shareholder"  # 股东或出资人
    SUBSIDIARY = "subsidiary"  # 子公司或参股公司
    LEGAL_REPRESENTATIVE = "legal_representative"  # 同一法定代表人
    RELATIVE = "relative"  # 入选者近亲属任职或持股
    SAME_ADDRESS = "same_address"  # 同一地址或账户
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class RelatedParty:
    """关联方: declared by the employer or entered by the Center; `uscc` '' where not known."""

    name: str
    uscc: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class Employer:
    """所在单位: its registered name today, its 统一社会信用代码, and the names it bore before."""

    name: str
    uscc: str
    former_names: tuple[FormerName, ...] = ()
    related: tuple[RelatedParty, ...] = ()

    def name_on(self, day: date) -> str:
        """Return the name of record on that day."""
        borne = [former for former in self.former_names if day <= former.until_on]
        return min(borne, key=lambda former: former.until_on).name if borne else self.name


@dataclass(frozen=True, slots=True)
class Member:
    """入选者或团队成员, on the team from `from_on` through `until_on` (None: still)."""

    name: str
    is_selectee: bool
    from_on: date
    until_on: date | None = None

    def belongs_on(self, day: date) -> bool:
        """Tell whether the person was on the team that day."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True, slots=True)
class Listing:
    """关注名单: why the Center lists a seller; `barred` when nothing may be bought there."""

    reason: str
    barred: bool
    from_on: date
    until_on: date | None = None


# ── the agreement and the grant ──


@dataclass(frozen=True, slots=True)
class PlanItem:
    """培养方案事项: one item of the training plan that the agreement carries."""

    number: int
    title: str
    category: Category | None = None


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
    invoice_grace_days: int = INVOICE_GRACE_DAYS
    signed_on: date | None = None
    plan: tuple[PlanItem, ...] = ()

    def __post_init__(self) -> None:
        assert self.approved_on <= self.ends_on, "a project ends after its approval"
        assert self.starts_on <= self.ends_on, "a period ends after its start"
        assert all(amount >= 0 for amount in self.budget.values()), "a budget is never negative"
        object.__setattr__(self, "budget", MappingProxyType(dict(self.budget)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the grant stands: stopped from a day on, or moved to another employer (Art. 30, 32).

    `joined_on` is the first day at this employer, of who came from another one, and `left_on` the
    last; `released_on` the day on which the Center released
    this claim one by one from the suspension, None if it did not.
    """

    suspended_on: date | None = None
    released_on: date | None = None
    left_on: date | None = None
    joined_on: date | None = None
    first_instalment: Decimal | None = None
    pre_project_claimed: Decimal = Decimal("0.00")  # by other claims, yuan
    closed_through: date | None = None  # the employer's book is closed through this day


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


# ── the purchase ──


class EventKind(StrEnum):
    """What a standard is counted for."""

    MEETING = "meeting"  # 会议
    TRAINING = "training"  # 培训
    LODGING = "lodging"  # 住宿
    EXPERT = "expert"  # 专家咨询
    LECTURE = "lecture"  # 讲课


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """会议、培训、住宿、咨询或讲课: what the standard of its rate is counted by.

    `rate` is the code of a rate of the standards; `units` days, nights or hours, halves allowed.
    """

    kind: EventKind
    rate: str
    people: int
    units: Decimal
    place: str = ""
    approved_over: bool = False  # 事先批准超标准

    def __post_init__(self) -> None:
        assert self.people > 0, "somebody took part"
        assert self.units > 0, "it lasted"


class PaymentMethod(StrEnum):
    """付款方式."""

    TRANSFER = "transfer"  # from the dedicated account to the payee's account
    REIMBURSE = "reimburse"  # to a person who paid before
    CASH = "cash"


@dataclass(frozen=True, slots=True)
class Payment:
    """How the money goes out, and to whom; `payee` '' until it is stated."""

    method: PaymentMethod
    payee: str = ""


class VatClaim(StrEnum):
    """进项税: what becomes of the input VAT of a special invoice (增值税法 §16, §22)."""

    NOT_STATED = "not_stated"
    NOT_CLAIMED = "not_claimed"  # not deductible, or not deducted
    CLAIMED = "claimed"  # deducted: only the net amount is a cost


@dataclass(frozen=True, slots=True)
class Hands:
    """Who had a hand in it, by name: '' where nobody has yet."""

    maker: str = ""
    acceptor: str = ""  # 验收人
    checker: str = ""


# ── the voucher and its surroundings ──


class VerifiedAs(StrEnum):
    """What the tax authority's platform said of an invoice."""

    MATCHES = "matches"  # 查验一致
    DIFFERS = "differs"  # 不一致
    NOT_FOUND = "not_found"  # 查无此票
    VOID = "void"  # 作废
    RED = "red"  # 已全额红冲
    PARTLY_RED = "partly_red"  # 部分红冲
    ABNORMAL = "abnormal"  # 异常凭证


@dataclass(frozen=True, slots=True)
class Verification:
    """查验: the newest answer about the invoice, and the day it was given.

    `refused_before` is what an earlier answer refused or doubted it for, None if none did.
    """

    result: VerifiedAs
    on: date
    refused_before: VerifiedAs | None = None


@dataclass(frozen=True, slots=True)
class RedLetter:
    """红字发票 that takes this invoice back, in whole or in part; `total` is negative."""

    number: str
    issued_on: date | None
    total: Decimal


@dataclass(frozen=True, slots=True)
class Original:
    """原始凭证: the file as received; `sha256` of its bytes.

    `also_electronic`: another file of the same invoice holds its text or data, not a picture.
    """

    name: str
    sha256: str
    also_electronic: bool = False


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


@dataclass(frozen=True, slots=True)
class Nearby:
    """Another invoice of the same seller to the same employer, not this one, in a live claim."""

    claim: str
    invoice_number: str
    issued_on: date
    total: Decimal


@dataclass(frozen=True, slots=True)
class Usual:
    """What claims of this employer in this category used to come to: the newest `count` of them."""

    count: int
    ninety_fifth: Decimal  # no more than one in twenty was above it
    seller_share: Decimal = Decimal(0)  # of this seller in the category's spending, 0 to 1


@dataclass(frozen=True, slots=True)
class Refund:
    """Money that came back from the seller to the dedicated account."""

    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Ruling:
    """裁定: an appeal against `finding` was granted, for a claim of up to `amount` yuan."""

    case: str  # its number
    on: date
    finding: Finding
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """报销申请 for one share of one invoice.

    `texts` are the lists and standards it is judged by; `cost_on`: the day the service was
    received or the goods accepted, None when not given; `statement`: how the cost relates to the
    project, in the employer's words; `evidence`: codes of the supporting papers given
    (evidence.toml); `today`: Beijing's date; `listed`: what the Center's list says of the seller;
    `days_appealed`: how many days an appeal for this claim was open, which no term counts.
    """

    today: date
    category: Category | None
    amount: Decimal
    invoice: Invoice
    employer: Employer
    agreement: Agreement
    position: Position
    texts: Texts
    cost_on: date | None = None
    statement: str = ""
    evidence: frozenset[str] = frozenset()
    others: tuple[OtherClaim, ...] = ()
    standing: Standing = Standing()
    team: tuple[Member, ...] = ()
    plan_item: PlanItem | None = None
    event: Event | None = None
    payment: Payment = Payment(PaymentMethod.TRANSFER)
    vat: VatClaim = VatClaim.NOT_STATED
    hands: Hands = Hands()
    original: Original = Original("", "")
    verification: Verification | None = None
    red_letters: tuple[RedLetter, ...] = ()
    nearby: tuple[Nearby, ...] = ()
    usual: Usual | None = None
    refunds: tuple[Refund, ...] = ()
    listed: tuple[Listing, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    days_appealed: int = 0

    @property
    def counted_on(self) -> date | None:
        """The date that decides about the period: of the cost, or else of the invoice."""
        return self.cost_on or self.invoice.issue_date
