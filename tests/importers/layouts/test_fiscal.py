"""Fiscal receipts: what they say, in the manners of treasuries, hospitals and foundations."""

from collections.abc import Sequence
from datetime import date

import pytest

from importers import registry
from importers.checks import Channel, Outcome
from importers.document import Document
from importers.invoice import Invoice, Kind, Line
from tests.importers.form_drawing import FormPage, Text, pdf, replaced, shifted

PAYER = ("上海砚栎岚人才咨询有限公司", "91310000669241969L")
EDGES = (40, 95, 250, 300, 350, 410, 490, 570)
RULES = [(x, 112, 290) for x in EDGES]
QR = "CZ-EI-00,1.1.0,00010125,0010925600,a1B2c3,20260609,90.00"


def read(*pages: FormPage) -> tuple[Invoice, ...]:
    return registry.read(Document("a.pdf", pdf(*pages)))


def one(*pages: FormPage) -> Invoice:
    (invoice,) = read(*pages)
    return invoice


def sentences(invoice: Invoice) -> str:
    return "".join(finding.text() for finding in invoice.findings)


def head(
    title: str = "中央非税收入统一票据（电子）",
    code: str = "00010125",
    issued: str = "2026-06-09",
    payer: str = "交款人：" + PAYER[0],
) -> list[Text]:
    return [
        (200, 20, title, 18),
        (40, 70, f"票据代码：{code}"), (380, 70, "票据号码：0010925600"),
        (40, 84, f"交款人统一社会信用代码：{PAYER[1]}"), (380, 84, "校 验 码：a1B2c3"),
        (40, 98, payer), (380, 98, f"开票日期：{issued}"),
    ]  # fmt: skip


HEADERS: list[Text] = [
    (45, 118, "项目编码"), (140, 118, "项目名称"), (260, 118, "单位"), (310, 118, "数量"),
    (360, 118, "标准"), (420, 118, "金额（元）"), (520, 118, "备注"),
]  # fmt: skip
FEE: list[Text] = [
    (42, 136, "0569901001"), (98, 136, "专利申请费"), (265, 136, "项"), (320, 136, "0.15"),
    (365, 136, "600.00"), (440, 136, "90.00"),
]  # fmt: skip


def foot(total: str = "90.00", words: str = "玖拾元整", payee: str = "样例专利局") -> list[Text]:
    return [
        (40, 300, f"金额合计（大写）{words}"), (380, 300, f"（小写）{total}"),
        (40, 380, f"收款单位（章）：{payee}"), (300, 380, "复核人：甲"), (450, 380, "收款人：乙"),
    ]  # fmt: skip


def receipt(
    rows: Sequence[Text] = (*HEADERS, *FEE),
    ends: Sequence[Text] = (),
    begins: Sequence[Text] = (),
    rules: Sequence[tuple[int, int, int]] = RULES,
    qr: str = "",
) -> FormPage:
    texts = [*(begins or head()), *rows, *(ends or foot())]
    return FormPage(texts=texts, rules=rules, qr=qr)


def test_a_central_receipt_is_read_whole_and_agrees_with_its_code() -> None:
    invoice = one(receipt(qr=QR))
    assert invoice.kind is Kind.FISCAL_CENTRAL
    assert (invoice.invoice_code, invoice.invoice_number) == ("00010125", "0010925600")
    assert (invoice.check_code, invoice.issue_date) == ("a1B2c3", date(2026, 6, 9))
    assert (invoice.buyer_name, invoice.buyer_tax_id) == PAYER
    assert (invoice.seller_name, invoice.seller_tax_id) == ("样例专利局", None)
    assert (invoice.total_with_tax, invoice.total_in_words) == ("90.00", "玖拾元整")
    assert (invoice.total_amount, invoice.total_tax, invoice.remarks) == (None, None, None)
    assert invoice.items == (
        Line("专利申请费", None, "项", "0.15", "600.00", "90.00", code="0569901001"),
    )
    assert invoice.particulars["title"] == "中央非税收入统一票据（电子）"
    assert (invoice.uncertain, invoice.findings) == (frozenset(), ())
    assert invoice.provenance["total_with_tax"].agrees_with == ("qr", "words", "sum")
    assert invoice.provenance["check_code"].agrees_with == ("qr",)
    assert invoice.key == "000101250010925600"


def test_columns_are_told_apart_without_rules_too() -> None:
    assert one(receipt(rules=())).items == one(receipt()).items


