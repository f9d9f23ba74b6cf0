"""The log of a client: one line for each request and each answer."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

ASKED: Final = "asked"
AGAIN: Final = "again"
ANSWERED: Final = "answered"


@dataclass(frozen=True)
class Line:
    what: str
    key: str
    seq: int = 0
    hash: str = ""
    replayed: bool = False

    def text(self) -> str:
        return f"{self.what} {self.key} {self.seq} {self.hash or '-'} {int(self.replayed)}\n"


def read(log: Path) -> list[Line]:
    """Every line of a log that may not exist yet."""
    if not log.exists():
        return []
    lines = [line.split() for line in log.read_text("ascii").splitlines()]
    return [
        Line(what, key, int(seq), "" if digest == "-" else digest, replayed == "1")
        for what, key, seq, digest, replayed in lines
    ]
