"""All attempts to break the books."""

from collections.abc import Iterator

from tests.ledger import abuse_by_owner, abuse_catalogue, abuse_generated
from tests.ledger.abuse import Abuse, Bare


def every_attempt(connection: Bare) -> Iterator[Abuse]:
    """The catalogue, and what the schema behind the connection suggests."""
    yield from abuse_catalogue.of_the_doors()
    yield from abuse_catalogue.of_a_stranger()
    yield from abuse_catalogue.of_locks()
    yield from abuse_catalogue.of_explanations()
    yield from abuse_catalogue.of_a_false_path()
    yield from abuse_by_owner.of_copied_rows()
    yield from abuse_by_owner.of_assignments()
    yield from abuse_by_owner.of_hand_made_entries()
    yield from abuse_by_owner.of_hand_made_reversals()
    yield from abuse_generated.of_the_schema(connection)
