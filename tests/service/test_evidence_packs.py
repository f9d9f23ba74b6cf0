"""工作底稿 and 证据包: what a check says on paper, and that a pack proves itself by plain tools."""

import csv
import hashlib
import io
import json
import os
import subprocess
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from compliance.sampling import sample_file, selection
from compliance.sampling.frame import Frame
from compliance.sampling.plan import Plan, Purpose, Selection, Unit
from service import cli
from service.actions import (
    check_findings,
    check_papers,
    evidence_packs,
    evidence_words,
    inspection_papers,
    package_work,
    packages,
    spot_checks,
)
from service.actions.check_findings import Asked
from service.db import CENTER, NOBODY
from service.messages import NotFound, Refused
from service.tables import AuditRow, PackageRow, SpotCheckRow
from tests.compliance.sampling.test_another_program import OTHER, ROOT
from tests.service import serving
from tests.service.checking import (
    SEED,
    a_check,
    a_plan,
    act,
    answered,
    begun,
    drawn,
    employer_act,
    items,
    later,
    looking,
    paid,
    planned,
)
from tests.service.office import AT, Office, an_invoice
from tests.service.test_fieldwork import FOUND

ASKED = Asked(amount=Decimal("100.00"), supply="", adjust="")
AMOUNTS = ("1000.00", "2000.00", "3000.00", "4000.00")
EVERYTHING = a_plan(purpose=Purpose.ATTRIBUTE, selection=Selection.RANDOM, unit=Unit.RECORD, size=9)


@pytest.fixture
def check(office: Office) -> UUID:
    """A check of four claims with one error, up to the draft of its result."""
    paid(office, AMOUNTS)
    found = begun(office)
    answered(office, found, {1: "900.00"})
    act(office, found, "draft", later(office.auditor))
    return found


def packed(office: Office, check: UUID) -> bytes:
    with office.database.transaction(CENTER) as session:
        package = evidence_packs.ask(session, later(office.auditor), check)
    assert package_work.work_off(office.desk, lambda: AT, "worker") == 1
    with office.database.transaction(CENTER) as session:
        (newest, *_) = evidence_packs.made(session, office.manager, check)
        assert newest.state == "done", newest.fault
        _, sha256 = packages.fetch(session, office.manager, package)
    return b"".join(office.desk.originals.pieces(sha256))


@pytest.fixture
def unpacked(office: Office, check: UUID, tmp_path: Path) -> Path:
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(io.BytesIO(packed(office, check))) as pack:
        pack.extractall(folder)
    return folder


def run(folder: Path, command: str) -> str:
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows_of(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))


def test_a_pack_is_verified_by_sha256sum_and_lists_every_file(unpacked: Path) -> None:
    names = {str(file.relative_to(unpacked)) for file in unpacked.rglob("*") if file.is_file()}
    assert len(run(unpacked, "sha256sum -c SHA256SUMS").splitlines()) == len(names) - 1
    listed = {row["文件"] for row in rows_of(unpacked / "index.csv")}
    assert names - listed == {"SHA256SUMS", "index.csv", "index.xlsx"}
    assert {name.split("/")[0] for name in names} == {
        "README.txt", "SHA256SUMS", "evaluation.json", "findings", "frame.csv", "index.csv",
        "index.xlsx", "items", "journal", "letters", "originals", "plan.json", "sample.csv",
        "sample.json", "sampling-algorithm.md", "trail", "workpapers",
    }  # fmt: skip
    (unpacked / "frame.csv").write_bytes(b"key,value,group,marks\n")
    with pytest.raises(AssertionError, match="did NOT match"):
        run(unpacked, "sha256sum -c SHA256SUMS")


def test_the_sample_is_drawn_again_from_the_pack_alone_in_three_ways(unpacked: Path) -> None:
    listed = (unpacked / "sample.csv").read_bytes()
    plan = Plan.read((unpacked / "plan.json").read_bytes())
    again = selection.select(plan, Frame.read((unpacked / "frame.csv").read_bytes()))
    assert sample_file.listing(again) == listed
    assert sample_file.content(again) == (unpacked / "sample.json").read_bytes()
    assert by_another_program(unpacked, again.rounds) == listed
    assert by_the_command_of_the_readme(unpacked) == listed


