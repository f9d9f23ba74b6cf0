"""数电发票 as XML: root EInvoice, header tag SWEI and a province, versions 0.2 to 0.37.

Learned from official and public examples. Order varies, optional elements are absent, labels may
be empty, so that 专用 or 普通 is not always said; the line totals have names like the invoice's.
"""

from importers.checks import Channel, Check, Outcome
from importers.data_values import amount, day
from importers.draft import Draft
from importers.invoice import Kind, Line, Source
from importers.messages import N_, Message
from importers.special_business import read_sections, read_toll_columns
from importers.special_element import ELEMENTS
from importers.xml_tree import Node

_PARTS = ("SellerInformation", "BuyerInformation", "BasicInformation", "IssuItemInformation")
_PLACES = {
    "buyer_name": ("BuyerInformation", "BuyerName"),
    "buyer_tax_id": ("BuyerInformation", "BuyerIdNum"),
    "seller_name": ("SellerInformation", "SellerName"),
    "seller_tax_id": ("SellerInformation", "SellerIdNum"),
    "total_in_words": ("BasicInformation", "TotalTax-includedAmountInChinese"),
}
_AMOUNTS = {
    "total_amount": ("BasicInformation", "TotalAmWithoutTax"),
    "total_tax": ("BasicInformation", "TotalTaxAm"),
    "total_with_tax": ("BasicInformation", "TotalTax-includedAmount"),
}
_SPECIAL, _ORDINARY = ("01", "1"), ("02", "2")
_TITLES = (
    ("专用", Kind.E_SPECIAL),
    ("普通", Kind.E_ORDINARY),
    ("铁路", Kind.RAIL),
    ("航空", Kind.AIR),
    ("机动车", Kind.MOTOR_VEHICLE),
    ("二手车", Kind.MOTOR_VEHICLE),
)
_RED = "N"


def recognises(root: Node) -> bool:
    """Tell it from the fiscal receipts, whose root has the same name, by what it holds."""
    data = root.child("EInvoiceData")
    return data is not None and any(data.child(part) is not None for part in _PARTS)


def draft(root: Node, source: Source) -> Draft:
    """Return what such a file says."""
    data = root.child("EInvoiceData")
    assert data is not None, "recognised by it"
    read = Draft(Kind.E_ORDINARY, source)
    for name, path in _PLACES.items():
        read.put(name, data.text(*path))
    for name, path in _AMOUNTS.items():
        read.put(name, amount(data.text(*path)))
    _put_remarks(read, data)
    read.items = tuple(
        line for each in data.children("IssuItemInformation") if (line := _line(each))
    )
    _put_number(read, root)
    _put_date(read, root, data)
    _put_kind(read, root)
    special = data.child("SpecificInformation")
    if special is not None:
        read_sections(special, read)
    _put_label(read, root)
    _put_red(read, root)
    _settle_toll(read)
    if read.items:
        read.note("items", None)
    _report_signature(read, root)
    return read


def _line(item: Node) -> Line | None:
    line = Line(
        name=item.text("ItemName"),
        spec=item.text("SpecMod"),
        unit=item.text("MeaUnits"),
        quantity=amount(item.text("Quantity")),
        unit_price=amount(item.text("UnPrice")),
        amount=amount(item.text("Amount")),
        tax_rate=item.text("TaxRate"),
        tax=amount(item.text("ComTaxAm")),
        code=item.text("TaxClassificationCode"),
    )
    return line if line != Line() else None


def _put_remarks(read: Draft, data: Node) -> None:
    """Join the remarks: one element as a rule, several when a system splits them."""
    found = [each.text("Remark") for each in data.children("AdditionalInformation")]
    read.put("remarks", "\n".join(text for text in found if text))


