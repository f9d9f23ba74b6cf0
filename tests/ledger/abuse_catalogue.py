"""The catalogue of attempts: who tries what, and which refusal must come.

`abuse_generated` adds what follows from the schema itself, table by table and column by column.
"""

# ruff: noqa: S608  # statements for tests, every value in them ours

from collections.abc import Iterator

from tests.ledger import abuse_closing, abuse_proving
from tests.ledger.abuse import ACCEPTED, DENIED, Abuse, Refusal, Who, act_as_tenant
from tests.ledger.abuse_statements import (
    AVAILABLE,
    BANK,
    CENTER_BOOK,
    EVEN,
    OTHER_BOOK,
    RESERVED,
    TOLERANT,
    UNSPENT,
    Line,
    moved,
    posting,
    shifted,
)
from tests.ledger.story import EMPLOYER, GRANT

UNEVEN: Refusal = ("23514", "entry_balanced")
NO_BOOK: Refusal = ("23503", "book_known")
NO_ACCOUNT: Refusal = ("23503", "account_in_chart")
BELOW_FLOOR: Refusal = ("23514", "balance_floor")
OTHER_CONTENT: Refusal = ("23505", "entry_key")
RESERVATION = "(select id from ledger.entry where key = 'r:2')"
EMPTY = UNSPENT._replace(grant="empty")
EMPTIED = (
    posting((BANK, EMPTY), key="'in'"),
    posting((BANK._replace(amount="-1"), EMPTY._replace(amount="1")), key="'out'"),
)
OWN = Line("3999", "-1", source="", grant="")
CLOSE_EMPTY = "select ledger.close_grant(2, 'empty')"
REVERSED = "(select id from ledger.entry where key = 's:1')"


