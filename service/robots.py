"""Group robots of 企业微信 and 钉钉: one text message over https, to a host of the settings only.

Nobody types an address that is called: it is put together here from the host, which must be in the
settings, and a token. Redirects are not followed.
"""

import base64
import hashlib
import hmac
import http.client
import json
import re
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import parse_qsl, quote, urlsplit

SECONDS = 15
ANSWER_BYTES_MAX = 65536
SAID_MAX = 200
TEXT_BYTES_MAX = 2048  # of 企业微信; 钉钉 takes more
_TOKEN = re.compile(r"[0-9A-Za-z_-]{8,200}")


class Kind(StrEnum):
    """Whose robot it is."""

    WECOM = "wecom"  # 企业微信
    DINGTALK = "dingtalk"  # 钉钉


# Where the robots of a platform listen, and the parameter that holds the token.
_PLACES = {
    Kind.WECOM: ("/cgi-bin/webhook/send", "key"),
    Kind.DINGTALK: ("/robot/send", "access_token"),
}


class NotARobot(Exception):  # noqa: N818  # an answer to a person
    """The address is not one of a group robot."""


class ForeignHost(Exception):  # noqa: N818  # an answer to a person
    """The address is a robot's, but of a host that is not in the settings."""


class NotTaken(Exception):  # noqa: N818  # an answer of the platform
    """The platform answered, but did not take the message; the text says what it said."""


@dataclass(frozen=True, slots=True)
class Robot:
    """A robot of a group: `secret` signs the messages to 钉钉, and is '' for 企业微信."""

    kind: Kind
    host: str
    token: str
    secret: str = ""


def parse(address: str, hosts: Sequence[str], secret: str = "") -> Robot:
    """Read the address that a platform shows for a robot; raise NotARobot or ForeignHost."""
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError as error:
        raise NotARobot from error
    kind = next((kind for kind, (path, _) in _PLACES.items() if path == parts.path), None)
    if kind is None or parts.scheme != "https":
        raise NotARobot
    token = dict(parse_qsl(parts.query)).get(_PLACES[kind][1], "")
    if not _TOKEN.fullmatch(token):
        raise NotARobot
    host = (parts.hostname or "") + (f":{port}" if port not in {None, 443} else "")
    if host not in hosts or parts.username is not None:
        raise ForeignHost(host)
    return Robot(kind, host, token, secret)


def send(robot: Robot, text: str, at: datetime, hosts: Sequence[str]) -> None:
    """Send a text to the group; raise OSError, ForeignHost or NotTaken."""
    if robot.host not in hosts:
        raise ForeignHost(robot.host)
    said = json.dumps({"msgtype": "text", "text": {"content": text}}, ensure_ascii=False)
    connection = http.client.HTTPSConnection(
        robot.host, timeout=SECONDS, context=ssl.create_default_context()
    )
    try:
        connection.request(
            "POST", _target(robot, at), said.encode(), {"Content-Type": "application/json"}
        )
        answer = connection.getresponse()
        status, body = answer.status, answer.read(ANSWER_BYTES_MAX)
    except http.client.HTTPException as error:
        raise NotTaken(type(error).__name__) from error
    finally:
        connection.close()
    _check(status, body)


def signature(secret: str, milliseconds: int) -> str:
    """Sign as 钉钉 asks: HMAC-SHA256 of time and secret under the secret, in base64.

    >>> signature("SEC000000000000000000000", 1767225600000)
    'HsQf0oukUIPuTMc2KUXzJsH4gS9KeLayIJ2tvCFD2Ew='
    """
    said = f"{milliseconds}\n{secret}".encode()
    return base64.b64encode(hmac.new(secret.encode(), said, hashlib.sha256).digest()).decode()


def _target(robot: Robot, at: datetime) -> str:
    path, name = _PLACES[robot.kind]
    target = f"{path}?{name}={robot.token}"
    if robot.kind is Kind.DINGTALK:
        milliseconds = int(at.timestamp() * 1000)
        sign = quote(signature(robot.secret, milliseconds), safe="")
        target += f"&timestamp={milliseconds}&sign={sign}"
    return target


def _check(status: int, body: bytes) -> None:
    """See that the platform says errcode 0; what else it says is kept short."""
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    code = said.get("errcode") if isinstance(said, dict) else None
    if status != http.client.OK or code != 0:
        words = str(said.get("errmsg", "")) if isinstance(said, dict) else ""
        raise NotTaken(f"{status} {code} {words}".strip()[:SAID_MAX])
