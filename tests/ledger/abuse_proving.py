"""Attempts on what was found and sworn of the books: proofs and anchors."""

from collections.abc import Iterator

from tests.ledger.abuse import ACCEPTED, DENIED, Abuse, Refusal, Who
from tests.ledger.abuse_statements import EMPLOYER_BOOK, copy
from tests.ledger.story import OTHER_EMPLOYER

_ROOT = "sha256('')"


def proving(book: object = EMPLOYER_BOOK, faults: object = 0, first: str = "null") -> str:
    """The call by which a proof of a book is kept."""
    return f"select ledger.record_proof({book}, 0, 1, '\\x00', {faults}, {first})"


def anchoring(number: int, previous: str = "null", root: str = _ROOT, said: str = "'x'") -> str:
    """The call by which an anchor is kept."""
    return f"select ledger.add_anchor({number}, {root}, {previous}, {said})"


ROWS = (proving(), anchoring(1))


def of_the_doors() -> Iterator[Abuse]:
    """What the doors take and refuse."""
    chained: Refusal = ("55000", "anchor_chained")
    of_first = "sha256('x')"
    wanted: list[tuple[Refusal, str]] = [
        (ACCEPTED, proving()),
        (ACCEPTED, proving(faults=1, first="repeat('x', 501)")),
        (("23514", "proof_check"), proving(faults=1)),
        (("23514", "proof_check"), proving(first="'x'")),
        (("23514", "proof_faults_check"), proving(faults=-1, first="'x'")),
        (("23503", "book_known"), proving(book=4711)),
        (ACCEPTED, anchoring(2, of_first)),
        (chained, anchoring(3, of_first)),
        (chained, anchoring(1)),
        (chained, anchoring(2)),
        (chained, anchoring(2, "sha256('y')")),
        (("23514", "anchor_root_check"), anchoring(2, of_first, root="'\\x00'")),
        (("23514", "anchor_said_check"), anchoring(2, of_first, said="''")),
        (ACCEPTED, "select ledger.faults(2)"),
        (ACCEPTED, "select ledger.faults_between(2, 0, 9)"),
        (ACCEPTED, "select ledger.faults_beside(2, 0, true)"),
    ]
    for refusal, statement in wanted:
        yield Abuse(Who.APPLICATION, statement, refusal)
    yield Abuse(Who.STRANGER, proving(), ("23503", "book_known"))
    yield Abuse(Who.STRANGER, anchoring(1), DENIED)


def of_copied_rows() -> Iterator[Abuse]:
    """What even the owner cannot put in by hand."""
    of_another = {"tenant_id": f"'{OTHER_EMPLOYER}'"}
    astray = {"id": "id + 100", **of_another}
    for table, refusal, changes in (
        ("proof", ("23503", "proof_tenant"), astray),
        ("proof", ("23514", "proof_since_check"), {"since": "-1"}),
        ("proof", ("23505", "proof_pkey"), {"id": "id"}),
        ("anchor", ("23505", "anchor_pkey"), {"number": "number"}),
        ("anchor", ("23514", "anchor_number_check"), {"number": "0"}),
        ("anchor", ("23514", "anchor_tenant_id_check"), {"number": "2", **of_another}),
        ("anchor", ("23514", "anchor_check"), {"number": "2", "hash": "'\\x00'"}),
    ):
        yield Abuse(Who.OWNER, copy(table, **changes), refusal)
