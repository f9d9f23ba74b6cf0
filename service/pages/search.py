"""One box on every page: /search finds claims, sellers, vouchers, cases, rules and pages."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from service.actions import search, search_query
from service.actions.search_hits import Group, Hit
from service.actions.search_query import Asked
from service.messages import N_, Sayable
from service.pages import search_pages
from service.pages.ledger_view import KINDS as EVENTS
from service.pages.search_pages import PageHit
from service.permissions import Permission, Role, allows
from service.web.access import actor, needs, snapshot
from service.web.words import say

blueprint = Blueprint("search", __name__)

BRIEF_EACH, BRIEF_MOST = 3, 8  # hits beneath the box, of a kind and in all

GROUPS: Mapping[str, str] = {
    "claim": N_("报销申请"),
    "seller": N_("销售方"),
    "grant": N_("项目"),
    "report": N_("报销单"),
    "fee_sheet": N_("发放表"),
    "case": N_("事项"),
    "letter": N_("文书"),
    "voucher": N_("记账凭证"),
    "bank_line": N_("银行明细"),
    "article": N_("办法条款"),
    "rule": N_("规则"),
    "item": N_("负面清单"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A group as the page shows it; `all_at`: the list that holds the rest, '' where none does."""

    kind: str
    title: str
    hits: tuple[tuple[Hit, str], ...]  # each with its address
    group: Group
    all_at: str


@blueprint.get("/search")
@needs(Permission.SIGNED_IN)
def show() -> ResponseReturnValue:
    """Show what was found; go on at once where only one thing can be meant."""
    asked = search_query.read(request.args.get("q", ""))
    if asked is None:
        return render_template("search.html", asked=None, groups=(), pages=(), said="")
    with snapshot() as session:
        groups = search.search(session, actor(), asked)
    pages = search_pages.find(actor(), asked)
    shown = [_shown(asked, each) for each in groups]
    if request.args.get("brief"):
        return jsonify(_brief(shown, pages))
    only = _only(shown, pages)
    if only:
        return redirect(only)
    return render_template(
        "search.html",
        asked=asked,
        groups=shown,
        pages=pages,
        said=_said(asked, shown, len(pages)),
        marked=lambda text: _marked(asked, text),
        words=_words,
    )


def _shown(asked: Asked, group: Group) -> Shown:
    hits = tuple((hit, ADDRESSES[group.kind](hit)) for hit in group.hits)
    return Shown(group.kind, gettext(GROUPS[group.kind]), hits, group, _all_at(asked, group))


def _all_at(asked: Asked, group: Group) -> str:
    """Give the list of all claims that were found, where its own filter finds the same."""
    if group.kind == "claim" and group.more and asked.words:
        return url_for("claim_list.show", state="all", text=asked.text)
    return ""


def _brief(shown: Sequence[Shown], pages: Sequence[PageHit]) -> list[dict[str, str]]:
    """Give the first hits of each kind, for the list beneath the box."""
    hits = [
        {
            "kind": each.title,
            "name": _words(hit.name),
            "about": _about(each.kind, hit),
            "address": address,
        }
        for each in shown
        for hit, address in each.hits[:BRIEF_EACH]
    ]
    of_pages = [
        {"kind": gettext("页面"), "name": page.name, "about": page.within, "address": page.address}
        for page in pages[:BRIEF_EACH]
    ]
    return (hits + of_pages)[:BRIEF_MOST]


def _about(kind: str, hit: Hit) -> str:
    if kind == "seller":
        return ""
    return next((part for part in (*hit.about, _words(hit.said)) if part), "")


def _only(shown: Sequence[Shown], pages: Sequence[PageHit]) -> str:
    """Give where to go at once: the one thing of that number, or the only thing there is."""
    hits = [(hit, address) for each in shown for hit, address in each.hits]
    exact = [address for hit, address in hits if hit.exact]
    if len(exact) == 1:
        return exact[0]
    every = [address for _, address in hits] + [page.address for page in pages]
    return every[0] if len(every) == 1 else ""


def _said(asked: Asked, shown: Sequence[Shown], pages: int) -> str:
    count = sum(len(each.hits) for each in shown) + pages
    words: str
    if not count:
        words = gettext("没有找到“%(text)s”。", text=asked.text)
    elif any(each.group.more for each in shown):
        words = gettext("“%(text)s”：每类先列出最近的几项。", text=asked.text)
    else:
        words = ngettext(
            "“%(text)s”：找到 %(num)s 项。", "“%(text)s”：找到 %(num)s 项。", count, text=asked.text
        )
    return words


def _words(text: str | Sayable) -> str:
    """Say what stands in a hit: data as it is, sentences and words in the reader's language."""
    if not isinstance(text, str):
        return say(text)
    words: str = gettext(EVENTS.get(text, text)) if text else ""
    return words


def _marked(asked: Asked, text: str) -> list[tuple[str, bool]]:
    """Part a text at what was typed; True where it stands."""
    parts = re.split(f"({re.escape(asked.text)})", text, flags=re.IGNORECASE)
    return [(part, bool(place % 2)) for place, part in enumerate(parts) if part]


def _grant(hit: Hit) -> str:
    role = actor().role
    if role is Role.SELECTEE:
        return url_for("own_grant.show")
    own = allows(role, Permission.SEE_DESK)
    return url_for("grant.show" if own else "grant.for_center", grant_id=hit.key)


def _bank_line(hit: Hit) -> str:
    return url_for("ledger.entry", entry_id=hit.key) if hit.key else url_for("bank.show")


ADDRESSES: Mapping[str, Callable[[Hit], str]] = {
    "claim": lambda hit: url_for("claims.show", claim_id=hit.key),
    "seller": lambda hit: url_for("claim_list.show", state="all", text=hit.key),
    "grant": _grant,
    "report": lambda hit: url_for("sheets.show", report_id=hit.key),
    "fee_sheet": lambda hit: url_for("claims.show", claim_id=hit.key),
    "case": lambda hit: url_for("cases.show", case_id=hit.key),
    "letter": lambda hit: url_for("letters.show", letter_id=hit.key),
    "voucher": lambda hit: url_for("ledger.entry", entry_id=hit.key),
    "bank_line": _bank_line,
    "article": lambda hit: url_for("rules.articles", _anchor=f"article-{hit.key}"),
    "rule": lambda hit: url_for("rules.show", _anchor=hit.key),
    "item": lambda hit: url_for("rules.text", kind="negative_list", version=hit.key),
}