def by_another_program(folder: Path, rounds: tuple[int, ...]) -> bytes:
    path = f"{ROOT / '.node' / 'bin'}:{os.environ['PATH']}"
    return subprocess.run(
        ["node", str(OTHER), "plan.json", "frame.csv", ",".join(map(str, rounds))],
        cwd=folder,
        env=os.environ | {"PATH": path},
        capture_output=True,
        check=True,
    ).stdout


def by_the_command_of_the_readme(folder: Path) -> bytes:
    lines = [line.strip() for line in (folder / "README.txt").read_text().splitlines()]
    command = next(line for line in lines if line.startswith("zhuanhu "))
    words = [str(folder / word) if "." in word else word for word in command.split()[1:]]
    return CliRunner().invoke(cli.main, words).output.encode()


def test_what_the_readme_tells_to_type_gives_what_it_says(
    office: Office, check: UUID, unpacked: Path
) -> None:
    words = (unpacked / "README.txt").read_text()
    lines = [line.strip() for line in words.splitlines()]
    assert run(unpacked, "sha256sum frame.csv").split()[0] in words
    promise = next(line for line in lines if line.startswith("printf %s "))
    assert run(unpacked, promise).split()[0] in words
    with looking(office, check) as (_, row):
        assert run(unpacked, promise).split()[0] == row.seed_sha256  # as told with the notice
    example = next(at for at, line in enumerate(lines) if line.startswith("printf 'zhuanhu"))
    assert run(unpacked, lines[example]).split()[0] in lines[example + 1]


@pytest.mark.parametrize(
    ("way", "unit", "stream"),
    [
        (Selection.RANDOM, Unit.RECORD, "ticket"),
        (Selection.RANDOM, Unit.MONETARY, "fen"),
        (Selection.CELL, Unit.RECORD, "cell 1"),
        (Selection.INTERVAL, Unit.MONETARY, "interval 1"),
        (Selection.SIEVE, Unit.MONETARY, "ticket"),
    ],
)
def test_the_example_is_of_the_way_in_which_was_drawn(
    way: Selection, unit: Unit, stream: str, tmp_path: Path
) -> None:
    frame = Frame.read(b"key,value,group,marks\nA/1,100,,\nA/2,200,,\nA/3,300,,\n")
    plan = Plan(purpose=Purpose.ATTRIBUTE, seed=SEED, selection=way, unit=unit, size=2)
    words = evidence_words.read_me("抽查2026-001", "例", "", plan, selection.select(plan, frame))
    lines = [line.strip() for line in words.decode().splitlines()]
    at = next(at for at, line in enumerate(lines) if line.startswith("printf 'zhuanhu"))
    assert f"\\n{stream}\\n" in lines[at]
    assert run(tmp_path, lines[at]).split()[0] in lines[at + 1]


def test_where_all_is_looked_at_no_number_is_shown() -> None:
    frame = Frame.read(b"key,value,group,marks\nA/1,100,,\n")
    plan = Plan(purpose=Purpose.ATTRIBUTE, seed=SEED, selection=Selection.RANDOM, unit=Unit.RECORD)
    words = evidence_words.read_me("抽查2026-001", "例", "", plan, selection.select(plan, frame))
    assert b"printf 'zhuanhu" not in words


def test_the_same_check_gives_the_same_bytes_whoever_asks(office: Office, check: UUID) -> None:
    first = packed(office, check)
    with office.database.transaction(CENTER) as session:
        evidence_packs.ask(session, later(office.manager, 9), check)
    package_work.work_off(office.desk, lambda: AT, "worker")
    with office.database.transaction(CENTER) as session:
        kept = session.scalars(select(PackageRow.sha256)).all()
    assert len(kept) == 2
    assert len(set(kept)) == 1
    assert zipfile.ZipFile(io.BytesIO(first)).testzip() is None


