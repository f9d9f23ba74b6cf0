"""元 or 万元: in which unit a report writes its amounts, and what stands under them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from flask import request
from flask_babel import gettext

from service.messages import N_
from service.pages import writing

YUAN, WAN = "yuan", "wan"
FEN: Final = Decimal("0.01")
WORDS: Final[Mapping[str, str]] = {YUAN: N_("元"), WAN: N_("万元")}
_WORTH: Final = {YUAN: Decimal(1), WAN: Decimal(10_000)}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit; `code` stands in the address."""

    code: str

    @property
    def words(self) -> str:
        """Name it in the reader's language."""
        words: str = gettext(WORDS[self.code])
        return words

    @property
    def other(self) -> "Unit":
        """Give the one to switch to."""
        return Unit(YUAN if self.code == WAN else WAN)

    def write(self, amount: Decimal) -> str:
        """Write yuan in this unit; half a hundredth is rounded away from nought.

        >>> Unit("wan").write(Decimal("-123450.00")), Unit("yuan").write(Decimal("1234.5"))
        ('-12.35', '¥1,234.50')
        """
        if self.code == YUAN:
            return writing.money(amount)
        shown: Decimal = (amount / _WORTH[self.code]).quantize(FEN, ROUND_HALF_UP)
        return f"{shown:,.2f}"


def asked() -> Unit:
    """Give the unit that the address asks for."""
    return Unit(WAN if request.args.get("unit") == WAN else YUAN)
