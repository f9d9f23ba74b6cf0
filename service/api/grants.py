"""Grants, and taking in vouchers for them."""

from typing import Any
from uuid import UUID

from flask import request, url_for
from flask.views import MethodView
from flask_smorest import Blueprint

from compliance.finding import Finding
from service.actions import desk, intake
from service.actions.intake import Taken, TakenIn
from service.api import errors, schemas
from service.messages import N_, Invalid
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.parts import parts
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
        }
    )
    @blueprint.response(200, schemas.TakenFile)
    @needs(Permission.UPLOAD)
    def post(self, grant_id: UUID) -> dict[str, Any]:
        """Take in one file: it is kept, read and checked; each invoice becomes a draft claim."""
        uploaded = request.files.get("file")
        if uploaded is None:
            raise Invalid(N_("没有收到文件：请用名为 file 的字段上传一个文件。"))
        content = uploaded.stream.read()
        taken = intake.take_in(
            parts().desk, actor(), grant_id, uploaded.filename or "voucher", content
        )
        return _taken_file(taken)


def _taken_file(taken: TakenIn) -> dict[str, Any]:
    return {
        "file": taken.file,
        "claims": [_claim(claim) for claim in taken.claims],
        "refusals": [{"sentence": say(refusal)} for refusal in taken.refusals],
    }


def _claim(taken: Taken) -> dict[str, Any]:
    return {
        "id": taken.claim_id,
        "number": taken.number,
        "url": url_for("claims.show", claim_id=taken.claim_id),
        "outcome": taken.verdict.outcome.value,
        "amount": taken.amount,
        "seller": taken.seller,
        "title": taken.title,
        "already": taken.already,
        "summary": say(_summary(taken)),
        "findings": [_finding(finding) for finding in taken.verdict.findings],
    }


def _summary(taken: Taken) -> Any:  # noqa: ANN401  # a message of any package
    if taken.verdict.findings:
        return taken.verdict.findings[0].message
    return intake.ALL_PASSED


def _finding(finding: Finding) -> dict[str, str]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "article": str(finding.article),
        "sentence": say(finding.message),
        "remedy": say(finding.remedy),
    }
