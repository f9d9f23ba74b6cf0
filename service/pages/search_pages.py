"""The pages by their names: what the search offers of the product itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from service.actions.procedures import KINDS
from service.actions.search_query import Asked
from service.messages import N_
from service.pages import ledger
from service.pages.surroundings import MENU
from service.permissions import Actor, Permission, Role, allows

_P = Permission


@dataclass(frozen=True, slots=True)
class PageHit:
    """A page that was meant."""

    name: str
    within: str
    address: str


# Pages below those of the menu: words, under which line, endpoint, permission.
BELOW = (
    (N_("导出账簿和凭证"), N_("账簿"), "exports.show", _P.SEE_LEDGER),
    (N_("结账"), N_("账簿"), "closing.show", _P.SEE_LEDGER),
    (N_("试算平衡表"), N_("账簿"), "ledger.balance", _P.SEE_LEDGER),
    (N_("账簿验证"), N_("账簿"), "ledger.proof", _P.SEE_PROGRAMME),
    (N_("余额调节表"), N_("对账"), "bank.show", _P.SEE_BANK),
    (N_("导入对账单"), N_("对账"), "bank.show", _P.SEE_BANK),
    (N_("办法各条"), N_("规则与办法"), "rules.articles", _P.SEE_RULES),
    (N_("清单、标准和日历"), N_("规则与办法"), "rules.texts", _P.SEE_RULES),
    (N_("文书"), N_("事项"), "letters.show_all", _P.SEE_CASES),
    (N_("全部项目"), N_("总览"), "programme_lists.grants", _P.SEE_PROGRAMME),
    (N_("单位比较"), N_("总览"), "programme_lists.employers", _P.SEE_PROGRAMME),
    (N_("逾期"), N_("总览"), "programme_lists.late", _P.SEE_PROGRAMME),
    (N_("拨付批次"), N_("拨付"), "instalment_batches.show_all", _P.SEE_PROGRAMME),
    (N_("已办"), N_("工作台"), "desk_done.show", _P.SEE_DESK),
    (N_("消息"), "", "messages.show", _P.SIGNED_IN),
    (N_("收件地址"), N_("上传发票"), "mail_in.show", _P.UPLOAD),
    (N_("联系方式与提醒"), "", "contact.show", _P.SIGNED_IN),
    (N_("修改密码"), "", "session.password", _P.SIGNED_IN),
)  # fmt: skip
OF_A_BOOK = {"exports.show", "closing.show", "ledger.balance"}


def find(actor: Actor, asked: Asked) -> list[PageHit]:
    """Give the pages whose name, in the reader's language or in Chinese, holds what was typed."""
    found = {hit.address + hit.name: hit for hit in _pages(actor, asked)} if asked.words else {}
    return list(found.values())


def _pages(actor: Actor, asked: Asked) -> Iterator[PageHit]:
    for group, entries in MENU:
        for entry in entries:
            if allows(actor.role, entry.permission) and _named(asked, entry.words):
                yield PageHit(gettext(entry.words), gettext(group), url_for(entry.endpoint))
    for words, under, endpoint, permission in BELOW:
        if allows(actor.role, permission) and _named(asked, words):
            address = _address(actor, endpoint)
            yield PageHit(gettext(words), gettext(under) if under else "", address)
    yield from _kinds(actor, asked)


def _address(actor: Actor, endpoint: str) -> str:
    """Give the address of a page; those that show a book, of the own one or the Center's."""
    if endpoint not in OF_A_BOOK:
        return url_for(endpoint)
    return url_for(endpoint, book=actor.employer_id or ledger.CENTER)


def _kinds(actor: Actor, asked: Asked) -> Iterator[PageHit]:
    """Give the lists of the cases of a kind."""
    if not allows(actor.role, _P.SEE_CASES) or actor.role is Role.SELECTEE:
        return
    for name, kind in KINDS.items():
        if _named(asked, kind.title):
            address = url_for("cases.show_all", kind=name)
            yield PageHit(gettext(kind.title), gettext("事项"), address)


def _named(asked: Asked, words: str) -> bool:
    return asked.within(words, gettext(words))
