"""Documents that are written by the code: the schema, the law page, the API description.

`python -m tests.documents` says which of them is out of date; `--write NAME` writes one anew.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from compliance import law_page
from service import api, pages
from tests import database_server

ROOT = Path(__file__).resolve().parent.parent


def schema() -> str:
    """Give the schema of a freshly migrated database."""
    from service.migrations.snapshot import schema_dump  # noqa: PLC0415  # needs the server's programs

    with database_server.run() as server, server.clone() as database:
        return schema_dump(database.admin_url)


def law() -> str:
    """Give the page that lists article, carriers and examples."""
    return law_page.render()


def openapi() -> str:
    """Give the description of the API."""
    app = Flask("zhuanhu")
    app.config["SECRET_KEY"] = "only to describe the routes"  # noqa: S105  # signs nothing
    pages.register(app)
    door = api.register(app)
    with app.test_request_context():
        return json.dumps(door.spec.to_dict(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


DOCUMENTS: dict[str, tuple[str, Callable[[], str]]] = {
    "schema": ("service/schema.sql", schema),
    "law": ("docs/law.md", law),
    "openapi": ("docs/openapi.json", openapi),
}


def main(arguments: list[str]) -> int:
    """Compare all documents with what the code gives, or write the named ones."""
    if arguments[:1] == ["--write"]:
        for name in arguments[1:]:
            path, render = DOCUMENTS[name]
            (ROOT / path).write_text(render(), encoding="utf-8")
        return 0
    stale = [
        name
        for name, (path, render) in DOCUMENTS.items()
        if (ROOT / path).read_text(encoding="utf-8") != render()
    ]
    for name in stale:
        sys.stderr.write(f"{DOCUMENTS[name][0]} is out of date: make {name}\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
