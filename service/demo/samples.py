"""Invoices to try out: files for the first employer's grants that nobody has claimed yet."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

from importers.invoice import Kind, Line
from service.demo import cast, identifiers, lines, scan
from service.demo.data_form import draw_xml
from service.demo.drawing import draw
from service.demo.fiscal import PATENT_FEES, FiscalSpec
from service.demo.invoices import InvoiceSpec, Party, red_letter
from service.demo.ofd_drawing import draw_ofd
from service.demo.packing import draw_zip
from service.demo.rail import RailSpec

_SERIAL = 2_600_000_000


def specs(approved_on: date, today: date) -> Mapping[str, InvoiceSpec]:
    """Return the invoices by file name (without ending), in the order of a tour."""
    recent = today - timedelta(days=4)
    sound = _invoice(1, recent, "8904.00")
    dinner = lines.line_of_total("*餐饮服务*餐费", Decimal("1196.10"))
    card = lines.line_of_total("*预付卡销售*购物卡", Decimal("3000.00"), "不征税")
    older = _invoice(6, recent - timedelta(days=9), "8480.00")
    before = _invoice(7, approved_on - timedelta(days=70), "7950.00")
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


def _patent_fee(day: date) -> FiscalSpec:
    """Return the receipt for a patent fee, reduced to 15 per cent."""
    fee = Line(
        name="专利申请费",
        code=f"{PATENT_FEES}012",
        unit="件",
        quantity="0.15",
        unit_price="900.00",
        amount="135.00",
    )
    return FiscalSpec(
        kind=Kind.FISCAL_CENTRAL,
        title="中央非税收入统一票据（电子）",
        number=f"{_SERIAL // 1000 + 10:010d}",
        issued_on=day,
        payer=cast.EMPLOYERS[0].party,
        payee=Party("国家知识产权局"),
        lines=(fee,),
        other_info="申请号：2026101234567",
    )


def _ticket(day: date) -> RailSpec:
    traveller = cast.SELECTEES[0].name
    return RailSpec(
        number=f"{day:%y}119110{_SERIAL + 11:012d}",
        issued_on=day,
        buyer=cast.EMPLOYERS[0].party,
        passenger=traveller,
        id_no="1101081988****0012",
        e_ticket="306712A086012090014302",
        train="G105",
        travel_on=day - timedelta(days=3),
        departure_time="07:25",
        from_station="北京南",
        to_station="上海虹桥",
        carriage="05车",
        seat="11A号",
        seat_class="二等座",
        price="661.00",
        spellings=("Beijingnan", "Shanghaihongqiao"),
    )


def files(approved_on: date, today: date) -> Mapping[str, Callable[[], bytes]]:
    """Return how to make every file, by its name: PDF and the other forms that vouchers take."""
    recent = today - timedelta(days=4)
    scanned = scan.Conditions(dots_per_inch=150, tilt=40, speckles=40)
    scanning = _invoice(14, recent, "7420.00")
    packed = {f"{place}.pdf": _invoice(place, recent, f"{place * 106}.00") for place in (15, 16)}
    made: dict[str, Callable[[], bytes]] = {
        f"{name}.pdf": partial(draw, spec) for name, spec in specs(approved_on, today).items()
    }
    return made | {
        "10-专利申请费-中央财政票据.pdf": partial(draw, _patent_fee(recent)),
        "11-铁路电子客票.pdf": partial(draw, _ticket(recent)),
        "12-数电发票.ofd": partial(draw_ofd, _invoice(12, recent, "4240.00")),
        "13-数电发票.xml": partial(draw_xml, _invoice(13, recent, "2120.00")),
        "14-扫描件.png": lambda: scan.scan(draw(scanning), scanned),
        "15-两张发票.zip": lambda: draw_zip({name: draw(spec) for name, spec in packed.items()}),
    }


def write(folder: Path, approved_on: date, today: date) -> None:
    """Draw the invoices into `folder`; files that are there stay as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in files(approved_on, today).items():
        file = folder / name
        if not file.exists():
            file.write_bytes(make())
