"""对账 for other systems: send a bank's statement, read how far the account is reconciled."""

from typing import Any

from flask import request
from flask.views import MethodView
from flask_smorest import Blueprint

from ledger.bank.matching import Thresholds
from service.actions import bank, bank_views
from service.api import errors, schemas
from service.messages import N_, Invalid
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.parts import parts
from service.web.words import say

blueprint = Blueprint("bank_api", __name__, url_prefix="/api/v1/bank")
errors.install(blueprint)


@blueprint.route("/statements")
class Statements(MethodView):
    """Statements of the employer's dedicated account."""

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
    @blueprint.response(200, schemas.TakenStatement)
    @needs(Permission.KEEP_BANK)
    def post(self) -> dict[str, Any]:
        """Take in a statement (xlsx, csv); lines that are known are not added again."""
        uploaded = request.files.get("file")
        if uploaded is None:
            raise Invalid(N_("没有收到文件：请用名为 file 的字段上传一个文件。"))
        thresholds = Thresholds(days=parts().settings.bank_days)
        name = uploaded.filename or "statement"
        taken = bank.take_in(parts().desk, actor(), name, uploaded.stream.read(), thresholds)
        return {
            "added": taken.added,
            "known": taken.known,
            "proposed": taken.proposed,
            "refusals": [{"sentence": say(refusal)} for refusal in taken.refusals],
        }

    @blueprint.response(200, schemas.BankState)
    @needs(Permission.KEEP_BANK)
    def get(self) -> dict[str, Any]:
        """List the statements, and how many lines of either side are not matched yet."""
        settings = parts().settings
        thresholds = Thresholds(days=settings.bank_days)
        with transaction() as session:
            seen = bank_views.page(
                session, actor(), actor().employer, thresholds, settings.bank_recent_days
            )
        return {
            "statements": seen.statements,
            "waiting": len(seen.proposed),
            "unmatched_bank": len(seen.free_bank),
            "unmatched_book": len(seen.free_book),
            "summary": say(seen.recent.message),
        }
