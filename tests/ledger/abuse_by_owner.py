"""What the owner of the tables tries by hand: rows written past the posting function."""

# ruff: noqa: S608  # statements for tests, every value in them ours

from collections.abc import Iterator

from tests.ledger.abuse import ACCEPTED, APPEND_ONLY, Abuse, Refusal, Who
from tests.ledger.abuse_statements import (
    AVAILABLE,
    BANK,
    CENTER_BOOK,
    EVEN,
    OTHER_BOOK,
    RESERVED,
    UNSPENT,
    by_hand,
    copy,
    lines_by_hand,
)
from tests.ledger.story import EMPLOYER, OTHER_EMPLOYER

UNEVEN: Refusal = ("23514", "entry_balanced")
NOT_MIRRORED: Refusal = ("23514", "reversal_mirrors")
RESERVATION = "(select id from ledger.entry where key = 'r:2')"
OTHERS = f"'{EMPLOYER}'::uuid"

_LONG = {"actor": 101, "approver": 101, "key": 201, "kind": 41}

# table, condition for the row that is copied, changed values, constraint
_COPIES: tuple[tuple[str, str, dict[str, str], str], ...] = (
    *(("entry", "true", {name: "''"}, f"entry_{name}_check") for name in _LONG),
    *(("entry", "true", {name: f"repeat('x', {long})"}, f"entry_{name}_check")
      for name, long in _LONG.items()),
    ("entry", "true", {"memo": "repeat('x', 501)"}, "entry_memo_check"),
    ("entry", "true", {"meta": "'[]'::jsonb"}, "entry_meta_check"),
    ("entry", "true", {"meta": "jsonb_build_object('a', repeat('x', 8000))"}, "entry_meta_check"),
    ("entry", "true", {"no": "0"}, "entry_no_check"),
    ("entry", "true", {"word": "'票'"}, "entry_word_check"),
    ("entry", "true", {"period": "202604"}, "entry_period"),
    ("entry", "true", {"line_count": "1::smallint"}, "entry_line_count_check"),
    ("entry", "true", {"line_count": "1001::smallint"}, "entry_line_count_check"),
    ("entry", "book_id = 2", {"seq": "1"}, "entry_seq"),
    ("entry", "book_id = 2 and period = 202603", {"no": "1"}, "entry_voucher"),
    ("entry", "book_id = 2", {"key": "'r:1'"}, "entry_key"),
    ("entry", "true", {"id": "id"}, "entry_pkey"),
    ("entry", "reverses is not null", {"reverses": "reverses"}, "entry_reversed_once"),
    ("entry", "true", {"reverses": "4711"}, "entry_reverses_fkey"),
    ("entry", "true", {"book_id": "77"}, "entry_book_id_fkey"),
    ("entry", "true", {}, "entry_has_lines"),
    ("line", "true", {"line_no": "0::smallint"}, "line_line_no_check"),
    ("line", "true", {"amount": "0"}, "line_amount_check"),
    ("line", "true", {"amount": "'NaN'"}, "line_amount_check"),
    ("line", "true", {"line_no": "line_no"}, "line_pkey"),
    ("line", "true", {"account_seq": "account_seq"}, "line_account_seq"),
    ("line", "true", {"entry_id": "4711"}, "line_entry_id_fkey"),
    ("line", "true", {"account_id": "4711"}, "line_account"),
    ("line", "true", {"layer": "'X'"}, "line_account"),
    ("account", "code = '9001'", {"category": "'WINE'"}, "account_category"),
    ("account", "code = '9001'", {"source": "'GIFT'"}, "account_source"),
    ("account", "code = '9001'", {"grant_id": "'a|b'"}, "account_grant"),
    ("account", "code = '9001'", {"grant_id": "repeat('x', 65)"}, "account_grant"),
    ("account", "code = '9001'", {"tenant_id": "null"}, "account_tenant"),
    ("account", "code = '9001'", {"tenant_id": "gen_random_uuid()"}, "account_book_tenant"),
    ("account", "code = '9001'", {"grant_id": "''"}, "account_in_chart"),
    ("account", "code = '9001'", {"category": "''"}, "account_in_chart"),
    ("account", "code = '9001'", {"source": "''"}, "account_in_chart"),
    ("account", "code = '9001'", {"layer": "'F'"}, "account_in_chart"),
    ("account", "code = '9001'", {"normal": "1::smallint"}, "account_in_chart"),
    ("account", "code = '9001'", {"code": "'1011'"}, "account_in_chart"),
    ("account", "code = '1011'", {"book_id": "2", "grant_id": "''"}, "account_book"),
    ("account", "code = '9001'", {"grant_id": "grant_id"}, "account_leaf"),
    ("account", "code = '9001'", {"id": "id"}, "account_pkey"),
    ("account_type", "true", {"book_kind": "'x'"}, "account_type_book_kind_check"),
    ("account_type", "true", {"layer": "'X'"}, "account_type_layer_check"),
    ("account_type", "true", {"normal": "0::smallint"}, "account_type_normal_check"),
    ("account_type", "true", {"code": "code"}, "account_type_pkey"),
    ("balance", "true", {"floor": "1", "posted": "0"}, "balance_floor"),
    ("balance", "true", {}, "balance_pkey"),
    ("balance", "true", {"account_id": "4711"}, "balance_account"),
    ("book", "tenant_id is not null", {"name": "''"}, "book_name_check"),
    ("book", "tenant_id is not null", {"kind": "'x'"}, "book_kind_check"),
    ("book", "tenant_id is not null", {"kind": "'center'"}, "book_of_tenant"),
    ("book", "tenant_id is not null", {"tenant_id": "null"}, "book_of_tenant"),
    ("book", "tenant_id is not null", {"tenant_id": "tenant_id"}, "book_one_per_tenant"),
    ("book", "tenant_id is null", {"tenant_id": "null"}, "book_one_per_tenant"),
    ("book", "tenant_id is not null", {"id": "id"}, "book_pkey"),
    ("book_head", "true", {}, "book_head_pkey"),
    ("book_head", "true", {"halted_at": "now()"}, "head_halted"),
    ("book_head", "true", {"halted_why": "''", "halted_at": "now()"}, "book_head_halted_why_check"),
    ("book_head", "true", {"closed_through": "date '2030-01-01'"}, "head_soft_first"),
    ("book_head", "true", {"book_id": "77", "tenant_id": "null"}, "book_head_book_id_fkey"),
    ("budget_control", "true", {"grant_id": "''"}, "budget_control_grant_id_check"),
    ("budget_control", "true", {"set_by": "''"}, "budget_control_set_by_check"),
    ("budget_control", "true", {"set_by": "repeat('x', 101)"}, "budget_control_set_by_check"),
    ("budget_control", "true", {"tolerance": "0"}, "budget_control_tolerance_check"),
    ("budget_control", "true", {"grant_id": "grant_id"}, "budget_control_pkey"),
    ("budget_control", "true", {"tenant_id": "gen_random_uuid()"}, "control_tenant"),
)  # fmt: skip

