"""Lists of claims: each filter has its own address; many are submitted or approved at once."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from service.actions import claim_views, claims, desk, paying
from service.actions.claim_views import PAGE_ROWS, Filter
from service.actions.paying import Slip
from service.messages import N_, Invalid, Refused
from service.pages import paging
from service.pages.forms import Form
from service.pages.paging import Page
from service.pages.words import CLAIM_STATES, OUTCOMES, choices
from service.permissions import Actor, Permission, Role
from service.web.access import actor, needs, safe_next, transaction
from service.web.words import say

blueprint = Blueprint("claim_list", __name__)

FIRST_STATE = {
    Role.EMPLOYER_MAKER: "draft",
    Role.EMPLOYER_CHECKER: "submitted",
    Role.EMPLOYER_CASHIER: "approved",
}
ALWAYS = {"draft", "submitted", "returned", "approved", "paid"}  # tabs that stand even when empty
TOGETHER_MAX = 200
TOLD_MAX = 5
SLIP_MOST = 200  # characters of a form; the action says what a slip may have


@blueprint.get("/claims")
@needs(Permission.SEE_CLAIMS)
def show() -> ResponseReturnValue:
    """List claims: at first those that wait for the reader."""
    asked = wanted()
    with transaction() as session:
        found = claim_views.list_claims(session, actor(), asked)
        grants = desk.grants(session, actor())
        counts = desk.claim_counts(session, actor().employer_id)
    state = _state()
    return render_template(
        "claim_list.html",
        found=found,
        page=Page(found.page, PAGE_ROWS, found.count, _page_address),
        form=Form({name: request.args.get(name, "") for name in ("text", "outcome", "grant")}),
        grants=[(grant.id, f"{grant.number} {grant.selectee}") for grant in grants],
        outcomes=choices(OUTCOMES),
        state=state,
        tabs=_tabs(state, counts),
        together=_together(state),
        exported={**request.args.to_dict(), "state": state},
    )


def _state() -> str:
    state = request.args.get("state", FIRST_STATE.get(actor().role, "all"))
    return state if state in CLAIM_STATES else "all"


def wanted() -> Filter:
    """Give the filter of the request."""
    state, outcome = _state(), request.args.get("outcome", "")
    return Filter(
        state=None if state == "all" else state,
        outcome=outcome if outcome in OUTCOMES else None,
        grant_id=_grant(request.args.get("grant", "")),
        text=request.args.get("text", "")[:100],
        page=paging.asked(),
    )


def _grant(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _page_address(number: int) -> str:
    return url_for("claim_list.show", **{**request.args.to_dict(), "page": number})  # type: ignore[arg-type]  # names of a query


def _tabs(state: str, counts: dict[str, int]) -> list[tuple[str, str, bool, int | None]]:
    tabs: list[tuple[str, str, bool, int | None]] = [
        (words, url_for("claim_list.show", state=code), code == state, counts.get(code, 0))
        for code, words in choices(CLAIM_STATES)
        if code in {*ALWAYS, state} or counts.get(code)
    ]
    tabs.append((gettext("全部"), url_for("claim_list.show", state="all"), state == "all", None))
    return tabs


def _together(state: str) -> str | None:
    """Name what the reader may do with many claims of this state at once."""
    role = actor().role
    if role is Role.EMPLOYER_MAKER and state in {"draft", "returned"}:
        return "submit"
    if role is Role.EMPLOYER_CHECKER and state == "submitted":
        return "approve"
    if role is Role.EMPLOYER_CASHIER and state in {"approved", "posted"}:
        return "pay"
    return None


@blueprint.post("/claims/submit")
@needs(Permission.MAKE_CLAIM)
def submit() -> ResponseReturnValue:
    """Submit the chosen claims, each for itself; one refused shows why on its own page."""
    done = _each(claims.submit)
    with transaction() as session:
        claims.look_again(session, actor(), [claim_id for claim_id, _ in _chosen()])
    if done:
        flash(ngettext("已提交 %(num)s 张报销申请。", "已提交 %(num)s 张报销申请。", done))
    return _back()


@blueprint.post("/claims/approve")
@needs(Permission.CHECK_CLAIM)
def approve() -> ResponseReturnValue:
    """Approve the chosen claims, each for itself."""
    done = _each(claims.approve)
    if done:
        flash(ngettext("%(num)s 张报销申请已复核通过。", "%(num)s 张报销申请已复核通过。", done))
    return _back()


@blueprint.post("/claims/pay")
@needs(Permission.PAY_CLAIM)
def pay() -> ResponseReturnValue:
    """Pay the chosen claims, each for itself and by a slip of its own."""

    def act(session: object, who: Actor, claim_id: UUID, version: int) -> None:
        number = request.form.get(f"slip-{claim_id}", "")[:SLIP_MOST]
        paying.pay(session, who, claim_id, version, Slip(number))  # type: ignore[arg-type]  # of `transaction`

    done = _each(act)
    if done:
        flash(ngettext("%(num)s 张报销申请已付款入账。", "%(num)s 张报销申请已付款入账。", done))
    return _back()


def _each(act: Callable[..., Any]) -> int:
    """Act on each chosen claim in a transaction of its own; what is refused is told."""
    done, refusals = 0, []
    for claim_id, version in _chosen():
        try:
            with transaction() as session:
                act(session, actor(), claim_id, version)
            done += 1
        except Refused as refused:
            refusals.append(say(refused.sentence))
    for sentence in refusals[:TOLD_MAX]:
        flash(sentence, "block")
    if len(refusals) > TOLD_MAX:
        more = len(refusals) - TOLD_MAX
        flash(ngettext("还有 %(num)s 张没有办成。", "还有 %(num)s 张没有办成。", more), "block")
    return done


def _chosen() -> list[tuple[UUID, int]]:
    """Read the chosen claims: identity and the version that the reader saw."""
    chosen = []
    for text in request.form.getlist("claim")[:TOGETHER_MAX]:
        claim_id, _, version = text.partition(":")
        try:
            chosen.append((UUID(claim_id), int(version)))
        except ValueError as error:
            raise Invalid(N_("没有这份报销申请。")) from error
    return chosen


def _back() -> ResponseReturnValue:
    return redirect(safe_next(request.form.get("next")))
