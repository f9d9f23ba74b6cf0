"""机动车销售统一发票, printed or digital, and 二手车销售统一发票.

Ruled forms: each label stands in a cell of its own, often broken over two lines, its value in the
next cell. The wordings of the printed form and of the digital one differ little.
"""

import re

from importers import form_fields
from importers.draft import Draft
from importers.form_fields import Form
from importers.invoice_pages import Voucher
from importers.messages import N_, Message

_NEW = {
    "invoice_code": ("发票代码:", "发票代码"),
    "invoice_number": ("发票号码:", "发票号码"),
    "issue_date": ("开票日期:", "开票日期"),
    "machine_number": ("机器编号:", "机器编号"),
    "printed_code": ("机打代码", "机打号码", "税控码"),
    "buyer_name": ("购买方名称:", "购买方名称", "购货单位(人)"),
    "buyer_tax_id": (
        "纳税人识别号/统一社会信用代码/身份证明号码", "统一社会信用代码/纳税人识别号/身份证件号码",
        "统一社会信用代码/纳税人识别号/", "纳税人识别号/统一社会", "信用代码/身份证明号码",
        "纳税人识别号/", "统一社会信用代码/", "身份证明号码", "身份证件号码",
        "身份证号码/组织机构代码", "身份证号码/", "组织机构代码",
    ),
    "vehicle_type": ("车辆类型",),
    "brand": ("厂牌型号",),
    "origin": ("产地",),
    "certificate": ("合格证号",),
    "import_certificate": ("进口证明书号",),
    "inspection_number": ("商检单号",),
    "engine_number": ("发动机号码",),
    "vehicle_number": ("车辆识别代号/车架号码", "车辆识别代号", "车架号码", "(车架号码)"),
    "words": ("价税合计(大写)", "价税合计"),
    "figures": ("(小写)", "小写:", "小写"),
    "seller_name": ("销货单位名称:", "销货单位名称", "销售方名称:", "销售方名称", "销售单位名称"),
    "phone": ("电话:", "电话"),
    "tax_id": (
        "统一社会信用代码/纳税人识别号:", "统一社会信用代码/纳税人识别号", "纳税人识别号:",
        "纳税人识别号", "统一社会信用代码:", "统一社会信用代码",
    ),
    "account": ("账号:", "账号", "帐号"),
    "address": ("地址:", "地址"),
    "bank": ("开户银行:", "开户银行"),
    "tax_rate": ("增值税税率或征收率", "增值税税率", "或征收率"),
    "total_tax": ("增值税税额", "增值税", "税额"),
    "tax_office": (
        "主管税务机关及代码", "主管税务机关代码", "主管税务机关", "主管税务", "机关及代码",
    ),
    "total_amount": ("不含税价小写", "不含税价:", "不含税价", "不含税金额"),
    "tax_paid_number": ("完税凭证号码", "完税凭证"),
    "tonnage": ("吨位",),
    "passenger_limit": ("限乘人数",),
    "drawer": ("开票人:", "开票人"),
    "seal": ("销货单位(章)", "销货单位盖章", "销售方盖章"),
    "remarks": ("备注:", "备注"),
}  # fmt: skip
_USED = {
    "invoice_code": ("发票代码:", "发票代码"),
    "invoice_number": ("发票号码:", "发票号码"),
    "issue_date": ("开票日期:", "开票日期"),
    "printed_code": ("机打代码", "机打号码", "税控码", "机器编号"),
    "buyer_name": ("买方单位/个人名称", "买方单位/个人", "买方单位/", "买方单位", "购买方名称"),
    "buyer_tax_id": ("买方单位代码/身份证号码", "单位代码/身份证号码", "单位代码/", "身份证号码"),
    "seller_name": ("卖方单位/个人名称", "卖方单位/个人", "卖方单位/", "卖方单位", "销售方名称"),
    "person": ("个人名称", "个人住址", "买方单位/个人住址", "卖方单位/个人住址", "电话"),
    "plate": ("车牌照号",),
    "registration": ("登记证号",),
    "vehicle_type": ("车辆类型",),
    "vehicle_number": ("车架号/车辆识别代码", "车辆识别代号/车架号码", "车辆识别代号", "车架号/"),
    "brand": ("厂牌型号",),
    "office": ("转入地车辆管理所名称", "转入地车辆管理所", "转入地车辆"),
    "words": ("车价合计(大写)", "车价合计", "价税合计(大写)", "价税合计"),
    "figures": ("(小写)", "小写:", "小写"),
    "firm": (
        "经营、拍卖单位地址", "经营、拍卖单位", "纳税人识别号", "开户银行、账号", "二手车市场地址",
        "二手车市场", "地址", "开票人:", "开票人",
    ),
    "remarks": ("备注:", "备注"),
}  # fmt: skip
_USED_TITLE = "二手车"
_TITLE = re.compile(r"\S{0,30}(?:机动车|二手车)销售统一发票\)?")
_FORMS = {
    "invoice_code": re.compile(r"(?<!\d)(?:\d{12}|\d{10})(?!\d)"),
    "invoice_number": re.compile(r"(?<!\d)(?:\d{20}|\d{8})(?!\d)"),
    "buyer_tax_id": re.compile(r"[0-9A-Za-z*]{15,20}"),
    "vehicle_number": re.compile(r"[0-9A-Za-z]{10,20}"),
    "engine_number": re.compile(r"[0-9A-Za-z*\- ]{4,30}"),
    "tax_rate": re.compile(r"\d{1,2}%|免税"),
}
_TEXTS = (
    "remarks", "buyer_name", "seller_name", "machine_number", "vehicle_type", "brand", "origin",
    "certificate", "import_certificate", "inspection_number", "tax_office", "tax_paid_number",
    "tonnage", "passenger_limit", "plate", "registration",
)  # fmt: skip
_AMOUNTS = {"total_with_tax": "figures", "total_tax": "total_tax", "total_amount": "total_amount"}


