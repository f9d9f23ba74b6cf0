"""Sentences in a chosen language outside of a request: for what goes out by mail."""

import gettext
from functools import cache
from pathlib import Path

from service.actions.inbox_words import Speak

CATALOGUES = Path(__file__).parents[1] / "locale"


@cache
def speaker(language: str) -> Speak:
    """Give what says sentences of the sources in "zh" or "en"."""
    if language == "zh":
        return str
    return gettext.translation("messages", CATALOGUES, [language]).gettext
