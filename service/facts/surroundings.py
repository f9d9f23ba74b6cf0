"""What stands beside a claim: other claims, red letters, purchases nearby, what is usual.

Everything is found by an index and bounded, so that a verdict costs the same however many claims
an employer has made.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    CompoundSelect,
    Connection,
    Date,
    Numeric,
    Select,
    Text,
    Uuid,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on

from compliance.fact_record import facts_of
from compliance.facts import ClaimState, Listing, Nearby, OtherClaim, RedLetter, Sameness, Usual
from importers.invoice import Invoice
from service.asked import Question, exact, fixed, nested, table
from service.tables import ClaimRow, GrantRow, InvoiceRow, ListingRow, RenditionRow

NEARBY_MOST = 50  # on either side of the invoice's day
USUAL_MOST = 100  # of the newest claims in the category


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands beside one claim; `usual` None where nothing of the kind was claimed yet."""

    others: tuple[OtherClaim, ...]
    red_letters: tuple[RedLetter, ...]
    nearby: tuple[Nearby, ...]
    usual: Usual | None
    listed: tuple[Listing, ...]


@dataclass(frozen=True, slots=True)
class _Other:
    """A live claim on an invoice that has something in common with this one."""

    number: str
    state: ClaimState
    amount: Decimal
    grant: str
    how: tuple[Sameness, ...]
    invoice_number: str | None


def of(
    connection: Connection, claim: ClaimRow, invoice: InvoiceRow, read: Invoice, split_days: int
) -> Surroundings:
    """Read what stands beside a claim on an invoice that counts as `read`.

    Purchases are near that a rule on splitting would hold together: within its days.
    """
    row = _QUESTION.one(
        connection,
        employer=claim.employer_id,
        claim=claim.id,
        category=claim.category,
        invoice=invoice.id,
        unsure=invoice.key is None,
        number=read.invoice_number,
        code=read.invoice_code,
        seller=read.seller_name,
        sellers=sorted(_spellings(read.seller_name or "")),
        seller_tax_id=read.seller_tax_id,
        total=read.total,
        **_days(read.issue_date, split_days),
    )
    return Surroundings(
        others=tuple(_others(facts_of(row.others, _Other), read.invoice_number)),
        red_letters=facts_of(row.red_letters, RedLetter),
        nearby=tuple(_nearby(row.nearby)),
        usual=next(iter(facts_of(row.usual, Usual)), None),
        listed=facts_of(row.listed, Listing),
    )


def _days(day: date | None, reach: int) -> dict[str, date | None]:
    if day is None:
        return {"day": None, "since": None, "until": None}
    return {
        "day": day,
        "since": day - timedelta(days=reach),
        "until": day + timedelta(days=reach),
    }


def _nearby(records: Iterable[dict[str, str]]) -> Iterator[Nearby]:
    for each in records:
        day, total = date.fromisoformat(each["issued_on"]), Decimal(each["total"])
        yield Nearby(each["claim"], each["invoice_number"], day, total)


def _spellings(name: str) -> set[str]:
    """Give a name as the Center may have typed it: with brackets of either width."""
    wide = name.replace("(", "（").replace(")", "）")
    return {name, wide, wide.replace("（", "(").replace("）", ")")} - {""}


def _others(found: Iterable[_Other], number: str | None) -> Iterator[OtherClaim]:
    for other in found:
        same = _sameness(other, number)
        if same is not None:
            yield OtherClaim(other.number, other.state, other.amount, same, other.grant)


def _sameness(other: _Other, number: str | None) -> Sameness | None:
    """Give the surest thing two claims have in common.

    One file may hold several invoices: those that bear two numbers are two.
    """
    two = number is not None and other.invoice_number not in {None, number}
    return next(
        (same for same in _SUREST if same in other.how and not (same is _FILE and two)), None
    )


_FILE: Final = Sameness.FILE
_SUREST: Final = (Sameness.INVOICE, _FILE, Sameness.NUMBER, Sameness.CONTENT)

