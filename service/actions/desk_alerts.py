"""预警: what comes near or went too far, said before it costs anybody anything.

How early is our own default, said here once; nothing of it stops anybody.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance import deadlines, library, window
from compliance.claim_states import MENDABLE
from compliance.library import category_title
from compliance.procedures.advance import AdvanceState
from compliance.text import TextKind
from ledger import closing
from service import business_day, texts
from service.actions import bank, desk
from service.actions.bank_views import Waiting
from service.actions.desk import CategoryMoney, GrantView
from service.messages import N_, Sayable, Sentence
from service.permissions import Actor
from service.tables import (
    ClaimRow,
    DeadlineRow,
    DecisionRow,
    InstalmentRow,
    LawTextRow,
    ProceedingRow,
)

ENDING_DAYS = 90  # before the end of an execution period
INSTALMENT_DAYS = 30  # before an instalment is due
ADVANCE_DAYS = 10  # before an advance is to be settled
CLOSING_DAYS = 15  # after a month, in which it should be closed
TEXT_DAYS = 30  # around the day a text takes effect
NEAR = Decimal("0.90")  # of a direction's budget
RUNNING = frozenset({"agreed", "active", "suspended"})


@dataclass(frozen=True, slots=True)
class Alert:
    """One warning: `weight` review (somebody should act) or block (it went too far).

    `way` names where it is mended; `values` what the address of that place needs.
    """

    weight: str
    sentence: Sayable
    way: str
    values: Mapping[str, str] = field(default_factory=dict)


def alerts(
    session: Session, actor: Actor, grants: Sequence[GrantView], bank_seen: Waiting
) -> tuple[Alert, ...]:
    """List the warnings of an employer, the weightiest first."""
    found = [
        *(alert for grant in grants for alert in _of_grant(session, actor, grant)),
        *_advances(session, actor),
        *_bank(bank_seen),
        *_months(session, actor),
        *_instalments(session, actor),
        *_texts(session, actor),
    ]
    return tuple(sorted(found, key=lambda alert: alert.weight != "block"))


def _yuan(amount: Decimal) -> str:
    return f"¥{amount:,.2f}"


def _of_grant(session: Session, actor: Actor, grant: GrantView) -> Iterator[Alert]:
    if grant.agreement is None:
        yield from _not_yet_agreed(actor, grant)
    elif grant.state in RUNNING:
        yield from _ending(session, actor, grant, grant.agreement.ends_on)
        for part in grant.money.categories:
            yield from _direction(grant, part)


def _not_yet_agreed(actor: Actor, grant: GrantView) -> Iterator[Alert]:
    if grant.state != "nominated":
        return
    first = window.pre_project_window(actor.today).first_on
    sentence = Sentence(
        N_(
            "“{selectee}”尚未立项：只有立项前六个月内的费用可以列支（第二十八条）。若今天立项，"
            "窗口从 {day} 起；每晚一天，就少一天。"
        ),
        {"selectee": grant.selectee, "day": first.isoformat()},
    )
    yield Alert("review", sentence, "grant", {"grant_id": str(grant.id)})


def _ending(session: Session, actor: Actor, grant: GrantView, ends_on: date) -> Iterator[Alert]:
    if ends_on - actor.today > timedelta(days=ENDING_DAYS):
        return
    calendar = texts.library(session).calendar()
    values = {
        "selectee": grant.selectee,
        "day": ends_on.isoformat(),
        "days": str(deadlines.left(actor.today, ends_on, calendar)),
        "left": _yuan(grant.money.available),
    }
    if ends_on < actor.today:
        words = N_(
            "“{selectee}”的执行期已于 {day} 届满：此后发生的费用不能列支。未办完的申请请尽快办完，"
            "并申请结题；可用余额 {left}。"
        )
        weight = "block"
    else:
        words = N_(
            "“{selectee}”的执行期到 {day} 为止，还剩 {days} 个工作日，可用 {left}。"
            "之后发生的费用不能列支。"
        )
        weight = "review"
    yield Alert(weight, Sentence(words, values), "grant", {"grant_id": str(grant.id)})


def _direction(grant: GrantView, part: CategoryMoney) -> Iterator[Alert]:
    used = part.spent + part.reserved
    if part.budget <= 0 or used < part.budget * NEAR:
        return
    values: dict[str, str | Sayable] = {
        "selectee": grant.selectee,
        "category": category_title(part.category),
        "amount": _yuan(abs(part.available)),
        "share": f"{used * 100 / part.budget:.2f}%",
    }
    if part.available < 0:
        words = N_("“{selectee}”的{category}已超出预算 {amount}（已用 {share}），请办理预算调剂。")
        weight = "block"
    else:
        words = N_("“{selectee}”的{category}已用 {share}，只剩 {amount}；不够时请先办理预算调剂。")
        weight = "review"
    yield Alert(weight, Sentence(words, values), "grant", {"grant_id": str(grant.id)})


def _advances(session: Session, actor: Actor) -> Iterator[Alert]:
    query = (
        select(ProceedingRow.id, ProceedingRow.number, func.min(DeadlineRow.due_on))
        .join(
            DeadlineRow,
            (DeadlineRow.employer_id == ProceedingRow.employer_id)
            & (DeadlineRow.proceeding_id == ProceedingRow.id),
        )
        .where(
            ProceedingRow.employer_id == actor.employer,
            ProceedingRow.kind == "advance",
            ProceedingRow.state == AdvanceState.OUTSTANDING.value,
            DeadlineRow.met_on.is_(None),
            DeadlineRow.stopped_on.is_(None),
            DeadlineRow.due_on <= actor.today + timedelta(days=ADVANCE_DAYS),
        )
        .group_by(ProceedingRow.id, ProceedingRow.number)
        .order_by(func.min(DeadlineRow.due_on))
    )
    for case_id, number, due in session.execute(query):
        late = due < actor.today
        words = (
            N_("预借款 {number} 应于 {day} 前冲销或退回，已经逾期。")
            if late
            else N_("预借款 {number} 应于 {day} 前冲销或退回。")
        )
        sentence = Sentence(words, {"number": number, "day": due.isoformat()})
        yield Alert("block" if late else "review", sentence, "case", {"case_id": str(case_id)})


def _bank(seen: Waiting) -> Iterator[Alert]:
    if not seen.recent.passed:
        yield Alert("review", seen.recent.message, "bank")


def _months(session: Session, actor: Actor) -> Iterator[Alert]:
    connection = session.connection()
    month = closing.next_month(connection, bank.book_of(session, actor.employer))
    if month is None:
        return
    due = closing.last_day(month) + timedelta(days=CLOSING_DAYS)
    if due < actor.today:
        words = N_("{month} 的账还没有结：宜在次月 {days} 日前结账（本系统默认）。")
        sentence = Sentence(words, {"month": closing.named(month), "days": str(CLOSING_DAYS)})
        yield Alert("review", sentence, "closing", {"book": str(actor.employer)})


def _instalments(session: Session, actor: Actor) -> Iterator[Alert]:
    soon = actor.today + timedelta(days=INSTALMENT_DAYS)
    waiting = InstalmentRow.state.in_(["planned", "approved"])
    for each in desk.instalments(session, actor, waiting, InstalmentRow.due_on <= soon):
        late = each.due_on < actor.today
        values: dict[str, str | Sayable] = {
            "selectee": each.selectee,
            "position": str(each.position),
            "amount": _yuan(each.amount),
            "day": each.due_on.isoformat(),
        }
        if each.unmet:
            values["why"] = each.unmet[0]
            words = (
                N_("“{selectee}”第 {position} 笔拨款 {amount} 原定 {day}，还没有拨付：{why}。")
                if late
                else N_("“{selectee}”第 {position} 笔拨款 {amount} 定于 {day}，还差：{why}。")
            )
        else:
            words = (
                N_("“{selectee}”第 {position} 笔拨款 {amount} 原定 {day}，等待中心拨付。")
                if late
                else N_("“{selectee}”第 {position} 笔拨款 {amount} 预计 {day} 拨付。")
            )
        yield Alert("review", Sentence(words, values), "grant", {"grant_id": str(each.grant_id)})


def _texts(session: Session, actor: Actor) -> Iterator[Alert]:
    """Tell of texts that took effect lately or will soon, and whose drafts they changed."""
    near = timedelta(days=TEXT_DAYS)
    query = select(LawTextRow).where(
        LawTextRow.approved_at >= business_day.begin_of(actor.today - near),
        LawTextRow.effective_from.between(actor.today - near, actor.today + near),
    )
    for row in session.scalars(query.order_by(LawTextRow.effective_from, LawTextRow.version)):
        title = library.parse(TextKind(row.kind), row.content).heading.title
        values: dict[str, str | Sayable] = {
            "title": title,
            "version": row.version,
            "day": row.effective_from.isoformat(),
        }
        count = _changed(session, actor, row)
        if count:
            values["count"] = str(count)
            words = N_(
                "“{title}”{version} 自 {day} 起施行，{count} 张草稿的结论随之更新，请看过再提交。"
            )
        else:
            words = N_("“{title}”{version} 自 {day} 起施行，现有草稿的结论不受影响。")
        yield Alert(
            "review", Sentence(words, values), "text", {"kind": row.kind, "version": row.version}
        )


def _changed(session: Session, actor: Actor, row: LawTextRow) -> int:
    """Count the drafts that were decided anew when the text was approved."""
    query = (
        select(func.count(ClaimRow.id.distinct()))
        .join(DecisionRow, DecisionRow.claim_id == ClaimRow.id)
        .where(
            ClaimRow.employer_id == actor.employer,
            ClaimRow.state.in_(sorted(MENDABLE)),
            DecisionRow.decided_at == row.approved_at,
        )
    )
    return session.scalar(query) or 0
