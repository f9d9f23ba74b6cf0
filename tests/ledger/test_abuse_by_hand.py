"""The owner can write rows by hand; every promise of an entry still holds."""

import pytest
from sqlalchemy import Connection, text

from ledger.accounts import AccountRef
from tests.ledger.abuse import refused
from tests.ledger.story import DAY, EMPLOYER, RND, Books

NEW_ENTRY = (
    "insert into ledger.entry (id, tenant_id, book_id, seq, period, word, no, kind, key,"
    " effective_on, recorded_at, actor, memo, meta, reverses, line_count, request_hash,"
    " prev_hash, hash) overriding system value select {id}, b.tenant_id, b.id, 100 + {id}, 202603,"
    " '记', 100 + {id}, 'by hand', 'by hand {id}', '2026-03-02', now(), 'owner', '', '{{}}',"
    " {reverses}, {lines}, '', '', '' from ledger.book b where b.id = {book}"
)
NEW_LINE = (
    "insert into ledger.line (entry_id, line_no, book_id, account_id, tenant_id, layer,"
    " effective_on, amount, balance_after, account_seq) values "
)


BANK = AccountRef("1002.S")
UNSPENT = AccountRef("2401.F", "2026-017", "FISCAL")
AVAILABLE, RESERVED = RND.on("9001"), RND.on("9002")


def line_values(connection: Connection, entry: int, *lines: tuple[int, AccountRef, str]) -> str:
    """Lines by hand, right in everything but what a test makes wrong."""
    rows = []
    for number, account, amount in lines:
        row = connection.execute(
            text(
                "select a.id, a.book_id, a.tenant_id, a.layer from ledger.account a"
                " where a.code = :code and a.category = :category and a.book_id ="
                " (select book_id from ledger.entry where id = 3)"
            ),
            {"code": account.code, "category": account.category or ""},
        ).one()
        rows.append(
            f"({entry}, {number}, {row.book_id}, {row.id}, '{row.tenant_id}', '{row.layer}',"
            f" '{DAY}', {amount}, 0, {900 + number})"
        )
    return ", ".join(rows)


def test_an_entry_without_lines_cannot_be_committed(owner: Connection, funded: Books) -> None:
    statement = NEW_ENTRY.format(id=900, book=funded.employer, lines=2, reverses="null")
    assert refused(owner, statement) == ("23503", "entry_has_lines")


HAND_MADE = {
    "unbalanced": ((1, AVAILABLE, "1"), (2, RESERVED, "-2")),
    "unbalanced by layer": ((1, BANK, "1"), (2, RESERVED, "-1")),
    "incomplete": ((1, AVAILABLE, "1"),),
    "too long": ((1, AVAILABLE, "1"), (2, RESERVED, "-2"), (3, UNSPENT, "1")),
    "with a hole": ((1, AVAILABLE, "1"), (3, RESERVED, "-1")),
}


@pytest.mark.parametrize("how", HAND_MADE)
def test_lines_written_by_hand_are_complete_and_even(
    owner: Connection, funded: Books, how: str
) -> None:
    entry = NEW_ENTRY.format(id=900, book=funded.employer, lines=2, reverses="null")
    owner.execute(text(entry))
    lines = NEW_LINE + line_values(owner, 900, *HAND_MADE[how])
    assert refused(owner, lines) == ("23514", "entry_balanced")


def test_even_lines_written_by_hand_are_accepted_so_that_the_refusals_mean_something(
    owner: Connection, funded: Books
) -> None:
    entry = NEW_ENTRY.format(id=900, book=funded.employer, lines=2, reverses="null")
    owner.execute(text(entry))
    even = line_values(owner, 900, (1, AVAILABLE, "1"), (2, RESERVED, "-1"))
    owner.execute(text(NEW_LINE + even))
    owner.execute(text("set constraints all immediate"))