_KINDS = {"pkey": "23505", "fkey": "23503"}
_UNIQUE = {
    "entry_seq", "entry_voucher", "entry_key", "entry_reversed_once", "line_account_seq",
    "account_leaf", "book_one_per_tenant",
}  # fmt: skip
_REFERENCES = {
    "entry_has_lines", "line_account", "account_in_chart", "account_book", "account_book_tenant",
    "balance_account", "control_tenant", "balance_tenant", "head_tenant",
}  # fmt: skip

_ASSIGNMENTS = (
    "entry set memo = 'other'",
    "entry set effective_on = effective_on",
    "line set amount = amount * 2",
    "line set effective_on = '2026-01-01'",
    "account set grant_id = 'X' where grant_id <> ''",
    "book set tenant_id = gen_random_uuid() where tenant_id is not null",
    "book set kind = 'center', tenant_id = null",
    "book_head set last_seq = last_seq - 1",
    "book_head set last_hash = '\\x00'",
    "book_head set closed_through = '1990-01-01'",
    "book_head set tenant_id = null where tenant_id is not null",
    "book_head set book_id = book_id",
    "balance set posted = posted + normal",
    "balance set version = version - 1",
    "balance set floor = null where floor is not null",
    "balance set floor = floor - 1 where floor is not null",
    "balance set tenant_id = null where tenant_id is not null",
    "balance set layer = 'F'",
    "balance set normal = normal",
    "budget_control set tolerance = tolerance + 1",
)


def state_of(constraint: str) -> str:
    """Give the SQLSTATE that a constraint of this name answers with."""
    if constraint in _UNIQUE:
        return "23505"
    if constraint in _REFERENCES:
        return "23503"
    return _KINDS.get(constraint.rpartition("_")[2], "23514")


def of_copied_rows() -> Iterator[Abuse]:
    """A row like another, wrong in one thing."""
    for table, where, changes, constraint in _COPIES:
        statement = copy(table, where, **changes)
        yield Abuse(Who.OWNER, statement, (state_of(constraint), constraint))
    new_account = copy("account", "code = '9001'")
    other_tenant = copy("balance", "true", account_id="900", **_OF_ACCOUNT)
    yield Abuse(Who.OWNER, other_tenant, ("23503", "balance_tenant"), (new_account,))
    new_book = copy("book", "tenant_id is not null")
    headless = copy("book_head", "true", book_id="900", tenant_id="gen_random_uuid()")
    yield Abuse(Who.OWNER, headless, ("23503", "head_tenant"), (new_book,))


_OF_ACCOUNT = {
    name: f"(select {name} from ledger.account where id = 900)"
    for name in ("book_id", "layer", "normal")
} | {"tenant_id": "gen_random_uuid()", "posted": "0", "floor": "null"}