# ── the question ──

_CLAIM, _INVOICE, _GRANT = table(ClaimRow), table(InvoiceRow), table(GrantRow)
_EMPLOYER: Final = bindparam("employer", type_=Uuid())
_THIS_CLAIM: Final = bindparam("claim", type_=Uuid())
_THIS: Final = bindparam("invoice", type_=Uuid())
_NUMBER: Final = bindparam("number", type_=Text())
_SELLER: Final = bindparam("seller", type_=Text())
_DAY: Final = bindparam("day", type_=Date())
_LIVE: Final = _CLAIM.c.state != fixed(ClaimState.WITHDRAWN.value)


def _question() -> Question:
    return Question(
        select(
            nested(_claims_alike()).label("others"),
            nested(_letters()).label("red_letters"),
            nested(_purchases()).label("nearby"),
            nested(_what_is_usual()).label("usual"),
            nested(_listings()).label("listed"),
        )
    )


def _claims_alike() -> Select[Any]:
    """Select live claims on this invoice, its number, its file, or one alike in what it says."""
    alike = _invoices_alike().subquery()
    how = func.jsonb_agg(alike.c.how).label("how")
    mates = select(alike.c.id, how).group_by(alike.c.id).subquery()
    return (
        select(
            _CLAIM.c.number,
            _CLAIM.c.state,
            exact(_CLAIM.c.amount).label("amount"),
            _GRANT.c.number.label("grant"),
            mates.c.how,
            _INVOICE.c.number.label("invoice_number"),
        )
        .select_from(mates)
        .join(_INVOICE, _INVOICE.c.id == mates.c.id)
        .join(_CLAIM, _CLAIM.c.invoice_id == mates.c.id)
        .join(_GRANT, _GRANT.c.id == _CLAIM.c.grant_id)
        .where(
            _CLAIM.c.employer_id == _EMPLOYER,
            _CLAIM.c.id.is_distinct_from(_THIS_CLAIM),  # a claim only thought of has no id
            _LIVE,
        )
        .order_by(_CLAIM.c.number)
    )


def _invoices_alike() -> CompoundSelect[Any]:
    """Select invoices with what they have in common with this one.

    Tickets name no seller: colleagues on one train pay the same on the same day.
    """
    other = select(_INVOICE.c.id, fixed(Sameness.NUMBER.value).label("how")).where(
        _INVOICE.c.employer_id == _EMPLOYER, _INVOICE.c.id != _THIS
    )
    own, of_file = table(RenditionRow).alias("own"), table(RenditionRow).alias("of_file")
    content = other.with_only_columns(_INVOICE.c.id, fixed(Sameness.CONTENT.value))
    return union_all(
        select(_THIS.label("id"), fixed(Sameness.INVOICE.value).label("how")),
        other.where(
            _INVOICE.c.number == _NUMBER,
            or_(_INVOICE.c.key.is_(None), bindparam("unsure", type_=Boolean())),
        ),
        content.where(
            _INVOICE.c.seller_name == _SELLER,
            _INVOICE.c.issued_on == _DAY,
            _INVOICE.c.total == bindparam("total", type_=Numeric()),
        ),
        select(of_file.c.invoice_id, fixed(Sameness.FILE.value))
        .join_from(own, of_file, of_file.c.original_id == own.c.original_id)
        .where(
            own.c.employer_id == _EMPLOYER,
            own.c.invoice_id == _THIS,
            of_file.c.invoice_id != _THIS,
        ),
    )


def _letters() -> Select[Any]:
    """Select the red letters that name this invoice, once each."""
    code = bindparam("code", type_=Text())
    of_code = literal_column("invoice.record -> 'particulars' ->> 'red_of_code'", Text())
    return (
        select(_INVOICE.c.number, _INVOICE.c.issued_on, exact(_INVOICE.c.total).label("total"))
        .ext(distinct_on(_INVOICE.c.number))
        .where(
            _INVOICE.c.employer_id == _EMPLOYER,
            _INVOICE.c.red_of == _NUMBER,
            or_(of_code.is_(None), code.is_(None), of_code == code),
            _INVOICE.c.number.is_not(None),
            _INVOICE.c.total < fixed(0),
        )
        .order_by(_INVOICE.c.number)
    )


