"""Electronic signatures of a PDF: are they intact, whose are they, what do they cover.

pdfium finds them, pyHanko and cryptography judge them, without any network. The roots of the
Chinese authorities that issue seals are not known here, so no signature is ever called valid:
an intact one says that the file was not changed after somebody signed it.
"""

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from importers import pdf_revisions, uscc
from importers.checks import Channel, Check, Outcome
from importers.comparison import plain
from importers.draft import Draft
from importers.messages import N_, Message
from importers.pdf_objects import PdfObjects
from importers.pdf_revisions import EVERYTHING

_MOST = 20
_LARGEST = 1 << 20  # bytes of one signature
_BOUNDS = 4  # numbers of a /ByteRange: start and length, twice
_OLD_TAX_ID_LENGTHS = frozenset({15, 20})
_BYTE_RANGE = b"/ByteRange"
_BLANKS, _LINE_END = b" \t\r\n\f\0", 2

_NONE = N_(
    "文件没有电子签名，不能由此判断真伪（数电发票的 PDF 本来就没有签名）。需要时到官方平台查验："
    "发票在国家税务总局全国增值税发票查验平台，财政票据在全国财政电子票据查验平台。"
)
_BROKEN = N_(
    "电子签名已失效：文件在签名之后被改动过，内容不可信。请到国家税务总局全国增值税发票查验平台"
    "查验，并向开票方索取原件。"
)
_PARTIAL = N_(
    "电子签名没有覆盖整个文件，签名以外的内容可能被改动过。请到国家税务总局全国增值税发票查验平台"
    "查验，并向开票方索取原件。"
)
_LATER = N_(
    "文件在电子签名之后又保存过（追加了 {size} 字节），追加的部分没有签名。"
    "请重新从开票平台下载原件。"
)
_RESAVED = N_("文件在电子签名之后又保存过（追加了 {size} 字节），页面上的文字和图像与签名时相同。")
_INTACT = N_(
    "电子签名完好：“{signer}”签名的内容没有改动。签名证书的根证书不在本机，签名人的身份无法在此核实；"
    "需要时请到国家税务总局全国增值税发票查验平台查验。"
)
_UNKNOWN = N_(
    "文件有电子签名（格式 {form}），此处无法核验（例如国密 SM2 电子印章）。需要时请到国家税务总局"
    "全国增值税发票查验平台查验，或用开票平台提供的阅读器查看。"
)
_OTHER_SIGNER = N_(
    "电子签名的签名人是“{signer}”（{signer_id}），票面的销售方是“{seller}”（{seller_id}），两者不是"
    "同一单位。请到国家税务总局全国增值税发票查验平台查验。"
)
_PLATFORM = N_("电子签名的签名人是“{signer}”，不是销售方“{seller}”，可能是代为签名的开票平台。")
_PERIOD = N_("签名证书的有效期是 {start} 至 {end}，开票日期 {issued} 不在其中。")


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature as it stands in the file: format, signature bytes and the signed parts."""

    form: str
    contents: bytes
    byte_range: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed, by the certificate: all names in its subject, and its period."""

    names: tuple[str, ...]
    start: date
    end: date

    @property
    def name(self) -> str:
        """The name by which people know the signer."""
        return max(self.names, key=_chinese, default="")

    @property
    def tax_ids(self) -> tuple[str, ...]:
        """The 纳税人识别号 among the names."""
        return tuple(name for name in map(str.strip, self.names) if _is_tax_id(name))


def _chinese(text: str) -> int:
    return sum("\u4e00" <= character <= "\u9fff" for character in text)


def _is_tax_id(text: str) -> bool:
    old = len(text) in _OLD_TAX_ID_LENGTHS and text.isascii() and text.isdigit()
    return old or uscc.has_valid_check(text)


def checks(
    pdf: pypdfium2.PdfDocument, content: bytes, objects: PdfObjects, drafts: Iterable[Draft]
) -> Iterator[Check]:
    """Yield what the signatures of a file say; what concerns a seller is told to its draft."""
    signatures = tuple(_found(pdf))
    if not signatures:
        unknown = Message(_UNKNOWN, {"form": "?"}) if _BYTE_RANGE in content else Message(_NONE)
        yield Check(Channel.SIGNATURE, Outcome.NOT_VERIFIABLE, message=unknown)
        return
    ends = []
    for signature in signatures:
        check, signer = _judged(signature, content, objects)
        yield check
        if signer is not None:
            ends.append(sum(signature.byte_range[2:]))
            for draft in drafts:
                _compare(draft, signer)
    if ends and max(ends) < len(content.rstrip(_BLANKS)):
        yield _appended(pdf, content, max(ends))


