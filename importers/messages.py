"""Sentences for people: a Chinese template and its values, translated only where they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any


def N_(message: str) -> str:  # noqa: N802  # the extractor's customary marker for "translate later"
    """Mark a source sentence for translation and hand it back unchanged."""
    return message


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence: `template` in simplified Chinese with `{name}` places, and what fills them."""

    template: str
    values: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    def text(self) -> str:
        """Return the sentence in Chinese."""
        return self.template.format(**self.values)

    def to_record(self) -> dict[str, object]:
        """Return plain JSON data; `from_record` is the inverse."""
        return {"template": self.template, "values": dict(self.values)}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Message":
        """Build the message that `to_record` described; KeyError when it is none."""
        values = record["values"]
        return cls(record["template"], {name: str(value) for name, value in values.items()})
