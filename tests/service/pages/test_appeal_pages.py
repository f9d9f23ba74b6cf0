"""An appeal on its pages: at a finding, on the case, and what it leaves on the claim."""

import io
import re

from werkzeug.test import TestResponse

from tests.service.browsing import Client, Web
from tests.service.office import an_invoice
from tests.service.pages.stories import claim_at, filled, step, submitted, uploaded

MEAL = an_invoice(name="*餐饮服务*餐费")
GROUNDS = "会议当天的工作餐，材料随附。"


def place_in(page: str) -> str:
    found = re.search(r'name="place" value="(\d+)"', page)
    assert found is not None
    return found[1]


def appealed(web: Web, address: str) -> str:
    """Appeal at the first finding that can be appealed against; give the case's address."""
    client = web.client("maker")
    version = str(claim_at(web, address).claim.version)
    place = place_in(client.get(address).text)
    answer = client.send(f"{address}/appeals", version=version, place=place, grounds=GROUNDS)
    assert answer.status_code == 302, answer.text
    return answer.location


def attached(
    client: Client, address: str, form: dict[str, str], code: str, file: tuple[str, bytes]
) -> TestResponse:
    """Send the form of a claim with a file chosen at a finding."""
    name, content = file
    sent = {"csrf_token": client.token(), **form, f"paper_{code}": (io.BytesIO(content), name)}
    return client.post(address, data=sent)


def test_an_appeal_is_raised_at_its_finding_and_the_claim_waits(web: Web) -> None:
    client = web.client("maker")
    address = uploaded(web, client, MEAL)
    assert "不同意这一结论？向中心申诉" in client.get(address).text
    case = client.get(appealed(web, address)).text
    assert GROUNDS in case
    assert "所申诉的核对结论" in case
    page = client.get(address).text
    assert "正在申诉（申诉2026-001）：待中心答复" in page
    assert "待中心答复申诉" in page
    assert 'id="claim-form"' not in page
    assert "向中心申诉</b>" in page  # in its history


def test_two_people_of_the_center_answer_and_the_claim_says_so(web: Web) -> None:
    address = uploaded(web, web.client("maker"), MEAL)
    case = appealed(web, address)
    auditor, manager = web.client("auditor"), web.client("manager")
    answer = auditor.send(f"{case}/propose_grant", steps="0", reason="会议用餐。")
    assert answer.status_code == 302
    assert auditor.send(f"{case}/grant", steps="1").status_code == 403
    assert manager.send(f"{case}/grant", steps="1").status_code == 302
    page = web.client("maker").get(address).text
    assert "中心已采纳申诉（申诉2026-001）：会议用餐。" in page
    assert "中心已裁定这一项不再作为不能列支的理由" in page
    assert "不同意这一结论？向中心申诉" not in page


def test_what_was_typed_stays_where_an_appeal_is_refused(web: Web) -> None:
    client = web.client("maker")
    address = uploaded(web, client, MEAL)
    place = place_in(client.get(address).text)
    answer = client.send(f"{address}/appeals", version="99", place=place, grounds=GROUNDS)
    assert answer.status_code == 409
    assert f">{GROUNDS}</textarea>" in answer.text
    assert "请刷新页面后再操作" in answer.text
    empty = client.send(f"{address}/appeals", version="1", place=place, grounds="")
    assert empty.status_code == 422


def test_a_return_is_told_with_its_reason_and_may_be_appealed_against(web: Web) -> None:
    client = web.client("maker")
    address = submitted(web, client)
    step(web, web.client("checker"), address, "return", reason="请补充验收单")
    page = client.get(address).text
    assert "已退回：请补充验收单" in page
    assert "不同意退回？向中心申诉" in page
    version = str(claim_at(web, address).claim.version)
    answer = client.send(f"{address}/appeals", version=version, grounds="合同以报告为准。")
    case = client.get(answer.location).text
    assert "请补充验收单" in case
    assert "退回理由" in case


def test_only_a_maker_appeals(web: Web) -> None:
    address = uploaded(web, web.client("maker"), MEAL)
    assert "向中心申诉" not in web.client("checker").get(address).text
    answer = web.client("checker").send(f"{address}/appeals", version="1", grounds="x")
    assert answer.status_code == 403


def test_papers_are_ticked_and_attached_right_at_the_finding(web: Web) -> None:
    client = web.client("maker")
    address = uploaded(web, client, MEAL)
    page = client.get(address).text
    assert page.count('name="evidence" value="meeting_notice"') == 1
    assert 'form="claim-form" name="paper_meeting_notice"' in page
    form = filled(web, address, category="CONF", then="check", explanation="会议用餐。")
    answer = attached(client, address, form, "meeting_notice", ("通知.pdf", an_invoice("2" * 20)))
    assert answer.status_code == 302
    claim = claim_at(web, address).claim
    assert "meeting_notice" in claim.evidence
    assert "通知.pdf" in client.get(address).text


def test_a_paper_that_cannot_be_kept_is_told_and_what_was_typed_is_saved(web: Web) -> None:
    client = web.client("maker")
    address = uploaded(web, client, MEAL)
    form = filled(web, address, category="CONF", then="check", explanation="会议用餐。")
    answer = attached(client, address, form, "agenda", ("议程.exe", b"MZ"))
    assert answer.status_code in {409, 422}
    assert claim_at(web, address).claim.explanation == "会议用餐。"
