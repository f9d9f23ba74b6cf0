"""Specs that the tests draw."""

from datetime import date
from decimal import Decimal

from importers.invoice import Invoice, Kind
from service.demo import identifiers, lines, older_form
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


def perfect_reading(spec: InvoiceSpec) -> Invoice:
    """Return what a reader without fault reads from the drawing of `spec`."""
    filled = spec.filled()
    listed = not spec.digital and older_form.listed(filled)
    return Invoice(
        kind=spec.kind,
        invoice_code=filled.code,
        invoice_number=filled.number,
        issue_date=filled.issued_on,
        check_code=filled.check_code,
        buyer_name=filled.buyer.name,
        buyer_tax_id=filled.buyer.tax_id,
        seller_name=filled.seller.name,
        seller_tax_id=filled.seller.tax_id,
        items=filled.lines if spec.digital else older_form.face_lines(filled),
        list_items=filled.lines if listed else (),
        total_amount=filled.total_amount,
        total_tax=filled.total_tax,
        total_with_tax=filled.total_with_tax,
        total_in_words=filled.total_in_words,
        remarks=filled.remarks or None,
        is_red=(filled.total_with_tax or "").startswith("-"),
    )
