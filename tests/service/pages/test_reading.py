"""Correcting a reading on its page: the original beside the fields, doubts marked, errors told."""

from dataclasses import replace
from datetime import date

from importers.invoice import Kind, Line
from service.demo.drawing import draw
from service.demo.fiscal import FiscalSpec
from service.demo.invoices import Party
from tests.service.browsing import Web
from tests.service.office import SELLER, a_spec, an_invoice
from tests.service.pages.stories import claim_at, submitted, uploaded

MISTYPED = "91110108059234565X"
NUMBER = "26112000000123456789"


def doubtful(number: str = NUMBER, issuer: str = "王晓晨") -> bytes:
    seller = replace(SELLER, tax_id=MISTYPED)
    return draw(replace(a_spec(number), seller=seller, issuer=issuer))


def typed(web: Web, address: str, **fields: str) -> dict[str, str]:
    return {"version": str(claim_at(web, address).claim.version), **fields}


def test_the_claim_leads_to_its_reading(web: Web) -> None:
    client = web.client("maker")
    address = uploaded(web, client, doubtful())
    assert f'href="{address}/reading"' in client.get(address).text


def test_doubtful_fields_are_marked_and_proved_ones_cannot_be_typed(web: Web) -> None:
    client = web.client("maker")
    page = client.get(uploaded(web, client, doubtful()) + "/reading").text
    assert 'class="reading-field doubtful" data-field="seller_tax_id"' in page
    assert "系统读取不确定，请对照原件。" in page
    assert f"{NUMBER}（已由二维码证实）" in page
    assert 'name="invoice_number"' not in page
    assert 'data-for="seller_tax_id"' in page


def test_what_is_typed_is_taken_and_checked_again(web: Web) -> None:
    client = web.client("maker")
    address = uploaded(web, client, doubtful())
    form = typed(web, address, seller_tax_id=SELLER.tax_id or "", reason="税号末位印得不清")
    answer = client.send(f"{address}/reading", **form)
    assert answer.status_code == 302
    page = client.get(answer.location).text
    assert "票面信息已更正，并已重新核对。" in page
    assert "销售方税号由经办人更正，与系统读到的不同" in page
    assert "核对并更正票面信息" in page  # in the history
    assert f"<del>{MISTYPED}</del>" in page
    assert f"<ins>{SELLER.tax_id}</ins>" in page
    assert "原因：税号末位印得不清" in page
    assert "seller_tax_id</" not in page  # there called by its words
    assert claim_at(web, address).invoice.seller_tax_id == SELLER.tax_id


def test_what_cannot_be_comes_back_with_its_sentence(web: Web) -> None:
    client = web.client("maker")
    address = uploaded(web, client, doubtful())
    form = typed(web, address, total_amount="viel", seller_name="甲公司")
    answer = client.send(f"{address}/reading", **form)
    assert answer.status_code == 422
    assert "最多两位小数" in answer.text
    assert 'value="甲公司"' in answer.text
    assert claim_at(web, address).invoice.seller_name == SELLER.name


def test_a_date_that_is_none_is_told_at_its_field(web: Web) -> None:
    client = web.client("maker")
    address = uploaded(web, client, doubtful())
    answer = client.send(f"{address}/reading", **typed(web, address, issue_date="gestern"))
    assert answer.status_code == 422
    assert "请填写日期" in answer.text


def test_a_submitted_claim_has_no_reading_to_correct(web: Web) -> None:
    client = web.client("maker")
    address = submitted(web, client)
    assert "已提交，不能修改" in client.get(f"{address}/reading").text
    assert client.get(f"{address}/reading").status_code == 409


def test_the_checker_and_the_center_may_not_correct(web: Web) -> None:
    address = uploaded(web, web.client("maker"), an_invoice())
    for login in ("checker", "auditor", "manager"):
        assert web.client(login).get(f"{address}/reading").status_code == 403


def test_a_place_found_once_is_proposed_on_the_next_voucher(web: Web) -> None:
    client = web.client("maker")
    first = uploaded(web, client, doubtful(issuer="赵一鸣"))
    form = typed(web, first, remarks="赵一鸣", reason="系统没有读出备注")
    assert client.send(f"{first}/reading", **form).status_code == 302
    second = uploaded(web, client, doubtful("26112000000123456797", issuer="钱二宝"))
    page = client.get(f"{second}/reading").text
    assert "上次更正这家销售方的票据时，此项印在这一位置" in page
    assert "钱二宝" in page
    assert 'data-fills="field-remarks"' in page
    assert claim_at(web, second).invoice.remarks is None


def test_a_receipt_is_asked_for_no_tax_and_in_its_own_words(web: Web) -> None:
    receipt = FiscalSpec(
        kind=Kind.FISCAL_PROVINCE,
        title="资金往来结算票据（电子）",
        number="0012345678",
        issued_on=date(2026, 2, 20),
        payer=Party(a_spec(NUMBER).buyer.name),
        payee=Party("示例大学"),
        lines=(Line(name="论文版面费", quantity="1", unit_price="90.00", amount="90.00"),),
    )
    client = web.client("maker")
    page = client.get(uploaded(web, client, draw(receipt)) + "/reading").text
    assert 'name="total_with_tax"' in page
    assert 'name="total_tax"' not in page
    assert "交款人" in page


def test_all_impossible_values_are_told_at_once_beside_their_fields(web: Web) -> None:
    client = web.client("maker")
    address = uploaded(web, client, doubtful())
    form = typed(web, address, total_tax="六十", total_in_words="一千", seller_tax_id="X")
    answer = client.send(f"{address}/reading", **form)
    assert answer.status_code == 422
    assert '<a href="#field-total_tax">合计税额应是' in answer.text
    assert '<a href="#field-total_in_words">大写金额“一千”不成立' in answer.text
    assert claim_at(web, address).invoice.total_tax == "60.00"


def test_what_was_read_is_not_changed_without_a_reason(web: Web) -> None:
    client = web.client("maker")
    address = uploaded(web, client, doubtful())
    form = typed(web, address, seller_tax_id=SELLER.tax_id or "")
    answer = client.send(f"{address}/reading", **form)
    assert answer.status_code == 422
    assert "请写明更正的原因" in answer.text
    assert f'value="{SELLER.tax_id}"' in answer.text
    assert claim_at(web, address).invoice.seller_tax_id == MISTYPED
    right = typed(web, address, seller_tax_id=MISTYPED)  # read right: confirmed without a reason
    assert client.send(f"{address}/reading", **right).status_code == 302
    assert "经核对无误" in client.get(address).text
