"""What leaves the house for groups: texts by https to robots that its own people keep."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select

from service.actions import (
    group_robots,
    inbox,
    inbox_words,
)
from service.actions.group_robots import NewRobot
from service.actions.inbox import News, To
from service.actions.sending import REST
from service.actions.system import system_actor
from service.db import CENTER
from service.messages import Invalid, NotFound, Refused
from service.permissions import Actor, Role
from service.tables import DeliveryRow, InboxMessageRow, RobotRow
from service.web.access import scope_of
from tests.service.group_platform import Platform
from tests.service.office import AT, Office
from tests.service.outside import SITE, Outside, deliveries, tell

TOKEN = "0123456789abcdef"  # noqa: S105  # of an invented robot


def add_robot(outside: Outside, kind: str = "wecom", *, actor: Actor | None = None) -> UUID:
    whose = actor or outside.office.checker
    place = "cgi-bin/webhook/send?key" if kind == "wecom" else "robot/send?access_token"
    (host,) = outside.settings.robot_hosts
    new = NewRobot(
        name="财务群", address=f"https://{host}/{place}={TOKEN}",
        secret="" if kind == "wecom" else "SEC1",
    )  # fmt: skip
    with outside.office.database.transaction(scope_of(whose)) as session:
        return group_robots.add(session, whose, new, outside.settings.robot_hosts)


def test_a_group_is_told_what_waits_for_its_house(outside: Outside, platform: Platform) -> None:
    office = outside.office
    add_robot(outside)
    add_robot(outside, "dingtalk", actor=office.manager)
    tell(office, "整改2026-001")
    tell(office, "整改2026-002", role=Role.CENTER_AUDITOR)
    outside.soon()
    outside.soon()
    at_employer, at_center = sorted(platform.calls)
    assert "整改2026-001" in at_employer[1]["text"]["content"]
    assert "整改2026-002" in at_center[1]["text"]["content"]
    assert "sign=" in at_center[0]
    (line,) = deliveries(office, office.manager)
    assert (line.group, line.state, line.messages) == ("财务群", "sent", 1)


def test_many_messages_fit_into_one_text(outside: Outside, platform: Platform) -> None:
    add_robot(outside)
    with outside.office.database.transaction(CENTER) as session:
        to = To(outside.office.employer_id, frozenset({Role.EMPLOYER_MAKER}))
        for number in range(60):
            news = News(topic="claim", number=f"BX-{number}", link=f"/claims/{number}")
            inbox.tell(session, system_actor(AT), to, news)
    outside.soon()
    (words,) = platform.texts
    told = words.count("/claims/")
    assert f"另有 {60 - told} 项" in words
    assert 10 < told < 60
    assert len(words.encode()) <= 2048


def test_not_even_the_foot_may_be_too_long() -> None:
    with pytest.raises(ValueError, match="not even the foot"):
        inbox_words.body([], SITE, str, 10)


def test_a_group_that_refuses_is_tried_again_and_one_that_ended_is_not(
    outside: Outside, platform: Platform
) -> None:
    office = outside.office
    robot = add_robot(outside)
    tell(office, "整改2026-001")
    platform.answers.append((200, b'{"errcode": 45009, "errmsg": "api freq out of limit"}'))
    outside.soon()
    (line,) = deliveries(office, office.checker)
    assert (line.state, line.error) == ("failed", "NotTaken: 200 45009 api freq out of limit")
    with office.database.transaction(office.employer_id) as session:
        group_robots.end(session, office.checker, robot)
        with pytest.raises(Refused):
            group_robots.end(session, office.checker, robot)
    outside.now += REST[0]
    tell(office, "整改2026-002")
    outside.soon()
    (line,) = deliveries(office, office.checker)
    assert (line.state, len(platform.calls)) == ("given_up", 1)


WRONG: tuple[tuple[dict[str, str], str], ...] = (
    ({"address": "https://127.0.0.1/cgi-bin/webhook/send?key=12345678"}, "只能发送到"),
    ({"address": "http://localhost"}, "这不是企业微信或钉钉"),
    ({"secret": "SEC1"}, "没有加签密钥"),
    ({"address": f"https://oapi.dingtalk.com/robot/send?access_token={TOKEN}"}, "加签"),
    (
        {
            "address": f"https://oapi.dingtalk.com/robot/send?access_token={TOKEN}",
            "secret": "S" * 201,
        },
        "太长",
    ),
    ({"name": " "}, "请填写机器人所在群的名称"),
)


def test_a_robot_that_cannot_be_right_is_refused(office: Office) -> None:
    hosts = ("qyapi.weixin.qq.com", "oapi.dingtalk.com")
    good = NewRobot(name="群", address=f"https://{hosts[0]}/cgi-bin/webhook/send?key={TOKEN}")
    for change, words in WRONG:
        with (
            pytest.raises(Invalid, match=words),
            office.database.transaction(office.employer_id) as session,
        ):
            group_robots.add(session, office.checker, replace(good, **change), hosts)


def test_a_house_keeps_its_own_robots_and_not_too_many(
    outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = outside.office
    robot = add_robot(outside)
    with office.database.transaction(CENTER) as session:
        assert group_robots.listed(session, office.manager) == []
        with pytest.raises(NotFound):
            group_robots.end(session, office.manager, robot)
    monkeypatch.setattr(group_robots, "MOST", 1)
    with pytest.raises(Refused, match="最多"):
        add_robot(outside)
    with office.database.transaction(CENTER) as session:
        row = session.scalars(select(RobotRow)).one()
        assert (row.token, row.secret) == (TOKEN, "")
        assert session.scalars(select(DeliveryRow)).all() == []
        assert session.scalars(select(InboxMessageRow.told)).all()[0] == []
