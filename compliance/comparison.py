"""Two versions of a text side by side: what came, what went, what reads otherwise.

Compared is what the texts mean, part by part (items, directions, rates, bounds, days), so that
another order or another layout of the file is no difference.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum, StrEnum
from typing import Any

from compliance.finding import Override, Severity
from compliance.library import Text
from compliance.messages import N_, Message
from compliance.negative_list import INVOICE_TEXT, PERSON
from compliance.standards import Per

_WORDS = {
    "title": N_("名称"),
    "text": N_("内容"),
    "definition": N_("范围"),
    "remedy": N_("怎么办"),
    "severity": N_("轻重"),
    "override": N_("谁可放行"),
    "basis": N_("依据"),
    "evidence": N_("所需材料"),
    "papers": N_("所需材料"),
    "decided_by": N_("由什么判断"),
    "why": N_("为什么由人判断"),
    "verified": N_("已与实际票据或文件核对"),
    "terms.short_names": N_("税收分类简称"),
    "terms.keywords": N_("关键词"),
    "terms.whole": N_("整行只写"),
    "terms.unless": N_("除外的词"),
    "terms.unless_short_names": N_("除外的税收分类简称"),
    "terms.kinds": N_("票种"),
    "terms.elements": N_("特定业务"),
    "terms.route_kinds": N_("航班国内国际标识"),
    "seller.person": N_("销方是个人"),
    "seller.keywords": N_("销方名称中的词"),
    "seller.short_names": N_("按销方名称判断的税收分类简称"),
    "seller.line_keywords": N_("按销方名称判断的关键词"),
    "short_names": N_("税收分类简称"),
    "may_be": N_("相容的税收分类简称"),
    "keywords": N_("关键词"),
    "exceptions": N_("例外"),
    "examples": N_("例子"),
    "kind": N_("用于"),
    "per": N_("计算单位"),
    "amount": N_("金额"),
    "steps": N_("超过后折算"),
    "half": N_("半个单位折算"),
    "people_most": N_("人数上限"),
    "units_most": N_("天数上限"),
    "source": N_("出处"),
    "forbidden_places": N_("不得安排的地点"),
    "vat_rates": N_("增值税税率（百分数）"),
    "years": N_("已有放假通知的年份"),
    "worked": N_("调休上班的日子"),
    "rest": N_("放假"),
    "limits.pre_project_claim_months": N_("立项前费用最迟报销（立项后月数）"),
    "limits.pre_project_warn_share": N_("立项前费用占首期拨款的提醒比例"),
    "limits.invoice_grace_days": N_("执行期后补开发票的宽限（天）"),
    "limits.claim_within_days": N_("开票后多少天内报销"),
    "limits.verification_fresh_days": N_("查验结果有效（天）"),
    "limits.verify_from": N_("多少元起须有查验结果"),
    "limits.cash_most": N_("现金支付上限（元）"),
    "limits.personal_transfer_most": N_("转给个人的提醒金额（元）"),
    "limits.acceptor_from": N_("货物须填写验收人的起点（元）"),
    "limits.split_days": N_("拆分采购看多少天内"),
    "limits.split_from": N_("拆分采购合计起点（元）"),
    "limits.consecutive_count": N_("连号发票张数"),
    "limits.repeated_count": N_("同额重复次数"),
    "limits.unusual_from_count": N_("比较常见金额至少需要的申请数"),
    "limits.seller_share_warn": N_("同一销方占比提醒"),
    "limits.refund_days": N_("看多少天内的退款"),
    "limits.transfer_grace_days": N_("离开单位后办结的宽限（天）"),
}
_VALUES: Mapping[Enum, str] = {
    Severity.BLOCK: N_("不能列支"),
    Severity.REVIEW: N_("需要说明"),
    Severity.NOTE: N_("提示"),
    Override.NEVER: N_("任何人不可放行"),
    Override.REASON: N_("写明理由后可放行"),
    Override.SECOND_PERSON: N_("经办写明理由、复核人另写理由后可放行"),
    Per.PERSON_DAY: N_("每人每天"),
    Per.PERSON_NIGHT: N_("每人每晚"),
    Per.PERSON_DAY_AFTER_TAX: N_("每人每天（税后）"),
    Per.HOUR_AFTER_TAX: N_("每学时（税后）"),
}
_DECIDERS = {INVOICE_TEXT: N_("票面文字"), PERSON: N_("由人判断")}
_TRUTHS = {True: N_("是"), False: N_("否")}
_NONE = N_("（无）")
_HEADING = "heading"


class Change(StrEnum):
    """What became of a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that reads otherwise: both wordings, or the words of a list that went and came."""

    word: Message
    before: Message | None = None
    after: Message | None = None
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One part that is not in both texts as it is; `fields` only where it changed."""

    code: str
    title: Message
    change: Change
    fields: tuple[FieldChange, ...] = ()


