"""Reading a printed line: its tax category first, then whole concepts in its words.

A line is printed as `*税收分类简称*自由文字`. A concept is met where it stands as the head of a
Chinese phrase, which is its end: 礼品 is named by “节日礼品” and “礼品一批”, not by “礼品包装盒”.

>>> split_printed_name("*化学试剂助剂*无水乙醇(分析纯)")
('化学试剂助剂', '无水乙醇(分析纯)')
>>> concept_in("黄金针菇", ("黄金",)), concept_in("黄金 50克", ("黄金",))
(None, '黄金')
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_PRINTED_NAME = re.compile(r"\*(?P<short_name>[^*]+)\*(?P<text>.*)", re.DOTALL)
_HAN = "\u4e00-\u9fff"
_PERSON = re.compile(f"[{_HAN}]{{2,4}}|[{_HAN}]{{1,8}}(?:[·•‧][{_HAN}]{{1,8}})+")
_ORGANISATIONS = "局店厂社院校会部所司馆站行铺吧室坊处园"
# Words that may follow the head without turning the phrase into something else.
_TAIL = (
    "费用|费|款|服务|一批|若干|等|及|和|与|或|采购|购买|购置|定制|订制|制作|代订|预订|代购|销售|充值"
    "|套装|礼盒|支出|补贴|报销|消费|酒|酬金"
)
_END = f"(?:{_TAIL})*(?![{_HAN}])"


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return the text in one width and case, runs of blanks as one blank."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@lru_cache(maxsize=1024)
def split_printed_name(name: str) -> tuple[str | None, str]:
    """Return the tax category (None when none is printed) and the free text of a line's name."""
    match = _PRINTED_NAME.fullmatch(plain(name))
    if match is None:
        return None, plain(name)
    return match["short_name"].strip(), match["text"].strip()


def concept_in(text: str, concepts: Iterable[str], unless: Iterable[str] = ()) -> str | None:
    """Return the first concept the text names as a whole; `unless` is set aside beforehand."""
    searched = plain(text)
    for harmless in unless:
        searched = searched.replace(plain(harmless), "\N{SYMBOL FOR NULL}")
    named = tuple(concepts)
    if not named or _any_head(named).search(searched) is None:
        return None
    return next(each for each in named if _head(each).search(searched))


def mentions(text: str, words: Iterable[str]) -> bool:
    """Tell whether the text holds one of the words, wherever it stands."""
    searched = plain(text)
    return any(plain(word) in searched for word in words)


def is_person_name(name: str) -> bool:
    """Tell whether a name looks like that of a natural person: two to four Chinese characters.

    Transcribed names carry a dot. An organisation of so short a name says what it is (…局, …店).

    >>> is_person_name("林栎"), is_person_name("阿依·岚桐"), is_person_name("林栎（个人）")
    (True, True, True)
    >>> is_person_name("北京桐舟检测技术有限公司"), is_person_name("岚桐书店")
    (False, False)
    """
    bare = "".join(plain(name).removesuffix("(个人)").split())
    return _PERSON.fullmatch(bare) is not None and bare[-1] not in _ORGANISATIONS


@lru_cache(maxsize=4096)
def _head(concept: str) -> re.Pattern[str]:
    """Match the concept at the end of a phrase; Latin letters must begin at a word's border."""
    return re.compile(f"{_named(concept)}{_END}")


@lru_cache(maxsize=1024)
def _any_head(concepts: tuple[str, ...]) -> re.Pattern[str]:
    """Match any of the concepts at the end of a phrase."""
    return re.compile(f"(?:{'|'.join(_named(concept) for concept in concepts)}){_END}")


def _named(concept: str) -> str:
    border = r"(?<![a-z0-9])" if concept[0].isascii() else ""
    return border + re.escape(plain(concept))
