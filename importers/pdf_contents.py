"""What a PDF holds besides pages: scripts, actions, forms and files inside.

An original from an invoicing platform holds none of the first three. Files inside are usual
(structured data of the invoice) and are named; programs are not.
"""

import ctypes
import re
from collections.abc import Iterable, Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from importers.checks import Channel, Check, Outcome
from importers.messages import N_, Message
from importers.pdf_objects import PdfObject, PdfObjects

_ACTION = re.compile(rb"/S[\s\0]*/(JavaScript|Launch|SubmitForm|ImportData|GoToR|GoToE|URI)\b")
_OPEN = re.compile(rb"/OpenAction[\s\0]*(<<.*|\d{1,8}[\s\0]+\d+[\s\0]+R)", re.DOTALL)
_AUTOMATIC = re.compile(rb"/AA[\s\0]*(<<|\d)")
_MARKS = {b"PK\x05\x06": "ZIP", b"<html": "HTML", b"<script": "HTML", b"MZ": "EXE"}
_MOST_FILES = 50
_LONGEST = 1024  # bytes of a name
_QUOTED = 60
_PROGRAMS = (
    ".exe", ".com", ".bat", ".cmd", ".js", ".jse", ".vbs", ".wsf", ".scr", ".pif", ".lnk", ".msi",
    ".ps1", ".jar", ".dll", ".hta", ".htm", ".html", ".svg", ".sh", ".docm", ".xlsm",
)  # fmt: skip
_SCRIPTS = N_(
    "文件内有脚本或自动执行的动作（{actions}），系统没有运行。开票平台的原件不含这些内容，请重新从"
    "开票平台下载，不要打开此文件。"
)
_FORM = N_(
    "文件内有动态表单（XFA），显示的内容可以随打开的软件而变。"
    "请重新从开票平台下载 PDF 或 OFD 原件。"
)
_PROGRAM = N_(
    "文件内嵌有程序或网页“{name}”（{size} 字节），系统没有打开。"
    "请重新从开票平台下载，不要打开此文件。"
)
_FOREIGN = N_(
    "文件里除了 PDF 还混有其他格式的内容（{kind}，{size} 字节），不同软件打开会看到不同内容。"
    "请重新从开票平台下载原件。"
)
_ATTACHED = N_("文件内嵌有“{name}”（{size} 字节）。")


def checks(pdf: pypdfium2.PdfDocument, content: bytes, objects: PdfObjects) -> Iterator[Check]:
    """Yield what there is besides pages and annotations."""
    for part in (content[: content.find(b"%PDF-")], content[content.rfind(b"%%EOF") + 5 :]):
        yield from _foreign(part)
    actions = sorted(set(_actions(pdf, objects)))
    if actions:
        message = Message(_SCRIPTS, {"actions": "、".join(actions)})
        yield Check(Channel.CONTENTS, Outcome.DIFFERS, message=message)
    if any(re.search(rb"/XFA[\s\0]*[\[(<\d]", item.head) for item in objects.all):
        yield Check(Channel.CONTENTS, Outcome.DIFFERS, message=Message(_FORM))
    yield from _attached(pdf)


def _foreign(part: bytes) -> Iterator[Check]:
    """Name what stands before or after the PDF, where it is a file of another type."""
    start = part.lower()
    for mark, kind in _MARKS.items():
        if mark.lower() in start if kind != "EXE" else part.lstrip().startswith(mark):
            values = {"kind": kind, "size": str(len(part))}
            yield Check(Channel.CONTENTS, Outcome.DIFFERS, message=Message(_FOREIGN, values))
            return


def _actions(pdf: pypdfium2.PdfDocument, objects: PdfObjects) -> Iterator[str]:
    """Yield the kinds of actions that somebody who only opens the file may set off."""
    if pdfium.FPDFDoc_GetJavaScriptActionCount(pdf) > 0:
        yield "JavaScript"
    for item in objects.all:
        if b"/S" in item.head:
            yield from _kinds(item.head, spared="URI")  # of a link: people see what they click
        if b"/OpenAction" in item.head or b"/AA" in item.head:
            for holder in _automatic(item, objects):
                yield from _kinds(holder, spared="")


def _kinds(text: bytes, spared: str) -> Iterator[str]:
    for kind in _ACTION.findall(text):
        if kind.decode() != spared:
            yield kind.decode()


def _automatic(item: PdfObject, objects: PdfObjects) -> Iterable[bytes]:
    """Return what runs by itself: on opening the file, a page or a field."""
    opened = _OPEN.search(item.head)
    if opened and opened[1].startswith(b"<<"):
        return [opened[1]]
    if opened:
        return [version.head for version in objects.versions(item.reference("OpenAction"))]
    found = _AUTOMATIC.search(item.head)
    return [item.head[found.start() :]] if found else []


# ── files inside ──


def _attached(pdf: pypdfium2.PdfDocument) -> Iterator[Check]:
    for index in range(min(pdfium.FPDFDoc_GetAttachmentCount(pdf), _MOST_FILES)):
        attachment = pdfium.FPDFDoc_GetAttachment(pdf, index)
        if attachment:
            yield _file(_name(attachment), *_start(attachment))


def _file(name: str, start: bytes, size: int) -> Check:
    harmful = name.lower().endswith(_PROGRAMS) or start.startswith((b"MZ", b"\x7fELF", b"X5O!P%"))
    message = Message(
        _PROGRAM if harmful else _ATTACHED, {"name": name[:_QUOTED], "size": str(size)}
    )
    outcome = Outcome.DIFFERS if harmful else Outcome.NOT_VERIFIABLE
    return Check(Channel.CONTENTS, outcome, message=message)


def _name(attachment: pdfium.FPDF_ATTACHMENT) -> str:
    buffer = (ctypes.c_ushort * _LONGEST)()
    size = pdfium.FPDFAttachment_GetName(attachment, buffer, ctypes.sizeof(buffer))
    return bytes(buffer)[: max(min(size, ctypes.sizeof(buffer)) - 2, 0)].decode(
        "utf-16-le", "replace"
    )


def _start(attachment: pdfium.FPDF_ATTACHMENT) -> tuple[bytes, int]:
    """Return the first bytes of a file inside, and how many it has."""
    size = ctypes.c_ulong()
    pdfium.FPDFAttachment_GetFile(attachment, None, 0, size)
    if not 0 < size.value <= 8 << 20:  # 8 MiB are no invoice's data
        return b"", size.value
    buffer = ctypes.create_string_buffer(size.value)
    pdfium.FPDFAttachment_GetFile(attachment, buffer, size.value, size)
    return buffer.raw[:16], size.value
