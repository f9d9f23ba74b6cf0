"""Letters of every kind: what each says, that its figures agree, and that it prints."""

import io
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdfium2 import PdfDocument

from importers import chinese_amount
from reports import letters as package
from reports import render_pdf
from reports.letters import catalogue
from reports.letters.catalogue import Content
from reports.letters.clawback import ClawbackNotice
from reports.letters.parts import Concern, Fact, article, day, fact_blocks, numeral, yuan_in_full
from reports.letters.rectification import RectificationNotice
from reports.paper import (
    Address,
    Block,
    Boxes,
    Code,
    Enclosures,
    Grid,
    Heading,
    Leaf,
    Paper,
    Receipt,
    Signature,
    Text,
)
from tests.reports.letter_examples import (
    ABOUT,
    CLAWBACK,
    CLAWBACK_REMINDER,
    COMMENT,
    DECISION,
    EXAMPLES,
    FACTS,
    FRAME,
    INSPECTION,
    RECTIFICATION,
    REFERRAL,
    REMINDER,
    TRANSFER,
)

EVERY = pytest.mark.parametrize("content", EXAMPLES, ids=lambda content: content.kind)
IN_FULL = re.compile(r"([\d,]+\.\d\d) 元（大写：人民币([^）]+)）")


def words_of(block: Block) -> Iterator[str]:
    match block:
        case Address(text) | Heading(text) | Text(text) | Receipt(text):
            yield text
        case Grid():
            yield from (cell for row in (block.columns, *block.rows) for cell in row)
        case Enclosures(titles):
            yield from titles
        case Boxes(parties):
            yield from (word for party in parties for word in party)
        case Signature():
            yield block.by
        case Code() | Leaf():  # no letter has them
            raise AssertionError(block)


def said(content: Content, within: str = "15 个工作日") -> str:
    paper = catalogue.compose(content, replace(FRAME, within=within))
    return "\n".join([paper.title, *(word for block in paper.blocks for word in words_of(block))])


def printed(paper: Paper) -> str:
    with pdfplumber.open(io.BytesIO(render_pdf.render(paper))) as document:
        text = "".join(page.extract_text() or "" for page in document.pages)
    return "".join(text.split())


def test_there_is_an_example_of_every_kind() -> None:
    assert [each.kind for each in EXAMPLES] == list(catalogue.KINDS)
    assert len({kind.series for kind in catalogue.KINDS.values()}) == len(EXAMPLES)


def test_every_module_of_a_letter_stands_in_the_catalogue() -> None:
    modules = {each.name for each in pkgutil.iter_modules(package.__path__)}
    known = {kind.content.__module__.rpartition(".")[2] for kind in catalogue.KINDS.values()}
    assert modules - {"catalogue", "parts"} == known


@EVERY
def test_a_letter_survives_its_record(content: Content) -> None:
    record = catalogue.to_record(content)
    assert catalogue.content_of(content.kind, record) == content
    assert catalogue.frame_of(catalogue.to_record(FRAME)) == FRAME


@EVERY
def test_a_letter_names_whom_it_goes_to_its_basis_its_case_and_who_signs(content: Content) -> None:
    text = said(content)
    for expected in (
        content.concern.recipient, content.concern.grant, *content.basis,
        FRAME.case_number, FRAME.issuer,
    ):  # fmt: skip
        assert expected in text


@EVERY
def test_every_amount_in_figures_agrees_with_its_words(content: Content) -> None:
    for figures, words in IN_FULL.findall(said(content)):
        assert chinese_amount.parse(words) == Decimal(figures.replace(",", ""))


@EVERY
def test_what_is_printed_can_be_read_again(content: Content) -> None:
    paper = catalogue.compose(content, FRAME)
    text = printed(paper)
    assert paper.title in text
    for block in paper.blocks:
        if isinstance(block, Heading | Address):
            assert "".join(next(words_of(block)).split()) in text
    assert "".join(FRAME.issuer) in text
    assert "2026年3月5日" in text
    assert "—1—" in text