@pytest.mark.parametrize(
    ("wrong", "right"), [("2026-03-03", "2026-03-02"), ("null", "tenant"), ("'B'", "'F'")]
)
def test_lines_agree_with_their_entry_and_their_account(
    owner: Connection, funded: Books, wrong: str, right: str
) -> None:
    entry = NEW_ENTRY.format(id=900, book=funded.employer, lines=2, reverses="null")
    owner.execute(text(entry))
    lines = line_values(owner, 900, (1, BANK, "1"), (2, UNSPENT, "-1"))
    if right == "tenant":
        right = f"'{EMPLOYER}'"
    constraint = "line_account" if right == "'F'" else "entry_balanced"
    assert right in lines
    assert refused(owner, NEW_LINE + lines.replace(right, wrong))[1] == constraint


def test_a_sealed_entry_takes_no_more_lines(owner: Connection) -> None:
    more = line_values(owner, 3, (10, AVAILABLE, "1"), (11, RESERVED, "-1"))
    assert refused(owner, NEW_LINE + more) == ("23514", "entry_balanced")


def test_lines_never_touch_an_account_of_another_book(owner: Connection, funded: Books) -> None:
    entry = NEW_ENTRY.format(id=900, book=funded.center, lines=2, reverses="null")
    owner.execute(text(entry))
    lines = line_values(owner, 900, (1, BANK, "1"), (2, UNSPENT, "-1"))
    assert refused(owner, NEW_LINE + lines) == ("23514", "entry_balanced")
    for number in (1, 2):
        lines = lines.replace(
            f"(900, {number}, {funded.employer},", f"(900, {number}, {funded.center},"
        )
    disguised = lines.replace(f"'{EMPLOYER}'", "null")
    assert refused(owner, NEW_LINE + disguised) == ("23503", "line_account")


def test_a_reversal_written_by_hand_mirrors_its_original(owner: Connection, funded: Books) -> None:
    last = owner.scalar(text("select max(id) from ledger.entry"))
    entry = NEW_ENTRY.format(id=900, book=funded.employer, lines=2, reverses=last)
    owner.execute(text(entry))
    half = line_values(owner, 900, (1, AVAILABLE, "-4"), (2, RESERVED, "4"))
    assert refused(owner, NEW_LINE + half) == ("23514", "reversal_mirrors")
    whole = line_values(owner, 900, (1, AVAILABLE, "-5"), (2, RESERVED, "5"))
    owner.execute(text(NEW_LINE + whole))


def test_a_reversal_stays_in_the_book_of_its_original(owner: Connection, funded: Books) -> None:
    first_of_center = owner.scalar(
        text("select min(id) from ledger.entry where book_id = :book"), {"book": funded.center}
    )
    entry = NEW_ENTRY.format(id=900, book=funded.employer, lines=2, reverses=first_of_center)
    owner.execute(text(entry))
    lines = line_values(owner, 900, (1, AVAILABLE, "1"), (2, RESERVED, "-1"))
    assert refused(owner, NEW_LINE + lines) == ("23514", "reversal_mirrors")


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("seq = 1", "entry_seq"),
        ("no = 1", "entry_voucher"),
        ("key = 'agreement:1'", "entry_key"),
        ("period = 202604", "entry_period"),
        ("line_count = 1", "entry_line_count_check"),
        ("reverses = 4711", "entry_reverses_fkey"),
    ],
)
def test_numbers_and_keys_are_unique(
    owner: Connection, funded: Books, change: str, constraint: str
) -> None:
    """Written as an insert of a copy of the last entry with one value changed."""
    column, value = change.split(" = ")
    row = owner.execute(
        text("select * from ledger.entry where book_id = :book order by seq desc limit 1"),
        {"book": funded.employer},
    ).one()
    names = [name for name in row._fields if name not in {"id", "xact"}]
    fresh = {"seq": "99", "no": "99", "key": "'fresh'", column: value}
    picked = ", ".join(fresh.get(name, name) for name in names)
    statement = (
        f"insert into ledger.entry ({', '.join(names)}) select {picked}"  # noqa: S608  # our names
        f" from ledger.entry where id = {row.id}"
    )
    assert refused(owner, statement)[1] == constraint
