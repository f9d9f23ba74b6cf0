"""The commands about the rulebook, as a person runs them."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import text

from compliance import rulebook
from compliance.categories import Category
from service.actions import plan_and_team
from service.actions.plan_and_team import NewPlanItem
from service.db import CENTER
from tests.database_server import ClonedDatabase
from tests.service.office import Office, an_invoice
from tests.service.test_claims import upload
from tests.service.test_cli import run, run_here
from tests.service.test_proving import tamper

pytestmark = pytest.mark.slow

AGREEMENT = "RWS-2025-001"
DAYS = ("--from", "2026-03-01", "--to", "2026-03-31")


@pytest.fixture
def settings(office: Office, database: ClonedDatabase, tmp_path: Path) -> dict[str, str]:
    """The settings of an installation on the office's database."""
    del office
    return {
        "ZHUANHU_DATA": str(tmp_path / "data"),
        "ZHUANHU_DATABASE_URL": database.application_url.render_as_string(hide_password=False),
        "ZHUANHU_OWNER_DATABASE_URL": database.owner_url.render_as_string(hide_password=False),
    }


@pytest.fixture
def dinner(tmp_path: Path) -> str:
    file = tmp_path / "餐费.pdf"
    file.write_bytes(an_invoice(name="*餐饮服务*餐费"))
    return str(file)


def test_the_rules_are_listed_in_the_order_of_their_articles() -> None:
    done = run("rules", "list")
    codes = [line.split("\t")[0] for line in done.stdout.splitlines()]
    assert codes == [rule.code for rule in rulebook.RULES]


def test_a_rule_is_explained_with_its_article_who_may_pass_it_and_its_examples() -> None:
    done = run("rules", "explain", "cost_in_window")
    assert done.returncode == 0
    for words in ("第二十八条", "任何人不得放行", "立项当日属于项目期 → 通过"):
        assert words in done.stdout


def test_a_rule_that_only_notes_needs_nobody_to_let_it_pass() -> None:
    done = run("rules", "explain", "claimed_in_time")
    assert "最重：提示；只作提示，不用放行。" in done.stdout


def test_a_rule_that_is_none_is_said_in_one_sentence() -> None:
    done = run("rules", "explain", "no_such_rule")
    assert done.returncode == 1
    assert "zhuanhu rules list" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_example_of_the_rulebook_comes_out_as_written() -> None:
    done = run("rules", "test")
    assert done.returncode == 0, done.stdout
    assert f"0 faults; rulebook {rulebook.VERSION}" in done.stdout


def test_the_page_on_the_law_is_printed() -> None:
    page = Path(__file__).parents[2] / "docs" / "law.md"
    assert run("rules", "doc").stdout == page.read_text(encoding="utf-8")


def counts(office: Office) -> list[int]:
    with office.database.transaction(CENTER) as session:
        tables = ("original", "invoice", "claim", "decision", "audit_trail", "rendition")
        asked = (session.scalar(text(f"select count(*) from {name}")) for name in tables)  # noqa: S608  # our own names
        return [int(number or 0) for number in asked]


def test_a_file_is_checked_beforehand_and_nothing_is_kept(
    office: Office, settings: Mapping[str, str], dinner: str
) -> None:
    before = counts(office)
    done = run_here(
        "check", dinner, "--agreement", AGREEMENT, "--category", "CONF", environment=settings
    )
    assert done.returncode == 1, done.stderr
    assert "不能列支" in done.stdout
    assert "第二十八条" in done.stdout
    assert "餐费" in done.stdout
    assert counts(office) == before


def test_a_check_as_json_holds_the_whole_verdict(settings: Mapping[str, str], dinner: str) -> None:
    done = run_here("check", dinner, "--agreement", AGREEMENT, "--json", environment=settings)
    record = json.loads(done.stdout)
    assert record["outcome"] == "block"
    assert record["rulebook_version"] == rulebook.VERSION
    (item,) = [each for each in record["findings"] if each["item"]]
    assert (item["rule"], item["article"], item["item"]) == (
        "negative_list_respected",
        28,
        "NL-09",
    )
    assert "cost_in_window" in record["passed"]


def test_an_invoice_that_is_claimed_already_is_known_to_the_check(
    office: Office, settings: Mapping[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "again.pdf"
    file.write_bytes(an_invoice())
    taken = upload(office, file.read_bytes())
    done = run_here("check", str(file), "--agreement", AGREEMENT, environment=settings)
    assert taken.number in done.stdout


def test_a_check_counts_on_the_only_item_of_the_plan_as_a_new_claim_does(
    office: Office, settings: Mapping[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "sound.pdf"
    file.write_bytes(an_invoice())
    with office.database.transaction(CENTER) as session:
        item = NewPlanItem("样机试验", Category.RND)
        plan_and_team.add_item(session, office.manager, office.grant_id, item)
    done = run_here("check", str(file), "--agreement", AGREEMENT, "--json", environment=settings)
    assert "related_to_plan_item" in json.loads(done.stdout)["passed"]


def test_an_agreement_that_is_none_is_said_in_one_sentence(
    settings: Mapping[str, str], dinner: str
) -> None:
    done = run_here("check", dinner, "--agreement", "RW-1999-001", environment=settings)
    assert done.returncode == 1
    assert "没有编号为 RW-1999-001 的任务书" in done.stderr


def test_replay_gives_the_same_answers_and_says_so(
    office: Office, settings: Mapping[str, str]
) -> None:
    upload(office, an_invoice(name="*餐饮服务*餐费"))
    done = run_here("replay", *DAYS, environment=settings)
    assert done.returncode == 0, done.stdout
    assert done.stdout == "1 decisions: 1 same\n"


def test_replay_finds_a_decision_that_somebody_changed(
    office: Office, database: ClonedDatabase, settings: Mapping[str, str]
) -> None:
    taken = upload(office, an_invoice(name="*餐饮服务*餐费"))
    tamper(database, "update decision set result = jsonb_set(result, '{findings}', '[]')")
    done = run_here("replay", *DAYS, "--json", environment=settings)
    assert done.returncode == 1
    line = json.loads(done.stdout)
    assert (line["claim"], line["result"]) == (taken.number, "differs")
    assert "block:negative_list_respected:NL-09" in line["new"]


def test_replay_tells_decisions_of_another_rulebook_apart(
    office: Office, database: ClonedDatabase, settings: Mapping[str, str]
) -> None:
    upload(office, an_invoice(name="*餐饮服务*餐费"))
    tamper(
        database,
        "update decision set rulebook_version = '1-000000000000',"
        " result = jsonb_set(result, '{rulebook_version}', '\"1-000000000000\"')",
    )
    done = run_here("replay", *DAYS, environment=settings)
    assert done.returncode == 0
    assert done.stdout == "1 decisions: 1 other_rulebook_same\n"


def test_a_period_that_ends_before_it_begins_is_refused(settings: Mapping[str, str]) -> None:
    done = run_here("replay", "--from", "2026-03-31", "--to", "2026-03-01", environment=settings)
    assert done.returncode == 1
    assert "晚于截止日" in done.stderr
