"""What is known about vouchers that touch the bank, and what a stray line of it calls for."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.bank.evidence import Clues
from ledger.bank.items import BankItem, BookItem
from service.tables import (
    ArrivalRow,
    ClaimRow,
    GrantRow,
    InstalmentRow,
    InvoiceRow,
    RecallRow,
    RepaymentRow,
    TransferPaymentRow,
    TransferRow,
    TransferStatementRow,
)

CENTER = "北京市科协创新服务中心"


class Call(StrEnum):
    """The event that a line of the bank without a voucher calls for."""

    INTEREST = "interest"
    FEE = "fee"
    RETURNED = "returned"
    RECEIPT = "receipt"  # an instalment of the Center
    STRAY = "stray"  # money that nobody expected
    PAYMENT = "payment"  # money that went out without a voucher


_WORDS = {
    Call.INTEREST: ("结息", "利息", "存款息"),
    Call.FEE: ("手续费", "工本费", "管理费", "账户费", "回单费", "短信费", "年费"),
    Call.RETURNED: ("退票", "退汇", "冲账", "退回", "退款"),
}


def call_for(item: BankItem) -> Call:
    """Say which event a line of the bank is probably of; nothing is ever posted from it."""
    for call, words in _WORDS.items():
        if any(word in item.summary for word in words) and _direction(call, item):
            return call
    if item.amount < 0:
        return Call.PAYMENT
    return Call.RECEIPT if item.counterparty == CENTER else Call.STRAY


def _direction(call: Call, item: BankItem) -> bool:
    return item.amount < 0 if call is Call.FEE else item.amount > 0


def clues(session: Session, items: Iterable[BookItem]) -> Mapping[int, Clues]:
    """Gather by entry what a bank's line may bear: receipt numbers, claim numbers, parties."""
    held = list(items)
    found = {item.entry: Clues(names=frozenset({item.memo})) for item in held if item.memo}
    arrived = session.execute(
        select(InstalmentRow.employer_entry_id, InstalmentRow.bank_reference, GrantRow.number)
        .join(GrantRow, GrantRow.id == InstalmentRow.grant_id)
        .where(InstalmentRow.employer_entry_id.in_([item.entry for item in held]))
    )
    for entry, reference, grant in arrived:
        assert entry is not None, "it is one of the entries asked for"
        found[entry] = Clues(
            references=frozenset({reference} if reference else ()),
            names=frozenset({grant}),
            parties=frozenset({CENTER}),
            from_center=True,
        )
    return (
        found
        | _of_claims(session, held)
        | _of_repayments(session, held)
        | _of_transfers(session, held)
    )


def _of_claims(session: Session, items: list[BookItem]) -> dict[int, Clues]:
    by_number = {item.memo: item.entry for item in items if item.memo}
    rows = session.execute(
        select(ClaimRow.number, InvoiceRow.seller_name, InvoiceRow.number, ClaimRow.bank_slip)
        .join(InvoiceRow, InvoiceRow.id == ClaimRow.invoice_id)
        .where(ClaimRow.number.in_(by_number))
    )
    return {
        by_number[number]: Clues(
            references=frozenset({slip} if slip else ()),
            names=frozenset({number, invoice} if invoice else {number}),
            parties=frozenset({seller} if seller else ()),
        )
        for number, seller, invoice, slip in rows
    }


def _of_repayments(session: Session, items: list[BookItem]) -> dict[int, Clues]:
    rows = session.execute(
        select(RepaymentRow.entry_id, RepaymentRow.bank_reference, GrantRow.number)
        .join(
            RecallRow,
            (RecallRow.employer_id == RepaymentRow.employer_id)
            & (RecallRow.proceeding_id == RepaymentRow.proceeding_id),
        )
        .join(GrantRow, GrantRow.id == RecallRow.grant_id)
        .where(RepaymentRow.entry_id.in_([item.entry for item in items]))
    )
    return {
        entry: Clues(
            references=frozenset({reference}),
            names=frozenset({grant}),
            parties=frozenset({CENTER}),
        )
        for entry, reference, grant in rows
    }


def _of_transfers(session: Session, items: list[BookItem]) -> dict[int, Clues]:
    """Know both ends of a transfer (Art. 30), each from its own employer's rows."""
    entries = [item.entry for item in items]
    paid = session.execute(
        select(TransferPaymentRow.entry_id, TransferPaymentRow.bank_slip, TransferRow.new_name)
        .join(TransferStatementRow, TransferStatementRow.id == TransferPaymentRow.statement_id)
        .join(
            TransferRow,
            (TransferRow.employer_id == TransferStatementRow.employer_id)
            & (TransferRow.proceeding_id == TransferStatementRow.proceeding_id),
        )
        .where(TransferPaymentRow.entry_id.in_(entries))
    )
    arrived = session.execute(
        select(ArrivalRow.entry_id, ArrivalRow.bank_reference, ArrivalRow.old_name).where(
            ArrivalRow.entry_id.in_(entries)
        )
    )
    names = {item.entry: item.memo for item in items}
    return {
        entry: Clues(
            references=frozenset({slip or ""}),
            names=frozenset({names[entry]}),
            parties=frozenset({party}),
        )
        for entry, slip, party in (*paid, *arrived)
    }
