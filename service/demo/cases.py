"""The claims of the sample programme: what was bought, when, what became of it, what is wrong.

Sound claims are spread over the grants by rule; every kind of mistake stands in `MISTAKES` once.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from compliance.facts import VatClaim
from importers.invoice import Kind
from service.demo import cast, identifiers, lines
from service.demo.case import Case, Fate, Twist
from service.demo.invoices import InvoiceSpec, red_letter
from service.demo.mistakes import MISTAKES
from service.demo.purchases import SOUND

_EACH = 3
_OF_GOODS = "13%"
_KINDS = (Kind.E_ORDINARY, Kind.E_ORDINARY, Kind.E_SPECIAL, Kind.VAT_E_ORDINARY)
_LAST = (Fate.PAID, Fate.SUBMITTED, Fate.APPROVED, Fate.RETURNED)


def sound_cases() -> Iterator[Case]:
    """Yield three sound claims of every grant, a month apart; some still wait or were returned."""
    for grant in range(len(cast.SELECTEES)):
        for turn in range(_EACH):
            place = grant * _EACH + turn
            bought = SOUND[place % len(SOUND)]
            yield Case(
                grant=grant,
                purchase=replace(bought, total=bought.total + Decimal("10.60") * grant),
                day=22 + 34 * turn + grant,
                fate=_LAST[grant % len(_LAST)] if turn == _EACH - 1 else Fate.PAID,
                kind=_KINDS[place % len(_KINDS)],
                vat=VatClaim.NOT_CLAIMED,
                acceptor=cast.TEAM[grant] if bought.rate == _OF_GOODS else "",
            )


def cases() -> Iterator[Case]:
    """Yield all claims in the order of their days, each with a serial number of its own."""
    every = [*sound_cases(), *MISTAKES.values()]
    numbered = [replace(case, serial=place) for place, case in enumerate(every, 1)]
    yield from sorted(numbered, key=lambda case: (case.day, case.serial))


def specs_of(case: Case, approved_on: date, today: date) -> tuple[InvoiceSpec, ...]:
    """Return the invoices of a case, usually one; a second file of the same invoice follows it."""
    issued_on = approved_on + timedelta(days=case.day)
    if case.twist is Twist.FUTURE:
        issued_on = today + timedelta(days=3)
    spec = _sound_spec(case, issued_on)
    if case.twist is Twist.SECOND_FILE:
        return spec, replace(spec, mark="样例副本")
    twist = _TWISTS.get(case.twist) if case.twist else None
    return (twist(spec) if twist else spec,)


def _sound_spec(case: Case, issued_on: date) -> InvoiceSpec:
    bought = case.purchase
    number = identifiers.digital_number(issued_on, 1_297_000_000 + case.serial * 7_919)
    older = case.kind is Kind.VAT_E_ORDINARY
    return InvoiceSpec(
        kind=case.kind,
        number=f"{64_000_000 + case.serial * 7_919}" if older else number,
        issued_on=issued_on,
        buyer=cast.employer_of(case.grant).party,
        seller=bought.seller,
        lines=(
            lines.line_of_total(
                bought.name, bought.total, bought.rate, quantity=Decimal(1), unit=bought.unit
            ),
        ),
        remarks=f"订单号：XS{case.serial:06d}",
        payee="李敏" if older else "",
        reviewer="赵岚" if older else "",
    )


def _wrong_sum(spec: InvoiceSpec) -> InvoiceSpec:
    total = Decimal(spec.filled().total_with_tax or "")
    return replace(spec, total_with_tax=f"{total + 100:.2f}")


def _contradicted(spec: InvoiceSpec) -> InvoiceSpec:
    filled = spec.filled()
    return replace(spec, qr=(filled.qr or "").replace(f",{filled.total_with_tax},", ",82.68,"))


_TWISTS: Mapping[Twist, Callable[[InvoiceSpec], InvoiceSpec]] = {
    Twist.OTHER_BUYER: lambda spec: replace(spec, buyer=cast.STRANGER),
    Twist.WRONG_SUM: _wrong_sum,
    Twist.WRONG_WORDS: lambda spec: replace(spec, total_in_words="玖仟肆佰贰拾圆整"),
    Twist.QR_CONTRADICTS: _contradicted,
    Twist.RED: lambda spec: red_letter(spec, f"{int(spec.number) + 1}", spec.issued_on),
}
