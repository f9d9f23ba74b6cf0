"""Mutants that nobody can notice, each with the reason why that is right.

A name that ends in an ellipsis stands for every mutant that begins like it.
"""

from typing import Final

REVIEWED: Final[dict[str, str]] = {
    # ── held by another object, which is a mutant itself ──
    "account: alter column has_grant drop not null": "computed from grant_id, which is not null",
    "account: alter column has_source drop not null": "computed from source, which is not null",
    "account: alter column has_category drop not null": "computed from category, which is not null",
    "line: disable trigger no_truncate": "entry refers to it: its trigger refuses the cascade",
    "entry: disable trigger no_truncate": "line refers to it: its trigger refuses the cascade",
    "account: disable trigger no_truncate": "balance refers to it: its trigger refuses the cascade",
    "book: disable trigger no_truncate": "account refers to it: its trigger refuses the cascade",
    "period_close: disable trigger no_truncate": "balance_snapshot refers to it, likewise",
    "bank_statement: disable trigger no_truncate": "bank_line refers to it, likewise",
    "bank_line: disable trigger no_truncate": "bank_match_member refers to it, likewise",
    "bank_match: disable trigger no_truncate": "bank_match_member refers to it, likewise",
    "bank_match_member: disable trigger no_truncate": "bank_match refers to it, likewise",
    "reconciliation: disable trigger no_truncate": "reconciliation_state refers to it, likewise",
    "bank_match_state: drop constraint state_tenant cascade": "its trigger compares the tenant",
    "bank_match_state: tenant with check (true)": "its trigger compares the tenant first",
    "reconciliation_state: drop constraint reconciliation_state_tenant cascade": (
        "its trigger compares the tenant"
    ),
    "reconciliation_state: tenant with check (true)": "its trigger compares the tenant first",
    "check_members: v_match.xact <> pg_current_xact_id() → false…": (
        "a sealed match has members 1 to n already: the primary key refuses n others up to n"
    ),
    "check_members: o.line_no = n.line_no → true…": "an entry has one line of 1002.S at most",
    "close_month: b.month < p_month → true…": "months are closed in order: there is no later one",
    "check_lines: e.xact = pg_current_xact_id() → true…": (
        "a sealed entry has lines 1 to n already: line_pkey refuses n others numbered 1 to n"
    ),
    "check_lines: = → <> in coalesce(sum(n.amount) filter (where n.layer = 'F'), 0)…": (
        "where all lines add up to nought, one layer does exactly if the other does"
    ),
    "check_lines: bool_and( → bool_or( in bool_and(n.tenant_id…": (
        "lines of one book and tenant are grouped: all are of the account's tenant, or none"
    ),
    "post: raise exception using errcode = '23503', constraint = 'book_known'…": (
        "open_account refuses the book that is not there with the same words"
    ),
    "post: for update →  in into v_head from ledger.book_head…": (
        "one connection cannot tell; the eight of test_concurrency do"
    ),
    "post_many: security invoker": "it only calls doors, and whoever may call it may call those",
    "post_many: reset search_path": "it compares nothing, and the doors it calls pin their own",
    "post_many: owner to postgres": "the doors it calls run with the rights of their own owner",
    # ── read only ──
    "faults: …": "it writes nothing; test_proof tampers in dozens of ways with what it reads",
    "faults_between: …": "it writes nothing; test_proof tampers with what it reads",
    "faults_beside: …": "it writes nothing; test_proof tampers with what it reads",
    # ── rights that lead nowhere without another right ──
    "grant references on table…": "the application may not create the table that would refer",
    "grant insert on table ledger.bank_match_state to zhuanhu_app": (
        "its trigger locks the head of the book, which the application may not"
    ),
    "grant insert on table ledger.reconciliation_state to zhuanhu_app": (
        "its trigger locks the head of the book, which the application may not"
    ),
    "grant execute on function ledger.take_head(bigint) to zhuanhu_app": (
        "it locks the head of the book with the rights of its caller, who may not"
    ),
    **{
        f"grant execute on function ledger.{name}() to zhuanhu_app": (
            "PostgreSQL runs it as a trigger only, and the application may add none"
        )
        for name in (
            "check_lines",
            "check_match_state",
            "check_members",
            "check_reconciliation_state",
            "deny",
        )
    },
}


def reason(mutant: str) -> str | None:
    """Give why nobody needs to notice a mutant; None where somebody must."""
    for name, why in REVIEWED.items():
        beginning = name.removesuffix("…")
        if mutant == name or (beginning != name and mutant.startswith(beginning)):
            return why
    return None