def test_a_provincial_receipt_may_name_its_payee_in_the_seal_alone() -> None:
    page = receipt(begins=head("江苏省车辆通行费票据（电子）", "32020724"), ends=foot(payee=""))
    invoice = one(page)
    assert invoice.kind is Kind.FISCAL_PROVINCE
    assert invoice.seller_name is None
    assert "seller_name" not in invoice.uncertain
    (said,) = [check for check in invoice.checks if check.fields == ("seller_name",)]
    assert (said.channel, said.outcome) == (Channel.COMPLETE, Outcome.NOT_VERIFIABLE)


def test_the_code_tells_a_central_receipt_whose_title_does_not() -> None:
    page = receipt(begins=head("公益事业捐赠统一票据（电子）"))
    assert one(page).kind is Kind.FISCAL_CENTRAL
    contrary = one(receipt(begins=head(code="32010125")))
    assert "kind" in contrary.uncertain


def test_a_donation_names_the_donor() -> None:
    invoice = one(receipt(begins=head("公益事业捐赠统一票据（电子）", payer="捐赠人：李样例")))
    assert invoice.buyer_name == "李样例"


def test_other_information_keeps_its_lines_and_names_the_receipt_taken_back() -> None:
    entry = [
        (80, 320, "业务流水号：202606090001  就诊日期：2026-06-09"),
        (80, 334, "原票据代码：00010124，原票据号码：0010925500"),
    ]
    page = receipt(ends=[*foot("-90.00", "（负数）玖拾元整"), *entry], rows=[*HEADERS, *FEE[:5],
                   (440, 136, "-90.00")])  # fmt: skip
    page = FormPage(texts=page.texts, rules=page.rules, upright=[(45, 318, "其他信息")])
    invoice = one(page)
    assert invoice.particulars["other_info"] == (
        "业务流水号：202606090001 就诊日期：2026-06-09 原票据代码：00010124，原票据号码：0010925500"
    )
    assert invoice.is_red
    assert invoice.total_in_words == "（负数）玖拾元整"
    assert invoice.particulars["red_of_code"] == "00010124"
    assert invoice.particulars["red_of_number"] == "0010925500"
    assert invoice.uncertain == frozenset()


def test_other_information_may_have_an_ordinary_label() -> None:
    ends = [*foot(), (40, 330, "其他信息：申请号：2025100000001")]
    assert one(receipt(ends=ends)).particulars["other_info"] == "申请号：2025100000001"


WARD: list[Text] = [
    (45, 118, "项目名称"), (140, 118, "数量/单位"), (200, 118, "金额(元)"), (260, 118, "备注"),
    (310, 118, "项目名称"), (400, 118, "数量/单位"), (460, 118, "金额(元)"), (520, 118, "备注"),
    (45, 136, "西药费"), (140, 136, "1.00/次"), (205, 136, "20.50"),
    (310, 136, "诊察费"), (400, 136, "2次"), (465, 136, "20.00"),
    (45, 152, "化验费"), (140, 152, "1项"), (205, 152, "49.50"), (262, 152, "自费"),
]  # fmt: skip


@pytest.mark.parametrize("ruled", [True, False])
def test_a_hospital_prints_two_columns_of_items_abreast(*, ruled: bool) -> None:
    rules = [(x, 112, 245) for x in (40, 135, 195, 250, 300, 395, 455, 510, 570)]
    title = head("浙江省医疗门诊收费票据（电子）", "33060124", "2024年6月9日")
    invoice = one(receipt(WARD, begins=title, rules=rules if ruled else ()))
    assert invoice.items == (
        Line("西药费", None, "次", "1.00", None, "20.50"),
        Line("诊察费", None, "次", "2", None, "20.00"),
        Line("化验费", None, "项", "1", None, "49.50"),
    )
    assert invoice.remarks == "自费"
    assert invoice.uncertain == frozenset()


def row(top: int, name: Sequence[str], amount: str, drop: int = 0) -> list[Text]:
    """One line of the table whose name takes several lines; `drop` lowers its other cells."""
    lines: list[Text] = [(98, top + 10 * place, part) for place, part in enumerate(name)]
    return [
        *lines, (42, top + drop, "103044301"), (265, top + drop, "次"), (320, top + drop, "1"),
        (440, top + drop, amount),
    ]  # fmt: skip


LONG = ("高层次人才研修班第三期", "培训费含资料费")


