"""The judges of tickets and receipts: what sums, numbers and forms they follow by their kind."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from importers.checks import Channel
from importers.draft import Draft
from importers.invoice import Kind, decimal_of
from importers.messages import N_, Message

FISCAL = frozenset({Kind.FISCAL_CENTRAL, Kind.FISCAL_PROVINCE})
TICKETS = frozenset({Kind.RAIL, Kind.AIR})
_OF_RECEIPTS = ("invoice_code", "invoice_number", "check_code", "issue_date", "buyer_name",
                "total_with_tax", "total_in_words", "items")  # fmt: skip
_OF_TICKETS = ("invoice_number", "issue_date", "buyer_name", "total_with_tax")
_OF_VEHICLES = ("invoice_number", "issue_date", "buyer_name", "buyer_tax_id", "seller_name",
                "seller_tax_id", "total_with_tax", "total_in_words")  # fmt: skip
NEEDED: Mapping[Kind, tuple[str, ...]] = {
    Kind.FISCAL_CENTRAL: _OF_RECEIPTS,
    Kind.FISCAL_PROVINCE: _OF_RECEIPTS,
    Kind.RAIL: _OF_TICKETS,
    Kind.AIR: (*_OF_TICKETS, "total_tax"),
    Kind.MOTOR_VEHICLE: _OF_VEHICLES,
}
_NO_CODES = frozenset({"invoice_code", "check_code"})
_NO_SELLER = frozenset({"seller_name", "seller_tax_id", "total_in_words", "remarks", "items"})
NEVER_PRINTED: Mapping[Kind, frozenset[str]] = {  # nothing to look for, nothing to doubt
    Kind.RAIL: _NO_CODES | _NO_SELLER,
    Kind.AIR: _NO_CODES | _NO_SELLER,
    Kind.MOTOR_VEHICLE: frozenset({"check_code", "items"}),
    Kind.FISCAL_CENTRAL: frozenset({"total_amount", "total_tax"}),
    Kind.FISCAL_PROVINCE: frozenset({"total_amount", "total_tax"}),
}
_FORMS = {
    "invoice_code": re.compile("[0-9]{8}"),
    "invoice_number": re.compile("[0-9]{10}"),
    "check_code": re.compile(r"[0-9A-Za-z]{6}"),
}
_CENTRAL = "00"  # where the code of a province has the first two digits of its region
_PERSON = re.compile(r"\d{17}[\dX]|\d{15}")
_PERSON_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PERSON_CHECKS = "10X98765432"
_TAX_TOLERANCE = Decimal("0.06")
_FARE_PARTS = ("fare", "fuel_surcharge", "development_fund", "other_taxes")


def is_person(number: str) -> bool:
    """Whether a number where a 统一社会信用代码 may stand is that of a natural person.

    Masked numbers (1427…****1627) are; the check character is that of GB 11643.
    """
    if "*" in number:
        return True
    if not _PERSON.fullmatch(number):
        return False
    if len(number) < len(_PERSON_WEIGHTS):
        return True
    total = sum(int(digit) * weight for digit, weight in zip(number, _PERSON_WEIGHTS, strict=False))
    return _PERSON_CHECKS[total % 11] == number[-1]


def judge(draft: Draft) -> None:
    """Check what only vouchers of this kind have."""
    if draft.kind in _JUDGES:
        _JUDGES[draft.kind](draft)


def _receipt(draft: Draft) -> None:
    """Forms of the numbers of a fiscal receipt; its lines against its total."""
    for name, form in _FORMS.items():
        value = draft.values.get(name)
        if value is not None and not form.fullmatch(value):
            draft.doubt(
                Message(
                    N_("财政票据的代码应为 8 位、号码 10 位、校验码 6 位，请对照票面核对{value}。"),
                    {"value": value},
                ),
                name,
                by=Channel.NUMBER,
            )
    code = draft.values.get("invoice_code", _CENTRAL)
    if draft.kind is Kind.FISCAL_CENTRAL and not code.startswith(_CENTRAL):
        draft.doubt(
            Message(N_("票据名称是中央票据，票据代码却是地方的，请核对原件。")),
            "kind",
            by=Channel.NUMBER,
        )
    _check_lines(draft)


def _check_lines(draft: Draft) -> None:
    total = decimal_of(draft.values.get("total_with_tax"))
    for lines in filter(None, (draft.items, draft.list_items)):
        amounts = (decimal_of(line.amount) for line in lines)
        if total is None:
            continue
        if sum((amount for amount in amounts if amount is not None), Decimal(0)) == total:
            draft.agree(Channel.SUM, "total_with_tax", "items")
            continue
        draft.doubt(
            Message(N_("各行金额之和不等于合计金额 {total}，请核对明细。"), {"total": str(total)}),
            "items",
            "total_with_tax",
            by=Channel.SUM,
        )


def _air(draft: Draft) -> None:
    """Fare, surcharge, tax, fund and other taxes against the total of an air itinerary."""
    total = decimal_of(draft.values.get("total_with_tax"))
    parts = [decimal_of(draft.particulars.get(name)) for name in _FARE_PARTS]
    parts.append(decimal_of(draft.values.get("total_tax")))
    if total is None or parts[0] is None:
        return
    if sum((part for part in parts if part is not None), Decimal(0)) == total:
        draft.agree(Channel.SUM, "total_with_tax", "total_tax")
        return
    draft.doubt(
        Message(N_("票价、燃油附加费、税额、基金等各项之和不等于合计，请核对原件。")),
        "total_with_tax",
        "total_tax",
        by=Channel.SUM,
    )


def _taxed(draft: Draft) -> None:
    """Amount × rate against the tax, where a ticket or vehicle invoice prints all three."""
    amount, tax = (decimal_of(draft.values.get(name)) for name in ("total_amount", "total_tax"))
    rate = decimal_of(draft.particulars.get("tax_rate", "").removesuffix("%"))
    if amount is None or tax is None or rate is None:
        return
    if abs(amount * rate.scaleb(-2) - tax) <= _TAX_TOLERANCE:
        draft.agree(Channel.SUM, "total_tax")
        return
    draft.doubt(
        Message(N_("金额乘税率不等于税额，请核对原件。")),
        "total_amount",
        "total_tax",
        by=Channel.SUM,
    )


_JUDGES: Mapping[Kind, Callable[[Draft], None]] = {
    Kind.FISCAL_CENTRAL: _receipt,
    Kind.FISCAL_PROVINCE: _receipt,
    Kind.AIR: _air,
    Kind.RAIL: _taxed,
    Kind.MOTOR_VEHICLE: _taxed,
}
