"""The Center's overview: the programme's money, its grants, what waits, what is late."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from service.actions import (
    crossing_views,
    desk,
    disbursement_batch_views,
    law_text_views,
    letter_views,
    money,
    proceeding_views,
    programme_grants,
    programme_money,
    programme_waiting,
)
from service.pages import flow_chart, forms, units
from service.pages.figure_words import figure_word
from service.pages.flow_chart import POOL, Flow
from service.pages.forms import Form
from service.pages.inputs import Money, Text
from service.pages.words import GRANT_STATES
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("programme", __name__)

PLACES = Decimal("0.1")
HEAD = ("appropriated", "uncommitted", "committed", "disbursed", "on_the_way")
HELD = ("balance", "reserved", "advanced", "owed_back", "in_accounts")


class AppropriationForm(Schema):
    """A fiscal document that makes budget available."""

    document = Text(200)
    amount = Money()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its words; it leads to the list behind it."""

    name: str
    words: str
    amount: Decimal

    @property
    def address(self) -> str | None:
        """Where the list behind it lies; a sum of figures has none of its own."""
        if self.name == POOL:
            return None
        return url_for("programme_lists.behind", figure=self.name)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the money in the table beside the drawing: its parts, and what they come to."""

    words: str
    figures: tuple[Figure, ...]
    total: Decimal


@blueprint.get("/programme")
@needs(Permission.SEE_PROGRAMME)
def show() -> ResponseReturnValue:
    """Show the programme on one page, every figure from the ledger."""
    who = actor()
    with transaction() as session:
        figures = programme_money.figures(session)
        lines = programme_grants.grants(session, who)
        late = programme_waiting.late(session, who)
        waits = {
            "texts": law_text_views.waiting(session, who),
            "crossings": crossing_views.count_open(session),
            "cases": proceeding_views.waiting_count(session, who),
            "letters": letter_views.waiting_count(session, who),
            "claims": desk.claim_counts(session, None).get("submitted", 0),
        }
        decisions = programme_waiting.decisions(session, who)
        instalments = desk.instalments(session, who, programme_waiting.to_be_paid())
        waits["batches"] = disbursement_batch_views.waiting_count(session, who)
    alone = [each for each in instalments if not each.batch]
    counts = programme_grants.by_state(lines)
    return render_template(
        "programme.html",
        unit=units.asked(),
        head=_figures(figures, HEAD),
        held=_figures(figures, HELD),
        flow=flow_chart.flow(figures),
        drawn=_drawn(flow_chart.flow(figures)),
        stages=_stages(figures),
        share=_share,
        states=[(code, counts[code]) for code in GRANT_STATES if counts.get(code)],
        grants=len(lines),
        marks=programme_grants.by_mark(lines),
        late=late,
        decisions=decisions,
        waits=waits,
        to_approve=[each for each in alone if each.state == "planned" and not each.unmet],
        to_send=[each for each in alone if each.state == "approved"],
    )


def _figures(figures: Mapping[str, Decimal], names: tuple[str, ...]) -> list[Figure]:
    return [Figure(name, figure_word(name), figures[name]) for name in names]


def _drawn(drawing: Flow | None) -> list[tuple[object, str, str]]:
    """Give the blocks of the drawing with their words and where they lead."""
    blocks = drawing.blocks if drawing else ()
    return [
        (block, figure_word(block.figure), Figure(block.figure, "", block.amount).address or "")
        for block in blocks
    ]


def _stages(figures: Mapping[str, Decimal]) -> list[Stage]:
    """Give the stages of the money: what each comes to is what the next one divides."""
    came_in = flow_chart.came_in(figures)
    given = ("disbursed", "committed", "uncommitted")
    stages = (
        (gettext("下达的预算"), given, figures["appropriated"]),
        (gettext("已拨付的去向"), ("received", "on_the_way"), figures["disbursed"]),
        (gettext("进入专户的来源"), ("received", *flow_chart.ADDED), came_in),
        (gettext("进入专户后的去向"), flow_chart.USES, came_in),
    )
    return [Stage(words, tuple(_figures(figures, names)), total) for words, names, total in stages]


def _share(part: Decimal, whole: Decimal) -> Decimal:
    """Give a part in percent of the whole; nothing of nothing."""
    return (part * 100 / whole).quantize(PLACES) if whole > 0 else PLACES * 0


@blueprint.route("/programme/appropriation", methods=["GET", "POST"])
@needs(Permission.SEND_DISBURSEMENT)
def appropriate() -> ResponseReturnValue:
    """Book the budget that a fiscal document made available."""
    form = Form()
    if request.method == "POST":
        form = forms.read(AppropriationForm())
        with form.refusals():
            if form.data is not None:
                with transaction() as session:
                    money.appropriate(session, actor(), form.data["document"], form.data["amount"])
                flash(gettext("预算已下达入账。"))
                return redirect(url_for("programme.show"))
    return render_template("appropriation.html", form=form), form.status