def test_a_long_name_stands_in_the_middle_of_its_row_or_begins_at_its_top() -> None:
    names = [LONG, ("考试费",), LONG]
    tops = (136, 166, 190)
    for drops in ((5, 0, 5), (0, 0, 0)):
        rows = [
            text
            for name, top, drop in zip(names, tops, drops, strict=True)
            for text in row(top, name, "30.00", drop)
        ]
        invoice = one(receipt([*HEADERS, *rows]))
        assert [line.name for line in invoice.items] == ["".join(name) for name in names]
        assert "items" not in invoice.uncertain


def test_a_line_that_fits_no_row_makes_the_items_uncertain() -> None:
    rows = [*row(150, ("甲费",), "50.00"), *row(200, ("乙费",), "40.00"), (98, 136, "另一行")]
    invoice = one(receipt([*HEADERS, *rows]))
    assert "items" in invoice.uncertain
    assert "属于哪一行" in sentences(invoice)


def test_thirty_items_on_two_pages_are_one_receipt() -> None:
    def page(first: int) -> FormPage:
        rows = [
            text
            for place in range(15)
            for text in row(134 + 10 * place, (f"项目{first + place}",), "3.00")
        ]
        return receipt([*HEADERS, *rows])

    invoice = one(page(1), page(16))
    assert len(invoice.items) == 30
    assert invoice.items[29].name == "项目30"
    assert "items" not in invoice.uncertain


def test_two_receipts_one_below_the_other_are_two() -> None:
    upper = receipt(qr=QR)
    below = replaced(shifted(upper.texts, 420), "0010925600", "0010925601")
    rules = [*RULES, *((x, top + 420, bottom + 420) for x, top, bottom in RULES)]
    page = FormPage(texts=[*upper.texts, *below], rules=rules, height=842, qr=QR)
    first, second = read(page)
    assert (first.invoice_number, second.invoice_number) == ("0010925600", "0010925601")
    assert first.particulars["title"] == second.particulars["title"]
    assert first.items == second.items
    assert (first.uncertain, second.uncertain) == (frozenset(), frozenset())


def test_contradictions_between_lines_words_and_code_are_doubted() -> None:
    invoice = one(receipt(ends=foot("95.00"), qr=QR))
    assert {"total_with_tax", "total_in_words", "items"} <= invoice.uncertain
    assert "各行金额之和" in sentences(invoice)
    assert "二维码" in sentences(invoice)


def test_what_is_missing_is_said() -> None:
    invoice = one(
        receipt(rows=HEADERS, ends=[(40, 300, "金额合计（大写）"), (380, 300, "（小写）")])
    )
    assert {"items", "total_with_tax", "total_in_words"} <= invoice.uncertain
    page = receipt(begins=head(payer="交款人："))
    assert {"buyer_name"} <= one(page).uncertain


def test_a_person_pays_under_the_number_of_a_person() -> None:
    for number, doubted in (("110101199003077758", False), ("1101**********7758", False),
                            ("110101199003077759", True)):  # fmt: skip
        begins = replaced(head(), PAYER[1], number)
        invoice = one(receipt(begins=begins))
        assert invoice.buyer_tax_id == number
        assert ("buyer_tax_id" in invoice.uncertain) is doubted


def test_a_receipt_known_by_its_code_alone_is_doubted_in_its_kind() -> None:
    begins = [text for text in head() if "票据（电子）" not in text[2]]
    invoice = one(receipt(begins=begins, qr=QR))
    assert invoice.kind is Kind.FISCAL_CENTRAL
    assert "kind" in invoice.uncertain


def test_a_payment_slip_names_payer_and_payee_side_by_side() -> None:
    parties: list[Text] = [
        (60, 84, "全  称"), (110, 84, "李样例"), (330, 84, "全  称"), (380, 84, "某省样例委员会"),
        (60, 98, "账  号"), (110, 98, "6222020000"), (330, 98, "账  号"), (380, 98, "110907"),
    ]  # fmt: skip
    begins = [
        *head("某省非税收入一般缴款书（电子）", "33010125")[:3], (380, 56, "校验码：a1B2c3"),
        (40, 56, "填制日期：2026-06-09"), *parties,
    ]  # fmt: skip
    ends: list[Text] = [(40, 300, "币种：人民币 金额（大写）玖拾元整"), (380, 300, "（小写）90.00")]
    invoice = one(receipt(begins=begins, ends=ends))
    assert invoice.kind is Kind.FISCAL_PROVINCE
    assert (invoice.buyer_name, invoice.seller_name) == ("李样例", "某省样例委员会")
    assert invoice.issue_date == date(2026, 6, 9)
    assert (invoice.total_with_tax, invoice.total_in_words) == ("90.00", "玖拾元整")
    assert invoice.uncertain == frozenset()


