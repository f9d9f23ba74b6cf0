"""Audit samples on the command line: files in, data on stdout, exit codes."""

import json
import subprocess
from pathlib import Path

import pytest

from compliance.sampling import sample_file, selection
from compliance.sampling.frame import Frame, Item
from compliance.sampling.plan import Plan
from tests.service.test_cli import run, run_here

PLAN = Plan(seed="seed", high_value=9_000)
FRAME = Frame(Item(f"E01-{number:04d}", 1 + 37 * number % 10_000) for number in range(1_000))


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "plan.json").write_bytes(PLAN.content())
    (tmp_path / "frame.csv").write_bytes(FRAME.content())
    return tmp_path


def sample(files: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command; a name of a file of the folder stands for its path."""
    named = [str(files / each) if (files / each).is_file() else each for each in arguments]
    return run_here("sample", *named, environment={})


def test_the_sizes_by_three_laws_are_told(files: Path) -> None:
    done = sample(files, "plan", "plan.json", "frame.csv")
    told = json.loads(done.stdout)
    certain = sum(item.value >= 9_000 for item in FRAME.items)
    assert (done.returncode, told["certain"], told["open_count"]) == (0, certain, 1_000 - certain)
    assert [each["size"] for each in told["planned"].values()] == [59, 60, 59]
    assert [*told["planned"]] == ["binomial", "poisson", "hypergeometric"]


def test_why_there_is_no_size_is_told_for_each_law(files: Path) -> None:
    (files / "strict").write_text('{"tolerable":"1/100000"}')
    items = Frame(Item(f"E{number:05d}", 1) for number in range(6_000))
    (files / "many").write_bytes(items.content())
    told = json.loads(sample(files, "plan", "strict", "many").stdout)
    assert "样本量超过" in told["planned"]["binomial"]["refused"]


def test_a_sample_is_drawn_extended_and_drawn_again(files: Path) -> None:
    drawn = selection.select(PLAN, FRAME)
    done = sample(files, "select", "plan.json", "frame.csv")
    assert (done.returncode, done.stdout.encode()) == (0, sample_file.content(drawn))
    (files / "sample").write_text(done.stdout, encoding="utf-8")
    larger = sample_file.listing(selection.extend(drawn, PLAN, FRAME, 7))
    assert (
        sample(files, "extend", "plan.json", "frame.csv", "sample", "7", "--list").stdout.encode()
        == larger
    )
    again = sample(files, "select", "plan.json", "frame.csv", "--rounds", "59,7", "--list")
    assert again.stdout.encode() == larger


def test_answers_are_evaluated(files: Path) -> None:
    drawn = selection.select(PLAN, FRAME)
    (files / "sample").write_bytes(sample_file.content(drawn))
    good = [f"{each.key},{each.value},0" for each in drawn.drawn]
    (files / "good").write_text("\n".join(["key,audited,deviates", *good, ""]))
    (files / "bad").write_text(
        "\n".join(["key,audited,deviates", *good[:-1], f"{drawn.drawn[-1].key},,0", ""])
    )
    done = sample(files, "evaluate", "plan.json", "frame.csv", "sample", "good")
    assert (done.returncode, json.loads(done.stdout)["decision"]) == (0, "accept")
    done = sample(files, "evaluate", "plan.json", "frame.csv", "sample", "bad")
    told = json.loads(done.stdout)
    assert (done.returncode, told["decision"], told["unproven"]) == (1, "extend", 1)
    assert told["most_likely"].count("/") == 1


def test_a_frame_is_put_in_order_and_its_hash_told(files: Path) -> None:
    head, *lines = FRAME.content().decode().splitlines()
    (files / "mixed").write_text("\n".join([head, *reversed(lines), ""]))
    done = sample(files, "frame", "mixed")
    assert done.stdout.encode() == FRAME.content()
    assert FRAME.hash in done.stderr


def test_a_file_that_is_refused_is_exit_1_and_one_sentence(files: Path) -> None:
    (files / "empty").write_text("")
    (files / "other").write_bytes(sample_file.content(selection.redraw(PLAN, FRAME, (5,))))
    (files / "seedless").write_text("{}")
    for arguments, said in (
        (("select", "plan.json", "empty"), "清单首行须是"),
        (("select", "empty", "frame.csv"), "抽样方案不是 JSON 文件"),
        (("select", "seedless", "frame.csv"), "随机种子"),
        (("extend", "plan.json", "frame.csv", "empty", "1"), "样本文件不是"),
        (("extend", "seedless", "frame.csv", "other", "1"), "随机种子"),
        (("evaluate", "plan.json", "frame.csv", "other", "empty"), "查证结果第 1 行"),
    ):
        done = sample(files, *arguments)
        assert (done.returncode, done.stdout) == (1, "")
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("rounds", ["x", "5,", "-1", "\uff15"])
def test_what_is_no_size_is_exit_2(files: Path, rounds: str) -> None:
    done = sample(files, "select", "plan.json", "frame.csv", "--rounds", rounds)
    assert (done.returncode, done.stdout) == (2, "")


def test_a_file_that_is_not_there_is_exit_2(files: Path) -> None:
    assert sample(files, "select", "plan.json", "nowhere").returncode == 2


def test_an_error_of_ours_is_exit_3(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(selection, "select", broken)
    done = sample(files, "select", "plan.json", "frame.csv")
    assert (done.returncode, done.stderr) == (3, "internal error: RuntimeError: broken\n")


def test_a_program_of_its_own_draws_what_this_one_draws(files: Path) -> None:
    done = run("sample", "select", str(files / "plan.json"), str(files / "frame.csv"), "--list")
    assert done.stdout.encode() == sample_file.listing(selection.select(PLAN, FRAME))
