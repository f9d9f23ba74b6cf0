"""The web doors: log-in, permission, headers, upload, and what a stranger never sees."""

import io
import zipfile
from uuid import uuid4

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from service.permissions import Permission, Role, allows
from service.tables import OriginalRow
from service.web import access
from tests.service import office as start
from tests.service.browsing import Client, Web
from tests.service.office import PASSWORD, an_invoice


def upload(client: Client, web: Web, content: bytes, token: str | None = None) -> TestResponse:
    return client.post(
        f"/api/v1/grants/{web.office.grant_id}/documents",
        data={"file": (io.BytesIO(content), "发票.pdf")},
        headers={"X-CSRFToken": token or client.token()},
    )


def test_health_is_told_without_log_in(web: Web) -> None:
    answer = web.client().get("/api/v1/health/")
    assert answer.json == {"state": "up"}


def test_every_answer_carries_the_headers(web: Web) -> None:
    for path in ("/login", "/api/v1/health/", "/nowhere"):
        headers = web.client().get(path).headers
        assert headers["Content-Security-Policy"] == access.CONTENT_SECURITY_POLICY
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(web: Web) -> None:
    client = web.client()
    answer = client.send("/login", login="maker", password=PASSWORD)
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_page_sends_a_stranger_to_the_log_in_and_back(web: Web) -> None:
    client = web.client()
    answer = client.get("/desk")
    assert answer.status_code == 302
    assert answer.location.startswith("/login?next=")
    back = client.send("/login", login="maker", password=PASSWORD, next="/desk")
    assert back.location == "/desk"


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example/", "/\\evil", ""])
def test_the_way_back_never_leaves_this_site(target: str) -> None:
    assert access.safe_next(target) == "/"


def test_the_api_answers_a_stranger_with_403_and_a_form_without_token_with_400(web: Web) -> None:
    assert web.client().get("/api/v1/grants/").status_code == 403
    answer = web.client().post("/login", data={"login": "maker", "password": PASSWORD})
    assert answer.status_code == 400


def test_a_wrong_password_says_no_more_than_that(web: Web) -> None:
    answer = web.client().send("/login", login="maker", password="wrong")  # noqa: S106  # a wrong one
    assert answer.status_code == 401
    assert "密码不对" in answer.text


def test_after_log_out_the_cookie_opens_nothing(web: Web) -> None:
    client = web.client("maker")
    assert client.get("/api/v1/grants/").status_code == 200
    client.send("/logout")
    assert client.get("/api/v1/grants/").status_code == 403


def test_an_uploaded_invoice_comes_back_with_its_verdict(web: Web) -> None:
    client = web.client("maker")
    answer = upload(client, web, an_invoice(name="*餐饮服务*餐费"))
    assert answer.status_code == 200
    assert answer.json is not None
    (claim,) = answer.json["claims"]
    assert claim["outcome"] == "block"
    assert claim["amount"] == "1060.00"
    finding = next(f for f in claim["findings"] if "NL-09" in f["sentence"])
    assert finding["article"] == "28"
    assert finding["remedy"]
    assert client.get(claim["url"]).status_code == 200
    again = upload(client, web, an_invoice(name="*餐饮服务*餐费"))
    assert again.json is not None
    assert again.json["claims"][0]["already"]


def packed(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"九月/{name}", content)
    return stream.getvalue()


def test_the_files_of_an_archive_are_taken_in_one_by_one(web: Web) -> None:
    client = web.client("maker")
    archive = packed(
        **{
            "发票.pdf": an_invoice(),
            "另一张.pdf": an_invoice("26112000000123456797"),
            "同一张.pdf": an_invoice() + b"\n",
            "坏的.pdf": b"%PDF-1.7 broken",
            "里面.zip": packed(**{"发票.pdf": an_invoice("26112000000123456805")}),
        }
    )
    answer = upload(client, web, archive)
    assert answer.json is not None
    assert [claim["already"] for claim in answer.json["claims"]] == [False, False, True]
    damaged, nested = answer.json["refusals"]
    assert damaged["sentence"].startswith("压缩包中的 坏的.pdf：")
    assert nested["sentence"].startswith("压缩包中的 里面.zip：这是压缩包里的压缩包")
    original = client.get(answer.json["claims"][1]["url"] + "/original")
    assert original.data == an_invoice("26112000000123456797")  # not the archive


