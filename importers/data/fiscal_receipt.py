"""财政电子票据 as XML: root EInvoice, header tag CZ-EI-00 (central) or CZ-EI and a province.

The same data are hidden in the PDFs of the central receipts (Info key hidexml).
"""

from importers import uscc
from importers.checks import Channel, Check, Outcome
from importers.data_values import amount, day, in_words
from importers.draft import Draft
from importers.invoice import Kind, Line, Source, decimal_of
from importers.messages import N_, Message
from importers.xml_tree import Node

_MAIN = ("EInvoiceData", "Main")
_PLACES = {
    "title": ("EInvoiceName",),
    "invoice_code": ("EInvoiceCode",),
    "invoice_number": ("EInvoiceNumber",),
    "check_code": ("RandomNumber",),
    "buyer_name": ("PayerParty", "PayerPartyName"),
    "buyer_tax_id": ("PayerParty", "PayerPartyCode"),
    "seller_name": ("InvoicingParty", "InvoicingPartyName"),
    "seller_tax_id": ("InvoicingParty", "InvoicingPartyCode"),
    "red_of_code": ("MainExt", "RelatedInvoiceCode"),
    "red_of_number": ("MainExt", "RelatedInvoiceNumber"),
}
_CENTRAL = "CZ-EI-00"


def recognises(root: Node) -> bool:
    """Tell it by its header tag, or by its Main where the header is cut off."""
    tag = root.text("Header", "EInvoiceTag") or ""
    return tag.startswith("CZ") or root.at(*_MAIN) is not None


def draft(root: Node, source: Source) -> Draft:
    """Return what such a file says."""
    main = root.at(*_MAIN)
    read = Draft(_kind(root, main), source)
    if main is None:
        read.doubt(Message(N_("这份财政电子票据的数据不完整，请对照票面填写各项。")), "kind")
        return read
    read.note("kind", None)
    for name, path in _PLACES.items():
        read.put(name, main.text(*path) or _prefixless(main, path))
    read.put("other_info", main.text("MainExt", "OtherInfo") or main.text("Remark"))
    _only_tax_ids(read, main)
    read.put("total_with_tax", amount(main.text("TotalAmount")))
    if source is Source.XML:  # the receipt prints them; the data leave them out
        words = in_words(read.values.get("total_with_tax"))
        read.put("total_in_words", words, source=Source.DERIVED)
    read.issue_date = day(main.text("IssueDate"))
    if read.issue_date:
        read.note("issue_date", None)
    details = root.at("EInvoiceData", "Details")
    read.items = tuple(_line(each) for each in details.children("Item")) if details else ()
    if read.items:
        read.note("items", None)
    _settle_red(read)
    _report_signature(read, root)
    return read


def _prefixless(main: Node, path: tuple[str, ...]) -> str | None:
    """Look for Code and Name inside a party, where others repeat its name."""
    return main.text(path[0], path[-1].removeprefix(path[0])) if len(path) > 1 else None


def _kind(root: Node, main: Node | None) -> Kind:
    tag = root.text("Header", "EInvoiceTag") or ""
    name = (main.text("EInvoiceName") if main else None) or ""
    central = tag == _CENTRAL or (not tag and name.startswith("中央"))
    return Kind.FISCAL_CENTRAL if central else Kind.FISCAL_PROVINCE


def _only_tax_ids(read: Draft, main: Node) -> None:
    """Drop a person's identity number and internal numbers of offices: they are no tax ids."""
    person = main.text("PayerParty", "PayerPartyType") == "1"
    code = read.values.get("buyer_tax_id", "")
    if person and len(code) == len("110101199003077758") and code[:17].isdecimal():
        del read.values["buyer_tax_id"], read.sources["buyer_tax_id"]
    code = read.values.get("seller_tax_id", "")
    printed = read.source is not Source.ATTACHMENT  # pages print no number of the 收款单位
    if not (printed and uscc.has_valid_check(code)):  # or it is a number of the treasury
        for known in (read.values, read.sources):
            known.pop("seller_tax_id", None)


def _line(item: Node) -> Line:
    return Line(
        name=item.text("ItemName"),
        unit=item.text("ItemUnit"),
        quantity=amount(item.text("ItemQuantity")),
        unit_price=amount(item.text("ItemStd")),
        amount=amount(item.text("ItemAmount")),
        code=item.text("ItemCode"),
    )


def _settle_red(read: Draft) -> None:
    """Keep the related receipt as the one taken back only when the total is negative."""
    total = decimal_of(read.values.get("total_with_tax"))
    if total is None or total >= 0:
        for name in ("red_of_code", "red_of_number"):
            read.particulars.pop(name, None)
            read.sources.pop(name, None)


def _report_signature(read: Draft, root: Node) -> None:
    if root.child("EInvoiceSignature") is None:
        return
    message = Message(
        N_(
            "文件带有开票单位和财政部门的电子签名，在这里无法验证。"
            "需要证明真伪时，请到全国财政电子票据查验平台查验。"
        )
    )
    read.report(Check(Channel.SIGNATURE, Outcome.NOT_VERIFIABLE, message=message))
