"""When a page cannot be shown: words, a way out, no traceback."""

import pytest
from werkzeug.exceptions import ImATeapot, TooManyRequests

from service.actions import desk
from tests.service.browsing import Web
from tests.service.pages.strict_html import faults_of


def test_a_missing_page_offers_the_way_back(web: Web) -> None:
    answer = web.client().get("/nowhere")
    assert answer.status_code == 404
    assert "没有找到" in answer.text
    assert 'href="/"' in answer.text
    assert faults_of(answer.text) == []


def test_another_role_is_told_kindly(web: Web) -> None:
    answer = web.client("maker").get("/users")
    assert answer.status_code == 403
    assert "没有权限" in answer.text
    assert faults_of(answer.text) == []


def test_an_expired_form_is_told(web: Web) -> None:
    answer = web.client().post("/login", data={"csrf_token": "old"})
    assert answer.status_code == 400
    assert "已经过期" in answer.text
    assert faults_of(answer.text) == []


def test_a_form_beyond_the_limit_is_told(web: Web) -> None:
    client = web.client()
    web.app.config["MAX_CONTENT_LENGTH"] = 100
    answer = client.post("/login", data={"login": "x" * 1000})
    assert answer.status_code == 413
    assert "超过上限" in answer.text
    assert faults_of(answer.text) == []


def test_a_wrong_method_is_a_missing_page(web: Web) -> None:
    answer = web.client("maker").get("/claims/submit")
    assert answer.status_code == 405
    assert faults_of(answer.text) == []


def test_a_fault_of_ours_shows_no_traceback(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a secret of the machine")

    client = web.client("maker")
    monkeypatch.setattr(desk, "employer_desk", broken)
    answer = client.get("/desk")
    assert answer.status_code == 500
    assert "这一步没有办成" in answer.text
    assert faults_of(answer.text) == []
    assert "Traceback" not in answer.text
    assert "secret" not in answer.text


def test_an_unusual_refusal_falls_back_to_its_class(web: Web) -> None:
    @web.app.get("/busy")
    def busy() -> str:
        raise TooManyRequests

    @web.app.get("/teapot")
    def teapot() -> tuple[str, int]:
        raise ImATeapot

    busy_page, teapot_page = web.client().get("/busy"), web.client().get("/teapot")
    assert "操作太频繁" in busy_page.text
    assert teapot_page.status_code == 400
    assert faults_of(busy_page.text) == faults_of(teapot_page.text) == []
