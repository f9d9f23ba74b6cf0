"""The pages of batches: announced and sent by a script, or by a plain form; rows, buttons, list."""

import io
from typing import Any
from uuid import UUID

from sqlalchemy import text
from werkzeug.test import TestResponse

from service.actions import claims, intake_work
from service.permissions import Role
from service.web.parts import now
from tests.service.batches import by_name, packed, seen
from tests.service.browsing import Client, Web
from tests.service.office import USCC, an_invoice, user

JSON = {"Accept": "application/json"}


def posted(client: Client, path: str, **values: Any) -> TestResponse:  # of the client
    """A request as the script of the pages makes it."""
    headers = {**JSON, "X-CSRFToken": client.token()}
    return client.post(path, headers=headers, **values)


def opened(client: Client, web: Web) -> str:
    answer = posted(client, "/intake/open", data={"grant": str(web.office.grant_id)})
    assert answer.status_code == 201, answer.text
    assert answer.json is not None
    return str(answer.json["id"])


def announced(client: Client, batch: str, *names: str, size: int = 1) -> list[dict[str, str]]:
    files = [{"name": name, "size": size, "key": name, "later": 1} for name in names]
    answer = posted(client, f"/intake/{batch}/announce", json={"files": files})
    assert answer.json is not None, answer.text
    found: list[dict[str, str]] = answer.json["files"]
    return found


def sent(client: Client, file: dict[str, str], content: bytes) -> TestResponse:
    return posted(client, f"/intake/files/{file['id']}", data=content)


def work(web: Web) -> int:
    return intake_work.work_off(web.office.desk, now, "test")


def test_a_batch_fills_row_by_row_and_its_page_says_the_same(web: Web) -> None:
    client = web.client("maker")
    batch = opened(client, web)
    meal, broken, late = announced(client, batch, "餐费.pdf", "坏.pdf", "没来.pdf")
    assert sent(client, meal, an_invoice(name="*餐饮服务*餐费")).json == {"state": "stored"}
    assert sent(client, broken, b"%PDF-1.7 broken").json == {"state": "stored"}
    first = client.get(f"/intake/{batch}/rows", headers=JSON).json
    assert first is not None
    assert (first["total"], first["done"], first["expected"]) == (3, 0, 1)
    assert work(web) == 2
    second = client.get(f"/intake/{batch}/rows?since={first['since']}", headers=JSON).json
    assert second is not None
    verdicts = {row["id"]: row["verdict"] for row in second["rows"]}
    assert (verdicts[meal["id"]], verdicts[broken["id"]]) == ("block", "refused")
    assert "NL-09" in next(row["html"] for row in second["rows"] if row["id"] == meal["id"])
    assert second["counted"].startswith("已完成 2/3 · 1 个不能列支 · 1 个没有收作凭证")
    page = client.get(f"/intake/{batch}").text
    assert "没来.pdf" in page
    assert posted(client, f"/intake/{batch}/files/{late['id']}/cancel").status_code == 204
    assert posted(client, f"/intake/{batch}/close").status_code == 204
    for instant in ("0001-01-01T00:00:00%2B00:00", "2026-01-01T00:00:00"):
        assert client.get(f"/intake/{batch}/rows?since={instant}", headers=JSON).status_code == 200
    done = client.get(f"/intake/{batch}/rows?since=nonsense", headers=JSON).json
    assert done is not None
    assert done["finished"]
    assert len(done["rows"]) == 3
    assert "已办完" in client.get("/intake").text


def test_a_batch_shows_its_files_of_one_verdict(web: Web) -> None:
    client = web.client("maker")
    batch = opened(client, web)
    meal, broken = announced(client, batch, "餐费.pdf", "坏.pdf")
    sent(client, meal, an_invoice(name="*餐饮服务*餐费"))
    sent(client, broken, b"%PDF-1.7 broken")
    work(web)
    blocked = client.get(f"/intake/{batch}?verdict=block").text
    assert "餐费.pdf" in blocked
    assert "坏.pdf" not in blocked
    assert "坏.pdf" in client.get(f"/intake/{batch}?verdict=nonsense").text


def test_a_row_tells_that_a_later_voucher_changed_its_verdict(web: Web) -> None:
    client = web.client("maker")
    batch = opened(client, web)
    names = [f"{last}.pdf" for last in (1, 2, 3)]
    for file, name in zip(announced(client, batch, *names), names, strict=True):
        sent(client, file, an_invoice(f"2611200000012345678{name[0]}"))
    work(web)
    assert "后来收到" not in client.get(f"/intake/{batch}").text
    first = by_name(seen(web.office, UUID(batch)))["1.pdf"].claims[0]
    with web.office.database.transaction(web.office.employer_id) as session:
        claims.look_again(session, web.office.maker, [first.claim_id])  # of three in a row by now
    page = client.get(f"/intake/{batch}").text
    assert page.count("后来收到或改动的内容使结论变了，以申请页面为准。") == 1


