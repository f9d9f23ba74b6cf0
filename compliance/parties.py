"""Telling whether two names or two codes mean the same party.

>>> same_name("北京栎岚科技(集团) 有限公司", "北京栎岚科技（集团）有限公司")
True
>>> is_branch("北京栎岚科技（集团）有限公司上海分公司", "北京栎岚科技(集团)有限公司")
True
"""

import re
import unicodedata

from compliance.facts import Employer

_BRACKETS = str.maketrans("[]{}\u3014\u3015【】", "()()()()")
_BLANKS = re.compile(r"\s+")
_BRANCH = re.compile(r"分公司|分部|分院|分所|分店|分厂|办事处|营业部")


def plain(text: str) -> str:
    """Bring a name or a code to one width, one kind of brackets, no blanks and one case."""
    narrow = unicodedata.normalize("NFKC", text).translate(_BRACKETS)
    return _BLANKS.sub("", narrow).casefold()


def same_name(one: str | None, other: str | None) -> bool:
    """Tell whether two names are one, however they are spaced; nothing equals nothing."""
    return bool(one) and bool(other) and plain(one or "") == plain(other or "")


def is_branch(name: str | None, of: str) -> bool:
    """Tell whether the name is that of a branch, which is no legal person of its own."""
    rest = plain(name or "").removeprefix(plain(of))
    return bool(name) and rest != plain(name or "") and bool(_BRANCH.search(rest))


def names_of(employer: Employer) -> tuple[str, ...]:
    """Return every name the employer bears or ever bore."""
    return employer.name, *(former.name for former in employer.former_names)
