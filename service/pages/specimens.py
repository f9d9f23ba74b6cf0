"""Examples for the style guide: invented, and only there."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace as Specimen

from flask_babel import gettext as _

from service.pages.assets import address_of
from service.pages.bars import bar
from service.pages.forms import Form
from service.pages.paging import Page

AT = datetime(2026, 8, 21, 1, 32, tzinfo=UTC)
DAY = date(2026, 8, 21)


def all_of_them() -> dict[str, object]:
    """Give the style guide's examples."""
    return {
        "form": Form({"amount": "12,340.00", "day": "2026-08-21"}),
        "wrong_form": _wrong_form(),
        "verdicts": [_verdict(outcome) for outcome in ("pass", "review", "confirm", "block")],
        "events": _events(),
        "lines": _lines(),
        "total": _line("", "600000.00", "215340.50", "38200.00"),
        "claims": _claims(),
        "page": Page(3, 20, 372, lambda number: f"?page={number}"),
        "document": _document(),
        "fields": _fields(),
        "comparisons": _comparisons(),
        "corrections": _corrections(),
        "amounts": [Decimal("1234567.89"), Decimal("-1234.50"), Decimal(0), None],
        "day": DAY,
        "at": AT,
    }


def _wrong_form() -> Form:
    form = Form({"name": "", "amount": "12.345"})
    form.errors = {
        "name": _("请填写这一项。"),
        "amount": _("请填写金额，最多两位小数，例如 1234.50。"),
    }
    return form


def _verdict(outcome: str) -> Specimen:
    findings = {
        "pass": [],
        "review": [_review()],
        "confirm": [_over()],
        "block": [_block(), _review()],
    }[outcome]
    passed = [
        Specimen(words=_("购买方是本单位"), article=_("第二十八条")),
        Specimen(words=_("金额、税额与大写一致"), article=_("第二十六条")),
        Specimen(words=_("没有重复报销"), article=_("第二十六条")),
    ]
    summary = {
        "pass": _("全部核对通过，可以提交。"),
        "review": _("写明说明后可以提交，由复核人判断。"),
        "confirm": _("写明说明后可以提交；其中有的事项须由复核人另行写明理由确认。"),
        "block": _("改正后重新核对，才能提交。"),
    }[outcome]
    return Specimen(
        outcome=outcome,
        findings=findings,
        passed=passed,
        summary=summary,
        texts=_texts(),
        rulebook=("4", "7e95d3a8ac50"),
        decided_at=AT,
    )


def _texts() -> list[Specimen]:
    return [
        Specimen(kind=_("负面清单"), title=_("负面清单（2025年版）"), version="2025 d11c0b7a6f52"),
        Specimen(
            kind=_("标准和限额"), title=_("标准和限额（2025年版）"), version="2025 0a5c13fe9b77"
        ),
    ]


def _block() -> Specimen:
    return Specimen(
        severity="block",
        sentence=_("餐饮服务属于负面清单 NL-09（依据第二十八条）。"),
        remedy=_("如为会议用餐，请补充会议通知和签到表后重新检查。"),
        article=_("第二十八条"),
        demand=_("经费不得用于负面清单所列事项。"),
        found=_("餐饮服务"),
        limit="",
        passes=_("不能例外。"),
        places=[Specimen(mark="line-1", anchor="line-1", words=_("明细第 %(n)s 行", n=1))],
        most=None,
    )


def _over() -> Specimen:
    return Specimen(
        severity="block",
        sentence=_("会议费超过综合定额，超出 ¥4,000.00 不能列支（依据第二十八条）。"),
        remedy=_("请把列支金额降到限额以内，超出部分由单位承担。"),
        article=_("第二十八条"),
        demand=_("经费不得用于负面清单所列事项。"),
        found="¥26,000.00",
        limit="¥22,000.00",
        passes=_("经办人写明理由，并由复核人另行写明理由确认，才可以列支。"),
        places=[Specimen(mark="total_with_tax", anchor="read-total_with_tax", words=_("价税合计"))],
        most=Decimal(22000),
    )


def _review() -> Specimen:
    return Specimen(
        severity="review",
        sentence=_("开票日期 2025-03-04 在立项前六个月内（窗口 2025-02-28 至 2025-08-30）。"),
        remedy=_("请写明与项目的直接关系。"),
        article=_("第二十八条"),
        demand=_("立项前六个月内的支出须与项目直接相关。"),
        found=_("开票日期 2025-03-04"),
        limit=_("2025-02-28 至 2025-08-30"),
        passes="",
        places=[],
        most=None,
    )


