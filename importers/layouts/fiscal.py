"""Fiscal e-receipts, central and provincial: fees, tuition, hospitals, donations, transfers.

All have the heads 票据代码, 票据号码, 校验码, a payer, a table of items and a total in words and
figures; who received the money is often named in the seal alone.
"""

import re

from importers import form_fields, receipt_table
from importers.checks import Channel, Check, Outcome
from importers.draft import Draft
from importers.form_fields import Form
from importers.invoice import Kind
from importers.invoice_pages import Voucher
from importers.messages import N_, Message
from importers.page_labels import Label, joined, lines
from importers.page_text import Word, words

_LABELS = {
    "invoice_code": ("票据代码:", "票据代码", "缴款书代码"),
    "invoice_number": ("票据号码:", "票据号码", "缴款书号码"),
    "check_code": ("校验码:", "校验码"),
    "issue_date": ("开票日期:", "开票日期", "填制日期", "填开日期"),
    "buyer_name": (
        "交款人名称", "交款人:", "交款人", "缴款人全称", "缴款人:", "缴款人", "付款人全称",
        "捐赠人名称", "捐赠人:", "捐赠人", "付款人:", "交款单位或个人", "付款单位或个人",
    ),
    "buyer_tax_id": (
        "交款人统一社会信用代码:", "交款人统一社会信用代码", "缴款人统一社会信用代码",
        "捐赠人统一社会信用代码", "付款人统一社会信用代码", "交款人纳税人识别号",
        "统一社会信用代码:", "统一社会信用代码",
    ),
    "words": (
        "金额合计(大写)", "金额合计大写", "合计金额(大写)", "合计(大写)", "金额(大写)", "(大写)",
        "金额合计",
    ),
    "figures": ("(小写)", "小写:", "小写"),
    "seller_name": (
        "收款单位(章)", "收款单位(公章)", "收款单位名称", "收款单位:", "收款单位",
        "接受单位(章)", "接受捐赠单位(章)", "接受单位", "执收单位(章)", "执收单位名称",
        "开票单位(章)", "开票单位:",
    ),
    "reviewer": ("复核人:", "复核人", "复核:"),
    "payee": ("收款人:", "收款人", "经办人:", "开票人:", "开票人", "填票人:"),
    "party": ("全称:", "全称"),  # of a 缴款书: payer on the left, payee on the right
    "account": ("账号:", "账号", "开户银行:", "开户银行"),
    "person": ("性别:", "年龄:", "证件号码:", "联系电话:", "联系方式:"),
    "other": ("其他信息:", "其他信息"),
    "original_code": ("所属电子票据代码", "原票据代码", "相关票据代码"),
    "original_number": ("所属电子票据号码", "原票据号码", "相关票据号码"),
}  # fmt: skip
_TITLE = re.compile(r"\S{0,40}(?:票据|收据|缴款书)\(电子\)")
_CODE, _NUMBER = re.compile(r"(?<!\d)\d{8}(?!\d)"), re.compile(r"(?<!\d)\d{10}(?!\d)")
_CHECK = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{6}(?![0-9A-Za-z])")
_TAX_ID = re.compile(r"[0-9A-Za-z*]{6,25}")
_ENTRY = re.compile(r"[\u3400-\u9fff]{2,12}[:：]")
_OTHER = "其他信息"
_LETTERS = frozenset(_OTHER)
_CENTRAL = "00"
_ORIGINAL = {
    "red_of_code": re.compile(r"(?:原|冲红|被冲红)(?:电子)?票据代码[:：]?(\d{8})"),
    "red_of_number": re.compile(r"(?:原|冲红|被冲红)(?:电子)?票据号码[:：]?(\d{10})"),
}


def read(voucher: Voucher, draft: Draft) -> None:
    """Put everything such a receipt says into the draft."""
    forms = [form_fields.take(sheet.text, _LABELS) for sheet in voucher.sheets]
    _put_heading(forms[0], draft)
    _put_items(voucher, draft)
    _put_totals(forms[-1], draft)
    _put_parties(forms, draft)
    _put_other(forms[-1], draft)
    _settle(voucher, draft)


