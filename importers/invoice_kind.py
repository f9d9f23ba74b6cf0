"""The kind of a voucher: settled by title, code, QR type and columns; or named and left unread."""

from collections.abc import Sequence

from importers import invoice_heading, invoice_number
from importers.draft import Draft
from importers.invoice import TEXT_FIELDS, Kind
from importers.invoice_pages import Voucher
from importers.item_table import Table
from importers.messages import N_, Message

_NAMES = {
    Kind.RAIL: N_("铁路电子客票"),
    Kind.AIR: N_("航空运输电子客票行程单"),
    Kind.FISCAL_CENTRAL: N_("中央财政票据（电子）"),
    Kind.FISCAL_PROVINCE: N_("省级财政票据（电子）"),
}
_FROM_CODE = {
    "ordinary": Kind.VAT_E_ORDINARY,
    "special": Kind.VAT_E_SPECIAL,
    "toll": Kind.VAT_E_TOLL,
}


def named_only(kind: Kind) -> Draft:
    """Return a draft that says what the voucher is and that its fields were not read."""
    draft = Draft(kind)
    draft.doubt(
        Message(
            N_("这是{kind}，目前还不能自动读取其内容，请对照票面填写各项。"),
            {"kind": _NAMES.get(kind, N_("其他种类的票据"))},
        ),
        *TEXT_FIELDS,
        "issue_date",
        "items",
        "is_red",
    )
    return draft


def settle(draft: Draft, voucher: Voucher, tables: Sequence[Table | None]) -> None:
    """Refine the kind by code and columns; say so where they contradict the title."""
    toll = any(table is not None and table.has_toll_columns for table in tables)
    toll = toll or invoice_heading.has_toll_mark(voucher.sheets[0]) or _sells_passage(draft)
    if draft.kind is Kind.E_ORDINARY and toll:
        draft.kind = Kind.E_ORDINARY_TOLL
    stated = _FROM_CODE.get(invoice_number.kind_of_code(draft.values.get("invoice_code", "")) or "")
    if stated is Kind.VAT_E_TOLL and draft.kind is Kind.VAT_E_ORDINARY:
        draft.kind = Kind.VAT_E_TOLL
    elif stated is not None and stated is not draft.kind and draft.kind in _FROM_CODE.values():
        draft.doubt(Message(N_("票头与发票代码所示的发票种类不一致，请核对原件。")), "kind")
    if not voucher.titled:
        draft.doubt(Message(N_("没有读到票头，发票种类取自二维码，请核对。")), "kind")


def _sells_passage(draft: Draft) -> bool:
    """Whether every line is a toll; some producers print it in the ordinary columns."""
    names = [line.name or "" for line in draft.items]
    return bool(names) and all(name.endswith("*通行费") for name in names)
