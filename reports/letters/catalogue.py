"""Every kind of letter: its words, how it is laid out, and as plain data and back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeAlias, cast

from cattrs import Converter

from reports.letters import (
    clawback,
    clawback_reminder,
    comment,
    conclusion,
    decision,
    document_request,
    inspection,
    rectification,
    referral,
    reminder,
    transfer,
)
from reports.letters.parts import Frame
from reports.messages import N_
from reports.paper import Paper

Content: TypeAlias = (
    rectification.RectificationNotice
    | reminder.ReminderLetter
    | clawback.ClawbackNotice
    | clawback_reminder.ClawbackReminder
    | transfer.TransferConfirmation
    | inspection.InspectionNotice
    | comment.CommentInvitation
    | decision.DecisionNotice
    | referral.Referral
    | document_request.DocumentRequest
    | conclusion.InspectionConclusion
)


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A kind: `title` for lists, `series` the word in its 文号, and who may read it.

    `to_employer`: served on the employer; a letter to another body the employer never sees.
    """

    title: str
    series: str
    content: type[Any]
    compose: Callable[[Any, Frame], Paper]
    to_employer: bool = True


KINDS: Final[Mapping[str, LetterKind]] = {
    each.content.kind: each
    for each in (
        LetterKind(
            N_("整改通知书"), "整改", rectification.RectificationNotice, rectification.compose
        ),
        LetterKind(N_("提醒函"), "提醒", reminder.ReminderLetter, reminder.compose),
        LetterKind(N_("追回资金通知书"), "追回", clawback.ClawbackNotice, clawback.compose),
        LetterKind(
            N_("追回资金催告书"), "催告", clawback_reminder.ClawbackReminder,
            clawback_reminder.compose,
        ),
        LetterKind(N_("资金转移确认书"), "划转", transfer.TransferConfirmation, transfer.compose),
        LetterKind(N_("检查通知书"), "检查", inspection.InspectionNotice, inspection.compose),
        LetterKind(N_("结果征求意见书"), "征求", comment.CommentInvitation, comment.compose),
        LetterKind(N_("处理决定书"), "处理", decision.DecisionNotice, decision.compose),
        LetterKind(
            N_("移送书"), "移送", referral.Referral, referral.compose, to_employer=False
        ),
        LetterKind(
            N_("调阅资料清单"), "调阅", document_request.DocumentRequest, document_request.compose
        ),
        LetterKind(
            N_("检查结论书"), "结论", conclusion.InspectionConclusion, conclusion.compose
        ),
    )
}  # fmt: skip


def compose(content: Content, frame: Frame) -> Paper:
    """Lay out a letter of any kind."""
    return KINDS[content.kind].compose(content, frame)


def to_record(content: Content | Frame) -> dict[str, Any]:
    """Return a letter's content, or its frame, as plain JSON data."""
    return cast("dict[str, Any]", _CONVERTER.unstructure(content))


def content_of(kind: str, record: Mapping[str, Any]) -> Content:
    """Build the content that `to_record` described."""
    return cast("Content", _CONVERTER.structure(record, KINDS[kind].content))


def frame_of(record: Mapping[str, Any]) -> Frame:
    """Build the frame that `to_record` described."""
    return _CONVERTER.structure(record, Frame)


def _converter() -> Converter:
    converter = Converter()
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(Decimal, lambda value, _: Decimal(value))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    return converter


_CONVERTER = _converter()
