"""The description of the API, for the programs that call it: `GET /api/v1/openapi.json`."""

from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue
from flask_smorest import Api

from service.permissions import Permission
from service.web.access import needs

PLACE = "zhuanhu_api"  # among the extensions of the application
blueprint = Blueprint("own_description", __name__, url_prefix="/api/v1")


@blueprint.get("/openapi.json")
@needs(Permission.PUBLIC)
def show() -> ResponseReturnValue:
    """Give the OpenAPI description; it says nothing of anybody's data."""
    door: Api = current_app.extensions[PLACE]
    return jsonify(door.spec.to_dict())
