"""Other programs: tokens that may less than their person, batches asked for twice, claims read."""

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from werkzeug.test import TestResponse

from service.actions import access_tokens, intake_work, people
from service.actions.system import system_actor
from service.db import CENTER
from service.messages import Invalid, NotFound, Refused
from service.web.parts import now
from tests.service.browsing import Client, Web
from tests.service.office import AT, Office, an_invoice
from tests.service.pages.strict_html import faults_of

BATCHES = "/api/v1/batches/"


class Program:
    """A program with a token, and perhaps a cookie."""

    def __init__(self, web: Web, secret: str, client: Client | None = None) -> None:
        self.client = client or web.client()
        self.headers = {"Authorization": f"Bearer {secret}"}

    def get(self, path: str) -> TestResponse:
        return self.client.get(path, headers=self.headers)

    def post(self, path: str, key: str = "", **options: Any) -> TestResponse:
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        return self.client.open(path, method="POST", headers=headers, **options)

    def send(self, batch: str, content: bytes, key: str = "") -> TestResponse:
        data = {"file": (io.BytesIO(content), "发票.pdf")}
        return self.post(f"{BATCHES}{batch}/files", key, data=data)


def made(office: Office, scope: str = "upload", days: int = 30) -> str:
    with office.database.transaction(office.employer_id) as session:
        maker = replace(office.maker, at=now())
        return access_tokens.make(session, maker, "财务系统", scope, days)


def opened(program: Program, web: Web, key: str = "") -> str:
    answer = program.post(BATCHES, key, json={"grant": str(web.office.grant_id)})
    assert answer.status_code == 201, answer.text
    assert answer.json is not None
    assert answer.location == BATCHES + answer.json["id"]
    return str(answer.json["id"])


def test_a_program_hands_files_in_and_reads_the_verdicts(web: Web) -> None:
    program = Program(web, made(web.office))
    batch = opened(program, web)
    sent = program.send(batch, an_invoice(name="*餐饮服务*餐费"))
    assert sent.status_code == 201
    assert program.post(f"{BATCHES}{batch}/close").status_code == 200
    intake_work.work_off(web.office.desk, now, "test")
    told = program.get(BATCHES + batch).json
    assert told is not None
    assert (told["source"], told["finished"], told["total"], told["done"]) == ("api", True, 1, 1)
    (claim,) = told["files"][0]["claims"]
    assert told["files"][0]["outcome"] == claim["outcome"] == "block"
    listed = program.get("/api/v1/claims/?state=draft").json
    assert listed is not None
    assert (listed["count"], listed["amount"]) == (1, "1060.00")
    one = program.get(f"/api/v1/claims/{listed['claims'][0]['id']}").json
    assert one is not None
    assert any("NL-09" in finding["sentence"] for finding in one["findings"])
    assert one["number"] == claim["number"]


def test_what_is_asked_again_under_the_same_key_is_done_once(web: Web) -> None:
    program = Program(web, made(web.office))
    batch = opened(program, web, "key-1")
    assert opened(program, web, "key-1") == batch
    assert opened(program, web, "key-2") != batch
    first, again = program.send(batch, an_invoice(), "f1"), program.send(batch, an_invoice(), "f1")
    assert first.json is not None
    assert again.json is not None
    assert first.json["id"] == again.json["id"]
    other = program.send(batch, an_invoice("26112000000123456799"), "f1")
    assert other.status_code == 422
    assert other.content_type == "application/problem+json"
    assert other.json is not None
    assert "幂等键 f1" in other.json["detail"]
    assert program.post(BATCHES, "key-1", json={"grant": str(uuid4())}).status_code == 422
    assert program.post(BATCHES, "k" * 201, json={"grant": str(uuid4())}).status_code == 422


def test_one_file_that_is_answered_at_once_is_taken_once_under_its_key(web: Web) -> None:
    program = Program(web, made(web.office))
    path = f"/api/v1/grants/{web.office.grant_id}/documents"

    def sent(content: bytes) -> TestResponse:
        return program.post(path, "d1", data={"file": (io.BytesIO(content), "发票.pdf")})

    first, again = sent(an_invoice()), sent(an_invoice())
    assert (first.status_code, first.json) == (200, again.json)
    assert sent(an_invoice("26112000000123456799")).status_code == 422
    with web.office.database.transaction(web.office.employer_id) as session:
        assert session.scalar(text("select count(*) from intake_batch")) == 1


