"""Marks of classification (绝密、机密、秘密) in names and texts.

A mark stands by itself: before ★, in brackets, after 密级, or apart from other words. The same
words inside others (商业秘密, 机密计算) are no marks.

>>> marks_in("【机密】试制发票.pdf"), marks_in("机密计算服务费")
(('机密',), ())
>>> named_in("秘密项目发票.pdf"), named_in("商业秘密保护培训.pdf")
(('秘密',), ())
"""

import re

from compliance.concepts import plain

LEVELS = ("绝密", "机密", "秘密")
_LEVEL = "(绝密|机密|秘密)"
_MARK = re.compile(
    rf"{_LEVEL}(?=\s*[★☆])"  # 秘密★5年
    rf"|密级\s*[:是为]?\s*{_LEVEL}"
    rf"|{_LEVEL}(?=级)"
    rf"|(?<![^\W_]){_LEVEL}(?![^\W_])"  # neither letter, digit nor character beside it
)
_HARMLESS = re.compile(
    "(?:商业|个人|通信|国家|保守|保护|泄露?|无)(?:秘密|机密)"
    "|(?:秘密|机密)(?:计算|共享|分享|分割|保护|泄露|性)"
)


def marks_in(text: str) -> tuple[str, ...]:
    """Return the levels that stand as marks in a text, the highest first, each once."""
    found = {level for match in _MARK.finditer(plain(text)) for level in match.groups() if level}
    return tuple(level for level in LEVELS if level in found)


def named_in(name: str) -> tuple[str, ...]:
    """Return the levels that the name of a file holds, even inside other words."""
    bare = _HARMLESS.sub(" ", plain(name))
    return tuple(level for level in LEVELS if level in bare)
