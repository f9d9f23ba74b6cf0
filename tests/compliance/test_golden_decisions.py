"""What was decided once is decided again, byte for byte, from the facts that were kept."""

import json
from pathlib import Path
from typing import Any

import pytest

from compliance import library, rulebook
from compliance.decision import canonical, replay
from tests.compliance import golden_decisions
from tests.compliance.golden_decisions import CLAIMS, FOLDER, without_version

KEPT = sorted(FOLDER.glob("*.json"))


def kept(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record


def test_there_is_a_decision_for_every_claim() -> None:
    assert {path.stem for path in KEPT} == CLAIMS.keys()


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_what_was_decided_is_decided_again_byte_for_byte(path: Path) -> None:
    """A difference is a mistake, unless `rulebook.NUMBER` rises or a text gets a new version."""
    record = kept(path)
    assert record["number"] == rulebook.NUMBER
    again = replay(record["facts"], rulebook.VERSION, library.installed())
    assert canonical(without_version(again)) == canonical(record["decision"])


def test_the_kept_decisions_are_of_every_weight_and_of_many_rules() -> None:
    findings = [finding for path in KEPT for finding in kept(path)["decision"]["findings"]]
    assert {finding["severity"] for finding in findings} == {"block", "review", "note"}
    assert len({finding["rule"] for finding in findings}) >= 15
    assert {kept(path)["decision"]["outcome"] for path in KEPT} == {"pass", "review", "block"}


def test_decisions_of_the_same_number_are_never_written_over(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = {path: path.read_bytes() for path in KEPT}
    assert golden_decisions.main() == 1
    assert "raise rulebook.NUMBER" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in sorted(FOLDER.glob("*.json"))} == before


def test_a_higher_number_writes_them_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(golden_decisions, "FOLDER", tmp_path)
    assert golden_decisions.main() == 0
    written = {path.stem: path.read_bytes() for path in tmp_path.glob("*.json")}
    assert written.keys() == CLAIMS.keys()
    monkeypatch.setattr(rulebook, "NUMBER", rulebook.NUMBER + 1)
    assert golden_decisions.main() == 0
    assert {kept(path)["number"] for path in tmp_path.glob("*.json")} == {rulebook.NUMBER}
