"""The letters of an XML file: whatever its encoding says, or says wrongly, they become text.

Invoices come as UTF-8, with or without a mark, as GBK or GB18030, as UTF-16, and now and then in
another encoding than the one they declare.
"""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{1,40})["']""")
_CHINESE = frozenset({"gb2312", "gbk", "gb18030", "cp936", "x-gbk", "gb_2312-80", "hz-gb-2312"})
_OTHERS = frozenset({"big5", "big5-hkscs", "iso-8859-1", "windows-1252"})
_TWO_BYTES = re.compile("[\u0080-\u07ff]")  # a word or two of GBK may look like these in UTF-8
_THREE_BYTES = re.compile("[\u0800-\U0010ffff]")  # Chinese in UTF-8; GBK hardly looks like it
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0 does not allow them


class UnknownEncoding(ValueError):  # noqa: N818  # what is wrong with the file, not with us
    """No encoding known here gives text."""


def decode(content: bytes) -> str:
    """Return the text of an XML file; UnknownEncoding when its bytes are no text."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _clean(_strictly(content, encoding))
    match = _DECLARED.match(content[:512])
    declared = match[1].decode("ascii").lower() if match else "utf-8"
    return _clean(_unicode_or(declared, content))


def _unicode_or(declared: str, content: bytes) -> str:
    """Read as UTF-8 what is UTF-8, else as declared, else as GB18030."""
    otherwise = declared if declared in _OTHERS else "gb18030"
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(content, otherwise)
    strange = _TWO_BYTES.search(text) and not _THREE_BYTES.search(text)
    if declared in _CHINESE | _OTHERS and strange:
        return _strictly(content, otherwise)
    return text


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise UnknownEncoding(encoding) from wrong


def _clean(text: str) -> str:
    """Drop the byte order mark, padding around the document and control characters inside."""
    return _FORBIDDEN.sub("", text.lstrip("\ufeff")).strip()
