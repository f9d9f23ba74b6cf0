"""Settings: read once from the environment, frozen, fatal at start-up when they make no sense."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
ROBOT_HOSTS = "qyapi.weixin.qq.com,oapi.dingtalk.com"  # of 企业微信 and 钉钉


class BadSettings(Exception):  # noqa: N818  # what is the matter, for the operator
    """A setting is missing or contradicts another; the sentence names it and the way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator may set. Every field is explained in `docs/operations.md`."""

    data_folder: Path
    database_url: str | None  # application role; None: embedded PostgreSQL in the data folder
    owner_database_url: str | None  # owner role, for migrations only
    rehearsal_database_url: str | None  # another database for rehearsals; None: not offered
    rehearsal_owner_database_url: str | None
    public_url: str
    host: str
    port: int
    workers: int
    readers: int
    session_idle_minutes: int
    session_hours: int
    upload_bytes_max: int
    proxies: int
    bank_days: int  # between bank and book, where a match rests on the amount alone
    advance_days: int  # how long an advance may stay unsettled before a close says so
    bank_recent_days: int  # a confirmed bank balance is older than that: the desk says so
    bulk_export_rows: int  # more leave the Center only when a second person allows it
    anchor_key: Path  # signs the anchors; belongs outside the database and its backups
    smtp_url: str | None  # smtp://, or smtps://, with user and password where the server asks
    mail_from: str | None
    anchor_mail_to: tuple[str, ...]  # who is sent each anchor
    robot_hosts: tuple[str, ...]  # the only hosts to which texts for group robots are sent
    imap_url: str | None  # imaps://user:password@host/folder: the box that brings invoices
    mail_in: str | None  # its address, box@example.org; box+tag@example.org must reach it too

    @property
    def embedded(self) -> bool:
        return self.database_url is None

    @property
    def secure_cookies(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def trusted_hosts(self) -> list[str]:
        """The names by which a browser may call; anything else is refused."""
        host = urlsplit(self.public_url).hostname or ""
        return sorted(LOOPBACK - {"::1"} | {"[::1]"}) if host in LOOPBACK else [host]

    @property
    def originals_folder(self) -> Path:
        return self.data_folder / "originals"

    @property
    def for_rehearsals(self) -> "Settings":
        """The same product beside the real one: its own folder, and no way out of the house."""
        folder = self.data_folder / "rehearsal"
        return replace(
            self, data_folder=folder, anchor_key=folder / "anchor.key",
            smtp_url=None, mail_from=None, anchor_mail_to=(), robot_hosts=(),
            imap_url=None, mail_in=None,
        )  # fmt: skip

    @property
    def anchors_file(self) -> Path:
        return self.data_folder / "anchors.jsonl"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Read `ZHUANHU_*`; raise `BadSettings` at the first thing that is wrong."""
        _refuse_unknown(environment)
        port = _count(environment, "PORT", 8480, 65535)
        host = environment.get("ZHUANHU_HOST", "127.0.0.1")
        data_folder = Path(environment.get("ZHUANHU_DATA", ".data")).absolute()
        settings = cls(
            data_folder=data_folder,
            database_url=environment.get("ZHUANHU_DATABASE_URL"),
            owner_database_url=environment.get("ZHUANHU_OWNER_DATABASE_URL"),
            rehearsal_database_url=environment.get("ZHUANHU_REHEARSAL_DATABASE_URL"),
            rehearsal_owner_database_url=environment.get("ZHUANHU_REHEARSAL_OWNER_DATABASE_URL"),
            public_url=environment.get("ZHUANHU_PUBLIC_URL", f"http://{host}:{port}").rstrip("/"),
            host=host,
            port=port,
            workers=_count(environment, "WORKERS", 1, 64),
            readers=_count(environment, "READERS", 2, 64),
            session_idle_minutes=_count(environment, "SESSION_IDLE_MINUTES", 30, 480),
            session_hours=_count(environment, "SESSION_HOURS", 8, 24),
            upload_bytes_max=_count(environment, "UPLOAD_MIB", 20, 200) * 1024 * 1024,
            proxies=_count(environment, "PROXIES", 0, 5, least=0),
            bank_days=_count(environment, "BANK_DAYS", 7, 60),
            advance_days=_count(environment, "ADVANCE_DAYS", 90, 366),
            bank_recent_days=_count(environment, "BANK_RECENT_DAYS", 35, 366),
            bulk_export_rows=_count(environment, "BULK_EXPORT_ROWS", 500, 1_000_000),
            anchor_key=Path(
                environment.get("ZHUANHU_ANCHOR_KEY", data_folder / "anchor.key")
            ).absolute(),
            smtp_url=environment.get("ZHUANHU_SMTP_URL"),
            mail_from=environment.get("ZHUANHU_MAIL_FROM"),
            anchor_mail_to=_parts(environment.get("ZHUANHU_ANCHOR_MAIL_TO", "")),
            robot_hosts=_parts(environment.get("ZHUANHU_ROBOT_HOSTS", ROBOT_HOSTS)),
            imap_url=environment.get("ZHUANHU_IMAP_URL"),
            mail_in=environment.get("ZHUANHU_MAIL_IN"),
        )
        settings._agree()
        return settings

    def _agree(self) -> None:
        url = urlsplit(self.public_url)
        if url.scheme not in {"http", "https"} or not url.hostname:
            raise BadSettings(f"ZHUANHU_PUBLIC_URL is not a web address: {self.public_url}")
        if url.scheme == "http" and url.hostname not in LOOPBACK:
            raise BadSettings(
                "ZHUANHU_PUBLIC_URL must begin with https:// unless it is a loopback address: "
                "log-ins and invoices must not travel in the clear"
            )
        if (self.database_url is None) != (self.owner_database_url is None):
            raise BadSettings(
                "set both ZHUANHU_DATABASE_URL (application role) and ZHUANHU_OWNER_DATABASE_URL "
                "(owner role), or neither for the embedded PostgreSQL"
            )
        self._agree_on_rehearsals()
        for given in (self.database_url, self.owner_database_url, *self._rehearsal_urls):
            if given is not None and not given.startswith("postgresql+psycopg://"):
                raise BadSettings("database addresses begin with postgresql+psycopg://")
        self._agree_on_mail()
        self._agree_on_mail_in()
        self._agree_on_robots()

    @property
    def _rehearsal_urls(self) -> tuple[str | None, str | None]:
        return self.rehearsal_database_url, self.rehearsal_owner_database_url

    def _agree_on_rehearsals(self) -> None:
        application, owner = self._rehearsal_urls
        if (application is None) != (owner is None):
            raise BadSettings(
                "set both ZHUANHU_REHEARSAL_DATABASE_URL (application role) and "
                "ZHUANHU_REHEARSAL_OWNER_DATABASE_URL (owner role), or neither: no rehearsals then"
            )
        if application is None:
            return
        if self.database_url is None:
            raise BadSettings(
                "ZHUANHU_REHEARSAL_DATABASE_URL goes with ZHUANHU_DATABASE_URL: "
                "the embedded PostgreSQL has a database for rehearsals of its own"
            )
        if {application, owner} & {self.database_url, self.owner_database_url}:
            raise BadSettings("ZHUANHU_REHEARSAL_DATABASE_URL must name another database")

    def _agree_on_robots(self) -> None:
        for host in self.robot_hosts:
            if not _HOST.fullmatch(host):
                raise BadSettings(f"ZHUANHU_ROBOT_HOSTS: not a host such as example.org: {host!r}")

    def _agree_on_mail(self) -> None:
        if (self.smtp_url is None) != (self.mail_from is None):
            raise BadSettings(
                "set both ZHUANHU_SMTP_URL (the mail server) and ZHUANHU_MAIL_FROM (the sender), "
                "or neither"
            )
        if self.anchor_mail_to and self.smtp_url is None:
            raise BadSettings("ZHUANHU_ANCHOR_MAIL_TO needs ZHUANHU_SMTP_URL and ZHUANHU_MAIL_FROM")
        if self.smtp_url is not None:
            _check_mail_server(self.smtp_url)
        senders = () if self.mail_from is None else (self.mail_from,)
        for address in (*senders, *self.anchor_mail_to):
            if not _ADDRESS.fullmatch(address):
                raise BadSettings(f"not a mail address: {address!r}")

    def _agree_on_mail_in(self) -> None:
        if (self.imap_url is None) != (self.mail_in is None):
            raise BadSettings(
                "set both ZHUANHU_IMAP_URL (the mail box that brings invoices) and "
                "ZHUANHU_MAIL_IN (its address), or neither"
            )
        if self.imap_url is None or self.mail_in is None:
            return
        if self.smtp_url is None:
            raise BadSettings(
                "ZHUANHU_IMAP_URL needs ZHUANHU_SMTP_URL and ZHUANHU_MAIL_FROM: "
                "every message that brings invoices is answered"
            )
        _check_mail_box(self.imap_url)
        if not _BOX.fullmatch(self.mail_in):
            raise BadSettings(
                f"ZHUANHU_MAIL_IN must be an address without + such as box@example.org, "
                f"not {self.mail_in!r}"
            )