def of_assignments() -> Iterator[Abuse]:
    for assignment in _ASSIGNMENTS:
        yield Abuse(Who.OWNER, f"update ledger.{assignment}", APPEND_ONLY)
    below = "update ledger.balance set posted = 1, version = version + 1 where floor = 0"
    yield Abuse(Who.OWNER, f"{below} and normal = -1", ("23514", "balance_floor"))
    for harmless in ("book set name = 'X'", "balance set version = version + 1"):
        yield Abuse(Who.OWNER, f"update ledger.{harmless}", ACCEPTED)


def of_hand_made_entries() -> Iterator[Abuse]:
    """Entries and lines by hand; even ones are accepted, so that the refusals mean something."""
    yield Abuse(Who.OWNER, by_hand(), ("23503", "entry_has_lines"))
    yield Abuse(Who.OWNER, lines_by_hand(EVEN), ACCEPTED, (by_hand(),))
    three = (*EVEN[:1], RESERVED._replace(amount="-2"), UNSPENT._replace(amount="1"))
    wrong: list[tuple[Refusal, str]] = [
        (UNEVEN, lines_by_hand((AVAILABLE, RESERVED._replace(amount="-2")))),
        (UNEVEN, lines_by_hand((BANK, RESERVED))),
        (UNEVEN, lines_by_hand([AVAILABLE], [1])),
        (UNEVEN, lines_by_hand(three, (1, 2, 3))),
        (UNEVEN, lines_by_hand(EVEN, (1, 3))),
        (UNEVEN, lines_by_hand(EVEN, effective_on="date '2026-03-06'")),
        (UNEVEN, lines_by_hand(EVEN, tenant_id="null::uuid")),
        (UNEVEN, lines_by_hand(EVEN, tenant_id="case a.code when '9001' then a.tenant_id end")),
        (("23503", "line_account"), lines_by_hand(EVEN, layer="'F'")),
        (("23503", "line_account"), lines_by_hand(EVEN, book_id=str(CENTER_BOOK))),
    ]
    for refusal, statement in wrong:
        yield Abuse(Who.OWNER, statement, refusal, (by_hand(),))
    hole = lines_by_hand(EVEN, (1, 3))
    yield Abuse(Who.OWNER, hole, UNEVEN, (by_hand(lines=3),))
    # two even pieces of what should be one statement
    rest = lines_by_hand(EVEN, (3, 4))
    yield Abuse(Who.OWNER, lines_by_hand(EVEN), UNEVEN, (by_hand(lines=4),))
    yield Abuse(Who.OWNER, rest, UNEVEN, (by_hand(), lines_by_hand(EVEN)))
    sealed = lines_by_hand(EVEN, (10, 11), entry=RESERVATION)
    yield Abuse(Who.OWNER, sealed, UNEVEN)
    # even as the last lines of a sealed entry that says it has so many
    yield Abuse(Who.OWNER, lines_by_hand(EVEN, (1, 2), entry=RESERVATION), ("23505", "line_pkey"))
    elsewhere = by_hand(book=OTHER_BOOK)
    yield Abuse(Who.OWNER, lines_by_hand(EVEN), UNEVEN, (elsewhere,))
    disguised = lines_by_hand(EVEN, tenant_id=f"'{OTHER_EMPLOYER}'::uuid")
    yield Abuse(Who.OWNER, disguised, UNEVEN, (elsewhere,))
    same_tenant = by_hand(book=OTHER_BOOK, tenant_id=OTHERS)
    yield Abuse(Who.OWNER, lines_by_hand(EVEN), UNEVEN, (same_tenant,))
    foreign = by_hand(tenant_id="gen_random_uuid()")
    yield Abuse(Who.OWNER, lines_by_hand(EVEN), UNEVEN, (foreign,))


def of_hand_made_reversals() -> Iterator[Abuse]:
    """A reversal mirrors its original line by line, in the same book."""
    mirror = by_hand(reverses=RESERVATION)
    back = (AVAILABLE._replace(category="CONF"), RESERVED._replace(category="CONF"))
    for amount, refusal in (("50", ACCEPTED), ("49", NOT_MIRRORED)):
        first = back[0]._replace(amount=f"-{amount}")
        lines = lines_by_hand((first, back[1]._replace(amount=amount)))
        yield Abuse(Who.OWNER, lines, refusal, (mirror,))
    other_direction = (AVAILABLE._replace(amount="-50"), RESERVED._replace(amount="50"))
    yield Abuse(Who.OWNER, lines_by_hand(other_direction), NOT_MIRRORED, (mirror,))
    same_side = (back[0]._replace(amount="50"), back[1]._replace(amount="-50"))
    yield Abuse(Who.OWNER, lines_by_hand(same_side), NOT_MIRRORED, (mirror,))
    longer = (
        back[0]._replace(amount="-50"),
        back[1]._replace(amount="50"),
        *EVEN,
    )
    four = by_hand(lines=4, reverses=RESERVATION)
    yield Abuse(Who.OWNER, lines_by_hand(longer, (1, 2, 3, 4)), NOT_MIRRORED, (four,))
    of_center = by_hand(reverses="(select min(id) from ledger.entry where book_id = 1)")
    yield Abuse(Who.OWNER, lines_by_hand(EVEN), NOT_MIRRORED, (of_center,))
