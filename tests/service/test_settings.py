from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from typing_extensions import override

from service import settings as settings_module
from service.settings import BadSettings, Settings

URL = "postgresql+psycopg://zhuanhu_app@db/zhuanhu"


def boxed(url: str, address: str = "box@example.org") -> dict[str, str]:
    return {
        "ZHUANHU_SMTP_URL": "smtp://mail",
        "ZHUANHU_MAIL_FROM": "a@b",
        "ZHUANHU_IMAP_URL": url,
        "ZHUANHU_MAIL_IN": address,
    }


def test_without_anything_set_the_product_runs_on_loopback_with_its_own_database() -> None:
    settings = Settings.from_environment({"HOME": "/home/somebody"})
    assert settings.host == "127.0.0.1"
    assert settings.public_url == "http://127.0.0.1:8480"
    assert settings.embedded
    assert not settings.secure_cookies
    assert settings.originals_folder == settings.data_folder / "originals"


def test_a_public_address_is_https_and_its_cookies_are_secure() -> None:
    settings = Settings.from_environment({"ZHUANHU_PUBLIC_URL": "https://zhuanhu.example/"})
    assert settings.public_url == "https://zhuanhu.example"
    assert settings.secure_cookies


@pytest.mark.parametrize(
    ("environment", "names"),
    [
        ({"ZHUANHU_PROT": "80"}, "ZHUANHU_PROT"),
        ({"ZHUANHU_PORT": "0"}, "ZHUANHU_PORT"),
        ({"ZHUANHU_PORT": "\uff18\uff10"}, "ZHUANHU_PORT"),
        ({"ZHUANHU_WORKERS": "many"}, "ZHUANHU_WORKERS"),
        ({"ZHUANHU_PUBLIC_URL": "http://zhuanhu.example"}, "https://"),
        ({"ZHUANHU_PUBLIC_URL": "zhuanhu.example"}, "ZHUANHU_PUBLIC_URL"),
        ({"ZHUANHU_DATABASE_URL": URL}, "ZHUANHU_OWNER_DATABASE_URL"),
        ({"ZHUANHU_OWNER_DATABASE_URL": URL}, "ZHUANHU_DATABASE_URL"),
        (
            {"ZHUANHU_DATABASE_URL": "sqlite://", "ZHUANHU_OWNER_DATABASE_URL": URL},
            "postgresql",
        ),
        ({"ZHUANHU_SMTP_URL": "smtp://mail"}, "ZHUANHU_MAIL_FROM"),
        ({"ZHUANHU_MAIL_FROM": "a@b"}, "ZHUANHU_SMTP_URL"),
        ({"ZHUANHU_ANCHOR_MAIL_TO": "a@b"}, "needs ZHUANHU_SMTP_URL"),
        ({"ZHUANHU_SMTP_URL": "http://mail", "ZHUANHU_MAIL_FROM": "a@b"}, "smtp://host:port"),
        ({"ZHUANHU_SMTP_URL": "smtp://", "ZHUANHU_MAIL_FROM": "a@b"}, "smtp://host:port"),
        ({"ZHUANHU_SMTP_URL": "smtp://m:x", "ZHUANHU_MAIL_FROM": "a@b"}, "smtp://host:port"),
        ({"ZHUANHU_SMTP_URL": "smtp://mail", "ZHUANHU_MAIL_FROM": "nobody"}, "not a mail address"),
        ({"ZHUANHU_ROBOT_HOSTS": "https://qyapi.weixin.qq.com"}, "ZHUANHU_ROBOT_HOSTS"),
        ({"ZHUANHU_IMAP_URL": "imaps://u:p@mail"}, "ZHUANHU_MAIL_IN"),
        ({"ZHUANHU_MAIL_IN": "box@b"}, "ZHUANHU_IMAP_URL"),
        ({"ZHUANHU_IMAP_URL": "imaps://u:p@mail", "ZHUANHU_MAIL_IN": "box@b"}, "needs ZHUANHU_SM"),
        (boxed("imaps://mail"), "imaps://user:password@host"),
        (boxed("imaps://u:p@mail:x"), "imaps://user:password@host"),
        (boxed("imaps://u:p@mail/a%22b"), "imaps://user:password@host"),
        (boxed("pop3://u:p@mail"), "imaps://user:password@host"),
        (boxed("imap://u:p@mail"), "must begin with imaps://"),
        (boxed("imaps://u:p@mail", "box+tag@b"), "without [+]"),
        ({"ZHUANHU_ROBOT_HOSTS": "a.example,b/c"}, "ZHUANHU_ROBOT_HOSTS"),
    ],
)
def test_a_setting_that_makes_no_sense_stops_the_start_and_is_named(
    environment: dict[str, str], names: str
) -> None:
    with pytest.raises(BadSettings, match=names):
        Settings.from_environment(environment)


