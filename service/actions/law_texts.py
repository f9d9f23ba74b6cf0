"""Texts loaded by the Center: one person loads a file, another lets it take effect.

Every rule of the accounting system that is changed leaves a trail of who changed it, who approved
it and when (会计软件基本功能和服务规范 2024, §17); a decision keeps the name of its texts, so that
what was decided before stays replayable.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance import library, rulebook, shape
from compliance.calendar import Calendar
from compliance.claim_states import OPEN
from compliance.facts import ClaimState
from compliance.finding import Severity
from compliance.library import Library, Text
from compliance.negative_list import INVOICE_TEXT, PERSON, NegativeList
from compliance.text import InvalidTextError, TextKind
from service import audit, texts
from service.actions import claims, deadlines, notices, text_effects
from service.actions.text_effects import Effect
from service.audit import Step
from service.messages import N_, Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import ClaimRow, LawTextRow

BYTES_MAX = 1024 * 1024
REASON_MAX = 1000
EXAMPLES_LEAST = 2
_VERSION = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_FOUND = {Severity.BLOCK.value, Severity.REVIEW.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewText:
    """A file that the Center loads, and why it is needed."""

    kind: TextKind
    content: bytes
    reason: str


class Loaded(NamedTuple):
    """A text that waits, by its identity and its version."""

    id: UUID
    version: str


def load(session: Session, actor: Actor, new: NewText) -> Loaded:
    """Load a text to wait for approval; a fault in the file is said with its place."""
    if not new.reason.strip():
        raise Invalid(N_("请写明为什么更换：依据哪份文件或哪次决定。"))
    content = _content(new.content)
    text = _parsed(new.kind, content)
    _check_heading(session, text)
    row = LawTextRow(
        kind=new.kind.value,
        version=text.heading.version,
        content=content,
        sha256=text.heading.digest,
        effective_from=text.heading.effective_from,
        reason=new.reason.strip()[:REASON_MAX],
        loaded_by=actor.user_id,
        loaded_at=actor.at,
    )
    session.add(row)
    session.flush()
    _record(session, actor, row, "load_text", (None, "waiting"), row.reason)
    return Loaded(row.id, row.version)


def _content(file: bytes) -> str:
    if len(file) > BYTES_MAX:
        raise Invalid(N_("文件超过 1 MB：清单、标准和日历不会这么大，请核对是否选错了文件。"))
    try:
        return file.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise Invalid(
            N_("文件第 {place} 个字节不是 UTF-8 编码的文字，请另存为 UTF-8 后再载入。"),
            place=str(error.start + 1),
        ) from error


def _parsed(kind: TextKind, content: str) -> Text:
    try:
        shape.check(kind, content)
        text = library.parse(kind, content)
    except InvalidTextError as error:
        raise Invalid(
            N_("这份文件不能用作{kind}：{why}"), kind=kind.words, why=error.sentence
        ) from error
    if isinstance(text, NegativeList):
        _check_examples(text)
    return text


def _check_examples(text: NegativeList) -> None:
    """Hold the list to its own examples: words that miss what they are meant for are a fault."""
    known = {INVOICE_TEXT, PERSON, *(rule.code for rule in rulebook.RULES)}
    for item in text.items:
        if item.decided_by not in known:
            raise Invalid(
                N_("{code} 写明由“{decided_by}”判断，没有这条规则。"),
                code=item.code,
                decided_by=item.decided_by,
            )
    for item in text.decided_by_text():
        expected = [example["expect"] in _FOUND for example in item.examples]
        if min(expected.count(True), expected.count(False)) < EXAMPLES_LEAST:
            raise Invalid(
                N_("{code} 的例子不够：至少要有 {least} 个查得出的和 {least} 个不应查出的。"),
                code=item.code,
                least=str(EXAMPLES_LEAST),
            )
        for example in item.examples:
            found = item.weigh_example(example)
            if found != example["expect"]:
                raise Invalid(
                    N_("{code} 的例子“{line}”应得 {expected}，按这份文件却是 {found}。"),
                    code=item.code,
                    line=str(example["line"]),
                    expected=str(example["expect"]),
                    found=str(found),
                )


def _check_heading(session: Session, text: Text) -> None:
    heading = text.heading
    if not _VERSION.fullmatch(heading.version):
        raise Invalid(
            N_("版本号 {version} 不可用：请用小写字母、数字和 . _ -，例如 default-2027。"),
            version=heading.version,
        )
    taken = select(LawTextRow.id).where(
        LawTextRow.kind == heading.kind.value, LawTextRow.version == heading.version
    )
    at_hand = texts.library(session)
    if (heading.kind, heading.version) in at_hand.texts or session.scalar(taken):
        raise Refused(
            N_("{kind}版本 {version} 已经有了；文本不得改动，请另起版本号。"),
            kind=heading.kind.words,
            version=heading.version,
        )
    _check_place(at_hand, text)


def _check_place(at_hand: Library, text: Text) -> None:
    """See that the text takes its place behind those at hand: it would never count otherwise."""
    heading = text.heading
    of_kind = at_hand.of_kind(heading.kind)
    if heading.replaces and heading.replaces not in {each.heading.version for each in of_kind}:
        raise Invalid(N_("没有版本为 {version} 的文本可接替。"), version=heading.replaces)
    before = predecessor(at_hand, text) if isinstance(text, NegativeList) else of_kind[-1]
    if before is not None and _order(text) <= _order(before):
        raise Invalid(
            N_("生效日 {day} 须晚于所接替的 {version}（{its_day} 起生效），否则不会生效。"),
            day=heading.effective_from.isoformat(),
            version=before.heading.version,
            its_day=before.heading.effective_from.isoformat(),
        )
    follower = next((x for x in of_kind if x.heading.replaces == heading.replaces), None)
    if isinstance(text, NegativeList) and before is not None and follower is not None:
        raise Refused(
            N_("{version} 已由 {follower} 接替，请改为接替 {follower}。"),
            version=before.heading.version,
            follower=follower.heading.version,
        )


def _order(text: Text) -> tuple[date, str]:
    return text.heading.effective_from, text.heading.version


def predecessor(at_hand: Library, text: Text) -> Text | None:
    """Give the text that this one takes the place of; None for a list that stands beside others."""
    heading = text.heading
    if isinstance(text, NegativeList):
        return at_hand.texts.get((heading.kind, heading.replaces or ""))
    earlier = [each for each in at_hand.of_kind(heading.kind) if _order(each) < _order(text)]
    return earlier[-1] if earlier else None


def approve(session: Session, actor: Actor, text_id: UUID) -> None:
    """Let a text take effect; whoever loaded it may not, and nobody is harmed for days gone by.

    Open claims that it changes are decided anew at once.
    """
    row = _waiting(session, text_id)
    if row.loaded_by == actor.user_id:
        raise Forbidden(
            N_("不能批准自己载入的文本 {version}，请由另一人批准。"), version=row.version
        )
    text = _parsed(TextKind(row.kind), row.content)
    _check_place(texts.library(session), text)
    effects = text_effects.preview(session, text).counting
    refused = obstacle(text, effects, actor.today)
    if refused is not None:
        raise refused
    row.approved_by, row.approved_at = actor.user_id, actor.at
    _record(session, actor, row, "approve_text", ("waiting", "approved"))
    session.flush()  # from here on it is in the library
    if isinstance(text, Calendar):
        notices.count_anew(session, actor, text)
        deadlines.count_anew(session, actor, text)
    for effect in effects:
        _decide_anew(session, actor, effect.claim_id)
    session.flush()


def _decide_anew(session: Session, actor: Actor, claim_id: UUID) -> None:
    claim = session.get_one(ClaimRow, claim_id, with_for_update=True, populate_existing=True)
    if ClaimState(claim.state) in OPEN:  # nobody was faster
        claims.check(session, actor, claim)


def obstacle(text: Text, effects: Iterable[Effect], today: date) -> Refused | None:
    """Say what keeps a text from taking effect: nobody is worse off for costs of days gone by."""
    if text.heading.effective_from >= today:
        return None
    behind = [
        each for each in effects
        if each.counts and each.heavier and each.cost_on is not None and each.cost_on < today
    ]  # fmt: skip
    if not behind:
        return None
    return Refused(
        N_(
            "{version} 自 {day} 起生效，早于今天，会让 {count} 份费用已经发生的报销申请变重"
            "（例如 {number}）；更换文本不得追溯加重。请把生效日改为今天或以后，另起版本载入。"
        ),
        version=text.heading.version,
        day=text.heading.effective_from.isoformat(),
        count=str(len(behind)),
        number=behind[0].number,
    )


def reject(session: Session, actor: Actor, text_id: UUID, reason: str) -> None:
    """Turn down what another person loaded; the reason stays in the trail."""
    row = _waiting(session, text_id)
    if not reason.strip():
        raise Invalid(N_("请写明不批准的原因：载入人要知道改什么。"))
    row.rejected_at = actor.at
    _record(session, actor, row, "reject_text", ("waiting", "rejected"), reason.strip())


def withdraw(session: Session, actor: Actor, text_id: UUID) -> None:
    """Take back a text that one loaded oneself."""
    row = _waiting(session, text_id)
    if row.loaded_by != actor.user_id:
        raise Forbidden(N_("文本 {version} 由他人载入，只能由载入人撤回。"), version=row.version)
    row.rejected_at = actor.at
    _record(session, actor, row, "withdraw_text", ("waiting", "withdrawn"))


def _waiting(session: Session, text_id: UUID) -> LawTextRow:
    """Give a text that waits, all texts of its kind locked: one is decided at a time."""
    kind = session.scalar(select(LawTextRow.kind).where(LawTextRow.id == text_id))
    of_kind = select(LawTextRow).where(LawTextRow.kind == kind).order_by(LawTextRow.id)
    rows = session.scalars(of_kind.with_for_update()).all()
    row = next((each for each in rows if each.id == text_id), None)
    if row is None:
        raise NotFound(N_("没有这份文本。"))
    if row.approved_at is not None or row.rejected_at is not None:
        raise Refused(N_("文本 {version} 已经办结，请刷新页面查看。"), version=row.version)
    return row


def _record(
    session: Session,
    actor: Actor,
    row: LawTextRow,
    action: str,
    states: tuple[str | None, str],
    reason: str | None = None,
) -> None:
    step = Step(
        action=action,
        subject="law_text",
        subject_id=row.id,
        employer_id=None,
        source=states[0],
        target=states[1],
        article="第三十五条",
        reason=reason[:REASON_MAX] if reason else None,
    )
    audit.record(session, actor, step)
