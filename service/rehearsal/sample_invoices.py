"""Invoices to try out, addressed to the employer of a rehearsal: one for each kind of verdict."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from importers.invoice import Kind, Line
from service import business_day
from service.actions import rehearsals
from service.demo import cast, identifiers, lines
from service.demo.invoices import InvoiceSpec, Party
from service.permissions import Actor
from service.rehearsal.days import Days

_RECENT = 4  # days ago
_BEFORE = 70  # days before the approval: within the six months of Art. 28
_SET = 10  # numbers of one set


def addressee(session: Session, actor: Actor) -> tuple[Party, date]:
    """Give whom the invoices of the actor's rehearsal are addressed to, and when it began."""
    return Party(*rehearsals.buyer(session, actor)), rehearsals.begun_on(session, actor)


def draw(buyer: Party, begun_on: date, now: datetime) -> Mapping[str, bytes]:
    """Draw a set of files by name; another instant gives invoices that nobody has claimed yet."""
    from service.demo.drawing import draw as pdf  # noqa: PLC0415  # typefaces are loaded when needed
    from service.demo.ofd_drawing import draw_ofd  # noqa: PLC0415  # likewise

    specs = _specs(buyer, Days.seen_on(begun_on).approved_on, now)
    drawn = {f"{name}.pdf": pdf(spec) for name, spec in specs.items()}
    computing = replace(
        _invoice(buyer, now, 6),
        seller=cast.COMPUTING,
        lines=(_fee("*信息技术服务*算力服务费", "4240.00"),),
    )
    return drawn | {"6-合规-算力费.ofd": draw_ofd(computing)}


def _specs(buyer: Party, approved_on: date, now: datetime) -> Mapping[str, InvoiceSpec]:
    sound = _invoice(buyer, now, 1)
    dinner = lines.line_of_total("*餐饮服务*餐费", Decimal("1196.10"))
    before = approved_on - timedelta(days=_BEFORE)
    return {
        "1-合规-测试费": sound,
        "2-餐饮": replace(_invoice(buyer, now, 2), seller=cast.RESTAURANT, lines=(dinner,)),
        "3-立项前的费用": _invoice(buyer, now, 3, issued_on=before),
        "4-抬头不是本单位": _invoice(cast.STRANGER, now, 4),
        "5-同一张发票另存": replace(sound, mark="样例副本"),
    }


def _invoice(
    buyer: Party, now: datetime, place: int, *, issued_on: date | None = None
) -> InvoiceSpec:
    day = issued_on or business_day.of(now) - timedelta(days=_RECENT)
    serial = int(now.timestamp()) * _SET + place
    return InvoiceSpec(
        kind=Kind.E_ORDINARY,
        number=identifiers.digital_number(day, serial),
        issued_on=day,
        buyer=buyer,
        seller=cast.LABORATORY,
        lines=(_fee("*研发和技术服务*减速器疲劳寿命测试费", f"{place * 1060}.00"),),
        remarks="合同编号：YL-018",
        mark="演练样例",
    )


def _fee(name: str, total: str) -> Line:
    return lines.line_of_total(name, Decimal(total), quantity=Decimal(1), unit="项")
