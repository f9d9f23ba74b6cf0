"""Specs that the tests draw."""

from datetime import date
from decimal import Decimal

from importers.invoice import Kind
from service.demo import identifiers, lines
from service.demo.invoices import InvoiceSpec, Party

DAY = date(2026, 4, 2)
BUYER = Party(
    "北京云岫智能装备有限公司",
    identifiers.organisation_code(101),
    "北京市海淀区上地七街9号 010-62980000",
    "招商银行北京上地支行 110907712010801",
)
SELLER = Party(
    "北京青禾检测技术有限公司",
    identifiers.organisation_code(202, "110106"),
    "北京市丰台区丰科路6号 010-83700000",
    "工商银行北京丰台支行 0200049619200362091",
)
TEST_FEE = lines.line_of_total(
    "*研发和技术服务*复杂工况下传感器可靠性测试费",
    Decimal("12720.00"),
    "6%",
    quantity=Decimal(1),
    unit="项",
    spec="HX-200",
)
DIGITAL = InvoiceSpec(
    kind=Kind.E_ORDINARY,
    number=identifiers.digital_number(DAY, 1297155376),
    issued_on=DAY,
    buyer=BUYER,
    seller=SELLER,
    lines=(TEST_FEE,),
    remarks="项目名称：高端传感器可靠性研究；合同编号：HX-2026-041",
)
OLDER = InvoiceSpec(
    kind=Kind.VAT_E_ORDINARY,
    number="84155545",
    issued_on=date(2023, 4, 2),
    buyer=BUYER,
    seller=SELLER,
    lines=(TEST_FEE,),
    remarks="订单号:571475198555",
)
