"""The roster file: all rows or none, and every wrong row named."""

import io
from datetime import date

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from service.actions import desk, roster
from service.db import CENTER
from service.messages import Invalid
from service.tables import PlanItemRow
from tests.service.office import Office
from tests.service.test_register import code

ROW = {
    "申报年度": "2025",
    "推荐单位": "昌平区科协",
    "单位名称": "北京云澜科技有限公司",
    "统一社会信用代码": code("91110114MA0ABCDE"),
    "住所": "北京市昌平区某路 1 号",
    "会计制度": "small_enterprise",
    "姓名": "苏映川",
    "出生日期": "1985-02-03",
    "研究领域": "新材料",
    "任务书编号": "RWS-2025-100",
    "立项日": "2025-08-31",
    "签订日": "2025-09-10",
    "执行期止": "2027-08-30",
    "预算": "RND=60000;CONF=40000",
    "拨付计划": "2025-10-01=60000;2026-10-01=40,000",
    "培养方案": "RND=样机可靠性试验;年度学术交流;",
    "开户行": "北京银行昌平支行",
    "账号": "1109012345678902",
}


def csv_of(*rows: dict[str, str]) -> bytes:
    titles = list(ROW)
    lines = [",".join(titles)]
    lines += [",".join(f'"{row.get(title, "")}"' for title in titles) for row in rows]
    return ("\ufeff" + "\n".join([*lines, ""])).encode()


def take(office: Office, *rows: dict[str, str], dry_run: bool = False) -> roster.Imported:
    parsed = roster.rows_of("roster.csv", csv_of(*rows))
    return roster.import_rows(office.database, office.manager, parsed, dry_run=dry_run)


def grants(office: Office) -> int:
    with office.database.transaction(CENTER) as session:
        return len(desk.grants(session, office.manager))


def test_a_good_roster_registers_employers_grants_agreements_and_accounts(office: Office) -> None:
    second = ROW | {"姓名": "纪明远", "任务书编号": "RWS-2025-101"}
    without_agreement = ROW | {"姓名": "关宁", "任务书编号": "", "账号": ""}
    result = take(office, ROW, second, without_agreement)
    assert result.taken
    assert result.wrong == 0
    assert grants(office) == 4
    with office.database.transaction(CENTER) as session:
        plan = session.execute(select(PlanItemRow.number, PlanItemRow.title, PlanItemRow.category))
        assert sorted(tuple(row) for row in plan) == [
            (1, "样机可靠性试验", "RND"), (1, "样机可靠性试验", "RND"),
            (2, "年度学术交流", None), (2, "年度学术交流", None),
        ]  # fmt: skip


def test_one_wrong_row_keeps_all_rows_out_and_is_named(office: Office) -> None:
    wrong = ROW | {"统一社会信用代码": "91110302791614657K", "单位名称": "某某公司"}
    result = take(office, ROW, wrong)
    assert not result.taken
    assert [(line.row, line.refusal is None) for line in result.lines] == [(2, True), (3, False)]
    assert grants(office) == 1


def test_a_dry_run_changes_nothing(office: Office) -> None:
    assert not take(office, ROW, dry_run=True).taken
    assert grants(office) == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"申报年度": "二〇二五"}, "年份"),
        ({"申报年度": "2031"}, "尚未登记"),
        ({"姓名": ""}, "姓名"),
        ({"出生日期": "1985/2/3"}, "不是日期"),
        ({"预算": "RND"}, "名称=金额"),
        ({"预算": "TRAVEL=100000"}, "支出方向"),
        ({"预算": "RND=许多"}, "不是金额"),
        ({"预算": "RND=NaN"}, "不是金额"),
        ({"培养方案": "TRAVEL=出差"}, "支出方向"),
        ({"培养方案": "RND="}, "名称"),
        ({"账号": "12"}, "银行账号"),
    ],
)
def test_every_mistake_has_its_sentence(office: Office, change: dict[str, str], why: str) -> None:
    result = take(office, ROW | change)
    refusal = result.lines[0].refusal
    assert refusal is not None
    assert why in refusal.text()


def test_a_row_that_contradicts_the_register_is_named(office: Office) -> None:
    assert take(office, ROW).taken
    renamed = take(office, ROW | {"单位名称": "另一个名字", "姓名": "甲"})
    other_account = take(office, ROW | {"账号": "1109012345678999", "姓名": "乙", "任务书编号": ""})
    same_account = take(office, ROW | {"姓名": "丙", "任务书编号": ""})
    assert "不一致" in renamed.lines[0].refusal.text()  # type: ignore[union-attr]  # it is refused
    assert "另一个专门账户" in other_account.lines[0].refusal.text()  # type: ignore[union-attr]  # it is refused
    assert same_account.taken


def test_an_xlsx_roster_is_read_with_its_dates(office: Office) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(ROW))
    sheet.append(
        [date(1985, 2, 3) if title == "出生日期" else value for title, value in ROW.items()]
    )
    sheet.append([None] * len(ROW))
    file = io.BytesIO()
    book.save(file)
    rows = roster.rows_of("名册.XLSX", file.getvalue())
    assert rows == [ROW]
    assert roster.import_rows(office.database, office.manager, rows).taken


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.csv", b"", "空"),
        ("a.csv", "申报年度\n2025".encode(), "缺少列"),
        ("a.csv", "申报年度".encode("gb18030"), "UTF-8"),
        ("a.xlsx", b"not a workbook", "xlsx"),
        ("a.csv", csv_of(*([ROW] * 2001)), "2000"),
    ],
)
def test_a_file_that_is_no_roster_is_refused(name: str, content: bytes, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        roster.rows_of(name, content)
