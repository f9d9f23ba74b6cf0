"""Working papers of a check: what they say, that they add up, that they print the same twice."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from compliance.sampling.plan import Plan, Purpose, Selection, Unit
from reports import check_summary, render_pdf, sampling_words, workpaper
from reports.paper import Grid, Paper, Text
from tests.reports.workpaper_examples import (
    CHECK,
    ONE,
    OTHER,
    PARTLY,
    PLAN,
    SOUND,
    SUMMARY,
    UNPROVEN,
    WAITING,
    line,
)


def told(labels: object) -> dict[str, str]:
    assert isinstance(labels, tuple)
    return {label.name: label.value for label in labels}


def pages(content: bytes) -> list[str]:
    document = PdfDocument(content)
    return [
        "".join(document[at].get_textpage().get_text_bounded().split())
        for at in range(len(document))
    ]


def test_a_line_has_the_sixteen_columns_of_the_form() -> None:
    (section,) = workpaper.sheet(ONE).sections
    assert [column.title for column in workpaper.COLUMNS] == [
        "专项项目", "凭证日期", "凭证号", "经济内容", "对方科目", "借方金额", "贷方金额",
        "支持文件", "用途合规", "金额准确", "手续完备", "进度匹配", "结余处理",
        "索引号", "是否异常", "备注",
    ]  # fmt: skip
    assert section.rows[1] == (
        "ZY2025-A01234537-01", date(2026, 8, 5), "202608-记-2",
        "北京明远检测技术有限公司 芯片封装测试费", "专户银行存款", Decimal("12000.00"), None,
        "符合", "不符合", "符合", "符合", "符合", "不适用", "A01-002", "是",
        f"随机抽中，命中 2 次；审定 9,600.00；{PARTLY.note}",
    )  # fmt: skip
    assert section.totals[5:7] == (Decimal("73180.00"), Decimal("0.00"))


def test_an_item_without_evidence_is_wrong_with_its_whole_amount_and_says_so() -> None:
    assert (UNPROVEN.wrong, UNPROVEN.error) == ("是", Decimal("3180.00"))
    assert list(UNPROVEN.remarks())[:2] == ["重点必查", "无法取证，按错误计"]


def test_an_item_that_was_not_looked_at_yet_says_nothing_and_proves_nothing() -> None:
    assert (WAITING.wrong, WAITING.error) == ("", Decimal("0.00"))
    cells = workpaper.sheet(OTHER).sections[0].rows[0]
    assert cells[7:13] == (None,) * 6
    assert cells[14] is None
    assert OTHER.looked_at == Decimal("0.00")


def test_the_foot_says_how_much_was_looked_at_and_what_was_found() -> None:
    said = told(ONE.remarks())
    assert said["检查比例"] == ("已检查金额 73,180.00 元 ÷ 本期发生额 1,482,045.60 元 = 4.94%")
    assert "抽查 3 笔：大额必查 1 笔、重点必查 1 笔、随机抽中 1 笔。" in said["审计说明"]
    assert said["审计结论"] == (
        "发现差错 2 笔，其中无法取证 1 笔，差错金额 5,580.00 元，"
        "涉及 A01-002、A01-003，详见取证单。"
    )


def test_a_paper_that_is_not_finished_draws_no_conclusion() -> None:
    said = told(OTHER.remarks())
    assert "尚有 1 笔未检查" in said["审计说明"]
    assert said["审计结论"] == "检查尚未完成。"
    nothing = replace(OTHER, turnover=Decimal("0.00"))
    assert told(nothing.remarks())["检查比例"].endswith("本期发生额 0.00 元")


def test_a_paper_that_nobody_reviewed_says_so_before_its_conclusion() -> None:
    said = told(replace(ONE, unreviewed=2).remarks())
    assert "尚有 2 笔待另一人复核" in said["审计说明"]
    assert said["审计结论"].startswith("尚待另一人复核，结论未定。发现差错 2 笔")


def test_clean_items_are_said_to_be_clean() -> None:
    clean = replace(ONE, lines=(SOUND,))
    assert told(clean.remarks())["审计结论"] == "所抽查的支出未发现差错。"
    proven = replace(ONE, lines=(PARTLY,))
    assert "发现差错 1 笔，差错金额 2,400.00 元" in told(proven.remarks())["审计结论"]
    nothing = told(replace(ONE, lines=()).remarks())
    assert "抽查 0 笔：无。" in nothing["审计说明"]
    assert nothing["审计结论"] == "本次没有抽到本单位的支出。"


def test_the_sample_can_be_drawn_again_from_what_is_printed() -> None:
    said = told(sampling_words.of_drawing(CHECK.drawing))
    assert said["抽样总体"] == "214 笔，3,182,045.60 元"
    assert said["总体文件 SHA-256"] == "ab12" * 16
    assert said["种子"] == "6f" * 32
    assert said["算法版本"].startswith("1（")
    assert said["选取方法"] == "等距选取（随机起点），抽样单元为每一分钱"
    assert said["置信水平和差错率"] == "置信水平 95%，可容忍 5%，预计 1%"
    assert said["审计风险模型"] == "控制风险 52%；留给抽样的风险 5/52"
    assert said["全查和覆盖"] == (
        "单笔 50,000.00 元及以上全查；标记为另行确认后列支、关注的全查；每个项目至少 1 笔"
    )
    assert said["抽取次数"] == "第 1 轮 60，第 2 轮 12"
    assert said["抽样间隔"] == "15910228/3 分（约 53,034.09 元）"


def test_a_plain_plan_says_only_what_it_has() -> None:
    plan = Plan(
        purpose=Purpose.ATTRIBUTE, selection=Selection.RANDOM, unit=Unit.RECORD, two_stage=True
    )
    drawing = replace(CHECK.drawing, plan=plan, rounds=(), interval=None)
    said = told(sampling_words.of_drawing(drawing))
    assert {"评价方法", "审计风险模型", "抽样间隔"}.isdisjoint(said)
    assert said["全查和覆盖"] == "无"
    assert said["抽取次数"] == "不抽取：总体逐笔全查"
    assert "两阶段" in said


def test_every_word_of_a_plan_can_be_said() -> None:
    for words, kinds in (
        (sampling_words.PURPOSES, "Purpose"), (sampling_words.SELECTIONS, "Selection"),
        (sampling_words.UNITS, "Unit"), (sampling_words.METHODS, "Method"),
        (sampling_words.DISTRIBUTIONS, "Distribution"), (sampling_words.STRATA, "Stratum"),
    ):  # fmt: skip
        kind = type(next(iter(words)))
        assert kind.__name__ == kinds
        assert set(words) == set(kind)


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (Fraction(1, 20), "5%"), (Fraction(1, 40), "2.5%"), (Fraction(1, 3), "1/3"),
        (Fraction(1), "100%"), (Fraction(0), "0%"), (Fraction(1, 80000), "0.00125%"),
    ],
)  # fmt: skip
def test_a_share_is_written_exactly(rate: Fraction, words: str) -> None:
    assert sampling_words.share(rate) == words


def test_the_summary_adds_up_what_the_papers_say() -> None:
    (section,) = check_summary.sheet(SUMMARY).sections
    assert section.rows[0] == (
        1, "北京星河精工科技有限公司", "抽查2026-001-A01", 120, Decimal("1482045.60"), 3,
        Decimal("73180.00"), Decimal("0.0494"), 2, 1, Decimal("5580.00"), 2, 1,
    )  # fmt: skip
    assert section.totals == (
        None, "合计", None, 214, Decimal("3182045.60"), 4, Decimal("73180.00"),
        Decimal("0.0230"), 2, 1, Decimal("5580.00"), 2, 1,
    )  # fmt: skip


def test_the_summary_says_what_the_sample_comes_to() -> None:
    said = told(replace(SUMMARY, result="通过。").remarks())
    assert said == {
        "差错": "2 笔（其中无法取证 1 笔，按错误计）",
        "已查明差错金额": "5,580.00 元",
        "最可能差错": "63,640.91 元（2.0000%）",
        "差错上限": "194,850.97 元（6.1235%）",
        "可容忍差错": "159,102.28 元",
        "抽样结论": "最可能差错在可容忍范围内，差错上限超出：请追加样本。",
        "检查结论": "通过。",
    }
    assert told(replace(SUMMARY, evaluation=None).remarks()) == {"抽样结论": "尚未评价。"}


def test_of_attributes_rates_are_said_and_no_amounts() -> None:
    assert SUMMARY.evaluation is not None
    rates = replace(
        SUMMARY.evaluation, known=None, most_likely_amount=None, upper_amount=None,
        tolerable_amount=None,
    )  # fmt: skip
    said = told(sampling_words.of_evaluation(rates))
    assert said["最可能差错"] == "2.0000%"
    assert {"已查明差错金额", "可容忍差错"}.isdisjoint(said)


def test_all_papers_are_one_document_each_page_saying_what_it_rests_on() -> None:
    content = check_summary.document(SUMMARY)
    printed = pages(content)
    assert check_summary.document(SUMMARY) == content
    first, last = printed[0], printed[-1]
    assert "抽查汇总" in first
    assert "检查尚未完成" in last
    for at, page in enumerate(printed, start=1):
        for words in ("ab12" * 16, "算法版本1", "依第三十四条保密", f"—{at}—"):
            assert words in page
    whole = "".join(printed)
    for words in ("6f" * 32, '"seed":', "支持文件", "不符合", "周审核2026-10-28", "5,580.00"):
        assert words in whole


def test_all_papers_are_one_workbook() -> None:
    content = check_summary.workbook(SUMMARY)
    assert check_summary.workbook(SUMMARY) == content
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == [
        "抽查汇总", "01 北京星河精工科技有限公司", "02 北京云岭新材料研究院", "抽样依据",
    ]  # fmt: skip
    paper = {str(cell.value) for row in book.worksheets[1].iter_rows() for cell in row}
    assert f"审计结论：{told(ONE.remarks())['审计结论']}" in paper
    basis = {str(cell.value) for row in book.worksheets[3].iter_rows() for cell in row}
    assert PLAN.content().decode().strip() in basis


def test_a_row_higher_than_a_page_is_parted_and_others_are_not() -> None:
    long = replace(ONE, lines=(line(1, "1.00", note="长" * 1900), SOUND))
    assert "".join(pages(render_pdf.render(workpaper.compose(long)))).count("长") == 1900
    many = replace(ONE, lines=tuple(line(at, "10.00") for at in range(1, 41)))
    printed = pages(render_pdf.render(workpaper.compose(many)))
    assert len(printed) > 1
    for page in printed:
        assert page.count("专户银行存款") == page.count("A01-0")  # no row lies on two pages
        assert "专项项目" in page  # the titles are on every page


def test_papers_that_lie_differently_are_not_bound() -> None:
    upright = Paper(title="说明", blocks=(Text("一段。"),))
    with pytest.raises(AssertionError, match="lie the same way"):
        render_pdf.render_bound((upright, replace(upright, wide=True)))


def test_a_block_of_labels_fills_its_last_line() -> None:
    labels = (*workpaper.sheet(ONE).headings[:4],)
    block = workpaper.block_of(labels)
    assert isinstance(block, Grid)
    assert block.rows[1] == ("编制人/日期", "周审核 2026-10-28", "—", "", "—", "")
