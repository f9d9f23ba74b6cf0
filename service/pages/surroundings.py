"""What stands around every page: menu, person, language, bundles."""

from dataclasses import dataclass

from flask import Flask, request, url_for
from flask_babel import gettext

from service.actions import inbox_views, register_views
from service.messages import N_
from service.pages import assets, going, stage_door
from service.pages.words import ROLES, word
from service.permissions import Actor, Permission, allows
from service.web.access import transaction
from service.web.sessions import current
from service.web.words import english


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu: shown to whoever holds its permission; `families` are its pages."""

    words: str
    symbol: str
    endpoint: str
    permission: Permission
    families: tuple[str, ...]


_P = Permission
MENU = (
    (
        N_("专户"),
        (
            Entry(N_("工作台"), "desk", "desk.show", _P.SEE_DESK, ("desk", "desk_done", "grant")),
            Entry(N_("演练"), "retry", "rehearsal.show", _P.REHEARSE, ("rehearsal",)),
            Entry(N_("到账确认"), "money", "receipts.show", _P.CONFIRM_RECEIPT, ("receipts",)),
        ),
    ),
    (
        N_("计划"),
        (
            Entry(
                N_("总览"), "desk", "programme.show", _P.SEE_PROGRAMME,
                ("programme", "programme_lists", "grant"),
            ),
            Entry(
                N_("拨付"), "money", "instalments.show", _P.SEE_PROGRAMME,
                ("instalments", "instalment_batches"),
            ),
            Entry(
                N_("登记"), "register", "register.show", _P.KEEP_REGISTER,
                ("register", "agreements", "plan_and_team"),
            ),
        ),
    ),
    (
        N_("报销"),
        (
            Entry(
                N_("报销申请"), "claims", "claim_list.show", _P.SEE_CLAIMS,
                ("claim_list", "claims", "claim_steps", "fee_sheets", "reading"),
            ),
            Entry(N_("上传记录"), "upload", "intake.show_all", _P.UPLOAD, ("intake", "mail_in")),
            Entry(N_("报销单"), "file", "sheets.show_all", _P.SEE_CLAIMS, ("sheets",)),
            Entry(
                N_("规则与办法"), "rules", "rules.show", _P.SEE_RULES,
                ("rules", "law_texts", "rulings"),
            ),
            Entry(
                N_("发票查验"), "check", "verification.show", _P.RECORD_VERIFICATION,
                ("verification",),
            ),
        ),
    ),
    (
        N_("监督"),
        (
            Entry(
                N_("事项"), "waiting", "cases.show_all", _P.SEE_CASES,
                (
                    "cases", "letters", "sanctions", "exits", "returning", "reallocations",
                    "rectification", "transfers", "advances", "inspections",
                ),
            ),
            Entry(
                N_("抽查"), "passed", "checks.show_all", _P.SEE_CHECKS,
                ("checks", "check_planning", "fieldwork", "check_papers"),
            ),
            Entry(
                N_("检查发现"), "review", "check_findings.show_all", _P.SEE_FINDINGS,
                ("check_findings",),
            ),
            Entry(
                N_("登记簿"), "register", "assessments.show", _P.SEE_PROGRAMME,
                ("assessments", "measures", "objections"),
            ),
            Entry(
                N_("跨单位核对"), "search", "crossings.show", _P.SEE_CROSSINGS, ("crossings",)
            ),
            Entry(N_("线索"), "review", "signals.show", _P.SEE_SIGNALS, ("signals",)),
            Entry(N_("关注名单"), "review", "listings.show", _P.SEE_PARTIES, ("listings",)),
            Entry(N_("关联方"), "building", "related.show", _P.SEE_PARTIES, ("related",)),
        ),
    ),
    (
        N_("账与表"),
        (
            Entry(
                N_("账簿"), "ledger", "ledger.show", _P.SEE_LEDGER,
                ("ledger", "exports", "closing"),
            ),
            Entry(
                N_("对账"), "bank", "bank.show", _P.SEE_BANK,
                ("bank", "bank_steps", "bank_bookings", "bank_columns", "bank_table"),
            ),
            Entry(N_("打印与归档"), "download", "prints.show", _P.SEE_DESK, ("prints",)),
            Entry(N_("应缴财政"), "money", "treasury.show", _P.OPEN_CASE, ("treasury",)),
            Entry(N_("报表"), "report", "report_list.show", _P.SEE_REPORTS, ("report_list",)),
        ),
    ),
    (
        N_("系统"),
        (
            Entry(
                N_("查阅记录"), "search", "disclosures.show", _P.SEE_READINGS,
                ("disclosures", "bulk_exports"),
            ),
            Entry(N_("操作记录"), "file", "trail.show", _P.SEE_TRAIL, ("trail",)),
            Entry(N_("用户"), "people", "users.show", _P.KEEP_USERS, ("users",)),
            Entry(N_("用户与角色"), "people", "roster.show", _P.SEE_USERS, ("roster",)),
            Entry(N_("定时任务"), "waiting", "schedules.show", _P.SEE_SCHEDULES, ("schedules",)),
        ),
    ),
    (
        N_("我的项目"),
        (Entry(N_("项目经费"), "money", "own_grant.show", _P.SEE_OWN_GRANT, ("own_grant",)),),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the menu as this reader sees it."""

    words: str
    symbol: str
    address: str
    here: bool
    letter: str  # goes there after `g`


def menu(actor: Actor) -> list[tuple[str, list[Line]]]:
    """Give the menu of a role: groups of lines, empty groups left out."""
    groups = []
    for title, entries in MENU:
        lines = [_line(entry) for entry in entries if _shown(actor, entry)]
        if lines:
            groups.append((gettext(title), lines))
    return groups


def _shown(actor: Actor, entry: Entry) -> bool:
    if entry.permission is Permission.REHEARSE and not stage_door.offered():
        return False
    return allows(actor.role, entry.permission)


def _line(entry: Entry) -> Line:
    here = request.blueprint in entry.families
    address, letter = url_for(entry.endpoint), going.letter(entry.endpoint)
    return Line(gettext(entry.words), entry.symbol, address, here, letter)


def here() -> str:
    """Give the address that a change of language comes back to."""
    return request.full_path.rstrip("?") if request.method == "GET" else "/"


def may(name: str) -> bool:
    """Tell a template whether the reader holds a permission."""
    actor = current().actor
    return allows(actor.role if actor else None, Permission(name))


def unit_name() -> str | None:
    """Give the name of whom the reader works for."""
    actor = current().actor
    if actor is None:
        return None
    with transaction() as session:
        return register_views.unit_name(session, actor)


def unread_count() -> int:
    """Count what waits in the reader's inbox unread."""
    actor = current().actor
    if actor is None:
        return 0
    with transaction() as session:
        return inbox_views.unread_count(session, actor)


def _around() -> dict[str, object]:
    actor = current().actor
    return {
        "asset": assets.address_of,
        "actor": actor,
        "own_role": word(ROLES, actor.role) if actor else "",
        "menu": menu(actor) if actor else [],
        "here": here(),
        "lang": "en" if english() else "zh-CN",
        "may": may,
        "unit_name": unit_name,
        "unread_count": unread_count,
    }


def install(app: Flask) -> None:
    """Give every template what stands around a page."""
    app.context_processor(_around)
