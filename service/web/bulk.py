"""An export of many rows leaves only when a second person of the Center allowed it (Art. 34)."""

import re
import zipfile
from io import BytesIO
from typing import Final

from flask import Flask, Response, redirect, request, url_for

from reports import stamping
from service.actions import bulk_exports
from service.db import CENTER
from service.web import disclosing
from service.web.parts import parts

GATED: Final = frozenset(
    {
        "exports.journal", "exports.drafts", "verification.file", "disclosures.download",
        "report_list.download", "checks.frame", "check_papers.drawing", "check_papers.workbook",
    }
)  # fmt: skip
_ROW: Final = re.compile(rb"<row ")


def install(app: Flask) -> None:
    """Put it on an application."""
    app.after_request(hold)


def hold(response: Response) -> Response:
    """Hand out what is small or allowed; lead to the form that asks for the rest."""
    actor = disclosing.reader()
    if actor is None or request.endpoint not in GATED or response.status_code != 200:  # noqa: PLR2004  # a whole answer
        return response
    response.direct_passthrough = False
    rows = count(response.get_data())
    if rows <= parts().settings.bulk_export_rows:
        return response
    with parts().database.transaction(CENTER) as session:
        purpose = bulk_exports.take(session, actor, address())
    if purpose is not None:
        disclosing.say_purpose(purpose)
        return response
    ask = redirect(url_for("bulk_exports.ask", asked=address(), rows=rows))
    assert isinstance(ask, Response)
    return ask


def address() -> str:
    """Give the address of an export with its filters: what was allowed is this and nothing else."""
    return request.full_path.rstrip("?")


def count(content: bytes) -> int:
    """Count the rows of a workbook, or the lines of a text."""
    if not content.startswith(stamping.ZIP):
        return content.count(b"\n")
    with zipfile.ZipFile(BytesIO(content)) as packed:
        sheets = [name for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
        return sum(len(_ROW.findall(packed.read(name))) for name in sheets)
