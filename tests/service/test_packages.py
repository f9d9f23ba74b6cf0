"""打印与归档: asked for once, made by a worker, and every copy proves itself."""

import hashlib
import io
import subprocess
import zipfile
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from reports.period import Month
from service.actions import (
    archive,
    claim_sheets,
    claims,
    package_work,
    packages,
    packing,
    printing,
)
from service.actions.claim_views import Filter
from service.actions.packages import InHand, PackageView
from service.actions.printing import Asked
from service.messages import Invalid, NotFound, Refused
from service.tables import AuditRow, ClaimRow, PackageRow
from tests.service.office import AT, Office, an_invoice, approve_and_pay
from tests.service.test_claims import submit, upload

LATER = AT + timedelta(minutes=5)


def paid(office: Office, number: str = "26112000000123456789", amount: str = "1000.00") -> UUID:
    issued_on = date(2026, 2, 20 if number.endswith("89") else 3)
    drawn = an_invoice(number, amount=amount, issued_on=issued_on)
    claim = upload(office, drawn, f"{number}.pdf").claim_id
    submit(office, claim)
    approve_and_pay(office, claim)
    return claim


def told_in(content: bytes) -> str:
    """Give all cells of a workbook as text."""
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def an_order(*claims: UUID, paired: bool = True) -> Asked:
    return Asked(
        number="报2026-001", purpose="样机检测", address="http://127.0.0.1:8480/claims",
        claims=claims, paired=paired,
    )  # fmt: skip


def view(office: Office, package: UUID) -> PackageView:
    with office.database.transaction(office.employer_id) as session:
        return packages.view(session, office.maker, package)


def made(office: Office, package: UUID) -> bytes:
    assert package_work.work_off(office.desk, lambda: AT, "worker") == 1
    assert view(office, package).state == "done"
    with office.database.transaction(office.employer_id) as session:
        _, sha256 = packages.fetch(session, office.maker, package)
    return b"".join(office.desk.originals.pieces(sha256))


def ask_print(office: Office, *claims: UUID, paired: bool = True) -> UUID:
    with office.database.transaction(office.employer_id) as session:
        return printing.ask(session, office.maker, an_order(*claims, paired=paired))


def test_a_cover_and_its_vouchers_are_printed_two_to_a_page(office: Office) -> None:
    claims = (paid(office), paid(office, "26112000000998800017", "2000.00"))
    package = ask_print(office, *claims)
    waiting = view(office, package)
    assert (waiting.state, waiting.parts, waiting.name) == (
        "waiting", 2, "费用报销封面-报2026-001.pdf",
    )  # fmt: skip
    with (
        pytest.raises(Refused, match="还没有生成好"),
        office.database.transaction(office.employer_id) as session,
    ):
        packages.fetch(session, office.maker, package)
    document = pypdfium2.PdfDocument(made(office, package))
    assert len(document) == 2
    cover = document[0].get_textpage().get_text_bounded()
    for words in ("3,180.00", "叁仟壹佰捌拾圆整", "附件张数：2 张", "maker 的姓名", "样机检测"):
        assert words in cover
    sheet = document[1].get_textpage().get_text_bounded()
    for words in ("26112000000123456789", "26112000000998800017", "裁切线", "粘贴单 1 / 1"):
        assert words in sheet
    assert len(pypdfium2.PdfDocument(made(office, ask_print(office, *claims, paired=False)))) == 3


def test_the_same_order_gives_the_same_bytes(office: Office) -> None:
    claim = paid(office)
    first, second = (made(office, ask_print(office, claim)) for _ in range(2))
    assert first == second


def test_a_month_is_printed_in_the_order_of_its_vouchers(office: Office) -> None:
    claims = (paid(office), paid(office, "26112000000998800017", "2000.00"))
    with office.database.transaction(office.employer_id) as session:
        month = Month.of(office.maker.today)
        assert printing.months(session, office.maker) == (month,)
        assert printing.of_month(session, office.maker, month) == claims
        with pytest.raises(NotFound, match="没有已付款的报销申请"):
            printing.of_month(session, office.maker, month.preceding)


