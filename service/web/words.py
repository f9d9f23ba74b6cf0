"""Sentences of every package, in the language of the person who reads."""

from flask_babel import get_locale, gettext

from service.messages import Sayable


def english() -> bool:
    """Tell whether the reader has chosen English."""
    locale = get_locale()
    return locale is not None and str(locale.language) == "en"


def say(message: Sayable) -> str:
    """Give a sentence in the reader's language; phrases inside it are translated too."""
    words = getattr(message, "english", None) if english() else None
    template: str = words or gettext(message.template)
    values = {name: _value(value) for name, value in getattr(message, "values", {}).items()}
    return template.format(**values)


def _value(value: "str | Sayable | tuple[Sayable, ...]") -> str:
    if isinstance(value, str):
        words: str = gettext(value) if value else value  # names of fields and accounts are msgids
        return words
    if isinstance(value, tuple):
        comma: str = gettext("、")
        return comma.join(say(part) for part in value)
    return say(value)
