"""All parts of the API on one application."""

from flask import Flask
from flask_smorest import Api

from service.api import bank, batches, claims, grants, health, own_description

_SCHEMES = {
    "token": {"type": "http", "scheme": "bearer", "description": "接口令牌"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": "__Host-zhuanhu"},
}


def register(app: Flask) -> Api:
    """Put the API on an application; give it, so that its description can be written."""
    app.config.update(API_TITLE="Zhuanhu 专户", API_VERSION="v1", OPENAPI_VERSION="3.1.0")
    app.config["API_SPEC_OPTIONS"] = {
        "components": {"securitySchemes": _SCHEMES},
        "security": [{"token": []}, {"cookie": []}],
    }
    door = app.extensions[own_description.PLACE] = Api(app)
    app.register_blueprint(own_description.blueprint)
    blueprints = (
        health.blueprint,
        grants.blueprint,
        batches.blueprint,
        claims.blueprint,
        bank.blueprint,
    )
    for blueprint in blueprints:
        door.register_blueprint(blueprint)
    return door
