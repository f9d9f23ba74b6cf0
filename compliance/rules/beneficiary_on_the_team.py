"""第二十五条: the money serves the selectee and the team, not others.

Every traveller whom a ticket or a table of travellers names was the selectee or a member of the
team on the day of the journey; a guest travels on an invitation. Without a registered team there
is nothing to compare with. A name in Latin letters is compared by a person.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, Message, message
from compliance.wording import as_is

ARTICLE = 25
TITLE = N_("出行人是入选者或团队成员")
SEVERITY = Severity.REVIEW
OVERRIDE = Override.REASON
NOT_ON_TEAM = N_("出行人{names}在出行当日不是入选者或团队成员（依据{article}）。")
REGISTER = N_(
    "请在项目页登记该成员及其起止日期，或附邀请函说明其为受邀专家；与项目无关的不得列支。"
)
LATIN = N_("出行人{names}是外文姓名，无法与团队名单对照（依据{article}）。")
COMPARE = N_("请核对出行人是否为入选者或团队成员。")
ON_DAY = N_("{name}（{day}）")
NOBODY = N_("当日名单为空")
INVITATION = "invitation"
_HAN = re.compile("[\u4e00-\u9fff]")
_find = Finder(__name__, ARTICLE, OVERRIDE)


@dataclass(frozen=True, slots=True, order=True)
class _Journey:
    """One person on one day."""

    day: date
    name: str

    @property
    def words(self) -> Message:
        return message(ON_DAY, name=self.name, day=self.day.isoformat())


def check(claim: Claim) -> Iterator[Finding]:
    """Find travellers who were not on the team on the day of their journey."""
    if not claim.team:
        return
    journeys = sorted(set(_journeys(claim)))
    others = [journey for journey in journeys if not _belongs(claim, journey)]
    strangers = [journey for journey in others if _HAN.search(journey.name)]
    latin = [journey for journey in others if journey not in strangers]
    if strangers and INVITATION not in claim.evidence:
        yield _finding(claim, Severity.REVIEW, NOT_ON_TEAM, REGISTER, strangers)
    if latin:
        yield _finding(claim, Severity.NOTE, LATIN, COMPARE, latin)


def _finding(
    claim: Claim, severity: Severity, sentence: str, remedy: str, journeys: list[_Journey]
) -> Finding:
    words = tuple(journey.words for journey in journeys)
    members = sorted(
        {member.name for journey in journeys for member in claim.team
         if member.belongs_on(journey.day)}
    )  # fmt: skip
    team = Message("{names}", {"names": tuple(as_is(each) for each in members)})
    return _find(
        severity,
        sentence,
        remedy,
        {"names": words},
        fields=("passenger",),
        found=Message("{names}", {"names": words}),
        limit=team if members else message(NOBODY),
    )


def _journeys(claim: Claim) -> Iterator[_Journey]:
    invoice = claim.invoice
    for said in (invoice.particulars, *invoice.rows):
        name = _plain(said.get("passenger", ""))
        day = _day(said) or claim.counted_on
        if name and day is not None:
            yield _Journey(day, name)


def _belongs(claim: Claim, journey: _Journey) -> bool:
    return any(
        _plain(member.name).casefold() == journey.name.casefold() and member.belongs_on(journey.day)
        for member in claim.team
    )


def _plain(name: str) -> str:
    """Return a name without blanks, in one width; dots of transcribed names count as one."""
    joined = "".join(unicodedata.normalize("NFKC", name).split())
    return joined.replace("•", "·").replace("‧", "·")


def _day(said: Mapping[str, str]) -> date | None:
    try:
        return date.fromisoformat(said.get("travel_date", ""))
    except ValueError:
        return None
