"""Lists of claims: filters with addresses, pages, many at once."""

from datetime import date
from uuid import uuid4

from service.demo.drawing import draw
from service.demo.invoices import Party
from service.demo.rail import RailSpec
from tests.service.browsing import Client, Web
from tests.service.office import an_invoice
from tests.service.pages.stories import claim_at, filled, submitted, uploaded


def choose(web: Web, *addresses: str) -> list[str]:
    claims = [claim_at(web, address).claim for address in addresses]
    return [f"{claim.id}:{claim.version}" for claim in claims]


def many(client: Client, action: str, chosen: list[str], **typed: str) -> str:
    answer = client.post(
        f"/claims/{action}",
        data={"csrf_token": client.token(), "claim": chosen, "next": "/claims?state=all", **typed},
    )
    assert answer.location == "/claims?state=all"
    return client.get(answer.location).text


def test_a_maker_first_sees_the_drafts(web: Web) -> None:
    client = web.client("maker")
    assert "把发票拖进来" in client.get("/claims").text
    uploaded(web, client)
    page = client.get("/claims").text
    assert "北京明远检测技术有限公司" in page
    assert "提交所选" in page


def test_a_filter_that_finds_nothing_says_so(web: Web) -> None:
    client = web.client("maker")
    uploaded(web, client)
    for query in ("text=没有这家", "outcome=block", f"grant={uuid4()}"):
        assert "没有符合条件的报销申请" in client.get(f"/claims?state=draft&{query}").text
    found = client.get("/claims?state=draft&text=明远&outcome=pass&grant=nonsense&page=x").text
    assert "¥1,060.00" in found


def test_claims_are_found_by_their_number_their_invoice_or_a_part_of_the_seller(web: Web) -> None:
    client = web.client("maker")
    uploaded(web, client, an_invoice("26112000000123457001"))
    for text in ("BX2026-00001", "26112000000123457001", "检测技术"):
        assert "¥1,060.00" in client.get(f"/claims?state=draft&text={text}").text, text
    for text in ("BX2026-00002", "2611200000012345", "检测技木"):
        assert "没有符合条件的报销申请" in client.get(f"/claims?state=draft&text={text}").text, text


def test_an_unknown_state_shows_all(web: Web) -> None:
    client = web.client("maker")
    uploaded(web, client)
    assert "¥1,060.00" in client.get("/claims?state=nonsense").text


def test_long_lists_have_pages(web: Web) -> None:
    client = web.client("maker")
    for number in range(21):
        uploaded(web, client, an_invoice(f"261120000001234570{number:02d}"))
    page = client.get("/claims").text
    assert "共 21 条" in page
    assert "page=2" in page
    assert "BX" in client.get("/claims?state=draft&page=2").text


def test_many_are_submitted_at_once_and_each_refusal_is_told(web: Web) -> None:
    client = web.client("maker")
    good = uploaded(web, client)
    client.send(good, **filled(web, good, then="check"))
    client.get(good)
    bad = [
        uploaded(
            web,
            client,
            an_invoice(f"2611200000012345680{number}", name="*餐饮服务*餐费", amount="200.00"),
        )
        for number in range(7)
    ]
    page = many(client, "submit", choose(web, good, *bad))
    assert "已提交 1 张报销申请。" in page
    assert page.count("不能提交") == 5
    assert "还有 2 张没有办成。" in page


def test_many_are_approved_at_once(web: Web) -> None:
    address = submitted(web, web.client("maker"))
    checker = web.client("checker")
    assert "复核通过所选" in checker.get("/claims").text
    assert "1 张报销申请已复核通过。" in many(checker, "approve", choose(web, address))
    assert claim_at(web, address).claim.state == "approved"


def test_many_are_paid_at_once_each_by_a_slip_of_its_own(web: Web) -> None:
    maker, checker, cashier = web.client("maker"), web.client("checker"), web.client("cashier")
    dated = {"26112000000123456701": date(2026, 1, 20), "26112000000123456702": date(2026, 2, 20)}
    claims = [submitted(web, maker, an_invoice(n, issued_on=day)) for n, day in dated.items()]
    many(checker, "approve", choose(web, *claims))
    page = cashier.get("/claims").text
    slips = {f"slip-{claim.rsplit('/', 1)[-1]}": f"HD{n}" for n, claim in enumerate(claims)}
    assert all(f'name="{name}"' in page for name in slips)
    assert "登记所选付款" in page
    told = many(cashier, "pay", choose(web, *claims), **dict(list(slips.items())[:1]))
    assert "1 张报销申请已付款入账。" in told
    assert "请填写银行回单的流水号" in told
    assert [claim_at(web, claim).claim.state for claim in claims] == ["paid", "approved"]
    assert claim_at(web, claims[0]).claim.bank_slip == "HD0"
    assert checker.send("/claims/pay", claim=choose(web, claims[1])[0]).status_code == 403


def test_a_choice_that_is_no_claim_is_refused(web: Web) -> None:
    client = web.client("maker")
    answer = client.send("/claims/submit", claim="nonsense")
    assert answer.status_code == 422
    assert "没有这份报销申请" in answer.text


def test_the_center_sees_whose_claim_it_is(web: Web) -> None:
    submitted(web, web.client("maker"))
    assert "林知行 · 北京星河精工科技有限公司" in web.client("auditor").get("/claims").text


def test_a_ticket_is_told_by_its_kind_and_its_journey(web: Web) -> None:
    client, day = web.client("maker"), date(2026, 2, 20)
    ticket = RailSpec(
        number="26119110001000000049", issued_on=day, buyer=Party("北京栎岚科技有限公司"),
        passenger="沈砚舟", id_no="1101081988****1234", e_ticket="306712A086012090014302",
        train="G7101", travel_on=day, departure_time="06:23", from_station="南京",
        to_station="上海虹桥", carriage="01车", seat="05C号", seat_class="二等座", price="181.00",
    )  # fmt: skip
    uploaded(web, client, draw(ticket))
    page = client.get("/claims").text
    assert "铁路电子客票" in page
    assert "G7101 南京—上海虹桥" in page
    assert "未读出销售方" not in page
