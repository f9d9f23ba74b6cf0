"""Extracting sentences from the sources, merging them into the catalogues, compiling, checking.

A sentence is found where it is marked: `_`, `gettext`, `ngettext`, `lazy_gettext` in doors and
templates, `N_` in the packages that know no reader. Texts of the law carry both languages
themselves and are not here.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HOUSE = Path(__file__).parent.parent.parent
PACKAGES = ("service", "reports", "compliance", "ledger", "importers")
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
OPTIONS = {"**/templates/**.html": {"encoding": "utf-8", "silent": "false", "trimmed": "true"}}
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "N_": None, "ngettext": (1, 2)}
LOCALES = Path(__file__).parent
LANGUAGES = ("en",)
HEADER = "# English of the sentences that the sources hold in Chinese."
PERISHABLE = (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Last-Translator', b'"Report-Msgid')
PLACE = re.compile(r"\{\w+\}|%\(\w+\)[sd]")
CHINESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


def po_file(language: str) -> Path:
    """Give the place of a language's catalogue."""
    return LOCALES / language / "LC_MESSAGES" / "messages.po"


def extracted() -> Catalog:
    """Collect every marked sentence of the sources."""
    found = _empty()
    for package in PACKAGES:
        for file, _line, sentence, _comments, _context in extract_from_dir(
            HOUSE / package, METHODS, OPTIONS, KEYWORDS
        ):
            found.add(sentence, locations=[(f"{package}/{file}", 0)])
    return found


def load(language: str) -> Catalog:
    """Read a language's catalogue; an empty one where there is none yet."""
    file = po_file(language)
    if not file.exists():
        return _empty(language)
    with file.open("rb") as opened:
        return read_po(opened, locale=language)


def _empty(language: str | None = None) -> Catalog:
    return Catalog(locale=language, project="zhuanhu", charset="utf-8", fuzzy=False)


def updated(language: str) -> Catalog:
    """Give a language's catalogue with the sources' sentences: new ones empty, old ones gone."""
    catalogue = load(language)
    catalogue.update(extracted(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """Give a catalogue as its file holds it: sorted by sentence, without dates or line numbers."""
    catalogue.header_comment = HEADER
    buffer = BytesIO()
    write_po(buffer, catalogue, width=100, sort_output=True, include_lineno=False)
    lines = buffer.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(PERISHABLE))


def compiled(language: str) -> bytes:
    """Give a language's catalogue as the program reads it."""
    buffer = BytesIO()
    write_mo(buffer, load(language))
    return buffer.getvalue()


def faults(language: str) -> Iterator[str]:
    """Say what is wrong with a language's catalogue, one sentence a fault."""
    present, wanted = load(language), extracted()
    for missing in sorted(_ids(wanted) - _ids(present)):
        yield f"not in the catalogue: {missing}"
    for needless in sorted(_ids(present) - _ids(wanted)):
        yield f"no longer in the sources: {needless}"
    for message in present:
        if message.id:
            yield from _faults_of(message)


def _ids(catalogue: Catalog) -> set[str]:
    return {_first(message.id) for message in catalogue if message.id}


def _first(value: str | list[str] | tuple[str, ...] | None) -> str:
    return value if isinstance(value, str) else value[0] if value else ""


def _faults_of(message: Message) -> Iterator[str]:
    sentence = _first(message.id)
    strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if message.fuzzy:
        yield f"fuzzy: {sentence}"
    for string in strings:
        if not string:
            yield f"not translated: {sentence}"
        elif set(PLACE.findall(string)) != set(PLACE.findall(sentence)):
            yield f"other places to fill than in: {sentence}"
        elif CHINESE.search(string):
            yield f"still Chinese: {sentence}"
