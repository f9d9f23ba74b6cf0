"""The form of a claim: what it asks, when it asks it, and what becomes of what was typed."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select

from compliance.categories import Category
from compliance.fact_record import event_of
from compliance.facts import Event, EventKind
from importers.invoice import Kind
from service.actions import plan_and_team
from service.actions.plan_and_team import NewPlanItem
from service.db import CENTER
from service.demo.drawing import draw
from service.tables import AgreementRow
from tests.service.browsing import Web
from tests.service.office import a_spec, an_invoice
from tests.service.pages.stories import claim_at, filled, step, uploaded

MEETING = {"category": "CONF", "rate": "MEETING_3", "people": "20", "units": "2", "then": "check"}
CONFERENCE = an_invoice(name="*会展服务*学术年会注册费")


def plan(web: Web) -> str:
    """Give the agreement an item; return its identity."""
    with web.office.database.transaction(CENTER) as session:
        agreement = session.scalars(select(AgreementRow)).one()
        plan_and_team.add_items(session, agreement, [NewPlanItem("样机试验", Category.RND)])
        return str(plan_and_team.plan_of(session, agreement.id)[0].id)


def test_an_ordinary_claim_is_asked_for_little(web: Web) -> None:
    client = web.client("maker")
    page = client.get(uploaded(web, client)).text
    assert 'name="plan_item"' not in page  # the agreement has no plan
    assert 'data-shown-by="field-category" hidden' in page
    assert 'name="vat"' not in page
    assert 'name="acceptor"' not in page


def test_a_special_invoice_for_goods_is_asked_for_its_vat_and_who_accepted_them(web: Web) -> None:
    client = web.client("maker")
    spec = a_spec("26112000000123456789", name="*电子元件*压力传感器")
    address = uploaded(web, client, draw(replace(spec, kind=Kind.E_SPECIAL)))
    page = client.get(address).text
    assert 'name="vat"' in page
    client.send(address, **filled(web, address, then="check", vat="claimed", acceptor="段明谦"))
    claim = claim_at(web, address).claim
    assert (claim.vat, claim.acceptor) == ("claimed", "段明谦")
    assert '<option value="claimed" selected>' in client.get(address).text


def test_the_plan_item_is_chosen_where_there_is_a_plan(web: Web) -> None:
    item, client = plan(web), web.client("maker")
    address = uploaded(web, client)
    assert "1 样机试验（" in client.get(address).text
    client.send(address, **filled(web, address, plan_item=item))
    assert str(claim_at(web, address).claim.plan_item_id) == item
    assert "<dt>培养方案事项</dt><dd>1 样机试验" in web.client("checker").get(address).text


def test_a_plan_item_left_standing_follows_a_new_direction(web: Web) -> None:
    with web.office.database.transaction(CENTER) as session:
        agreement = session.scalars(select(AgreementRow)).one()
        new = [NewPlanItem("样机试验", Category.RND), NewPlanItem("学术会议", Category.CONF)]
        plan_and_team.add_items(session, agreement, new)
        rnd, conf = (str(row.id) for row in plan_and_team.plan_of(session, agreement.id))
    client = web.client("maker")
    address = uploaded(web, client)
    values = {"then": "check", "plan_item": rnd}
    assert str(claim_at(web, address).claim.plan_item_id) == rnd  # proposed when it was read
    client.send(address, **filled(web, address, **values, category="CONF"))
    assert str(claim_at(web, address).claim.plan_item_id) == conf
    client.send(address, **filled(web, address, **values, category="CONF"))
    assert str(claim_at(web, address).claim.plan_item_id) == rnd  # chosen by the maker
    client.send(address, **filled(web, address, **values, category="TRAIN"))
    assert str(claim_at(web, address).claim.plan_item_id) == rnd  # nothing to follow to


def test_an_event_is_counted_against_its_standard(web: Web) -> None:
    client = web.client("maker")
    address = uploaded(web, client, CONFERENCE)
    values = filled(web, address, **MEETING, place="北京会议中心", approved_over="yes")
    assert client.send(address, **values).status_code == 302
    event = claim_at(web, address).claim.event
    assert event is not None
    assert event_of(event) == Event(
        kind=EventKind.MEETING, rate="MEETING_3", people=20, units=Decimal(2),
        place="北京会议中心", approved_over=True,
    )  # fmt: skip
    page = client.get(address).text
    assert "20 人 2 天，限额 ¥22,000.00。" in page
    assert 'value="MEETING_3" selected' in page
    assert 'value="yes" checked' in page
    assert 'data-shown-by="field-category" hidden' not in page


def test_the_limit_is_said_while_the_form_is_filled_in(web: Web) -> None:
    client = web.client("maker")
    address = uploaded(web, client, CONFERENCE)
    asked = f"{address}/limit?rate=MEETING_3&people=20"
    assert client.get(f"{asked}&units=").text == ""
    said = client.get(f"{asked}&units=2")
    assert said.mimetype == "text/plain"
    assert said.text.endswith("20 人 2 天，限额 ¥22,000.00。")
    assert "限额 ¥27,500.00" in client.get(f"{asked}&units=2.5").text
    assert client.get(f"{address}/limit?rate=NO&people=20&units=2").status_code == 422
    assert web.client("checker").get(f"{asked}&units=2").status_code == 403
    nobody = "/claims/00000000-0000-4000-8000-000000000000/limit?rate=MEETING_3&people=1&units=1"
    assert client.get(nobody).status_code == 404


def test_a_figure_nobody_confirmed_says_so(web: Web) -> None:
    client = web.client("maker")
    address = uploaded(web, client, CONFERENCE)
    said = client.get(f"{address}/limit?rate=MEETING_1&people=1&units=1").text
    assert said.endswith("尚未与原文件核对。")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"people": ""}, "请填写这一项。"),
        ({"units": ""}, "请填写这一项。"),
        ({"people": "0"}, "之间的整数"),
        ({"units": "0"}, "以半为单位"),
        ({"units": "1.2"}, "以半为单位"),
    ],
)
def test_a_standard_needs_what_it_is_counted_by(
    web: Web, changes: dict[str, str], sentence: str
) -> None:
    client = web.client("maker")
    address = uploaded(web, client, CONFERENCE)
    answer = client.send(address, **filled(web, address, **MEETING | changes))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="MEETING_3" selected' in answer.text
    assert claim_at(web, address).claim.event is None


def test_an_event_goes_with_a_direction_that_has_none(web: Web) -> None:
    client = web.client("maker")
    address = uploaded(web, client)
    client.send(address, **filled(web, address, **MEETING | {"category": "RND"}))
    assert claim_at(web, address).claim.event is None
    client.send(address, **filled(web, address, **MEETING | {"rate": "NO_SUCH_RATE"}))
    assert claim_at(web, address).claim.event is None


def test_who_is_paid_and_how_is_kept(web: Web) -> None:
    client = web.client("maker")
    address = uploaded(web, client)
    values = filled(web, address, payment="reimburse", payee="林知行", explanation="垫付")
    client.send(address, **values | {"then": "check"})
    claim = claim_at(web, address).claim
    assert (claim.payment, claim.payee) == ("reimburse", "林知行")
    assert client.send(address, **filled(web, address, payment="gold")).status_code == 422


def test_what_two_people_let_pass_asks_the_checker_for_a_reason(web: Web) -> None:
    maker, checker = web.client("maker"), web.client("checker")
    address = uploaded(web, maker, an_invoice(name="*餐饮服务*餐费"))
    values = filled(web, address, category="CONF", explanation="年会统一用餐。")
    maker.send(address, **values)
    assert claim_at(web, address).claim.state == "submitted"
    page = checker.get(address).text
    assert 'name="confirmation"' in page
    assert "NL-09" in page.partition('id="approve-dialog"')[2]
    step(web, checker, address, "approve")
    assert claim_at(web, address).claim.state == "submitted"
    told = step(web, checker, address, "approve", confirmation="已核对会议通知和签到表。").text
    assert "复核通过，等待出纳付款。" in told
    page = checker.get(address).text
    assert "复核人的确认理由</dt><dd>已核对会议通知和签到表。</dd>" in page


def test_what_is_left_of_the_budget_is_said_before_and_while_it_is_filled_in(web: Web) -> None:
    client = web.client("maker")
    address = uploaded(web, client)
    client.send(address, **filled(web, address, then="check"))
    left = "“研发”可用预算 ¥80,000.00，提交后剩余 ¥78,940.00。"
    assert left in client.get(address).text
    ask = f"{address}/budget?category=RND&amount="
    assert client.get(f"{ask}500.00").text.endswith("提交后剩余 ¥79,500.00。")
    assert "本次超出 ¥1,000.00" in client.get(f"{ask}81,000.00").text
    assert client.get(f"{ask}viel").text == ""
    client.send(address, **filled(web, address))
    assert left in web.client("checker").get(address).text  # its own reservation does not count
    other = address.replace(address[-12:], "0" * 12)
    assert client.get(f"{other}/budget?category=RND&amount=1").status_code == 404
