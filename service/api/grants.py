"""Grants, and taking in vouchers for them."""

from typing import Any
from uuid import UUID

from flask import request, url_for
from flask.views import MethodView
from flask_smorest import Blueprint

from compliance.finding import Finding
from service.actions import desk, intake, intake_at_once
from service.actions.intake_views import BatchView, ClaimLine, FileView
from service.api import errors, idempotency, schemas
from service.messages import N_, Invalid, Sayable, Sentence
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.parts import now, parts
from service.web.words import say

blueprint = Blueprint("grants", __name__, url_prefix="/api/v1/grants")
errors.install(blueprint)


@blueprint.route("/")
class Grants(MethodView):
    """The grants of the employer."""

    @blueprint.response(200, schemas.Grant(many=True))
    @needs(Permission.SEE_DESK)
    def get(self) -> list[desk.GrantView]:
        """List the grants with their money."""
        with transaction() as session:
            return desk.grants(session, actor())


@blueprint.route("/<uuid:grant_id>/documents")
class Documents(MethodView):
    """Vouchers of a grant."""

    @blueprint.doc(
        parameters=[idempotency.HEADER],
        requestBody={
            "required": True,
            "content": {
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "properties": {"file": {"type": "string", "format": "binary"}},
                        "required": ["file"],
                    }
                }
            },
        },
    )
    @blueprint.response(200, schemas.TakenFile)
    @needs(Permission.UPLOAD)
    def post(self, grant_id: UUID) -> dict[str, Any]:
        """Take in one file: it is kept, read and checked; each invoice becomes a draft claim."""
        uploaded = request.files.get("file")
        if uploaded is None:
            raise Invalid(N_("没有收到文件：请用名为 file 的字段上传一个文件。"))
        file = (uploaded.filename or "voucher", uploaded.stream.read())
        view = intake_at_once.take(parts().desk, actor(), grant_id, file, now, idempotency.key())
        return _taken_file(view)


def _taken_file(view: BatchView) -> dict[str, Any]:
    return {
        "file": view.files[0].name,
        "claims": [taken_claim(claim) for file in view.files for claim in file.claims],
        "refusals": [
            {"sentence": refusal_sentence(file, refusal)}
            for file in view.files
            for refusal in file.refusals
        ],
    }


def refusal_sentence(file: FileView, refusal: Sayable) -> str:
    """Say why a document was not taken; of an archive with the name of its member."""
    if file.parent_id is None:
        return say(refusal)
    return say(Sentence(N_("压缩包中的 {member}：{why}"), {"member": file.name, "why": refusal}))


def taken_claim(taken: ClaimLine) -> dict[str, Any]:
    """Give what became of one invoice."""
    return {
        "id": taken.claim_id,
        "number": taken.number,
        "url": url_for("claims.show", claim_id=taken.claim_id),
        "outcome": taken.outcome,
        "amount": taken.amount,
        "seller": taken.seller,
        "title": taken.title,
        "already": taken.already,
        "summary": say(taken.findings[0].message if taken.findings else intake.ALL_PASSED),
        "findings": [finding_record(finding) for finding in taken.findings],
    }


def finding_record(finding: Finding) -> dict[str, str]:
    """Give a rule that is not met, in words."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "article": str(finding.article),
        "sentence": say(finding.message),
        "remedy": say(finding.remedy),
    }