_NAMES = (
    "DATA", "DATABASE_URL", "OWNER_DATABASE_URL", "REHEARSAL_DATABASE_URL",
    "REHEARSAL_OWNER_DATABASE_URL", "PUBLIC_URL", "HOST", "PORT", "WORKERS",
    "READERS", "PROXIES", "SESSION_IDLE_MINUTES", "SESSION_HOURS", "UPLOAD_MIB",
    "ADVANCE_DAYS", "BANK_DAYS", "BANK_RECENT_DAYS", "ANCHOR_KEY", "SMTP_URL", "MAIL_FROM",
    "ANCHOR_MAIL_TO", "ROBOT_HOSTS", "IMAP_URL", "MAIL_IN", "BULK_EXPORT_ROWS",
)  # fmt: skip
_TOOLS = ("ZHUANHU_SAMPLES", "ZHUANHU_TEST_", "ZHUANHU_POSTGRES_")  # read by tests and launchers


_ADDRESS = re.compile(r"[^@\s,<>]+@[^@\s,<>]+")
_BOX = re.compile(r"[A-Za-z0-9._-]{1,40}@[A-Za-z0-9.-]{1,100}")
_FOLDER = re.compile(r"[A-Za-z0-9 ._&,+/-]{1,100}")
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _check_mail_server(url: str) -> None:
    # told without the address: it may hold a password
    try:
        parts = urlsplit(url)
        fit = parts.scheme in {"smtp", "smtps"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fit = False
    if not fit:
        raise BadSettings("ZHUANHU_SMTP_URL must be smtp://host:port or smtps://host:port")


def _check_mail_box(url: str) -> None:
    # told without the address: it holds a password
    try:
        parts = urlsplit(url)
        fit = parts.scheme in {"imap", "imaps"} and bool(parts.hostname) and parts.port != 0
        fit = fit and bool(parts.username) and bool(parts.password)
        fit = fit and bool(_FOLDER.fullmatch(unquote(parts.path[1:]) or "INBOX"))
        clear = parts.scheme == "imap" and parts.hostname not in LOOPBACK
    except ValueError:
        fit = clear = False
    if not fit:
        raise BadSettings("ZHUANHU_IMAP_URL must be imaps://user:password@host:port/folder")
    if clear:
        raise BadSettings(
            "ZHUANHU_IMAP_URL must begin with imaps:// unless it is a loopback address: "
            "invoices and the password must not travel in the clear"
        )


def _refuse_unknown(environment: Mapping[str, str]) -> None:
    known = {f"ZHUANHU_{name}" for name in _NAMES}
    for name in environment:
        if name.startswith("ZHUANHU_") and name not in known and not name.startswith(_TOOLS):
            raise BadSettings(f"unknown setting {name}; known are {', '.join(sorted(known))}")


def _count(
    environment: Mapping[str, str], name: str, default: int, most: int, least: int = 1
) -> int:
    text = environment.get(f"ZHUANHU_{name}", str(default))
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise BadSettings(
            f"ZHUANHU_{name} must be a whole number from {least} to {most}, not {text!r}"
        )
    return int(text)
