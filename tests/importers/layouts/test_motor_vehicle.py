"""Vehicle invoices: new cars on the printed and the digital form, used cars."""

from collections.abc import Sequence
from datetime import date

import pytest

from importers import registry
from importers.document import Document
from importers.invoice import Invoice, Kind
from tests.importers.form_drawing import FormPage, Text, pdf, replaced

BUYER = ("上海砚栎岚人才咨询有限公司", "91310000669241969L")
SELLER = ("上海样例汽车销售有限公司", "91110108MA3211061A")
PRINTED: list[Text] = [
    (220, 20, "机动车销售统一发票", 18),
    (40, 50, "发票代码"), (90, 50, "131001920450"), (400, 50, "发票号码"), (450, 50, "00012345"),
    (40, 66, "开票日期"), (90, 66, "2019-05-08"),
    (40, 86, "机打代码"), (90, 86, "131001920450"), (230, 86, "税控码"),
    (270, 82, "03*>4-</8+6503*>4-</8+65"), (270, 92, "03*>4-</8+6503*>4-</8+65"),
    (40, 98, "机打号码"), (90, 98, "00012345"), (40, 110, "机器编号"), (90, 110, "661610101234"),
]  # fmt: skip
DIGITAL: list[Text] = [
    (170, 20, "电子发票（机动车销售统一发票）", 18),
    (400, 45, "发票号码：24312000000012345678"), (400, 60, "开票日期：2024年05月08日"),
]  # fmt: skip
BODY: list[Text] = [
    (40, 130, "购买方名称"), (120, 130, BUYER[0]), (330, 124, "纳税人识别号/统一社会"),
    (330, 135, "信用代码/身份证明号码"), (450, 130, BUYER[1]),
    (40, 155, "车辆类型"), (100, 155, "多用途乘用车"), (220, 155, "厂牌型号"),
    (280, 155, "样例牌SH6501A4"), (430, 155, "产地"), (470, 155, "上海市"),
    (40, 175, "合格证号"), (100, 175, "WAC012345678901"), (220, 175, "进口证明书号"),
    (290, 175, "---"), (430, 175, "商检单号"), (480, 175, "---"),
    (40, 195, "发动机号码"), (100, 195, "F4J16A12345"), (330, 195, "车辆识别代号/车架号码"),
    (450, 195, "LSJA24U62JS123456"),
    (40, 215, "价税合计"), (120, 215, "ⓧ壹拾壹万叁仟元整"), (400, 215, "小写"),
    (430, 215, "￥113000.00"),
    (40, 235, "销货单位名称"), (120, 235, SELLER[0]), (430, 235, "电话"), (470, 235, "021-1234"),
    (40, 255, "纳税人识别号"), (120, 255, SELLER[1]), (330, 255, "账号"), (400, 255, "6222 0200"),
    (40, 275, "地址"), (80, 275, "上海市样例路1号"), (300, 275, "开户银行"), (360, 275, "某银行"),
    (40, 292, "增值税税率"), (40, 303, "或征收率"), (100, 298, "13%"), (160, 292, "增值税"),
    (160, 303, "税额"), (200, 298, "￥13000.00"), (300, 292, "主管税务"), (300, 303, "机关及代码"),
    (370, 292, "某市税务局"), (370, 303, "131011500"),
    (40, 322, "不含税价"), (90, 322, "小写￥100000.00"), (230, 322, "完税凭证号码"),
    (430, 322, "吨位"), (470, 322, "---"), (500, 322, "限乘人数"), (545, 322, "5"),
    (40, 345, "销货单位盖章"), (230, 345, "开票人"), (270, 345, "张三"),
    (400, 345, "备注：一车一票"),
]  # fmt: skip
USED: list[Text] = [
    (220, 20, "二手车销售统一发票", 18),
    (40, 50, "发票代码"), (90, 50, "013001900217"), (400, 50, "发票号码"), (450, 50, "00012345"),
    (40, 66, "开票日期"), (90, 66, "2021-05-08"),
    (40, 100, "买方单位/个人"), (130, 100, "李样例"), (330, 100, "单位代码/身份证号码"),
    (430, 100, "110101199003077758"), (40, 120, "买方单位/个人住址"), (130, 120, "某市某路"),
    (40, 140, "卖方单位/个人"), (130, 140, "王样例"), (330, 140, "单位代码/身份证号码"),
    (430, 140, "110101198501011234"),
    (40, 180, "车牌照号"), (100, 180, "沪A12345"), (220, 180, "登记证号"),
    (280, 180, "310012345678"), (430, 180, "车辆类型"), (480, 180, "小型轿车"),
    (40, 200, "车架号/车辆识别代码"), (140, 200, "LSJA24U62JS123456"), (330, 200, "厂牌型号"),
    (400, 200, "样例牌SH7101"),
    (40, 240, "车价合计（大写）"), (130, 240, "伍万元整"), (400, 240, "小写"),
    (430, 240, "￥50000.00"), (40, 300, "经营、拍卖单位"), (40, 320, "二手车市场"),
]  # fmt: skip


