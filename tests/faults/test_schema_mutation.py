"""Every object of the ledger's schema matters: take it away, and some attempt or test notices.

The mutants come from the system catalogue, so that a new constraint, trigger, policy, right or
function without an attempt that needs it fails here. The cure is a line in `tests/ledger/abuse_*`;
a table that lacks a row to try gets one in `tests/ledger/abused_books.py`.
"""

from collections.abc import Callable, Iterable, Iterator

import pytest

from tests.database_server import DatabaseServer
from tests.faults import schema_mutants
from tests.faults.reviewed_mutants import REVIEWED, reason
from tests.faults.scale import number
from tests.faults.schema_mutants import Mutant
from tests.faults.schema_trial import Trial, trial
from tests.ledger.abuse import Bare

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("schema mutation")]

KINDS: dict[str, Callable[[Bare], Iterable[Mutant]]] = {
    "constraints": schema_mutants.of_constraints,
    "triggers": schema_mutants.of_triggers,
    "row security": schema_mutants.of_row_security,
    "rights": schema_mutants.of_rights,
    "functions": lambda connection: schema_mutants.of_functions(
        connection, thorough=bool(number("ALL_MUTANTS", 0))
    ),
}


@pytest.fixture(scope="module")
def tried(postgres: DatabaseServer) -> Iterator[Trial]:
    with postgres.clone() as founded, postgres.clone() as empty, trial(founded, empty) as ready:
        yield ready


def test_the_undamaged_schema_answers_every_attempt_as_expected(tried: Trial) -> None:
    assert tried.baseline() == []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_can_be_taken_away_unnoticed(tried: Trial, kind: str) -> None:
    mutants = [*KINDS[kind](tried.bare)]
    needed = [mutant for mutant in mutants if reason(mutant.name) is None]
    tried.impossible.clear()
    survivors = tried.survivors(needed)
    print(
        f"{kind}: {len(mutants)} mutants, {len(tried.impossible)} impossible, "
        f"{len(mutants) - len(needed)} reviewed, {len(survivors)} survive"
    )
    assert len(needed) > len(tried.impossible)
    assert survivors == []


def test_what_was_reviewed_exists_and_is_said_once(tried: Trial) -> None:
    every = [*schema_mutants.of_functions(tried.bare, thorough=True)]
    for kind in ("constraints", "triggers", "row security", "rights"):
        every += KINDS[kind](tried.bare)
    named = {mutant.name for mutant in every}
    stale = [
        name
        for name in REVIEWED
        if not any(mutant.startswith(name.removesuffix("…")) for mutant in named)
    ]
    assert stale == []