def test_a_pack_holds_the_originals_the_vouchers_and_who_found_what(
    office: Office, check: UUID, unpacked: Path
) -> None:
    sampled = items(office, check)
    kept = {hashlib.sha256(file.read_bytes()).hexdigest()
            for file in (unpacked / "originals").iterdir()}  # fmt: skip
    data = [json.loads(file.read_text()) for file in sorted((unpacked / "items").iterdir())]
    assert len(data) == len(sampled)
    assert kept == {each["sha256"] for item in data for each in item["originals"]}
    assert all(item["decision"]["result"] for item in data)
    vouchers = rows_of(unpacked / "journal" / "vouchers.csv")
    debits = {
        row["报销申请"]: Decimal(row["借方"]) for row in vouchers if row["科目代码"] == "5301.X"
    }
    assert sorted(debits.values()) == sorted(Decimal(item.value) / 100 for item in sampled)
    answers = rows_of(unpacked / "trail" / "answers.csv")
    assert {(row["填写人"], row["复核人"]) for row in answers} == {
        (office.auditor.name, office.manager.name)
    }
    steps = rows_of(unpacked / "trail" / "steps.csv")
    assert [row["操作"] for row in steps] == [
        "发出检查通知", "固定总体", "抽取样本", "发出调阅清单，开始检查", "形成初步结果",
    ]  # fmt: skip
    assert {row["复核通过"] for row in answers} == {"是"}
    assert sorted(row["金额准确"] for row in answers) == ["不符合", *["符合"] * (len(sampled) - 1)]
    audit = rows_of(unpacked / "trail" / "audit.csv")
    assert {"open_spot_check", "answer_item", "review_item"} <= {
        row["操作（代码）"] for row in audit
    }
    assert len(list((unpacked / "letters").iterdir())) == 2  # the notice, the papers wanted


def test_a_pack_holds_findings_what_became_of_them_and_what_was_handed_in(
    office: Office, tmp_path: Path
) -> None:
    paid(office, AMOUNTS)
    check = begun(office)
    answered(office, check, {1: "900.00"})
    serving.serve(office, later(office.manager))
    with looking(office, check) as (session, _):
        ((_, case, _),) = spot_checks.units(session, check)
        item = spot_checks.items(session, check)[0]
        told = replace(FOUND, condition="款项转入 6222 0201 2345 6789 017。")
        found = check_findings.raise_(session, later(office.auditor), item, told)
        check_findings.rectify(session, later(office.auditor), found.id, ASKED)
    inspection_papers.send(
        office.desk, later(office.maker), case.id, item.claim_id, ("合同.pdf", an_invoice())
    )
    with zipfile.ZipFile(io.BytesIO(packed(office, check))) as pack:
        pack.extractall(tmp_path)
    (row,) = rows_of(tmp_path / "findings" / "问题清单.csv")
    assert (row["问题标题"], row["定性"], row["金额"], row["状态"]) == (
        FOUND.title, "超范围列支", "100.00", "整改中",
    )  # fmt: skip
    assert row["整改"].startswith("整改2026-")
    assert row["问题描述"] == "款项转入 62***************17。"
    assert [file.read_bytes() for file in (tmp_path / "supplied").iterdir()] == [an_invoice()]
    sheets = [file.name for file in (tmp_path / "findings").glob("*.pdf")]
    assert sheets == ["取证单-A01-北京星河精工科技有限公司.pdf"]


def test_the_workpapers_say_what_was_found(office: Office, check: UUID) -> None:
    with office.database.transaction(CENTER) as session:
        name, content = check_papers.workbook(session, office.auditor, check)
        pdf_name, pdf = check_papers.document(session, office.auditor, check)
    assert (name, pdf_name) == ("抽查2026-001-工作底稿.xlsx", "抽查2026-001-工作底稿.pdf")
    assert pdf.startswith(b"%PDF")
    sheets = load_workbook(io.BytesIO(content)).worksheets
    paper = {str(cell.value) for row in sheets[1].iter_rows() for cell in row if cell.value}
    for words in ("专户银行存款", "不符合", "是", "A01-001", "2026-03-10 00:00:00"):
        assert words in paper
    assert "编制人/日期：auditor 的姓名 2026-03-11" in paper
    assert "复核人/日期：manager 的姓名 2026-03-11" in paper
    assert any(words.startswith("检查比例：已检查金额") for words in paper)
    summary = {str(cell.value) for row in sheets[0].iter_rows() for cell in row if cell.value}
    assert any(words.startswith("抽样结论：") for words in summary)
    assert f"种子：{SEED}" in summary


