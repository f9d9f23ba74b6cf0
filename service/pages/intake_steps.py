"""What the page of a batch does: announce, send, pause, go on, give up, try again.

A script asks for JSON and is answered without a page; a plain form comes back to the batch.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec
from uuid import UUID

from flask import Blueprint, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load, validate

from service.actions import intake_batches, intake_checks
from service.actions.intake_batches import KEY_MAX, Announced
from service.messages import N_, Forbidden, Invalid, Refused
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.parts import parts
from service.web.words import say

blueprint = Blueprint("intake_steps", __name__)

TOGETHER_MAX = 500
_NAME_MAX = 1000
_BROKEN = N_("浏览器送来的内容不完整。请返回上一页，刷新后再试。")
_SOMEBODY_ELSE = N_(
    "现在登录的已不是选择这些文件的人。文件都留在这台电脑上，换回原来的身份后自动接着上传。"
)
P = ParamSpec("P")


class FileSchema(Schema):
    """A file that a script announces."""

    class Meta:
        """What newer scripts say more is passed over."""

        unknown = EXCLUDE

    name = fields.String(required=True, validate=validate.Length(1, _NAME_MAX))
    size = fields.Integer(required=True, validate=validate.Range(0, 2**40))
    key = fields.String(required=True, validate=validate.Length(1, KEY_MAX))
    folder = fields.String(load_default="", validate=validate.Length(0, _NAME_MAX))

    @post_load
    def _made(self, data: dict[str, object], **_: object) -> Announced:
        return Announced(**data)  # type: ignore[arg-type]  # checked by the fields


class FilesSchema(Schema):
    """Files that a script announces together."""

    files = fields.List(
        fields.Nested(FileSchema), required=True, validate=validate.Length(1, TOGETHER_MAX)
    )


def said(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Answer a refusal to a script with its sentence, to a form with a page."""

    @wraps(view)
    def answering(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        try:
            _same_person()
            return view(*args, **kwargs)
        except Refused as refused:
            if not scripted():
                raise
            return jsonify({"sentence": say(refused.sentence)}), refused.status

    return answering


def _same_person() -> None:
    """Refuse what a page of somebody else still sends, whose session is now another one's."""
    owner = request.headers.get("X-Intake-Owner", "")
    if owner and owner != str(actor().user_id):
        raise Forbidden(_SOMEBODY_ELSE)


def scripted() -> bool:
    """Tell whether a script asked, and wants JSON."""
    return request.accept_mimetypes.best == "application/json"


def _done(batch_id: UUID) -> ResponseReturnValue:
    parts().desk.bell.ring()
    return ("", 204) if scripted() else redirect(url_for("intake.show", batch_id=batch_id))


@blueprint.post("/intake/open")
@needs(Permission.UPLOAD)
@said
def begin() -> ResponseReturnValue:
    """Begin a batch for a grant."""
    try:
        grant_id = UUID(request.form.get("grant", ""))
    except ValueError as error:
        raise Invalid(_BROKEN) from error
    with transaction() as session:
        batch_id = intake_batches.open_batch(session, actor(), grant_id, "page")
    return jsonify({"id": str(batch_id)}), 201


@blueprint.post("/intake/<uuid:batch_id>/announce")
@needs(Permission.UPLOAD)
@said
def announce(batch_id: UUID) -> ResponseReturnValue:
    """Take note of files that come."""
    try:
        files = FilesSchema().load(request.get_json(silent=True) or {})["files"]
    except ValidationError as error:
        raise Invalid(_BROKEN) from error
    most = parts().settings.upload_bytes_max
    with transaction() as session:
        expected = intake_batches.announce(session, actor(), batch_id, files, most)
    told = [{"key": each.key, "id": str(each.id), "state": each.state} for each in expected]
    return jsonify({"files": told})


@blueprint.post("/intake/files/<uuid:file_id>")
@needs(Permission.UPLOAD)
@said
def store(file_id: UUID) -> ResponseReturnValue:
    """Keep the bytes of an announced file: the body of the request, nothing around it."""
    view = intake_batches.store(parts().desk, actor(), file_id, request.get_data(cache=False))
    return jsonify({"state": view.state})


@blueprint.post("/intake/<uuid:batch_id>/close")
@needs(Permission.UPLOAD)
@said
def close(batch_id: UUID) -> ResponseReturnValue:
    """Take note that no more files come."""
    with transaction() as session:
        intake_batches.close(session, actor(), batch_id)
    return _done(batch_id)


@blueprint.post("/intake/<uuid:batch_id>/pause")
@needs(Permission.UPLOAD)
@said
def pause(batch_id: UUID) -> ResponseReturnValue:
    """Read no further file for now."""
    with transaction() as session:
        intake_batches.pause(session, actor(), batch_id)
    return _done(batch_id)


@blueprint.post("/intake/<uuid:batch_id>/resume")
@needs(Permission.UPLOAD)
@said
def resume(batch_id: UUID) -> ResponseReturnValue:
    """Go on reading."""
    with transaction() as session:
        intake_batches.resume(session, actor(), batch_id)
    return _done(batch_id)


@blueprint.post("/intake/<uuid:batch_id>/cancel")
@needs(Permission.UPLOAD)
@said
def cancel(batch_id: UUID) -> ResponseReturnValue:
    """Give up whatever has no answer yet."""
    with transaction() as session:
        intake_batches.cancel(session, actor(), batch_id)
    return _done(batch_id)


@blueprint.post("/intake/<uuid:batch_id>/files/<uuid:file_id>/cancel")
@needs(Permission.UPLOAD)
@said
def cancel_file(batch_id: UUID, file_id: UUID) -> ResponseReturnValue:
    """Give up one file."""
    with transaction() as session:
        intake_batches.cancel(session, actor(), batch_id, [file_id])
    return _done(batch_id)


@blueprint.post("/intake/<uuid:batch_id>/files/<uuid:file_id>/retry")
@needs(Permission.UPLOAD)
@said
def retry(batch_id: UUID, file_id: UUID) -> ResponseReturnValue:
    """Read a file again that was not taken."""
    with transaction() as session:
        intake_batches.retry(session, actor(), file_id)
    return _done(batch_id)


@blueprint.post("/intake/<uuid:batch_id>/files/<uuid:file_id>/check")
@needs(Permission.UPLOAD)
@said
def check(batch_id: UUID, file_id: UUID) -> ResponseReturnValue:
    """Check the claims of a file again, by what is known by now."""
    with transaction() as session:
        intake_checks.check_again(session, actor(), file_id)
    return _done(batch_id)
