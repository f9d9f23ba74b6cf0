"""One invoice as it lies on a page: its labels, the words beside them, its rules and QR code."""

from collections.abc import Sequence
from dataclasses import dataclass

from importers.page_labels import Finder, Label, lines
from importers.page_text import Character, PageText, Rule, Word, words
from importers.qr_code import InvoiceCode

_LABELS = {
    "invoice_code": ("发票代码:", "发票代码"),
    "invoice_number": ("发票号码:", "发票号码"),
    "issue_date": ("开票日期:", "开票日期"),
    "check_code": ("校验码:", "校验码"),
    "machine": ("机器编号:", "机器编号"),
    "name": ("名称:",),
    "tax_id": (
        "统一社会信用代码/纳税人识别号:",
        "统一社会信用代码/纳税人识别号",
        "纳税人识别号:",
        "纳税人识别号",
    ),
    "address": ("地址、电话:", "地址电话:", "地址、电话"),
    "bank": ("开户行及账号:", "开户行及帐号:", "开户行及账号", "电子支付标识:"),
    "total_in_words": ("价税合计(大写)", "价税合计"),
    "total_with_tax": ("(小写)", "小写"),
    "payee": ("收款人:",),
    "reviewer": ("复核:", "复核人:"),
    "drawer": ("开票人:",),
    "seal": ("销售方:(章)", "销售方:", "销货单位:(章)"),
}
UPRIGHT = {
    "buyer": ("购买方信息", "购买方", "购货单位"),
    "seller": ("销售方信息", "销售方", "销货单位"),
    "password": ("密码区",),
    "remarks": ("备注",),
    "margin": ("下载次数", "第一联", "第二联", "第三联", "发票联", "抵扣联", "记账联"),
}


LEVEL = frozenset(_LABELS)  # names of the labels that are written from left to right
_HEADING = frozenset({"invoice_code", "invoice_number", "issue_date", "check_code"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """The place of one invoice on one page, taken apart once for all readers of it."""

    text: PageText
    finder: Finder
    labels: dict[str, list[Label]]
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    code: InvoiceCode | None = None

    @property
    def em(self) -> int:
        """The measure of tolerances on this sheet."""
        return self.finder.em

    @property
    def page(self) -> int:
        """The page it lies on, from 1."""
        return self.text.page

    def across(self, per_cent: int) -> int:
        """Return the place so far from the left end of what the sheet holds to the right end."""
        left = min((c.left for c in self.text.characters), default=0)
        right = max((c.right for c in self.text.characters), default=self.text.width)
        return left + (right - left) * per_cent // 100

    def first(self, name: str) -> Label | None:
        """Return the topmost label of a name."""
        found = self.labels[name]
        return found[0] if found else None

    def words_keeping(self, *names: str) -> tuple[Word, ...]:
        """Return the words of the sheet when the labels of these names count as plain text."""
        return words(self.text, self._cut(*names))

    def words_between(self, top: int, bottom: int, barriers: Sequence[int]) -> list[Word]:
        """Return the words of a band; none of them reaches across a barrier (a place across)."""
        inside = [word for word in self.words if top < word.middle < bottom]
        if not any(word.left < x < word.right for word in inside for x in barriers):
            return inside
        apart = words(self.text, self._cut(), tuple(barriers))
        return [word for word in apart if top < word.middle < bottom]

    def ink_between(self, top: int, bottom: int) -> list[Character]:
        """Return the characters of a band that belong to no label."""
        cut = self._cut()
        return [
            character
            for place, character in enumerate(self.text.characters)
            if top < character.middle < bottom and place not in cut and not character.text.isspace()
        ]

    def _cut(self, *kept: str) -> frozenset[int]:
        """Return the places of all labels but those of some names, and of the margin."""
        labels = (found for name, found in self.labels.items() if name not in kept)
        places = frozenset(place for found in labels for label in found for place in label.places)
        return places | _margin(self.text, self.labels)

    def row(self, label: Label) -> list[Word]:
        """Return the words to the right of a label, at its height, from the left."""
        near = [
            word
            for word in self.words
            if abs(word.middle - label.middle) * 10 < self.em * 9 and word.center > label.right
        ]
        return [word for line in lines(near, self.em) for word in line]


def take_apart(
    text: PageText, rules: tuple[Rule, ...] = (), code: InvoiceCode | None = None
) -> Sheet:
    """Find the labels of an invoice on (a part of) a page and the words between them."""
    finder = Finder(text)
    labels = {
        name: finder.all(*wordings) if name in _HEADING else _found(finder, wordings)
        for name, wordings in _LABELS.items()
    }
    labels |= {name: finder.upright(*wordings) for name, wordings in UPRIGHT.items()}
    cut = frozenset(place for found in labels.values() for label in found for place in label.places)
    return Sheet(text, finder, labels, words(text, cut | _margin(text, labels)), rules, code)


def _margin(text: PageText, labels: dict[str, list[Label]]) -> frozenset[int]:
    """Return the places of all in the column of an upright text in the margin: 下载次数."""
    return frozenset(
        place
        for label in labels["margin"]
        for place, character in enumerate(text.characters)
        if label.left - text.em // 2 < character.left < label.right + text.em // 2
    )


def _found(finder: Finder, wordings: tuple[str, ...]) -> list[Label]:
    """Return the places of the first wording that is printed at all."""
    return next((found for wording in wordings if (found := finder.all(wording))), [])
