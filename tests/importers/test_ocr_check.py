"""The judge of what recognition read, without any network: mended, believed, or doubted."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PIL import Image

from importers import ocr_check, particulars, uscc
from importers.checks import Channel, Outcome
from importers.draft import Draft
from importers.invoice import Box, Kind, Source
from importers.ocr_marks import Mark
from importers.qr_code import InvoiceCode
from importers.scan_page import ScanPage, blank
from tests.importers import drawing
from tests.importers.test_scans import line


def scans(*lines: tuple[Mark, ...]) -> dict[int, ScanPage]:
    page = ScanPage(Image.new("RGB", (595, 400), "white"), 1, blank(595, 400))
    page.__dict__["factor"] = 100
    page.marks = lines
    return {1: page}


def drafted(**values: str) -> Draft:
    draft = Draft(Kind.E_ORDINARY, Source.OCR)
    for name, value in values.items():
        draft.put(name, value, Box(1, 0, 0, 59_500, 40_000))
    return draft


GOOD_ID = drawing.tax_id("91310115MA1H0X2B")


def test_letters_that_no_tax_id_has_are_read_as_figures() -> None:
    draft = drafted(buyer_tax_id=GOOD_ID.replace("0", "O"))
    ocr_check.mend(draft, scans(line(GOOD_ID.replace("0", "O"))))
    assert draft.values["buyer_tax_id"] == GOOD_ID


def test_one_misread_character_of_a_tax_id_is_put_right_by_both_checks() -> None:
    wrong = "8" + GOOD_ID[1:]
    marks = (Mark("8", 600, 0, 0, 20, 20, "9", 300), *line(GOOD_ID[1:], 20))
    draft = drafted(buyer_tax_id=wrong, seller_tax_id="123")
    ocr_check.mend(draft, scans(marks))
    assert draft.values["buyer_tax_id"] == GOOD_ID
    assert draft.values["seller_tax_id"] == "123"


NUMBER = "24112000000012345678"
CODE = InvoiceCode("32", None, NUMBER, Decimal("106.00"), None, None)


def test_a_number_that_recognition_was_unsure_of_is_taken_from_the_code() -> None:
    marks = (*line(NUMBER[:-1]), Mark("3", 500, 380, 0, 400, 20))
    draft = drafted(invoice_number=NUMBER[:-1] + "3")
    draft.code = CODE
    ocr_check.mend(draft, scans(marks))
    assert draft.values["invoice_number"] == NUMBER
    assert draft.sources["invoice_number"] is Source.QR


@pytest.mark.parametrize("printed", [NUMBER[:-1] + "3", NUMBER[:-1]])
def test_a_number_clearly_printed_otherwise_stays(printed: str) -> None:
    draft = drafted(invoice_number=printed)
    draft.code = CODE
    ocr_check.mend(draft, scans(line(printed)))
    assert draft.values["invoice_number"] == printed


def test_an_amount_without_its_cents_is_not_certain() -> None:
    draft = drafted(total_with_tax="106", total_tax="***")
    draft.agree(Channel.WORDS, "total_with_tax")
    draft.agree(Channel.SUM, "total_tax")
    ocr_check.judge(draft, scans())
    assert {"total_with_tax", "total_tax", "is_red"} <= draft.uncertain


def test_what_nothing_bears_out_is_listed_once_with_a_sentence() -> None:
    draft = drafted(remarks="合同编号", buyer_name="某公司", plate="鄂A12345")
    ocr_check.judge(draft, scans())
    assert {"remarks", "buyer_name", "invoice_number", "items", "plate"} <= draft.uncertain
    (finding,) = draft.findings
    assert "请对照图片核对" in finding.text()
    (check,) = draft.checks
    assert (check.channel, check.outcome) == (Channel.PIXELS, Outcome.NOT_VERIFIABLE)


@pytest.mark.parametrize(
    ("kind", "said", "passed_over"),
    [
        (Kind.RAIL, {"business": "售"}, {"passenger", "id_no", "train", "e_ticket", "fare"}),
        (Kind.RAIL, {"business": "退"}, {"refund_fee", "seat"}),
        (Kind.AIR, {}, {"passenger", "flight", "fare", "development_fund"}),
        (Kind.FISCAL_PROVINCE, {}, {"title", "other_info"}),
        (Kind.VAT_E_TOLL, {}, {"plate", "vehicle_type", "date_from", "date_to"}),
        (Kind.MOTOR_VEHICLE, {"title": "机动车销售统一发票"}, {"brand", "certificate"}),
        (Kind.MOTOR_VEHICLE, {"title": "二手车销售统一发票"}, {"plate", "registration"}),
        (Kind.E_ORDINARY, {"element": "建筑服务"}, {"place", "project"}),
        (Kind.E_ORDINARY, {"total_with_tax": "-1.00"}, {"red_of_number", "red_slip"}),
        (Kind.E_ORDINARY, {"total_amount": "-1.00"}, {"red_of_number"}),
    ],
)
def test_particulars_that_were_passed_over_are_doubted(
    kind: Kind, said: dict[str, str], passed_over: set[str]
) -> None:
    draft = Draft(kind, Source.OCR)
    for name, value in said.items():
        draft.put(name, value)
    ocr_check.judge(draft, scans())
    assert passed_over <= draft.uncertain


def test_what_a_voucher_seldom_bears_is_not_asked_for() -> None:
    draft = drafted(buyer_name="某公司")
    ocr_check.judge(draft, scans())
    assert not particulars.NAMES.keys() & draft.uncertain


def test_cells_of_a_second_table_are_never_certain() -> None:
    draft = drafted()
    draft.rows = ({"passenger": "李想", "flight": "MU5101"},)
    ocr_check.judge(draft, scans())
    assert {"passenger", "flight"} <= draft.uncertain


def test_what_data_inside_the_file_say_needs_no_recognition() -> None:
    draft = drafted()
    draft.put("buyer_name", "某公司", source=Source.ATTACHMENT)
    draft.put("plate", "鄂A12345", source=Source.ATTACHMENT)
    draft.note("items", None, Source.ATTACHMENT)
    draft.agree(Channel.DATA, "seller_name")
    ocr_check.judge(draft, scans())
    assert not {"buyer_name", "seller_name", "plate", "items"} & draft.uncertain
    assert "total_with_tax" in draft.uncertain


def test_a_tax_id_with_one_right_check_must_have_been_clear() -> None:
    body = GOOD_ID[:16] + ("0" if GOOD_ID[16] != "0" else "1")
    half = body + uscc.check_character(body)
    for confidence, certain in ((999, True), (600, False)):
        draft = drafted(buyer_tax_id=half)
        draft.agree(Channel.CHECK_DIGITS, "buyer_tax_id")
        ocr_check.judge(draft, scans(line(half, confidence=confidence)))
        assert ("buyer_tax_id" not in draft.uncertain) == certain


@pytest.mark.parametrize("name", ["某公司7", "3某公司", "名称:某公司"])
def test_a_name_with_something_clinging_to_it_is_not_certain(name: str) -> None:
    draft = drafted(seller_name=name)
    ocr_check.judge(draft, scans(line(name)))
    assert "seller_name" in draft.uncertain


def test_a_title_that_the_code_contradicts_is_not_certain() -> None:
    draft = drafted()
    draft.code = replace(CODE, type="31")
    ocr_check.judge(draft, scans())
    assert "kind" in draft.uncertain
    paper = Draft(Kind.VAT_PAPER_SPECIAL, Source.OCR)
    ocr_check.judge(paper, scans())
    assert "kind" in paper.uncertain
