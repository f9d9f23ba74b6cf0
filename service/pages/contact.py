"""接收方式: where, in which language and how often the reader is told by mail."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from service.actions import contacts, delivery_views
from service.actions.contacts import Contact
from service.pages import forms
from service.pages.forms import Form
from service.pages.inputs import Choice, Text
from service.pages.words import DELIVERY_STATE_MARKS, DELIVERY_STATES, DIGESTS, TONGUES, choices
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.parts import parts

blueprint = Blueprint("contact", __name__)


class ContactForm(Schema):
    """A person's choice."""

    address = Text(contacts.ADDRESS_MAX, optional=True)
    language = Choice(*TONGUES)
    digest = Choice(*DIGESTS)


@blueprint.route("/account", methods=["GET", "POST"])
@needs(Permission.SIGNED_IN)
def show() -> ResponseReturnValue:
    """Show one's own choice and the newest mails; keep what is chosen."""
    form = forms.read(ContactForm()) if request.method == "POST" else Form()
    if form.data is not None:
        with form.refusals(), transaction() as session:
            contacts.choose(session, actor(), Contact(**form.data))
            flash(gettext("接收方式已保存。"))
            return redirect(url_for("contact.show"))
    with transaction() as session:
        present = contacts.of(session, actor())
        mails = delivery_views.own_mail(session, actor())
    if request.method == "GET":
        form = Form(
            {"address": present.address, "language": present.language, "digest": present.digest}
        )
    html = render_template(
        "messages/contact.html",
        form=form,
        has_server=parts().settings.smtp_url is not None,
        tongues=choices(TONGUES),
        digests=choices(DIGESTS),
        deliveries=mails,
        states=dict(choices(DELIVERY_STATES)),
        marks=DELIVERY_STATE_MARKS,
    )
    return html, form.status