def _put_heading(form: Form, draft: Draft) -> None:
    draft.put("title", *form_fields.title(form.text, _TITLE))
    form.put_form(draft, "invoice_code", _CODE)
    form.put_form(draft, "invoice_number", _NUMBER)
    form.put_form(draft, "check_code", _CHECK)
    form.put_date(draft)


def _put_parties(forms: list[Form], draft: Draft) -> None:
    first, last = forms[0], forms[-1]
    first.put(draft, "buyer_name")
    first.put_form(draft, "buyer_tax_id", _TAX_ID)
    for name, label in zip(
        ("buyer_name", "seller_name"),
        sorted(first.labels.get("party", ()), key=lambda label: label.left),
        strict=False,
    ):
        first.put_text(draft, name, first.near[label])
    seal = last.last("seller_name")
    last.put_text(draft, "seller_name", last.near[seal] if seal else ())
    if "seller_name" not in draft.values:
        draft.report(
            Check(
                Channel.COMPLETE,
                Outcome.NOT_VERIFIABLE,
                ("seller_name",),
                Message(N_("收款单位没有印成文字，只能从印章上辨认。")),
            )
        )


def _put_items(voucher: Voucher, draft: Draft) -> None:
    tables = [table for sheet in voucher.sheets if (table := receipt_table.read(sheet))]
    draft.items = tuple(line for table in tables for line in table.lines)
    draft.line_boxes = tuple(box for table in tables for box in table.boxes)
    lists = [table for sheet in voucher.listings if (table := receipt_table.read(sheet))]
    draft.list_items = tuple(line for table in lists for line in table.lines)
    draft.put("remarks", "；".join(note for table in tables for note in table.notes))
    if not all(table.clear for table in tables):
        draft.doubt(
            Message(N_("无法确定明细中的某些文字属于哪一行或哪一栏，请核对明细。")),
            "items",
            "remarks",
        )


def _put_totals(form: Form, draft: Draft) -> None:
    form.put_words(draft, "words")
    form.put_amount(draft, "total_with_tax", "figures")


def _put_other(form: Form, draft: Draft) -> None:
    """Put the box 其他信息: between the row of the total and the signatures.

    Without its label (on scans it may be lost) what stands there is taken, and doubted.
    """
    label, total = _other_label(form), form.last("words")
    if total is None:
        return
    signatures = [
        one.top
        for name in ("seller_name", "reviewer", "payee")
        if (one := form.last(name)) is not None and one.top > total.bottom
    ]
    bottom = min(signatures, default=total.bottom if label is None else form.text.height)
    found = [
        word
        for word in words(form.text, label.places if label else frozenset())
        if total.bottom < word.middle < bottom
        and (word.center > label.right if label else not _LETTERS.issuperset(word.plain))
    ]
    text = _paragraph(found, form.em)
    draft.put("other_info", text, form.box(found))
    if label is None and text:
        draft.doubt(
            Message(N_("没有找到“其他信息”的栏名，内容取自它的位置，请核对。")), "other_info"
        )
    for name, pattern in _ORIGINAL.items():
        match = pattern.search(text.replace(" ", ""))
        draft.put(name, match[1] if match else None)


def _other_label(form: Form) -> Label | None:
    return form_fields.upright(form.text, _OTHER) or form.last("other")


def _paragraph(found: list[Word], em: int) -> str:
    """Join lines: a line runs on in the next unless that begins with a label of its own."""
    text = ""
    for line in lines(found, em):
        begins = joined(line, em)
        text += f" {begins}" if _ENTRY.match(begins) else begins
    return text.strip()


def _settle(voucher: Voucher, draft: Draft) -> None:
    """Codes of central receipts begin with 00, whatever their title says."""
    if draft.values.get("invoice_code", "").startswith(_CENTRAL):
        draft.kind = Kind.FISCAL_CENTRAL
    if not voucher.titled:
        draft.doubt(Message(N_("没有读到票头，发票种类取自二维码，请核对。")), "kind")
