"""Custom tags of a drawn OFD package: which text objects bear which value."""

from collections.abc import Iterator, Mapping, Sequence

from importers.invoice import Line
from service.demo.invoices import InvoiceSpec
from service.demo.ofd_manner import Tags
from service.demo.ofd_parts import Parts

_COLUMNS = {
    "Item": "name", "Specification": "spec", "MeasurementDimension": "unit",
    "Quantity": "quantity", "Price": "unit_price", "Amount": "amount", "TaxScheme": "tax_rate",
    "TaxAmount": "tax",
}  # fmt: skip
_PARTIES = {"Buyer": ("BuyerName", "BuyerTaxID"), "Seller": ("SellerName", "SellerTaxID")}
_MONEY = "¥￥"

Reference = tuple[int, int]  # page, object


def fields(spec: InvoiceSpec) -> Mapping[str, str]:
    """Return the values of a filled spec by the names of tags."""
    check = spec.check_code or ""
    named = {
        "InvoiceCode": spec.code,
        "InvoiceNo": spec.number,
        "InvoiceCheckCode": " ".join(check[part : part + 5] for part in range(0, len(check), 5)),
        "IssueDate": f"{spec.issued_on:%Y年%m月%d日}",
        "BuyerName": spec.buyer.name,
        "BuyerTaxID": spec.buyer.tax_id,
        "SellerName": spec.seller.name,
        "SellerTaxID": spec.seller.tax_id,
        "TaxExclusiveTotalAmount": spec.total_amount,
        "TaxTotalAmount": spec.total_tax,
        "TaxInclusiveTotalAmount": spec.total_with_tax,
        "Note": spec.remarks.replace("\n", ""),
    }
    return {name: value for name, value in named.items() if value}


def content(parts: Parts, spec: InvoiceSpec, lines: Sequence[Line]) -> bytes:
    """Return the tags of a filled spec, whose `lines` stand on its pages."""
    malformed = parts.manner.tags is Tags.MALFORMED
    known = {
        name: "".join(_references(parts, found))
        for name, value in fields(spec).items()
        if (found := _find(parts, value, money="Amount" in name))
    }
    grouped = parts.manner.tags is not Tags.DIGITAL
    inner = "".join(_all(known)) + "".join(_lines(parts, lines, grouped=grouped))
    if malformed:
        return f'<?xml version="1.0"?>\n<:eInvoice xmlns:="">{inner}</:eInvoice>'.encode()
    root = "eInvoice" if grouped else "root"
    prefix = parts.manner.prefix
    key = f"xmlns:{prefix}" if prefix else "xmlns"
    return f'<{root} {key}="http://www.ofdspec.org/2016">{inner}</{root}>'.encode()


def _all(known: Mapping[str, str]) -> Iterator[str]:
    """Yield the fields, those of the parties inside an element of each."""
    inside = {name for names in _PARTIES.values() for name in names}
    for name, references in known.items():
        if name not in inside:
            yield f"<{name}>{references}</{name}>"
    for party, names in _PARTIES.items():
        held = "".join(f"<{name}>{known[name]}</{name}>" for name in names if name in known)
        yield f"<{party}>{held}</{party}>"


def _lines(parts: Parts, lines: Sequence[Line], *, grouped: bool) -> Iterator[str]:
    start = 0
    for line in lines:
        cells = []
        for tag, column in _COLUMNS.items():
            value = getattr(line, column)
            found = _find(parts, value, start) if value else []
            if tag == "Item" and found:
                start = next(i for i, one in enumerate(parts.texts) if one[:2] == found[0])
            if found:
                cells.append(f"<{tag}>{''.join(_references(parts, found))}</{tag}>")
        yield f"<GoodsInfo>{''.join(cells)}</GoodsInfo>" if grouped else "".join(cells)


def _find(parts: Parts, value: str, start: int = 0, *, money: bool = False) -> list[Reference]:
    """Return the first texts, one after another, that together say a value."""
    wanted = "".join(value.split())
    for place in range(start, len(parts.texts)):
        said, found = "", list[Reference]()
        for page, number, text in parts.texts[place:]:
            plain = "".join(text.split())
            if not wanted.startswith(said + plain.lstrip(_MONEY if money else "")):
                break
            said += plain.lstrip(_MONEY if money else "")
            found.append((page, number))
            if said == wanted:
                return found
    return []


def _references(parts: Parts, found: list[Reference]) -> Iterator[str]:
    if parts.manner.tags is Tags.MALFORMED:
        for page, number in found:
            yield f'<ofd:ObjectRef PageRef="{page}">{number}</ofd:ObjectRef>'
        return
    for page, number in found:
        yield parts.tag("ObjectRef", str(number), PageRef=page)
