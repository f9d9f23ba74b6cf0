"""The roster file: employers, selectees, agreements and accounts of a call, row by row."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.categories import Category
from importers import uscc
from ledger.statutory import Regime
from service.actions import money, register
from service.actions.plan_and_team import NewPlanItem
from service.db import CENTER, Database
from service.messages import N_, Invalid, Refused, Sentence
from service.permissions import Actor
from service.tables import AnnualCallRow, DedicatedAccountRow, EmployerRow, RecommenderRow

ROWS_MAX = 2000
NEGATIVE_LIST = "default-2025"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the roster: its heading, and what a cell of it holds."""

    title: str
    meaning: str
    needed: bool = True


COLUMNS = (
    Column("申报年度", N_("四位年份，须已登记申报通知")),
    Column("推荐单位", N_("全称；没有登记过的会先登记")),
    Column("单位名称", N_("与营业执照或法人证书一致")),
    Column("统一社会信用代码", N_("18 位，两个校验位都须正确")),
    Column("住所", N_("登记住所")),
    Column("住所证明", N_("中央登记的单位填写"), needed=False),
    Column("会计制度", "enterprise / small_enterprise / institution / association", needed=False),
    Column("姓名", N_("入选者姓名")),
    Column("出生日期", "2025-08-01"),
    Column("研究领域", N_("入选者的研究领域")),
    Column("任务书编号", N_("没有则暂不签订"), needed=False),
    Column("立项日", "2025-08-31", needed=False),
    Column("签订日", "2025-09-10", needed=False),
    Column("执行期止", "2027-08-30", needed=False),
    Column("预算", "RND=80000;TRAIN=20000", needed=False),
    Column("拨付计划", "2025-10-01=60000;2026-10-01=40000", needed=False),
    Column("培养方案", "RND=样机可靠性试验;TRAIN=工程师研修班", needed=False),
    Column("开户行", N_("专门账户开户行"), needed=False),
    Column("账号", N_("专门账户账号"), needed=False),
)


