"""整改 (Art. 32, 33): a fault is raised, notified, mended or disputed, verified and closed.

Money that the grant may not bear is disallowed when the employer accepts the fault or the Center
orders it mended; it is put back by a booking of the bank line with which it arrives.
"""

from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from compliance import deadlines
from compliance.deadlines import Unit
from compliance.procedures.rectification import RECTIFICATION, RectificationState
from ledger import book, events
from ledger.events import Occasion, Purpose
from service import texts
from service.actions import deadlines as clock
from service.actions import letters, open_findings, proceedings, rectification_letters, sanctions
from service.actions.booking_entries import FISCAL
from service.actions.posting import post
from service.actions.proceedings import Act, done
from service.messages import N_, Refused
from service.permissions import Actor
from service.tables import DeadlineRow, GrantRow, ProceedingRow, RectificationRow

ARTICLE: Final = "第三十三条"
ORDER_ARTICLE: Final = "第三十二条"
TERMS: Final = ("rectify", "rectify_again")
Said = dict[str, Any]


def notify(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Send the notice: the time for mending begins, anew on the day when it is served."""
    row = _plain(session, actor, (case_id, steps), "notify", said)
    letters.issue(session, actor, row, rectification_letters.notice(session, row))


def drop(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Let a fault go that nobody was told of."""
    _plain(session, actor, (case_id, steps), "drop", said)


def accept(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Accept the fault: what the grant may not bear is disallowed at once."""
    row = _take(session, actor, case_id, steps)
    _refuse_if(
        done(session, row, "accept") is not None,
        N_("{number} 已经认可，请按要求完成整改。"),
        row,
    )
    proceedings.step(session, actor, row, RECTIFICATION, "accept", _reason(said))
    _disallow(session, actor, row, ARTICLE)


def dispute(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Say what stands against the fault, in time; the clock stands meanwhile."""
    row = _take(session, actor, case_id, steps)
    _refuse_if(
        done(session, row, "accept") is not None,
        N_("{number} 已经认可，不能再提出申辩；如有新的情况，请与中心联系。"),
        row,
    )
    _refuse_if(
        done(session, row, "dispute") is not None,
        N_("{number} 的申辩已有答复；如不同意，请申请复核。"),
        row,
    )
    begun = clock.of_term(session, row, *TERMS)
    _refuse_after_comment(session, actor, row, begun)
    _stop(session, actor, row, "dispute", said)


def appeal(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Ask for another person's view of an answer, once; the clock stands meanwhile."""
    row = _take(session, actor, case_id, steps)
    _refuse_if(
        done(session, row, "dismiss_dispute") is None,
        N_("{number} 还没有不采纳申辩的答复，不能申请复核。"),
        row,
    )
    _refuse_if(
        done(session, row, "appeal") is not None or done(session, row, "accept") is not None,
        N_("{number} 已经复核或认可，不能再申请复核。"),
        row,
    )
    _stop(session, actor, row, "appeal", said)


def answer(action: str) -> Act:
    """Give the step that upholds or dismisses what an employer says; dismissed, the clock runs."""

    def decide(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
        row = _take(session, actor, case_id, steps)
        taken = proceedings.step(session, actor, row, RECTIFICATION, action, _reason(said))
        if taken.target is RectificationState.NOTIFIED:
            clock.resume(session, row, actor.today)

    return decide


def ask_extension(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Ask for more time, before it is over."""
    row = _take(session, actor, case_id, steps)
    _extendable(session, actor, row)
    proceedings.step(session, actor, row, RECTIFICATION, "ask_extension", _reason(said))


def extend(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Give more time to who asked for it while there was some left; once."""
    row = _take(session, actor, case_id, steps)
    _refuse_if(
        done(session, row, "ask_extension") is None,
        N_("单位没有申请 {number} 延期。"),
        row,
    )
    deadline = _extendable(session, None, row)
    proceedings.step(session, actor, row, RECTIFICATION, "extend", _reason(said))
    clock.extend(session, deadline)


def remind(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Remind by hand, with a letter; the clock does it too."""
    row = _plain(session, actor, (case_id, steps), "remind", said)
    letters.issue(session, actor, row, rectification_letters.reminder(session, row))


def order(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Order what was not done in time to be done within a last term (督促)."""
    row = _take(session, actor, case_id, steps)
    deadline = clock.of_term(session, row, *TERMS)
    if deadline is not None and deadline.due_on >= actor.today:
        raise Refused(
            N_("{number} 的整改期限到 {due} 才届满，期限内不能责令。"),
            ORDER_ARTICLE,
            number=row.number,
            due=deadline.due_on.isoformat(),
        )
    notice = letters.unserved(session, row, TERMS[0])
    if notice is not None:
        raise Refused(
            N_("{notice} 还没有送达：请先登记送达，整改期限自送达之日起计算，届满后才能责令。"),
            ORDER_ARTICLE,
            notice=notice,
        )
    proceedings.step(session, actor, row, RECTIFICATION, "order", _reason(said))
    _disallow(session, actor, row, ORDER_ARTICLE)
    letters.issue(session, actor, row, rectification_letters.order(session, row, _reason(said)))


def rectify(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Report what was done; money that was asked for is back in the account by then."""
    row = _take(session, actor, case_id, steps)
    about = about_of(session, row)
    left = open_findings.left(session, about)
    if left:
        raise Refused(
            N_(
                "{number} 要求退回专户的资金还差 {left} 元：请转入专户，"
                "在对账页把该笔银行明细记为整改退回，由另一人复核入账后再报告。"
            ),
            ARTICLE,
            number=row.number,
            left=f"{left:,.2f}",
        )
    proceedings.step(session, actor, row, RECTIFICATION, "rectify", said["result"])


def verify(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Find the fault mended."""
    _plain(session, actor, (case_id, steps), "verify", said)


def send_back(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Find the fault not mended: the employer goes on."""
    _plain(session, actor, (case_id, steps), "send_back", said)


def close(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Close what another person verified."""
    _plain(session, actor, (case_id, steps), "close", said)


def escalate(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Propose a suspension: a reminder and an order are on record, and the last term is over.

    A case of its own is opened for it, in which another person hears the employer and decides.
    """
    row = _take(session, actor, case_id, steps)
    for action in ("remind", "order", "lapse"):
        _refuse_if(
            done(session, row, action) is None,
            N_("{number} 还没有经过提醒、督促和期限届满，不能提请中止（第三十二条（二）3）。"),
            row,
        )
    proceedings.step(session, actor, row, RECTIFICATION, "escalate", _reason(said))
    sanctions.propose_of_rectification(session, actor, row, _reason(said))


def settle(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Close a fault whose money was called back with all the rest."""
    row = _take(session, actor, case_id, steps)
    about = about_of(session, row)
    others = sum(
        (
            each.left
            for each in open_findings.of_grant(session, about.grant_id)
            if each.proceeding_id != row.id
        ),
        Decimal("0.00"),
    )
    standing = Decimal("0.00")
    if about.category is not None:
        employer = book.book_of(session.connection(), row.employer_id)
        account = purpose_of(session, about).on("5301.D")
        standing = book.balance(session.connection(), employer, account)
    if not about.amount or standing > others:
        raise Refused(
            N_("{number} 的不合规支出还有 {left} 元没有退回或列入追回，不能了结。"),
            ARTICLE,
            number=row.number,
            left=f"{standing:,.2f}",
        )
    proceedings.step(session, actor, row, RECTIFICATION, "settle", _reason(said))


def on_mark(
    session: Session, actor: Actor, row: ProceedingRow, deadline: DeadlineRow, mark: int
) -> None:
    """Do what a day of the calendar brings about: a reminder, or the end of the last term."""
    state = RectificationState(row.state)
    if state is RectificationState.NOTIFIED and deadline.term in TERMS:
        proceedings.step(session, actor, row, RECTIFICATION, "remind")
    elif state is RectificationState.ORDERED and mark > 0:
        proceedings.step(session, actor, row, RECTIFICATION, "lapse")


def shut(session: Session, row: ProceedingRow) -> frozenset[str]:
    """Give the steps that this case can take no more, or not yet."""
    taken = {
        action: done(session, row, action) is not None
        for action in ("accept", "dispute", "dismiss_dispute", "appeal", "ask_extension", "extend")
    }
    over = {
        "accept": taken["accept"],
        "dispute": taken["accept"] or taken["dispute"],
        "appeal": taken["accept"] or taken["appeal"] or not taken["dismiss_dispute"],
        "ask_extension": taken["ask_extension"],
        "extend": taken["extend"] or not taken["ask_extension"],
        "settle": not about_of(session, row).amount,
    }
    return frozenset(action for action, so in over.items() if so)


def about_of(session: Session, row: ProceedingRow) -> RectificationRow:
    """Give what a rectification is about."""
    return session.get_one(RectificationRow, (row.employer_id, row.id))


def purpose_of(session: Session, about: RectificationRow) -> Purpose:
    """Give the purpose whose money is asked back: only fiscal money is the Center's concern."""
    grant = session.get_one(GrantRow, about.grant_id)
    assert about.category is not None, "an amount has its direction"
    return Purpose(grant.number, FISCAL, about.category)


def _disallow(session: Session, actor: Actor, row: ProceedingRow, article: str) -> None:
    about = about_of(session, row)
    if not about.amount or about.disallowed_entry_id is not None:
        return
    occasion = Occasion(
        key=f"proceeding:{row.id}:disallow",
        effective_on=actor.today,
        actor=str(actor.user_id),
        memo=f"认定不合规 {row.number}",
        meta={"proceeding": str(row.id)},
    )
    employer = book.book_of(session.connection(), row.employer_id)
    purpose = purpose_of(session, about)
    entry = post(session, article, events.disallow(employer, occasion, purpose, about.amount))
    about.disallowed_entry_id = int(entry)
    session.flush()


def _stop(session: Session, actor: Actor, row: ProceedingRow, action: str, said: Said) -> None:
    clock.pause(session, row, actor.today)
    proceedings.step(session, actor, row, RECTIFICATION, action, _reason(said))


def _refuse_after_comment(
    session: Session, actor: Actor, row: ProceedingRow, begun: DeadlineRow | None
) -> None:
    """Refuse what comes later than the time for being heard, counted from the notice."""
    if begun is None:
        return
    term = deadlines.terms()["comment"]
    calendar = texts.library(session).calendar()
    due = deadlines.due_day(begun.starts_on, term.days, Unit(term.unit), calendar)
    if actor.today > due.day or begun.term != TERMS[0]:
        raise Refused(
            N_("{number} 的申辩应在 {due} 前提出，逾期视为无异议；请按要求完成整改。"),
            ARTICLE,
            number=row.number,
            due=due.day.isoformat(),
        )


def _extendable(session: Session, actor: Actor | None, row: ProceedingRow) -> DeadlineRow:
    """Give the deadline that may be extended; refuse a second time, and one that is over."""
    _refuse_if(
        done(session, row, "extend") is not None, N_("{number} 已经延期一次，不能再延期。"), row
    )
    deadline = clock.of_term(session, row, *TERMS)
    over = actor is not None and deadline is not None and deadline.due_on < actor.today
    _refuse_if(
        deadline is None or over or not deadlines.terms()[deadline.term].extension_days,
        N_("{number} 的整改期限已经届满或者不能延长，不能再申请延期。"),
        row,
    )
    assert deadline is not None, "refused just now"
    return deadline


def _plain(
    session: Session, actor: Actor, page: tuple[UUID, int], action: str, said: Said
) -> ProceedingRow:
    row = _take(session, actor, *page)
    proceedings.step(session, actor, row, RECTIFICATION, action, _reason(said))
    return row


def _take(session: Session, actor: Actor, case_id: UUID, steps: int) -> ProceedingRow:
    return proceedings.take(session, actor, RECTIFICATION, case_id, steps)


def _reason(said: Said) -> str:
    return str(said.get("reason", ""))


def _refuse_if(wrong: bool, template: str, row: ProceedingRow) -> None:  # noqa: FBT001  # reads as a sentence
    if wrong:
        raise Refused(template, ARTICLE, number=row.number)