def read(voucher: Voucher, draft: Draft) -> None:
    """Put everything such an invoice says into the draft."""
    text = voucher.sheets[0].text
    title, box = form_fields.title(text, _TITLE)
    draft.put("title", title, box)
    form = form_fields.take(text, _USED if _USED_TITLE in title else _NEW)
    for name, pattern in _FORMS.items():
        if name != "buyer_tax_id":
            form.put_form(draft, name, pattern)
    form.put_date(draft)
    for name in _TEXTS:
        form.put(draft, name)
    form.put_words(draft, "words")
    for name, label in _AMOUNTS.items():
        form.put_amount(draft, name, label)
    _put_tax_ids(form, draft)
    _drop_blanks(draft)
    if not voucher.titled:
        draft.doubt(Message(N_("没有读到票头，发票种类取自二维码，请核对。")), "kind")


def _put_tax_ids(form: Form, draft: Draft) -> None:
    """Put numbers whose labels do not say whose they are: the seller's row tells them apart."""
    seller = form.first("seller_name")
    for label in (*form.labels.get("tax_id", ()), *form.labels.get("buyer_tax_id", ())):
        found = form.near[label]
        plain = "".join(word.plain for word in found).replace(" ", "").strip(":")
        match = _FORMS["buyer_tax_id"].fullmatch(plain)
        below = seller is not None and label.top > seller.top - form.em
        if match:
            name = "seller_tax_id" if below else "buyer_tax_id"
            draft.put(name, match[0], form.box(found))


def _drop_blanks(draft: Draft) -> None:
    """Drop what only marks an empty cell: dashes and slashes."""
    for name in _TEXTS:
        for known in (draft.values, draft.particulars):
            if name in known and not known[name].strip("-—/*＊ "):
                del known[name], draft.sources[name]
