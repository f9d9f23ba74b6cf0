"""One example of every event and of its variants, and its lines as a bookkeeper writes them."""

from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from ledger import events
from ledger.accounts import AccountRef
from ledger.events import Purpose, Recall
from ledger.journal import BookId, JournalEntry
from tests.ledger.story import CONF, GRANT, RND, on, yuan

CENTER, EMPLOYER, OTHER = BookId(1), BookId(2), BookId(3)
TRANSFER = UUID("33333333-3333-4333-8333-333333333333")
MATCHED = Purpose(GRANT, "MATCH", "RND")
EARNED = Purpose(GRANT, "INTEREST", "RND")
Made: TypeAlias = Callable[[Decimal], tuple[JournalEntry, ...]]

STEP = on("k", event=TRANSFER)
ONE = yuan("1.00")


def left_by(x: Decimal) -> dict[BookId, dict[AccountRef, Decimal]]:
    """What stands on the grant when two employers have spent all of it, and one fee is no cost."""
    spent = {
        RND.on("5301.X"): x,
        MATCHED.on("5301.X"): x,
        MATCHED.on("5301.D"): x,
        RND.fund("6117.G"): x,
        MATCHED.fund("6117.G"): x + x,
        RND.fund("9000"): x,
        MATCHED.fund("9000"): x + x + x,
        RND.on("9003"): x,
        MATCHED.on("9003"): x + x,
        MATCHED.on("9001"): x,
        CONF.on("9001"): yuan("0.00"),
        RND.fund("2401.F"): yuan("0.00"),
        Purpose("2026-018", "FISCAL", "RND").fund("2401.F"): x,
        AccountRef("1002.S"): x,
    }
    moved = {
        CONF.on("5301.X"): x,
        CONF.fund("6117.G"): x,
        CONF.fund("9000"): x,
        CONF.on("9003"): x,
    }
    return {EMPLOYER: spent, OTHER: moved}


def opening(x: Decimal) -> dict[AccountRef, Decimal]:
    return {
        AccountRef("1002.S"): x + x,
        RND.fund("2401.F"): x,
        AccountRef("3999"): x,
        RND.fund("9000"): x + x,
        RND.on("9001"): x + x + x,
        RND.on("9003"): -x,
        CONF.on("9001"): yuan("0.00"),
    }