def _appended(pdf: pypdfium2.PdfDocument, content: bytes, end: int) -> Check:
    """Judge what was saved after the last signature: honest viewers append without changing."""
    values = {"size": str(len(content) - end)}
    if pdf_revisions.shows_the_same(pdf, content, end):
        message = Message(_RESAVED, values)
        return Check(Channel.SIGNATURE, Outcome.NOT_VERIFIABLE, message=message)
    return Check(Channel.SIGNATURE, Outcome.DIFFERS, message=Message(_LATER, values))


def _found(pdf: pypdfium2.PdfDocument) -> Iterator[Signature]:
    for index in range(min(pdfium.FPDF_GetSignatureCount(pdf), _MOST)):
        item = pdfium.FPDF_GetSignatureObject(pdf, index)
        numbers = (ctypes.c_int * _BOUNDS)()
        count = pdfium.FPDFSignatureObj_GetByteRange(item, numbers, _BOUNDS)
        size = min(pdfium.FPDFSignatureObj_GetContents(item, None, 0), _LARGEST)
        contents = ctypes.create_string_buffer(max(size, 1))
        pdfium.FPDFSignatureObj_GetContents(item, contents, size)
        form = ctypes.create_string_buffer(64)
        pdfium.FPDFSignatureObj_GetSubFilter(item, form, len(form))
        bounds = tuple(numbers) if count == _BOUNDS else ()
        yield Signature(form.value.decode("latin-1"), contents.raw[:size], bounds)


# ── one signature ──


def _judged(
    signature: Signature, content: bytes, objects: PdfObjects
) -> tuple[Check, Signer | None]:
    if not _lies_within(signature, content):
        return Check(Channel.SIGNATURE, Outcome.DIFFERS, EVERYTHING, Message(_PARTIAL)), None
    try:
        from importers import pdf_signature_crypto  # noqa: PLC0415  # costs 0.3 s, few files need it

        intact, certificate = pdf_signature_crypto.verify(signature, content, objects)
        signer = _signer(certificate)
    except Exception:  # noqa: BLE001  # crafted and foreign (SM2) signatures raise anything
        message = Message(_UNKNOWN, {"form": signature.form or "?"})
        return Check(Channel.SIGNATURE, Outcome.NOT_VERIFIABLE, message=message), None
    if not intact or not _covers(signature, content):
        reason = Message(_PARTIAL if intact else _BROKEN)
        return Check(Channel.SIGNATURE, Outcome.DIFFERS, EVERYTHING, reason), None
    message = Message(_INTACT, {"signer": signer.name})
    return Check(Channel.SIGNATURE, Outcome.NOT_VERIFIABLE, message=message), signer


def _lies_within(signature: Signature, content: bytes) -> bool:
    """Whether the signed parts are parts of the file, one after the other."""
    if not signature.byte_range:
        return False
    start, length, second, rest = signature.byte_range
    return 0 <= start < start + length <= second <= second + rest <= len(content)


def _covers(signature: Signature, content: bytes) -> bool:
    """Whether all is signed up to the end of a revision, but for the signature itself."""
    start, length, second, rest = signature.byte_range
    gap = content[length:second].strip(_BLANKS).removeprefix(b"<").removesuffix(b">")
    digits = gap.translate(None, _BLANKS) if len(gap) <= 4 * _LARGEST else b""
    alone = start == 0 and digits.lower() == signature.contents.hex().encode()
    return alone and _ends_revision(content, second + rest)


def _ends_revision(content: bytes, end: int) -> bool:
    return not content[end:].strip(_BLANKS) or any(
        abs(place - end) <= _LINE_END for place in pdf_revisions.ends(content)
    )


def _signer(certificate: Any) -> Signer:  # noqa: ANN401  # asn1crypto has no types
    names: list[str] = []
    for part in certificate.subject.native.values():
        names.extend(map(str, part if isinstance(part, list) else [part]))
    period = certificate["tbs_certificate"]["validity"].native
    return Signer(tuple(names), period["not_before"].date(), period["not_after"].date())


# ── the signer and the seller ──


def _compare(draft: Draft, signer: Signer) -> None:
    seller, seller_id = (draft.values.get(name, "") for name in ("seller_name", "seller_tax_id"))
    values = {
        "signer": signer.name,
        "signer_id": "、".join(signer.tax_ids),
        "seller": seller,
        "seller_id": seller_id,
    }
    same = seller_id in signer.names or plain(seller) in map(plain, signer.names)
    if not same and seller and seller_id and signer.tax_ids:
        finding = Message(_OTHER_SIGNER, values)
        draft.doubt(finding, "seller_name", "seller_tax_id", by=Channel.SIGNATURE)
    elif not same and seller:
        _tell(draft, Message(_PLATFORM, values))
    issued = draft.issue_date
    if issued is not None and not signer.start <= issued <= signer.end:
        days = {"start": signer.start, "end": signer.end, "issued": issued}
        _tell(draft, Message(_PERIOD, {key: day.isoformat() for key, day in days.items()}))


def _tell(draft: Draft, message: Message) -> None:
    draft.report(Check(Channel.SIGNATURE, Outcome.NOT_VERIFIABLE, message=message))
