"""第二十八条: an invoice of a special business says what such an invoice must say.

Construction names its place and project, freight where from and where to, a journey who travelled
when and where, a lease the place and the term (特定业务的票面要素). Older invoices say the same in
their remarks. The number of a traveller's papers is not asked for: it is no matter of money. What
the reader doubts is asked about when it is confirmed, not here.
"""

from collections.abc import Iterator

from compliance.concepts import split_printed_name
from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, Message, message
from importers import particulars
from importers.invoice import Invoice, Kind

ARTICLE = 28
TITLE = N_("特定业务的票面要素齐全")
SEVERITY = Severity.REVIEW
OVERRIDE = Override.REASON
INCOMPLETE = N_("“{element}”发票缺少{fields}（依据{article}）。")
REISSUE = N_("票面上有而没有读出的，请在识别结果中补录；票面上没有的，请让销售方补全后重新开具。")
NO_REMARKS = N_("“{element}”发票的备注是空的，看不出{fields}（依据{article}）。")
IN_REMARKS = N_("请让销售方在备注栏注明后重新开具，或附合同说明。")
NOT_PRINTED = N_("缺少{fields}")
EMPTY = N_("备注为空")
_DEMANDED = {
    N_("建筑服务"): ("place", "project"),
    N_("货物运输服务"): ("from_station", "to_station"),
    N_("旅客运输服务"): ("passenger", "travel_date", "from_station", "to_station"),
    N_("不动产经营租赁服务"): ("place", "lease_period"),
    N_("不动产租赁"): ("place", "lease_period"),
    N_("通行费"): ("plate", "date_from", "date_to"),
}
_BY_SHORT_NAME = {"建筑服务": "建筑服务"}  # whose lines are always of that business
_IN_REMARKS = frozenset(
    {Kind.VAT_E_ORDINARY, Kind.VAT_E_SPECIAL, Kind.VAT_PAPER_ORDINARY, Kind.VAT_PAPER_SPECIAL}
)
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find what an invoice of a special business should say and does not."""
    invoice = claim.invoice
    element = _element(invoice)
    if element is None:
        return
    demanded = _DEMANDED[element]
    if invoice.kind in _IN_REMARKS:
        if not (invoice.remarks or "").strip():
            yield _without_remarks(element, demanded)
        return
    missing = tuple(name for name in demanded if _is_missing(name, invoice))
    if missing:
        yield _incomplete(element, missing, demanded)


def _incomplete(element: str, missing: tuple[str, ...], demanded: tuple[str, ...]) -> Finding:
    return _find(
        SEVERITY,
        INCOMPLETE,
        REISSUE,
        {"element": message(element), "fields": _titles(missing)},
        fields=missing,
        found=message(NOT_PRINTED, fields=_titles(missing)),
        limit=Message("{fields}", {"fields": _titles(demanded)}),
    )


def _without_remarks(element: str, demanded: tuple[str, ...]) -> Finding:
    return _find(
        SEVERITY,
        NO_REMARKS,
        IN_REMARKS,
        {"element": message(element), "fields": _titles(demanded)},
        fields=("remarks",),
        found=message(EMPTY),
        limit=Message("{fields}", {"fields": _titles(demanded)}),
    )


def _element(invoice: Invoice) -> str | None:
    """Return the special business whose particulars are known here, None when it is no such."""
    printed = invoice.particulars.get("element", "")
    if printed in _DEMANDED:
        return printed
    names = (split_printed_name(line.name or "")[0] for line in invoice.items)
    return next((_BY_SHORT_NAME[name] for name in names if name in _BY_SHORT_NAME), None)


def _is_missing(name: str, invoice: Invoice) -> bool:
    """Tell whether neither the voucher as a whole nor each row of its table says it."""
    if name in invoice.uncertain or invoice.particulars.get(name):
        return False
    return not invoice.rows or not all(row.get(name) for row in invoice.rows)


def _titles(names: tuple[str, ...]) -> tuple[Message, ...]:
    return tuple(message(particulars.NAMES[name]) for name in names)