def _put_number(read: Draft, root: Node) -> None:
    """Take the tax bureau's number; another one in the header makes it doubtful."""
    given = root.text("TaxSupervisionInfo", "InvoiceNumber")
    header = root.text("Header", "EIid")
    read.put("invoice_number", given or header)
    if given and header and given != header:
        finding = Message(
            N_("文件内有两个不同的发票号码：{one} 和 {other}，请核对原件。"),
            {"one": given, "other": header},
        )
        read.doubt(finding, "invoice_number", by=Channel.DATA)


def _put_date(read: Draft, root: Node, data: Node) -> None:
    read.issue_date = day(root.text("TaxSupervisionInfo", "IssueTime"))
    if read.issue_date is None:
        read.issue_date = day(data.text("BasicInformation", "RequestTime"))
        if read.issue_date is not None:
            finding = Message(N_("文件没有写明开票日期，取自申请开票的时间，请核对原件。"))
            read.doubt(finding, "issue_date")
    if read.issue_date is not None:
        read.note("issue_date", None)


def _labels(root: Node, name: str) -> tuple[str, str]:
    """Return code and name of an inherent label, empty where the file leaves them blank."""
    label = root.at("Header", "InherentLabel", name)
    if label is None:
        return "", ""
    return label.text("LabelCode") or "", label.text("LabelName") or label.text() or ""


def _put_kind(read: Draft, root: Node) -> None:
    """专用 or 普通 by code and name of the label, which may be blank or contradict each other."""
    code, name = _labels(root, "GeneralOrSpecialVAT")
    title = name + _labels(root, "EInvoiceType")[1]
    stated = {kind for word, kind in _TITLES if word in title}
    stated |= {Kind.E_SPECIAL} if code in _SPECIAL else set()
    stated |= {Kind.E_ORDINARY} if code in _ORDINARY else set()
    if len(stated) == 1:
        read.kind = stated.pop()
        read.note("kind", None)
        return
    read.doubt(Message(N_("文件没有写清是专用发票还是普通发票，请对照票面确认票据种类。")), "kind")


def _put_label(read: Draft, root: Node) -> None:
    """Take the kind of business from the free labels of the header where they name one."""
    labels = root.at("Header", "UndefinedLabel")
    for label in labels.children("Label") if labels else ():
        name = label.text("LabelName")
        if name in ELEMENTS and "element" not in read.particulars:
            read.put("element", name)


def _put_red(read: Draft, root: Node) -> None:
    """Hold the label of a red-letter invoice against its total, which must be negative."""
    red = _labels(root, "InIssuType")[0].upper() == _RED
    if red and not read.values.get("total_with_tax", "").startswith("-"):
        finding = Message(N_("文件标明是红字发票，但价税合计不是负数，请核对原件。"))
        read.doubt(finding, "is_red", "total_with_tax", by=Channel.DATA)


def _settle_toll(read: Draft) -> None:
    names = [line.name or "" for line in read.items]
    passage = bool(names) and all(name.endswith("*通行费") for name in names)
    if read.kind is Kind.E_ORDINARY and (passage or "plate" in read.particulars):
        toll = read.particulars.get("element") == "通行费"
        read.kind = Kind.E_ORDINARY_TOLL if passage or toll else read.kind
    if passage:
        read_toll_columns(read)


def _report_signature(read: Draft, root: Node) -> None:
    """Say that there is a signature and that SM2 cannot be verified here; never that it is good."""
    signature = root.child("TaxBureauSignature")
    if signature is None:
        return
    if signature.text("SignatureValue"):
        message = Message(
            N_(
                "文件带有税务机关的电子签名（国密 SM2 算法），在这里无法验证。"
                "需要证明真伪时，请到国家税务总局全国增值税发票查验平台查验。"
            )
        )
    else:
        message = Message(
            N_(
                "文件留有税务机关电子签名的位置，但其中没有签名值，无法验证。"
                "请到国家税务总局全国增值税发票查验平台查验。"
            )
        )
    read.report(Check(Channel.SIGNATURE, Outcome.NOT_VERIFIABLE, message=message))
