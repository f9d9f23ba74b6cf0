"""What waits on the desk and what it warns of, in words, with the place to deal with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext, ngettext

from compliance.deadlines import terms
from service.actions.desk_alerts import Alert
from service.actions.desk_tasks import Task, When
from service.pages.case_words import case_title
from service.web.words import say


@dataclass(frozen=True, slots=True)
class Line:
    """A line of 等我处理."""

    count: int
    words: str
    more: str
    address: str
    mark: str
    task: Task

    @property
    def when(self) -> When | None:
        return self.task.when


MARKS = {
    "claim:submitted": "active",
    "claim:approved": "active",
    "claim:posted": "active",
    "claim:returned": "review",
    "claim:draft": "",
    "claim:unclear": "review",
    "claim:blocked": "block",
    "bank:matches": "active",
    "bank:bookings": "active",
    "bank:tables": "active",
    "letters": "active",
}


DRAFTS = {"blocked": "block", "unclear": "review", "draft": "pass"}  # their verdicts


def _many(n: int) -> Mapping[str, str]:
    """Say of how many what waits, by its kind."""
    return {
        "claim:submitted": ngettext("张报销申请等您复核", "张报销申请等您复核", n),
        "claim:approved": ngettext("张报销申请等您付款", "张报销申请等您付款", n),
        "claim:posted": ngettext("张垫付款等您归还单位", "张垫付款等您归还单位", n),
        "claim:returned": ngettext(
            "张被退回，等您修改后重新提交", "张被退回，等您修改后重新提交", n
        ),
        "claim:draft": ngettext("张可以列支，等您提交", "张可以列支，等您提交", n),
        "claim:unclear": ngettext("张需要说明，等您写明后提交", "张需要说明，等您写明后提交", n),
        "claim:blocked": ngettext("张不能列支，等您改正或撤回", "张不能列支，等您改正或撤回", n),
        "bank:matches": ngettext("组银行勾对等您确认", "组银行勾对等您确认", n),
        "bank:bookings": ngettext("笔银行明细等您复核入账", "笔银行明细等您复核入账", n),
        "bank:tables": ngettext("份余额调节表等您复核", "份余额调节表等您复核", n),
        "letters": ngettext("份文书等单位签收", "份文书等单位签收", n),
    }


def line(task: Task) -> Line:
    """Say what waits."""
    if task.kind in MARKS:
        words, mark = _many(task.count)[task.kind], MARKS[task.kind]
        return Line(task.count, words, "", _list_at(task.kind), mark, task)
    words_of, mark = ALONE[task.kind]
    said, more, address = words_of(task)
    return Line(task.count, said, more, address, mark, task)


def _list_at(kind: str) -> str:
    group, _, name = kind.partition(":")
    if group == "bank":
        return url_for("bank.show")
    if group == "letters":
        return url_for("letters.show_all", waiting="yes")
    if name in DRAFTS:
        return url_for("claim_list.show", state="draft", outcome=DRAFTS[name])
    return url_for("claim_list.show", state=name)


def _receipt(task: Task) -> tuple[str, str, str]:
    address = url_for("receipts.show", _anchor=str(task.ref))
    return gettext("笔拨款等您确认到账"), task.number, address


def _wrong(task: Task) -> tuple[str, str, str]:
    address = url_for("claims.show", claim_id=task.ref)
    return gettext("张已入账的申请有问题，等您提出冲销"), task.number, address


def _reversal(task: Task) -> tuple[str, str, str]:
    address = url_for("claims.show", claim_id=task.ref)
    return gettext("张已入账申请的冲销等您同意"), task.number, address


def _case(task: Task) -> tuple[str, str, str]:
    case = task.case
    assert case is not None, "a task of a case carries it"
    kind = gettext(case.kind_title)
    words = case.number if case.number.startswith(kind) else f"{kind} {case.number}"
    more = " · ".join(part for part in (case_title(case), gettext(case.state_title)) if part)
    return words, more, url_for("cases.show", case_id=task.ref)


ALONE: Mapping[str, tuple[Callable[[Task], tuple[str, str, str]], str]] = {
    "receipt": (_receipt, "active"),
    "wrong": (_wrong, "block"),
    "reversal": (_reversal, "review"),
    "case": (_case, "review"),
}


def handling_days() -> int:
    """Give the working days within which a step without a term of its own is to be taken."""
    return terms()["handle"].days


@dataclass(frozen=True, slots=True)
class Warned:
    """A line of 预警, with the link to where it is mended."""

    weight: str
    sentence: str
    way: str
    address: str


def warned(alert: Alert) -> Warned:
    """Say what is warned of."""
    endpoint, words = _WAYS[alert.way]
    return Warned(
        alert.weight,
        say(alert.sentence),
        words(),
        url_for(endpoint, **alert.values),  # type: ignore[arg-type]  # values of an address
    )


_WAYS: Mapping[str, tuple[str, Callable[[], str]]] = {
    "grant": ("grant.show", lambda: gettext("查看项目")),
    "case": ("cases.show", lambda: gettext("去办理")),
    "bank": ("bank.show", lambda: gettext("去对账")),
    "closing": ("closing.show", lambda: gettext("去结账")),
    "text": ("rules.text", lambda: gettext("查看变化")),
}
