"""The command `zhuanhu` as a person runs it: exit codes, JSON lines, clear sentences."""

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import structlog
from click.testing import CliRunner

from service.cli import main
from tests.database_server import ClonedDatabase
from tests.service.office import PASSWORD, USCC, Office, an_invoice
from tests.service.test_proving import BREAK, MEND, tamper
from tests.service.test_roster import ROW, csv_of

pytestmark = pytest.mark.slow

CONTRACT = {
    "file", "page", "pages", "kind", "invoice_code", "invoice_number", "issue_date", "check_code",
    "buyer_name", "buyer_tax_id", "seller_name", "seller_tax_id", "items", "total_amount",
    "total_tax", "total_with_tax", "total_in_words", "remarks", "is_red", "uncertain", "findings",
    "particulars", "rows", "checks",
}  # fmt: skip


def run(
    *arguments: str, given: str = "", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command as a program of its own."""
    return subprocess.run(
        [sys.executable, "-m", "service.cli", *arguments],
        input=given, capture_output=True, text=True, check=False, timeout=120,
        env=dict(os.environ) | dict(environment or {}),
    )  # fmt: skip


def run_here(
    *arguments: str, given: str = "", environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a command in this process: what a program of its own loads takes a second each time."""
    root, before = logging.getLogger(), signal.getsignal(signal.SIGTERM)
    handlers, level, words = root.handlers[:], root.level, structlog.get_config()
    try:
        done = CliRunner().invoke(main, arguments, input=given, env=environment)
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        structlog.configure(**words)
        signal.signal(signal.SIGTERM, before)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


@pytest.fixture
def environment(office: Office, database: ClonedDatabase, tmp_path: Path) -> dict[str, str]:
    """The settings of an installation on the office's database."""
    del office
    return {
        "ZHUANHU_DATA": str(tmp_path / "data"),
        "ZHUANHU_DATABASE_URL": database.application_url.render_as_string(hide_password=False),
        "ZHUANHU_OWNER_DATABASE_URL": database.owner_url.render_as_string(hide_password=False),
    }


def test_a_good_invoice_is_one_json_object_on_one_line(tmp_path: Path) -> None:
    file = tmp_path / "invoice.pdf"
    file.write_bytes(an_invoice())
    done = run("read", str(file), "--json")
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    record = json.loads(line)
    assert record.keys() == CONTRACT
    assert record["file"] == str(file)
    assert record["total_with_tax"] == "1060.00"
    assert done.stderr == ""


def test_the_batch_goes_on_and_each_bad_file_has_its_sentence(tmp_path: Path) -> None:
    good, empty, foreign = tmp_path / "good.pdf", tmp_path / "empty.pdf", tmp_path / "letter.docx"
    good.write_bytes(an_invoice())
    empty.write_bytes(b"")
    foreign.write_bytes(b"PK\x03\x04[Content_Types].xml")
    done = run("read", "--json", str(empty), str(tmp_path / "missing.pdf"), str(foreign), str(good))
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    for name in ("empty.pdf", "missing.pdf", "letter.docx"):
        assert any(name in line for line in done.stderr.splitlines())
    assert "Traceback" not in done.stderr
    assert empty.exists()


def test_without_json_a_person_reads_a_line(tmp_path: Path) -> None:
    file = tmp_path / "invoice.pdf"
    file.write_bytes(an_invoice())
    done = run("read", str(file))
    assert "1060.00" in done.stdout
    assert "电子发票（普通发票）" in done.stdout


def test_usage_is_exit_code_2() -> None:
    assert run("read").returncode == 2
    assert run("no-such-command").returncode == 2


def test_a_bad_setting_is_one_sentence() -> None:
    done = run("proof", environment={"ZHUANHU_PORT": "none"})
    assert done.returncode == 1
    assert "ZHUANHU_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_books_are_proved_from_the_shell(environment: dict[str, str]) -> None:
    done = run("proof", environment=environment)
    assert done.returncode == 0, done.stderr + done.stdout
    assert done.stdout.splitlines()[-1] == "PROVED"
    one = run("proof", "--book", USCC, environment=environment)
    assert one.returncode == 0
    assert run("proof", "--book", "none", environment=environment).returncode == 1


def test_a_book_is_copied_out_from_the_shell(environment: dict[str, str], tmp_path: Path) -> None:
    shown = run_here("export", "--book", USCC, "--format", "hledger", environment=environment)
    assert shown.returncode == 0, shown.stderr
    assert "    F:1002.S  60000.00 CNY\n" in shown.stdout
    beans, sheet = tmp_path / "book.beancount", tmp_path / "drafts.xlsx"
    drafts = ("export", "--book", USCC, "--format", "vouchers")
    for arguments in (
        ("export", "--book", USCC, "--format", "beancount", "-o", str(beans)),
        (*drafts, "--month", "2025-10", "-o", str(sheet)),
    ):
        assert run_here(*arguments, environment=environment).returncode == 0
    assert "open Assets:1002-S CNY" in beans.read_text(encoding="utf-8")
    assert sheet.read_bytes().startswith(b"PK")
    assert "科目编码" in run_here(*drafts, "--month", "2025-10", environment=environment).stdout
    refused = run_here(*drafts, environment=environment)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "请选择月份" in refused.stderr
    unknown = run_here("export", "--book", "none", "--format", "hledger", environment=environment)
    assert "没有统一社会信用代码为 none 的单位" in unknown.stderr


def test_the_centers_book_is_copied_out_from_the_shell(environment: dict[str, str]) -> None:
    center = ("export", "--book", "center", "--month", "2025-10", "--format")
    assert "F:1218.A" in run_here(*center, "hledger", environment=environment).stdout
    refused = run_here(*center, "vouchers", environment=environment)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "凭证草稿只出自单位的账" in refused.stderr


def test_a_month_is_closed_from_the_shell(environment: dict[str, str]) -> None:
    closing = ("close", "--book", USCC, "--month", "2026-03")
    early = run_here(*closing, environment=environment)
    assert early.returncode == 1
    assert "failed\t还没有预结账" in early.stdout
    assert "2026-03 还不能结账" in early.stderr
    of_center = ("close", "--book", "center", "--month", "2026-03")
    assert "failed\t还没有预结账" in run_here(*of_center, environment=environment).stdout
    assert run_here(*closing, "--soft", environment=environment).returncode == 0
    done = run_here(*closing, environment=environment)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "2026-03\tCLOSED")
    center = ("close", "--month", "2026-03", "--soft")
    assert run_here(*center, environment=environment).stdout == "2026-03\tclosed softly\n"
    wrong = run_here("close", "--month", "March", environment=environment)
    assert (wrong.returncode, "2026-03 的样子" in wrong.stderr) == (1, True)


