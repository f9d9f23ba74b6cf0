"""Batches of files from other programs: open, add files, close, ask how far it is.

`Idempotency-Key` on POST: what is asked again under the same key is done once.
"""

from typing import Any
from uuid import UUID

from flask import request, url_for
from flask.views import MethodView
from flask_smorest import Blueprint

from service.actions import api_batches, intake_batches
from service.actions.intake_views import BatchView, FileView
from service.api import errors, grants, idempotency, schemas
from service.messages import N_, Invalid
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.parts import parts

blueprint = Blueprint("batches", __name__, url_prefix="/api/v1/batches")
errors.install(blueprint)

_FILE = {
    "type": "object",
    "properties": {"file": {"type": "string", "format": "binary"}},
    "required": ["file"],
}


@blueprint.route("/")
class Batches(MethodView):
    """Batches of the employer."""

    @blueprint.doc(parameters=[idempotency.HEADER])
    @blueprint.arguments(schemas.NewBatch)
    @blueprint.response(201, schemas.Batch)
    @needs(Permission.UPLOAD)
    def post(self, wanted: dict[str, UUID]) -> tuple[dict[str, Any], int, dict[str, str]]:
        """Begin a batch for a grant of the employer."""
        with transaction() as session:
            batch_id = api_batches.open_batch(session, actor(), wanted["grant"], idempotency.key())
            view = intake_batches.batch(session, actor(), batch_id)
        return _batch(view), 201, {"Location": url_for("batches.One", batch_id=batch_id)}


@blueprint.route("/<uuid:batch_id>")
class One(MethodView):
    """One batch."""

    @blueprint.response(200, schemas.Batch)
    @needs(Permission.UPLOAD)
    def get(self, batch_id: UUID) -> dict[str, Any]:
        """Tell how far a batch is, and what became of each file."""
        with transaction() as session:
            return _batch(intake_batches.batch(session, actor(), batch_id))


@blueprint.route("/<uuid:batch_id>/files")
class Files(MethodView):
    """Files of a batch."""

    @blueprint.doc(
        parameters=[idempotency.HEADER],
        requestBody={"required": True, "content": {"multipart/form-data": {"schema": _FILE}}},
    )
    @blueprint.response(201, schemas.BatchFile)
    @needs(Permission.UPLOAD)
    def post(self, batch_id: UUID) -> dict[str, Any]:
        """Keep a file; it is read and checked next. The same name and bytes again: one file."""
        uploaded = request.files.get("file")
        if uploaded is None:
            raise Invalid(N_("没有收到文件：请用名为 file 的字段上传一个文件。"))
        file = (uploaded.filename or "voucher", uploaded.stream.read())
        return _file(api_batches.add(parts().desk, actor(), batch_id, file, idempotency.key()))


@blueprint.route("/<uuid:batch_id>/close")
class Close(MethodView):
    """The end of a batch."""

    @blueprint.response(200, schemas.Batch)
    @needs(Permission.UPLOAD)
    def post(self, batch_id: UUID) -> dict[str, Any]:
        """Say that no more files come; again changes nothing."""
        with transaction() as session:
            intake_batches.close(session, actor(), batch_id)
            view = intake_batches.batch(session, actor(), batch_id)
        parts().desk.bell.ring()
        return _batch(view)


def _batch(view: BatchView) -> dict[str, Any]:
    return {
        "id": view.id,
        "grant": view.grant_id,
        "source": view.source,
        "closed": view.closed,
        "finished": view.finished,
        "total": view.total,
        "done": view.done,
        "files": [_file(file) for file in view.files],
    }


def _file(file: FileView) -> dict[str, Any]:
    return {
        "id": file.id,
        "parent": file.parent_id,
        "name": file.name,
        "size": file.size,
        "state": file.state,
        "outcome": file.outcome,
        "claims": [grants.taken_claim(claim) for claim in file.claims],
        "refusals": [
            {"sentence": grants.refusal_sentence(file, refusal)} for refusal in file.refusals
        ],
    }
