"""文书: one letter, its stored bytes, and how it was served."""

from io import BytesIO
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from reports.letters.catalogue import KINDS
from service.actions import letter_service, letter_views
from service.actions.letter_service import METHODS, Service
from service.actions.letter_views import Filter
from service.messages import NotFound, Refused
from service.pages import forms, paging
from service.pages.forms import Form
from service.pages.inputs import Choice, Day, Text
from service.pages.words import SERVICE_METHODS, choices, word
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.words import say

PAGES_MOST = 100_000

blueprint = Blueprint("letters", __name__)


class ServiceForm(Schema):
    """How a letter was served."""

    method = Choice(*METHODS)
    served_on = Day()
    received_by = Text(letter_service.WORDS_MAX, optional=True)
    evidence = Text(letter_service.WORDS_MAX, optional=True)


@blueprint.get("/letters")
@needs(Permission.SEE_CASES)
def show_all() -> ResponseReturnValue:
    """List the letters, newest first."""
    kind = request.args.get("kind")
    wanted = Filter(
        kind=kind if kind in KINDS else None,
        waiting=request.args.get("waiting") == "yes",
        page=min(PAGES_MOST, max(1, request.args.get("page", 1, type=int))),
    )
    with transaction() as session:
        lines, total = letter_views.register(session, actor(), wanted)
    return render_template(
        "letters.html",
        letters=lines,
        page=paging.Page(wanted.page, letter_views.PAGE_ROWS, total, _address),
        wanted=wanted,
        kinds=_kinds(),
        method_word=lambda method: word(SERVICE_METHODS, method),
    )


def _kinds() -> list[tuple[str, str]]:
    """Give the kinds that the reader may meet, with their words."""
    of_center = actor().employer_id is None
    return [
        (name, gettext(kind.title)) for name, kind in KINDS.items() if of_center or kind.to_employer
    ]


def _address(number: int) -> str:
    return url_for(
        "letters.show_all",
        kind=request.args.get("kind"),
        waiting=request.args.get("waiting"),
        page=number,
    )


@blueprint.get("/letters/<uuid:letter_id>")
@needs(Permission.SEE_CASES)
def show(letter_id: UUID) -> ResponseReturnValue:
    """Show one letter."""
    return _page(letter_id, Form())


@blueprint.get("/letters/<uuid:letter_id>/pdf")
@needs(Permission.SEE_CASES)
def pdf(letter_id: UUID) -> Response:
    """Hand out a letter as it was printed."""
    with transaction() as session:
        file = letter_views.pdf(session, actor(), letter_id)
    return send_file(
        BytesIO(file.content), "application/pdf", as_attachment=True, download_name=file.name
    )


@blueprint.post("/letters/<uuid:letter_id>/service")
@needs(Permission.OPEN_CASE)
def serve(letter_id: UUID) -> ResponseReturnValue:
    """Record how the Center served a letter."""
    form = forms.read(ServiceForm())
    if form.data is not None:
        with form.refusals(), transaction() as session:
            letter_service.serve(session, actor(), letter_id, Service(**form.data))
        if not form.errors:
            flash(gettext("送达已登记，期限自送达之日起算。"))
            return redirect(url_for("letters.show", letter_id=letter_id))
    return _page(letter_id, form)


@blueprint.post("/letters/<uuid:letter_id>/acknowledgement")
@needs(Permission.SEE_CASES)
def acknowledge(letter_id: UUID) -> ResponseReturnValue:
    """Acknowledge a letter as its recipient."""
    try:
        with transaction() as session:
            letter_service.acknowledge(session, actor(), letter_id)
    except NotFound:
        raise
    except Refused as refused:  # said where the letter can be seen
        flash(say(refused.sentence), "block")
    else:
        flash(gettext("文书已签收，今天为送达日期。"))
    return redirect(url_for("letters.show", letter_id=letter_id))


def _page(letter_id: UUID, form: Form) -> ResponseReturnValue:
    with transaction() as session:
        found = letter_views.letter(session, actor(), letter_id)
        paper = letter_views.paper(session, actor(), letter_id)
    html = render_template(
        "letter.html",
        letter=found,
        paper=paper,
        blocks=[(type(block).__name__, block) for block in paper.blocks],
        form=form,
        methods=choices({method: SERVICE_METHODS[method] for method in METHODS}),
        method_word=lambda method: word(SERVICE_METHODS, method),
    )
    return html, form.status
