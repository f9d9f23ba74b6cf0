"""演练 on pages: one click in, nothing real touched, the roles in turn, one click out."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.actions import rehearsals
from service.db import CENTER, empty_rehearsal
from service.rehearsal import founding
from tests.database_server import DatabaseServer
from tests.service.browsing import Web
from tests.service.office import NAME, Office
from tests.service.pages.strict_html import faults_of
from tests.service.staging import StagedWeb, counted

MARK, BANNER = 'data-rehearsal="演练"', "这里的单位、发票和款项都是虚构的"
CLAIM = re.compile(r"/claims/[0-9a-f-]{36}")


@pytest.fixture
def staged(office: Office, postgres: DatabaseServer, tmp_path: Path) -> Iterator[StagedWeb]:
    with postgres.clone() as beside:
        yield StagedWeb(office, tmp_path, beside)


def test_one_click_leads_on_stage_where_every_page_says_so(staged: StagedWeb) -> None:
    player = staged.player("maker", begun=False)
    real = player.get("/desk").text
    assert "进入演练" in real
    assert MARK not in real
    before = staged.real_rows()
    assert player.send("/rehearsal").location == "/desk"
    for address in ("/desk", "/claims", "/ledger", "/rehearsal", "/first-steps", "/no-such-page"):
        page = player.get(address, follow_redirects=True).text
        assert MARK in page, address
        assert BANNER in page, address
        assert "<title>【演练】" in page, address
        assert faults_of(page) == [], address
    desk = player.get("/desk").text
    assert f"{NAME}（演练）" in desk
    assert "¥60,000.00" in desk
    assert staged.real_rows() == before


def test_sample_invoices_get_verdicts_of_every_kind_and_touch_no_real_claim(
    staged: StagedWeb,
) -> None:
    player = staged.player("maker")
    before = staged.real_rows()
    batch = player.send("/rehearsal/samples").location
    assert staged.work_off() == 6
    page = player.get(batch or "").text
    for words in ("2 个可以列支", "1 个需要说明", "2 个不能列支", "1 个已有申请"):
        assert words in page
    assert counted(staged.beside)["claim"] == 5
    assert staged.real_rows() == before
    (claim, *_) = CLAIM.findall(page)
    assert player.get(claim).status_code == 200
    player.send("/rehearsal/leave")
    assert player.get(claim).status_code == 404  # it is in no real book


def test_samples_can_be_taken_home_to_be_dropped(staged: StagedWeb) -> None:
    player = staged.player("maker")
    packed = player.get("/rehearsal/samples.zip")
    assert "attachment" in packed.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(packed.data)) as archive:
        assert len(archive.namelist()) == 6


def test_one_person_plays_the_three_roles_in_turn(staged: StagedWeb) -> None:
    player = staged.player("cashier")
    assert player.get("/intake/new").status_code == 200  # as the maker
    stays = player.send("/rehearsal/role", role="employer_checker", next="/claims?state=all")
    assert stays.location == "/claims?state=all"
    assert player.get("/intake/new").status_code == 403
    assert re.search(r'value="employer_checker" aria-pressed="true"', player.get("/desk").text)
    moved = player.send("/rehearsal/role", role="employer_cashier", next="/intake/new")
    assert moved.location == "/desk"  # a cashier uploads nothing
    for wrong in ({"role": "center_manager"}, {"role": "employer_maker", "next": "/nowhere"}):
        assert player.send("/rehearsal/role", **wrong).location == "/desk"


def test_what_concerns_the_real_person_is_closed_on_stage(staged: StagedWeb) -> None:
    player = staged.player("checker")
    for address in ("/password", "/robots", "/account"):
        answer = player.get(address)
        assert answer.status_code == 409, address


def test_a_form_of_the_real_desk_does_nothing_on_stage(staged: StagedWeb) -> None:
    player = staged.player("maker", begun=False)
    old = player.token()
    player.send("/rehearsal")
    refused = player.post("/rehearsal/samples", data={"csrf_token": old})
    assert refused.status_code == 400
    assert counted(staged.beside)["intake_batch"] == 0


def test_whoever_leaves_is_back_and_finds_the_rehearsal_again(staged: StagedWeb) -> None:
    player = staged.player("maker")
    player.send("/rehearsal/samples")
    assert player.send("/rehearsal/leave").location == "/"
    back = player.get("/desk").text
    assert MARK not in back
    assert f"{NAME}（演练）" not in back
    assert "已退出演练" in back
    assert "继续" in player.get("/rehearsal").text
    player.send("/rehearsal")
    assert counted(staged.beside)["employer"] == 1
    player.send("/rehearsal", anew="yes")
    assert counted(staged.beside)["employer"] == 2
    assert "没有等您处理的事项" in player.get("/desk").text


def test_two_people_do_not_meet_on_stage(staged: StagedWeb) -> None:
    maker, checker = staged.player("maker"), staged.player("checker")
    batch = maker.send("/rehearsal/samples").location
    assert checker.get(batch or "").status_code == 404
    assert counted(staged.beside)["employer"] == 2


def test_whose_rehearsal_was_cleared_touches_nothing_until_back(staged: StagedWeb) -> None:
    player = staged.player("maker")
    staged.beside.dispose()
    empty_rehearsal(staged.beside.owner_url)
    before = staged.real_rows()
    assert player.get("/desk").location == "/rehearsal/over"
    assert player.send("/first-steps/away").location == "/rehearsal/over"
    assert player.get("/api/v1/claims").status_code == 409
    over = player.get("/rehearsal/over").text
    assert "演练已经结束" in over
    assert faults_of(over) == []
    assert staged.real_rows() == before
    assert player.send("/rehearsal", anew="yes").location == "/desk"
    assert MARK in player.get("/desk").text


def test_who_logs_out_on_stage_comes_back_to_the_real_desk(staged: StagedWeb) -> None:
    player = staged.player("maker")
    player.send("/logout")
    again = staged.player("maker", begun=False)
    assert MARK not in again.get("/desk").text


@pytest.mark.parametrize("login", ["manager", "auditor"])
def test_the_center_has_no_stage(staged: StagedWeb, login: str) -> None:
    player = staged.player(login, begun=False)
    assert "/rehearsal" not in player.get("/programme").text
    assert player.get("/rehearsal").status_code == 403


def test_without_a_database_for_it_no_rehearsal_is_offered(web: Web) -> None:
    maker = web.client("maker")
    assert "/rehearsal" not in maker.get("/desk").text
    assert maker.get("/rehearsal").status_code == 404
    assert maker.send("/rehearsal/samples").status_code == 409


def test_a_full_stage_says_when_there_is_room_again(
    staged: StagedWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(founding, "MOST", 1)
    staged.player("maker")
    refused = staged.player("checker", begun=False).send("/rehearsal")
    assert refused.status_code == 409
    assert "清空" in refused.text
    with staged.beside.transaction(CENTER) as session:
        assert rehearsals.count(session) == 1
