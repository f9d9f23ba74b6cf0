"""关注名单 and 关联方 on pages: who writes, who reads, and that nothing typed is lost."""

import re
from uuid import uuid4

from tests.service.browsing import Client, Web
from tests.service.pages.strict_html import faults_of

SELLER = "北京某商贸中心"


def ends(client: Client, address: str) -> list[str]:
    return re.findall(rf'action="({address}/[0-9a-f-]+/end)"', client.get(address).text)


def test_the_center_lists_a_seller_and_employers_read_it(web: Web) -> None:
    auditor, maker = web.client("auditor"), web.client("maker")
    assert "关注名单是空的" in maker.get("/listings").text
    said = {"name": SELLER, "reason": "发票内容不符", "effect": "barred", "from_on": "2026-03-01"}
    assert auditor.send("/listings", **said).location == "/listings"
    page = maker.get("/listings").text
    assert SELLER in page
    assert "发票内容不符" in page
    assert "不得列支</span>" in page
    assert "auditor 的姓名" not in page
    assert "列入关注名单" not in page
    assert maker.send("/listings", **said).status_code == 403
    again = auditor.send("/listings", **said)
    assert again.status_code == 409
    assert "已在关注名单中" in again.text
    assert 'value="2026-03-01"' in again.text
    assert faults_of(again.text) == []
    wrong = auditor.send("/listings", **(said | {"effect": "x"}))
    assert wrong.status_code == 422


def test_an_entry_of_the_list_ends(web: Web) -> None:
    auditor = web.client("auditor")
    said = {"name": SELLER, "reason": "发票内容不符", "effect": "watched", "from_on": "2026-03-01"}
    auditor.send("/listings", **said)
    assert "提请核对</span>" in auditor.get("/listings").text
    (address,) = ends(auditor, "/listings")
    auditor.send(address, until_on="")
    assert "请填写这一项" in auditor.get("/listings").text
    auditor.send(address, until_on="2026-02-01")
    assert "不能早于起始日期" in auditor.get("/listings").text
    auditor.send(address, until_on="2026-03-02")
    page = auditor.get("/listings").text
    assert "截止日期已记录" in page
    assert "已结束</span>" in page
    assert ends(auditor, "/listings") == []


def test_an_employer_declares_and_ends_a_related_party(web: Web) -> None:
    maker, manager = web.client("maker"), web.client("manager")
    assert "还没有登记关联方" in maker.get("/related-parties").text
    said = {"name": "北京星河投资中心", "relation": "shareholder"}
    assert maker.send("/related-parties", **said).location == "/related-parties"
    page = maker.get("/related-parties").text
    assert "股东或出资人" in page
    assert faults_of(page) == []
    again = maker.send("/related-parties", **said)
    assert again.status_code == 409
    assert "已登记为关联方" in again.text
    assert maker.send("/related-parties", name="", relation="x").status_code == 422
    seen = manager.get("/related-parties").text
    assert "北京星河精工科技有限公司" in seen
    assert "登记关联方" not in seen
    assert ends(manager, "/related-parties") == []
    (address,) = ends(maker, "/related-parties")
    maker.send(address, reason="")
    assert "请写明关联关系结束的原因" in maker.get("/related-parties").text
    maker.send(address, reason="已转让")
    assert "关联关系已结束" in maker.get("/related-parties").text
    assert maker.send(f"/related-parties/{uuid4()}/end", reason="x").status_code == 404


def test_the_center_enters_what_an_employer_left_out(web: Web) -> None:
    auditor = web.client("auditor")
    said = {"name": "北京星河投资中心", "relation": "relative"}
    missing = auditor.send("/related-parties", **said)
    assert missing.status_code == 422
    assert "请从列表中选择一项" in missing.text
    employer = str(web.office.employer_id)
    auditor.send("/related-parties", employer_id=employer, **said)
    page = web.client("maker").get("/related-parties").text
    assert "入选者近亲属任职或持股" in page
    assert "中心<span" in page
    assert ends(web.client("maker"), "/related-parties") == []
    assert len(ends(auditor, "/related-parties")) == 1