def of_the_doors() -> Iterator[Abuse]:
    """What the application asks of the functions it may call."""
    wanted: list[tuple[Refusal, str, tuple[str, ...]]] = [
        # ── what is no entry ──
        (UNEVEN, posting((AVAILABLE, RESERVED._replace(amount="-2"))), ()),
        (UNEVEN, posting((AVAILABLE, UNSPENT)), ()),
        (UNEVEN, posting((AVAILABLE, AVAILABLE._replace(amount="-1"))), ()),
        (("23514", "line_amount_check"), posting(moved(EVEN, "NaN")[:1] * 2), ()),
        (("23514", "line_amount_check"), posting(moved(EVEN, "0")), ()),
        (("23514", "entry_line_count_check"), posting([AVAILABLE._replace(amount="0")]), ()),
        (("22003", "amount_whole_fen"), posting(moved(EVEN, "0.004")), ()),
        (("22003", "amount_whole_fen"), posting((
            AVAILABLE._replace(amount="1.004"), RESERVED,
            RESERVED._replace(category="EXCH", amount="-0.004"))), ()),
        (("22003", ""), posting(moved((RESERVED, AVAILABLE), "100000000000000")), ()),
        *(
            (("2202E", "lines_from_one"), shifted(posting(), place), ())
            for place in range(5)
        ),
        # ── accounts ──
        (NO_ACCOUNT, posting((AVAILABLE, RESERVED._replace(code="9999"))), ()),
        (NO_ACCOUNT, posting((BANK, BANK._replace(code="1011", amount="-1"))), ()),
        (NO_ACCOUNT, posting((AVAILABLE, RESERVED._replace(category=""))), ()),
        (NO_ACCOUNT, posting((UNSPENT._replace(grant=""), BANK)), ()),
        (NO_ACCOUNT, posting((UNSPENT._replace(source=""), BANK)), ()),
        (("55000", "account_open"), posting(),
         (f"select ledger.set_account_open({account()}, false)",)),
        (BELOW_FLOOR, posting(moved(EVEN, "79900.01")), ()),
        (BELOW_FLOOR, posting(moved((UNSPENT, BANK), "60000.01")), ()),
        (BELOW_FLOOR, posting((Line("9001", "60.01", "CE", grant=TOLERANT),
                               Line("9002", "-60.01", "CE", grant=TOLERANT)), book="3"), ()),
        (ACCEPTED, posting((Line("9001", "60.00", "CE", grant=TOLERANT),
                            Line("9002", "-60.00", "CE", grant=TOLERANT)), book="3"), ()),
        (BELOW_FLOOR, posting((AVAILABLE._replace(category="EXCH"),
                               RESERVED._replace(category="EXCH"))), ()),
        (BELOW_FLOOR, posting((Line("9002", "1", "CE", grant=TOLERANT),
                               Line("9001", "-1", "CE", grant=TOLERANT)), book="3"), ()),
        *((expected, posting((Line("9001", amount, "RND", grant=TOLERANT),
                              Line("9002", f"-{amount}", "RND", grant=TOLERANT)), book=of), ())
          for expected, amount, of in ((ACCEPTED, "10.00", "3"), (BELOW_FLOOR, "10.01", "3"),
                                       (BELOW_FLOOR, "1.00", "2"))),
        # ── keys ──
        (ACCEPTED, posting(), (posting(),)),
        (OTHER_CONTENT, posting(moved(EVEN, "2")), (posting(),)),
        (OTHER_CONTENT, posting(kind="'x'"), (posting(),)),
        (OTHER_CONTENT, posting(actor="'x'"), (posting(),)),
        (OTHER_CONTENT, posting(approver="'x'"), (posting(),)),
        (OTHER_CONTENT, posting(memo="'x'"), (posting(),)),
        (OTHER_CONTENT, posting(meta="'{\"a\": \"b\"}'"), (posting(),)),
        (OTHER_CONTENT, posting(word="'付'"), (posting(),)),
        (OTHER_CONTENT, posting(effective_on="'2026-03-06'"), (posting(),)),
        (OTHER_CONTENT, posting(event="gen_random_uuid()"), (posting(),)),
        (OTHER_CONTENT, posting(EVEN[::-1]), (posting(),)),
        # ── reversals ──
        (("23505", "entry_reversed_once"), posting(reverses=REVERSED), ()),
        (("23514", "reversal_mirrors"), posting(reverses=RESERVATION), ()),
        (("23514", "reversal_mirrors"), posting(reverses="(select min(id) from ledger.entry)"), ()),
        (("23503", "entry_reverses_fkey"), posting(reverses="4711"), ()),
        # ── days ──
        (("55000", "period_open"), posting(effective_on="'2026-03-31'"), closed("03-31")),
        (("55000", "period_open"), posting(effective_on="'2026-02-28'"), closed("03-31")),
        (("55000", "period_open"), posting(meta="'{\"late_reason\": \"x\"}'"), closed("03-31")),
        (("55000", "period_open"),
         posting(effective_on="'2026-03-31'", meta="'{\"late_reason\": \"x\"}'"), closed("03-31")),
        (ACCEPTED, posting(effective_on="'2026-04-01'"), closed("03-31")),
        (("55000", "period_open"), posting(), (*closed("03-31"), *closed("01-31"))),
        (("55000", "period_not_closing"), posting(effective_on="'2026-03-31'"), soft("03-31")),
        (("55000", "period_not_closing"), posting(meta="'{\"a\": \"b\"}'"), soft("03-31")),
        (ACCEPTED, posting(meta="'{\"late_reason\": \"x\"}'"), soft("03-31")),
        *((("23514", "entry_meta_check"), posting(meta=f"'{{\"late_reason\": {blank}}}'"),
           soft("03-31")) for blank in ('""', '" "', "null")),
        (ACCEPTED, posting(effective_on="'2026-04-01'"), soft("03-31")),
        (ACCEPTED, posting(), (*soft("03-31"), *soft("01-31"))),
        (("55000", "period_open"), posting(), (*closed("03-31"), *soft("01-31"))),
        # ── halted books ──
        (("55000", "book_in_order"), posting(), ("select ledger.halt(2, 'x')",)),
        (ACCEPTED, posting(), ("select ledger.halt(2, 'x')", "select ledger.halt(2, null)")),
        (ACCEPTED, posting(), ("select ledger.halt(3, 'x')",)),
        (ACCEPTED, posting(), (posting(), "select ledger.halt(2, 'x')")),
        (("23514", "book_head_halted_why_check"), "select ledger.halt(2, '')", ()),
        # ── grants ──
        (("55000", "control_before_budget"), tolerance(f"2, '{GRANT}', 5"), ()),
        (("55000", "control_before_budget"), tolerance("2, 'new', 5"),
         (tolerance("2, 'new', 5"),)),
        (ACCEPTED, tolerance("3, 'new', 5"), (tolerance("2, 'new', 5"),)),
        (("23514", "budget_control_tolerance_check"), tolerance("2, 'new', 0"), ()),
        (("23514", "budget_control_tolerance_check"), tolerance("2, 'new', 'NaN'"), ()),
        (("23514", "budget_control_grant_id_check"), tolerance("2, '', 5"), ()),
        (("55000", "account_drained"), f"select ledger.close_grant(2, '{GRANT}')", ()),
        (("55000", "account_open"), posting((BANK, EMPTY)), (*EMPTIED, CLOSE_EMPTY)),
        (ACCEPTED, posting((BANK, UNSPENT)), (*EMPTIED, CLOSE_EMPTY)),
        (ACCEPTED, posting((BANK, EMPTY)), EMPTIED),
        (ACCEPTED, posting((BANK, OWN)), ("select ledger.close_grant(2, '')",)),
        (ACCEPTED, posting((BANK, OWN), book="3"),
         ("select ledger.open_account(3, '3999')", "select ledger.close_grant(3, '')")),
        (ACCEPTED, posting(), (f"select ledger.close_grant(3, '{GRANT}')",)),
        # ── several at once ──
        (ACCEPTED, posting_two("9001,9002,9002,9001"), ()),
        (UNEVEN, posting_two("9001,9002,9002,9002"), ()),
        (NO_BOOK, posting_two("9001,9002,9002,9001", books="2,77"), ()),
        # ── voucher numbers ──
        (ACCEPTED, numbered(posting(word="'付'"), 1), ()),
        (ACCEPTED, numbered(posting(word="'付'", key="'l'"), 2), (posting(word="'付'"),)),
        (ACCEPTED, numbered(posting(effective_on="'2026-04-01'"), 1), ()),
        (ACCEPTED, numbered(posting(book="3", lines=(BANK, OWN)), 2), ()),
        # ── books that are not there ──
        (NO_BOOK, posting(book="77"), ()),
        (NO_BOOK, "select ledger.open_account(77, '1011')", ()),
        (NO_BOOK, "select ledger.soft_close_through(77, '2026-01-31')", ()),
        (("23514", "book_kind_check"), "select ledger.open_book('x', null, 'X')", ()),
        (("23514", "book_name_check"), "select ledger.open_book('employer', gen_random_uuid(), '')",
         ()),
        (("23514", "book_of_tenant"), f"select ledger.open_book('center', '{EMPLOYER}', 'X')", ()),
        (("23514", "account_grant"), "select ledger.open_account(2, '2241.ADV', 'a|b')", ()),
    ]  # fmt: skip
    for refusal, statement, before in wanted:
        yield Abuse(Who.APPLICATION, statement, refusal, before)