@dataclass(frozen=True, slots=True)
class Line:
    """What became of a row; `refusal` says what is wrong with it."""

    row: int
    refusal: Sentence | None


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a roster: all rows were taken, or none."""

    lines: tuple[Line, ...]
    taken: bool

    @property
    def wrong(self) -> int:
        return sum(line.refusal is not None for line in self.lines)


Row = dict[str, str]


def rows_of(name: str, content: bytes) -> list[Row]:
    """Read the rows of an xlsx or csv (UTF-8) file; refuse a file without the needed columns."""
    table = _xlsx(content) if name.lower().endswith(".xlsx") else _csv(content)
    if not table:
        raise Invalid(N_("名册是空的：第一行应为列名，可用 zhuanhu roster columns 查看。"))
    titles = [title.strip() for title in table[0]]
    missing = [column.title for column in COLUMNS if column.needed and column.title not in titles]
    if missing:
        raise Invalid(N_("名册缺少列：{columns}。"), columns="、".join(missing))
    if len(table) - 1 > ROWS_MAX:
        raise Invalid(N_("名册一次最多 {most} 行，请拆分。"), most=str(ROWS_MAX))
    return [
        {title: cell.strip() for title, cell in zip(titles, line, strict=False) if title}
        for line in table[1:]
        if any(cell.strip() for cell in line)
    ]


def _csv(content: bytes) -> list[Sequence[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid(
            N_("名册不是 UTF-8 编码：请在表格软件中另存为“CSV UTF-8”或 xlsx。")
        ) from error
    try:
        return [[_legible(cell) for cell in row] for row in csv.reader(io.StringIO(text))]
    except csv.Error as error:
        raise Invalid(N_("名册不是可读的 CSV 文件：请重新导出，或另存为 xlsx。")) from error


def _xlsx(content: bytes) -> list[Sequence[str]]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError) as error:
        raise Invalid(N_("名册不是可读的 xlsx 文件：请重新导出，或另存为 CSV UTF-8。")) from error
    sheet = book.worksheets[0]
    rows = sheet.iter_rows(values_only=True, max_row=ROWS_MAX + 2, max_col=len(COLUMNS) + 10)
    return [[_cell(value) for value in row] for row in rows]


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else _legible(str(value))


def _legible(text: str) -> str:
    """Drop what nobody sees: line breaks and control characters inside a cell."""
    return "".join(character for character in text if character.isprintable())


def import_rows(
    database: Database, actor: Actor, rows: list[Row], *, dry_run: bool = False
) -> Imported:
    """Take all rows or none: each wrong row is named, and every row is looked at."""
    with database.transaction(CENTER) as session:
        trial = session.begin_nested()
        lines = tuple(
            Line(index, _import_row(session, actor, row))
            for index, row in enumerate(rows, start=2)  # row 1 holds the headings
        )
        taken = not dry_run and not any(line.refusal for line in lines)
        if taken:
            trial.commit()
        else:
            trial.rollback()
    return Imported(lines, taken)


def _import_row(session: Session, actor: Actor, row: Row) -> Sentence | None:
    try:
        with session.begin_nested():
            _take(session, actor, row)
    except Refused as refusal:
        return refusal.sentence
    return None


def _take(session: Session, actor: Actor, row: Row) -> None:
    for column in COLUMNS:
        if column.needed and not row.get(column.title):
            raise Invalid(N_("“{column}”没有填写。"), column=column.title)
    call = session.scalar(select(AnnualCallRow).where(AnnualCallRow.year == _year(row["申报年度"])))
    if call is None:
        raise Invalid(N_("{year} 年的申报通知尚未登记。"), year=row["申报年度"])
    employer = _employer(session, actor, row)
    selectee = register.NewSelectee(
        name=row["姓名"],
        born_on=_day(row, "出生日期"),
        field=row["研究领域"],
        employer_id=employer.id,
        recommender_id=_recommender(session, actor, row["推荐单位"]).id,
        call_id=call.id,
    )
    grant_id = register.add_selectee(session, actor, selectee)
    if row.get("任务书编号"):
        _agreement(session, actor, row, grant_id)
    if row.get("账号"):
        _account(session, actor, row, employer)


def _employer(session: Session, actor: Actor, row: Row) -> EmployerRow:
    code = uscc.compact(row["统一社会信用代码"])
    found = session.scalar(select(EmployerRow).where(EmployerRow.uscc == code))
    if found is None:
        new = register.NewEmployer(
            name=row["单位名称"],
            uscc=code,
            registered_address=row["住所"],
            address_evidence=row.get("住所证明", ""),
            regime=row.get("会计制度") or Regime.ENTERPRISE.value,
        )
        return session.get_one(EmployerRow, register.add_employer(session, actor, new))
    if found.name != row["单位名称"]:
        raise Invalid(
            N_("代码 {uscc} 已登记为 {name}，与名册上的单位名称不一致。"),
            uscc=code,
            name=found.name,
        )
    return found


def _recommender(session: Session, actor: Actor, name: str) -> RecommenderRow:
    found = session.scalar(select(RecommenderRow).where(RecommenderRow.name == name))
    if found is not None:
        return found
    return session.get_one(RecommenderRow, register.add_recommender(session, actor, name, ""))


def _agreement(session: Session, actor: Actor, row: Row, grant_id: object) -> None:
    new = money.NewAgreement(
        grant_id=grant_id,  # type: ignore[arg-type]  # the id that add_selectee gave
        number=row["任务书编号"],
        approved_on=_day(row, "立项日"),
        signed_on=_day(row, "签订日"),
        ends_on=_day(row, "执行期止"),
        negative_list=NEGATIVE_LIST,
        budget=dict(_budget(part) for part in _parts(row, "预算")),
        instalments=tuple(_instalment(part) for part in _parts(row, "拨付计划")),
        plan=tuple(_plan_item(part) for part in row.get("培养方案", "").split(";") if part.strip()),
    )
    money.sign_agreement(session, actor, new)


def _account(session: Session, actor: Actor, row: Row, employer: EmployerRow) -> None:
    known = session.scalar(
        select(DedicatedAccountRow).where(DedicatedAccountRow.employer_id == employer.id)
    )
    if known is not None:
        if known.account_number != row["账号"].replace(" ", ""):
            raise Invalid(N_("{name} 已登记另一个专门账户。"), "第二十六条", name=employer.name)
        return
    register.add_account(
        session,
        actor,
        register.NewAccount(
            employer_id=employer.id,
            bank=row.get("开户行", ""),
            account_name=employer.name,
            account_number=row["账号"],
            registered_on=actor.today,
        ),
    )


def _parts(row: Row, column: str) -> list[tuple[str, str]]:
    parts = [part.strip() for part in row.get(column, "").split(";") if part.strip()]
    pairs = [tuple(side.strip() for side in part.split("=")) for part in parts]
    if not pairs or any(len(pair) != 2 for pair in pairs):  # noqa: PLR2004  # name = amount
        raise Invalid(N_("“{column}”应写成 名称=金额，用分号隔开。"), column=column)
    return [(pair[0], pair[1]) for pair in pairs]


def _plan_item(part: str) -> NewPlanItem:
    """Read one item: its direction and its title; the direction may be left out."""
    before, equals, title = part.partition("=")
    return NewPlanItem(title, _category(before.strip())) if equals else NewPlanItem(part)


def _budget(part: tuple[str, str]) -> tuple[Category, Decimal]:
    name, amount = part
    return _category(name), _amount(amount)


def _category(name: str) -> Category:
    if name not in Category.__members__:
        raise Invalid(
            N_("没有支出方向 {name}；可用：{known}。"), name=name, known="、".join(Category)
        )
    return Category(name)


def _instalment(part: tuple[str, str]) -> money.NewInstalment:
    return money.NewInstalment(_amount(part[1]), _iso(part[0], "拨付计划"))


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text.replace(",", ""))
    except InvalidOperation as error:
        raise Invalid(N_("{text} 不是金额。"), text=text) from error
    if not amount.is_finite():
        raise Invalid(N_("{text} 不是金额。"), text=text)
    return amount


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):  # noqa: PLR2004  # as in 2025
        raise Invalid(N_("“{text}”不是年份。"), text=text)
    return int(text)


def _day(row: Row, column: str) -> date:
    return _iso(row.get(column, ""), column)


def _iso(text: str, column: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid(
            N_("“{column}”的 {text} 不是日期，请写成 2025-08-31 的样子。"), column=column, text=text
        ) from error
