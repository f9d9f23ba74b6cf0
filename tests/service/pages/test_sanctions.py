"""中止与取消, 主动退出, 结题 on pages: the way through, what is refused, who sees what."""

import re

from sqlalchemy import select

from service.actions import people
from service.actions.system import system_actor
from service.db import CENTER
from service.permissions import Role
from service.tables import ClaimRow, GrantRow
from tests.service.browsing import Client, Web
from tests.service.office import PASSWORD
from tests.service.pages.strict_html import faults_of
from tests.service.test_sanctions import submitted

FACTS = "2026 年 3 月 2 日，在公开场合发布不实成果。"


def steps(client: Client, address: str) -> str:
    found = re.search(r'name="steps" value="(\d+)"', client.get(address).text)
    assert found is not None, "the reader has a step to take"
    return found[1]


def act(client: Client, address: str, action: str, **said: str) -> int:
    answer = client.send(f"{address}/{action}", steps=steps(client, address), **said)
    return answer.status_code


def proposed(web: Web, client: Client, **said: str) -> str:
    wanted = {
        "grant": str(web.office.grant_id), "ground": "misconduct", "consequence": "suspend",
        "facts": FACTS, **said,
    }  # fmt: skip
    address = client.send("/sanctions/new", **wanted).location
    assert address is not None
    return address


def state(web: Web) -> str:
    with web.office.database.transaction(CENTER) as session:
        return session.get_one(GrantRow, web.office.grant_id).state


def test_a_case_is_opened_told_and_heard(web: Web) -> None:
    auditor, checker = web.client("auditor"), web.client("checker")
    form = auditor.get("/sanctions/new")
    assert "第三十二条（二）4" in form.text
    assert faults_of(form.text) == []
    address = proposed(web, auditor)
    assert "待告知" in auditor.get("/cases").text
    page = auditor.get(address)
    assert FACTS in page.text
    assert "默认追回：" in page.text
    assert faults_of(page.text) == []
    assert act(auditor, address, "notify") == 302
    told = checker.get(address).text
    assert FACTS in told
    assert "默认追回：" not in told
    assert "auditor 的姓名" not in told
    assert act(checker, address, "comment", reason="情况说明。") == 302
    alone = auditor.send(f"{address}/suspend", steps=steps(auditor, address), reason="同意。")
    assert alone.status_code == 403
    assert "另一人" in alone.text


def suspended(web: Web, auditor: Client, manager: Client) -> str:
    address = proposed(web, auditor)
    act(auditor, address, "notify")
    act(web.client("checker"), address, "accept")
    assert act(manager, address, "suspend", reason="影响恶劣。") == 302
    assert state(web) == "suspended"
    return address


def test_a_suspended_grant_is_released_claim_by_claim_and_lifted(web: Web) -> None:
    submitted(web.office, "26112000000000000011")
    auditor, manager = web.client("auditor"), web.client("manager")
    address = suspended(web, auditor, manager)
    held = manager.get(address)
    assert "冻结的报销申请" in held.text
    assert "处理决定书" in held.text
    assert faults_of(held.text) == []
    release = re.search(r'action="(/sanctions/[^"]+/release/[^"]+)"', held.text)
    version = re.search(r'name="version" value="(\d+)"', held.text)
    assert release is not None
    assert version is not None
    manager.send(release[1], version=version[1], release_reason="二月签订的合同。")
    with web.office.database.transaction(CENTER) as session:
        assert session.scalars(select(ClaimRow.state)).one() == "submitted"
    assert act(auditor, address, "propose_lift", reason="已经消除影响。") == 302
    assert act(manager, address, "lift", reason="同意恢复。") == 302
    assert state(web) == "active"


def test_a_release_without_reason_or_of_a_free_claim_is_refused(web: Web) -> None:
    claim_id = submitted(web.office, "26112000000000000011")
    manager = web.client("manager")
    address = proposed(web, web.client("auditor"))
    release = f"/sanctions/{address.rsplit('/', 1)[-1]}/release/{claim_id}"
    manager.send(release, version="1")
    assert "请写明放行的理由" in manager.get(address).text
    manager.send(release, version="1", release_reason="放行。")
    assert "报销申请" in manager.get(address).text
    assert web.client("checker").send(release, version="1", release_reason="x").status_code == 403