def test_what_is_not_there_is_not_printed(office: Office) -> None:
    with office.database.transaction(office.employer_id) as session:
        with pytest.raises(NotFound):
            printing.ask(session, office.maker, an_order(office.grant_id))
        with pytest.raises(Invalid, match="请先选择"):
            printing.ask(session, office.maker, an_order())
        with pytest.raises(NotFound):
            packages.view(session, office.maker, office.grant_id)


def test_a_year_is_packed_and_proves_itself_with_plain_tools(
    office: Office, tmp_path: Path
) -> None:
    claim = paid(office)
    with office.database.transaction(office.employer_id) as session:
        assert 2026 in archive.years(session, office.maker)
        package = archive.ask(session, office.maker, 2026)
        with pytest.raises(NotFound):
            archive.ask(session, office.maker, 2031)
    content = made(office, package)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        packed.extractall(tmp_path / "unpacked")
        names = packed.namelist()
    checked = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"],
        cwd=tmp_path / "unpacked",
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr
    assert len(checked.stdout.splitlines()) == len(names) - 1
    groups = {name.split("/")[0] for name in names}
    assert {"originals", "claims", "vouchers", "ledger", "README.txt", "归档清单.xlsx"} <= groups
    assert an_invoice() in [
        file.read_bytes() for file in (tmp_path / "unpacked" / "originals").iterdir()
    ]
    with office.database.transaction(office.employer_id) as session:
        taken = session.scalars(select(AuditRow.action).where(AuditRow.subject_id == package))
        assert [*taken] == ["ask_archive", "fetch_archive"]
    del claim


def test_files_with_long_names_are_unpacked_everywhere(office: Office, tmp_path: Path) -> None:
    name = f"{'检测' * 90}.pdf"
    submit(office, upload(office, an_invoice(), name).claim_id)
    other = upload(office, an_invoice("26112000000998800017"), name).claim_id
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, other).version
        claims.withdraw(session, office.maker, other, version, "重复")
        package = archive.ask(session, office.maker, 2026)
    with zipfile.ZipFile(io.BytesIO(made(office, package))) as packed:
        packed.extractall(tmp_path)
        paths = [path for path in packed.namelist() if path.startswith("originals/")]
    assert paths
    assert all(path.endswith("检测.pdf") for path in paths)


def test_a_cashier_keeps_no_archive(office: Office) -> None:
    paid(office)
    with office.database.transaction(office.employer_id) as session:
        package = archive.ask(session, office.maker, 2026)
        with pytest.raises(Refused, match="出纳不兼管会计档案"):
            archive.ask(session, office.cashier, 2026)
    made(office, package)
    with (
        pytest.raises(NotFound),
        office.database.transaction(office.employer_id) as session,
    ):
        packages.fetch(session, office.cashier, package)


def test_a_package_whose_maker_died_is_made_by_another(office: Office) -> None:
    package = ask_print(office, paid(office))
    dead = taken(office)
    assert packages.take_next(office.database, "second", AT) is None
    assert packages.somebody_waits(office.database, AT) is False
    assert package_work.work_off(office.desk, lambda: LATER, "second") == 1
    assert view(office, package).state == "done"
    packages.finish(office.desk, dead, "0" * 64, 1, LATER)  # it wakes up, and changes nothing
    packages.fail(office.desk, dead, None, LATER)
    packages.tick(office.database, dead, 7, LATER)
    assert view(office, package).ready == 1


def test_a_package_of_which_every_maker_dies_is_not_made_for_ever(office: Office) -> None:
    package = ask_print(office, paid(office))
    for attempt in range(packages.TRIES):
        later = AT + attempt * (packages.LEASE + timedelta(seconds=1))
        assert packages.take_next(office.database, "dies", later) is not None
    end = AT + packages.TRIES * (packages.LEASE + timedelta(seconds=1))
    assert packages.take_next(office.database, "dies", end) is None
    failed = view(office, package)
    assert (failed.state, failed.under_way) == ("failed", False)
    with office.database.transaction(office.employer_id) as session:
        packages.again(session, office.maker, package)
    assert made(office, package).startswith(b"%PDF")


