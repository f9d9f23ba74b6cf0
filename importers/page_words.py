"""The words of one page of any file with their places, as they lie on the page of the file."""

from collections.abc import Sequence
from itertools import islice

from importers import ocr, ofd_package, ofd_page, pdf_file, pdf_page, pdf_scans, scan_picture
from importers.document import Document, FileType, UnreadableDocument
from importers.invoice import Box
from importers.messages import N_, Message
from importers.page import Page
from importers.page_text import Word, words
from importers.scan_page import ScanPage, blank


def of(document: Document, number: int) -> tuple[Word, ...]:
    """Return the words of page `number` (from 1); UnreadableDocument when there is no such page."""
    if document.file_type is FileType.PDF:
        with pdf_file.opened(document) as pdf:
            chosen = pdf_page.pages(pdf, document.content)[max(number - 1, 0) : number]
            return _words(pdf_scans.resolved(chosen))
    if document.file_type is FileType.OFD:
        documents = list(ofd_package.opened(document.content).documents())
        return _words(ofd_page.pages(documents)[max(number - 1, 0) : number])
    if document.file_type is FileType.IMAGE:
        images = list(islice(scan_picture.opened(document), max(number - 1, 0), number))
        ocr.require()
        return _words([ScanPage(image, number, blank(*image.size)) for image in images])
    raise UnreadableDocument(Message(N_("这种文件没有页面，无法显示各处的文字。请下载原件查看。")))


def _words(pages: Sequence[Page]) -> tuple[Word, ...]:
    if not pages:
        raise UnreadableDocument(Message(N_("文件没有这一页。请返回第一页。")))
    (page,) = pages
    found = words(page.text())
    if not isinstance(page, ScanPage):
        return found
    return tuple(_original(page, word) for word in found)


def _original(page: ScanPage, word: Word) -> Word:
    box = page.original(Box(page.number, word.left, word.top, word.right, word.bottom))
    return Word(word.text, box.left, box.top, box.right, box.bottom)
