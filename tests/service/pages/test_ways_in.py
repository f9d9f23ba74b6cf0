"""What waits, and where each procedure begins, are found where a person looks for them."""

import re

from tests.service.browsing import Client, Web
from tests.service.pages.strict_html import faults_of

WAITING = re.compile(
    r'<a href="(/(?:cases|letters)\?waiting=yes)"[^>]*><span class="number[^"]*">(\d+)<'
)


FOUND = {
    "problem": "测试费超出任务书范围",
    "facts": "测试对象与任务书的样机不符。",
    "ground": "任务书第三条",
    "amount": "",
    "supply": "测试合同",
}


def waiting(client: Client, page: str) -> dict[str, str]:
    """Give what the first page of somebody says of cases and letters that wait."""
    return dict(WAITING.findall(client.get(page).text))


def press(client: Client, case: str, action: str) -> None:
    found = re.search(r'name="steps" value="(\d+)"', client.get(case).text)
    assert found is not None
    assert client.send(f"{case}/{action}", steps=found[1]).status_code == 302


def test_what_waits_stands_on_the_first_page_of_whoever_must_act(web: Web) -> None:
    auditor, manager = web.client("auditor"), web.client("manager")
    maker, checker = web.client("maker"), web.client("checker")
    assert waiting(manager, "/programme") == {}
    assert "没有等您处理的事项" in checker.get("/desk").text
    answer = auditor.send("/rectifications/new", claim="", grant=f"{web.office.grant_id}", **FOUND)
    case = answer.location or answer.text
    assert waiting(manager, "/programme") == {"/cases?waiting=yes": "1"}
    assert case in manager.get("/cases?waiting=yes").text
    assert re.search(r"<b>发起办理</b>", manager.get(case).text)  # who found it, before any step
    press(manager, case, "notify")
    sent = "/letters?waiting=yes"
    assert waiting(manager, "/programme") == {sent: "1"}
    for client, acts in ((checker, True), (maker, False)):
        desk = client.get("/desk").text
        assert f'href="{sent}"' in desk
        assert (f'href="{case}"' in desk) is acts


def test_a_grant_shows_its_procedures_and_where_they_begin(web: Web) -> None:
    auditor, maker = web.client("auditor"), web.client("maker")
    grant = web.office.grant_id
    begun = auditor.send("/rectifications/new", claim="", grant=f"{grant}", **FOUND)
    case = begun.location or begun.text
    seen = auditor.get(f"/programme/grants/{grant}").text
    for way in ("rectifications", "sanctions", "clawbacks"):
        assert f'href="/{way}/new?grant={grant}"' in seen
    own = maker.get(f"/grants/{grant}").text
    for way in ("reallocations", "transfers", "exits/completion", "exits/withdrawal"):
        assert f'href="/{way}/new?grant={grant}"' in own
        assert f'value="{grant}"' in maker.get(f"/{way}/new?grant={grant}").text
    assert faults_of(seen) == faults_of(own) == []
    assert f'href="{case}"' in seen
    assert f'href="{case}"' not in own  # nobody told the employer yet
