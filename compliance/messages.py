"""Sentences for people: a Chinese template and its values, translated only where they are shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Union


def N_(message: str) -> str:  # noqa: N802  # the extractor's customary marker for "translate later"
    """Mark a source sentence for translation and hand it back unchanged."""
    return message


Value = Union[str, "Message", tuple["Message", ...]]
"""What fills a place: text as it stands, a phrase to be translated too, or a list of phrases."""

ENUMERATION_COMMA = N_("、")


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence: `template` in simplified Chinese with `{name}` places, and what fills them.

    `english` is set only for words that come from the dated texts, which hold both languages;
    every other sentence is translated by the catalogue of the service.
    """

    template: str
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)
    english: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    def text(self, translate: "Translate | None" = None) -> str:
        """Return the sentence: in Chinese, or as `translate` puts each template into words."""
        say = translate or _as_written
        filled = {name: _say_value(value, say) for name, value in self.values.items()}
        return say(self).format(**filled)

    def to_record(self) -> dict[str, Any]:
        """Return plain JSON data; `from_record` is the inverse."""
        return {
            "template": self.template,
            "values": {name: _value_record(value) for name, value in self.values.items()},
            "english": self.english,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Message":
        """Build the message that `to_record` described."""
        values = {name: _value(value) for name, value in record["values"].items()}
        return cls(record["template"], values, record["english"])


Translate = Callable[[Message], str]
"""Gives the template of a message in the reader's language, its places still unfilled."""


def message(template: str, **values: Value) -> Message:
    """Build a message from a template marked with `N_` and what fills it."""
    return Message(template, values)


def _as_written(message: Message) -> str:
    return message.template


def _say_value(value: Value, translate: Translate) -> str:
    if isinstance(value, Message):
        return value.text(translate)
    if isinstance(value, tuple):
        return translate(Message(ENUMERATION_COMMA)).join(each.text(translate) for each in value)
    return value


def _value_record(value: Value) -> object:
    if isinstance(value, Message):
        return value.to_record()
    if isinstance(value, tuple):
        return [each.to_record() for each in value]
    return value


def _value(record: Any) -> Value:  # noqa: ANN401  # a branch of parsed JSON
    if isinstance(record, str):
        return record
    if isinstance(record, list):
        return tuple(Message.from_record(each) for each in record)
    return Message.from_record(record)
