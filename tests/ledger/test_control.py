"""A book that somebody holds takes nothing from anybody else."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from ledger import book, control, events
from tests.database_server import ClonedDatabase
from tests.ledger.story import RND, Books, act_as, on, yuan


def test_nothing_is_posted_to_a_book_that_is_held(abused: ClonedDatabase, funded: Books) -> None:
    with abused.engine.connect() as holder, abused.engine.connect() as other:
        act_as(holder, "center")
        control.hold(holder, funded.center, funded.employer)
        act_as(other, "center")
        other.execute(text("set local lock_timeout = '50ms'"))
        entry = events.reserve(funded.employer, on("held"), RND, yuan("1.00"))
        with pytest.raises(OperationalError, match="lock timeout"):
            book.post(other, entry)
        other.rollback()
        holder.rollback()
        act_as(other, "center")
        assert book.post(other, entry)
        other.rollback()
