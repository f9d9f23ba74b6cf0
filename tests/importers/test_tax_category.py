"""Tax categories: the short name before the name of a line, and the code beside it."""

import pytest

from importers import cross_check
from importers.draft import Draft
from importers.invoice import Kind, Line
from importers.tax_category import Division, prefix_of, resolve


@pytest.mark.parametrize(
    ("name", "division"),
    [
        ("*计算机外部设备*打印机", Division.GOODS),
        ("*劳务*加工费", Division.LABOUR),
        ("*研发和技术服务*测试费", Division.SERVICES),
        ("*无形资产*专利许可费", Division.INTANGIBLE),
        ("*不动产*办公用房", Division.REAL_ESTATE),
        ("*预付卡销售*购物卡", Division.NOT_TAXED),
        ("＊餐饮服务＊餐费", Division.SERVICES),
    ],
)
def test_a_short_name_of_the_table_tells_the_division(name: str, division: Division) -> None:
    category = resolve(name)
    assert category is not None
    assert (category.known, category.division) == (True, division)
    assert all(len(code) == 19 for code in category.codes)


def test_newer_short_names_are_no_error() -> None:
    category = resolve("*生产生活服务*住宿费")
    assert category is not None
    assert (category.short_name, category.known, category.division) == ("生产生活服务", False, None)
    coded = resolve("*交通运输服务*客运服务费", "3010101020203000000")
    assert coded is not None
    assert (coded.division, coded.name, coded.contradicts) == (
        Division.SERVICES, "出租汽车客运服务", False,
    )  # fmt: skip


def test_older_lines_have_none() -> None:
    assert resolve("餐费") is None
    assert resolve(None) is None
    assert prefix_of("2*3*4 测试") is None


def test_a_code_may_lack_its_last_zeros_or_be_nonsense() -> None:
    category = resolve("测试费", "30401")
    assert category is not None
    assert (category.code, category.name) == ("3040100000000000000", "研发和技术服务")
    assert resolve("测试费", "ABC") is None
    assert resolve("测试费", "9" * 19) is None
    assert resolve("测试费", "1" * 20) is None
    odd = resolve("测试费", "3990000000000000000")
    assert odd is not None
    assert odd.name == "销售服务"


def finding(line: Line, kind: Kind = Kind.E_ORDINARY) -> list[str]:
    draft = Draft(kind, items=(line,))
    cross_check.judge(draft)
    return [each.text() for each in draft.findings if "税收分类编码" in each.text()]


def test_a_code_of_another_class_is_told() -> None:
    fine = Line(name="*研发和技术服务*测试费", code="3040101000000000000")
    assert finding(fine) == []
    moved = Line(name="*人力资源服务*劳务", code="3040803010000000000")
    assert finding(moved) == []
    [told] = finding(Line(name="*研发和技术服务*测试费", code="3070401000000000000"))
    assert "餐饮服务" in told


def test_codes_of_fiscal_receipts_are_not_tax_codes() -> None:
    line = Line(name="*餐饮服务*x", code="1030159")
    assert finding(line, Kind.FISCAL_PROVINCE) == []
    assert finding(line) != []


def test_a_code_outside_the_table_has_no_name() -> None:
    category = resolve("*x*y", "2990000000000000000")
    assert category is not None
    assert category.name == "劳务"
    assert category.known is False
