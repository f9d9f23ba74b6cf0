"""Why the database refused a statement, a match or a reconciliation, as a sentence for a person.

As in `ledger.refusals`, the names of constraints (migration 0007) are the interface.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import psycopg
from sqlalchemy.exc import DBAPIError

from ledger.messages import N_, Message


class BankRefused(Exception):  # noqa: N818  # a refusal is an answer, not a failure
    """The database refused; nothing was kept. The transaction can only be rolled back."""

    def __init__(self, template: str, values: Mapping[str, str] | None = None) -> None:
        self.message = Message(template, values or {})
        super().__init__(self.message.text())


_GAP: Final = N_(
    "{from} 至 {to} 的对账单期初余额为 {opening} 元，而之前的对账单合计应为 {due_opening} 元："
    "中间缺对账单。请按时间顺序导入，先补上缺的那一份。"
)
_OPEN_END: Final = N_(
    "{from} 至 {to} 的对账单期末余额为 {closing} 元，而已导入的明细合计应为 {due_closing} 元："
    "这份对账单缺少以前导入过的明细。请从网银重新下载完整期间的对账单。"
)
_SENTENCES: Final[Mapping[str, str]] = {
    "book_known": N_("没有找到这本账，或您无权使用它。"),
    "bank_line_differs": N_(
        "流水号 {reference} 以前导入的是 {day}、{amount} 元，这份文件里却是 {told_day}、"
        "{told} 元。没有导入；请与银行核实后，从网银重新下载。"
    ),
    "match_sums": N_("两边合计相差 {difference} 元：只有合计分毫不差的才能勾对，请重新选择。"),
    "match_posted": N_(
        "银行明细之间不能互相抵销：每一笔收付都要有凭证。请先把收到和退回分别记账，再与凭证勾对。"
    ),
    "match_own_lines": N_("勾对的两边须是同一专户的银行明细和银行存款凭证，请刷新后重新选择。"),
    "match_sealed": N_("勾对的内容不完整，请刷新后重新选择。"),
    "member_bank_once": N_("同一笔不能在一次勾对里选两次，请重新选择。"),
    "member_book_once": N_("同一笔不能在一次勾对里选两次，请重新选择。"),
    "match_has_members": N_("勾对的内容不完整，请刷新后重新选择。"),
    "match_once": N_("其中有一笔已经勾对过。请刷新页面，先撤销原来的勾对再试。"),
    "match_two_people": N_("人工勾对须由另一人确认，提出人不能自己确认。"),
    "match_standing": N_("这笔勾对已经撤销，不能再确认。"),
    "reconciliation_holds": N_("余额调节表两边不相等，不能提交；请先查明差额。"),
    "reconciliation_two_people": N_("余额调节表须由另一人复核，编制人不能自己复核。"),
    "reconciliation_standing": N_("这份余额调节表已经撤销，不能再复核。"),
    "reconciliation_stale": N_("编制之后账上又有变动，这份余额调节表已经过时；请退回后重新编制。"),
}


def _template(name: str, values: Mapping[str, str]) -> str | None:
    if name == "statements_follow":
        return _GAP if values["at"] == "opening" else _OPEN_END
    return _SENTENCES.get(name)


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what the database refuses into `BankRefused`; anything else stays as it is."""
    try:
        yield
    except DBAPIError as error:
        if not isinstance(error.orig, psycopg.Error):
            raise
        diagnosis = error.orig.diag
        detail = diagnosis.message_detail or ""
        values = json.loads(detail) if detail.startswith("{") else {}
        template = _template(diagnosis.constraint_name or "", values)
        if template is None:
            raise
        raise BankRefused(template, values) from error
