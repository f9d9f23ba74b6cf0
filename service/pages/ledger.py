"""The books to look at: journal, entry, trial balance; an employer's own, all for the Center."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.actions import books, desk, proving
from service.messages import N_, NotFound
from service.pages import ledger_view
from service.pages.forms import Form
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("ledger", __name__)

CENTER = "center"  # the Center's own book in addresses; an employer's goes by its identity


@blueprint.get("/ledger")
@needs(Permission.SEE_LEDGER)
def show() -> ResponseReturnValue:
    """Go to the own book; the Center chooses one."""
    if actor().employer_id is not None:
        return redirect(url_for("ledger.journal", book=actor().employer_id))
    with transaction() as session:
        overview = desk.center_overview(session, actor())
    return render_template("books.html", overview=overview)


@blueprint.get("/ledger/proof")
@needs(Permission.SEE_PROGRAMME)
def proof() -> ResponseReturnValue:
    """Show how every book stands after its newest proof, and the newest anchor."""
    with transaction() as session:
        standing = proving.standing(session)
    return render_template("proof.html", standing=standing)


@blueprint.get("/ledger/<book>/journal")
@needs(Permission.SEE_LEDGER)
def journal(book: str) -> ResponseReturnValue:
    """Show a book's journal, the newest entries first."""
    before = request.args.get("before", type=int)
    grant = request.args.get("grant", "")
    with transaction() as session:
        page = books.journal(session, actor(), book_of(book), grant=grant or None, before=before)
        grants = [each for each in desk.grants(session, actor()) if str(each.employer_id) == book]
    return render_template(
        "journal.html",
        book=book,
        title=page.title,
        entries=ledger_view.entries(page),
        older=page.older,
        halted_why=page.halted_why,
        before=before,
        form=Form({"grant": grant}),
        grants=[(each.number, f"{each.number} {each.selectee}") for each in grants],
    )


@blueprint.get("/ledger/<book>/balance")
@needs(Permission.SEE_LEDGER)
def balance(book: str) -> ResponseReturnValue:
    """Show a book's trial balance until a day, or as it was known on another."""
    until = ledger_view.day_asked(request.args.get("until", ""))
    known_on = ledger_view.day_asked(request.args.get("known_on", ""))
    with transaction() as session:
        found = books.trial_balance(session, actor(), book_of(book), until=until, known_on=known_on)
    return render_template(
        "trial_balance.html",
        book=book,
        title=found.title,
        until=found.until,
        known_on=found.known_on,
        layers=ledger_view.layers(found.rows),
        form=Form(
            {
                "until": found.until.isoformat(),
                "known_on": found.known_on.isoformat() if found.known_on else "",
            }
        ),
    )


@blueprint.get("/ledger/entries/<int:entry_id>")
@needs(Permission.SEE_LEDGER)
def entry(entry_id: int) -> ResponseReturnValue:
    """Show one entry as the voucher it is."""
    with transaction() as session:
        page = books.entry(session, actor(), entry_id)
    shown = ledger_view.entries(page)[0]
    return render_template("entry.html", title=page.title, entry=shown)


def book_of(text: str) -> UUID | None:
    """Give whose book an address names: an employer's identity, None for the Center."""
    if text == CENTER:
        return None
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound(N_("没有这本账。")) from error
