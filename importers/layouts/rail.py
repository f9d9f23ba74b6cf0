"""电子发票（铁路电子客票）: sold, refunded (退票费) or issued anew (换开, 改签).

Number and day of issue stand at the top, the stations in large type with the train between them,
then departure, coach and seat, fare, passenger, e-ticket number and buyer. The fare is all there is
to pay; amount and tax are taken only where they are printed.
"""

import re
from collections.abc import Sequence
from itertools import chain

from importers import form_fields
from importers.draft import Draft
from importers.form_fields import Form
from importers.invoice_heading import date_in
from importers.invoice_pages import Voucher
from importers.messages import N_, Message
from importers.page_labels import joined, lines
from importers.page_text import Word

_LABELS = {
    "invoice_number": ("发票号码:", "发票号码"),
    "original_invoice": ("原发票号码:", "原发票号码"),
    "issue_date": ("开票日期:", "开票日期"),
    "fare": ("票价:", "票价"),
    "refund_fee": ("退票费:", "退票费", "退票手续费:"),
    "total_amount": ("金额:", "不含税金额:"),
    "tax_rate": ("税率:",),
    "total_tax": ("税额:",),
    "e_ticket": ("电子客票号码:", "电子客票号码", "电子客票号:", "电子客票号"),
    "buyer_name": ("购买方名称:", "购买方名称"),
    "buyer_tax_id": (
        "统一社会信用代码/纳税人识别号:", "统一社会信用代码:", "统一社会信用代码", "纳税人识别号:",
    ),
    "advice": ("买票请到12306",),
}  # fmt: skip
_NUMBER, _TAX_ID = re.compile(r"(?<!\d)\d{20}(?!\d)"), re.compile(r"[0-9A-Za-z*]{6,25}")
_RATE, _E_TICKET = re.compile(r"\d{1,2}%"), re.compile(r"[0-9A-Za-z]{10,40}")
_TRAIN = re.compile(r"[GDCZTKYLSP]\d{1,4}|\d{4}")
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_TIME = re.compile(r"(\d{1,2}:\d{2})开")
_COACH = re.compile(r"([加0-9]{1,4}车)(无座|[0-9A-Z]{1,4}号?(?:[上中下]铺)?)?")
_CLASS = re.compile(
    r"新空调|(?:新空调)?(?:(?:优选一|一|二|特)等(?:座|卧|软座|双软|包座)"
    r"|商务座|观光座|动卧|高级(?:动|软)卧|[软硬][座卧]|一人软包|无座)"
)
_PERSON = re.compile(r"([0-9A-Z]{2,14}\*{2,14}[0-9A-Z]{1,8})(\S*)")


def read(voucher: Voucher, draft: Draft) -> None:
    """Put everything such a ticket says into the draft."""
    form = form_fields.take(voucher.sheets[0].text, _LABELS)
    printed = lines(form.words, form.em)
    form.put_form(draft, "invoice_number", _NUMBER)
    form.put_form(draft, "original_invoice", _NUMBER)
    form.put_date(draft)
    form.put_form(draft, "e_ticket", _E_TICKET)
    form.put(draft, "buyer_name")
    form.put_form(draft, "buyer_tax_id", _TAX_ID)
    _put_money(form, draft)
    _put_stations(form, draft)
    _put_departure(form, draft, printed)
    _put_passenger(form, draft, printed)
    if not voucher.titled:
        draft.doubt(Message(N_("没有读到票头，发票种类取自二维码，请核对。")), "kind")


def _put_money(form: Form, draft: Draft) -> None:
    refunded = form.first("refund_fee") is not None
    paid = "refund_fee" if refunded else "fare"
    draft.put("business", "退" if refunded else "售")
    form.put_amount(draft, paid)
    form.put_amount(draft, "total_with_tax", paid)
    form.put_amount(draft, "total_amount")
    form.put_amount(draft, "total_tax")
    form.put_form(draft, "tax_rate", _RATE)


def _put_stations(form: Form, draft: Draft) -> None:
    """Put the train and the stations to its left and right."""
    labelled = {word for found in form.near.values() for word in found}
    free = sorted(set(form.words) - labelled, key=lambda word: word.top)
    for train in free:
        level = [
            word for word in free if abs(word.middle - train.middle) < form.em and word is not train
        ]
        left = [word for word in level if word.center < train.left]
        right = [word for word in level if word.center > train.right]
        if _TRAIN.fullmatch(train.plain) and _named(left) and _named(right):
            draft.put("train", train.text, form.box([train]))
            _put_station(form, draft, "from_station", left)
            _put_station(form, draft, "to_station", right)
            return


def _named(found: Sequence[Word]) -> bool:
    """Whether words hold Chinese characters, as the name of a station does."""
    return any("\u3400" <= character <= "\u9fff" for word in found for character in word.plain)


def _put_station(form: Form, draft: Draft, name: str, found: Sequence[Word]) -> None:
    ordered = sorted(found, key=lambda word: word.left)
    text = "".join(word.text for word in ordered).replace(" ", "").removesuffix("站")
    draft.put(name, text, form.box(ordered))


def _put_departure(form: Form, draft: Draft, printed: Sequence[Sequence[Word]]) -> None:
    """Put day, time, coach, seat and class, wherever they stand between the labelled fields."""
    issued = set(form.beside("issue_date"))
    for line in printed:
        free = [word for word in line if word not in issued]
        text = "".join(word.plain for word in free).replace(" ", "")
        day, time, coach = _DAY.search(text), _TIME.search(text), _COACH.search(text)
        if day and (departs_on := date_in(day[0])):
            draft.put("travel_date", departs_on.isoformat(), form.box(free))
        draft.put("departure_time", time[1] if time else None, form.box(free))
        if coach:
            draft.put("carriage", coach[1], form.box(free))
            draft.put("seat", coach[2], form.box(free))
    classes = [word for word in chain(*printed) if _CLASS.fullmatch(word.plain)]
    if len(classes) > 1:  # 无座 is a seat unless it stands alone
        classes = [word for word in classes if word.plain != "无座"]
    draft.put("seat_class", joined(classes, form.em).replace(" ", ""), form.box(classes))


def _put_passenger(form: Form, draft: Draft, printed: Sequence[Sequence[Word]]) -> None:
    """Put the masked number of the passenger's papers and the name to its right."""
    for line in printed:
        for place, word in enumerate(line):
            match = _PERSON.fullmatch(word.plain)
            if match and word not in form.beside("buyer_tax_id"):
                draft.put("id_no", match[1], form.box([word]))
                name = match[2] or "".join(other.text for other in line[place + 1 : place + 2])
                draft.put("passenger", name, form.box(line[place : place + 2]))
                return
