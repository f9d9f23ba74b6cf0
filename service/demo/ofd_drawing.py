"""Draw documents as OFD: the forms that are drawn as PDF, in the manner of a producer."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, Protocol, cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from importers.invoice import Kind, Line
from service.demo import ofd_sealing, ofd_tagging, older_form
from service.demo.data_form import DIALECTS, draw_xml
from service.demo.drawing import Drawable, faces
from service.demo.face import Face
from service.demo.invoices import InvoiceSpec
from service.demo.ofd_canvas import Field, Item, OfdCanvas, Stroke, Text
from service.demo.ofd_manner import Manner, Tags
from service.demo.ofd_parts import Parts
from service.demo.pen import Pen
from service.demo.style import PLAIN, SONG, Style

_MM = 25.4 / 7200  # millimetres in a hundredth of a point
_MOMENT = (2026, 1, 1, 0, 0, 0)
_BLACK = (0, 0, 0)
_RESOURCES = ("PublicRes", "DocumentRes")
_ENTRIES = {
    "发票代码": "invoice_code",
    "发票号码": "invoice_number",
    "合计税额": "total_tax",
    "合计金额": "total_amount",
    "开票日期": "issue_date",
    "校验码": "check_code",
    "购买方纳税人识别号": "buyer_tax_id",
    "销售方纳税人识别号": "seller_tax_id",
}
_BUREAU = "北京市税务局"
TAX_PLATFORM = Manner()


class Spec(Drawable, Protocol):
    """A document that can be drawn and knows what a perfect reading of it says."""

    def expected(self) -> Mapping[str, Any]:
        """Return that, in the names of `Invoice.to_contract`."""


def draw_ofd(spec: Spec, manner: Manner = TAX_PLATFORM, style: Style = PLAIN) -> bytes:
    """Return the OFD of one document; TypefaceMissing when the machine has no Chinese typeface.

    Tags are written for invoices only, attachments for the kinds that have structured data.
    """
    parts, said, forms = Parts(manner), spec.expected(), faces(spec)
    pages = [_page(parts, form, place, style) for place, form in enumerate(forms)]
    parts.resources()
    more = _tags(parts, spec) + _attachments(parts, said)
    parts.put("Doc_0/Document.xml", "Document", _document(parts, forms[0].size, pages) + more)
    parts.put("OFD.xml", "OFD", _body(parts, said), DocType="OFD", Version="1.1")
    if manner.sealed:
        ofd_sealing.seal(parts, said["seller_name"] or "", _BUREAU)
    return packed(parts.files)


def packed(files: dict[str, bytes]) -> bytes:
    """Return a package of these parts; the same parts give the same bytes."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(zipfile.ZipInfo(path, _MOMENT), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _recorded(form: Face, style: Style) -> Sequence[Item]:
    pdfmetrics.registerFont(UnicodeCIDFont(SONG))
    canvas = OfdCanvas(form.size[1] / 100)
    pen = Pen(cast("Canvas", canvas), form.size[1], style)
    form.paint(pen)
    pen.finish()
    return canvas.items


def _page(parts: Parts, form: Face, place: int, style: Style) -> str:
    """Write a page, and its template where the manner has one; return its entry."""
    number, items = parts.next(), _recorded(form, style)
    template = ""
    if parts.manner.template:
        template = _template(parts, [item for item in items if _is_form(item)], place)
        items = [item for item in items if not _is_form(item)]
    flat = parts.manner.flat and place == 0
    path = "Doc_0/Content_0.xml" if flat else f"Doc_0/Pages/Page_{place}/Content.xml"
    area = parts.tag("Area", parts.tag("PhysicalBox", _box(form.size)))
    parts.put(path, "Page", area + template + parts.layer(items, number))
    return parts.tag("Page", ID=number, BaseLoc=parts.location(path))


def _template(parts: Parts, items: Sequence[Item], place: int) -> str:
    number = parts.next()
    path = f"Doc_0/{parts.manner.templates}/Tpl_{place}/Content.xml"
    parts.put(path, "Page", parts.layer(items, number))
    parts.templates.append(parts.tag("TemplatePage", ID=number, BaseLoc=parts.location(path)))
    return parts.tag("Template", TemplateID=number, ZOrder="Background")


def _is_form(item: Item) -> bool:
    """Tell what is printed on every such form: rules, fields and coloured texts."""
    return isinstance(item, (Stroke, Field)) or (isinstance(item, Text) and item.colour != _BLACK)


def _box(size: tuple[int, int]) -> str:
    return f"0 0 {size[0] * _MM:.2f} {size[1] * _MM:.2f}"


def _document(parts: Parts, size: tuple[int, int], pages: Sequence[str]) -> str:
    common = [
        parts.tag("MaxUnitID", str(parts.last)),
        parts.tag("PageArea", parts.tag("PhysicalBox", _box(size))),
        *(parts.tag(name, parts.location(f"Doc_0/{name}.xml")) for name in _RESOURCES),
        *parts.templates,
    ]
    return parts.tag("CommonData", "".join(common)) + parts.tag("Pages", "".join(pages))


def _lines(spec: InvoiceSpec) -> tuple[Line, ...]:
    return spec.lines if spec.digital else older_form.face_lines(spec)


def _tags(parts: Parts, spec: Spec) -> str:
    if parts.manner.tags is Tags.NONE or not isinstance(spec, InvoiceSpec):
        return ""
    filled = spec.filled()
    parts.files["Doc_0/Tags/CustomTag.xml"] = ofd_tagging.content(parts, filled, _lines(filled))
    location = parts.tag("FileLoc", parts.location("Doc_0/Tags/CustomTag.xml", "Doc_0/Tags"))
    listed = parts.tag("CustomTag", location, TypeID="0")
    parts.put("Doc_0/Tags/CustomTags.xml", "CustomTags", listed)
    return parts.tag("CustomTags", parts.location("Doc_0/Tags/CustomTags.xml"))


def _attachments(parts: Parts, said: Mapping[str, Any]) -> str:
    if not parts.manner.attached or Kind(said["kind"]) not in DIALECTS:
        return ""
    path = "Doc_0/Attachs/original_invoice.xml"
    parts.files[path] = draw_xml(said)
    listed = parts.tag(
        "Attachment",
        parts.tag("FileLoc", parts.location(path, "Doc_0/Attachs")),
        ID=parts.next(), Name="original_invoice", Format="xml", Visible="false",
    )  # fmt: skip
    parts.put("Doc_0/Attachs/Attachments.xml", "Attachments", listed)
    return parts.tag("Attachments", parts.location("Doc_0/Attachs/Attachments.xml"))


def _body(parts: Parts, record: Mapping[str, Any]) -> str:
    said = {name: record[field] for name, field in _ENTRIES.items()}
    data = (parts.tag("CustomData", value, Name=name) for name, value in said.items() if value)
    described = parts.tag("CustomDatas", "".join(data)) if parts.manner.described else ""
    root = "/Doc_0/Document.xml" if parts.manner.absolute else "Doc_0/Document.xml"
    signatures = parts.tag("Signatures", ofd_sealing.LIST) if parts.manner.sealed else ""
    info = parts.tag("DocInfo", parts.tag("DocID", record["invoice_number"] or "0") + described)
    return parts.tag("DocBody", info + parts.tag("DocRoot", root) + signatures)
