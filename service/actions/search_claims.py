"""Finding claims, by number, invoice, seller or amount; and the sellers themselves.

Every question is answered from an index: numbers and amounts by equality, what stands anywhere in
a seller's name or at the end of an invoice's number by reading one narrow index from end to end.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from service import readings
from service.actions.search_hits import SHOWN, Group, Hit, group
from service.actions.search_query import Asked
from service.permissions import Actor
from service.tables import ClaimRow, GrantRow, InvoiceRow, SelecteeRow

YEARS = 3  # back from today, in which a claim's number without its year is looked for
INVOICES_MOST = 50
SELLERS_MOST = 50
SELLERS_FOLLOWED = 3  # of which the newest claims are shown, too
Query = Select[*tuple[Any, ...]]
_WIDE = str.maketrans("()", "（）")


def sellers(session: Session, actor: Actor, asked: Asked) -> tuple[Group, list[str]]:
    """Find sellers by any part of their name; also give the names, for what else bears them."""
    if not asked.words:
        return Group("seller", (), 0), []
    count = func.count().label("vouchers")
    last = func.max(InvoiceRow.issued_on)
    query = (
        select(InvoiceRow.seller_name, count, func.sum(InvoiceRow.total), last)
        .where(_named(asked))
        .group_by(InvoiceRow.seller_name)
        .order_by(count.desc(), InvoiceRow.seller_name)
        .limit(SELLERS_MOST)
    )
    found = [
        Hit(
            key=name,
            name=name,
            about=(str(vouchers),),
            amount=total,
            day=newest,
            exact=name == asked.text,
        )
        for name, vouchers, total, newest in session.execute(_own(query, actor, InvoiceRow))
    ]
    return group("seller", found, len(found)), [hit.key for hit in found]


def claims(session: Session, actor: Actor, asked: Asked, of_sellers: list[str]) -> Group:
    """Find claims, the newest first."""
    ids = set(_by_number(session, actor, asked))
    ids |= set(_by_amount(session, actor, asked))
    invoices = [*_by_invoice(session, actor, asked), *_by_seller(session, actor, of_sellers)]
    if invoices:
        of_invoices = select(ClaimRow.id).where(ClaimRow.invoice_id.in_(invoices))
        ids |= set(session.scalars(_own(of_invoices, actor, ClaimRow)))
    if not ids:
        return Group("claim", (), 0)
    query = (
        select(ClaimRow, InvoiceRow, SelecteeRow.name)
        .join(InvoiceRow, InvoiceRow.id == ClaimRow.invoice_id)
        .join(GrantRow, GrantRow.id == ClaimRow.grant_id)
        .join(SelecteeRow, SelecteeRow.id == GrantRow.selectee_id)
        .where(ClaimRow.id.in_(sorted(ids)))
        .order_by(ClaimRow.made_at.desc(), ClaimRow.number.desc())
        .limit(SHOWN + 1)
    )
    return group("claim", [_hit(asked, *row) for row in session.execute(query)])


def _hit(asked: Asked, claim: ClaimRow, invoice: InvoiceRow, selectee: str) -> Hit:
    named = {claim.number, invoice.number} & {*_numbers(asked), asked.text}
    heading = readings.heading(invoice.record) or ""
    return Hit(
        key=str(claim.id),
        name=claim.number,
        about=(invoice.seller_name or "", heading, invoice.number or "", selectee),
        state=claim.state,
        outcome=claim.outcome,
        amount=claim.amount,
        day=invoice.issued_on,
        exact=bool(named),
    )


def _numbers(asked: Asked) -> Iterator[str]:
    yield asked.text.upper()
    if asked.claim is not None:
        yield _numbered(*asked.claim)


def _numbered(year: int, number: int) -> str:
    return f"BX{year}-{number:05d}"


def _by_number(session: Session, actor: Actor, asked: Asked) -> Iterator[UUID]:
    wanted = set(_numbers(asked))
    if asked.bare is not None:
        this = actor.today.year
        wanted |= {_numbered(year, asked.bare) for year in range(this - YEARS + 1, this + 1)}
    query = select(ClaimRow.id).where(ClaimRow.number.in_(sorted(wanted))).limit(SHOWN + 1)
    yield from session.scalars(_own(query, actor, ClaimRow))


def _by_amount(session: Session, actor: Actor, asked: Asked) -> Iterator[UUID]:
    if asked.amount is None:
        return
    query = (
        select(ClaimRow.id)
        .where(ClaimRow.amount == asked.amount)
        .order_by(ClaimRow.made_at.desc())
        .limit(SHOWN + 1)
    )
    yield from session.scalars(_own(query, actor, ClaimRow))


def _by_invoice(session: Session, actor: Actor, asked: Asked) -> Iterator[UUID]:
    """Give the invoices of that number, or that end with its digits."""
    query = select(InvoiceRow.id).limit(INVOICES_MOST)
    if asked.tail is None:
        query = query.where(InvoiceRow.number == asked.text.upper())
    else:
        query = query.where(InvoiceRow.number.like(f"%{asked.tail}")).order_by(InvoiceRow.number)
    yield from session.scalars(_own(query, actor, InvoiceRow))


def _by_seller(session: Session, actor: Actor, of_sellers: list[str]) -> Iterator[UUID]:
    """Give the newest invoices of the sellers with the most."""
    for seller in of_sellers[:SELLERS_FOLLOWED]:
        query = (
            select(InvoiceRow.id)
            .where(InvoiceRow.seller_name == seller, InvoiceRow.issued_on.is_not(None))
            .order_by(InvoiceRow.issued_on.desc())
            .limit(SHOWN + 1)
        )
        yield from session.scalars(_own(query, actor, InvoiceRow))


def _named(asked: Asked) -> ColumnElement[bool]:
    """Say that the name holds what was typed, with brackets of either width."""
    spellings = sorted({asked.pattern, asked.pattern.translate(_WIDE)})
    return or_(*(InvoiceRow.seller_name.like(each, escape="\\") for each in spellings))


def _own(query: Query, actor: Actor, row: type[ClaimRow | InvoiceRow]) -> Query:
    return query if actor.employer_id is None else query.where(row.employer_id == actor.employer_id)