def test_a_revocation_says_what_comes_back(web: Web) -> None:
    auditor, manager, checker = (web.client(name) for name in ("auditor", "manager", "checker"))
    address = proposed(web, auditor, ground="selection_fraud", consequence="revoke")
    assert "涉及弄虚作假或骗取" in auditor.get(address).text
    act(auditor, address, "notify")
    act(checker, address, "accept")
    said = {"serious": "yes", "serious_reason": "", "clawback": "full", "referred": "yes"}
    wrong = manager.send(
        f"{address}/revoke", steps=steps(manager, address), reason="事实清楚。", **said
    )
    assert wrong.status_code == 422
    assert "认定情节严重须写明理由" in wrong.text
    assert faults_of(wrong.text) == []
    said["serious_reason"] = "骗取资格。"
    assert act(manager, address, "revoke", reason="事实清楚。", **said) == 302
    assert state(web) == "revoked"
    assert "全额追回" in checker.get(address).text


def test_what_is_missing_in_a_proposal_is_said(web: Web) -> None:
    auditor = web.client("auditor")
    empty = auditor.send("/sanctions/new", grant="", ground="", consequence="", facts="")
    assert empty.status_code == 422
    refused = auditor.send(
        "/sanctions/new", grant=str(web.office.grant_id), ground="unrectified",
        consequence="suspend", facts=FACTS,
    )  # fmt: skip
    assert "经过提醒、督促" in refused.text
    assert web.client("checker").get("/sanctions/new").status_code == 403


def test_a_withdrawal_is_asked_for_on_a_page(web: Web) -> None:
    maker, checker, manager = (web.client(name) for name in ("maker", "checker", "manager"))
    form = maker.get("/exits/withdrawal/new")
    assert "主动退出" in form.text
    assert faults_of(form.text) == []
    assert maker.get("/exits/other/new").status_code == 404
    said = {"grant": str(web.office.grant_id), "statement": "个人原因。"}
    assert maker.send("/exits/withdrawal/new", statement="x", grant="").status_code == 422
    address = maker.send("/exits/withdrawal/new", **said).location
    assert address is not None
    assert "不能重复申请" in maker.send("/exits/withdrawal/new", **said).text
    assert act(checker, address, "confirm") == 302
    assert "个人原因。" in manager.get(address).text
    assert act(manager, address, "accept") == 302
    assert state(web) == "withdrawn"
    page = manager.get(address)
    assert "默认：追回未用余额和不合规支出" in page.text
    assert f'/clawbacks/new?grant={web.office.grant_id}"' in page.text
    assert "默认：" not in checker.get(address).text


def test_a_completion_is_refused_before_its_time(web: Web) -> None:
    maker, checker, manager = (web.client(name) for name in ("maker", "checker", "manager"))
    assert "结题" in maker.get("/exits/completion/new").text
    said = {"grant": str(web.office.grant_id), "statement": "任务完成。"}
    address = maker.send("/exits/completion/new", **said).location
    assert address is not None
    act(checker, address, "confirm")
    answer = manager.send(f"{address}/accept", steps=steps(manager, address))
    assert answer.status_code == 409
    assert "期满后才能结题" in answer.text
    assert act(manager, address, "refuse", reason="未到期。") == 302


def a_selectee(web: Web) -> Client:
    with web.office.database.transaction(CENTER) as session:
        selectee = session.get_one(GrantRow, web.office.grant_id).selectee_id
        new = people.NewUser(
            login="selectee", name="林知行", role=Role.SELECTEE, password=PASSWORD,
            selectee_id=selectee,
        )  # fmt: skip
        people.add_user(session, system_actor(web.office.manager.at), new)
    return web.client("selectee")


def test_a_selectee_speaks_for_himself_and_may_leave(web: Web) -> None:
    selectee, auditor = a_selectee(web), web.client("auditor")
    form = selectee.get("/exits/withdrawal/new")
    assert faults_of(form.text) == []
    grant = str(web.office.grant_id)
    refused = selectee.send("/exits/completion/new", grant=grant, statement="x")
    assert "由所在单位申请" in refused.text
    applied = selectee.send("/exits/withdrawal/new", grant=grant, statement="个人原因。").location
    assert applied is not None
    assert "入选者" in auditor.get(applied).text
    assert act(selectee, applied, "take_back") == 302
    address = proposed(web, auditor)
    assert act(auditor, address, "notify") == 302
    page = selectee.get(address)
    assert FACTS in page.text
    assert faults_of(page.text) == []
    assert act(selectee, address, "comment", reason="本人意见。") == 302
    assert "本人意见。" in auditor.get(address).text
    assert selectee.get("/sanctions/new").status_code == 403
