"""XML from strangers: the only place where it is parsed, and a tolerant way to look into it.

No entities, no document type, no network, no huge trees; limits on bytes, elements and depth.
What is refused gives UnreadableDocument with a sentence. Names are compared without namespace,
case, hyphens and underscores, for real files vary in all of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from importers import xml_text
from importers.document import UnreadableDocument
from importers.messages import N_, Message

MAX_BYTES = 8 * 1024 * 1024
MAX_TAGS = 400_000  # opening and closing; a list of 10,000 lines has 200,000
MAX_DEPTH = 64
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_DECLARATION = re.compile(r"^<\?xml[^>]*\?>")
_ELEMENT = re.compile(r"<[^!?]")
_ABSENT = frozenset({"null", "NULL"})  # how some systems write that there is nothing


@dataclass(frozen=True, slots=True)
class Node:
    """An element of a parsed file, looked at without namespaces.

    From behind, the last of several elements of one name is found where else the first is.
    """

    element: etree._Element
    from_behind: bool = False

    @property
    def name(self) -> str:
        """Its name without the namespace."""
        return etree.QName(self.element).localname

    @property
    def namespace(self) -> str:
        """Its namespace; empty when it has none."""
        return etree.QName(self.element).namespace or ""

    def children(self, *names: str) -> Iterator["Node"]:
        """Yield its child elements of one of these names, or all of them when none is given."""
        wanted = {fold(name) for name in names}
        for child in reversed(self.element) if self.from_behind else self.element:
            if not wanted or _folded_tag(child.tag) in wanted:
                yield Node(child, self.from_behind)

    def child(self, *names: str) -> "Node | None":
        """Return its first child of one of these names."""
        return next(self.children(*names), None)

    def at(self, *path: str) -> "Node | None":
        """Return the element at the end of a path of names."""
        node: Node | None = self
        for name in path:
            node = node.child(name) if node else None
        return node

    def text(self, *path: str) -> str | None:
        """Return the text at the end of a path; None when absent, nil, blank or no plain text."""
        node = self.at(*path)
        if node is None or len(node.element) or node.element.get(_NIL) in {"true", "1"}:
            return None
        text = (node.element.text or "").strip()
        return text if text and text not in _ABSENT else None

    def attribute(self, name: str) -> str | None:
        """Return an attribute by its name without namespace."""
        for key, value in self.element.attrib.items():
            if fold(etree.QName(key).localname) == fold(name):
                return str(value)
        return None

    def descendants(self) -> Iterator["Node"]:
        """Yield all elements inside, in the order of the file."""
        inside = self.element.iterdescendants()
        for element in reversed(list(inside)) if self.from_behind else inside:
            yield Node(element, self.from_behind)


def fold(name: str) -> str:
    """Return a name as it is compared: small letters, no hyphens, underscores or dots."""
    return name.lower().replace("-", "").replace("_", "").replace(".", "")


@lru_cache(maxsize=4096)
def _folded_tag(tag: str) -> str:
    """Return the name in a tag with namespace, folded; files repeat few names many times."""
    return fold(tag.rpartition("}")[2])


def parse(content: bytes) -> Node:
    """Return the root of an XML file; UnreadableDocument says what is wrong with it."""
    if len(content) > MAX_BYTES or content.count(b"<") > MAX_TAGS:
        raise UnreadableDocument(_too_large())
    try:
        text = _DECLARATION.sub("", xml_text.decode(content), count=1)
        _refuse_document_type(text)
        root = etree.fromstring(text.encode(), _parser())
    except xml_text.UnknownEncoding as wrong:
        raise UnreadableDocument(
            Message(N_("无法识别这个 XML 文件的文字编码，它可能已损坏。请重新从开票平台下载。"))
        ) from wrong
    except etree.XMLSyntaxError as wrong:
        raise UnreadableDocument(_broken(wrong)) from wrong
    _check_depth(root)
    return Node(root)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _refuse_document_type(text: str) -> None:
    """Refuse a document type, which can only stand before the first element, unparsed."""
    first = _ELEMENT.search(text)
    if "<!DOCTYPE" in text[: first.start() if first else None]:
        raise UnreadableDocument(
            Message(
                N_(
                    "这个 XML 文件含有文档类型声明（DOCTYPE），为安全起见不读取。"
                    "电子发票的 XML 不含这种声明，请重新从开票平台下载。"
                )
            )
        )


def _check_depth(root: etree._Element) -> None:
    """Refuse trees deeper than any invoice."""
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise UnreadableDocument(_too_large())
        level = [child for element in level for child in element]


def _broken(wrong: etree.XMLSyntaxError) -> Message:
    return Message(
        N_("这个 XML 文件第 {line} 行有格式错误或内容不完整，无法读取。请重新从开票平台下载。"),
        {"line": str(wrong.lineno or 1)},
    )


def _too_large() -> Message:
    return Message(
        N_("这个 XML 文件过大或层次过深，不像电子发票，没有读取。请只上传发票本身的 XML 文件。")
    )