def read(texts: Sequence[Text], qr: str = "") -> Invoice:
    (invoice,) = registry.read(Document("a.pdf", pdf(FormPage(texts=texts, qr=qr))))
    return invoice


def test_a_printed_invoice_of_a_new_car_is_read_whole() -> None:
    invoice = read([*PRINTED, *BODY])
    assert invoice.kind is Kind.MOTOR_VEHICLE
    assert (invoice.invoice_code, invoice.invoice_number) == ("131001920450", "00012345")
    assert invoice.issue_date == date(2019, 5, 8)
    assert (invoice.buyer_name, invoice.buyer_tax_id) == BUYER
    assert (invoice.seller_name, invoice.seller_tax_id) == SELLER
    assert (invoice.total_amount, invoice.total_tax) == ("100000.00", "13000.00")
    assert (invoice.total_with_tax, invoice.total_in_words) == ("113000.00", "壹拾壹万叁仟元整")
    assert invoice.remarks == "一车一票"
    assert dict(invoice.particulars) == {
        "title": "机动车销售统一发票", "machine_number": "661610101234",
        "vehicle_type": "多用途乘用车", "brand": "样例牌SH6501A4", "origin": "上海市",
        "certificate": "WAC012345678901", "engine_number": "F4J16A12345",
        "vehicle_number": "LSJA24U62JS123456", "tax_rate": "13%",
        "tax_office": "某市税务局131011500", "passenger_limit": "5",
    }  # fmt: skip
    assert (invoice.uncertain, invoice.findings) == (frozenset(), ())


def test_the_digital_form_has_one_number_and_agrees_with_its_code() -> None:
    qr = "01,83,,24312000000012345678,113000.00,20240508,,9D53"
    invoice = read([*DIGITAL, *BODY], qr)
    assert (invoice.invoice_code, invoice.key) == (None, "24312000000012345678")
    assert set(invoice.provenance["total_with_tax"].agrees_with) == {"qr", "words", "sum"}
    assert invoice.uncertain == frozenset()


def test_a_used_car_has_buyer_and_seller_by_name_and_number() -> None:
    invoice = read(USED)
    assert invoice.kind is Kind.MOTOR_VEHICLE
    assert (invoice.buyer_name, invoice.buyer_tax_id) == ("李样例", "110101199003077758")
    assert (invoice.seller_name, invoice.seller_tax_id) == ("王样例", "110101198501011234")
    assert (invoice.total_with_tax, invoice.total_in_words) == ("50000.00", "伍万元整")
    said = invoice.particulars
    assert (said["plate"], said["registration"]) == ("沪A12345", "310012345678")
    assert (said["vehicle_number"], said["brand"]) == ("LSJA24U62JS123456", "样例牌SH7101")
    assert invoice.uncertain == {"seller_tax_id"}  # the last digit is wrong


def test_sums_rates_and_words_are_held_against_each_other() -> None:
    wrong = read(replaced([*DIGITAL, *BODY], "￥13000.00", "￥16000.00"))
    assert {"total_amount", "total_tax", "total_with_tax"} <= wrong.uncertain
    other = read(replaced([*DIGITAL, *BODY], "壹拾壹万", "壹拾贰万"))
    assert {"total_in_words", "total_with_tax"} <= other.uncertain


def test_what_is_missing_is_doubted_and_the_code_names_the_kind() -> None:
    texts = replaced([*DIGITAL[1:], *BODY], SELLER[0], "")
    invoice = read(texts, "01,83,,24312000000012345678,113000.00,20240508,,9D53")
    assert invoice.kind is Kind.MOTOR_VEHICLE
    assert {"kind", "seller_name"} <= invoice.uncertain


def broken(label: str, cut: int, *, centred: bool) -> list[Text]:
    """Return the form with one label on two lines of its cell, the second of less letters."""
    (x, top) = next(text[:2] for text in BODY if text[2] == label)
    shift = 4 * (2 * cut - len(label)) if centred else 0
    parts: list[Text] = [(x, top - 5, label[:cut]), (x + shift, top + 5, label[cut:])]
    return [text for text in BODY if text[2] != label] + parts


@pytest.mark.parametrize("centred", [False, True])
@pytest.mark.parametrize(
    ("label", "cut"),
    [("进口证明书号", 4), ("发动机号码", 3), ("完税凭证号码", 4), ("合格证号", 2)],
)
def test_labels_broken_over_two_lines_keep_what_stands_beside_them(
    label: str, cut: int, *, centred: bool
) -> None:
    whole, parted = read([*PRINTED, *BODY]), read([*PRINTED, *broken(label, cut, centred=centred)])
    assert parted.particulars == whole.particulars
    assert parted.uncertain == frozenset()


def test_tax_ids_that_are_not_found_are_doubted() -> None:
    texts = [text for text in BODY if text[2] not in {BUYER[1], SELLER[1]}]
    invoice = read([*PRINTED, *texts])
    assert (invoice.buyer_tax_id, invoice.seller_tax_id) == (None, None)
    assert invoice.uncertain == {"buyer_tax_id", "seller_tax_id"}
