"""All that a person can be shown: links are followed, files are opened, and their texts given."""

import html
import io
import re
import zipfile
from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

import pypdfium2
from werkzeug.test import TestResponse

from tests.service.browsing import Client

LINK = re.compile(r'(?:href|src)="(/[^"#]*)')
IDENTITY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+")
EXAMPLES = 1  # of each kind of page, found under each filter
PASSED_BY = ("/static/", "/logout", "/language")


def shown(client: Client, *starts: str) -> Iterator[tuple[str, str]]:
    """Give each address that can be reached from the starts by links, and what stands there."""
    waiting, seen = deque(starts), dict.fromkeys(starts, 1)
    while waiting:
        address = waiting.popleft()
        answer = client.get(address)
        if answer.status_code in {301, 302, 303}:
            links = [urlsplit(answer.location).path]
        else:
            yield address, text_of(answer)
            links = _links(answer)
        for link in links:
            kind = IDENTITY.sub("·", link)
            if link in seen or seen.get(kind, 0) >= EXAMPLES or link.startswith(PASSED_BY):
                continue
            seen[link], seen[kind] = 1, seen.get(kind, 0) + 1
            waiting.append(link)


def _links(answer: TestResponse) -> list[str]:
    if answer.mimetype != "text/html":
        return []
    return [html.unescape(link) for link in LINK.findall(answer.text)]


def text_of(answer: TestResponse) -> str:
    """Give what an answer says, whatever it is: a page, a workbook, a package, a PDF."""
    data = answer.get_data()
    if data.startswith(b"%PDF"):
        return _of_pdf(data)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return "\n".join(_of_member(packed.read(name)) for name in packed.namelist())
    return html.unescape(data.decode("utf-8", "replace"))


def _of_member(data: bytes) -> str:
    return _of_pdf(data) if data.startswith(b"%PDF") else data.decode("utf-8", "replace")


def _of_pdf(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
