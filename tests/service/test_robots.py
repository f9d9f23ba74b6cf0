"""Texts to group robots: to a real server of https, and to no host that is not allowed."""

import doctest
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from service import robots
from service.robots import ForeignHost, Kind, NotARobot, NotTaken, Robot
from tests.service import group_platform
from tests.service.certificates import certify
from tests.service.group_platform import Platform

AT = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
HOSTS = ("qyapi.weixin.qq.com", "oapi.dingtalk.com")
KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
WECOM = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}"
DINGTALK = f"https://oapi.dingtalk.com/robot/send?access_token={KEY}"


def test_the_example_of_a_signature_holds() -> None:
    assert doctest.testmod(robots).failed == 0


def test_addresses_as_the_platforms_show_them() -> None:
    assert robots.parse(f" {WECOM} ", HOSTS) == Robot(Kind.WECOM, HOSTS[0], KEY)
    found = robots.parse(DINGTALK.replace(".com/", ".com:443/"), HOSTS, "SEC1")
    assert found == Robot(Kind.DINGTALK, HOSTS[1], KEY, "SEC1")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://[",
        WECOM.replace("https", "http"),
        WECOM.replace("https", "file"),
        WECOM.replace("/cgi-bin/webhook/send", "/cgi-bin/../metadata"),
        WECOM.replace(KEY, ""),
        WECOM.replace(KEY, "a%0d%0aHost:evil"),
        WECOM.replace("key=", "access_token="),
        WECOM.replace(".com/", ".com:x/"),
    ],
)
def test_what_is_no_robots_address_is_refused(address: str) -> None:
    with pytest.raises(NotARobot):
        robots.parse(address, HOSTS)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost:5432",
        "169.254.169.254",
        "evil.example",
        "qyapi.weixin.qq.com.evil.example",
        "qyapi.weixin.qq.com:8443",
        "qyapi.weixin.qq.com@evil.example",
        "user@qyapi.weixin.qq.com",
    ],
)
def test_a_robot_of_another_host_is_refused(host: str) -> None:
    with pytest.raises(ForeignHost):
        robots.parse(WECOM.replace("qyapi.weixin.qq.com", host), HOSTS)


def test_a_text_arrives_at_wecom(platform: Platform) -> None:
    robots.send(Robot(Kind.WECOM, platform.host, KEY), "专户：1 项待办", AT, [platform.host])
    wanted = {"msgtype": "text", "text": {"content": "专户：1 项待办"}}
    assert platform.calls == [(f"/cgi-bin/webhook/send?key={KEY}", wanted)]


def test_a_text_to_dingtalk_is_signed_with_the_time(platform: Platform) -> None:
    robots.send(Robot(Kind.DINGTALK, platform.host, KEY, "SEC1"), "一", AT, [platform.host])
    ((target, _said),) = platform.calls
    asked = parse_qs(urlsplit(target).query, strict_parsing=True)
    milliseconds = int(AT.timestamp()) * 1000
    assert asked == {
        "access_token": [KEY],
        "timestamp": [str(milliseconds)],
        "sign": [robots.signature("SEC1", milliseconds)],
    }


def test_a_host_that_the_settings_no_longer_name_is_not_called(platform: Platform) -> None:
    with pytest.raises(ForeignHost):
        robots.send(Robot(Kind.WECOM, platform.host, KEY), "一", AT, HOSTS)
    assert platform.calls == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((200, b'{"errcode": 93000, "errmsg": "invalid webhook url"}'), "93000 invalid webhook"),
        ((500, b"<html>"), "500"),
        ((200, b"[0]"), "200"),
        ((200, b'{"errmsg": "ok"}'), "None ok"),
        ((302, b'{"errcode": 0}'), "302"),
    ],
)
def test_only_errcode_0_is_taken_and_no_redirect_is_followed(
    platform: Platform, answer: tuple[int, bytes], words: str
) -> None:
    platform.answers.append(answer)
    with pytest.raises(NotTaken, match=words):
        robots.send(Robot(Kind.WECOM, platform.host, KEY), "一", AT, [platform.host])
    assert len(platform.calls) == 1


def test_what_the_platform_says_is_kept_short(platform: Platform) -> None:
    platform.answers.append((200, b'{"errcode": 1, "errmsg": "%s"}' % (b"x" * 9000)))
    with pytest.raises(NotTaken) as told:
        robots.send(Robot(Kind.WECOM, platform.host, KEY), "一", AT, [platform.host])
    assert len(str(told.value)) == robots.SAID_MAX


def test_a_server_whose_certificate_nobody_vouches_for_is_not_told(
    tmp_path: Path,
) -> None:
    with (
        group_platform.opened(certify(tmp_path).serving) as found,
        pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"),
    ):
        robots.send(Robot(Kind.WECOM, found.host, KEY), "一", AT, [found.host])


def test_an_answer_that_is_no_http_is_an_answer_not_taken(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(robots, "_target", lambda *_: "/with a blank")
    with pytest.raises(NotTaken, match="InvalidURL"):
        robots.send(Robot(Kind.WECOM, platform.host, KEY), "一", AT, [platform.host])
