"""The HTML door: server-rendered pages that work without script and are quicker with it."""

from flask import Flask

from service.pages import (
    assets,
    errors,
    language,
    start,
    style_guide,
    surroundings,
    writing,
)

BLUEPRINTS = (
    assets.blueprint,
    language.blueprint,
    start.blueprint,
    style_guide.blueprint,
)


def register(app: Flask) -> None:
    """Put the pages on an application."""
    language.install(app)
    writing.install(app)
    surroundings.install(app)
    errors.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
