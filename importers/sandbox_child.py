"""The process that reads files: limited by the kernel, talked to through its two pipes.

Started by `importers.sandbox`; answers each request with invoices, a page image or a sentence.
"""

import sys
import traceback
from dataclasses import fields
from typing import IO, Any

from importers import page_image, registry
from importers.document import Document, UnreadableDocument
from importers.messages import N_, Message
from importers.sandbox_frames import pack, receive
from importers.sandbox_limits import Limits, allow_cpu, confine, leave_network

_FAILED = Message(N_("读取时出错，文件可能损坏。请重新从开票平台下载 PDF 后再上传。"))


def answer(request: dict[str, Any], content: bytes) -> bytes:
    """Return the packed answer to one request: {"do": "read"|"render", "name", "page", "dpi"}."""
    try:
        document = Document(request["name"], content)
        if request["do"] == "render":
            return pack({}, page_image.png(document, request["page"], request["dpi"]))
        invoices = registry.read(document)
    except UnreadableDocument as unreadable:
        return pack({"unreadable": unreadable.message.to_record()})
    except Exception:  # noqa: BLE001  # readers of broken files raise anything; the parent keeps the trace
        return pack({"unreadable": _FAILED.to_record(), "trace": traceback.format_exc()})
    return pack({"invoices": [invoice.to_record() for invoice in invoices]})


def serve(requests: IO[bytes], answers: IO[bytes], limits: Limits) -> None:
    """Answer requests until their stream ends."""
    while (request := receive(requests)) is not None:
        allow_cpu(limits.cpu_seconds)
        answers.write(answer(*request))
        answers.flush()


def main(arguments: list[str]) -> None:
    """Confine this process to the limits given (in the order of `Limits`), then serve."""
    limits = Limits(
        **{field.name: int(value) for field, value in zip(fields(Limits), arguments, strict=True)}
    )
    registry.warm_up()
    leave_network()
    confine(limits)
    serve(sys.stdin.buffer, sys.stdout.buffer, limits)


if __name__ == "__main__":
    main(sys.argv[1:])