@EVERY
def test_the_same_letter_has_the_same_bytes(content: Content) -> None:
    paper = catalogue.compose(content, FRAME)
    assert render_pdf.render(paper) == render_pdf.render(paper)


@EVERY
def test_only_a_letter_with_a_term_says_how_long_it_is(content: Content) -> None:
    if content.term is not None:
        assert "自送达之日起 15 个工作日内" in said(content)
    assert "个工作日内" not in said(replace(content, term=None), within="").replace(
        "收到本通知书后 5 个工作日内", ""
    )


def test_a_notice_of_rectification_asks_only_for_what_it_has_to() -> None:
    text = said(RECTIFICATION)
    for expected in (
        "15,000.00 元（大写：人民币壹万伍仟圆整）以自有资金归还", "示波器验收单；会议通知和签到表",
        "调整账务：", "完善经费报销", "陈述和申辩", "第三十二条第二款第三项", "记-2026-01-0012",
    ):  # fmt: skip
        assert expected in text
    little = RectificationNotice(
        concern=Concern(recipient="某单位"), facts=(Fact(text="缺验收单。"),), basis=("某条",),
        papers=("验收单",),
    )  # fmt: skip
    text = said(little)
    assert "归还该项目" not in text
    assert "调整账务" not in text
    assert "所承担的项目" in text
    assert "（一）" not in text


@pytest.mark.parametrize("content", [RECTIFICATION, CLAWBACK, DECISION], ids=lambda one: one.kind)
def test_who_is_asked_for_something_is_told_how_to_object(content: Content) -> None:
    assert re.search("异议的，可以自送达之日起 10 日内", said(content))
    unknown = catalogue.compose(content, replace(FRAME, heard_within=""))
    assert any("可以收到后及时" in word for block in unknown.blocks for word in words_of(block))


def test_a_letter_of_supervision_says_that_a_reminder_went_before() -> None:
    assert catalogue.compose(RECTIFICATION, FRAME).title == "整改通知书"
    ordered = replace(RECTIFICATION, ordered=True)
    assert catalogue.compose(ordered, FRAME).title == "整改督促通知书"
    assert "经提醒，你单位仍未按要求完成整改" in said(ordered)


def test_a_clawback_shows_how_it_was_computed() -> None:
    text = said(CLAWBACK)
    for expected in (
        "200,000.00", "80,000.00", "20,000.00", "5,000.00", "15,000.00", "105,000.00",
        "应退回 120,000.00 元（大写：人民币壹拾贰万圆整）", "尚未归还的不合规支出",
        "91110108MA01234537", "0200 0000 0000 0001", "“退回ZY2025-001”",
    ):  # fmt: skip
        assert expected in text
    without = replace(CLAWBACK, account=None, concern=replace(ABOUT, uscc=""))
    assert isinstance(without, ClawbackNotice)
    assert "按本中心在该事项中告知的账户" in said(without)
    assert "统一社会信用代码" not in said(without)


def test_the_other_letters_say_what_they_are_for() -> None:
    assert "尚欠 100,000.00 元" in said(CLAWBACK_REMINDER)
    assert "58,952.30 元（大写：人民币伍万捌仟玖佰伍拾贰圆叁角）" in said(TRANSFER)
    bare = replace(TRANSFER, in_flight=(), assets=(), open_findings=(), enclosures=())
    for expected in ("没有在途和保留的支出", "没有以本项目经费购置的资产", "没有未结的检查问题"):
        assert expected in said(bare)
    assert "检查组不少于二人" in said(INSPECTION)
    assert "请提供的资料" not in said(replace(INSPECTION, papers=()))
    assert "逾期未提出的，视为无异议" in said(COMMENT)
    assert "自 2026 年 3 月 9 日起生效" in said(DECISION)
    assert "经听取意见" in said(DECISION)
    unheard = said(replace(DECISION, heard=""))
    assert "陈述和申辩" not in unheard
    assert "经听取意见" not in unheard
    assert "截至本日尚未退回 100,000.00 元" in said(REFERRAL)
    assert "尚未退回" not in said(replace(REFERRAL, owed=None, evidence=()))
    assert "有关事实" not in said(replace(REMINDER, facts=()))
    assert "由本中心项目管理部门答复" in said(REMINDER)
    assert "电话 010-00000000" in said(replace(REMINDER, contact="电话 010-00000000"))