def test_what_is_wrong_with_a_request_is_told(web: Web) -> None:
    program = Program(web, made(web.office))
    for answer, status in (
        (program.post(BATCHES, json={}), 422),
        (program.post(BATCHES, json={"grant": str(uuid4())}), 404),
        (program.get(BATCHES + str(uuid4())), 404),
        (program.get(f"/api/v1/claims/{uuid4()}"), 404),
        (program.post(f"{BATCHES}{opened(program, web)}/files"), 422),
        (program.send(str(uuid4()), b"x", "f1"), 404),
    ):
        assert answer.status_code == status
        assert answer.content_type == "application/problem+json"


def test_a_token_for_reading_hands_nothing_in(web: Web) -> None:
    program = Program(web, made(web.office, "read"))
    assert program.get("/api/v1/grants/").status_code == 200
    answer = program.post(BATCHES, json={"grant": str(web.office.grant_id)})
    assert answer.status_code == 403
    assert Program(web, made(web.office)).get("/api/v1/health/").status_code == 200


def test_a_token_opens_the_api_alone_and_beats_the_cookie(web: Web) -> None:
    program = Program(web, made(web.office, "read"), web.client("maker"))
    assert program.post(BATCHES, json={"grant": str(web.office.grant_id)}).status_code == 403
    assert program.get("/desk").status_code == 200  # by the cookie
    assert Program(web, made(web.office)).get("/desk").status_code == 302
    nobody = Program(web, "zh_unknown", program.client).get("/api/v1/grants/")
    assert nobody.status_code == 401
    assert nobody.headers["WWW-Authenticate"] == "Bearer"
    assert "Set-Cookie" not in nobody.headers
    assert web.client("maker").post(BATCHES, json={}).status_code == 400  # no form token


def test_a_token_ends_by_hand_by_time_and_with_its_person(web: Web) -> None:
    office = web.office
    secrets = [made(office), made(office)]
    programs = [Program(web, secret) for secret in secrets]
    late = now() + timedelta(days=31)
    assert access_tokens.bearer(office.database, secrets[1], late) is None
    page = web.client("maker").get("/tokens").text
    end = page.partition('action="/tokens/')[2].partition('"')[0]
    client = web.client("maker")
    for _ in range(2):
        assert client.send("/tokens/" + end).location == "/tokens"
    answers = sorted(each.get("/api/v1/grants/").status_code for each in programs)
    assert answers == [200, 401]
    with office.database.transaction(CENTER) as session:
        people.set_active(session, system_actor(AT), office.maker.user_id, active=False)
    assert all(each.get("/api/v1/grants/").status_code == 401 for each in programs)


def test_a_secret_is_shown_once_and_kept_as_a_hash(web: Web) -> None:
    client = web.client("maker")
    page = client.send("/tokens", name="财务系统", scope="upload", days="90").text
    assert faults_of(page) == []
    secret = page.partition('value="zh_')[2].partition('"')[0]
    assert Program(web, "zh_" + secret).get("/api/v1/grants/").status_code == 200
    again = client.get("/tokens").text
    assert secret not in again
    assert secret[-4:] in again
    with web.office.database.transaction(CENTER) as session:
        kept = session.scalar(text("select access_token::text from access_token"))
    assert kept is not None
    assert secret not in kept
    assert client.send("/tokens", name="", scope="upload", days="90").status_code == 422
    checker = web.client("checker")
    assert 'value="upload"' not in checker.get("/tokens").text


def test_a_token_is_named_bounded_and_one_s_own(office: Office) -> None:
    maker = office.maker
    with office.database.transaction(office.employer_id) as session:
        for name, scope, days in ((" ", "read", 30), ("a", "all", 30), ("a", "read", 3000)):
            with pytest.raises(Invalid):
                access_tokens.make(session, maker, name, scope, days)
        for _ in range(access_tokens.MOST):
            access_tokens.make(session, maker, "a", "read", 30)
        with pytest.raises(Refused, match="20"):
            access_tokens.make(session, maker, "a", "read", 30)
        (token, *_) = access_tokens.listed(session, maker)
        with pytest.raises(NotFound):
            access_tokens.end(session, office.checker, token.id)


def test_the_database_revives_no_token(office: Office) -> None:
    made(office)
    statement = "update access_token set ended_at = {}"
    with office.database.transaction(office.employer_id) as session:
        session.execute(text(statement.format("now()")))
    with (
        pytest.raises(DBAPIError, match="has ended"),
        office.database.transaction(office.employer_id) as session,
    ):
        session.execute(text(statement.format("null")))
