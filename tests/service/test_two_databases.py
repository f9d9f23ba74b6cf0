"""A check is repeated: in another database, and on the command line from what is kept of it."""

from pathlib import Path

import pytest

from compliance.sampling import sample_file
from importers.sandbox import ReaderPool
from service.actions import spot_checks
from tests.database_server import ClonedDatabase, DatabaseServer, Prepared
from tests.service.checking import a_check, a_plan, drawn, looking, paid
from tests.service.office import Office, come_back
from tests.service.test_cli import run_here

AMOUNTS = ("1000.00", "250.00", "3000.00", "88.80", "640.00")
Kept = tuple[bytes, bytes, bytes]


def kept(office: Office) -> Kept:
    """Pay, plan and draw; give what is kept: plan, frame and list."""
    paid(office, AMOUNTS)
    check = drawn(office, a_check(a_plan(size=3)))
    with looking(office, check) as (session, row):
        frame = spot_checks.frame_of(session, check)
        sample = spot_checks.sample_of(session, row, frame)
        assert sample.rounds == (3,)
        rows = [(each.key, each.position, each.hits) for each in spot_checks.items(session, check)]
        assert rows == [(each.key, each.position, each.hits) for each in sample.drawn]
        return spot_checks.plan_of(row).content(), frame.content(), sample_file.listing(sample)


def in_database(database: ClonedDatabase, note: str, folder: Path, readers: ReaderPool) -> Kept:
    folder.mkdir()
    return kept(come_back(note, database, folder, readers))


@pytest.mark.slow
def test_two_databases_with_the_same_programme_draw_the_same_sample(
    postgres: DatabaseServer, founded: Prepared, readers: ReaderPool, tmp_path: Path
) -> None:
    with postgres.clone(founded.template) as one, postgres.clone(founded.template) as other:
        first = in_database(one, founded.note, tmp_path / "one", readers)
        second = in_database(other, founded.note, tmp_path / "other", readers)
    assert first == second
    plan, frame, listed = first
    assert len(frame.splitlines()) == 1 + len(AMOUNTS)
    (tmp_path / "plan.json").write_bytes(plan)
    (tmp_path / "frame.csv").write_bytes(frame)
    files = [str(tmp_path / name) for name in ("plan.json", "frame.csv")]
    again = run_here("sample", "select", *files, "--list", environment={})
    assert again.stdout.encode() == listed
