"""The benchmark of pages ends and says what it promises."""

import os
import re

import pytest

from tests.benchmarks.pages.__main__ import main
from tests.database_server import RUN_FOLDER


@pytest.mark.slow
def test_each_role_is_measured_and_the_late_are_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(RUN_FOLDER, os.environ[RUN_FOLDER])  # the benchmark has a run of its own
    main(["--claims=300", "--rounds=1", "--only=/claims"])
    said = capsys.readouterr().out
    assert "300 claims of one employer, 1 rounds a page" in said
    for who in ("maker", "checker", "cashier", "auditor", "manager"):
        assert re.search(rf"^{who} +/claims\?state=posted +p50 +[\d.]+ +p95 ", said, re.MULTILINE)
    assert re.search(r"^\d+ of \d+ within 150 ms \(p95\)$", said, re.MULTILINE)
