"""A parser that accepts only what a browser need not mend, and names what a person would miss."""

from collections import Counter
from html.parser import HTMLParser

from typing_extensions import override

VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
}  # fmt: skip
SHAPES = {"path", "rect", "circle", "line"}  # closed by a slash inside a drawing
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls")
NAMELESS = {"hidden", "submit", "button"}


class StrictParser(HTMLParser):
    """Collects faults: broken nesting, doubled ids, inline styles and scripts, nameless fields."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: Counter[str] = Counter()
        self.wanted: list[tuple[str, str]] = []
        self.seen: Counter[str] = Counter()
        self.labelled: set[str] = set()
        self.fields: list[tuple[str, bool]] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        values = {name: value or "" for name, value in attrs}
        self.seen[tag] += 1
        self._check(tag, names, values)
        if tag not in VOID:
            self.open.append(tag)

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in SHAPES:
            self.faults.append(f"<{tag}/> is no way to close an element of HTML")
        self._check(tag, [name for name, _ in attrs], {name: value or "" for name, value in attrs})

    @override
    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:] or 'nothing'} at {self.getpos()}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def _check(self, tag: str, names: list[str], values: dict[str, str]) -> None:
        doubled = [name for name, count in Counter(names).items() if count > 1]
        self.faults += [f"<{tag}> has {name} twice" for name in doubled]
        self.faults += [
            f"<{tag}> has {name}" for name in names if name == "style" or name.startswith("on")
        ]
        if tag == "style" or (tag == "script" and not values.get("src")):
            self.faults.append(f"<{tag}> inside the page")
        if tag == "img" and "alt" not in values:
            self.faults.append("<img> without alt")
        if "id" in values:
            self.ids[values["id"]] += 1
        self._refer(tag, values)

    def _refer(self, tag: str, values: dict[str, str]) -> None:
        for name in REFERENCES:
            self.wanted += [(name, part) for part in values.get(name, "").split()]
        if tag == "label" and "for" in values:
            self.wanted.append(("for", values["for"]))
            self.labelled.add(values["for"])
        if tag in {"input", "select", "textarea"} and values.get("type") not in NAMELESS:
            inside = "label" in self.open or "aria-label" in values
            self.fields.append((values.get("id", ""), inside))

    def verdict(self) -> list[str]:
        """Give every fault of a whole page."""
        faults = list(self.faults)
        faults += [f"<{tag}> is never closed" for tag in self.open]
        faults += [f"the id {name} twice" for name, count in self.ids.items() if count > 1]
        faults += [f"{name} names {part}, which is not there" for name, part in self.wanted
                   if part not in self.ids]  # fmt: skip
        faults += [f"{self.seen[tag]} of <{tag}>" for tag in ("h1", "main", "title")
                   if self.seen[tag] != 1]  # fmt: skip
        faults += [f"the field {name or '?'} has no label" for name, inside in self.fields
                   if not inside and name not in self.labelled]  # fmt: skip
        return faults


def faults_of(page: str) -> list[str]:
    """Give the faults of a page; none is well."""
    parser = StrictParser()
    parser.feed(page)
    parser.close()
    faults = parser.verdict()
    if not page.startswith("<!doctype html>\n<html lang="):
        faults.append("does not begin as a page does")
    return faults
