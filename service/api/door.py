"""All parts of the API on one application."""

from flask import Flask
from flask_smorest import Api

from service.api import bank, grants, health


def register(app: Flask) -> Api:
    """Put the API on an application; give it, so that its description can be written."""
    app.config.update(API_TITLE="Zhuanhu 专户", API_VERSION="v1", OPENAPI_VERSION="3.1.0")
    door = Api(app)
    for blueprint in (health.blueprint, grants.blueprint, bank.blueprint):
        door.register_blueprint(blueprint)
    return door
