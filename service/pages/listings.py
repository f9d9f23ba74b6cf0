"""关注名单: sellers that the Center warns of or bars; employers read it before they buy."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from service.actions import listings
from service.actions.listings import NewListing
from service.messages import Refused
from service.pages import forms
from service.pages.forms import Form
from service.pages.inputs import Choice, Day, Text
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.words import say

blueprint = Blueprint("listings", __name__)


class ListingForm(Schema):
    """A seller to list."""

    name = Text(listings.NAME_MAX)
    uscc = Text(30, optional=True)
    reason = Text(listings.REASON_MAX)
    effect = Choice("barred", "watched")
    from_on = Day()
    until_on = Day(optional=True)


class EndForm(Schema):
    """The last day of an entry."""

    until_on = Day()


@blueprint.get("/listings")
@needs(Permission.SEE_PARTIES)
def show() -> ResponseReturnValue:
    """Show the list."""
    return _page(Form({"from_on": actor().today.isoformat()}))


@blueprint.post("/listings")
@needs(Permission.KEEP_LISTINGS)
def add() -> ResponseReturnValue:
    """Put a seller on the list."""
    form = forms.read(ListingForm())
    if form.data is not None:
        said = dict(form.data)
        barred = said.pop("effect") == "barred"
        with form.refusals(), transaction() as session:
            listings.add(session, actor(), NewListing(barred=barred, **said))
            flash(gettext("已列入关注名单。"))
            return redirect(url_for("listings.show"))
    return _page(form)


@blueprint.post("/listings/<uuid:listing_id>/end")
@needs(Permission.KEEP_LISTINGS)
def end(listing_id: UUID) -> ResponseReturnValue:
    """Say through which day a seller stays on the list."""
    form = forms.read(EndForm())
    if form.data is None:
        flash(form.errors["until_on"], "block")
        return redirect(url_for("listings.show"))
    try:
        with transaction() as session:
            listings.end(session, actor(), listing_id, form.data["until_on"])
    except Refused as refused:  # said where the day can be chosen again
        flash(say(refused.sentence), "block")
    else:
        flash(gettext("截止日期已记录。"))
    return redirect(url_for("listings.show"))


def _page(form: Form) -> ResponseReturnValue:
    with transaction() as session:
        found = listings.listings(session)
    html = render_template(
        "listings.html",
        listings=[(one, one.counts_on(actor().today)) for one in found],
        form=form,
        effects=[("watched", gettext("提请核对")), ("barred", gettext("不得列支"))],
        today=actor().today,
    )
    return html, form.status
