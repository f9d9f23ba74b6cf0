"""What is drawn is read back: the reader and the drawing office check each other."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from importers import registry
from importers.document import Document
from importers.invoice import Invoice, Kind, Line
from service.demo import identifiers, lines
from service.demo.cases import MISTAKES, specs_of
from service.demo.drawing import draw
from service.demo.invoices import DIGITAL, InvoiceSpec, Party, red_letter
from tests.service.demo import specs

COMPARED = (
    "kind", "invoice_code", "invoice_number", "issue_date", "check_code", "buyer_name",
    "buyer_tax_id", "seller_name", "seller_tax_id", "items", "list_items", "total_amount",
    "total_tax", "total_with_tax", "total_in_words", "remarks", "is_red",
)  # fmt: skip
PLACES = st.sampled_from(["北京", "上海", "深圳市", "北京市海淀区", "成都高新区"])
WORDS = st.sampled_from(
    ["云岫", "澄砺", "栎川", "霁原", "知禾", "岚序", "华彦（集团）", "ABC", "三一四"]
)
TRADES = st.sampled_from(["智能装备", "新材料科技", "集成电路设计", "餐饮管理", "工程技术研究院"])
ENDS = st.sampled_from(["有限公司", "股份有限公司", "有限责任公司第二分公司", "中心（有限合伙）"])
SHORT_NAMES = st.sampled_from(
    ["研发和技术服务", "信息技术服务", "电子元件", "化学试剂", "会展服务", "餐饮服务"]
)
GOODS = st.sampled_from([
    "测试费", "高精度压力传感器", "无水乙醇（分析纯）", "学术年会注册费", "SX1262/SX1268串口收发",
    "面向复杂工况的减速器疲劳寿命与可靠性试验技术服务费用第一期款项", "X", "数据采集卡PCIe-6321",
])  # fmt: skip
SPECS = st.sampled_from([None, None, "HX-200", "E22-400T22D-V2", "500ml", "无", "**"])
UNITS = st.sampled_from([None, "项", "次", "台", "kg", "人天", "平方米"])
RATES = st.sampled_from(["13%", "9%", "6%", "3%", "1%", "免税", "不征税", "***"])
AMOUNTS = st.decimals(Decimal("1.00"), Decimal("999999.99"), places=2)
QUANTITIES = st.sampled_from(
    [None, Decimal(1), Decimal(2), Decimal(12), Decimal("0.5"), Decimal(1000)]
)
REMARKS = st.sampled_from([
    "", "订单号:571475198555", "项目名称：高端传感器；合同编号：HX-2026-041",
    "购方开户银行:示例银行北京支行; 账号:11090771201;\n销方开户银行:示例银行; 银行账号:0200049619;",
])  # fmt: skip


@st.composite
def parties(draw_: st.DrawFn, serials: st.SearchStrategy[int]) -> Party:
    """A company with a valid code, an address and a bank."""
    name = "".join(draw_(part) for part in (PLACES, WORDS, TRADES, ENDS))
    code = identifiers.organisation_code(draw_(serials), "110108")
    return Party(
        name, code, "北京市海淀区示例路7号 010-62980000", "示例银行北京支行 11090771201080"
    )


@st.composite
def one_line(draw_: st.DrawFn) -> Line:
    """A line whose sums hold."""
    return lines.line(
        f"*{draw_(SHORT_NAMES)}*{draw_(GOODS)}",
        draw_(AMOUNTS),
        draw_(RATES),
        quantity=draw_(QUANTITIES),
        unit=draw_(UNITS),
        spec=draw_(SPECS),
    )


@st.composite
def all_lines(draw_: st.DrawFn) -> tuple[Line, ...]:
    """One to three lines, the last of them sometimes discounted."""
    made = draw_(st.lists(one_line(), min_size=1, max_size=3))
    if made[-1].amount and Decimal(made[-1].amount) > 10 and draw_(st.booleans()):
        made.append(lines.discount(made[-1], Decimal("5.55")))
    return tuple(made)


@st.composite
def invoices(draw_: st.DrawFn, kinds: tuple[Kind, ...]) -> InvoiceSpec:
    """An invoice of one of `kinds`, consistent in itself."""
    kind = draw_(st.sampled_from(kinds))
    issued_on = draw_(st.dates(date(2024, 1, 1), date(2026, 11, 23)))
    serial = draw_(st.integers(1_000_000, 99_999_999))
    digital = kind in DIGITAL
    return InvoiceSpec(
        kind=kind,
        number=identifiers.digital_number(issued_on, serial) if digital else f"{serial:08d}",
        issued_on=issued_on,
        buyer=draw_(parties(st.integers(1, 999))),
        seller=draw_(parties(st.integers(1000, 1999))),
        lines=draw_(all_lines()),
        remarks=draw_(REMARKS),
    )


def plain(value: object) -> object:
    """Take white space out of texts, for the place where a row wraps leaves no trace."""
    return "".join(value.split()) if isinstance(value, str) else value


def read(spec: InvoiceSpec) -> Invoice:
    """Draw and read one invoice."""
    (invoice,) = registry.read(Document("sample.pdf", draw(spec)))
    return invoice


def assert_read_back(spec: InvoiceSpec) -> None:
    """Check that all fields came back, and that the reader was sure of them."""
    invoice, wanted = read(spec), specs.perfect_reading(spec)
    for name in COMPARED:
        assert plain(getattr(invoice, name)) == plain(getattr(wanted, name)), name
    assert invoice.uncertain == frozenset()


@given(invoices((Kind.E_ORDINARY, Kind.E_SPECIAL)))
def test_every_digital_invoice_is_read_back(spec: InvoiceSpec) -> None:
    assert_read_back(spec)


@given(invoices((Kind.VAT_E_ORDINARY, Kind.VAT_E_SPECIAL)))
def test_every_older_invoice_is_read_back(spec: InvoiceSpec) -> None:
    assert_read_back(spec)


def test_red_letters_are_read_back() -> None:
    assert_read_back(red_letter(specs.DIGITAL, "26112000001297155999", specs.DAY))


def test_long_invoices_are_read_back_over_their_pages() -> None:
    assert_read_back(replace(specs.DIGITAL, lines=(specs.TEST_FEE,) * 9))
    assert_read_back(replace(specs.OLDER, lines=(specs.TEST_FEE,) * 9))


def test_wrong_sums_are_read_as_they_are_printed() -> None:
    for wrong in ({"total_with_tax": "12820.00"}, {"total_in_words": "壹圆整"}):
        invoice = read(replace(specs.DIGITAL, **wrong))  # type: ignore[arg-type]  # one text field each
        for name, value in wrong.items():
            assert getattr(invoice, name) == value


def test_a_qr_code_that_says_otherwise_makes_the_total_uncertain() -> None:
    contradicted = MISTAKES["二维码与票面不符"]
    invoice = read(specs_of(contradicted, specs.DAY, specs.DAY)[0])
    assert "total_with_tax" in invoice.uncertain