_Fields = Mapping[str, "Message | frozenset[str]"]
_Parts = Mapping[str, tuple[Message, _Fields]]


def compare(old: Text, new: Text) -> tuple[Difference, ...]:
    """Return the differences of two texts of one kind, in the order of the parts' codes."""
    before, after = dict(_parts(old)), dict(_parts(new))
    found = (_difference(code, before, after) for code in sorted(before.keys() | after.keys()))
    return tuple(difference for difference in found if difference is not None)


def _difference(code: str, before: _Parts, after: _Parts) -> Difference | None:
    if code not in before:
        return Difference(code, after[code][0], Change.ADDED)
    if code not in after:
        return Difference(code, before[code][0], Change.REMOVED)
    changed = tuple(_changes(before[code][1], after[code][1]))
    return Difference(code, after[code][0], Change.CHANGED, changed) if changed else None


def _changes(before: _Fields, after: _Fields) -> Iterator[FieldChange]:
    for name, new in after.items():
        old = before[name]
        if isinstance(old, frozenset) and isinstance(new, frozenset):
            gone, come = tuple(sorted(old - new)), tuple(sorted(new - old))
            if gone or come:
                yield FieldChange(word_of(name), gone=gone, come=come)
        elif old != new:
            assert isinstance(old, Message), "a field is of one type in both"
            assert isinstance(new, Message), "a field is of one type in both"
            yield FieldChange(word_of(name), old, new)


def _parts(text: Text) -> Iterator[tuple[str, tuple[Message, _Fields]]]:
    for field in fields(text):
        if field.name != _HEADING:
            yield from _parts_of(field.name, getattr(text, field.name))


def _parts_of(name: str, value: Any) -> Iterator[tuple[str, tuple[Message, _Fields]]]:  # noqa: ANN401  # whatever a text holds
    if isinstance(value, Mapping):
        for key, words in value.items():
            yield str(key), (words, {name: words})
    elif is_dataclass(value):
        for each in fields(value):
            path = f"{name}.{each.name}"
            yield path, (word_of(path), {path: words_of(getattr(value, each.name))})
    elif isinstance(value, tuple) and value and is_dataclass(value[0]):
        for entry in value:
            code = getattr(entry, "code", None) or entry.category.value
            yield code, (entry.title, dict(_flat(entry)))
    else:
        yield name, (word_of(name), {name: _words_in(value)})


def _flat(entry: Any, under: str = "") -> Iterator[tuple[str, Message | frozenset[str]]]:  # noqa: ANN401  # any dataclass
    for field in fields(entry):
        name, value = f"{under}{field.name}", getattr(entry, field.name)
        if isinstance(value, tuple | frozenset):
            yield name, _words_in(value)
        elif is_dataclass(value) and not isinstance(value, Message):
            yield from _flat(value, f"{name}.")
        else:
            yield name, words_of(value)


def _words_in(values: tuple[Any, ...] | frozenset[Any]) -> frozenset[str]:
    return frozenset(_line(value) for value in values)


def _line(value: Any) -> str:  # noqa: ANN401  # whatever a list holds
    """Say one entry of a list in one line."""
    if isinstance(value, Mapping):
        return "，".join(_line(each) for each in value.values())
    if isinstance(value, list | tuple | frozenset):
        return "、".join(sorted(_line(each) for each in value))
    if is_dataclass(value) and not isinstance(value, Message):
        said = (_line(getattr(value, each.name)) for each in fields(value))
        return "，".join(each for each in said if each)
    return words_of(value).text() if value is not None else ""


def words_of(value: Any) -> Message:  # noqa: ANN401  # whatever a field holds
    """Return the words for the value of a field."""
    if isinstance(value, Message):
        return value
    if isinstance(value, bool):
        return Message(_TRUTHS[value])
    if value is None:
        return Message(_NONE)
    words = _VALUES.get(value) if isinstance(value, Enum) else _DECIDERS.get(value)
    return Message(words) if words else Message("{value}", {"value": str(value)})


def word_of(name: str) -> Message:
    """Return what people call a field; the name itself where it has no word yet."""
    return Message(_WORDS.get(name, name))
