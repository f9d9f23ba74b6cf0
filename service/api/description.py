"""The description of the API, as `docs/openapi.json`: `python -m service.api.description`."""

import json
from pathlib import Path

from flask import Flask

from service.api.door import register

FILE = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
COMMAND = "python -m service.api.description"


def describe() -> str:
    """Give the OpenAPI description of all routes of the API."""
    app = Flask("zhuanhu")
    door = register(app)
    with app.test_request_context():
        described = door.spec.to_dict()
    return json.dumps(described, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    FILE.write_text(describe(), encoding="utf-8")
