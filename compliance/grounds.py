"""中止、取消的情形 (Art. 26, 32, 33): what each leads to by default, what tells of a grave case.

The defaults are data, `texts/grounds.toml`: a person decides, with a reason, and may decide
otherwise. 情节严重 is never computed: the signs only say what whoever decides should weigh.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Final

from compliance import law
from compliance.clawback import Mode
from compliance.messages import N_, Message, message

VOLUNTARY: Final = Mode.UNSPENT_AND_INELIGIBLE  # 主动退出: what comes back by default
FRAUD: Final = N_("涉及弄虚作假或骗取")
SHARE: Final = N_("不合规支出占已到账资金的 {share}，达到 {limit}")
AMOUNT: Final = N_("不合规支出 {amount} 元，达到 {limit} 元")
REPEATED: Final = N_("该项目此前已有 {count} 次中止或取消的处理")


class Consequence(StrEnum):
    """What a case asks for."""

    SUSPEND = "suspend"  # 中止
    REVOKE = "revoke"  # 取消


class Needs(StrEnum):
    """What must be on record before a case may be opened on a ground."""

    NOTHING = ""
    ASSESSMENT = "assessment"  # failed, and failed again after mending
    RECTIFICATION = "rectification"  # reminded and ordered in vain


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One ground; `clawback` by default, `serious` in a grave case; `referred` to other bodies."""

    name: str
    title: Message
    article: int
    clause: str
    consequence: Consequence
    clawback: Mode
    serious: Mode
    needs: Needs
    fraud: bool
    referred: bool

    def mode(self, *, serious: bool) -> Mode:
        """Give how much is clawed back by default."""
        return self.serious if serious else self.clawback

    @property
    def citation(self) -> str:
        """Give the place in the Measures, such as 第三十二条（二）4."""
        return law.citation(self.article).text() + self.clause


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a grant when a case is weighed; amounts in yuan.

    `ineligible` is what was spent wrongly and not put back; `earlier` counts earlier cases that
    ended in a suspension or a revocation.
    """

    received: Decimal
    ineligible: Decimal
    earlier: int = 0


@cache
def grounds() -> Mapping[str, Ground]:
    """Return every ground by its name, in the order of the articles."""
    return {
        name: Ground(
            name=name,
            title=Message(record["zh"], english=record["en"]),
            article=record["article"],
            clause=record["clause"],
            consequence=Consequence(record["consequence"]),
            clawback=Mode(record["clawback"]),
            serious=Mode(record["serious"]),
            needs=Needs(record.get("needs", "")),
            fraud=record.get("fraud", False),
            referred=record.get("referred", False),
        )
        for name, record in law.read("grounds.toml")["ground"].items()
    }


def signs(ground: Ground, record: Record) -> tuple[Message, ...]:
    """Say what speaks for a grave case, 情节严重; nothing here decides it."""
    return tuple(_signs(ground, record))


def _signs(ground: Ground, record: Record) -> Iterator[Message]:
    limits = law.read("grounds.toml")["serious"]
    share, amount = Decimal(limits["share_of_received"]), Decimal(limits["amount"])
    if ground.fraud:
        yield message(FRAUD)
    if record.received and record.ineligible >= record.received * share:
        found = record.ineligible / record.received
        yield message(SHARE, share=f"{found:.1%}", limit=f"{share:.0%}")
    if record.ineligible >= amount:
        yield message(AMOUNT, amount=f"{record.ineligible:,.2f}", limit=f"{amount:,.2f}")
    if record.earlier:
        yield message(REPEATED, count=str(record.earlier))
