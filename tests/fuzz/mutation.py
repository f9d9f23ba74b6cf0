"""Damages files in ways that reach beyond the first check of a parser: bytes, parts, texts."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable
from random import Random

Mutation = Callable[[Random, bytes], bytes]
NUMBERS = (
    b"0", b"-1", b"1", b"65536", b"2147483647", b"4294967296", b"-99999999999", b"1e400", b"NaN",
    b"0.0000001", b"99999999999999999999999999999999", b"",
)  # fmt: skip
WORDS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"<", b"]]>", b"<!DOCTYPE a>", b"&#0;", b"endstream",
    b"<<", b">>", b"[[[[[[", b"null", b" R", b"/Kids", b"%PDF-1.7", b"PK\x03\x04", b"OFD.xml",
    "\u202e".encode(), "\u200b".encode(), "负".encode(), "发票号码".encode(), b"***",
    "价税合计".encode(), "年月日".encode(), "\u0661".encode(), "²".encode(), "㈠".encode(),
)  # fmt: skip
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_TAG = re.compile(rb"<[^<>]+>[^<>]*|[^<>]+")


def chance(seed: object) -> Random:
    """Return the source of chance that `seed` stands for."""
    return Random(str(seed))  # noqa: S311  # to be repeated, not to be secret


def flip(random: Random, data: bytes) -> bytes:
    """Change a few bytes anywhere."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 2, 8, 32))):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def cut(random: Random, data: bytes) -> bytes:
    """Take a piece out, or the end off."""
    start = random.randrange(len(data))
    length = random.choice((1, 16, 1024, len(data)))
    return data[:start] + data[start + length :]


def repeat(random: Random, data: bytes) -> bytes:
    """Write a piece several times."""
    start = random.randrange(len(data))
    piece = data[start : start + random.choice((1, 16, 256, 4096))]
    return data[:start] + piece * random.choice((2, 3, 50)) + data[start:]


def move(random: Random, data: bytes) -> bytes:
    """Put a piece somewhere else."""
    start, length = random.randrange(len(data)), random.choice((8, 128, 2048))
    piece, rest = data[start : start + length], data[:start] + data[start + length :]
    place = random.randrange(len(rest) + 1)
    return rest[:place] + piece + rest[place:]


def insert(random: Random, data: bytes) -> bytes:
    """Put in something that means something to one parser or another."""
    place = random.randrange(len(data) + 1)
    return data[:place] + random.choice(WORDS) + data[place:]


def renumber(random: Random, data: bytes) -> bytes:
    """Put another number in the place of one or a few."""
    found = list(_NUMBER.finditer(data))
    for match in random.sample(found, min(len(found), random.choice((1, 1, 2, 6)))):
        data = data.replace(match[0], random.choice(NUMBERS), random.choice((1, 1, -1)))
    return data


BYTES: tuple[Mutation, ...] = (flip, cut, repeat, move, insert, renumber)


def anyhow(random: Random, data: bytes) -> bytes:
    """Damage bytes once or a few times."""
    for _ in range(random.choice((1, 1, 2, 4))):
        data = random.choice(BYTES)(random, data) or b"\x00"
    return data


def elements(random: Random, data: bytes) -> bytes:
    """Leave out, double, swap or empty elements of XML."""
    parts = _TAG.findall(data) or [data]
    for _ in range(random.choice((1, 2, 5))):
        one, other = random.randrange(len(parts)), random.randrange(len(parts))
        deed = random.randrange(4)
        if deed == 0:
            parts[one] = b""
        elif deed == 1:
            parts[one] *= random.choice((2, 200))
        elif deed == 2:
            parts[one], parts[other] = parts[other], parts[one]
        else:
            parts[one] = parts[one].partition(b">")[0] + b">" + random.choice((*WORDS, *NUMBERS))
    return b"".join(parts) or b"<"


def xml(random: Random, data: bytes) -> bytes:
    """Damage XML as XML or as bytes."""
    return random.choice((elements, elements, renumber, anyhow))(random, data) or b"<"


def pdf(random: Random, data: bytes) -> bytes:
    """Damage what a compressed stream of a PDF holds, or the file itself."""
    streams = [match for match in _STREAM.finditer(data) if _inflated(match[1])]
    if not streams or not random.randrange(3):
        return anyhow(random, data)
    chosen = random.choice(streams)
    packed = zlib.compress(random.choice((anyhow, renumber))(random, _inflated(chosen[1])))
    return data[: chosen.start(1)] + packed + data[chosen.end(1) :]


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error:
        return b""


def archive(random: Random, data: bytes) -> bytes:
    """Damage, drop, double or rename a member of a zip, or the zip itself."""
    members = _members(data)
    if not members or not random.randrange(5):
        return anyhow(random, data)
    place = random.randrange(len(members))
    name, content = members[place]
    deed = random.randrange(8)
    if deed == 0:
        del members[place]
    elif deed == 1:
        members[place] = random.choice(("../" + name, "/" + name, name.upper(), "OFD.xml")), content
    elif deed == 2:
        members.append((random.choice(members)[0], content))
    else:
        change = xml if name.lower().endswith("xml") else anyhow
        members[place] = name, change(random, content or b"\x00")
    return packed(members)


def _members(data: bytes) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            return [(info.filename, opened.read(info)) for info in opened.infolist()]
    except (zipfile.BadZipFile, ValueError, zlib.error):
        return []


def packed(members: list[tuple[str, bytes]]) -> bytes:
    """Return a zip of these members, also where two have one name."""
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        warnings.simplefilter("ignore", UserWarning)
        for name, content in members:
            made.writestr(zipfile.ZipInfo(name or "x"), content)
    return stream.getvalue()


def text(random: Random, data: bytes) -> str:
    """Return a damaged text."""
    return anyhow(random, data).decode("utf-8", "replace")
