"""Files of texts for the tests: an installed one with something changed."""

from compliance import library
from compliance.text import TextKind


def content(kind: TextKind, *changes: tuple[str, str]) -> str:
    """Give the newest installed file of a kind with each first word replaced by its second."""
    version = library.installed().of_kind(kind)[-1].heading.version
    found = (library.FOLDER / kind.value / f"{version}.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in found, f"{old} does not stand in {version}"
        found = found.replace(old, new, 1)
    return found
