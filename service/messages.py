"""Sentences for people: a Chinese source sentence with named values, translated at the door."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


def N_(message: str) -> str:  # noqa: N802  # the customary name of a translation marker
    """Mark a sentence for the message catalogues and give it back unchanged."""
    return message


class Sayable(Protocol):
    """A sentence of any package: a template and what fills it."""

    @property
    def template(self) -> str: ...
    def text(self) -> str:
        """Give the Chinese sentence."""
        ...


Value = str | Sayable


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its values, kept apart so that it can be translated."""

    template: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def text(self) -> str:
        """Give the Chinese sentence."""
        filled = {
            name: value if isinstance(value, str) else value.text()
            for name, value in self.values.items()
        }
        return self.template.format(**filled)


class Refused(Exception):  # noqa: N818  # an answer to a person, not a failure
    """What a person asked for may not be done now: why, by which article, and the way out."""

    status = 409

    def __init__(self, template: str, article: str | None = None, **values: Value) -> None:
        self.sentence = Sentence(template, values)
        self.article = article
        super().__init__(self.sentence.text())


class NotFound(Refused):
    """The thing does not exist, or not for this person: both look the same from outside."""

    status = 404


class Unauthorized(Refused):
    """What says who asks is not good (any more)."""

    status = 401


class Forbidden(Refused):
    """The person's role does not allow the action."""

    status = 403


class Invalid(Refused):
    """What was entered cannot be right; the sentence names the field."""

    status = 422
