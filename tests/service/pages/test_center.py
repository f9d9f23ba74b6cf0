"""The Center's pages: register, agreement, appropriation, instalments."""

import pytest
from sqlalchemy import select

from service.actions import register_views
from service.db import CENTER
from service.tables import InstalmentRow
from tests.service.browsing import Client, Web
from tests.service.pages.strict_html import faults_of
from tests.service.test_register import code


@pytest.fixture
def manager(web: Web) -> Client:
    return web.client("manager")


def call_id(web: Web) -> str:
    with web.office.database.transaction(CENTER) as session:
        return str(register_views.calls(session)[0].id)


def test_a_call_and_its_notice_are_registered(web: Web, manager: Client) -> None:
    answer = manager.send(
        "/register/calls/new",
        year="2026",
        title="2026 年申报通知",
        born_on_or_after="1980-08-01",
        quota="20",
        grant_amount="300,000.00",
    )
    assert answer.location == "/register#calls"
    notice = {"call_id": call_id(web), "starts_on": "2026-05-27", "url": "https://example.org/n"}
    assert manager.send("/register/notices/new", **notice).status_code == 302
    page = manager.get("/register").text
    assert "2026-05-27 至 2026-06-01" in page
    again = manager.send("/register/notices/new", **notice)
    assert again.status_code == 409
    assert "这一年的公示已登记。" in again.text


def test_a_recommender_is_registered(manager: Client) -> None:
    manager.send("/register/recommenders/new", name="示例学会", kind="学会")
    assert "示例学会" in manager.get("/register").text
    assert "已登记" in manager.send("/register/recommenders/new", name="示例学会", kind="学会").text


def employer(web: Web, manager: Client) -> str:
    uscc = code("91110108MA0BCDEF")
    answer = manager.send(
        "/register/employers/new",
        name="北京云澜科技有限公司",
        uscc=uscc,
        registered_address="北京市海淀区",
        regime="institution",
    )
    assert answer.status_code == 302, answer.text
    with web.office.database.transaction(CENTER) as session:
        found = register_views.employers(session)
    return next(str(each.id) for each in found if each.uscc == uscc)


def test_an_employer_with_its_account_is_registered(web: Web, manager: Client) -> None:
    account = {
        "employer_id": employer(web, manager),
        "bank": "示例银行",
        "account_name": "北京云澜科技有限公司",
        "account_number": "1109 0000 1111 2222",
        "registered_on": "2026-07-01",
    }
    wrong = manager.send("/register/accounts/new", **account | {"account_name": "别的户名"})
    assert wrong.status_code == 422
    assert "账户户名须与单位名称" in wrong.text
    assert 'value="示例银行"' in wrong.text
    assert manager.send("/register/accounts/new", **account).status_code == 302
    assert "11** **** **** **22" in manager.get("/register").text


def test_the_accounting_system_of_an_employer_is_said_and_changed(
    web: Web, manager: Client
) -> None:
    address = f"/register/employers/{employer(web, manager)}/regime"
    assert "政府会计制度" in manager.get("/register").text
    assert '<option value="institution" selected>' in manager.get(address).text
    assert manager.send(address, regime="empire").status_code == 422
    assert manager.send(address, regime="association").status_code == 302
    assert "民间非营利组织会计制度" in manager.get("/register").text
    nobody = "/register/employers/00000000-0000-4000-8000-000000000000/regime"
    assert manager.get(nobody).status_code == 404


def test_a_mistyped_code_keeps_the_form(manager: Client) -> None:
    answer = manager.send(
        "/register/employers/new",
        name="北京云澜科技有限公司",
        uscc="91110108MA0BCDEF00",
        registered_address="北京市海淀区",
        regime="enterprise",
    )
    assert answer.status_code == 422
    assert "校验不通过" in answer.text
    assert 'value="北京云澜科技有限公司"' in answer.text


def selectee(web: Web, manager: Client) -> str:
    with web.office.database.transaction(CENTER) as session:
        recommender = str(register_views.recommenders(session)[0].id)
    answer = manager.send(
        "/register/selectees/new",
        name="江一舟",
        born_on="1986-02-03",
        field="智能制造",
        employer_id=employer(web, manager),
        recommender_id=recommender,
        call_id=call_id(web),
    )
    assert answer.status_code == 302, answer.text
    page = manager.get("/register").text
    assert "江一舟" in page
    return page.partition('href="/register/agreements/')[2].partition('"')[0]


def agreement(**changes: str) -> dict[str, str]:
    return {
        "number": "RW2026-009",
        "approved_on": "2026-01-10",
        "signed_on": "2026-01-20",
        "ends_on": "2028-01-09",
        "negative_list": "default-2025",
        "budget_RND": "60,000.00",
        "budget_CONF": "40000",
        "amount_1": "100000.00",
        "due_1": "2026-02-01",
    } | changes


