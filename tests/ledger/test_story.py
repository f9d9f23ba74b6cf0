"""The whole life of one grant's money, from the appropriation to the last account shut."""

import pytest
from sqlalchemy import Connection

from tests.ledger import (
    story_of_granting,
    story_of_keeping,
    story_of_moving,
    story_of_returning,
)
from tests.ledger.chronicle import Chronicle
from tests.ledger.story import open_books


@pytest.fixture
def story(ledger_connection: Connection) -> Chronicle:
    return Chronicle(ledger_connection, open_books(ledger_connection))


def test_one_grant_from_the_appropriation_to_its_last_account(story: Chronicle) -> None:
    for part in (story_of_granting, story_of_keeping, story_of_moving, story_of_returning):
        for chapter in part.CHAPTERS:
            for scene in chapter:
                scene(story)
            story.proves()
