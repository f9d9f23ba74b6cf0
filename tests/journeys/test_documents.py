"""Every document that finance staff hold: OFD beside PDF, an archive, a scan corrected by hand."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from importers.invoice import Kind, Line
from service import business_day
from service.demo import cast, identifiers, lines
from service.demo.data_form import draw_xml
from service.demo.drawing import draw
from service.demo.fiscal import FiscalSpec
from service.demo.foreign import ForeignSpec
from service.demo.foreign import Page as Paper
from service.demo.invoices import InvoiceSpec, Party
from service.demo.ofd_drawing import draw_ofd
from service.demo.packing import draw_zip
from service.demo.scan import FLATBED, Form, scan
from tests.journeys.people import People
from tests.journeys.uploading import choose, expect_verdict, row

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

SERIAL = 2_700_000_000
OFFICE = Party("国家知识产权局")


def test_each_rendition_finds_its_claim_and_each_paper_its_name(
    people: People, tmp_path: Path
) -> None:
    maker = people.log_in("maker1")
    the_ofd_is_shown_as_the_page_it_is(maker, tmp_path)
    the_pdf_of_it_vouches_for_it(maker, tmp_path)
    an_archive_is_taken_in_file_by_file(maker, tmp_path)
    claim = a_scan_is_corrected_beside_its_picture(maker, tmp_path)
    checker = people.log_in("checker1")
    checker.goto(claim)
    expect(checker.get_by_text("由经办人", exact=False).first).to_be_visible()
    expect(checker.get_by_role("link", name="核对并更正")).to_have_count(0)


def the_ofd_is_shown_as_the_page_it_is(maker: Page, folder: Path) -> None:
    file = kept(folder / "测试费.ofd", draw_ofd(fee(1)))
    choose(maker, file)
    expect_verdict(maker, file, "可以列支", "¥7,950.00")
    row(maker, file).get_by_role("link").click()
    image = maker.get_by_role("img", name="原始凭证图像")
    expect(image).to_have_js_property("complete", value=True)
    assert image.evaluate("image => image.naturalWidth") > 0
    expect(maker.locator("[data-field=invoice_number] .agreed")).to_contain_text("文件内的数据")
    maker.get_by_role("link", name="工作台").first.click()


def the_pdf_of_it_vouches_for_it(maker: Page, folder: Path) -> None:
    file = kept(folder / "测试费.pdf", draw(fee(1)))
    choose(maker, file)
    expect_verdict(maker, file, "这张发票已有报销申请")
    row(maker, file).get_by_role("link").click()
    expect(maker.locator("[data-field=seller_name] .agreed")).to_contain_text("另一份文件")
    expect(maker.get_by_text("同一张发票还收到过")).to_contain_text("测试费.pdf")
    maker.get_by_role("link", name="工作台").first.click()


def an_archive_is_taken_in_file_by_file(maker: Page, folder: Path) -> None:
    archive = draw_zip(
        {
            "九月/材料费.xml": draw_xml(fee(2)),
            "九月/专利申请费.pdf": draw(patent_fee(3)),
            "九月/行程单.pdf": draw(ForeignSpec(Paper.TRIPS)),
        }
    )
    file = kept(folder / "九月.zip", archive)
    choose(maker, file)
    expect_verdict(maker, file, "压缩包已打开")
    expect_verdict(maker, folder / "材料费.xml", "九月", "¥7,950.00")
    expect_verdict(maker, folder / "专利申请费.pdf", "¥900.00")
    expect_verdict(maker, folder / "行程单.pdf", "没有收作凭证")


def a_scan_is_corrected_beside_its_picture(maker: Page, folder: Path) -> str:
    """Give the address of its claim."""
    file = kept(folder / "扫描.png", scan(draw(fee(4)), FLATBED, Form.PNG))
    choose(maker, file)
    expect(row(maker, file).get_by_role("link")).to_be_visible(timeout=60_000)
    row(maker, file).get_by_role("link").click()
    claim = maker.url
    maker.get_by_role("link", name="核对并更正").click()
    expect(maker.get_by_text("系统读取不确定，请对照原件。").first).to_be_visible()
    maker.locator("rect[data-for=seller_name]").click()  # what stands there leads to its field
    expect(maker.get_by_label("销售方名称")).to_be_focused()
    remarks = maker.get_by_label("备注")
    remarks.fill("合同编号：YX-018")
    maker.get_by_label("更正的原因").fill("扫描后备注没有读全")
    maker.get_by_role("button", name="保存更正并重新核对").click()
    expect(maker.get_by_text("票面信息已更正，并已重新核对。")).to_be_visible()
    expect(maker.locator("[data-field=remarks]").first).to_contain_text("YX-018")
    return claim


def kept(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file


def recent() -> date:
    return business_day.of(datetime.now(UTC)) - timedelta(days=3)


def fee(place: int) -> InvoiceSpec:
    line = lines.line_of_total(
        "*研发和技术服务*减速器疲劳寿命测试费", Decimal("7950.00"), quantity=Decimal(1), unit="项"
    )
    return InvoiceSpec(
        kind=Kind.E_ORDINARY,
        number=identifiers.digital_number(recent(), SERIAL + place),
        issued_on=recent(),
        buyer=cast.EMPLOYERS[0].party,
        seller=cast.LABORATORY,
        lines=(line,),
        remarks="合同编号：YX-019",
    )


def patent_fee(place: int) -> FiscalSpec:
    line = Line(
        name="专利申请费", unit="件", quantity="1", unit_price="900.00", amount="900.00",
        code="0569901",
    )  # fmt: skip
    return FiscalSpec(
        kind=Kind.FISCAL_CENTRAL,
        title="中央非税收入统一票据（电子）",
        number=f"{place:010}",
        issued_on=recent(),
        payer=cast.EMPLOYERS[0].party,
        payee=OFFICE,
        lines=(line,),
        other_info="申请号：2025101234567",
    )