def test_other_information_without_its_label_is_taken_and_doubted() -> None:
    ends = [*foot(), (45, 330, "其"), (80, 330, "申请号：2025100000001")]
    invoice = one(receipt(ends=ends))
    assert invoice.particulars["other_info"] == "申请号：2025100000001"
    assert invoice.uncertain == {"other_info"}


def test_a_quantity_that_is_no_figure_makes_the_items_uncertain() -> None:
    rows = replaced(FEE, "0.15", "若干")
    assert "items" in one(receipt([*HEADERS, *rows])).uncertain


def test_the_page_of_a_hospital_that_lists_everything_belongs_to_its_receipt() -> None:
    title: list[Text] = [
        (200, 20, "浙江省医疗门诊收费明细（电子）", 18),
        (40, 70, "所属电子票据代码：00010125"), (300, 70, "所属电子票据号码：0010925600"),
    ]  # fmt: skip
    parts = [*row(136, ("西药甲",), "60.00"), *row(150, ("西药乙",), "30.00")]
    listing = FormPage(texts=[*title, *HEADERS, *parts], rules=RULES, qr=QR)
    invoice = one(receipt(), listing)
    assert [line.amount for line in invoice.items] == ["90.00"]
    assert [line.name for line in invoice.list_items] == ["西药甲", "西药乙"]
    assert invoice.uncertain == frozenset()
    torn = FormPage(texts=[*title, *HEADERS, *parts[:5]], rules=RULES)
    assert "items" in one(receipt(), torn).uncertain


def test_headers_of_which_one_block_lacks_its_name_are_no_table() -> None:
    odd: list[Text] = [
        (45, 118, "项目编码"), (140, 118, "项目名称"), (260, 118, "金额"),
        (310, 118, "项目编码"), (400, 118, "金额"), (410, 136, "90.00"),
    ]  # fmt: skip
    assert "items" in one(receipt(odd, rules=())).uncertain


@pytest.mark.parametrize("tops", [(98, 108), (93, 103)])  # below the label, around its middle
@pytest.mark.parametrize(
    ("payer", "rest"), [("样例大学", "附属医院"), ("上海砚栎岚人才咨询有限公司（筹", "）")]
)
def test_a_long_name_goes_on_in_a_second_line(payer: str, rest: str, tops: tuple[int, int]) -> None:
    texts: list[Text] = [*head(payer="交款人："), (80, tops[0], payer), (80, tops[1], rest)]
    receipt = one(FormPage(texts=[*texts, *shifted([*HEADERS, *FEE], 12), *foot()], rules=RULES))
    assert receipt.buyer_name == payer + rest
    assert "buyer_name" not in receipt.uncertain


@pytest.mark.parametrize(("left", "rest"), [(60, "附属医院"), (80, "12")])
def test_what_may_go_on_with_a_name_or_not_makes_it_uncertain(left: int, rest: str) -> None:
    texts: list[Text] = [*head(payer="交款人："), (80, 98, "样例大学"), (left, 108, rest)]
    receipt = one(FormPage(texts=[*texts, *shifted([*HEADERS, *FEE], 12), *foot()], rules=RULES))
    assert receipt.buyer_name == "样例大学"
    assert "buyer_name" in receipt.uncertain
    assert "样例大学附近" in sentences(receipt)


def test_a_second_line_near_the_next_label_makes_the_name_uncertain() -> None:
    texts: list[Text] = [*head(payer="交款人："), (80, 98, "样例大学"), (80, 109, "附属医院")]
    texts += [(40, 114, "联系电话："), (90, 114, "12345678")]
    receipt = one(FormPage(texts=[*texts, *shifted([*HEADERS, *FEE], 20), *foot()], rules=RULES))
    assert "buyer_name" in receipt.uncertain


def test_a_colon_between_two_lines_is_no_part_of_a_name() -> None:
    texts: list[Text] = [(40, 380, "收款单位（章）"), (103, 380, "："), (115, 375, "样例大学"),
                         (115, 385, "附属医院")]  # fmt: skip
    held = [text for text in foot() if not text[2].startswith("收款单位")]
    receipt = one(FormPage(texts=[*head(), *HEADERS, *FEE, *held, *texts], rules=RULES))
    assert receipt.seller_name == "样例大学附属医院"


def test_without_rules_a_lone_figure_may_be_quantity_or_price() -> None:
    lone = [text for text in FEE if text[2] != "0.15"]
    receipt = one(FormPage(texts=[*head(), *HEADERS, *lone, *foot()]))
    assert {"items", "remarks"} <= receipt.uncertain
