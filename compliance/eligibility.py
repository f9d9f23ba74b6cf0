"""第八条、第十条: who may be registered as an employer or a selectee, decided from plain values.

Each question gives None where nothing stands in the way, or an `Obstacle`: why, by which article,
and what would take it away. Nothing is looked up here; the register asks and records the answer.

>>> of_age(date(1979, 8, 1), date(1979, 8, 1)) is None
True
>>> of_age(date(1979, 7, 31), date(1979, 8, 1)).way_out
<WayOut.EXPLAIN: 'explain'>
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from compliance.messages import N_, Message, message
from importers import uscc

CONDITIONS, CHANNELS = 8, 10  # the articles
BEIJING = "11"  # digits 3-4 of a code registered in Beijing
CENTRAL = "10"  # registered centrally: the code does not say where it sits
_BRANCH = re.compile(r"(?:分公司|分部|办事处|分院|分所|分支机构|代表处)(?:\([^()]*\))?$")
WRONG_CODE = N_("统一社会信用代码 {uscc} 校验不通过，请对照营业执照或法人证书逐位核对。")
BRANCH = N_("{name} 是分支机构，不是独立法人；请登记其法人单位（第八条第一款第一项）。")
ELSEWHERE = N_("{name} 的登记地不在北京（代码第三、四位为 {seat}），不符合第八条第一款第一项。")
SEAT_UNKNOWN = N_("{name} 由中央登记，代码不能说明住所在北京：请填写住所证明（如法人证书编号）。")
TOO_OLD = N_("出生日期早于 {bound}，第八条对年龄的要求是“一般”：请填写说明后再登记。")
PERSON_TWICE = N_("{name} 本年已由 {other} 推荐，同一申报人不得多渠道申报（第十条）。")
TWO_CHANNELS = N_("{employer} 本年已由 {other} 推荐，同一单位不得多渠道申报（第十条）。")


class WayOut(StrEnum):
    """What would take an obstacle away."""

    CORRECT = "correct"  # what was entered cannot be right
    EXPLAIN = "explain"  # a reason in words, for a person to answer for
    PROVE = "prove"  # a paper, whose number is recorded
    NONE = "none"  # the Measures leave none


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why somebody may not be registered as things stand, by which article, and the way out."""

    sentence: Message
    article: int
    way_out: WayOut


def employer(name: str, code: str, seat_evidence: str = "") -> Obstacle | None:
    """Ask whether an organisation can be an employer (Art. 8(1)): a legal person of Beijing.

    `code` is its 统一社会信用代码, in compact form; `seat_evidence` names the paper that shows an
    address in Beijing, for those registered centrally.

    >>> employer("清华大学", "12100000400000624D").way_out
    <WayOut.PROVE: 'prove'>
    >>> employer("清华大学", "12100000400000624D", "事业单位法人证书") is None
    True
    """
    if not uscc.is_valid(code):
        return _obstacle(WayOut.CORRECT, message(WRONG_CODE, uscc=code))
    if is_branch(name):
        return _obstacle(WayOut.NONE, message(BRANCH, name=name))
    return _seat(name, code[2:4], seat_evidence)


def _seat(name: str, seat: str, seat_evidence: str) -> Obstacle | None:
    if seat not in {BEIJING, CENTRAL}:
        return _obstacle(WayOut.NONE, message(ELSEWHERE, name=name, seat=seat))
    if seat == CENTRAL and not seat_evidence.strip():
        return _obstacle(WayOut.PROVE, message(SEAT_UNKNOWN, name=name))
    return None


def is_branch(name: str) -> bool:
    """Tell by its name whether an organisation is a branch; its code does not say.

    >>> is_branch("栎岚科技有限公司北京分公司"), is_branch("北京微分所见科技有限公司")
    (True, False)
    """
    plain = "".join(unicodedata.normalize("NFKC", name).split())
    return _BRANCH.search(plain) is not None


def of_age(born_on: date, bound: date) -> Obstacle | None:
    """Ask whether somebody was born on the call's bound or later (Art. 8(2)).

    The bound is a day, never an age counted out; "一般" leaves room for a reason.
    """
    if born_on >= bound:
        return None
    return _obstacle(WayOut.EXPLAIN, message(TOO_OLD, bound=bound.isoformat()))


def one_channel(name: str, channel: str, others: Iterable[str]) -> Obstacle | None:
    """Ask whether an employer stays with one recommender in a year (Art. 10).

    `others` are those that recommended somebody of it in the same year; several people of one
    employer through one channel are allowed.

    >>> one_channel("栎岚科技", "市科协", ["市科协", "市科协"]) is None
    True
    """
    other = _another(channel, others)
    sentence = message(TWO_CHANNELS, employer=name, other=other or "")
    return Obstacle(sentence, CHANNELS, WayOut.NONE) if other else None


def one_channel_of_a_person(name: str, channel: str, others: Iterable[str]) -> Obstacle | None:
    """Ask whether a person stays with one recommender in a year, at whichever employers."""
    other = _another(channel, others)
    sentence = message(PERSON_TWICE, name=name, other=other or "")
    return Obstacle(sentence, CHANNELS, WayOut.NONE) if other else None


def _another(channel: str, others: Iterable[str]) -> str | None:
    return next((each for each in sorted(others) if each != channel), None)


def _obstacle(way_out: WayOut, sentence: Message) -> Obstacle:
    return Obstacle(sentence, CONDITIONS, way_out)
