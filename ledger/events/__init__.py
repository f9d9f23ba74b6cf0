"""What can happen to the money, one function per business event, in the order of its life.

Each returns the entry (or the entries, one per book) that the event leaves in the journal; its
docstring gives the plain sentence and the 借/贷 lines. Amounts are yuan, above nought; curly
brackets name what an account is kept apart by: g grant, s source, c category. Every function
raises `ValueError` for an amount that is not above nought or has more than two places, and for
what cannot be. Entries of one event bear the same `event` in all books and are posted in one
transaction; after each such transaction the identities of `ledger.identities` hold.
"""

from ledger.events.closing import accept, close_grant, withdraw_acceptance
from ledger.events.correcting import disallow, put_back, reallocate, refund, reverse, together
from ledger.events.granting import (
    appropriate,
    cancel_commitment,
    commit_agreement,
    confirm_receipt,
    contribute,
    disburse,
    open_balances,
    receive,
)
from ledger.events.keeping import bank_fee, interest, stray_receipt, stray_return, top_up
from ledger.events.moving import approve_transfer, pay_transfer, receive_transfer
from ledger.events.occasion import Occasion, Purpose
from ledger.events.returning import (
    Recall,
    claw_back,
    declare_to_treasury,
    recover,
    release_matching,
    remit,
    repay,
    return_surplus,
)
from ledger.events.spending import (
    advance,
    reimburse_employer,
    release,
    reserve,
    return_advance,
    settle_advance,
    spend,
    spend_pre_project,
)

__all__ = [  # noqa: RUF022  # in the order of the life of the money
    # what every event is told
    "Occasion",
    "Purpose",
    "Recall",
    # granting
    "open_balances",
    "appropriate",
    "commit_agreement",
    "disburse",
    "receive",
    "confirm_receipt",
    "contribute",
    "cancel_commitment",
    # spending
    "reserve",
    "release",
    "spend",
    "spend_pre_project",
    "reimburse_employer",
    "advance",
    "settle_advance",
    "return_advance",
    # keeping
    "interest",
    "bank_fee",
    "top_up",
    "stray_receipt",
    "stray_return",
    # correcting
    "reallocate",
    "refund",
    "disallow",
    "put_back",
    "reverse",
    "together",
    # moving
    "approve_transfer",
    "pay_transfer",
    "receive_transfer",
    # giving back
    "claw_back",
    "return_surplus",
    "repay",
    "recover",
    "declare_to_treasury",
    "remit",
    "release_matching",
    # closing
    "accept",
    "withdraw_acceptance",
    "close_grant",
]
