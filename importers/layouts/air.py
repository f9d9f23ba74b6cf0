"""电子发票（航空运输电子客票行程单）, and the older printed 行程单 of the same columns.

Boxes with a header above each value: passenger, segments (each line names a place and the flight
that leaves it), then fare, surcharge, tax, fund and total; the rest stands beside its label.
"""

import re
from collections.abc import Sequence

from importers import form_fields
from importers.draft import Draft
from importers.form_fields import Form, amount_in
from importers.invoice_heading import date_in
from importers.invoice_pages import Voucher
from importers.messages import N_, Message
from importers.page_labels import Label
from importers.page_text import Word

_LABELS = {
    "invoice_number": ("发票号码:", "发票号码"),
    "issue_date": ("填开日期:", "填开日期", "开票日期:", "开票日期"),
    "passenger": ("旅客姓名:", "旅客姓名"),
    "id_no": ("有效身份证件号码:", "有效身份证件号码"),
    "endorsement": ("签注:", "签注"),
    "carrier": ("承运人",),
    "flight": ("航班号",),
    "seat_class": ("座位等级", "舱位等级"),
    "travel_date": ("日期",),
    "departure_time": ("时间",),
    "ticket_class": ("客票级别/客票类别", "客票级别", "客票类别"),
    "valid_from": ("客票生效日期", "生效日期"),
    "valid_to": ("有效截止日期", "截止日期"),
    "baggage": ("免费行李",),
    "place": ("自:", "至:", "自FROM:", "至TO:"),
    "fare": ("票价:", "票价"),
    "fuel_surcharge": ("燃油附加费:", "燃油附加费"),
    "tax_rate": ("增值税税率:", "增值税税率", "税率"),
    "total_tax": ("增值税税额:", "增值税税额", "税额"),
    "tax": ("增值税",),  # where 税率 and 税额 stand in a second line
    "development_fund": ("民航发展基金:", "民航发展基金"),
    "other_taxes": ("其他税费:", "其他税费"),
    "total_with_tax": ("合计:", "合计"),
    "e_ticket": ("电子客票号码:", "电子客票号码", "电子客票号:"),
    "check_code": ("验证码:", "验证码"),
    "notice": ("提示信息:", "提示信息"),
    "insurance": ("保险费:", "保险费"),
    "sales_agent": ("销售网点代号:", "销售单位代号:", "销售网点代号", "销售单位代号"),
    "issued_by": ("填开单位:", "填开单位"),
    "buyer_name": ("购买方名称:", "购买方名称"),
    "buyer_tax_id": (
        "统一社会信用代码/纳税人识别号:", "统一社会信用代码/纳税人识别号", "纳税人识别号:",
        "统一社会信用代码:",
    ),
    "gp_number": ("GP单号:", "GP单号"),
    "route_kind": ("国内国际标识:", "国内国际标识"),
    "state": ("开票状态:", "开票状态"),
    "seal": ("印刷序号:", "连续交易"),
}  # fmt: skip
_NUMBER, _TAX_ID = re.compile(r"(?<!\d)\d{20}(?!\d)"), re.compile(r"[0-9A-Za-z*]{6,25}")
_E_TICKET = re.compile(r"\d{3}-?\d{10}(?!\d)")
_RATE = re.compile(r"\d{1,2}%")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):?([0-5]\d)")
_FORMS = {
    "flight": re.compile(r"(?:[0-9A-Z]{2})?\d{1,4}[A-Z]?"),
    "seat_class": re.compile(r"[A-Z]{1,2}\d?|[\u4e00-\u9fff]{2,6}|"),
    "travel_date": re.compile(r"\d{4}-\d\d-\d\d"),
    "departure_time": re.compile(r"\d\d:\d\d"),
}  # of what a flight says
_BESIDE = ("notice", "sales_agent", "issued_by", "gp_number", "route_kind", "buyer_name")
_MONEY = (
    "fare",
    "fuel_surcharge",
    "total_tax",
    "development_fund",
    "other_taxes",
    "total_with_tax",
)
_NO_FLIGHT = "VOID"
_TALLEST = 14  # ems from the headers of the segments down to the last of them