def _events() -> list[Specimen]:
    return [
        Specimen(who="王会计", did=_("退回"), at=AT, said=_("请补充会议通知。")),
        Specimen(who="李经办", did=_("提交复核"), at=AT, said=None),
        Specimen(who="李经办", did=_("收到凭证，建立报销申请"), at=AT, said=None),
    ]


def _line(name: str, budget: str, spent: str, reserved: str) -> Specimen:
    amounts = [Decimal(budget), Decimal(spent), Decimal(reserved)]
    return Specimen(
        name=name,
        budget=amounts[0],
        spent=amounts[1],
        reserved=amounts[2],
        available=amounts[0] - amounts[1] - amounts[2],
        bar=bar(*amounts),
    )


def _lines() -> list[Specimen]:
    return [
        _line(_("研发"), "300000.00", "182340.50", "30000.00"),
        _line(_("培训"), "120000.00", "33000.00", "0.00"),
        _line(_("参加学术会议"), "80000.00", "0.00", "8200.00"),
        _line(_("专利及文章发表"), "100000.00", "0.00", "0.00"),
    ]


def _claims() -> list[Specimen]:
    rows = (
        ("BX2026-00041", "北京示例检测技术有限公司", "12340.00", "pass", "submitted"),
        ("BX2026-00040", "上海样例餐饮管理有限公司", "866.00", "block", "draft"),
        ("BX2026-00039", "北京示例书店", "-120.00", "review", "returned"),
        ("BX2026-00038", "样例学会", "3200.00", "pass", "posted"),
    )
    return [
        Specimen(
            number=number, seller=seller, amount=Decimal(amount), outcome=outcome, state=state,
            day=DAY,
        )
        for number, seller, amount, outcome, state in rows
    ]  # fmt: skip


def _document() -> Specimen:
    def box(field: str, place: tuple[int, int, int, int], mark: str = "") -> Specimen:
        x, y, width, height = place
        return Specimen(field=field, x=x, y=y, width=width, height=height, mark=mark)

    boxes = [
        box("invoice_number", (43000, 3200, 13000, 1600)),
        box("seller_name", (33000, 9000, 20000, 1800)),
        box("total_with_tax", (44000, 30500, 9000, 1800), "concerned"),
        box("remarks", (6000, 34000, 30000, 2000), "doubtful"),
    ]
    sheet = Specimen(image=address_of("specimen.svg"), width=60945, height=39685, boxes=boxes)
    second = Specimen(image=address_of("specimen.svg"), width=60945, height=39685, boxes=[])
    return Specimen(name="sample.pdf", sheets=[sheet, second])


def _comparisons() -> list[Specimen]:
    return [
        Specimen(word=_("税务查验平台"), outcome="review", fields="", sentence=_("还没有查验。")),
        Specimen(word=_("二维码"), outcome="pass", fields=_("发票号码"), sentence=""),
        Specimen(word=_("数字签名"), outcome="", fields="", sentence=""),
    ]


def _corrections() -> list[Specimen]:
    def made(name: str, read: str, stated: str, reason: str) -> Specimen:
        return Specimen(
            name=name, word=_("备注"), read=read, stated=stated, confirmed=read == stated,
            by="王晓晨", at=AT, reason=reason,
        )  # fmt: skip

    return [
        made("remarks", "ZY2026-00B", "ZY2026-008", _("更正的原因")),
        made("remarks", "ZY2026-008", "ZY2026-008", ""),
    ]


def _fields() -> list[Specimen]:
    def field(name: str, word: str, value: str, mark: str = "", agreed: str = "") -> Specimen:
        return Specimen(name=name, word=word, value=value, mark=mark, agreed=agreed, boxed=True)

    return [
        field("invoice_number", _("发票号码"), "25117000000123456789", agreed=_("二维码")),
        field("seller_name", _("销售方"), "北京示例检测技术有限公司"),
        field("total_with_tax", _("价税合计"), "12340.00", "concerned", _("大写")),
        field("remarks", _("备注"), "项目编号 ZY2026-003", "doubtful"),
    ]
