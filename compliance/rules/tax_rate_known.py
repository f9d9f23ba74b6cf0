"""第二十八条: against invoices, 凭发票: a tax rate no law knows is a sign of a made-up invoice.

The rate printed on each line is compared with those of the standards (增值税法 §10 and the reduced
rates now in force). Words such as 免税 or asterisks are no rate. One that is unknown is noted: the
reader may have misread it.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, Message, message
from compliance.wording import as_is

ARTICLE = 28
TITLE = N_("票面税率是现行税率")
SEVERITY = Severity.NOTE
OVERRIDE = Override.REASON
UNKNOWN = N_("票面税率 {found} 不是现行增值税税率或征收率（依据{article}）。")
COMPARE = N_("请对照原件核对；票面确是如此的，请向销售方核实后重新开具。")
KNOWN = N_("现行税率 {rates}")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)[%％]")
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Note the lines whose printed rate is none of those in force."""
    known = claim.texts.standards.vat_rates
    strange = {
        place: rate
        for place, line in enumerate(claim.invoice.items)
        if (rate := _rate(line.tax_rate)) is not None and rate not in known
    }
    if strange:
        found = _said(set(strange.values()))
        yield _find(
            SEVERITY,
            UNKNOWN,
            COMPARE,
            {"found": found},
            fields=("items",),
            found=message("{rates}", rates=found),
            limit=message(KNOWN, rates=_said(set(known))),
            lines=tuple(strange),
        )


def _rate(printed: str | None) -> Decimal | None:
    match = _PERCENT.fullmatch((printed or "").strip())
    return Decimal(match[1]) if match else None


def _said(rates: set[Decimal]) -> tuple[Message, ...]:
    return tuple(as_is(f"{rate.normalize():f}%") for rate in sorted(rates))
