"""The texts of QR codes on invoices, tickets and receipts; everything else is passed over."""

from datetime import date
from decimal import Decimal

import pytest

from importers import qr_code
from importers.qr_code import InvoiceCode

FISCAL = "CZ-EI-00,1.1.0,00010124,0010925600,a1B2c3,20260609,90.00"


def test_a_fiscal_receipt_states_everything() -> None:
    assert qr_code.parse(FISCAL, 5) == InvoiceCode(
        "fiscal", "00010124", "0010925600", Decimal("90.00"), date(2026, 6, 9), "a1B2c3", 5
    )


@pytest.mark.parametrize(
    "text",
    [
        "http://einvoice.example/page/32020724/0005713831/KquStg",
        "https://example.cn/q?billBatchCode=32020724&billNo=0005713831&random=KquStg",
        "https://example.cn/#/check/32020724/0005713831/KquStg",
    ],
)
def test_an_address_names_a_fiscal_receipt(text: str) -> None:
    code = qr_code.parse(text)
    assert code is not None
    assert (code.code, code.number, code.check_code) == ("32020724", "0005713831", "KquStg")
    assert (code.amount, code.issue_date, code.with_tax) == (None, None, True)


def test_a_block_chain_invoice_states_its_total_in_fen() -> None:
    address = "https://bcfp.shenzhen.chinatax.gov.cn/verify/scan?hash=ab&bill_num=12345678"
    code = qr_code.parse(address + "&total_amount=11110")
    assert code is not None
    assert (code.number, code.amount, code.with_tax) == ("12345678", Decimal("111.10"), True)
    without = qr_code.parse(address)
    assert without is not None
    assert without.amount is None


def test_a_rail_ticket_has_six_fields_and_no_code() -> None:
    code = qr_code.parse("01,10,22119230671000000012,45.28,20220317,6026")
    assert code is not None
    assert (code.type, code.code, code.number) == ("51", None, "22119230671000000012")
    assert (code.amount, code.issue_date) == (Decimal("45.28"), date(2022, 3, 17))


def test_only_digital_and_fiscal_codes_state_the_amount_with_tax() -> None:
    older = qr_code.parse("01,10,011002400111,12345678,100.00,20240618,01234567890123456789,19D6,")
    digital = qr_code.parse("01,32,,24112000000012345678,106.00,20240618,,9D53")
    assert older is not None
    assert digital is not None
    assert (older.with_tax, digital.with_tax) == (False, True)


@pytest.mark.parametrize(
    "text",
    [
        "https://v.didi.example/abc", "QRCODE_GEN_ERROR", "", "02,1,2,3,4,5", "01,10,x,y,1,2",
        "CZ-EI-00,1.1.0,0001", "CZ-EI-00,1.1.0,code,number,a1B2c3,20260609,90.00",
        "http://[broken/32020724/0005713831/KquStg", "01,10," + "9" * 3000,
        "https://example.cn/page/32020724/0005713831",
    ],
)  # fmt: skip
def test_other_codes_are_passed_over(text: str) -> None:
    assert qr_code.parse(text) is None


def test_figures_and_days_that_are_none_are_left_out() -> None:
    code = qr_code.parse("01,32,,24112000000012345678,sNaN,20241399,,9D53")
    assert code is not None
    assert (code.amount, code.issue_date) == (None, None)