def test_a_book_at_fault_is_halted_and_resumed_from_the_shell(
    environment: dict[str, str], database: ClonedDatabase
) -> None:
    tamper(database, BREAK)
    done = run_here("proof", environment=environment)
    assert done.returncode == 1
    assert "HALTED" in done.stdout
    assert "[content #2]" in done.stdout
    assert "book halted" in done.stderr
    assert done.stdout.splitlines()[-1] == "NOT PROVED"
    resume = ("proof", "--resume", "--book", USCC, "--reason", "restored")
    assert run_here(*resume, environment=environment).returncode == 1
    tamper(database, MEND)
    assert run_here(*resume, environment=environment).returncode == 0
    assert run_here("proof", "--resume", environment=environment).returncode == 2


def test_the_books_are_anchored_and_verified_from_the_shell(environment: dict[str, str]) -> None:
    made = run_here("anchor", "make", environment=environment)
    assert made.returncode == 0, made.stderr
    public = made.stdout.split()[-1]
    file = str(Path(environment["ZHUANHU_DATA"]) / "anchors.jsonl")
    for key in ((), ("--key", public)):
        verified = run_here("anchor", "verify", file, *key, environment=environment)
        assert verified.returncode == 0, verified.stdout
        assert verified.stdout.splitlines()[-1] == "1 anchors: VERIFIED"
    other = run_here("anchor", "verify", file, "--key", "a" * 64, environment=environment)
    assert other.returncode == 1
    assert other.stdout.splitlines()[-1] == "1 anchors: NOT VERIFIED"


def test_users_are_added_and_listed(environment: dict[str, str]) -> None:
    arguments = ("user", "add", "second", "--name", "某人", "--role", "employer_maker")
    added = run_here(*arguments, "--employer", USCC, given=PASSWORD + "\n", environment=environment)
    assert added.returncode == 0, added.stderr
    again = run_here(*arguments, "--employer", USCC, given=PASSWORD + "\n", environment=environment)
    assert again.returncode == 1
    assert "已被使用" in again.stderr
    listed = run_here("user", "list", environment=environment)
    assert "second\temployer_maker\t某人" in listed.stdout


def test_a_roster_is_checked_and_taken(environment: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_bytes(csv_of(ROW))
    assert "统一社会信用代码" in run("roster", "columns").stdout
    trial = run_here("roster", "import", str(file), "--dry-run", environment=environment)
    assert (trial.returncode, trial.stdout.splitlines()[0]) == (0, "2\tok")
    taken = run_here("roster", "import", str(file), environment=environment)
    assert taken.returncode == 0
    again = run_here("roster", "import", str(file), environment=environment)
    assert again.returncode == 0 or "2\t" in again.stdout


def test_jobs_are_listed_and_done_by_hand(environment: dict[str, str]) -> None:
    assert run_here("migrate", environment=environment).returncode == 0
    done = run_here("jobs", "once", "monthly_reports", environment=environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.rstrip().endswith("06:00+08:00\tdone")
    listed = run_here("jobs", "list", environment=environment)
    assert "monthly_reports" in listed.stdout
    assert run_here("jobs", "once", "no-such-job", environment=environment).returncode == 1


def test_a_database_that_does_not_answer_is_one_sentence() -> None:
    nowhere = "postgresql+psycopg://zhuanhu_app:x@127.0.0.1:1/zhuanhu?connect_timeout=2"
    both = {"ZHUANHU_DATABASE_URL": nowhere, "ZHUANHU_OWNER_DATABASE_URL": nowhere}
    done = run("proof", environment=both)
    assert done.returncode == 1
    assert "does not answer" in done.stderr
    assert "Traceback" not in done.stderr