def taken(office: Office) -> InHand:
    hand = packages.take_next(office.database, "first", AT)
    assert hand is not None
    return hand


def test_what_fails_again_and_again_is_told_and_may_be_asked_for_anew(office: Office) -> None:
    package = ask_print(office, paid(office))
    for _ in range(packages.TRIES):
        packages.fail(office.desk, taken(office), None, AT)
    failed = view(office, package)
    assert failed.state == "failed"
    assert failed.fault is not None
    assert "请重新生成" in failed.fault.template
    with office.database.transaction(office.employer_id) as session:
        packages.again(session, office.maker, package)
        assert [each.state for each in packages.recent(session, office.maker)] == ["waiting"]
    assert made(office, package).startswith(b"%PDF")


def test_an_original_that_is_gone_is_a_fault_of_ours_and_tried_again(office: Office) -> None:
    package = ask_print(office, paid(office))
    office.desk.originals._path(hashlib.sha256(an_invoice()).hexdigest()).unlink()  # noqa: SLF001  # as if the disk had lost it
    assert package_work.work_off(office.desk, lambda: AT, "worker") == packages.TRIES
    assert view(office, package).state == "failed"


def test_half_an_archive_does_not_stay_on_the_disk(office: Office, tmp_path: Path) -> None:
    paid(office)
    office.desk.originals._path(hashlib.sha256(an_invoice()).hexdigest()).unlink()  # noqa: SLF001  # as if the disk had lost it
    with office.database.transaction(office.employer_id) as session:
        archive.ask(session, office.maker, 2026)
    assert package_work.work_off(office.desk, lambda: AT, "worker") == packages.TRIES
    assert [*tmp_path.rglob("*.part")] == []


def test_the_maker_of_an_archive_shows_signs_of_life_to_its_end(office: Office) -> None:
    paid(office)
    ticks: list[int] = []
    target = io.BytesIO()
    archive.write(office.desk, office.maker, 2026, target, ticks.append)
    entries = zipfile.ZipFile(target).namelist()
    after = [each for each in entries if each.startswith(("vouchers/", "ledger/", "bank/"))]
    assert ticks == [1] * (1 + len(after))


def test_the_database_lets_no_package_go_backwards(office: Office) -> None:
    package = ask_print(office, paid(office))
    made(office, package)
    with pytest.raises(DBAPIError, match="does not become"):
        put_back(office, package)


def put_back(office: Office, package: UUID) -> None:
    with office.database.transaction(office.employer_id) as session:
        row = session.get_one(PackageRow, package)
        row.state, row.sha256 = "waiting", None


def test_what_did_not_pass_is_listed_with_the_way_out(office: Office) -> None:
    upload(office, an_invoice(name="*餐饮服务*餐费"), "餐费.pdf")
    upload(office, an_invoice("26112000000998800017", issued_on=date(2026, 2, 3)), "测试费.pdf")
    with office.database.transaction(office.employer_id) as session:
        name, content = claim_sheets.rejected(session, office.maker, Filter(state="draft"))
        _, whole = claim_sheets.listed(session, office.maker, Filter(state="draft"))
        with pytest.raises(NotFound, match="没有不通过"):
            claim_sheets.rejected(session, office.maker, Filter(state="paid"))
    assert name == "不通过清单-2026-03-10.xlsx"
    told = told_in(content)
    assert "餐费.pdf" in told
    assert "第二十八条 NL-09" in told
    assert "1060.00" in told or "1060" in told
    assert told_in(whole).count("261120000") == 2


def test_no_text_of_a_table_is_taken_for_a_formula() -> None:
    content = packing.table([("=1+1", -2, None, "一、文字")])
    assert content == packing.BYTE_ORDER_MARK + "'=1+1,-2,,一、文字\r\n".encode()
