"""All attempts to break the books."""

from collections.abc import Iterator

from tests.ledger import (
    abuse_bank,
    abuse_by_owner,
    abuse_catalogue,
    abuse_closing,
    abuse_false_path,
    abuse_generated,
    abuse_proving,
)
from tests.ledger.abuse import Abuse, Bare


def every_attempt(connection: Bare) -> Iterator[Abuse]:
    """The catalogue, and what the schema behind the connection suggests."""
    yield from abuse_catalogue.of_the_doors()
    yield from abuse_catalogue.of_an_employer()
    yield from abuse_catalogue.of_a_stranger()
    yield from abuse_catalogue.of_locks()
    yield from abuse_catalogue.of_explanations()
    yield from abuse_false_path.of_the_doors()
    yield from abuse_by_owner.of_copied_rows()
    yield from abuse_by_owner.of_assignments()
    yield from abuse_by_owner.of_hand_made_entries()
    yield from abuse_by_owner.of_hand_made_reversals()
    yield from abuse_closing.of_the_doors()
    yield from abuse_closing.of_copied_rows()
    yield from abuse_bank.of_imports()
    yield from abuse_bank.of_matches()
    yield from abuse_bank.of_hand_made_matches()
    yield from abuse_bank.of_reconciliations()
    yield from abuse_bank.of_copied_rows()
    yield from abuse_proving.of_the_doors()
    yield from abuse_proving.of_copied_rows()
    yield from abuse_generated.of_the_schema(connection)
