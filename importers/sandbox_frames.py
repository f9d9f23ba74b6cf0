"""Messages between the sandbox and its child: a JSON head and raw bytes, each with its length.

Nothing that arrives is executed: no pickle, only JSON and bytes.
"""

import json
import struct
from collections.abc import Iterable
from typing import IO, Any

from importers.archive import Member
from importers.messages import Message

_LENGTHS = struct.Struct(">II")
HEAD_SIZE = _LENGTHS.size


def pack(head: dict[str, Any], body: bytes = b"") -> bytes:
    """Return one message as bytes."""
    text = json.dumps(head).encode()
    return _LENGTHS.pack(len(text), len(body)) + text + body


def lengths(prefix: bytes) -> tuple[int, int]:
    """Return the lengths of head and body that the first `HEAD_SIZE` bytes announce."""
    head, body = _LENGTHS.unpack(prefix)
    return int(head), int(body)


def unpack(head: bytes, body: bytes) -> tuple[dict[str, Any], bytes]:
    """Return what was packed; ValueError when the head is no JSON object."""
    value = json.loads(head)
    if not isinstance(value, dict):
        raise ValueError("the head of a message is a JSON object")  # noqa: TRY004  # wrong data, not a wrong call
    return value, body


def receive(stream: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """Read one message; None at the end of the stream."""
    prefix = stream.read(HEAD_SIZE)
    if len(prefix) < HEAD_SIZE:
        return None
    head_length, body_length = lengths(prefix)
    return unpack(stream.read(head_length), stream.read(body_length))


def joined(members: Iterable[Member]) -> tuple[list[dict[str, Any]], bytes]:
    """Return names, lengths and faults, and all bytes in a row; `parted` is the inverse."""
    kept = tuple(members)
    heads = [
        {
            "name": member.name,
            "length": len(member.content),
            "fault": member.fault.to_record() if member.fault else None,
        }
        for member in kept
    ]
    return heads, b"".join(member.content for member in kept)


def parted(heads: Iterable[dict[str, Any]], body: bytes) -> tuple[Member, ...]:
    """Return the members that `joined` put together."""
    found, start = [], 0
    for head in heads:
        end = start + head["length"]
        fault = Message.from_record(head["fault"]) if head["fault"] else None
        found.append(Member(head["name"], body[start:end], fault))
        start = end
    return tuple(found)
