"""Claims for other programs: the list, and one with its verdict."""

from typing import Any
from uuid import UUID

from flask import url_for
from flask.views import MethodView
from flask_smorest import Blueprint

from service.actions import claim_views
from service.actions.claim_views import ClaimLine, Filter
from service.api import errors, grants, schemas
from service.messages import N_, NotFound
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("claims_api", __name__, url_prefix="/api/v1/claims")
errors.install(blueprint)


@blueprint.route("/")
class Claims(MethodView):
    """Claims of the employer; the Center sees all."""

    @blueprint.arguments(schemas.ClaimsQuery, location="query")
    @blueprint.response(200, schemas.Claims)
    @needs(Permission.SEE_CLAIMS)
    def get(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """List claims, newest first; those withdrawn only where their state is asked for."""
        grant_id = wanted.pop("grant")
        with transaction() as session:
            found = claim_views.list_claims(session, actor(), Filter(grant_id=grant_id, **wanted))
            return {
                "claims": [_claim(line) for line in found.lines],
                "count": found.count,
                "amount": found.amount,
                "page": found.page,
                "pages": found.pages,
            }


@blueprint.route("/<uuid:claim_id>")
class One(MethodView):
    """One claim."""

    @blueprint.response(200, schemas.ClaimWithVerdict)
    @needs(Permission.SEE_CLAIMS)
    def get(self, claim_id: UUID) -> dict[str, Any]:
        """Give a claim with its newest verdict: what is in the way, the article, the way out."""
        with transaction() as session:
            page = claim_views.claim_page(session, actor(), claim_id)
            lines = claim_views.lines_of(session, actor(), [claim_id])
            if not lines:
                raise NotFound(N_("没有这份报销申请。"))
            return {
                **_claim(lines[0]),
                "version": page.claim.version,
                "decided_at": page.decided_at,
                "findings": [grants.finding_record(each) for each in page.decision.findings],
                "passed": list(page.decision.passed),
            }


def _claim(line: ClaimLine) -> dict[str, Any]:
    claim = line.claim
    return {
        "id": claim.id,
        "number": claim.number,
        "url": url_for("claims.show", claim_id=claim.id),
        "grant": claim.grant_id,
        "state": claim.state,
        "outcome": claim.outcome,
        "category": claim.category,
        "amount": claim.amount,
        "cost_on": claim.cost_on,
        "made_at": claim.made_at,
        "kind": line.kind,
        "invoice": line.invoice_number,
        "seller": line.seller,
        "issued_on": line.issued_on,
        "title": line.title,
    }
