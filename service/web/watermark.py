"""Copies that people of the Center take along say whose they are (Art. 34).

Stamped is the copy that is handed out. What is kept stays to the byte: archives, packs and letters
verify, and an original that somebody else made is handed out as it came, never opened here.
"""

from typing import Final

from flask import Flask, Response, request
from flask_babel import gettext

from reports import stamping
from service.business_day import BEIJING
from service.permissions import Actor
from service.web.disclosing import reader
from service.web.parts import parts

# what we make ourselves, for the eyes of whoever asks
MARKED: Final = frozenset(
    {
        "bank_table.download", "check_papers.document", "check_papers.workbook",
        "claim_shapes.fee_sheet", "claim_shapes.split_sheet", "claims.image",
        "disclosures.download", "exports.drafts", "fieldwork.evidence",
        "instalment_batches.payments", "report_list.download", "verification.file",
    }
)  # fmt: skip
# what has to stay as it is, and why
UNMARKED: Final = {
    "measures.barred": "taken in by other programs, with public data only",
    "bank.statement": "an original of the bank",
    "check_papers.drawing": "text whose hash is on the workpaper",
    "check_papers.file": "a pack verifies with sha256sum",
    "claim_shapes.paper": "an original of the employer",
    "claims.original": "an original, perhaps signed",
    "exports.journal": "text that other programs verify",
    "letters.pdf": "as it was issued; its hash is in the register",
    "rectification.paper": "an original of the employer",
    "rules.file": "nobody's data",
}


def install(app: Flask) -> None:
    """Put it on an application."""
    app.after_request(mark)


def mark(response: Response) -> Response:
    """Stamp a copy with who was handed it and when."""
    actor = reader()
    wanted = request.endpoint in MARKED and actor is not None and not parts().rehearsal
    if not wanted or actor is None or response.status_code != 200:  # noqa: PLR2004  # a whole answer
        return response
    response.direct_passthrough = False
    response.set_data(stamping.stamped(response.get_data(), words(actor)))
    return response


def words(actor: Actor) -> str:
    """Say on a copy whose it is."""
    at = actor.at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")
    said: str = gettext("%(name)s %(at)s · 依第三十四条保密", name=actor.name, at=at)
    return said
