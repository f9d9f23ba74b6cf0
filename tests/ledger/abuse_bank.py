"""Attempts on what the bank says: statements, matches, reconciliations."""

# ruff: noqa: S608  # statements for tests, every value in them ours

from collections.abc import Iterator

from tests.ledger.abuse import ACCEPTED, Abuse, Refusal, Who
from tests.ledger.abuse_statements import copy

# The rows every attempt starts from; the employer's book is 2.
IMPORTED = (
    "select ledger.import_statement(2, '', '2026-03-01', '2026-03-31', 0, 59900, repeat('a', 64),"
    " 'f.csv', 'user-1', array['b1', 'b2'], array['2026-03-02', '2026-03-02']::date[],"
    " array[60000, -100]::numeric[], array['', ''], array['', ''], array['', ''], array['', ''])"
)
FIRST, SECOND = (
    f"(select id from ledger.bank_line where book_id = 2 and identity = '{name}')"
    for name in ("b1", "b2")
)
RECEIVED, SPENT = (
    f"(select l.{{}} from ledger.line l join ledger.entry e on e.id = l.entry_id join"
    f" ledger.account a on a.id = l.account_id where e.key = '{key}' and a.code = '1002.S')"
    for key in ("instalment:1:arrive", "s:1")
)
MATCH = "(select min(id) from ledger.bank_match)"
TABLE = "(select min(id) from ledger.reconciliation)"


def proposed(bank: str = SECOND, entry: str = SPENT, maker: str = "rules", **other: str) -> str:
    """A call that proposes a match of one line of the bank and one of the journal."""
    rule = "manual" if maker != "rules" else "same sum"
    lines = other.get("lines") or (
        f"array[{bank}]::bigint[], array[{entry.format('entry_id')}]::bigint[],"
        f" array[{entry.format('line_no')}]::smallint[]"
    )
    book = other.get("book", "2")
    return f"select ledger.propose_match({book}, '{rule}', '[]', '{maker}', {lines})"


def drawn(book: str = "2", sums: str = "0, 97, 0, 0", maker: str = "user-1") -> str:
    return (
        f"select ledger.draw_reconciliation({book}, '2026-03-31', 59900,"
        f" array[{sums}]::numeric[], '{{}}', '{maker}')"
    )


def decided(what: str, which: str, state: str = "approved", actor: str = "user-2") -> str:
    return f"select ledger.decide_{what}({which}, '{state}', '{actor}', 'why')"


ROWS = (
    IMPORTED,
    proposed(FIRST, RECEIVED),
    decided("match", MATCH),
    drawn(),
    decided("reconciliation", TABLE),
)


def statement(sha: str, days: str, sums: str, lines: str) -> str:
    identities, line_days, amounts = zip(*(one.split() for one in lines.split(",")), strict=True)
    texts = ["''" for _ in identities]
    quoted = [f"'{name}'" for name in identities], [f"'{day}'" for day in line_days]
    blank = f"array[{', '.join(texts)}]"
    return (
        f"select ledger.import_statement(2, '', {days}, {sums}, repeat('{sha}', 64), 'g', 'user-1',"
        f" array[{', '.join(quoted[0])}], array[{', '.join(quoted[1])}]::date[],"
        f" array[{', '.join(amounts)}]::numeric[], {blank}, {blank}, {blank}, {blank})"
    )


MARCH, APRIL = "'2026-03-01', '2026-03-31'", "'2026-04-01', '2026-04-30'"
FEBRUARY = "'2026-02-01', '2026-02-28'"
KNOWN = "b1 2026-03-02 60000, b2 2026-03-02 -100"
LATER = statement("c", MARCH, "0, 59905", f"{KNOWN}, b3 2026-03-31 5")
BACK = statement("c", APRIL, "59900, 60000", "b3 2026-04-02 100")


