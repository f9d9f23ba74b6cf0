"""An OFD package: its documents, their pages, templates, resources and attachments, by reference.

After GB/T 33190-2016. A reference is relative to the part that holds it, absolute from the root
of the package with a leading slash. Producers err here: a reference that leads nowhere is tried
again from the folder of the document and from the root, and letters may differ in case.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from importers import ofd_xml, packed
from importers.document import MAX_PAGES, UnreadableDocument
from importers.messages import N_, Message
from importers.ofd_xml import Element, attribute, child, children, text
from importers.packed import Packed

ROOT = "OFD.xml"
MAX_DOCUMENTS = 20
_NO_PAGES = N_("OFD 文件缺少页面内容，无法读取。请重新从开票平台下载后再上传。")


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page: the id others refer to, its path, its content."""

    id: str
    path: str
    content: Element


@dataclass(frozen=True, slots=True)
class OfdDocument:
    """One document of a package (there is nearly always one); `body` is its entry in OFD.xml."""

    package: "Package"
    path: str
    root: Element
    body: Element

    def find(self, location: str, near: str = "") -> str | None:
        """Return the path of the part a reference leads to; `near` is the part that holds it."""
        return self.package.find(location, near or self.path, self.path)

    def pages(self) -> Iterator[PageEntry]:
        """Yield the pages in order."""
        for page in children(child(self.root, "Pages"), "Page"):
            path = self.find(attribute(page, "BaseLoc") or "")
            if path is None:
                raise UnreadableDocument(Message(_NO_PAGES))
            yield PageEntry(attribute(page, "ID") or "", path, self.package.xml(path))

    def template(self, identifier: str) -> tuple[str, Element] | None:
        """Return path and content of a template page."""
        for page in children(child(self.root, "CommonData"), "TemplatePage"):
            if attribute(page, "ID") == identifier:
                path = self.find(attribute(page, "BaseLoc") or "")
                found = self.package.optional(path)
                return (path, found) if path and found is not None else None
        return None

    def resources(self) -> Iterator[tuple[str, Element]]:
        """Yield the resource parts: folder that their files are relative to, and content."""
        common = child(self.root, "CommonData")
        for one in children(common, "PublicRes", "DocumentRes"):
            path = self.find(text(one))
            content = self.package.optional(path)
            if path and content is not None:
                yield posixpath.join(path, "..", attribute(content, "BaseLoc") or "", "x"), content

    def listed(self, name: str) -> tuple[str, Element] | None:
        """Return path and content of the part that the element `name` of the document names."""
        path = self.find(text(child(self.root, name)))
        content = self.package.optional(path)
        return (path, content) if path and content is not None else None

    def attachments(self) -> Iterator[tuple[str, str]]:
        """Yield name and path of every attachment."""
        listed = self.listed("Attachments")
        for one in children(listed[1] if listed else None, "Attachment"):
            path = self.find(text(child(one, "FileLoc")), listed[0] if listed else "")
            if path is not None:
                yield attribute(one, "Name") or "", path


@dataclass(frozen=True, slots=True)
class Package:
    """An opened package."""

    parts: Packed
    root: Element

    def find(self, location: str, *holders: str) -> str | None:
        """Return the path of a part by reference from the parts that may hold the reference."""
        location = location.strip().replace("\\", "/")
        if not location:
            return None
        if location.startswith("/"):
            holders = ("", *holders)
        for holder in (*holders, ""):
            joined = posixpath.join(posixpath.dirname(holder), location.lstrip("/"))
            path = posixpath.normpath(joined)
            if path in self.parts:
                return path
        return None

    def read(self, path: str) -> bytes:
        """Return the bytes of a part that `find` found."""
        return self.parts.read(path)

    def xml(self, path: str) -> Element:
        """Return the root of an XML part; UnreadableDocument when it cannot be read."""
        return _parsed(path, self.read(path))

    def optional(self, path: str | None) -> Element | None:
        """Return the root of an XML part that a page can do without; None when unreadable."""
        return ofd_xml.parse_leniently(self.read(path)) if path is not None else None

    def documents(self) -> Iterator[OfdDocument]:
        """Yield the documents."""
        for body in list(children(self.root, "DocBody"))[:MAX_DOCUMENTS]:
            roots = list(children(body, "DocRoot"))
            path = self.find(text(roots[-1]), ROOT) if roots else None
            if path is not None:
                yield OfdDocument(self, path, self.xml(path), body)


def _parsed(path: str, content: bytes) -> Element:
    try:
        return ofd_xml.parse(content)
    except UnreadableDocument as broken:
        raise UnreadableDocument(
            Message(
                N_("OFD 文件中的 {part} 已损坏，无法读取。请重新从开票平台下载后再上传。"),
                {"part": path},
            )
        ) from broken


def opened(content: bytes) -> Package:
    """Open a package; UnreadableDocument with a sentence when it is unsafe, broken or no OFD."""
    parts = packed.opened(content)
    if ROOT not in parts:
        raise UnreadableDocument(
            Message(N_("压缩包中没有 OFD 版式文件的目录（OFD.xml）。请上传从开票平台下载的原件。"))
        )
    package = Package(parts, _parsed(ROOT, parts.read(ROOT)))
    count = sum(
        len(list(children(child(document.root, "Pages"), "Page")))
        for document in package.documents()
    )
    if count == 0:
        raise UnreadableDocument(Message(_NO_PAGES))
    if count > MAX_PAGES:
        raise UnreadableDocument(
            Message(
                N_("OFD 有 {pages} 页，超过 {limit} 页的上限。请拆分后只上传发票页。"),
                {"pages": str(count), "limit": str(MAX_PAGES)},
            )
        )
    return package
