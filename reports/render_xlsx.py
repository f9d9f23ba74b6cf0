"""A sheet as an Excel workbook: printable, safe to open, and the same bytes for the same sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.messages import N_
from reports.sheet import Cell, Column, Kind, Label, Sheet

PAGE = N_("第 &P 页，共 &N 页")
AS_OF = N_("数据截至")
CHAIN_HEAD = N_("账簿链头")

A4 = 9  # the number of the paper size in the file format
NARROWEST, WIDEST, TITLE_WIDEST = 6, 40, 12  # column widths in half-width characters
WIDE = 9  # columns
LINE_HEIGHT = 15  # points of a line of text
SHEET_NAME_MAX = 31
NOT_IN_SHEET_NAMES = str.maketrans("", "", "[]:*?/\\'")
BODY = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
NUMBER_FORMATS = {
    Kind.DATE: "yyyy-mm-dd",
    Kind.MONEY: "#,##0.00;[Red]-#,##0.00",
    Kind.PERCENT: "0.00%",
    Kind.NUMBER: "0",
}
ALIGNED = {Kind.TEXT: "left", Kind.DATE: "center", Kind.NUMBER: "center"}  # figures: right
# A spreadsheet takes text that begins so for a formula when it is edited or exported.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")  # noqa: RUF001  # full-width look-alikes are meant
STYLES: dict[str, dict[str, object]] = {
    "title": {"font_name": "黑体", "font_size": 16, "align": "center"},
    "heading": {},
    "unit": {"align": "right"},
    "column": {"bold": True, "align": "center", "text_wrap": True, "border": 1},
    "section": {"bold": True, "border": 1, "bg_color": "#EEF2F6"},
    "row": {"border": 1, "text_wrap": True},
    "remark": {"text_wrap": True, "valign": "top"},
    "totals": {"border": 1, "bold": True, "bg_color": "#F7F7F7"},
    "source": {"font_size": 8, "font_color": "#595959"},
}


def render(sheet: Sheet) -> bytes:
    """Give the workbook's bytes; texts stay texts whatever they begin with, figures are numbers."""
    return render_book(((sheet.title, sheet),))


