"""The benchmark of verdicts ends and says what it promises."""

import os

import pytest

from tests.benchmarks.checking.__main__ import main
from tests.database_server import RUN_FOLDER


@pytest.mark.slow
def test_both_sellers_are_measured_beside_few_and_many_claims(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(RUN_FOLDER, os.environ[RUN_FOLDER])  # the benchmark has a run of its own
    main(["--rounds=3", "--few=20", "--many=60"])
    said = capsys.readouterr().out
    for figure in (
        "a verdict, 3 paired rounds (aim 5 ms at 60)",
        "an ordinary seller",
        "a supplier of every tenth claim",
        "20 earlier claims   processor",
        "60 earlier claims   processor",
        "growth, processor ×",
        "growth, wall      ×",
        "of which at 60: gather",
    ):
        assert figure in said