def test_before_the_drawing_there_are_no_papers(office: Office) -> None:
    paid(office, AMOUNTS[:1])
    check = planned(office)
    with office.database.transaction(CENTER) as session:
        with pytest.raises(Refused, match="还没有抽取样本"):
            check_papers.document(session, office.auditor, check)
        with pytest.raises(Refused, match="还没有抽取样本"):
            evidence_packs.ask(session, office.auditor, check)
        assert session.scalars(select(PackageRow)).all() == []


def test_a_check_of_everything_has_papers_before_anything_is_found(office: Office) -> None:
    paid(office, AMOUNTS[:2])
    check = drawn(office, a_check(EVERYTHING))
    with office.database.transaction(CENTER) as session:
        whole = check_papers.drawn(session, office.auditor, check)
        summary = check_papers.summary(session, office.auditor, whole)
    (part,) = summary.parts
    assert summary.evaluation is None
    assert summary.check.drawing.interval is None
    assert (part.paper.prepared, part.paper.looked_at) == ("", Decimal("0.00"))
    assert [line.marks for line in part.paper.lines] == [None, None]
    assert part.paper.turnover == sum(line.value for line in part.paper.lines)


def test_no_employer_sees_a_pack_nor_takes_it(office: Office, check: UUID) -> None:
    with office.database.transaction(CENTER) as session:
        package = evidence_packs.ask(session, office.auditor, check)
    for scope in (office.employer_id, NOBODY):
        with office.database.transaction(scope) as session:
            assert session.scalars(select(PackageRow)).all() == []
            assert session.scalars(select(SpotCheckRow)).all() == []
    with (
        pytest.raises(NotFound),
        office.database.transaction(office.employer_id) as session,
    ):
        packages.view(session, office.checker, package)


def test_the_database_gives_a_pack_to_no_employer(office: Office) -> None:
    row = {"kind": "evidence", "asked": {}, "name": "证据包", "made_by": office.maker.user_id,
           "made_at": AT, "state": "waiting", "parts": 1, "ready": 0, "attempts": 0}  # fmt: skip
    for employer, kind in ((office.employer_id, "evidence"), (None, "archive")):
        with pytest.raises(DBAPIError, match="ck_package_whose"):
            keep(office, PackageRow(**row | {"employer_id": employer, "kind": kind}))


def keep(office: Office, row: PackageRow) -> None:
    with office.database.transaction(CENTER) as session:
        session.add(row)


def test_who_asks_for_a_pack_and_who_takes_it_is_on_record(office: Office, check: UUID) -> None:
    packed(office, check)
    with office.database.transaction(CENTER) as session:
        query = select(AuditRow.action, AuditRow.actor_name).where(AuditRow.subject == "package")
        done = [tuple(row) for row in session.execute(query.order_by(AuditRow.id))]
    assert done == [
        ("ask_evidence", office.auditor.name), ("fetch_evidence", office.manager.name),
    ]  # fmt: skip


def test_what_the_settled_result_says_stands_in_the_summary(office: Office, check: UUID) -> None:
    act(office, check, "consult", later(office.manager))
    serving.serve(office, later(office.manager))
    employer_act(office, check, "comment", office.checker, "无异议")
    act(office, check, "finish", later(office.manager), reason="抽查结果可以接受")
    with office.database.transaction(CENTER) as session:
        whole = check_papers.drawn(session, office.auditor, check)
        summary = check_papers.summary(session, office.auditor, whole)
        kept = spot_checks.newest_evaluation(session, check)
    assert summary.result == "抽查结果可以接受"
    assert kept is not None
    assert summary.evaluation == check_papers.evaluation_of(kept)
    assert summary.evaluation is not None
    assert summary.evaluation.errors == 1
