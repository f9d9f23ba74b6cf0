"""第二十八条: costs of the project period, and of the six months before approval.

With D the day of approval: the six months before it are [D - 6 months, D), the project period is
[D, end]. What counts is the day of the cost, or the invoice's date when that is not given. Inside
the six months the cost must be directly related to the project, which the employer states in
writing. After the end an invoice may still be issued for the days the agreement grants. Where
only the day of the cost saves an invoice of an earlier phase, as a prepayment, a person looks.
"""

from collections.abc import Iterator
from datetime import date

from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, Message, Value, message
from compliance.window import Phase, days_after, phase, pre_project_window

ARTICLE = 28
TITLE = N_("费用发生在可列支期间内")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
NO_DATE = N_("没有费用日期，也没有读到开票日期，无法判断是否在可列支期间内（依据{article}）。")
GIVE_DATE = N_("请填写费用发生日期。")
TOO_EARLY = N_(
    "{dated} 早于立项前六个月窗口（{first} 至 {last}），立项日为 {approved}（依据{article}）。"
)
OWN_MONEY = N_("请由单位自有资金承担；如费用实际发生在窗口内，请更正费用日期并附证明。")
NEEDS_STATEMENT = N_("{dated} 在立项前六个月窗口内（{first} 至 {last}，依据{article}）。")
WRITE_STATEMENT = N_("请写明与项目的直接关系：对应的培养方案事项、用途、使用人和成果。")
STATED = N_("{dated} 在立项前六个月窗口内（{first} 至 {last}，依据{article}），已写明直接关系。")
JUDGE_STATEMENT = N_("请审核人核对该说明是否成立。")
TOO_LATE = N_("{dated} 晚于任务书截止日 {end}（依据{article}）。")
AFTER_END = N_("项目期以后的费用由单位承担；如费用实际发生在项目期内，请更正费用日期并附证明。")
INVOICED_LATE = N_(
    "开票日期 {issued} 晚于任务书截止日 {end} 后 {days} 天的开票宽限期（依据{article}）。"
)
EXPLAIN_LATE = N_("请说明迟开原因并附费用在项目期内发生的证明，由第二人复核。")
MOVED = N_(
    "开票日期 {issued} 早于立项日 {approved}，只因所填{dated} 才计入可列支期间（依据{article}）。"
)
PROVE_DATE = N_("请说明费用何时发生，并附验收单、签到表等能证明该日期的材料。")
COST_DATE = N_("费用日期 {day}")
ISSUE_DATE = N_("开票日期 {day}")
NO_DATE_FOUND = N_("没有日期")
WINDOW = N_("{first} 至 {last}")
NOT_AFTER = N_("不晚于 {day}")
NOT_BEFORE = N_("不早于 {day}")
_FIELDS = ("issue_date",)
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find a cost outside the period, without its statement, or invoiced too late."""
    day = claim.counted_on
    if day is None:
        found = message(NO_DATE_FOUND)
        yield _find(Severity.REVIEW, NO_DATE, GIVE_DATE, fields=_FIELDS, found=found)
        return
    agreement = claim.agreement
    match phase(day, agreement.approved_on, agreement.ends_on):
        case Phase.TOO_EARLY:
            yield _about_window(SEVERITY, TOO_EARLY, OWN_MONEY, claim, day)
        case Phase.PRE_PROJECT:
            yield _pre_project(claim, day)
            yield from _moved(claim, day)
            yield from _invoiced_late(claim)
        case Phase.TOO_LATE:
            yield _too_late(claim, day)
        case _:  # the project period itself
            yield from _moved(claim, day)
            yield from _invoiced_late(claim)


def _pre_project(claim: Claim, day: date) -> Finding:
    if claim.statement.strip():
        return _about_window(Severity.NOTE, STATED, JUDGE_STATEMENT, claim, day)
    return _about_window(Severity.REVIEW, NEEDS_STATEMENT, WRITE_STATEMENT, claim, day)


def _about_window(
    severity: Severity, sentence: str, remedy: str, claim: Claim, day: date
) -> Finding:
    approved_on = claim.agreement.approved_on
    window = pre_project_window(approved_on)
    ends: dict[str, Value] = {"first": str(window.first_on), "last": str(window.last_on)}
    dated = _dated(claim, day)
    return _find(
        severity,
        sentence,
        remedy,
        {**ends, "dated": dated, "approved": str(approved_on)},
        fields=_FIELDS,
        found=dated,
        limit=message(WINDOW, **ends),
    )


def _too_late(claim: Claim, day: date) -> Finding:
    dated, end = _dated(claim, day), str(claim.agreement.ends_on)
    values: dict[str, Value] = {"dated": dated, "end": end}
    limit = message(NOT_AFTER, day=end)
    return _find(SEVERITY, TOO_LATE, AFTER_END, values, fields=_FIELDS, found=dated, limit=limit)


def _moved(claim: Claim, day: date) -> Iterator[Finding]:
    """Find an invoice of an earlier phase that only the stated cost date brings into this one."""
    agreement, issued = claim.agreement, claim.invoice.issue_date
    approved_on, ends_on = agreement.approved_on, agreement.ends_on
    if issued is None or issued >= approved_on:
        return
    if phase(issued, approved_on, ends_on) is not phase(day, approved_on, ends_on):
        yield _find(
            Severity.REVIEW,
            MOVED,
            PROVE_DATE,
            {"issued": str(issued), "approved": str(approved_on), "dated": _dated(claim, day)},
            fields=_FIELDS,
            found=message(ISSUE_DATE, day=str(issued)),
            limit=message(NOT_BEFORE, day=str(approved_on)),
        )


def _invoiced_late(claim: Claim) -> Iterator[Finding]:
    agreement, issued = claim.agreement, claim.invoice.issue_date
    last = days_after(agreement.ends_on, agreement.invoice_grace_days)
    if issued is None or issued <= last:
        return
    yield _find(
        SEVERITY,
        INVOICED_LATE,
        EXPLAIN_LATE,
        {
            "issued": str(issued),
            "end": str(agreement.ends_on),
            "days": str(agreement.invoice_grace_days),
        },
        fields=_FIELDS,
        override=Override.SECOND_PERSON,
        found=message(ISSUE_DATE, day=str(issued)),
        limit=message(NOT_AFTER, day=str(last)),
    )


def _dated(claim: Claim, day: date) -> Message:
    return message(COST_DATE if claim.cost_on else ISSUE_DATE, day=str(day))
