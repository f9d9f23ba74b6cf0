"""线索: what stands out in the whole population, for the Center's eyes only; leads, no verdicts."""

from collections.abc import Callable, Mapping
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from marshmallow import Schema

from compliance.signal import NOT_A_VERDICT
from compliance.signalbook import BY_CODE, KINDS
from service.actions import (
    desk,
    register_views,
    signal_population,
    signal_steps,
    signal_views,
    signals,
)
from service.actions.signal_views import CLAIM_ROWS, PAGE_ROWS, STATES, Filter
from service.messages import N_
from service.pages import forms, paging
from service.pages.forms import Form
from service.pages.inputs import Choice, Text
from service.pages.paging import Page
from service.pages.words import word
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.words import say

blueprint = Blueprint("signals", __name__)

STATE_WORDS = {
    "open": N_("待核对"),
    "followed": N_("跟进中"),
    "dismissed": N_("已排除"),
    "gone": N_("不再出现"),
    "all": N_("全部"),
}
STATE_MARKS = {
    "open": ("review", "review"),
    "followed": ("active", "waiting"),
    "dismissed": ("", "close"),
    "gone": ("", "back"),
}
STEP_WORDS = {
    "follow": N_("转入跟进"),
    "dismiss": N_("排除"),
    "reopen": N_("重新核对"),
    "watch": N_("列入关注"),
    "unwatch": N_("取消关注"),
    "again": N_("出现未核对过的报销，重新打开"),
}
STEP_DONE = {
    "follow": N_("已转入跟进。"),
    "dismiss": N_("已排除；出现未核对过的报销时会重新打开。"),
    "reopen": N_("已重新打开。"),
    "watch": N_("已列入关注：抽查取样时，这些报销带有关注标记。"),
    "unwatch": N_("已取消关注。"),
}


class StepForm(Schema):
    """What is done about a signal, and why."""

    action = Choice(*STEP_DONE)
    reason = Text(signal_steps.REASON_MAX)


@blueprint.get("/signals")
@needs(Permission.SEE_SIGNALS)
def show() -> ResponseReturnValue:
    """List the signals: at first those that nobody has judged."""
    asked = _wanted()
    with transaction() as session:
        found = signal_views.list_signals(session, asked)
        run = signal_views.newest_run(session)
        employers = register_views.employers(session)
        grants = desk.grants(session, actor())
    return render_template(
        "signals.html",
        found=found,
        run=run,
        tabs=_tabs(asked.state, found.counts),
        state=asked.state,
        form=Form({name: request.args.get(name, "") for name in ("kind", "employer", "grant")}),
        watched=asked.watched,
        kinds=[(kind.code, say(kind.title)) for kind in KINDS],
        employers=[(each.id, each.name) for each in employers],
        grants=[(grant.id, f"{grant.number} {grant.selectee}") for grant in grants],
        page=Page(found.page, PAGE_ROWS, found.count, _page_address),
        state_word=_state_word,
        marks=STATE_MARKS,
        say=say,
    )


@blueprint.post("/signals")
@needs(Permission.JUDGE_SIGNALS)
def look() -> ResponseReturnValue:
    """Look through the whole population now."""
    with transaction() as session:
        seen = signals.look(session, actor())
    said = ngettext(
        "已查看全部报销，有 %(num)s 条新线索。", "已查看全部报销，有 %(num)s 条新线索。", seen.fresh
    )
    flash(said if seen.fresh else gettext("已查看全部报销，没有新线索。"))
    return redirect(url_for("signals.show"))


@blueprint.get("/signals/kinds")
@needs(Permission.SEE_SIGNALS)
def kinds() -> ResponseReturnValue:
    """Say what each kind means and from which bounds on it is shown."""
    with transaction() as session:
        thresholds = signal_population.thresholds(session, actor().today)
    return render_template(
        "signal_kinds.html",
        kinds=KINDS,
        thresholds=thresholds,
        say=say,
        caution=gettext(NOT_A_VERDICT),
    )


@blueprint.route("/signals/<uuid:signal_id>", methods=["GET"])
@needs(Permission.SEE_SIGNALS)
def one(signal_id: UUID) -> ResponseReturnValue:
    """Show a signal: its evidence, its claims, what was done about it."""
    return _page(signal_id, Form())


@blueprint.post("/signals/<uuid:signal_id>")
@needs(Permission.JUDGE_SIGNALS)
def take(signal_id: UUID) -> ResponseReturnValue:
    """Take a step with a signal, and say why."""
    form = forms.read(StepForm())
    if form.data is not None:
        action = form.data["action"]
        with form.refusals(), transaction() as session:
            signal_steps.take(session, actor(), signal_id, action, form.data["reason"])
            flash(word(STEP_DONE, action))
            return redirect(url_for("signals.one", signal_id=signal_id))
    return _page(signal_id, form)


def _page(signal_id: UUID, form: Form) -> ResponseReturnValue:
    with transaction() as session:
        found = signal_views.one(session, signal_id, paging.asked())
    html = render_template(
        "signal.html",
        signal=found,
        line=found.line,
        form=form,
        page=Page(found.page, CLAIM_ROWS, found.line.claims, _claims_address(signal_id)),
        caution=gettext(NOT_A_VERDICT),
        state_word=_state_word,
        marks=STATE_MARKS,
        step_word=lambda code: word(STEP_WORDS, code),
        say=say,
    )
    return html, form.status


def _wanted() -> Filter:
    """Give the filter of the request; what nobody offers does not narrow."""
    state, kind = request.args.get("state", "open"), request.args.get("kind", "")
    return Filter(
        state=state if state in STATES else "open",
        kind=kind if kind in BY_CODE else None,
        employer_id=request.args.get("employer", type=UUID),
        grant_id=request.args.get("grant", type=UUID),
        watched=request.args.get("watched") == "1",
        page=paging.asked(),
    )


def _tabs(state: str, counts: Mapping[str, int]) -> list[tuple[str, str, bool, int]]:
    kept = {name: value for name, value in request.args.items() if name not in {"state", "page"}}
    return [
        (
            gettext(STATE_WORDS[code]),
            url_for("signals.show", **{**kept, "state": code}),  # type: ignore[arg-type]  # names of a query
            code == state,
            counts[code],
        )
        for code in STATES
    ]


def _page_address(number: int) -> str:
    return url_for("signals.show", **{**request.args.to_dict(), "page": number})  # type: ignore[arg-type]  # names of a query


def _claims_address(signal_id: UUID) -> Callable[[int], str]:
    return lambda number: url_for("signals.one", signal_id=signal_id, page=number)


def _state_word(line: signal_views.Line) -> tuple[str, str]:
    """Give the code and the word for where a signal stands."""
    code = "gone" if line.gone_at is not None and line.state == "open" else line.state
    return code, word(STATE_WORDS, code)
