"""Sentences for people, kept apart from their values so that they can be translated later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


def N_(message: str) -> str:  # noqa: N802  # the marker's name is what the extractor looks for
    """Mark a Chinese source sentence for the catalogue of translations; changes nothing."""
    return message


@dataclass(frozen=True)
class Message:
    """A Chinese sentence with `{name}` places, and what belongs into them."""

    template: str
    values: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({}),
        hash=False,  # a mapping has no hash; equality still compares it
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    def text(self) -> str:
        """Return the sentence in Chinese, its places filled."""
        return self.template.format(**self.values)
