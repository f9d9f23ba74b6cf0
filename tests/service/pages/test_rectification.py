"""整改 through the browser's door: raised at a claim, notified, heard, answered; who sees what."""

import io
import re
from uuid import UUID, uuid4

from werkzeug.test import TestResponse

from tests.service.browsing import Client, Web
from tests.service.faults import a_fault
from tests.service.neighbour import beside
from tests.service.office import approve_and_pay
from tests.service.pages.stories import submitted
from tests.service.pages.strict_html import faults_of

SAID = {
    "problem": "测试费超出任务书范围",
    "facts": "测试对象与任务书的样机不符。",
    "ground": "任务书第三条",
    "amount": "530.00",
    "supply": "测试合同",
}


def paid(web: Web) -> str:
    """Bring a claim into the books; give its identity."""
    address = submitted(web, web.client("maker"))
    claim = address.rsplit("/", 1)[-1]
    approve_and_pay(web.office, UUID(claim))
    return claim


def raised(web: Web, auditor: Client) -> str:
    """Raise a fault at a claim; give the address of its case."""
    answer = auditor.send("/rectifications/new", claim=paid(web), **SAID)
    assert answer.status_code == 302, answer.text
    return answer.location or ""


def press(client: Client, case: str, action: str, **said: str) -> TestResponse:
    found = re.search(r'name="steps" value="(\d+)"', client.get(case).text)
    return client.send(f"{case}/{action}", steps=found[1] if found else "0", **said)


def test_the_center_raises_a_fault_where_it_found_it(web: Web) -> None:
    auditor = web.client("auditor")
    claim = paid(web)
    assert f"/rectifications/new?claim={claim}" in auditor.get(f"/claims/{claim}").text
    page = auditor.get(f"/rectifications/new?claim={claim}")
    assert "最多可要求退回" in page.text
    assert faults_of(page.text) == []
    wrong = auditor.send("/rectifications/new", claim=claim, **(SAID | {"amount": "9999"}))
    assert wrong.status_code == 409
    assert "可以要求退回的金额最多 1,060.00 元" in wrong.text
    assert SAID["facts"] in wrong.text  # nothing typed is lost
    missing = auditor.send("/rectifications/new", claim=claim, **(SAID | {"problem": ""}))
    assert missing.status_code == 422
    assert "先打开要办理的项目" in auditor.get("/rectifications/new").text
    assert auditor.get(f"/rectifications/new?grant={uuid4()}").status_code == 404
    by_hand = auditor.get(f"/rectifications/new?grant={web.office.grant_id}").text
    assert 'name="category"' in by_hand
    case = auditor.send("/rectifications/new", claim=claim, **SAID).location or ""
    shown = auditor.get(case)
    assert faults_of(shown.text) == []
    assert "待通知" in shown.text
    assert web.client("maker").get("/rectifications/new").status_code == 403


def test_a_fault_goes_its_way_by_the_buttons(web: Web) -> None:
    auditor, manager, checker = (web.client(name) for name in ("auditor", "manager", "checker"))
    case = raised(web, auditor)
    own = press(auditor, case, "notify")
    assert own.status_code == 403
    assert "须由另一人办理" in own.text
    assert press(manager, case, "notify").status_code == 302
    page = checker.get(case).text
    assert faults_of(page) == []
    assert "整改中" in page
    assert "申请复核" not in page  # there is nothing yet to appeal against
    assert "auditor 的姓名" not in page
    assert "manager 的姓名" not in page
    assert press(checker, case, "accept").status_code == 302
    early = press(checker, case, "rectify", result="已整改")
    assert early.status_code == 409
    assert "还差 530.00 元" in early.text
    assert "已整改" in early.text
    assert press(checker, case, "rectify", result="").status_code == 422
    assert checker.send(f"{case}/lapse", steps="2").status_code == 404


def test_papers_are_sent_and_read_by_both_sides(web: Web) -> None:
    auditor, manager, maker = (web.client(name) for name in ("auditor", "manager", "maker"))
    case = raised(web, auditor)
    address = f"/rectifications/{case.rsplit('/', 1)[-1]}/papers"
    assert maker.get(case).status_code == 404
    press(manager, case, "notify")
    assert "请选择要提交的文件" in sent(maker, address, b"")
    assert "不是可以留存的材料格式" in sent(maker, address, b"just words")
    secret = sent(maker, address, b"%PDF-1.4", "秘密★合同.pdf")
    assert "没有接收，也没有保存" in secret
    assert "材料已提交" in sent(maker, address, b"%PDF-1.4 contract")
    assert "已经提交过" in sent(maker, address, b"%PDF-1.4 contract")
    (paper,) = set(re.findall(rf'"({address}/[0-9a-f-]+)"', auditor.get(case).text))
    got = auditor.get(paper)
    assert (got.data, got.mimetype) == (b"%PDF-1.4 contract", "application/octet-stream")
    assert auditor.get(f"{address}/{uuid4()}").status_code == 404
    refused = auditor.post(address, data={"csrf_token": auditor.token()})
    assert refused.status_code == 403


def sent(client: Client, address: str, content: bytes, name: str = "../合同.pdf") -> str:
    data = {"csrf_token": client.token(), "file": (io.BytesIO(content), name)}
    answer = client.post(address, data=data)
    assert answer.status_code == 302, answer.text
    return client.get(answer.location or "").text


def test_another_employer_sees_nothing_of_a_fault(web: Web) -> None:
    fault = a_fault(web.office)
    beside(web.office)
    stranger = web.client("checker-beside")
    assert stranger.get(f"/cases/{fault.case}").status_code == 404
    assert stranger.send(f"/cases/{fault.case}/accept", steps="1").status_code == 404
    assert "整改2026-001" not in stranger.get("/cases").text