def read(voucher: Voucher, draft: Draft) -> None:
    """Put everything such an itinerary says into the draft."""
    form = form_fields.take(voucher.sheets[0].text, _LABELS)
    form.put_form(draft, "invoice_number", _NUMBER)
    form.put_date(draft)
    form.put_form(draft, "e_ticket", _E_TICKET)
    form.put_form(draft, "buyer_tax_id", _TAX_ID)
    for name in _BESIDE:
        form.put(draft, name)
    for name in ("passenger", "id_no", "endorsement"):
        found = form.beside(name) or form.under(name)
        draft.put(name, form.join(found), form.box(found))
    _put_money(form, draft)
    draft.rows = tuple(_segments(form))
    _check_forms(draft)
    if not voucher.titled:
        draft.doubt(Message(N_("没有读到票头，发票种类取自二维码，请核对。")), "kind")


def _put_money(form: Form, draft: Draft) -> None:
    for name in (*_MONEY, "insurance"):
        beside, below = form.beside(name), form.under(name)
        found = beside if amount_in(beside) else below
        draft.put(name, amount_in(found), form.box(found))
    rate = form.beside("tax_rate") or form.under("tax_rate")
    match = _RATE.search("".join(word.plain for word in rate))
    draft.put("tax_rate", match[0] if match else None, form.box(rate))


def _check_forms(draft: Draft) -> None:
    """Doubt the flights where a cell has not its form: it may hold what another column says."""
    if all(
        form.fullmatch(row.get(name, "")) for row in draft.rows for name, form in _FORMS.items()
    ):
        return
    draft.doubt(
        Message(N_("航班各栏的内容不像航班号、日期、时间等应有的写法，请对照票面核对行程。")),
        "carrier",
        *_FORMS,
    )


def _segments(form: Form) -> list[dict[str, str]]:
    """Return the flights: the line of a place bears the flight that leaves it."""
    header, places = form.first("flight"), form.labels.get("place", ())
    if header is None:
        return []
    bottom = _end(form, header)
    stops = [label for label in places if header.top < label.top < bottom]
    carrier = form.first("carrier")
    edge = (carrier or header).left - form.em
    named = [_place(form, label, edge) for label in stops]
    taken = {word for found in named for word in found}
    columns = {
        name: [
            word
            for word in form.under(name, bottom)
            if header.bottom < word.middle < bottom and word not in taken
        ]
        for name in ("carrier", "flight", "seat_class", "travel_date", "departure_time")
    }
    names = [form.join(found) for found in named]
    return [
        _segment(form, columns, stop, names[i : i + 2])
        for i, stop in enumerate(stops)
        if _level(columns["flight"], stop, form.em) and _flies(columns["flight"], stop, form.em)
    ]


def _end(form: Form, header: Label) -> int:
    """Return where the segments end: at the row of the fare."""
    below = [
        label.top
        for name in _MONEY
        for label in form.labels.get(name, ())
        if label.top > header.bottom
    ]
    return min(below, default=header.bottom + _TALLEST * form.em)


def _level(found: Sequence[Word], stop: Label, em: int) -> list[Word]:
    return [word for word in found if abs(word.middle - stop.middle) * 4 <= em * 3]


def _flies(found: Sequence[Word], stop: Label, em: int) -> bool:
    text = "".join(word.plain for word in _level(found, stop, em)).upper()
    return _NO_FLIGHT not in text and any(character.isdecimal() for character in text)


def _place(form: Form, label: Label, edge: int) -> list[Word]:
    """Return the words of a place: from its label on, up to the first clear gap."""
    found: list[Word] = []
    reached = label.right + 2 * form.em
    for word in sorted(_level(form.near[label], label, form.em), key=lambda word: word.left):
        if word.left - reached > form.em or word.left > edge:
            break
        found.append(word)
        reached = word.right
    return found


def _segment(
    form: Form, columns: dict[str, list[Word]], stop: Label, names: Sequence[str]
) -> dict[str, str]:
    """Return one flight; a carrier code printed apart from the number is put before it."""
    cells = {
        name: form.join(_level(found, stop, form.em)).replace(" ", "")
        for name, found in columns.items()
    }
    cells |= dict(zip(("from_station", "to_station"), names, strict=False))
    departs_on, clock = date_in(cells["travel_date"]), _CLOCK.fullmatch(cells["departure_time"])
    if departs_on:
        cells["travel_date"] = departs_on.isoformat()
    if clock:
        cells["departure_time"] = f"{clock[1]:0>2}:{clock[2]}"
    return {name: value for name, value in cells.items() if value}
