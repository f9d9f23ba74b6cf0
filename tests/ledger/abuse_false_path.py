"""Attempts to make the doors use operators that lie in wait before those of PostgreSQL."""

from collections.abc import Iterator

from tests.ledger import abuse_bank, abuse_closing, abuse_proving
from tests.ledger.abuse import ACCEPTED, Abuse, Refusal, Who
from tests.ledger.abuse_statements import posting
from tests.ledger.story import EMPLOYER

NOBODY: Refusal = ("23503", "match_has_members")
DOORS: dict[str, Refusal] = {
    posting(): ACCEPTED,
    "select ledger.open_account(2, '3999')": ACCEPTED,
    f"select ledger.open_book('employer', '{EMPLOYER}', 'X')": ACCEPTED,
    "select ledger.lock_books(array[2::bigint])": ACCEPTED,
    "select ledger.soft_close_through(2::bigint, '2026-01-31')": ACCEPTED,
    "select ledger.halt(2::bigint, 'x')": ACCEPTED,
    "select ledger.close_grant(3::bigint, 'none')": ACCEPTED,
    "select ledger.set_account_open(1::bigint, true)": ACCEPTED,
    "select ledger.set_tolerance(2, 'new', 5, 'user-1')": ACCEPTED,
    abuse_closing.closing("202602"): ACCEPTED,
    abuse_bank.IMPORTED: ACCEPTED,
    "select ledger.propose_match(3, 'x', '[]', 'rules', '{4711,4712}', '{}', '{}')": NOBODY,
    "select ledger.decide_match(1::bigint, 'withdrawn', 'user-2', 'why')": ACCEPTED,
    "select ledger.draw_reconciliation(3, '2026-01-31', 0, '{0,0,0,0}', '{}', 'user-1')": ACCEPTED,
    abuse_proving.proving(): ACCEPTED,
    abuse_proving.anchoring(77): ("55000", "anchor_chained"),
    "select ledger.decide_reconciliation(1::bigint, 'withdrawn', 'user-2', 'why')": ACCEPTED,
}


def of_the_doors() -> Iterator[Abuse]:
    """Each door is called by somebody whose `=` springs a trap."""
    trap = (
        "create schema trap; create function trap.sprung() returns boolean language plpgsql as"
        " $$ begin raise 'trapped'; end $$"
    )
    operators = tuple(
        f"create function trap.equal({kind}, {kind}) returns boolean language sql as"
        f" 'select trap.sprung()'; create operator trap.= (leftarg = {kind}, rightarg = {kind},"
        " function = trap.equal)"
        for kind in ("bigint", "text", "uuid")
    )
    for call, refusal in DOORS.items():
        before = (trap, *operators, "set local search_path = trap, pg_catalog")
        yield Abuse(Who.OWNER, call, refusal, before)