def render_book(sheets: Sequence[tuple[str, Sheet]]) -> bytes:
    """Give a workbook of several sheets under their names; its properties are the first one's."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, **_LITERAL}) as workbook:
        _sign(workbook, sheets[0][1])
        for name, sheet in sheets:
            page = _Page(workbook, workbook.add_worksheet(_name(name)), sheet)
            page.print_heading()
            page.print_rows()
            page.print_footer()
            page.set_up()
    return target.getvalue()


# Nothing is guessed from what a text looks like.
_LITERAL = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


@dataclass
class _Page:
    """One worksheet being filled from top to bottom."""

    workbook: xlsxwriter.Workbook
    paper: Worksheet
    sheet: Sheet
    row: int = 0
    header_row: int = 0
    formats: dict[tuple[str, Kind | None, bool], Format] = field(default_factory=dict)

    @property
    def last(self) -> int:
        return len(self.sheet.columns) - 1

    def print_heading(self) -> None:
        self.paper.set_row(0, 28)
        self.print_across("title", [self.sheet.title])
        self.print_labels("heading", self.sheet.headings)
        self.print_across("unit", [self.sheet.unit])
        self.header_row = self.row
        for place, column in enumerate(self.sheet.columns):
            self.paper.write_string(self.row, place, column.title, self.style("column"))
        self.row += 1

    def print_rows(self) -> None:
        for section in self.sheet.sections:
            self.print_labels("section", section.headings)
            for row in section.rows:
                self.print_cells("row", row)
            self.print_cells("totals", section.totals)
        if self.sheet.totals is not None:
            self.print_cells("totals", self.sheet.totals)

    def print_footer(self) -> None:
        for remark in self.sheet.remarks:
            self.print_remark(_line(remark))
        self.row += 1
        if self.sheet.signatures:
            self.print_across("heading", [f"{name}：" for name in self.sheet.signatures])
        self.row += 1
        for label in _sources(self.sheet):
            self.print_across("source", [_line(label)])

    def print_labels(self, style: str, labels: Sequence[Label]) -> None:
        """Print labels two to a line, three where the paper is wide."""
        abreast = 3 if len(self.sheet.columns) >= WIDE else 2
        for start in range(0, len(labels), abreast):
            texts = [_line(label) for label in labels[start : start + abreast]]
            self.print_across(style, [*texts, *[""] * (abreast - len(texts))])

    def print_across(self, style: str, texts: Sequence[str]) -> None:
        """Share the full width between texts."""
        shares = min(len(texts), self.last + 1)
        edges = [(self.last + 1) * share // shares for share in range(shares + 1)]
        texts = [*texts[: shares - 1], "　".join(texts[shares - 1 :]).strip()]
        for first, end, text in zip(edges[:-1], edges[1:], texts, strict=True):
            looks = self.style(style, text=text)
            if end - first > 1:
                self.paper.merge_range(self.row, first, self.row, end - 1, "", looks)
            if text:
                self.paper.write_string(self.row, first, _literal(text), looks)
            else:
                self.paper.write_blank(self.row, first, None, looks)
        self.row += 1

    def print_remark(self, text: str) -> None:
        """Print a text over the full width, as high as its lines are."""
        room = sum(_width(column, _cells(self.sheet, at)) for at, column in _placed(self.sheet))
        lines = sum(1 + _half_widths(line) // room for line in text.splitlines())
        self.paper.set_row(self.row, LINE_HEIGHT * lines)
        self.print_across("remark", [text])

    def print_cells(self, style: str, cells: Sequence[Cell]) -> None:
        for place, (column, cell) in enumerate(zip(self.sheet.columns, cells, strict=True)):
            match cell:
                case None:
                    self.paper.write_blank(self.row, place, None, self.style(style, column.kind))
                case str():
                    chosen = self.style(style, column.kind, text=cell)
                    self.paper.write_string(self.row, place, _literal(cell), chosen)
                case date():
                    self.paper.write_datetime(
                        self.row, place, _midnight(cell), self.style(style, column.kind)
                    )
                case _:
                    self.paper.write_number(self.row, place, cell, self.style(style, column.kind))
        self.row += 1

    def style(self, name: str, kind: Kind | None = None, *, text: str = "") -> Format:
        quoted = text.startswith(FORMULA_STARTS)
        key = (name, kind, quoted)
        if key not in self.formats:
            looks = {**BODY, **STYLES[name], "quote_prefix": quoted}
            if kind is not None:
                looks |= {"align": ALIGNED.get(kind, "right")}
                looks |= {"num_format": NUMBER_FORMATS.get(kind, "General")}
            self.formats[key] = self.workbook.add_format(looks)
        return self.formats[key]

    def set_up(self) -> None:
        """Set widths, panes and the printer: A4 landscape, one page wide, titles on every page."""
        for place, column in _placed(self.sheet):
            self.paper.set_column(place, place, _width(column, _cells(self.sheet, place)))
        self.paper.freeze_panes(self.header_row + 1, min(2, self.last))
        self.paper.set_landscape()
        self.paper.set_paper(A4)
        self.paper.fit_to_pages(1, 0)
        self.paper.repeat_rows(self.header_row)
        self.paper.print_area(0, 0, self.row - 1, self.last)
        self.paper.center_horizontally()
        self.paper.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        self.paper.set_footer(f"&C{PAGE}")


def _sign(workbook: xlsxwriter.Workbook, sheet: Sheet) -> None:
    """Write where the figures come from into the file's properties; no clock is read."""
    workbook.set_properties({"title": sheet.title, "created": _midnight(sheet.provenance.as_of)})
    for label in _sources(sheet):
        workbook.set_custom_property(label.name, label.value, "text")


def _sources(sheet: Sheet) -> tuple[Label, ...]:
    source = sheet.provenance
    known = (Label(AS_OF, source.as_of.isoformat()), Label(CHAIN_HEAD, source.chain_head))
    return (*(label for label in known if label.value), *source.parameters)


def _placed(sheet: Sheet) -> Iterable[tuple[int, Column]]:
    return enumerate(sheet.columns)


def _cells(sheet: Sheet, place: int) -> Iterable[Cell]:
    for section in sheet.sections:
        yield from (row[place] for row in section.rows)
        yield section.totals[place]
    if sheet.totals is not None:
        yield sheet.totals[place]


def _width(column: Column, cells: Iterable[Cell]) -> int:
    longest = max((_half_widths(_shown(cell)) for cell in cells), default=0)
    wanted = max(min(_half_widths(column.title), TITLE_WIDEST), longest) + 2
    return min(max(wanted, NARROWEST), WIDEST)


def _shown(cell: Cell) -> str:
    return f"{cell:,}" if isinstance(cell, Decimal) else str(cell or "")


def _half_widths(text: str) -> int:
    """Count half-width characters: a Chinese one takes two."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def _line(label: Label) -> str:
    return f"{label.name}：{label.value}"


def _name(title: str) -> str:
    return title.translate(NOT_IN_SHEET_NAMES)[:SHEET_NAME_MAX]


def _literal(text: str) -> str:
    """Keep a text from being taken for the writer's own markup: `<r>…</r>` would be copied raw."""
    if text.startswith("<r>") and text.endswith("</r>"):
        return f'<r><t xml:space="preserve">{escape(text)}</t></r>'
    return text


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC).replace(tzinfo=None)
