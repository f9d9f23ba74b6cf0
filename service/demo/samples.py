"""Invoices to try out: files for the first employer's grants that nobody has claimed yet."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from importers.invoice import Kind
from service.demo import cast, identifiers, lines
from service.demo.drawing import draw
from service.demo.invoices import InvoiceSpec, red_letter

_SERIAL = 2_600_000_000


def specs(approved_on: date, today: date) -> Mapping[str, InvoiceSpec]:
    """Return the invoices by file name (without ending), in the order of a tour."""
    recent = today - timedelta(days=4)
    sound = _invoice(1, recent, "15900.00")
    dinner = lines.line_of_total("*餐饮服务*餐费", Decimal("1196.10"))
    card = lines.line_of_total("*预付卡销售*购物卡", Decimal("3000.00"), "不征税")
    older = _invoice(6, recent - timedelta(days=9), "8480.00")
    before = _invoice(7, approved_on - timedelta(days=70), "10600.00")
    return {
        "1-合规-测试费": sound,
        "2-餐饮": replace(_invoice(2, recent), seller=cast.RESTAURANT, lines=(dinner,)),
        "3-购物卡": replace(_invoice(3, recent), seller=cast.STORE, lines=(card,)),
        "4-抬头不是本单位": replace(_invoice(4, recent, "9540.00"), buyer=cast.STRANGER),
        "5-同一发票另存的文件": replace(sound, mark="样例副本"),
        "6-增值税电子普通发票": replace(older, kind=Kind.VAT_E_ORDINARY, number="71295006"),
        "7-立项前六个月之内": before,
        "8-红字发票": red_letter(sound, identifiers.digital_number(today, _SERIAL + 8), today),
        "9-大小写不符": replace(_invoice(9, recent, "6360.00"), total_in_words="陆仟叁佰圆整"),
    }


def _invoice(place: int, issued_on: date, total: str = "5300.00") -> InvoiceSpec:
    fee = lines.line_of_total(
        "*研发和技术服务*减速器疲劳寿命测试费", Decimal(total), quantity=Decimal(1), unit="项"
    )
    return InvoiceSpec(
        kind=Kind.E_ORDINARY,
        number=identifiers.digital_number(issued_on, _SERIAL + place),
        issued_on=issued_on,
        buyer=cast.EMPLOYERS[0].party,
        seller=cast.LABORATORY,
        lines=(fee,),
        remarks="合同编号：YX-018",
    )


def write(folder: Path, approved_on: date, today: date) -> None:
    """Draw the invoices into `folder`; files that are there stay as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, spec in specs(approved_on, today).items():
        file = folder / f"{name}.pdf"
        if not file.exists():
            file.write_bytes(draw(spec))