def of_imports() -> Iterator[Abuse]:
    wanted: list[tuple[Refusal, str]] = [
        (ACCEPTED, IMPORTED),
        (ACCEPTED, statement("c", APRIL, "59900, 59905", "b3 2026-04-02 5")),
        (("23503", "book_known"), IMPORTED.replace("(2,", "(77,")),
        (("23505", "bank_line_differs"),
         statement("c", APRIL, "59900, 59905", "b1 2026-03-02 5")),
        (("23505", "bank_line_differs"),
         statement("c", APRIL, "59900, 119900", "b1 2026-04-02 60000")),
        (("23514", "statements_follow"),
         statement("c", APRIL, "59901, 59906", "b3 2026-04-02 5")),
        (("23514", "statements_follow"),
         statement("c", APRIL, "59900, 59906", "b3 2026-04-02 5")),
        (ACCEPTED, LATER),
        (ACCEPTED, statement("c", FEBRUARY, "0, 0", "b8 2026-02-02 5, b9 2026-02-03 -5")),
        (("23514", "statements_follow"),
         statement("c", FEBRUARY, "0, 5", "b8 2026-02-02 5, b9 2026-02-03 -5")),
        (("23514", "statements_follow"),
         statement("c", MARCH, "0, 60000", "b1 2026-03-02 60000")),
        (("23514", "bank_line_amount_check"),
         statement("c", APRIL, "59900, 59900", "b3 2026-04-02 0")),
    ]  # fmt: skip
    for refusal, call in wanted:
        yield Abuse(Who.APPLICATION, call, refusal)
    yield Abuse(Who.STRANGER, IMPORTED, ("23503", "book_known"))


def of_matches() -> Iterator[Abuse]:
    again = "(select max(id) from ledger.bank_match)"
    withdrawn = decided("match", MATCH, "withdrawn")
    wanted: list[tuple[Refusal, str, tuple[str, ...]]] = [
        (ACCEPTED, proposed(), ()),
        (("23503", "book_known"), proposed(book="77"), ()),
        (("23503", "match_has_members"), proposed(book="3"), ()),
        (("23514", "match_sums"), proposed(SECOND, RECEIVED), ()),
        (("23505", "match_once"), proposed(FIRST, RECEIVED), ()),
        (ACCEPTED, proposed(FIRST, RECEIVED), (withdrawn,)),
        (("23514", "match_two_people"), decided("match", again, actor="user-1"),
         (proposed(maker="user-1"),)),
        (ACCEPTED, decided("match", again), (proposed(maker="user-1"),)),
        (("55000", "match_standing"), decided("match", again),
         (proposed(), decided("match", again, "withdrawn"))),
        (("23514", "bank_match_member_count_check"), proposed(lines="'{}', '{}', '{}'"), ()),
        (("23514", "match_sealed"), proposed(lines=(
            f"array[{SECOND}, 4711]::bigint[], array[{SPENT.format('entry_id')}]::bigint[],"
            f" array[{SPENT.format('line_no')}]::smallint[]")), ()),
        (("23514", "match_posted"), proposed(lines=(
            f"array[{SECOND}, {SECOND.replace('b2', 'b3')}]::bigint[], '{{}}', '{{}}'")), (BACK,)),
        (("23514", "match_own_lines"), proposed(entry=SPENT.replace("1002.S", "6117.G")), ()),
    ]  # fmt: skip
    for refusal, call, before in wanted:
        yield Abuse(Who.APPLICATION, call, refusal, before)
    yield Abuse(Who.STRANGER, proposed(), ("23503", "book_known"))
    for one in ("match", "reconciliation"):
        none = f"select 1 / (1 - count(*)) from ledger.{'bank_' * (one == 'match')}{one}_state"
        for identifier in ("1",):
            call = decided(one, identifier, "withdrawn")
            back = Abuse(Who.STRANGER, f"{call}; {_as_center()}; {none}", ("22012", ""))
            yield back


def members(places: tuple[int, int], match: str = "900") -> str:
    """The members of a match written by hand."""
    names = "match_id, place, tenant_id, book_id, bank_line_id, entry_id, line_no, amount"
    return (
        f"insert into ledger.bank_match_member ({names}) select {match}, {places[0]}, tenant_id,"
        f" 2, id, null, null, amount from ledger.bank_line where id = {SECOND} union all"
        f" select {match}, {places[1]}, l.tenant_id, 2, null, l.entry_id, l.line_no, -l.amount"
        " from ledger.line l join ledger.entry e on e.id = l.entry_id join ledger.account a"
        " on a.id = l.account_id where e.key = 's:1' and a.code = '1002.S'"
    )


def of_hand_made_matches() -> Iterator[Abuse]:
    by_hand = copy("bank_match", member_count="2::smallint")
    longer = copy("bank_match", member_count="3::smallint")
    sealed: Refusal = ("23514", "match_sealed")
    yield Abuse(Who.OWNER, members((1, 2)), ACCEPTED, (by_hand,))
    yield Abuse(Who.OWNER, members((1, 3)), sealed, (by_hand,))
    yield Abuse(Who.OWNER, members((1, 3)), sealed, (longer,))
    yield Abuse(Who.OWNER, members((8, 9), MATCH), sealed)
    foreign = members((1, 2)).replace(", tenant_id, 2, id", ", null, 2, id")
    yield Abuse(Who.OWNER, foreign, sealed, (by_hand,))