def test_facts_with_amounts_are_listed_and_added_up() -> None:
    *_, grid, total = fact_blocks(FACTS)
    assert isinstance(grid, Grid)
    assert grid.rows[-1] == ("合计", "", "", "15,000.00")
    assert isinstance(total, Text)
    assert "15,000.00 元" in total.text
    assert all(isinstance(block, Text) for block in fact_blocks(FACTS[2:]))


def test_the_parts_of_a_letter() -> None:
    assert ABOUT.grant_words() == "项目 ZY2025-001（入选者林知行，任务书 RWS-2025-001）"
    assert replace(ABOUT, agreement="").grant_words() == "项目 ZY2025-001（入选者林知行）"
    assert REFERRAL.concern.grant_words() == "项目 ZY2025-001"
    assert [numeral(at) for at in (1, 10, 11, 20, 21, 99)] == [
        "一", "十", "十一", "二十", "二十一", "九十九",
    ]  # fmt: skip
    assert day(date(2026, 3, 5)) == "2026 年 3 月 5 日"
    assert article(32, "（二）3") == "《卓越工程师成长计划管理办法》第三十二条（二）3"
    assert yuan_in_full(Decimal("1196.10")) == "1,196.10 元（大写：人民币壹仟壹佰玖拾陆圆壹角）"


@given(st.text(max_size=300))
def test_whatever_people_typed_prints_the_same_twice(text: str) -> None:
    row = (text, text)
    paper = Paper(title="说明", number=text[:20], blocks=(
        Heading(text), Text(text), Grid(columns=row, rows=(row,), shares=(1, 9)),
        Boxes((row,)), Receipt(text), Enclosures((text,)), Signature(text, date(2026, 3, 5)),
    ))  # fmt: skip
    assert render_pdf.render(paper) == render_pdf.render(paper)


def test_a_cell_may_be_higher_than_a_page() -> None:
    row = ("长" * 3000, "短")
    paper = Paper(title="长格", blocks=(Grid(columns=("甲", "乙"), rows=(row,), shares=(1, 9)),))
    assert printed(paper).count("长") == 3001


def test_what_stands_in_a_cell_higher_than_a_page_can_be_seen_to_its_end() -> None:
    row = ("短", "长" * 900)
    paper = Paper(title="格", blocks=(Grid(columns=("甲", "乙"), rows=(row,), shares=(9, 1)),))
    document = PdfDocument(render_pdf.render(paper))
    seen = [document[at].get_textpage().get_text_bounded() for at in range(len(document))]
    assert "".join(seen).count("长") == 900
    assert all("长" in page for page in seen)


def test_a_table_with_a_missing_cell_is_no_table() -> None:
    with pytest.raises(AssertionError, match="fills its columns"):
        Grid(columns=("一", "二"), rows=(("甲",),), shares=(1, 1))


def test_a_paper_may_have_no_number_no_signature_and_text_at_the_edge() -> None:
    paper = Paper(
        title="说明", blocks=(Text("顶格的一段。", indented=False), Enclosures(("甲", "乙")))
    )
    text = printed(paper)
    assert "说明顶格的一段。附件：1.甲" in text
    assert "2.乙" in text
    long = Paper(title="长表", blocks=(Grid(
        columns=("序号", "内容"), rows=tuple((str(at), "甲" * 40) for at in range(60)),
        shares=(1, 5),
    ),))  # fmt: skip
    assert printed(long).count("序号内容") > 1  # the head of the table on every page
