"""What a case is called: what our actions composed is said in the reader's language."""

import re

from flask_babel import gettext

from compliance.grounds import grounds
from service.actions.proceeding_views import CaseLine
from service.web.words import say

# Kinds whose title people write themselves are left as they were written.
COMPOSED = {
    "appeal", "sanction", "withdrawal", "completion", "clawback", "settlement", "reallocation",
}  # fmt: skip
BETWEEN = re.compile("( |：)")


def case_title(line: CaseLine) -> str:
    """Give the title of a case in the reader's language."""
    if line.kind not in COMPOSED:
        return line.title
    return "".join(_said(part) for part in BETWEEN.split(line.title))


def _said(part: str) -> str:
    ground = next((each.title for each in grounds().values() if each.title.text() == part), None)
    if ground is not None:
        return say(ground)
    words: str = gettext(part) if part.strip() else part
    return words
