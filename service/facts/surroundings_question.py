"""The question after what stands beside a claim, in the order in which its answers come.

Everything is found by an index and bounded, so that a verdict costs the same however many claims
an employer has made.
"""

from typing import Any, Final

from sqlalchemy import (
    Boolean,
    CompoundSelect,
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

from compliance.claim_states import LIVE, OVER
from compliance.facts import Sameness
from service.asked import Question, exact, fixed, nested, table
from service.tables import ClaimRow, GrantRow, InvoiceRow, ListingRow, RenditionRow

NEARBY_MOST = 50  # on either side of the invoice's day
USUAL_MOST = 100  # of the newest claims in the category


_CLAIM, _INVOICE, _GRANT = table(ClaimRow), table(InvoiceRow), table(GrantRow)
_EMPLOYER: Final = bindparam("employer", type_=Uuid())
_THIS_CLAIM: Final = bindparam("claim", type_=Uuid())
_THIS: Final = bindparam("invoice", type_=Uuid())
_NUMBER: Final = bindparam("number", type_=Text())
_SELLER: Final = bindparam("seller", type_=Text())
_DAY: Final = bindparam("day", type_=Date())
_LIVE: Final = _CLAIM.c.state.not_in([fixed(state.value) for state in sorted(OVER)])


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
            _CLAIM.c.state.in_([fixed(state.value) for state in sorted(LIVE)]),
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


QUESTION: Final = _question()
