"""What the Center sees across the employers of the sample programme."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from importers.sandbox import ReaderPool
from service import business_day
from service.actions import crossing_views, listings
from service.actions.intake import Desk
from service.db import CENTER
from service.demo import across, cast, founding
from service.originals import Originals
from service.tables import ClaimRow
from tests.database_server import ClonedDatabase

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


def test_one_ticket_is_claimed_by_two_employers_and_building_again_changes_nothing(
    database: ClonedDatabase, readers: ReaderPool, tmp_path: Path
) -> None:
    desk = Desk(database, Originals(tmp_path / "originals"), readers, look=False)
    with database.transaction(CENTER) as session:
        founded = founding.found(session, NOW, business_day.of(NOW))
    for _ in range(2):
        across.build(desk, founded, NOW)
    with database.transaction(CENTER) as session:
        assert sorted(session.scalars(select(ClaimRow.state))) == sorted(across.FATES)
        (match,) = crossing_views.list_matches(session, settled=False).matches
        assert [listed.name for listed in listings.listings(session)] == [across.LISTED.name]
    assert match.sameness == "invoice"
    assert (match.earlier.employer, match.later.employer) == (
        cast.EMPLOYERS[1].party.name, cast.EMPLOYERS[2].party.name,
    )  # fmt: skip
    assert match.earlier.original.sha256 != match.later.original.sha256
    assert (match.earlier.claim.outcome, match.later.claim.outcome) == ("pass", "block")