def test_what_a_script_may_not_do_is_answered_with_its_sentence(web: Web) -> None:
    client = web.client("maker")
    assert posted(client, "/intake/open", data={"grant": "x"}).status_code == 422
    batch = opened(client, web)
    nameless: list[dict[str, object]] = [{"name": "", "size": 1, "key": "x"}]
    for files in ([], nameless):
        broken = {"files": files}
        answer = posted(client, f"/intake/{batch}/announce", json=broken)
        assert answer.status_code == 422
        assert answer.json is not None
        assert answer.json["sentence"]
    (huge,) = announced(client, batch, "大.pdf", size=2**30)
    assert huge["state"] == "refused"
    row = client.get(f"/intake/{batch}/rows", headers=JSON).json
    assert row is not None
    assert "文件超过 20 MB" in row["rows"][0]["html"]
    assert web.client("cashier").get("/intake").status_code == 403
    assert web.client().get(f"/intake/{batch}/rows").status_code == 302
    without = client.post(f"/intake/{batch}/close", headers=JSON)
    assert without.status_code == 400


def test_a_page_left_open_by_somebody_else_sends_nothing(web: Web) -> None:
    client = web.client("maker")
    batch = opened(client, web)
    headers = {**JSON, "X-CSRFToken": client.token(), "X-Intake-Owner": str(UUID(int=7))}
    answer = client.post(f"/intake/{batch}/close", headers=headers)
    assert answer.status_code == 403
    assert answer.json is not None
    assert "换回原来的身份" in answer.json["sentence"]
    headers["X-Intake-Owner"] = str(web.office.maker.user_id)
    assert client.post(f"/intake/{batch}/close", headers=headers).status_code == 204


def test_a_plain_form_works_without_any_script(web: Web) -> None:
    client = web.client("maker")
    files = [
        (io.BytesIO(an_invoice()), "发票.pdf"),
        (io.BytesIO(packed({"甲.pdf": an_invoice("26112000000123456797")})), "九月.zip"),
    ]
    form = {"csrf_token": client.token(), "grant": str(web.office.grant_id), "file": files}
    answer = client.post("/intake", data=form)
    assert answer.status_code == 302
    work(web)
    page = client.get(answer.location).text
    assert page.count("可以列支") >= 2
    assert "压缩包已打开" in page
    empty = client.post("/intake", data={"csrf_token": client.token(), "grant": "x"})
    assert empty.status_code == 422
    form = {"csrf_token": client.token(), "grant": "x", "file": [(io.BytesIO(b"x"), "a.pdf")]}
    assert client.post("/intake", data=form).status_code == 422
    pause = client.send(f"{answer.location}/pause")
    assert pause.location == answer.location
    refused = client.send(f"/intake/{UUID(int=5)}/pause")
    assert refused.status_code == 404
    assert "没有这一批文件" in refused.text


def test_a_batch_is_paused_taken_up_again_and_given_up(web: Web) -> None:
    client = web.client("maker")
    batch = opened(client, web)
    announced(client, batch, "甲.pdf", "乙.pdf")
    for act in ("pause", "resume"):
        assert posted(client, f"/intake/{batch}/{act}").status_code == 204
        page = client.get(f"/intake/{batch}").text
        assert ("已暂停，还有 2 个" in page) == (act == "pause")
    assert posted(client, f"/intake/{batch}/cancel").status_code == 204
    assert "2 个已取消" in client.get(f"/intake/{batch}").text


def test_a_file_is_read_or_checked_again(web: Web) -> None:
    client = web.client("maker")
    batch = opened(client, web)
    good, bad = announced(client, batch, "发票.pdf", "坏.pdf")
    sent(client, good, an_invoice())
    sent(client, bad, b"%PDF-1.7 broken")
    work(web)
    assert posted(client, f"/intake/{batch}/files/{bad['id']}/retry").status_code == 204
    assert work(web) == 1
    with web.office.database.transaction(web.office.employer_id) as session:
        session.execute(text("update employer set name = '北京新名科技有限公司'"))
    assert posted(client, f"/intake/{batch}/files/{good['id']}/check").status_code == 204
    rows = client.get(f"/intake/{batch}/rows", headers=JSON).json
    assert rows is not None
    assert rows["rows"][0]["verdict"] == "block"
    with web.office.database.transaction(web.office.employer_id) as session:
        session.execute(text("update claim set state = 'withdrawn', version = version + 1"))
    again = posted(client, f"/intake/{batch}/files/{good['id']}/check")
    assert again.status_code == 409
    assert again.json is not None
    assert "已经提交" in again.json["sentence"]


def test_the_desk_shows_the_batch_under_way_and_a_colleague_only_looks(web: Web) -> None:
    client = web.client("maker")
    batch = opened(client, web)
    announced(client, batch, "发票.pdf")
    assert f'data-batch="{batch}"' in client.get("/desk").text
    user(web.office.database, "maker2", Role.EMPLOYER_MAKER, USCC)
    other = web.client("maker2")
    assert "这一批是同事上传的" in other.get(f"/intake/{batch}").text
    assert f'data-batch="{batch}"' not in other.get("/desk").text
    assert posted(other, f"/intake/{batch}/pause").status_code == 409
