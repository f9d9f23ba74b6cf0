"""送达: a letter reaches whom it is for, and what it demands begins to run (Art. 32, 33).

The Center records how it was served; an employer's people acknowledge in the system. Either
happens once. The deadline of the letter runs from the day of service.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from service import audit
from service.actions import deadlines, inbox, letters, proceedings
from service.actions.procedures import KINDS
from service.audit import Step
from service.messages import N_, Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import LetterRow, LetterServiceRow, ProceedingRow

ARTICLE: Final = "第三十三条"
ONLINE: Final = "online"
METHODS: Final = ("direct", "retained", "mailed", "announced")  # 直接、留置、邮寄、公告
WORDS_MAX: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """How a letter was served, by whom received; `evidence`: witnesses, parcel, address."""

    method: str
    served_on: date
    received_by: str = ""
    evidence: str = ""


def serve(session: Session, actor: Actor, letter_id: UUID, service: Service) -> None:
    """Record that the Center served a letter; its deadline starts on that day."""
    letter = find(session, actor, letter_id)
    if not (actor.role.of_center or actor.employer_id is None):
        raise Forbidden(N_("文书的送达由中心登记。"), ARTICLE)
    _check(actor, letter, service)
    _record(session, actor, letter, service)


def acknowledge(session: Session, actor: Actor, letter_id: UUID) -> None:
    """Acknowledge a letter as the employer it went to: served today, in the system."""
    letter = find(session, actor, letter_id)
    if not actor.role.of_employer:
        raise Forbidden(N_("文书由受送达单位的人员签收。"), ARTICLE)
    _record(
        session,
        actor,
        letter,
        Service(method=ONLINE, served_on=actor.today, received_by=actor.name),
    )


def find(session: Session, actor: Actor, letter_id: UUID) -> LetterRow:
    """Give a letter that the actor may see; to anybody else it does not exist."""
    row = session.get(LetterRow, letter_id)
    if row is None or (actor.employer_id is not None and not _is_for(actor, row)):
        raise NotFound(N_("没有这份文书。"))
    return row


def _is_for(actor: Actor, row: LetterRow) -> bool:
    return actor.role.of_employer and row.to_employer and row.employer_id == actor.employer_id


def _check(actor: Actor, letter: LetterRow, service: Service) -> None:
    if service.method not in METHODS:
        raise Invalid(N_("请选择送达方式：直接、留置、邮寄或公告。"))
    if not letter.issued_on <= service.served_on <= actor.today:
        raise Invalid(
            N_("送达日期须在文书制发日 {issued} 至今天之间，请核对。"),
            issued=letter.issued_on.isoformat(),
        )
    if service.method != "announced" and not service.received_by.strip():
        raise Invalid(N_("请填写签收人；留置送达的填写拒收人。"))
    if service.method != "direct" and not service.evidence.strip():
        raise Invalid(N_("请填写送达凭据：留置的见证人、邮寄的单号或公告的网址。"))


def _record(session: Session, actor: Actor, letter: LetterRow, service: Service) -> None:
    if session.get(LetterServiceRow, (letter.employer_id, letter.id)) is not None:
        raise Refused(N_("{number} 已经送达，不必再次登记。"), ARTICLE, number=letter.number)
    session.add(
        LetterServiceRow(
            letter_id=letter.id,
            employer_id=letter.employer_id,
            method=service.method,
            served_on=service.served_on,
            received_by=service.received_by.strip()[:WORDS_MAX],
            evidence=service.evidence.strip()[:WORDS_MAX],
            recorded_by=actor.user_id,
            recorded_role=actor.role.value,
            recorded_at=actor.at,
        )
    )
    served = Step(
        action="serve_letter", subject="letter", subject_id=letter.id,
        employer_id=letter.employer_id, target=service.method, article=ARTICLE,
        reason=f"{letter.number} {service.served_on.isoformat()}",
    )  # fmt: skip
    audit.record(session, actor, served)
    session.flush()
    inbox.settle(session, actor, letters.link(letter.id))
    _start(session, actor, letter, service.served_on)


def _start(session: Session, actor: Actor, letter: LetterRow, day: date) -> None:
    """Let the letter's deadline run from the day of service, if its case still stands there.

    A deadline of the same term that ran since the step gives way to it; an extension is kept.
    """
    case = session.get_one(ProceedingRow, letter.proceeding_id, populate_existing=True)
    if letter.term is None:
        return
    before, stood = deadlines.of_term(session, case, letter.term), case.state
    runs = (
        before is not None and before.stopped_on is None
    )  # though the case moved, as by a reminder
    if stood != letter.state and not runs:
        return
    started = proceedings.start(session, case, KINDS[case.kind].machine, letter.term, day)
    if before is not None:
        deadlines.carry_over(session, before, started)
        before.met_on = actor.today
    session.refresh(case)  # a step taken meanwhile did not see the deadline
    if case.state != stood:
        started.met_on = actor.today