def of_reconciliations() -> Iterator[Abuse]:
    again = "(select max(id) from ledger.reconciliation)"
    fee = (
        "select ledger.post(2, 'k', 'k', '2026-03-05', 'a', null, null, '', '{}', null, '记',"
        " array['1002.S', '3999'], array['', ''], array['', ''], array['', ''], array[1, -1])"
    )
    wanted: list[tuple[Refusal, str, tuple[str, ...]]] = [
        (ACCEPTED, drawn(), ()),
        (("23503", "book_known"), drawn("77"), ()),
        (("23514", "reconciliation_holds"), drawn(sums="0, 98, 0, 0"), ()),
        (("23514", "reconciliation_holds"), drawn(), (fee,)),
        (ACCEPTED, decided("reconciliation", again), (drawn(),)),
        (ACCEPTED, decided("reconciliation", again),
         (drawn(), fee.replace("2026-03-05", "2026-04-01"))),
        (("23514", "reconciliation_two_people"),
         decided("reconciliation", again, actor="user-1"), (drawn(),)),
        (("55000", "reconciliation_standing"), decided("reconciliation", again),
         (drawn(), decided("reconciliation", again, "withdrawn"))),
        (("55000", "reconciliation_stale"), decided("reconciliation", again), (drawn(), fee)),
        (("55000", "reconciliation_stale"), decided("reconciliation", again), (drawn(), LATER)),
        (ACCEPTED, decided("reconciliation", again), (drawn(), BACK)),
    ]  # fmt: skip
    for refusal, call, before in wanted:
        yield Abuse(Who.APPLICATION, call, refusal, before)
    yield Abuse(Who.STRANGER, drawn(), ("23503", "book_known"))


def _as_center() -> str:
    return "select set_config('zhuanhu.tenant', 'center', true)"


def of_copied_rows() -> Iterator[Abuse]:
    for code, copies in _COPIES.items():
        for table, where, changes, constraint in copies:
            yield Abuse(Who.OWNER, copy(table, where, **changes), (code, constraint))


def _lengths() -> Iterator[tuple[str, str, dict[str, str], str]]:
    limits = {
        "bank_statement": {"file_name": (1, 200), "imported_by": (1, 100),
                           "account_number": (0, 40)},
        "bank_line": {"identity": (1, 200), "counterparty": (0, 400),
                      "counterparty_account": (0, 400), "summary": (0, 4000),
                      "reference": (0, 400)},
        "bank_match": {"rule": (1, 40), "maker": (1, 100)},
        "bank_match_state": {"actor": (1, 100), "reason": (0, 500)},
        "reconciliation": {"maker": (1, 100)},
        "reconciliation_state": {"actor": (1, 100), "reason": (0, 500)},
    }  # fmt: skip
    for table, columns in limits.items():
        for column, (least, most) in columns.items():
            long = f"repeat('x', {most + 1})"
            for value in [long, "''"] if least else [long]:
                yield table, "true", {column: value}, f"{table}_{column}_check"