def test_both_addresses_of_a_real_server_are_taken() -> None:
    both = {"ZHUANHU_DATABASE_URL": URL, "ZHUANHU_OWNER_DATABASE_URL": URL}
    assert not Settings.from_environment(both).embedded


def test_the_anchors_have_a_key_a_file_and_readers() -> None:
    settings = Settings.from_environment({"ZHUANHU_DATA": "/data"})
    assert settings.anchor_key == Path("/data/anchor.key")
    assert settings.anchors_file == Path("/data/anchors.jsonl")
    mail = {"ZHUANHU_SMTP_URL": "smtps://u:p@mail:465", "ZHUANHU_MAIL_FROM": "a@b"}
    both = Settings.from_environment(
        mail | {"ZHUANHU_ANCHOR_MAIL_TO": "c@d, e@f", "ZHUANHU_ANCHOR_KEY": "/token/key"}
    )
    assert both.anchor_mail_to == ("c@d", "e@f")
    assert both.anchor_key == Path("/token/key")


def test_a_browser_may_call_only_by_the_public_name() -> None:
    public = Settings.from_environment({"ZHUANHU_PUBLIC_URL": "https://zhuanhu.example"})
    assert public.trusted_hosts == ["zhuanhu.example"]
    assert "localhost" in Settings.from_environment({}).trusted_hosts


def test_every_setting_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
    assert [name for name in settings_module._NAMES if f"`ZHUANHU_{name}`" not in page] == []  # noqa: SLF001  # the list of names is the thing compared


class Asked(Mapping[str, str]):
    """An empty environment that remembers what it was asked for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    @override
    def __getitem__(self, name: str) -> str:
        self.names.add(name.removeprefix("ZHUANHU_"))
        raise KeyError(name)

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(())

    @override
    def __len__(self) -> int:
        return 0


def test_the_settings_that_are_known_are_those_that_are_read() -> None:
    environment = Asked()
    Settings.from_environment(environment)
    assert environment.names == set(settings_module._NAMES)  # noqa: SLF001  # the list is held against its use


def test_texts_for_groups_go_to_the_two_platforms_unless_others_are_named() -> None:
    usual = Settings.from_environment({}).robot_hosts
    assert usual == ("qyapi.weixin.qq.com", "oapi.dingtalk.com")
    named = Settings.from_environment({"ZHUANHU_ROBOT_HOSTS": "wx.example.gov.cn:8443, b.example"})
    assert named.robot_hosts == ("wx.example.gov.cn:8443", "b.example")
    assert Settings.from_environment({"ZHUANHU_ROBOT_HOSTS": ""}).robot_hosts == ()


def test_a_mail_box_is_read_by_tls_or_on_this_machine() -> None:
    for url in ("imaps://u:p%2F@mail/INBOX", "imap://u:p@127.0.0.1:1143"):
        settings = Settings.from_environment(boxed(url))
        assert (settings.imap_url, settings.mail_in) == (url, "box@example.org")
        assert settings.for_rehearsals.imap_url is None