def test_a_damaged_file_of_an_archive_is_named_and_the_others_are_taken_in(web: Web) -> None:
    client = web.client("maker")
    archive = bytearray(packed(**{"坏的.pdf": b"lost", "发票.pdf": an_invoice()}))
    archive[archive.index(b"lost")] ^= 0xFF
    answer = upload(client, web, bytes(archive))
    assert answer.json is not None
    assert len(answer.json["claims"]) == 1
    (damaged,) = answer.json["refusals"]
    assert "压缩包中的“九月/坏的.pdf”已损坏" in damaged["sentence"]
    with web.office.database.transaction(web.office.employer_id) as session:
        (kept,) = [row for row in session.scalars(select(OriginalRow)) if row.refusal]
        assert kept.size == len(archive)


def test_an_archive_that_harms_is_refused_whole_and_kept(web: Web) -> None:
    client = web.client("maker")
    answer = upload(client, web, packed(**{"../发票.pdf": an_invoice()}))
    assert answer.json is not None
    assert answer.json["claims"] == []
    assert "不安全" in answer.json["refusals"][0]["sentence"]
    with web.office.database.transaction(web.office.employer_id) as session:
        kept = session.scalars(select(OriginalRow)).one()
        assert kept.refusal is not None


def test_what_cannot_be_read_is_answered_with_a_sentence(web: Web) -> None:
    client = web.client("maker")
    answer = upload(client, web, b"%PDF-1.7 broken")
    assert answer.json is not None
    assert answer.json["claims"] == []
    assert answer.json["refusals"][0]["sentence"]
    missing = client.post(
        f"/api/v1/grants/{web.office.grant_id}/documents",
        headers={"X-CSRFToken": client.token()},
    )
    assert missing.status_code == 422


def test_an_upload_beyond_the_limit_is_refused_before_it_is_read(web: Web) -> None:
    client = web.client("maker")
    web.app.config["MAX_CONTENT_LENGTH"] = 10_000
    answer = upload(client, web, an_invoice())
    assert answer.status_code == 413
    assert answer.json is not None
    assert "上限" in answer.json["detail"]


def test_the_grants_of_the_api_hold_money_as_strings(web: Web) -> None:
    answer = web.client("maker").get("/api/v1/grants/")
    assert answer.json is not None
    (grant,) = answer.json
    assert grant["money"]["received"] == "60000.00"
    assert grant["money"]["categories"][0]["available"] == "80000.00"


def rules(web: Web) -> list[tuple[str, str, Permission | None]]:
    return [
        (str(rule), method, access.permission_of(web.app.view_functions[rule.endpoint], method))
        for rule in web.app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def test_every_route_names_a_permission(web: Web) -> None:
    assert [path for path, _, permission in rules(web) if permission is None] == []


def test_no_role_reaches_a_page_that_its_permission_does_not_open(web: Web) -> None:
    start.user(web.office.database, "admin", Role.ADMINISTRATOR)
    for login, role in (
        ("maker", Role.EMPLOYER_MAKER),
        ("checker", Role.EMPLOYER_CHECKER),
        ("auditor", Role.CENTER_AUDITOR),
        ("manager", Role.CENTER_MANAGER),
        ("admin", Role.ADMINISTRATOR),
    ):
        client = web.client(login)
        for path, method, permission in rules(web):
            if method != "GET" or "<" in path or permission is None:
                continue
            answer = client.get(path)
            allowed = allows(role, permission)
            assert (answer.status_code == 403) is not allowed, (login, path, answer.status_code)
            assert answer.status_code < 500, (login, path)


def test_another_employers_things_look_as_if_they_were_not_there(web: Web) -> None:
    taken = upload(web.client("maker"), web, an_invoice()).json
    assert taken is not None
    other = stranger(web)
    claim = taken["claims"][0]["url"]
    missing = claim.replace(taken["claims"][0]["id"], str(uuid4()))
    assert other.get(claim).status_code == other.get(missing).status_code == 404
    assert upload(other, web, an_invoice()).status_code == 404


def stranger(web: Web) -> Client:
    from service.actions import register  # noqa: PLC0415  # only here
    from service.db import CENTER  # noqa: PLC0415  # only here
    from tests.service.test_register import code  # noqa: PLC0415  # only here

    uscc = code("91110108MA0ABCDE")
    new = register.NewEmployer(name="北京云澜科技有限公司", uscc=uscc, registered_address="北京")
    with web.office.database.transaction(CENTER) as session:
        register.add_employer(session, web.office.manager, new)
    start.user(web.office.database, "stranger", Role.EMPLOYER_MAKER, uscc)
    return web.client("stranger")


def test_a_missing_asset_does_not_end_the_session(web: Web) -> None:
    client = web.client("maker")
    assert client.get("/static/gone.css").status_code == 404
    assert client.get("/api/v1/grants/").status_code == 200
