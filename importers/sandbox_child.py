"""The process that reads files: limited by the kernel, talked to through its two pipes.

Started by `importers.sandbox`; answers each request with invoices, a page image or a sentence.
"""

import sys
import traceback
from collections.abc import Callable
from dataclasses import fields
from typing import IO, Any

from importers import (
    archive,
    bank_layout,
    bank_statement,
    bank_table,
    ocr,
    page_image,
    page_strips,
    page_words,
    plain_table,
    registry,
    sandbox_frames,
    sandbox_landlock,
)
from importers.bank_layout import BankLayout
from importers.document import Document, UnreadableDocument
from importers.invoice import Box
from importers.messages import N_, Message
from importers.sandbox_frames import pack, receive
from importers.sandbox_limits import Limits, allow_cpu, confine, leave_network

_FAILED = Message(N_("读取时出错，文件可能损坏。请重新从开票平台下载 PDF 后再上传。"))


def answer(request: dict[str, Any], content: bytes) -> bytes:
    """Return the packed answer to one request: {"do": …, "name", "page", "dpi"}."""
    try:
        return _DEEDS[request["do"]](request, Document(request["name"], content))
    except UnreadableDocument as unreadable:
        return pack({"unreadable": unreadable.message.to_record()})
    except ocr.Needed:
        return pack({"needs": "recognition"})
    except Exception:  # noqa: BLE001  # readers of broken files raise anything; the parent keeps the trace
        return pack({"unreadable": _FAILED.to_record(), "trace": traceback.format_exc()})


def _read(_request: dict[str, Any], document: Document) -> bytes:
    return pack({"invoices": [invoice.to_record() for invoice in registry.read(document)]})


def _render(request: dict[str, Any], document: Document) -> bytes:
    return pack({}, page_image.png(document, request["page"], request["dpi"]))


def _words(request: dict[str, Any], document: Document) -> bytes:
    return pack({"words": page_words.of(document, request["page"])})


def _unpack(_request: dict[str, Any], document: Document) -> bytes:
    heads, body = sandbox_frames.joined(archive.entries(document.content))
    return pack({"members": heads}, body)


def _bank(request: dict[str, Any], document: Document) -> bytes:
    layouts = [BankLayout.from_record(record) for record in request["layouts"]]
    return pack({"statement": bank_statement.read(document, layouts).to_record()})


def _bank_head(_request: dict[str, Any], document: Document) -> bytes:
    return pack({"rows": bank_layout.head(bank_table.rows(document))})


def _table(_request: dict[str, Any], document: Document) -> bytes:
    return pack({"rows": plain_table.rows(document)})


def _strips(request: dict[str, Any], document: Document) -> bytes:
    boxes = [Box(*box) for box in request["boxes"]]
    strips = page_strips.cut(document, boxes, request["dpi"])
    sizes = [(width, height) for width, height, _ in strips]
    return pack({"sizes": sizes}, b"".join(grey for _, _, grey in strips))


def _look(request: dict[str, Any], document: Document) -> bytes:
    """Read strips that another process cut from a page; `document` holds their grey levels."""
    return pack({"seen": ocr.looks(request["sizes"], document.content, request["squeeze"])})


_DEEDS: dict[str, Callable[[dict[str, Any], Document], bytes]] = {
    "read": _read,
    "render": _render,
    "words": _words,
    "unpack": _unpack,
    "bank": _bank,
    "bank_head": _bank_head,
    "table": _table,
    "strips": _strips,
    "look": _look,
}


def serve(requests: IO[bytes], answers: IO[bytes], limits: Limits) -> None:
    """Answer requests until their stream ends."""
    while (request := receive(requests)) is not None:
        allow_cpu(limits.cpu_seconds)
        answers.write(answer(*request))
        answers.flush()


def main(trade: str, arguments: list[str]) -> None:
    """Confine this process to the limits given (in the order of `Limits`), then serve.

    `trade` is "read", or "recognise" for the process that may load the networks.
    """
    limits = Limits(
        **{field.name: int(value) for field, value in zip(fields(Limits), arguments, strict=True)}
    )
    registry.warm_up()
    if trade == "recognise":
        ocr.warm_up()
    else:
        ocr.forbid()
    leave_network()
    sandbox_landlock.restrict()
    confine(limits)
    serve(sys.stdin.buffer, sys.stdout.buffer, limits)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
