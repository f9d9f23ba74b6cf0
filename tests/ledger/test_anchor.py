"""Anchors as lines: what a signature and a chain of them show."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger import anchor
from ledger.anchor import Anchor, End, NoAnchor
from ledger.journal import BookId

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
KEYS = {anchor.fingerprint(KEY.public_key()): KEY.public_key()}
ENDS = tuple(End(BookId(book), book * 10, f"{book:064x}") for book in range(1, 6))


def lines(count: int = 3, key: Ed25519PrivateKey = KEY) -> list[str]:
    made: list[str] = []
    for number in range(1, count + 1):
        previous = anchor.digest(made[-1]) if made else None
        name = anchor.fingerprint(key.public_key())
        made.append(
            anchor.signed(Anchor(number, "2026-03-02T00:00:00+00:00", previous, name, ENDS), key)
        )
    return made


def flaws(of: list[str]) -> list[str]:
    return [flaw.text() for flaw in anchor.flaws(of, KEYS)]


def test_the_root_is_that_of_rfc_6962() -> None:
    leaves = [sha256(b"\x00" + bytes([each])).digest() for each in range(3)]
    node = sha256(b"\x01" + leaves[0] + leaves[1]).digest()
    assert anchor.merkle_root([]) == sha256(b"").digest()
    assert anchor.merkle_root(leaves[:1]) == leaves[0]
    assert anchor.merkle_root(leaves[:2]) == node
    assert anchor.merkle_root(leaves) == sha256(b"\x01" + node + leaves[2]).digest()
    five = [*leaves, *leaves[:2]]
    left = anchor.merkle_root(five[:4])
    assert anchor.merkle_root(five) == sha256(b"\x01" + left + five[4]).digest()


def test_a_file_of_anchors_holds() -> None:
    assert flaws(lines()) == []
    assert anchor.parse(lines()[2]).ends == ENDS


@pytest.mark.parametrize(
    ("before", "after"), [('"number":2', '"number":4'), ("2026-03-02", "2026-03-03")]
)
def test_a_line_that_was_changed_has_no_valid_signature(before: str, after: str) -> None:
    given = lines()
    given[1] = given[1].replace(before, after)
    assert any("签名不对" in flaw for flaw in flaws(given))


def test_an_end_that_was_changed_is_not_below_the_root() -> None:
    first, changed, third = lines()
    with pytest.raises(NoAnchor):
        anchor.parse(changed.replace(f"{1:064x}", f"{7:064x}"))
    told = flaws([first, changed.replace(f"{1:064x}", f"{7:064x}"), third])
    assert told[0] == "第 2 行不是一条锚定记录。"
    assert "没有连上" in told[1]


def test_a_line_left_out_or_exchanged_breaks_the_chain() -> None:
    first, second, third = lines()
    assert flaws([first, third]) == ["第 3 号锚定与前一条没有连上：有缺失、插入或改动。"]
    assert len(flaws([second, first, third])) == 3
    assert flaws([second, third])[0].startswith("第 2 号锚定与前一条没有连上")


def test_another_key_is_not_trusted_and_cannot_pretend_to_be_this_one() -> None:
    foreign = lines(1, OTHER_KEY)
    assert "未受信任的密钥" in flaws(foreign)[0]
    pretending = replace(anchor.parse(foreign[0]), key=next(iter(KEYS)))
    assert flaws([anchor.signed(pretending, OTHER_KEY)]) == ["第 1 号锚定的签名不对：内容被改动。"]


@pytest.mark.parametrize(
    "line", ["", "x", "{}", "[]", '{"anchor":{}}', '{"anchor":{"books":[[1]]},"signature":""}']
)
def test_what_is_no_anchor_is_said_to_be_none(line: str) -> None:
    with pytest.raises(NoAnchor):
        anchor.parse(line)


def test_another_way_to_write_the_same_is_no_anchor() -> None:
    with pytest.raises(NoAnchor):
        anchor.parse(json.dumps(json.loads(lines(1)[0])))