_ELSE = {"tenant_id": "gen_random_uuid()"}
_ALONE = {"tenant_id": "null", "state": "'withdrawn'", "reason": "'x'"}
_OF_BANK, _OF_BOOK = "bank_line_id is not null", "entry_id is not null"
_COPIES: dict[str, list[tuple[str, str, dict[str, str], str]]] = {
    "23514": [
        *_lengths(),
        ("bank_statement", "true", {"opening": "'NaN'"}, "bank_statement_opening_check"),
        ("bank_statement", "true", {"closing": "'NaN'"}, "bank_statement_closing_check"),
        ("bank_statement", "true", {"sha256": "'x'"}, "bank_statement_sha256_check"),
        ("bank_statement", "true", {"from_day": "date '2099-01-01'"}, "statement_days"),
        ("bank_line", "true", {"amount": "0"}, "bank_line_amount_check"),
        ("bank_line", "true", {"amount": "'NaN'"}, "bank_line_amount_check"),
        ("bank_match", "true", {"evidence": "'{}'::jsonb"}, "bank_match_evidence_check"),
        ("bank_match", "true", {"evidence": "jsonb_build_array(repeat('x', 8000))"},
         "bank_match_evidence_check"),
        ("bank_match", "true", {"member_count": "1::smallint"}, "bank_match_member_count_check"),
        ("bank_match", "true", {"member_count": "201::smallint"}, "bank_match_member_count_check"),
        ("bank_match", "true", {"maker": "'user-1'"}, "match_maker"),
        ("bank_match", "true", {"rule": "'manual'"}, "match_maker"),
        ("bank_match_member", "true", {"place": "0::smallint"}, "bank_match_member_place_check"),
        ("bank_match_member", _OF_BANK, {"bank_line_id": "null"}, "member_side"),
        ("bank_match_member", _OF_BANK, {"line_no": "1::smallint"}, "member_side"),
        ("bank_match_member", _OF_BOOK, {"bank_line_id": "1"}, "member_side"),
        ("bank_match_state", "true", {"state": "'x'"}, "bank_match_state_state_check"),
        ("bank_match_state", "true", {"state": "'withdrawn'", "reason": "''"}, "state_reason"),
        ("bank_match_state", "true", {**_ELSE}, "match_sealed"),
        ("reconciliation", "true", {"bank_in": "'NaN'", "book_in": "'NaN'"},
         "reconciliation_bank_in_check"),
        ("reconciliation", "true", {"statement_balance": "'NaN'"}, "reconciliation_holds"),
        ("reconciliation", "true", {"book_balance": "'NaN'"}, "reconciliation_book_balance_check"),
        *(("reconciliation", "true", {side: "-1"}, f"reconciliation_{side}_check")
          for side in ("bank_in", "bank_out", "book_in", "book_out")),
        ("reconciliation", "true", {"lists": "'[]'::jsonb"}, "reconciliation_lists_check"),
        ("reconciliation", "true", {"lists": "jsonb_build_object('a', repeat('x', 1000000))"},
         "reconciliation_lists_check"),
        ("reconciliation", "true", {"statement_balance": "statement_balance + 1"},
         "reconciliation_holds"),
        ("reconciliation_state", "true", {"state": "'x'"}, "reconciliation_state_state_check"),
        ("reconciliation_state", "true", {"state": "'withdrawn'", "reason": "''"},
         "reconciliation_reason"),
        ("reconciliation_state", "true", {**_ELSE}, "match_sealed"),
    ],
    "23505": [
        ("bank_statement", "true", {"id": "id"}, "bank_statement_pkey"),
        ("bank_statement", "true", {"sha256": "sha256"}, "statement_once"),
        ("bank_line", "true", {"id": "id"}, "bank_line_pkey"),
        ("bank_line", "true", {"identity": "identity"}, "bank_line_once"),
        ("bank_match", "true", {"id": "id"}, "bank_match_pkey"),
        ("bank_match_member", "true", {"place": "place"}, "bank_match_member_pkey"),
        ("bank_match_member", _OF_BANK, {}, "member_bank_once"),
        ("bank_match_member", _OF_BOOK, {}, "member_book_once"),
        ("bank_match_state", "true", {}, "bank_match_state_pkey"),
        ("reconciliation", "true", {"id": "id"}, "reconciliation_pkey"),
        ("reconciliation_state", "true", {}, "reconciliation_state_pkey"),
    ],
    "23503": [
        ("bank_statement", "true", _ELSE, "statement_tenant"),
        ("bank_line", "true", _ELSE, "bank_line_tenant"),
        ("bank_line", "true", {"statement_id": "4711"}, "bank_line_statement"),
        ("bank_match", "true", _ELSE, "match_tenant"),
        ("bank_match", "true", {}, "match_has_members"),
        ("bank_match_member", _OF_BANK, {"bank_line_id": "4711"},
         "bank_match_member_bank_line_id_fkey"),
        ("bank_match_member", _OF_BOOK, {"entry_id": "4711"}, "member_line"),
        ("bank_match_member", "true", {"match_id": "4711"}, "member_match"),
        ("bank_match_member", _OF_BOOK, {"line_no": "2::smallint", **_ELSE}, "member_tenant"),
        ("bank_match_state", "true", {"match_id": "4711", **_ALONE}, "state_match"),
        ("reconciliation", "true", _ELSE, "reconciliation_tenant"),
        ("reconciliation_state", "true", {"reconciliation_id": "4711", **_ALONE},
         "reconciliation_state_of"),
    ],
}  # fmt: skip