def posting_two(codes: str, books: str = "2,2") -> str:
    """Reserve a yuan and release it again, in one call."""
    return (
        f"select ledger.post_many('{{{books}}}', '{{m:1,m:2}}', '{{k,k}}',"
        " '{2026-03-05,2026-03-05}', '{a,a}', '{null,null}', '{null,null}', '{\"\",\"\"}',"
        " array['{}', '{}']::jsonb[], '{null,null}', '{记,记}', '{2,2}',"
        f" '{{{codes}}}', array_fill('{GRANT}'::text, '{{4}}'),"
        " '{FISCAL,FISCAL,FISCAL,FISCAL}', '{RND,RND,RND,RND}', '{1,-1,1,-1}')"
    )


def of_an_employer() -> Iterator[Abuse]:
    """What an employer tries with its own book that is the Center's to say."""
    halted = (act_as_tenant(Who.APPLICATION), "select ledger.halt(2, 'x')")
    for call, before in (
        ("select ledger.halt(2, null)", (*halted, act_as_tenant(Who.EMPLOYER))),
        ("select ledger.halt(2, 'x')", ()),
        (tolerance("2, 'mine', 5"), ()),
        (abuse_closing.closing("202602"), ()),
        (abuse_proving.proving(2), ()),
    ):
        yield Abuse(Who.EMPLOYER, call, DENIED, before)


def of_a_stranger() -> Iterator[Abuse]:
    """What another employer tries with the books of this one."""
    for statement in (
        posting(),
        posting(book=str(CENTER_BOOK)),
        "select ledger.open_account(2, '3999')",
        "select ledger.soft_close_through(2, '2026-01-31')",
    ):
        yield Abuse(Who.STRANGER, statement, NO_BOOK)
    yield Abuse(Who.STRANGER, posting((BANK, OWN), book=str(OTHER_BOOK)), ACCEPTED)
    unchanged = (
        "do $$ begin perform set_config('zhuanhu.tenant', 'center', true); if exists (select from"
        " ledger.book_head where halted_at is not null) or exists (select from ledger.balance"
        " where not open and book_id <> 3) or exists (select from ledger.budget_control"
        " where grant_id = 'mine')"
        " then raise 'reached another book'; end if; end $$"
    )
    reached = "select ledger.set_account_open(i, false) from generate_series(1, 40) i"
    yield Abuse(Who.STRANGER, unchanged, ACCEPTED, (reached,))
    for call in (
        "select ledger.halt(2, 'x')",
        f"select ledger.close_grant(2, '{GRANT}')",
        tolerance("2, 'mine', 5"),
    ):
        yield Abuse(Who.STRANGER, call, ("23503", "book_known"))
    for opened in (f"'employer', '{EMPLOYER}'", "'center', null"):
        yield Abuse(Who.STRANGER, f"select ledger.open_book({opened}, 'X')", DENIED)


