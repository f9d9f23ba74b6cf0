"""任务书变更 on the pages: recorded by the Center, read by the employer."""

import pytest

from service.db import CENTER
from tests.service.browsing import Client, Web
from tests.service.loaded_texts import a_list, a_row, keep
from tests.service.office import an_invoice
from tests.service.pages.stories import claim_at, uploaded

OTHER = "haidian-2026"


@pytest.fixture
def manager(web: Web) -> Client:
    with web.office.database.transaction(CENTER) as session:
        keep(session, a_row(web.office, a_list(OTHER, replaces=None), version=OTHER))
    return web.client("manager")


def filled(**changes: str) -> dict[str, str]:
    return {
        "signed_on": "2026-02-01",
        "ends_on": "2028-02-29",
        "negative_list": OTHER,
        "reason": "执行期延长六个月，改用区里的清单。",
        "item_2": "中试验证",
        "item_category_2": "RND",
    } | changes


def test_an_amendment_is_recorded_on_the_page_of_the_grant(web: Web, manager: Client) -> None:
    grant = web.office.grant_id
    claim = uploaded(web, web.client("maker"), an_invoice())
    page = manager.get(f"/programme/grants/{grant}").text
    assert "任务书各版本" not in page
    address = f"/register/agreements/{grant}/amend"
    assert f'href="{address}"' in page
    form = manager.get(address).text
    assert "现行第 1 版，2025-09-10 签订" in form
    assert 'value="2027-08-30"' in form  # what stays unless somebody changes it
    assert '<option value="default-2025" selected>' in form
    answer = manager.send(address, **filled())
    assert answer.location == f"/programme/grants/{grant}#terms"
    page = manager.get(answer.location).text
    assert "任务书变更已登记为第 2 版。1 份未入账的报销申请已按变更重新核对。" in page
    assert "任务书各版本" in page
    assert "<span>第 2 版</span>" in page
    assert "执行期延长六个月，改用区里的清单。" in page
    assert "初次签订" in page
    assert "<span>1. 中试验证</span>" in page
    assert claim_at(web, claim).claim.outcome == "block"
    assert "任务书变更后重新核对" in web.client("maker").get(claim).text


def test_the_employer_reads_the_versions_and_records_none(web: Web, manager: Client) -> None:
    grant = web.office.grant_id
    manager.send(f"/register/agreements/{grant}/amend", **filled())
    maker = web.client("maker")
    page = maker.get(f"/grants/{grant}").text
    assert "任务书各版本" in page
    assert "执行期延长六个月" in page
    assert "/amend" not in page
    assert maker.send(f"/register/agreements/{grant}/amend", **filled()).status_code == 403
    assert web.client("auditor").get(f"/register/agreements/{grant}/amend").status_code == 403


def test_where_no_claim_is_concerned_nothing_is_said_of_claims(web: Web, manager: Client) -> None:
    address = f"/register/agreements/{web.office.grant_id}/amend"
    page = manager.get(manager.send(address, **filled()).location).text
    assert "任务书变更已登记为第 2 版。" in page
    assert "重新核对" not in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"signed_on": ""}, "请填写这一项。"),
        ({"reason": ""}, "请填写这一项。"),
        ({"signed_on": "2999-01-01"}, "任务书的日期须在"),
        ({"ends_on": "2026-01-01"}, "早于变更签订日 2026-02-01"),
        ({"negative_list": "x"}, "没有版本为 x 的负面清单。"),
    ],
)
def test_a_refused_amendment_keeps_what_was_typed(
    web: Web, manager: Client, changes: dict[str, str], sentence: str
) -> None:
    address = f"/register/agreements/{web.office.grant_id}/amend"
    answer = manager.send(address, **filled(**changes))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="中试验证"' in answer.text


def test_a_grant_that_is_not_there_has_no_amendment(manager: Client) -> None:
    nobody = "/register/agreements/00000000-0000-4000-8000-000000000000/amend"
    assert manager.get(nobody).status_code == 404
