"""抽查取证 (Art. 33): what is answered of a sampled item, and what follows for its amount.

The six columns are those of a working paper for earmarked money. An item of which no evidence can
be had counts as wrong with its whole amount: a sample from which the difficult items fall out says
nothing of the rest.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from compliance.messages import N_, Message, message

NOTE_MAX: Final = 2000
_NOTHING: Final = Decimal("0.00")


class Column(StrEnum):
    """The columns of the working paper that a person answers, in its order."""

    SUPPORT = "support"
    PURPOSE = "purpose"
    AMOUNT = "amount"
    FORMALITIES = "formalities"
    PROGRESS = "progress"
    BALANCE = "balance"


class Mark(StrEnum):
    """What an item is found to be in one column."""

    MEETS = "meets"
    FAILS = "fails"
    NOT_APPLICABLE = "not_applicable"


TITLES: Final[Mapping[Column, str]] = {
    Column.SUPPORT: N_("支持文件"),
    Column.PURPOSE: N_("用途合规"),
    Column.AMOUNT: N_("金额准确"),
    Column.FORMALITIES: N_("手续完备"),
    Column.PROGRESS: N_("进度匹配"),
    Column.BALANCE: N_("结余处理"),
}
MARKS: Final[Mapping[Mark, str]] = {
    Mark.MEETS: N_("符合"),
    Mark.FAILS: N_("不符合"),
    Mark.NOT_APPLICABLE: N_("不适用"),
}
NATURES: Final[Mapping[str, str]] = {
    "false_expense": N_("虚报冒领"),
    "withholding": N_("截留"),
    "crowding_out": N_("挤占"),
    "misappropriation": N_("挪用"),
    "out_of_scope": N_("超范围列支"),
    "over_standard": N_("超标准列支"),
    "unsupported": N_("凭证依据不足"),
    "formalities": N_("手续不完备"),
    "bookkeeping": N_("账务处理不当"),
    "progress": N_("与任务进度不符"),
    "other": N_("其他"),
}
"""定性: what kind of fault a finding is; the first four are the acts that Art. 33 names."""
ALWAYS_JUDGED: Final = (Column.PURPOSE, Column.AMOUNT)  # they apply to every payment


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What somebody found at an item. Amounts are yuan; `audited` is None without evidence."""

    value: Decimal
    marks: Mapping[Column, Mark]
    evidence: bool
    audited: Decimal | None
    note: str = ""

    @property
    def wrong(self) -> bool:
        """Whether the item counts as an error of the sample."""
        return not self.evidence or Mark.FAILS in self.marks.values()

    @property
    def stands(self) -> Decimal:
        """The amount that may be borne: nought where no evidence could be had."""
        return self.audited if self.evidence and self.audited is not None else _NOTHING

    @property
    def error(self) -> Decimal:
        """The amount by which the books are too high; below nought where they are too low."""
        return self.value - self.stands

    @property
    def tainting(self) -> Fraction:
        """The part of the item's amount that is wrong: 1 is the whole of it."""
        return tainting(self.value, self.stands)


def tainting(value: Decimal, audited: Decimal) -> Fraction:
    """Give the part of an amount that is wrong; `value` is above nought."""
    return (Fraction(value) - Fraction(audited)) / Fraction(value)


def faults(answer: Answer) -> Iterator[Message]:
    """Give what keeps an answer from being taken, each with the way out."""
    if set(answer.marks) != set(Column):
        yield message(N_("请对六栏逐一填写符合、不符合或不适用。"))
        return
    yield from _of_evidence(answer) if answer.evidence else _without_evidence(answer)
    if answer.wrong and not answer.note.strip():
        yield message(N_("有不符合项或者无法取证的，请在说明中写明查到了什么。"))
    if len(answer.note) > NOTE_MAX:
        yield message(N_("说明不能超过 {most} 字，请精简。"), most=str(NOTE_MAX))


def _of_evidence(answer: Answer) -> Iterator[Message]:
    for column in ALWAYS_JUDGED:
        if answer.marks[column] is Mark.NOT_APPLICABLE:
            yield message(
                N_("“{column}”对每一笔支出都适用，请填写符合或不符合。"),
                column=Message(TITLES[column]),
            )
    if answer.audited is None:
        yield message(N_("请填写审定金额：全部可以列支的，等于账面金额。"))
    elif answer.audited < 0 or answer.audited != answer.audited.quantize(Decimal("0.01")):
        yield message(N_("审定金额不能是负数，最多两位小数。"))
    elif answer.error and Mark.FAILS not in answer.marks.values():
        yield message(N_("审定金额与账面金额不同，请在相应的栏填写不符合。"))


def _without_evidence(answer: Answer) -> Iterator[Message]:
    if answer.marks[Column.SUPPORT] is not Mark.FAILS:
        yield message(N_("无法取证的，“支持文件”应为不符合。"))
    if answer.audited is not None:
        yield message(N_("无法取证的按全额计为差错，请不要填写审定金额。"))