def of_locks() -> Iterator[Abuse]:
    """Who locks books locks those it sees; a lock shows in the row's xmax."""
    xmax = "(select xmax::text from ledger.book_head where book_id = 2)"
    for who, call, locked in (
        (Who.STRANGER, "ledger.lock_books(array[1, 2])", "="),
        (Who.EMPLOYER, "ledger.lock_books(array[1, 2])", "<>"),
        (Who.APPLICATION, "ledger.lock_books(array[1, 3])", "="),
        (Who.APPLICATION, "ledger.lock_books(array[2])", "<>"),
        (Who.APPLICATION, "ledger.open_account(2, '3999')", "<>"),
        (Who.APPLICATION, "ledger.open_account(3, '3999')", "="),
        (Who.APPLICATION, f"ledger.set_account_open({account()}, true)", "<>"),
        (Who.APPLICATION, "ledger.set_account_open(1, true)", "="),
        (Who.APPLICATION, "ledger.close_grant(2, 'none')", "<>"),
        (Who.APPLICATION, "ledger.set_tolerance(2, 'none', 5, 'user-1')", "<>"),
    ):
        compare = (
            f"do $$ begin if not ({xmax} {locked} current_setting('zhuanhu.was')) then"
            " raise 'locked by whom it does not concern, or not at all'; end if; end $$"
        )
        before = (
            act_as_tenant(Who.APPLICATION),
            f"select set_config('zhuanhu.was', {xmax}, true)",
            act_as_tenant(who),
            f"select {call}",
            act_as_tenant(Who.APPLICATION),
        )
        yield Abuse(who, compare, ACCEPTED, before)


def of_explanations() -> Iterator[Abuse]:
    """What a refusal says besides its name: where and how much, for the sentence of a person."""
    first_two = tuple(
        f"select ledger.set_account_open(id, false) from ledger.account where code = '{code}'"
        for code in ("9001", "9002")
    )
    short = (
        Line("9001", "60.01", "CE", grant=TOLERANT),
        Line("9002", "-60.01", "CE", grant=TOLERANT),
    )
    both = (Line("9002", "1", "EXCH"), Line("9003", "1", "EXCH"), AVAILABLE._replace(amount="-2"))
    for call, detail, before in (
        (posting(), '%"code" : "9001"%', first_two),
        (posting(EVEN[::-1]), '%"code" : "9002"%', first_two),
        (posting(short, book="3"), '%"available" : "60.00", "wanted" : "60.01"%', ()),
        (posting(both), '%"code" : "9002"%', ()),
        (posting(effective_on="'2026-02-28'"), '%"closed_through" : "2026-02-28"%',
         (*closed("02-28"), *soft("03-31"))),
        (posting(effective_on="'2026-03-01'"), '%"closed_through" : "2026-03-31"%',
         (*closed("02-28"), *soft("03-31"))),
    ):  # fmt: skip
        yield Abuse(Who.APPLICATION, explained(call, detail), ACCEPTED, before)


def numbered(call: str, number: int) -> str:
    return f"do $$ begin if (({call})).no <> {number} then raise 'another number'; end if; end $$"


def explained(call: str, detail: str) -> str:
    """A block that fails unless the call is refused with such a detail."""
    return (
        f"do $$ declare said text := ''; begin begin perform {call.removeprefix('select ')};"
        " exception when others then get stacked diagnostics said = pg_exception_detail; end;"
        f" if said not like '{detail}' then raise 'says %', said; end if; end $$"
    )


def account() -> str:
    return (
        "(select id from ledger.account where book_id = 2 and code = '9001' and category = 'RND')"
    )


def closed(day: str) -> tuple[str, ...]:
    """Close the months of 2026 that end by a day."""
    return tuple(abuse_closing.closing(f"2026{month:02}") for month in range(1, int(day[:2]) + 1))


def soft(day: str) -> tuple[str]:
    return (f"select ledger.soft_close_through(2, '2026-{day}')",)


def tolerance(arguments: str) -> str:
    return f"select ledger.set_tolerance({arguments}, 'user-1')"
