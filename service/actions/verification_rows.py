"""A table of answers of the tax authority's platform: which invoice, what was said, and when."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from compliance.facts import VerifiedAs
from importers.bank_values import day_of
from service.messages import N_, Invalid, Sentence

HEADINGS_WITHIN = 10  # rows in which the headings are looked for
REFERENCE_MAX = 100
SHORT_NUMBER, CODE = 8, 12  # digits of an older invoice's number and of its code
_FORMS = "、"

TITLES: Mapping[str, tuple[str, ...]] = {
    "number": ("发票号码", "数电发票号码", "数电票号码", "票据号码", "号码"),
    "result": ("查验结果", "查验状态", "发票状态", "结果"),
    "day": ("查验日期", "查验时间"),
    "code": ("发票代码", "票据代码", "代码"),
    "reference": ("查验流水号", "查验编号", "流水号"),
}
NEEDED = ("number", "result", "day")
RESULTS: Mapping[str, VerifiedAs] = {
    "查验一致": VerifiedAs.MATCHES,
    "一致": VerifiedAs.MATCHES,
    "正常": VerifiedAs.MATCHES,
    "查验不一致": VerifiedAs.DIFFERS,
    "不一致": VerifiedAs.DIFFERS,
    "查无此票": VerifiedAs.NOT_FOUND,
    "作废": VerifiedAs.VOID,
    "已作废": VerifiedAs.VOID,
    "全额红冲": VerifiedAs.RED,
    "已全额红冲": VerifiedAs.RED,
    "已红冲": VerifiedAs.RED,
    "部分红冲": VerifiedAs.PARTLY_RED,
    "已部分红冲": VerifiedAs.PARTLY_RED,
    "异常": VerifiedAs.ABNORMAL,
    "异常凭证": VerifiedAs.ABNORMAL,
}
OFFERED = ("查验一致", "查验不一致", "查无此票", "作废", "全额红冲", "部分红冲", "异常凭证")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the platform said of an invoice on a day; `reference` tells where that is kept."""

    result: VerifiedAs
    checked_on: date
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: the invoice it names and the answer; `code` '' where it gives none."""

    row: int
    code: str
    number: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class WrongLine:
    """A row that cannot be taken, and why."""

    row: int
    refusal: Sentence


def lines_of(table: Sequence[Sequence[str]]) -> Iterator[Line | WrongLine]:
    """Yield what each answered row says; raise `Invalid` where the needed columns are missing."""
    start, places = _headings(table)
    for number, cells in enumerate(table[start:], start=start + 1):
        row = {name: cells[at] for name, at in places.items() if at < len(cells)}
        if row.get("result") or row.get("day"):  # the others have not been asked about yet
            try:
                yield _line(number, row)
            except Invalid as refusal:
                yield WrongLine(number, refusal.sentence)


def _headings(table: Sequence[Sequence[str]]) -> tuple[int, Mapping[str, int]]:
    """Find the row of headings: where the rows of data begin, and the place of each column."""
    for number, cells in enumerate(table[:HEADINGS_WITHIN], start=1):
        plain = [_plain(cell) for cell in cells]
        places = {
            name: next(plain.index(title) for title in titles if title in plain)
            for name, titles in TITLES.items()
            if set(titles) & set(plain)
        }
        if places.keys() >= set(NEEDED):
            return number, places
    raise Invalid(
        N_("表格缺少列：需要 {columns}，列名写在前十行之内的一行。"),
        columns=_FORMS.join(TITLES[name][0] for name in NEEDED),
    )


def _line(number: int, row: Mapping[str, str]) -> Line:
    return Line(
        number,
        _digits(row.get("code", ""), CODE),
        _number(row.get("number", "")),
        Answer(
            _result(row.get("result", "")),
            _day(row.get("day", "")),
            row.get("reference", "")[:REFERENCE_MAX],
        ),
    )


def _number(text: str) -> str:
    number = _digits(text, SHORT_NUMBER)
    if not (number.isascii() and number.isdigit()):
        raise Invalid(
            N_("“{text}”不是发票号码；长号码在表格里要设为文本格式，以免末位丢失。"), text=text
        )
    return number


def _digits(text: str, length: int) -> str:
    """Give digits as printed: a spreadsheet drops the noughts a number begins with."""
    plain = _plain(text)
    return plain.zfill(length) if plain.isdigit() and len(plain) < length else plain


def _result(text: str) -> VerifiedAs:
    found = RESULTS.get(_plain(text))
    if found is None:
        raise Invalid(
            N_("查验结果“{text}”不认识；请写 {known} 之一。"),
            text=text,
            known=_FORMS.join(OFFERED),
        )
    return found


def _day(text: str) -> date:
    day = day_of(text)
    if day is None:
        raise Invalid(N_("查验日期“{text}”不是日期，请写成 2026-08-21 的样子。"), text=text)
    return day


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
