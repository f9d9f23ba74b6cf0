"""Chance that anyone can repeat: numbers from SHA-256 of the seed and of the frame's hash.

Nothing else goes in: no clock, no generator of a language's library. docs/sampling.md describes it
with test vectors, so that any program, or `sha256sum` and `bc`, gives the same numbers.
"""

import hashlib
import re
from typing import Final

from compliance.messages import N_, Message
from compliance.sampling.plan import PlanError

ALGORITHM: Final = "zhuanhu-sample-1"
"""Names the generator and the selections together; it goes into every number drawn."""
RANGE: Final = 2**256
_NEVER = r"\x00-\x1f\x7f-\x9f\ud800-\udfff"
_SEED = re.compile(rf"[^ {_NEVER}](?:[^{_NEVER}]{{0,198}}[^ {_NEVER}])?")
_HASH = re.compile(r"[0-9a-f]{64}")


class Stream:
    """One sequence of numbers of a drawing, named after what is drawn with it."""

    def __init__(self, seed: str, frame_hash: str, name: str) -> None:
        """Begin the stream; PlanError when the seed is no line of 1 to 200 characters."""
        if not _SEED.fullmatch(seed):
            raise PlanError(Message(N_("随机种子须是 1 至 200 个字符的一行文字，首尾无空格。")))
        assert _HASH.fullmatch(frame_hash), "a frame's hash is 64 lower-case hex digits"
        head = f"{ALGORITHM}\n{seed}\n{frame_hash}\n{name}\n"
        self._head = hashlib.sha256(head.encode())
        self._next = 0

    def number(self, word: str) -> int:
        """Return the number that belongs to a word, such as an item's key: 0 to 2^256 - 1."""
        whole = self._head.copy()
        whole.update(word.encode())
        return int.from_bytes(whole.digest())

    def below(self, limit: int) -> int:
        """Return the next number from 0 to `limit` - 1, each with the same chance exactly.

        The counter goes up with every number looked at. Those of the last, incomplete run of
        `limit` numbers are passed over, because they would favour the small remainders.
        """
        assert 0 < limit <= RANGE, "a range to draw from holds 1 to 2^256 numbers"
        fair = RANGE - RANGE % limit
        while (number := self._count()) >= fair:
            pass
        return number % limit

    def _count(self) -> int:
        number = self.number(str(self._next))
        self._next += 1
        return number


def commitment(seed: str) -> str:
    """Return what may be told of a seed before the drawing: its SHA-256, in hex.

    Whoever has it can hold the seed against it afterwards, and cannot guess a seed that was drawn.
    """
    return hashlib.sha256(seed.encode()).hexdigest()
