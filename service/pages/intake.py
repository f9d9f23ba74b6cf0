"""上传记录: batches of files, each with its page, where every row fills by itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from service.actions import desk, intake_batches, intake_ends, intake_lists
from service.actions.intake_views import PAGE_ROWS, BatchView, ClaimLine, FileView
from service.messages import N_, Invalid
from service.pages import intake_words, paging
from service.pages.paging import Page
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.parts import now, parts

blueprint = Blueprint("intake", __name__)

FIRST_YEAR = 2000  # nothing was asked for earlier
_NEWS = "original_unaltered"  # of an invoice that has its claim only doubts about the file are news


@blueprint.get("/intake")
@needs(Permission.UPLOAD)
def show_all() -> ResponseReturnValue:
    """List the batches of the employer, newest first."""
    page = paging.asked()
    with transaction() as session:
        batches, total = intake_lists.batches(session, actor(), page)
    return render_template(
        "intake_list.html",
        batches=batches,
        page=Page(page, PAGE_ROWS, total, lambda n: url_for("intake.show_all", page=n)),
    )


@blueprint.get("/intake/new")
@needs(Permission.UPLOAD)
def new() -> ResponseReturnValue:
    """Show where files are dropped, whichever grant they are for."""
    with transaction() as session:
        grants = desk.grants(session, actor())
    return render_template("intake_new.html", targets=targets(grants))


def targets(grants: list[desk.GrantView]) -> list[tuple[UUID, str]]:
    """Give the grants that files can be handed in for: those with an agreement (Art. 27)."""
    return [(each.id, f"{each.number} {each.selectee}") for each in grants if each.agreement]


@blueprint.post("/intake")
@needs(Permission.UPLOAD)
def take_in() -> ResponseReturnValue:
    """Take in the files of a plain form as one batch."""
    files = [file for file in request.files.getlist("file") if file.filename]
    if not files:
        raise Invalid(N_("请先选择要上传的文件。"))
    with transaction() as session:
        batch_id = intake_batches.open_batch(session, actor(), grant_of_form(), "page")
    for file in files:
        content = file.stream.read()
        intake_batches.add(parts().desk, actor(), batch_id, file.filename or "", content)
    with transaction() as session:
        intake_batches.close(session, actor(), batch_id)
    return redirect(url_for("intake.show", batch_id=batch_id))


def grant_of_form() -> UUID:
    """Read which grant was chosen."""
    try:
        return UUID(request.form.get("grant", ""))
    except ValueError as error:
        raise Invalid(N_("请选择列支到哪个项目。")) from error


@blueprint.get("/intake/<uuid:batch_id>")
@needs(Permission.UPLOAD)
def show(batch_id: UUID) -> ResponseReturnValue:
    """Show a batch, or its files of one verdict."""
    verdict = request.args.get("verdict", "")
    with transaction() as session:
        view = intake_batches.batch(session, actor(), batch_id)
        intake_ends.seen(session, actor(), view)
    return render_template(
        "intake_batch.html",
        batch=view,
        verdict=verdict if verdict in intake_words.VERDICTS else "",
        tabs=_tabs(view, verdict),
        **row_words(view),
    )


def _tabs(view: BatchView, verdict: str) -> list[tuple[str, str, bool, int | None]]:
    here = url_for("intake.show", batch_id=view.id)
    tabs: list[tuple[str, str, bool, int | None]] = [
        (gettext("全部"), here, verdict not in intake_words.VERDICTS, view.total)
    ]
    for code, words in intake_words.VERDICTS.items():
        if view.counts.get(code) or code == verdict:
            address = url_for("intake.show", batch_id=view.id, verdict=code)
            tabs.append((gettext(words), address, code == verdict, view.counts.get(code, 0)))
    return tabs


def row_words(view: BatchView) -> dict[str, Any]:
    """Give what the rows of a batch are drawn with."""
    return {
        "own": view.own,
        "verdict_word": lambda code: gettext(intake_words.VERDICTS[code]),
        "news": news,
    }


def news(claim: ClaimLine) -> list[Any]:
    """List what a row says about a claim: findings that ask for something, the gravest first."""
    asking = [
        finding
        for finding in claim.findings
        if finding.severity.value != "note" and (not claim.already or finding.rule == _NEWS)
    ]
    return sorted(asking, key=lambda finding: finding.severity.value != "block")


@blueprint.get("/intake/<uuid:batch_id>/rows")
@needs(Permission.UPLOAD)
def rows(batch_id: UUID) -> ResponseReturnValue:
    """Give the rows that changed since the last asking, and how far the batch is."""
    began = now()
    with transaction() as session:
        view = intake_batches.batch(session, actor(), batch_id, _since())
        intake_ends.seen(session, actor(), view)
    return jsonify({**progress(view), "since": began.isoformat(), "rows": drawn(view)})


def _since() -> datetime | None:
    try:
        instant = datetime.fromisoformat(request.args.get("since", ""))
    except ValueError:
        return None
    return instant if instant.tzinfo is not None and instant.year >= FIRST_YEAR else None


def progress(view: BatchView) -> Mapping[str, object]:
    """Give how far a batch is, in figures and in words."""
    return {
        "total": view.total,
        "done": view.done,
        "expected": view.expected,
        "paused": view.paused,
        "closed": view.closed,
        "finished": view.finished,
        "counted": intake_words.counted(view),
        "left": intake_words.left(view),
    }


def drawn(view: BatchView) -> list[dict[str, object]]:
    """Draw the rows of a batch that were asked for."""
    return [
        {
            "id": str(file.id),
            "position": file.position,
            "part": file.part,
            "verdict": file.verdict,
            "html": _row(view, file),
        }
        for file in view.files
    ]


def _row(view: BatchView, file: FileView) -> str:
    return render_template("intake_row.html", file=file, batch=view, **row_words(view))


def open_here() -> BatchView | None:
    """Give the reader's newest batch under way, to be shown where files are dropped."""
    with transaction() as session:
        found = intake_batches.open_batches(session, actor())
    return found[0] if found else None


@blueprint.app_context_processor
def _intake() -> dict[str, object]:
    return {
        "intake_open": open_here,
        "intake_words": intake_words,
        "intake_most": parts().settings.upload_bytes_max,
    }