def test_an_agreement_is_signed(web: Web, manager: Client) -> None:
    grant = selectee(web, manager)
    answer = manager.send(f"/register/agreements/{grant}", **agreement())
    assert answer.location == f"/programme/grants/{grant}"
    page = manager.get(answer.location).text
    assert "RW2026-009" in page
    assert "¥60,000.00" in page


def test_an_agreement_carries_its_plan_and_more_is_added(web: Web, manager: Client) -> None:
    grant = selectee(web, manager)
    plan = {"item_1": "样机可靠性试验", "item_category_1": "RND", "item_3": "年度学术交流"}
    address = manager.send(f"/register/agreements/{grant}", **agreement(**plan)).location
    page = manager.get(address).text
    assert 'data-label="培养事项"><span>1. 样机可靠性试验</span>' in page
    assert "不限方向" in page
    add = f"/register/grants/{grant}/plan"
    assert 'name="title"' in manager.get(add).text
    assert manager.send(add, title="", category="RND").status_code == 422
    answer = manager.send(add, title="工程师研修班", category="TRAIN")
    assert answer.location == f"{address}#plan"
    assert "<span>3. 工程师研修班</span>" in manager.get(address).text


def test_the_team_is_kept_by_the_center_and_read_by_the_employer(web: Web, manager: Client) -> None:
    grant = web.office.grant_id
    add = f"/register/grants/{grant}/team"
    assert 'name="from_on"' in manager.get(add).text
    wrong = manager.send(add, name="段明谦", from_on="2025-09-15", until_on="2025-09-01")
    assert wrong.status_code == 422
    assert "退出日不能早于加入日" in wrong.text
    answer = manager.send(add, name="段明谦", from_on="2025-09-15")
    assert answer.location == f"/programme/grants/{grant}#team"
    page = manager.get(answer.location).text
    end = page.partition(f'action="{add}/')[2].partition('"')[0]
    manager.send(f"{add}/{end}", until_on="morgen")
    assert "请填写日期" in manager.get(answer.location).text
    seen = web.client("maker").get(f"/grants/{grant}").text
    assert "段明谦" in seen
    assert "登记退出" not in seen
    manager.send(f"{add}/{end}", until_on="2026-01-31")
    assert "2026-01-31" in web.client("maker").get(f"/grants/{grant}").text
    assert web.client("maker").send(add, name="某人", from_on="2025-09-15").status_code == 403


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"budget_CONF": "50000"}, "不一致，请核对"),
        ({"amount_2": "1000"}, "每期拨款须同时填写金额和计划日期。"),
        ({"due_1": ""}, "每期拨款须同时填写金额和计划日期。"),
        ({"signed_on": ""}, "请填写这一项。"),
    ],
)
def test_an_agreement_that_does_not_add_up_is_told(
    web: Web, manager: Client, changes: dict[str, str], sentence: str
) -> None:
    grant = selectee(web, manager)
    answer = manager.send(f"/register/agreements/{grant}", **agreement(**changes))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="RW2026-009"' in answer.text


def test_budget_is_appropriated(manager: Client) -> None:
    wrong = manager.send("/programme/appropriation", document="京财〔2026〕1 号", amount="x")
    assert wrong.status_code == 422
    answer = manager.send("/programme/appropriation", document="京财〔2026〕1 号", amount="1000.00")
    assert answer.location == "/programme"
    page = manager.get("/programme").text
    assert "预算已下达入账。" in page
    assert "¥501,000.00" in page


def second_instalment(web: Web) -> str:
    with web.office.database.transaction(CENTER) as session:
        query = select(InstalmentRow.id).where(InstalmentRow.position == 2)
        return str(session.scalars(query).one())


def test_an_instalment_goes_from_person_to_person(web: Web, manager: Client) -> None:
    instalment = second_instalment(web)
    auditor = web.client("auditor")
    assert "批准拨付" in auditor.get("/instalments").text
    assert auditor.send(f"/instalments/{instalment}/approve").status_code == 302
    page = manager.get("/instalments").text
    assert "肆万圆整" in page
    assert manager.send(f"/instalments/{instalment}/send").status_code == 302
    checker = web.client("checker")
    shown = checker.get("/receipts").text
    for words in ("¥40,000.00", "收款账户", "个工作日"):
        assert words in shown
    assert faults_of(shown) == []
    empty = checker.send(f"/receipts/{instalment}", bank_reference=" ")
    assert empty.status_code == 422
    assert "请填写这一项。" in empty.text
    done = checker.send(f"/receipts/{instalment}", bank_reference="20261001-7")
    assert done.status_code == 302
    assert "已确认到账" in checker.get("/receipts").text
    again = checker.send(f"/receipts/{instalment}", bank_reference="20261001-7")
    assert again.status_code == 409


def test_an_instalment_sent_twice_is_refused_on_a_page(web: Web, manager: Client) -> None:
    answer = manager.send(f"/instalments/{second_instalment(web)}/send")
    assert answer.status_code == 409
    assert "当前状态不允许" in answer.text
