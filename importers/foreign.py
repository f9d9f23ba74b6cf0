"""Documents that are legible but no vouchers: trip lists, bank slips, contracts, named as such.

Each is told by its title, or by words that only such a document has together. The sentence says
what the document is, what it proves and what to hand in instead. Papers that speak of invoices
(contracts, lists of invoices, results of a check) bear numbers and totals too: their titles rule
them out before any field is looked for.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from importers.draft import Draft
from importers.invoice import TEXT_FIELDS, Kind
from importers.invoice_heading import TITLE_HEIGHT, kind_of
from importers.messages import N_, Message
from importers.page_labels import lines
from importers.page_text import PageText, Word, words
from importers.papers import PAPERS, Paper

_HEAD = 3  # the first third of a page is where a title stands when it is not set large
_TOP_LINES = 3  # where the title of a contract or list stands, whatever its type
_LONGEST_TITLE = 40  # characters of a line that can be a title
_LONGEST_MARK = 4  # characters behind a title: （样张）, 第1页
_EVIDENCE = 3  # that many of the words of a kind tell it without a title
_OF_CHECK, _OF_INVOICES = ("查验次数", "查验时间"), "发票"
_MAY_SPEAK = re.compile(r"查验|汇总|合同|协议|申请|审批|台账|登记|清单|明细|报销单|信息")
_UNKNOWN = N_("这个文件不是发票（没有发票票头和发票号码），不能作为报销凭证。请上传发票原件。")
_TAXI, _ABROAD = N_("出租汽车发票"), N_("境外票据")
_VOUCHERS = (  # of kinds that are not read: all of the words must be there
    ((r"出租汽?车\S{0,16}(发票|车票)",), _TAXI),
    (("上车", "下车", "里程|等候", "发票"), _TAXI),
    (("定额发票",), N_("定额发票")),
    (("仅供报销使用",), N_("铁路纸质车票")),
    ((r"税收完税证明|税收(电子|通用)?缴款书",), N_("税收缴款书或完税证明")),
    ((r"(道路|公路|汽车|水路|轮船)\S{0,4}客(运|票)",), N_("汽车或轮船客票")),
    (("INVOICE|RECEIPT", "TOTAL|AMOUNT"), _ABROAD),
)
_MANY_CHINESE = 30  # characters; with more of them a paper is not from abroad


class _Printed(NamedTuple):
    """One line of a page: its words, and their text in compatibility form without blanks."""

    words: tuple[Word, ...]
    plain: str


def draft(texts: Sequence[PageText]) -> Draft:
    """Return a draft that says what the file is: no voucher, or one of a kind not read here."""
    for text in texts:
        if (name := _voucher(text)) is not None:
            return _left_to_a_person(name)
    foreign = Draft(Kind.NOT_INVOICE)
    for text in texts:
        paper, title = _recognised(text)
        if paper is not None:
            foreign.put("title", title)
            foreign.findings.append(Message(paper.sentence))
            return foreign
    foreign.findings.append(Message(_UNKNOWN))
    return foreign


def left_out(texts: Sequence[PageText]) -> list[Message]:
    """Return what to say of pages beside the vouchers of a file: which they are, and what."""
    pages: dict[tuple[str, str], set[int]] = {}
    for text in texts:
        paper, voucher = _recognised(text)[0], _voucher(text)
        if voucher is not None:
            key = N_("文件第 {pages} 页是{name}，没有读取，请单独上传。"), voucher
        elif paper is not None:
            key = N_("文件第 {pages} 页是{name}，不是发票，没有读取。"), paper.name
        else:
            key = N_("文件第 {pages} 页不是发票，没有读取。"), ""
        pages.setdefault(key, set()).add(text.page)
    return [
        Message(
            template,
            {"pages": "、".join(map(str, sorted(numbers)))} | ({"name": name} if name else {}),
        )
        for (template, name), numbers in pages.items()
    ]


def _voucher(text: PageText) -> str | None:
    """Return the name of a voucher of another kind; None for everything else."""
    printed = "".join(c.plain for c in text.characters if not c.text.isspace()).upper()
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in printed)
    for forms, name in _VOUCHERS:
        likely = name is not _ABROAD or chinese <= _MANY_CHINESE
        if likely and all(re.search(form, printed) for form in forms):
            return name if _recognised(text)[0] is None else None
    return None


def _left_to_a_person(name: str) -> Draft:
    """Return a draft of a voucher whose fields a person has to fill in."""
    other = Draft(Kind.OTHER)
    other.put("title", name)
    other.doubt(
        Message(N_("这是{kind}，目前还不能自动读取其内容，请对照票面填写各项。"), {"kind": name}),
        *TEXT_FIELDS,
        "issue_date",
        "items",
        "is_red",
    )
    return other


def speaks_of_others(text: PageText) -> bool:
    """Whether a page is a paper about invoices, whatever numbers and totals it bears.

    The result of a check shows the whole face of an invoice; other papers are told by a title: in
    large type, or at the very top of a page that has no title of a voucher.
    """
    drawn = _drawn(text)
    if all(word in drawn for word in _OF_CHECK):
        return True
    if not _MAY_SPEAK.search(drawn):
        return False
    printed, voucher = _printed(text), kind_of(text) is not None
    found = _titled(_large(text, printed)) or (None if voucher else _titled(printed[:_TOP_LINES]))
    if found is None or not found[0].speaks:
        return False
    return not voucher or _OF_INVOICES in found[1]


def _recognised(text: PageText) -> tuple[Paper | None, str]:
    """Return what a page is, and its title as printed ('' when it is told by its words)."""
    drawn, printed = _drawn(text), _printed(text)
    if all(word in drawn for word in _OF_CHECK):
        return PAPERS[0], ""
    head = [line for line in printed if line.words[0].middle * _HEAD < text.height]
    whole = "".join(line.plain for line in printed)
    told = (paper for paper in PAPERS if sum(word in whole for word in paper.has) >= _EVIDENCE)
    return _titled([*_large(text, printed), *head]) or (next(told, None), "")


def _drawn(text: PageText) -> str:
    return "".join(character.plain for character in text.characters)


def _printed(text: PageText) -> list[_Printed]:
    """Return the lines of a page from the top."""
    return [
        _Printed(tuple(line), "".join(word.plain for word in line).replace(" ", ""))
        for line in lines(words(text), text.em)
    ]


def _large(text: PageText, printed: Sequence[_Printed]) -> list[_Printed]:
    """Return the lines set in large type."""
    floor = text.type_height * TITLE_HEIGHT
    return [one for one in printed if max(w.bottom - w.top for w in one.words) * 10 >= floor]


def _titled(printed: Sequence[_Printed]) -> tuple[Paper, str] | None:
    """Return the first paper whose title is one of these lines, and that title."""
    for line in printed:
        for paper in PAPERS:
            if len(line.plain) <= _LONGEST_TITLE and _is_title(paper, line.plain):
                return paper, " ".join(word.text for word in line.words)
    return None


def _is_title(paper: Paper, plain: str) -> bool:
    """Whether a line is such a title: it ends with it, but for a mark or a number behind."""
    match = paper.titles.search(plain)
    if match is None or "客票行程单" in plain:
        return False
    return len(plain) - match.end() <= _LONGEST_MARK
