"""会计档案: a year of a dedicated account as one package that proves itself with plain tools.

Originals as received, the data of each claim with its verdict and its trail, vouchers, the whole
journal, statements, 余额调节表, letters; a list of all of it, and SHA256SUMS (`sha256sum -c`). The
same books give the same bytes.
"""

from collections.abc import Iterator
from itertools import chain
from typing import IO, Final
from uuid import UUID

from sqlalchemy import Select, extract, or_, select
from sqlalchemy.orm import Session

from compliance.claim_states import BOOKED
from ledger import book
from ledger.bank import reconciling, statements
from ledger.exchange import beancount, hledger, reading
from reports.messages import N_ as FORM
from reports.period import Month
from reports.sheet import Label, Provenance
from service.actions import bank_views, claim_files, exporting, packages
from service.actions.intake import Desk
from service.actions.packages import Tick
from service.actions.packing import SUMS, Entry, Packing, lists, safe
from service.messages import N_, NotFound, Refused
from service.permissions import Actor, Role
from service.tables import (
    ClaimRow,
    EmployerRow,
    LetterRow,
    ReportRunRow,
)

TITLE: Final = FORM("归档清单")
LIST: Final = "归档清单"
ARTICLE: Final = "会计基础工作规范第十二条"
FIRST_YEAR: Final = 2000
_READ_ME: Final = """{employer} {year} 年度专户会计档案

originals/   收到的原始凭证和佐证材料，一字节未改
claims/      每张报销申请的数据：票面、核对结论（条款、事实、规则版本）、办理经过
vouchers/    各月凭证草稿（按单位会计制度）
ledger/      整本账（hledger、beancount 文本，可独立验算）
bank/        银行对账单原件、已复核的余额调节表
letters/     收到的文书（PDF）
reports/     各期报表
归档清单     全部文件的名称、大小和 SHA-256（xlsx、csv）

校验：在解压后的文件夹里运行  sha256sum -c {sums}
To verify: run  sha256sum -c {sums}  in the unpacked folder.
"""


def ask(session: Session, actor: Actor, year: int) -> UUID:
    """Ask for the archive of a year."""
    if not keeps(actor):
        raise Refused(N_("出纳不兼管会计档案：档案包请由经办人或复核人生成和下载。"), ARTICLE)
    if not FIRST_YEAR <= year <= actor.today.year:
        raise NotFound(N_("没有 {year} 年的档案。"), year=str(year))
    employer = session.get_one(EmployerRow, actor.employer).name
    found = session.scalars(_claims(actor.employer, year)).all()
    name = f"会计档案-{employer}-{year}.zip"
    return packages.ask(session, actor, "archive", name, {"year": year}, len(found) + 1)


def keeps(actor: Actor) -> bool:
    """Tell whether somebody may keep the archive: a cashier may not (会计基础工作规范 §12)."""
    return actor.role is not Role.EMPLOYER_CASHIER