def _purchases() -> Select[Any]:
    """Select the claimed invoices of this seller that are nearest in time."""
    before = _INVOICE.c.issued_on.between(bindparam("since", type_=Date()), _DAY)
    after = _INVOICE.c.issued_on.between(_DAY + fixed(1), bindparam("until", type_=Date()))
    earlier = _claimed().where(before).order_by(_INVOICE.c.issued_on.desc())
    later = _claimed().where(after).order_by(_INVOICE.c.issued_on)
    found = union_all(
        select(earlier.limit(fixed(NEARBY_MOST)).subquery()),
        select(later.limit(fixed(NEARBY_MOST)).subquery()),
    ).subquery()
    return select(found).order_by(found.c.issued_on, found.c.invoice_number, found.c.claim)


def _claimed() -> Select[Any]:
    one = (
        select(_CLAIM.c.number)
        .where(_CLAIM.c.employer_id == _EMPLOYER, _CLAIM.c.invoice_id == _INVOICE.c.id, _LIVE)
        .order_by(_CLAIM.c.number)
        .limit(fixed(1))
        .correlate(_INVOICE)
        .lateral()
    )
    return (
        select(
            one.c.number.label("claim"),
            _INVOICE.c.number.label("invoice_number"),
            _INVOICE.c.issued_on,
            exact(_INVOICE.c.total).label("total"),
        )
        .join_from(_INVOICE, one, true())
        .where(
            _INVOICE.c.employer_id == _EMPLOYER,
            _INVOICE.c.seller_name == _SELLER,
            _INVOICE.c.id != _THIS,
            _INVOICE.c.number.is_not(None),
            _INVOICE.c.total.is_not(None),
        )
    )


def _what_is_usual() -> Select[int, str, str]:
    """Select what the newest claims in this category came to, and this seller's part in them."""
    recent = (
        select(_CLAIM.c.amount, _INVOICE.c.seller_name)
        .join_from(_CLAIM, _INVOICE, _INVOICE.c.id == _CLAIM.c.invoice_id)
        .where(
            _CLAIM.c.employer_id == _EMPLOYER,
            _CLAIM.c.category == bindparam("category", type_=Text()),
            _CLAIM.c.state.in_([fixed(ClaimState.SUBMITTED.value), fixed(ClaimState.POSTED.value)]),
            _CLAIM.c.id.is_distinct_from(_THIS_CLAIM),
        )
        .order_by(_CLAIM.c.made_at.desc())
        .limit(fixed(USUAL_MOST))
        .subquery()
    )
    high = func.percentile_disc(literal_column("0.95")).within_group(recent.c.amount)
    of_seller = func.sum(recent.c.amount).filter(recent.c.seller_name == _SELLER)
    share = func.round(func.coalesce(of_seller, fixed(0)) / func.sum(recent.c.amount), fixed(4))
    return select(
        func.count().label("count"),
        exact(high).label("ninety_fifth"),
        exact(share).label("seller_share"),
    ).having(func.count() > fixed(0))


def _listings() -> Select[Any]:
    """Select what the Center's list says of the seller, by its name or its code."""
    listed = table(ListingRow)
    code = bindparam("seller_tax_id", type_=Text())
    return (
        select(listed.c.reason, listed.c.barred, listed.c.from_on, listed.c.until_on)
        .where(
            or_(
                listed.c.name == func.any(bindparam("sellers", type_=ARRAY(Text()))),
                (listed.c.uscc != fixed("")) & (listed.c.uscc == code),
            )
        )
        .order_by(listed.c.from_on, listed.c.id)
    )


_QUESTION: Final = _question()
