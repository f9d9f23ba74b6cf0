"""kill -9 of clients, backends and the server under load: what was answered is there, once."""

import random
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.durable_server import durable_server
from tests.faults.killing import VICTIMS, doubts, load, losses, strike
from tests.faults.scale import number

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("durable server")]

KILLS = number("KILLS", 8)
KILLS_A_ROUND = 25  # then the books begin anew, or proving them would take longer and longer


@pytest.mark.parametrize("first", range(0, KILLS, KILLS_A_ROUND))
def test_no_kill_loses_or_doubles_what_was_answered(first: int, tmp_path: Path) -> None:
    chance = random.Random(first)  # noqa: S311  # a repeatable mix, no secret
    done: Counter[str] = Counter()
    with durable_server() as server, load(server, tmp_path) as running:
        for place in range(first, min(first + KILLS_A_ROUND, KILLS)):
            victim = VICTIMS[place % len(VICTIMS)]
            strike(running, chance, victim)
            done[victim] += 1
            assert losses(running) == []
        again, posted = doubts(running.lines())
        print(
            f"kills {dict(done)}: {running.answered()} answered, 0 lost, 0 doubled;"
            f" {again} asked again, of these {posted} had been posted"
        )
        assert again > 0


def test_a_server_that_answers_before_the_disk_has_it_is_found_out(tmp_path: Path) -> None:
    """The experiment can fail: a server that does not wait for the disk loses answers."""
    hasty = {"synchronous_commit": "off", "wal_writer_delay": "10s"}
    chance = random.Random(0)  # noqa: S311  # a repeatable mix, no secret
    with durable_server(hasty) as server, load(server, tmp_path) as running:
        strike(running, chance, "postmaster")
        assert any(wrong.startswith("answered, but not so") for wrong in losses(running))