def years(session: Session, actor: Actor) -> tuple[int, ...]:
    """List the years that have something to archive, newest first."""
    connection = session.connection()
    periods = reading.periods(connection, book.book_of(connection, actor.employer))
    return tuple(sorted({period // 100 for period in periods}, reverse=True))


def write(desk: Desk, actor: Actor, year: int, target: IO[bytes], tick: Tick) -> None:
    """Write the archive of a year; `tick` is told after each claim."""
    with Packing(target) as packing:
        with desk.database.snapshot(actor.employer) as session:
            packing.put(_entries(desk, session, actor, year, tick))
            head = _head(session, actor)
        about = Label(FORM("年度"), str(year))
        packing.put(lists([*packing.listed], LIST, TITLE, about, head))


def _entries(desk: Desk, session: Session, actor: Actor, year: int, tick: Tick) -> Iterator[Entry]:
    employer = session.get_one(EmployerRow, actor.employer).name
    words = _READ_ME.format(employer=employer, year=year, sums=SUMS)
    yield Entry("说明", "README.txt", words.encode())
    seen: set[str] = set()
    place = 0
    for place, claim in enumerate(session.scalars(_claims(actor.employer, year)).all(), 1):
        yield Entry("报销数据", f"claims/{claim.number}.json", claim_files.data_of(session, claim))
        for name, digest in session.execute(claim_files.files_of(claim)):
            if digest not in seen:
                seen.add(digest)
                path = f"originals/{digest[:16]}-{safe(name)}"
                yield Entry("原始凭证", path, desk.originals.fetch(digest))
        tick(place)
    rest = (
        _books(session, actor, year), _bank(desk, session, actor, year),
        _papers(session, actor, year),
    )  # fmt: skip
    for entry in chain.from_iterable(rest):
        yield entry
        tick(place)  # each may be long: its maker lives


def _claims(employer_id: UUID, year: int) -> Select[ClaimRow]:
    """Give the claims of the books of a year, and those refused in it, in order."""
    booked = ClaimRow.state.in_([*sorted(BOOKED), "reversed"])
    paid = extract("year", ClaimRow.paid_on) == year
    unpaid = ClaimRow.paid_on.is_(None) & (extract("year", ClaimRow.approved_at) == year)
    refused = ClaimRow.state.in_(("rejected", "withdrawn")) & (
        extract("year", ClaimRow.made_at) == year
    )
    return (
        select(ClaimRow)
        .where(ClaimRow.employer_id == employer_id, or_(booked & (paid | unpaid), refused))
        .order_by(ClaimRow.number)
    )


def _books(session: Session, actor: Actor, year: int) -> Iterator[Entry]:
    connection = session.connection()
    book_id = book.book_of(connection, actor.employer)
    for program, journal in (("hledger", hledger.journal), ("beancount", beancount.journal)):
        text = "".join(journal(connection, book_id))
        yield Entry("账簿", f"ledger/book.{program}", text.encode())
    for period in reading.periods(connection, book_id):
        if period // 100 == year:
            month = Month(*divmod(period, 100))
            file = exporting.drafts_of(session, actor.employer, month, "xlsx")
            yield Entry("凭证草稿", f"vouchers/{month.key}.xlsx", file.content)


def _bank(desk: Desk, session: Session, actor: Actor, year: int) -> Iterator[Entry]:
    connection = session.connection()
    book_id = book.book_of(connection, actor.employer)
    for each in reversed(statements.statements(connection, book_id)):
        if year in {each.from_day.year, each.to_day.year}:
            path = f"bank/{each.from_day}_{each.to_day}-{each.id}-{safe(each.file_name)}"
            yield Entry("银行对账单", path, desk.originals.fetch(each.sha256))
    for kept in reversed(reconciling.reconciliations(connection, book_id)):
        if kept.state == "approved" and kept.day.year == year:
            _, content = bank_views.workbook(session, actor, actor.employer, kept.day)
            yield Entry("余额调节表", f"bank/余额调节表-{kept.day}.xlsx", content)


def _papers(session: Session, actor: Actor, year: int) -> Iterator[Entry]:
    letters = session.scalars(
        select(LetterRow)
        .where(
            LetterRow.employer_id == actor.employer,
            LetterRow.to_employer,
            extract("year", LetterRow.issued_on) == year,
        )
        .order_by(LetterRow.kind, LetterRow.year, LetterRow.serial)
    )
    for letter in letters:
        yield Entry("文书", f"letters/{safe(letter.number)}.pdf", letter.pdf)
    reports = session.scalars(
        select(ReportRunRow)
        .where(ReportRunRow.employer_id == actor.employer, ReportRunRow.period.like(f"{year}-%"))
        .order_by(ReportRunRow.period, ReportRunRow.statement)
    )
    for report in reports:
        yield Entry("报表", f"reports/{report.statement}-{report.period}.xlsx", report.content)


def _head(session: Session, actor: Actor) -> Provenance:
    connection = session.connection()
    extent = reading.extent(connection, book.book_of(connection, actor.employer))
    return Provenance(extent.last_on, f"{extent.last_seq} {extent.last_hash.hex()}")
