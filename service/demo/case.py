"""What a claim of the sample programme is: a purchase, what is said of it, how far it came."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from compliance.categories import Category
from compliance.facts import Event, PaymentMethod, VatClaim
from importers.invoice import Kind
from service.demo.invoices import Party


class Fate(StrEnum):
    """How far a claim came."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    PAID = "paid"


class Twist(StrEnum):
    """What is wrong with the invoice itself."""

    OTHER_BUYER = "other_buyer"
    WRONG_SUM = "wrong_sum"
    WRONG_WORDS = "wrong_words"
    QR_CONTRADICTS = "qr_contradicts"
    RED = "red"
    SECOND_FILE = "second_file"  # the invoice before it once more, in another file
    FUTURE = "future"


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """One thing bought: the line of the invoice, who sold it, what speaks for it."""

    seller: Party
    name: str
    total: Decimal
    rate: str = "6%"
    unit: str = "项"
    category: Category | None = None
    evidence: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A purchase of one grant (from 0) on a day, as an invoice of `kind`, and its `fate`.

    Days count from the approval of the projects (立项日).
    """

    grant: int
    purchase: Purchase
    day: int
    fate: Fate = Fate.PAID
    kind: Kind = Kind.E_ORDINARY
    twist: Twist | None = None
    statement: str = "与任务书所列研究内容直接相关，由入选者提出，用于培养方案当年任务。"
    explanation: str = ""
    planned: bool = True  # the item of the training plan is named
    event: Event | None = None
    payment: PaymentMethod = PaymentMethod.TRANSFER
    payee: str = ""
    vat: VatClaim = VatClaim.NOT_STATED
    acceptor: str = ""
    verified: bool = False  # the tax platform confirmed the invoice
    confirmation: str = ""  # of the checker, for what two people let pass
    serial: int = field(default=0)


def purchase(
    seller: Party, name: str, total: int, category: Category, evidence: str = "", **other: str
) -> Purchase:
    """Return a purchase of `total` yuan with its papers; `evidence` names them, blanks between."""
    return Purchase(
        seller=seller,
        name=name,
        total=Decimal(total),
        category=category,
        evidence=frozenset(evidence.split()),
        **other,
    )
