"""项目: what becomes of a grant, from nomination to the archive (articles 18, 24, 27, 30, 32).

Every change of a grant's state is a line of this table, brought about by a step of some procedure:
whoever may take that step may move the grant. Money goes out to an ACTIVE grant only.
"""

from enum import StrEnum
from typing import Final

from compliance.machine import Machine, Role, Transition
from compliance.messages import N_


class GrantState(StrEnum):
    """项目的状态."""

    NOMINATED = "nominated"  # selected; no agreement yet
    AGREED = "agreed"  # agreement signed; no money yet
    ACTIVE = "active"  # money has arrived
    SUSPENDED = "suspended"  # 中止
    REVOKED = "revoked"  # 取消
    WITHDRAWN = "withdrawn"  # 主动退出
    COMPLETED = "completed"  # 结题
    TRANSFERRING = "transferring"  # to another employer
    TRANSFERRED = "transferred"  # goes on there; here only the past is left
    SETTLED = "settled"  # nothing is owed any more
    ARCHIVED = "archived"


NOMINATED, AGREED, ACTIVE = GrantState.NOMINATED, GrantState.AGREED, GrantState.ACTIVE
SUSPENDED, REVOKED, WITHDRAWN = GrantState.SUSPENDED, GrantState.REVOKED, GrantState.WITHDRAWN
COMPLETED, SETTLED, ARCHIVED = GrantState.COMPLETED, GrantState.SETTLED, GrantState.ARCHIVED
TRANSFERRING, TRANSFERRED = GrantState.TRANSFERRING, GrantState.TRANSFERRED

CENTER: Final = (Role.CENTER_AUDITOR, Role.CENTER_MANAGER)
ANYBODY: Final = (
    *CENTER,
    Role.EMPLOYER_MAKER,
    Role.EMPLOYER_CHECKER,
    Role.EMPLOYER_CASHIER,
    Role.SELECTEE,
    Role.CLOCK,
)


def _moves(
    sources: tuple[GrantState, ...],
    action: str,
    target: GrantState,
    who: tuple[Role, ...],
    words: tuple[int, str, str],
) -> tuple[Transition[GrantState], ...]:
    """Give one action out of several states; `words`: article, clause, title."""
    article, clause, title = words
    return tuple(
        Transition(source, action, target, who, article, title, clause=clause) for source in sources
    )


GRANT_LIFE = Machine(
    name="grant",
    initial=NOMINATED,
    ends=frozenset({ARCHIVED}),
    titles={
        NOMINATED: N_("已入选"),
        AGREED: N_("已签任务书"),
        ACTIVE: N_("执行中"),
        SUSPENDED: N_("已中止"),
        REVOKED: N_("已取消"),
        WITHDRAWN: N_("已退出"),
        COMPLETED: N_("已结题"),
        TRANSFERRING: N_("划转中"),
        TRANSFERRED: N_("已划转"),
        SETTLED: N_("已结清"),
        ARCHIVED: N_("已归档"),
    },
    transitions=(
        *_moves(  # a roster on the command line is the system's
            (NOMINATED,), "sign", AGREED, (*CENTER, Role.CLOCK), (27, "", N_("签订任务书"))
        ),
        *_moves((AGREED,), "receive", ACTIVE, ANYBODY, (24, "", N_("首笔拨款到账"))),
        *_moves((NOMINATED, AGREED), "arrive", ACTIVE, ANYBODY, (30, "", N_("接收划转"))),
        *_moves(
            (AGREED, ACTIVE, TRANSFERRING), "suspend", SUSPENDED, CENTER,
            (32, "（二）", N_("中止入选者资格")),
        ),
        *_moves((SUSPENDED,), "lift", ACTIVE, CENTER, (32, "", N_("恢复入选者资格"))),
        *_moves(
            (SUSPENDED,), "lift_unpaid", AGREED, CENTER, (32, "", N_("恢复入选者资格（尚未拨款）"))
        ),
        *_moves(
            (NOMINATED, AGREED, ACTIVE, SUSPENDED, TRANSFERRING, COMPLETED), "revoke", REVOKED,
            CENTER, (32, "（二）", N_("取消入选者资格")),
        ),
        *_moves(
            (NOMINATED, AGREED, ACTIVE, SUSPENDED), "withdraw", WITHDRAWN, CENTER,
            (32, "（一）", N_("主动退出")),
        ),
        *_moves((ACTIVE,), "complete", COMPLETED, CENTER, (31, "", N_("结题"))),
        *_moves((ACTIVE,), "begin_transfer", TRANSFERRING, ANYBODY, (30, "", N_("开始划转"))),
        *_moves((TRANSFERRING,), "end_transfer", ACTIVE, ANYBODY, (30, "", N_("不再划转"))),
        *_moves((TRANSFERRING,), "move_out", TRANSFERRED, ANYBODY, (30, "", N_("划转完成"))),
        *_moves(
            (REVOKED, WITHDRAWN, COMPLETED, TRANSFERRED), "settle", SETTLED, ANYBODY,
            (26, "", N_("结清")),
        ),
        *_moves((SETTLED,), "archive", ARCHIVED, (*CENTER, Role.CLOCK), (6, "", N_("归档"))),
    ),
)  # fmt: skip
