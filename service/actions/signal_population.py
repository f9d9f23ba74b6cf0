"""The whole population as the signals see it: every claim that is not over, and what is around it.

Read in a few statements, whatever the number of claims. What persons corrected counts: the columns
of an invoice follow its corrections, and the two fields that have no column are put right here.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final

from sqlalchemy import BigInteger, Select, Text, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from compliance import seller_marks, signal_thresholds
from compliance.claim_states import LIVE, OVER
from compliance.facts import Relation
from compliance.messages import N_, Message, message
from compliance.parties import plain
from compliance.signal import Listed, Party, Population, Purchase
from compliance.signal_thresholds import Thresholds
from importers.invoice import Kind
from service import texts
from service.tables import (
    ClaimRow,
    CorrectionRow,
    DedicatedAccountRow,
    EmployerRow,
    FormerNameRow,
    GrantRow,
    InvoiceRow,
    ListingRow,
    RelatedPartyRow,
    SelecteeRow,
    TeamMemberRow,
    UserRow,
)

_TICKETS: Final = frozenset(
    {Kind.RAIL, Kind.AIR, Kind.E_ORDINARY_TOLL, Kind.VAT_E_TOLL, Kind.FEE_SHEET}
)
_HANDED_IN: Final = frozenset(state.value for state in LIVE)
_CODE, _REMARKS = "seller_tax_id", "remarks"
_INVOICE = Purchase._fields.index("invoice")
_SELLER = Purchase._fields.index("seller_name")
EMPLOYER: Final = N_("计划内的单位“{name}”")
SELECTEE: Final = N_("入选者“{name}”")
MEMBER: Final = N_("团队成员“{name}”")
RELATED: Final = N_("{employer}登记的关联方（{relation}）")
RELATIONS: Final = {
    Relation.SHAREHOLDER: N_("股东或出资人"),
    Relation.SUBSIDIARY: N_("子公司或参股公司"),
    Relation.LEGAL_REPRESENTATIVE: N_("同一法定代表人"),
    Relation.RELATIVE: N_("入选者近亲属任职或持股"),
    Relation.SAME_ADDRESS: N_("同一地址或账户"),
    Relation.OTHER: N_("其他关联关系"),
}


def gather(session: Session, today: date) -> Population:
    """Read everything that signals are looked for in, as it stands."""
    employers = {str(key): name for key, name in session.execute(select(*_named(EmployerRow)))}
    grants = session.execute(select(GrantRow.id, GrantRow.number))
    return Population(
        purchases=tuple(_purchases(session)),
        thresholds=thresholds(session, today),
        calendar=texts.library(session).calendar(),
        today=today,
        employers=employers,
        grants={str(key): number for key, number in grants},
        people={str(key): name for key, name in session.execute(select(*_named(UserRow)))},
        parties=tuple(_parties(session, employers)),
        listed=tuple(_listed(session)),
        own_accounts=_accounts(session, employers),
    )


def thresholds(session: Session, today: date) -> Thresholds:
    """Give the bounds that hold today."""
    return signal_thresholds.on(today, texts.library(session).standards(today))


def _named(table: type[EmployerRow | UserRow]) -> tuple[Any, Any]:
    return table.id, table.name


def _purchases(session: Session) -> Iterator[Purchase]:
    corrected = _corrected(session)
    spelled, marked = cache(plain), cache(seller_marks.marks)
    for row in session.execute(_query()):
        *said, state, kind, code, remarks = row
        own = corrected.get(said[_INVOICE])
        if own is not None:
            code, remarks = own.get(_CODE, code), own.get(_REMARKS, remarks)
        yield Purchase._make(
            (
                *said,
                spelled(said[_SELLER]),
                spelled(code or ""),
                marked(remarks or ""),
                kind in _TICKETS,
                state in _HANDED_IN,
            )
        )


def _query() -> Select[*tuple[Any, ...]]:
    """Select one row for each claim that is not over, in the order of a purchase's fields.

    Amounts are in fen, identities are texts. What has to be worked out comes last.
    """
    return (
        select(
            cast(ClaimRow.id, Text),
            ClaimRow.number,
            cast(ClaimRow.employer_id, Text),
            cast(ClaimRow.grant_id, Text),
            _fen(ClaimRow.amount),
            _fen(InvoiceRow.total),
            cast(ClaimRow.invoice_id, Text),
            InvoiceRow.key,
            InvoiceRow.number,
            InvoiceRow.issued_on,
            func.coalesce(cast(ClaimRow.submitted_by, Text), ""),
            func.coalesce(cast(ClaimRow.approved_by, Text), ""),
            ClaimRow.submitted_at,
            ClaimRow.approved_at,
            func.coalesce(InvoiceRow.seller_name, ""),
            ClaimRow.state,
            InvoiceRow.kind,
            InvoiceRow.record[_CODE].astext,
            InvoiceRow.record[_REMARKS].astext,
        )
        .join(InvoiceRow, InvoiceRow.id == ClaimRow.invoice_id)
        .where(ClaimRow.state.not_in(sorted(OVER)))
        .order_by(ClaimRow.made_at, ClaimRow.id)
    )


def _fen(amount: InstrumentedAttribute[Decimal] | InstrumentedAttribute[Decimal | None]) -> Any:  # noqa: ANN401  # a column
    return cast(amount * 100, BigInteger)


def _corrected(session: Session) -> dict[str, dict[str, str | None]]:
    """Give what persons said of the two fields that no column of an invoice follows."""
    made = (
        select(cast(CorrectionRow.invoice_id, Text), CorrectionRow.field, CorrectionRow.stated)
        .where(CorrectionRow.field.in_([_CODE, _REMARKS]))
        .order_by(CorrectionRow.serial)
    )
    found: dict[str, dict[str, str | None]] = {}
    for invoice_id, field, stated in session.execute(made):
        found.setdefault(invoice_id, {})[field] = stated
    return found


def _parties(session: Session, employers: dict[str, str]) -> Iterator[Party]:
    for name, code in session.execute(select(EmployerRow.name, EmployerRow.uscc)):
        yield _party(EMPLOYER, name, code)
    former = select(FormerNameRow.name, EmployerRow.name).join(
        EmployerRow, EmployerRow.id == FormerNameRow.employer_id
    )
    for old, name in session.execute(former):
        yield Party(plain(old), "", Message(EMPLOYER, {"name": name}))
    for name in session.scalars(select(SelecteeRow.name).distinct()):
        yield _party(SELECTEE, name)
    for name in session.scalars(select(TeamMemberRow.name).distinct()):
        yield _party(MEMBER, name)
    current = select(RelatedPartyRow).where(RelatedPartyRow.ended_at.is_(None))
    for row in session.scalars(current.order_by(RelatedPartyRow.declared_at, RelatedPartyRow.id)):
        relation = Message(RELATIONS[Relation(row.relation)])
        word = message(RELATED, employer=employers[str(row.employer_id)], relation=relation)
        yield Party(plain(row.name), plain(row.uscc), word)


def _party(template: str, name: str, code: str = "") -> Party:
    return Party(plain(name), plain(code), Message(template, {"name": name}))


def _listed(session: Session) -> Iterator[Listed]:
    for row in session.scalars(select(ListingRow).order_by(ListingRow.entered_at, ListingRow.id)):
        yield Listed(plain(row.name), plain(row.uscc), row.from_on, row.barred)


def _accounts(session: Session, employers: dict[str, str]) -> dict[str, str]:
    rows = session.execute(
        select(
            func.regexp_replace(DedicatedAccountRow.account_number, "[^0-9]", "", "g"),
            DedicatedAccountRow.employer_id,
        )
    )
    return {number: employers[str(employer_id)] for number, employer_id in rows}
