from pathlib import Path

import pytest

from tests.benchmarks.sampling import frame_file, measure


def test_the_benchmark_takes_every_way_of_drawing_to_its_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    measure(frame_file(tmp_path, 3_000))
    head, *lines, peak = capsys.readouterr().out.splitlines()
    assert head.startswith("3,000 items: read ")
    assert [tuple(line.split()[:2]) for line in lines] == [
        (unit, way)
        for way in ("random", "cell", "interval", "sieve")
        for unit in ("monetary", "record")
    ] + [("record", "random")]
    assert peak.endswith("MiB")
