"""The figures of the whole programme by another way: line by line, from other accounts.

`ledger.overview` reads balances; here every line of the journal is read, and wherever an identity
of the money allows it, on the other side of the entry or in the other layer.
"""

from decimal import Decimal

from sqlalchemy import Connection, text

from compliance.categories import Category

_COUNTED = """
    with counted as (
        select coalesce(o.kind, e.kind) as kind, a.code, a.source, a.category, l.amount
          from ledger.line l
          join ledger.entry e on e.id = l.entry_id
          left join ledger.entry o on o.id = e.reverses
          join ledger.account a on a.id = l.account_id
    )
"""
_LIVING = "kind <> 'close_grant'"  # what a closed grant had spent was spent
_I1_HELD = "code in ('1002.S', '1221.OWN', '1221.PRE')"
_I1_OWED = "code in ('2241.ADV', '2241.RTN', '2241.OUT', '3999')"

# Each figure: what is added (借 counts above nought) with its sign.
_WAYS: dict[str, list[tuple[int, str]]] = {
    "appropriated": [(1, "code = '1011' and kind = 'appropriate'")],
    "uncommitted": [(-1, "code = '9101'")],
    "committed": [(-1, "code = '9102'")],
    "disbursed": [(-1, "code = '1011' and kind = 'disburse'")],
    "on_the_way": [(1, "code = '1218.T' and kind in ('disburse', 'confirm_receipt')")],
    "received": [(1, "code = '1002.S' and kind = 'receive'")],
    "matched": [(1, "code = '9000' and kind = 'contribute' and source = 'MATCH'")],
    "raised": [(1, "code = '9000' and kind = 'contribute' and source = 'RAISED'")],
    "earned": [(1, "code = '1002.S' and kind = 'interest'")],
    "opened": [(1, "false")],
    **{
        f"spent_{each.value.lower()}": [
            (-1, f"code = '9003' and {_LIVING} and category = '{each.value}'"),
            (-1, f"code = '5301.D' and {_LIVING} and category = '{each.value}'"),
        ]
        for each in Category
    },
    "disallowed": [(1, f"code = '5301.D' and {_LIVING}")],
    "spent": [(-1, f"code = '6117.G' and {_LIVING}")],
    "called_back": [(1, "code = '1218.R' and kind in ('claw_back', 'return_surplus')")],
    "owed_back": [(1, "code = '1218.R'")],
    "released": [(-1, "code = '1002.S' and kind = 'release_matching'")],
    "moving": [
        (-1, "code = '2241.OUT'"),
        (-1, "code = '1002.S' and kind in ('pay_transfer', 'receive_transfer')"),
    ],
    "balance": [(1, f"{_I1_HELD} or {_I1_OWED}")],
    "advanced": [(1, "code = '1221.PRE'")],
    "reserved": [(-1, "code = '9002'")],
    "budget": [(1, "code = '9000'")],
    "in_accounts": [(1, "code = '1002.S'")],
}


def recounted(connection: Connection) -> dict[str, Decimal]:
    """Count every figure anew."""
    found = {}
    for figure, ways in _WAYS.items():
        sums = (
            sign * Decimal(connection.scalar(text(_COUNTED + _total(which))) or 0)
            for sign, which in ways
        )
        found[figure] = sum(sums, Decimal("0.00"))
    return found


def _total(which: str) -> str:
    return f"select sum(amount) from counted where {which}"  # noqa: S608  # words of our own
