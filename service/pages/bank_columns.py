"""对账单的列: a person says what the columns of an unread file hold; the next file needs nobody."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from importers.bank_layout import Meaning
from service.actions import bank_layouts
from service.actions.bank_layouts import Unread
from service.pages import bank, bank_steps
from service.pages.words import choices
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.parts import parts
from service.web.words import say

blueprint = Blueprint("bank_columns", __name__)


@blueprint.get("/bank/columns/<sha256>")
@needs(Permission.KEEP_BANK)
def show(sha256: str) -> ResponseReturnValue:
    """Show the upper rows of a file, and ask what its columns hold."""
    unread = _unread(sha256)
    meant = [column.usual.value if column.usual else "" for column in unread.columns]
    return _page(unread, meant)


@blueprint.post("/bank/columns/<sha256>")
@needs(Permission.KEEP_BANK)
def say_columns(sha256: str) -> ResponseReturnValue:
    """Import the file as it was said, and remember it for the next one."""
    unread = _unread(sha256)
    meant = [request.form.get(f"column-{place}", "") for place in range(len(unread.columns))]
    meanings = [Meaning(each) if each in set(Meaning) else None for each in meant]
    taken = bank_layouts.say(parts().desk, actor(), unread, meanings, bank.thresholds())
    if taken.refusals:
        return _page(unread, meant, [say(refusal) for refusal in taken.refusals])
    flash(bank_steps.told(taken))
    flash(gettext("列的含义已记住，以后同样表头的对账单会自动读取。"))
    return redirect(url_for("bank.show"))


@blueprint.post("/bank/columns/<uuid:layout_id>/forget")
@needs(Permission.KEEP_BANK)
def forget(layout_id: UUID) -> ResponseReturnValue:
    """Forget what was said of a file's columns."""
    with transaction() as session:
        bank_layouts.forget(session, actor(), layout_id)
    flash(gettext("已忘记；下次遇到这种表头会再请您指出各列。"))
    return redirect(url_for("bank.show"))


def _unread(sha256: str) -> Unread:
    row = request.values.get("row", type=int)
    return bank_layouts.unread(parts().desk, actor(), sha256, row)


def _page(unread: Unread, meant: list[str], refusals: list[str] | None = None) -> tuple[str, int]:
    page = render_template(
        "bank_columns.html",
        unread=unread,
        columns=list(zip(unread.columns, meant, strict=True)),
        meanings=choices(bank.MEANINGS),
        refusals=refusals,
    )
    return page, 422 if refusals else 200
