"""第二十八条: no meetings or training in scenic areas where they are forbidden (NL-35).

The place of the event is searched for the names the standards list. A street, hall or hospital
that only bears such a name is none of them (“黄山路”, “泰山厅”). What the seller's name says about
the place is judged by the negative list.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from compliance.facts import Claim, EventKind
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_
from compliance.wording import as_is

ARTICLE = 28
TITLE = N_("会议和培训不在禁止办会的风景名胜区")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.SECOND_PERSON
FORBIDDEN = N_(
    "会议或培训地点“{place}”在禁止办会的风景名胜区“{name}”（依据{article}，名录见现行标准）。"
)
OWN_MONEY = N_("不得列支；只是地名相同、并不在风景名胜区的，请改填详细地址后重新检查。")
_KINDS = frozenset({EventKind.MEETING, EventKind.TRAINING})
_ONLY_A_NAME = "路|街|大街|大道|巷|胡同|厅|会议室|报告厅|医院|大厦"
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find a meeting or training held where none may be."""
    event = claim.event
    if event is None or event.kind not in _KINDS:
        return
    named = _names(claim.texts.standards.forbidden_places).search("".join(event.place.split()))
    if named is not None:
        values = {"place": event.place, "name": named[0]}
        yield _find(SEVERITY, FORBIDDEN, OWN_MONEY, values, item="NL-35", found=as_is(event.place))


@lru_cache(maxsize=8)
def _names(places: tuple[str, ...]) -> re.Pattern[str]:
    """Match any of the names; the one that begins first wins, so 九华山 is not 华山."""
    return re.compile(f"(?:{'|'.join(map(re.escape, places))})(?!{_ONLY_A_NAME})")