GRANTING: dict[str, Made] = {
    "open_balances": lambda x: (events.open_balances(EMPLOYER, on("k"), opening(x)),),
    "appropriate": lambda x: (events.appropriate(CENTER, on("k"), x),),
    "commit_agreement": lambda x: events.commit_agreement(
        CENTER, EMPLOYER, on("k"), GRANT, {"RND": x, "CONF": x, "CE": yuan("0.00")}
    ),
    "disburse": lambda x: (events.disburse(CENTER, on("k"), GRANT, x),),
    "receive": lambda x: (events.receive(EMPLOYER, on("k"), GRANT, x),),
    "confirm_receipt": lambda x: (events.confirm_receipt(CENTER, on("k"), GRANT, x),),
    "contribute": lambda x: (events.contribute(EMPLOYER, on("k"), GRANT, "MATCH", {"RND": x}),),
    "cancel_commitment": lambda x: events.cancel_commitment(
        CENTER, EMPLOYER, on("k"), GRANT, {"RND": x, "CONF": x}
    ),
}
SPENDING: dict[str, Made] = {
    "reserve": lambda x: (events.reserve(EMPLOYER, on("k"), RND, x),),
    "release": lambda x: (events.release(EMPLOYER, on("k"), RND, x),),
    "spend": lambda x: (events.spend(EMPLOYER, on("k"), RND, x),),
    "spend less": lambda x: (events.spend(EMPLOYER, on("k"), RND, x, x + ONE),),
    "spend more": lambda x: (events.spend(EMPLOYER, on("k"), RND, x + ONE, x),),
    "spend_pre_project": lambda x: (events.spend_pre_project(EMPLOYER, on("k"), CONF, x),),
    "reimburse_employer": lambda x: (events.reimburse_employer(EMPLOYER, on("k"), GRANT, x),),
    "advance": lambda x: (events.advance(EMPLOYER, on("k"), RND, x),),
    "settle_advance": lambda x: (events.settle_advance(EMPLOYER, on("k"), RND, x),),
    "settle_advance less": lambda x: (events.settle_advance(EMPLOYER, on("k"), RND, x, x + ONE),),
    "return_advance": lambda x: (events.return_advance(EMPLOYER, on("k"), RND, x),),
}
KEEPING: dict[str, Made] = {
    "interest": lambda x: (events.interest(EMPLOYER, on("k"), {GRANT: x, "2026-018": x}),),
    "bank_fee": lambda x: (events.bank_fee(EMPLOYER, on("k"), GRANT, x),),
    "top_up": lambda x: (events.top_up(EMPLOYER, on("k"), GRANT, x),),
    "stray_receipt": lambda x: (events.stray_receipt(EMPLOYER, on("k"), x),),
    "stray_return": lambda x: (events.stray_return(EMPLOYER, on("k"), x),),
}
CORRECTING: dict[str, Made] = {
    "reallocate": lambda x: (events.reallocate(EMPLOYER, on("k"), RND, CONF, x),),
    "refund": lambda x: (events.refund(EMPLOYER, on("k"), RND, x),),
    "disallow": lambda x: (events.disallow(EMPLOYER, on("k"), RND, x),),
    "put_back": lambda x: (events.put_back(EMPLOYER, on("k"), RND, x),),
}
MOVING: dict[str, Made] = {
    "approve_transfer": lambda x: events.approve_transfer(
        EMPLOYER, OTHER, STEP, GRANT, {"FISCAL": x, "INTEREST": x}, {RND: x, CONF: x}
    ),
    "pay_transfer": lambda x: events.pay_transfer(
        CENTER, EMPLOYER, STEP, GRANT, {"FISCAL": x, "INTEREST": x}
    ),
    "pay_transfer of matching": lambda x: events.pay_transfer(
        CENTER, EMPLOYER, STEP, GRANT, {"MATCH": x}
    ),
    "receive_transfer": lambda x: events.receive_transfer(
        CENTER, OTHER, STEP, GRANT, {"FISCAL": x, "INTEREST": x}
    ),
}
RETURNING: dict[str, Made] = {
    "claw_back": lambda x: events.claw_back(
        CENTER,
        EMPLOYER,
        on("k"),
        Recall(GRANT, {"FISCAL": x + x, "INTEREST": x}, {RND: x, CONF: x}, {RND: x, EARNED: x}, x),
    ),
    "claw_back of interest": lambda x: events.claw_back(
        CENTER, EMPLOYER, on("k"), Recall(GRANT, {"INTEREST": x})
    ),
    "claw_back of all": lambda x: events.claw_back(
        CENTER, EMPLOYER, on("k"), Recall(GRANT, {}, {}, {RND: x}, x, {RND: x, CONF: x})
    ),
    "return_surplus": lambda x: events.return_surplus(
        CENTER, EMPLOYER, on("k"), Recall(GRANT, {"FISCAL": x, "INTEREST": x}, {RND: x})
    ),
    "repay": lambda x: events.repay(CENTER, EMPLOYER, on("k"), GRANT, {"FISCAL": x, "INTEREST": x}),
    "recover": lambda x: (events.recover(CENTER, on("k"), GRANT, x),),
    "declare_to_treasury": lambda x: (events.declare_to_treasury(CENTER, on("k"), x),),
    "remit": lambda x: (events.remit(CENTER, on("k"), x),),
    "release_matching": lambda x: (
        events.release_matching(EMPLOYER, on("k"), GRANT, "MATCH", {"RND": x}),
    ),
}
CLOSING: dict[str, Made] = {
    "accept": lambda x: (events.accept(CENTER, on("k"), GRANT, x),),
    "withdraw_acceptance": lambda x: (events.withdraw_acceptance(CENTER, on("k"), GRANT, x),),
    "close_grant": lambda x: events.close_grant(CENTER, on("k"), GRANT, left_by(x)),
}
EVENTS = GRANTING | SPENDING | KEEPING | CORRECTING | MOVING | RETURNING | CLOSING
