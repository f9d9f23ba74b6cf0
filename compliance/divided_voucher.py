"""原始凭证分割单: one voucher divided by amount among grants and the employer's own money (A-24).

The shares are the whole voucher, neither less nor more: what the grants do not take, the employer
bears itself (会计基础工作规范 §51(四)). Each share is then judged alone.

>>> own_share(Decimal("1000.00"), (Decimal("600.00"), Decimal("300.00")))
Decimal('100.00')
"""

from collections.abc import Sequence
from decimal import Decimal

NOTHING = Decimal("0.00")


class NotAShareError(ValueError):
    """A share is not above nought, or the shares exceed the voucher by `excess` yuan."""

    def __init__(self, excess: Decimal) -> None:
        super().__init__(f"the shares exceed the voucher by {excess}")
        self.excess = excess


def own_share(total: Decimal, shares: Sequence[Decimal]) -> Decimal:
    """Return what the employer bears of a voucher of which the grants take `shares`, in yuan.

    NotAShareError where a share is not above nought or together they exceed the total.
    """
    rest = total - sum(shares, NOTHING)
    if rest < 0 or min(shares, default=NOTHING) <= 0:
        raise NotAShareError(max(-rest, NOTHING))
    return rest
