"""The administrator's pages, and everybody's own password."""

import pytest

from service.actions import people, register_views
from service.db import CENTER
from service.permissions import Role
from tests.service import office as start
from tests.service.browsing import Client, Web
from tests.service.office import PASSWORD, USCC

NEW = "a fresh long password"


@pytest.fixture
def admin(web: Web) -> Client:
    start.user(web.office.database, "admin", Role.ADMINISTRATOR)
    return web.client("admin")


def identity(web: Web, login: str) -> str:
    with web.office.database.transaction(CENTER) as session:
        users = people.list_users(session, web.office.manager)
    return next(str(user.id) for user in users if user.login == login)


def test_a_user_is_added_and_can_log_in(web: Web, admin: Client) -> None:
    new = {"login": "maker2", "name": "新经办", "role": "employer_maker", "password": PASSWORD}
    wrong = admin.send("/users/new", **new)
    assert wrong.status_code == 422
    assert 'value="maker2"' in wrong.text
    assert PASSWORD not in wrong.text
    assert admin.send("/users/new", **new, employer_uscc=USCC).status_code == 302
    assert "新经办" in admin.get("/users").text
    assert web.client("maker2").get("/desk").status_code == 200


def test_a_selectee_sees_the_own_grant_and_nothing_else(web: Web, admin: Client) -> None:
    with web.office.database.transaction(CENTER) as session:
        selectee = register_views.selectees(session)[0]
    admin.send(
        "/users/new", login="reader", name="林知行", role="selectee", password=PASSWORD,
        selectee_id=str(selectee.id),
    )  # fmt: skip
    reader = web.client("reader")
    page = reader.get("/", follow_redirects=True).text
    assert "¥60,000.00" in page
    assert "划转和主动退出在这里申请" in page
    assert reader.get("/desk").status_code == 403
    assert reader.get("/claims").status_code == 403


def test_a_disabled_user_is_out_at_once_and_may_come_back(web: Web, admin: Client) -> None:
    maker = web.client("maker")
    address = f"/users/{identity(web, 'maker')}"
    admin.send(f"{address}/disable")
    assert maker.get("/desk").status_code == 302
    assert "停用" in admin.get("/users").text
    admin.send(f"{address}/enable")
    assert web.client("maker").get("/desk").status_code == 200


def test_nobody_disables_himself(web: Web, admin: Client) -> None:
    answer = admin.send(f"/users/{identity(web, 'admin')}/disable")
    assert answer.status_code == 409
    assert "不能停用自己" in answer.text


def test_a_password_is_reset(web: Web, admin: Client) -> None:
    address = f"/users/{identity(web, 'maker')}/password"
    admin.send(address, password="short")  # noqa: S106  # refused
    assert "密码须为" in admin.get("/users").text
    admin.send(address, password=NEW)
    assert web.client().send("/login", login="maker", password=NEW).status_code == 302


def test_ones_own_password_is_changed_once_typed_twice_the_same(web: Web) -> None:
    client = web.client("maker")
    unequal = client.send("/password", old=PASSWORD, new=NEW, again="other")
    assert "两次输入的新密码不一致。" in unequal.text
    wrong = client.send("/password", old="nonsense", new=NEW, again=NEW)
    assert "原密码不对" in wrong.text
    assert client.send("/password", old=PASSWORD, new=NEW, again=NEW).location == "/login"
    assert client.get("/desk").status_code == 302
    assert web.client().send("/login", login="maker", password=NEW).status_code == 302


def test_too_many_wrong_passwords_are_slowed_down(web: Web) -> None:
    client = web.client()
    for _ in range(5):
        assert client.send("/login", login="maker", password="no").status_code == 401  # noqa: S106  # wrong
    answer = client.send("/login", login="maker", password=PASSWORD)
    assert answer.status_code == 429
    assert "15 分钟后再试" in answer.text


def test_an_empty_log_in_names_its_fields(web: Web) -> None:
    answer = web.client().send("/login", login="", password="")
    assert answer.status_code == 422
    assert answer.text.count("请填写这一项。") == 2
