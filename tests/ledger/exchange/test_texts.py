"""What the journals look like, and that different accounts never share a name."""

from itertools import product

from sqlalchemy import Connection

from ledger.accounts import CHART, AccountRef, Dimension
from ledger.exchange import beancount, hledger, naming
from tests.ledger.exchange.lives import lived
from tests.ledger.story import GRANT

GRANTS = ("2026-017", "2026-0-17", "2026--017", "2026_017", "项目1", "x", "X", "X--78")


CHOICES = {
    Dimension.GRANT: GRANTS,
    Dimension.SOURCE: ("FISCAL", "MATCH"),
    Dimension.CATEGORY: ("RND", "IP_PUB"),
}


def every_account() -> list[AccountRef]:
    return [
        AccountRef(code, **dict(zip(type_.dims, chosen, strict=True)))
        for code, type_ in CHART.items()
        for chosen in product(*(CHOICES[dim] for dim in type_.dims))
    ]


def test_every_account_of_the_chart_has_a_name_of_its_own() -> None:
    accounts = every_account()
    for name in (beancount.account_name, hledger.account_name):
        assert len({name(account) for account in accounts}) == len(accounts)


def test_names_are_code_and_dimensions() -> None:
    spent = AccountRef("5301.X", GRANT, "FISCAL", "IP_PUB")
    assert beancount.account_name(spent) == "Expenses:5301-X:2026-017:FISCAL:IP-PUB"
    assert hledger.account_name(AccountRef("9000", GRANT, "MATCH")) == "B:9000:2026-017:MATCH"
    assert naming.commodity(spent) == "CNY"


def test_an_entry_in_hledger(ledger_connection: Connection) -> None:
    pieces = [*hledger.journal(ledger_connection, lived(ledger_connection).employer)]
    assert "account F:2401.F:2026-017:FISCAL  ; type:L, name:专项资金未用余额" in pieces[0]
    assert '2026-03-02 * (202603-记-8)   ; seq:9, key:undo: "quoted"' in pieces[-2]
    assert "100%25%3B %5B2026-01-01%5D, kind:reverse, recorded:" in pieces[-2]
    assert "    F:1002.S  0.00 CNY == 64003.06 CNY\n" in pieces[-1]


def test_an_entry_in_beancount(ledger_connection: Connection) -> None:
    pieces = [*beancount.journal(ledger_connection, lived(ledger_connection).employer)]
    assert '\n2026-01-21 open Assets:1002-S CNY\n  name: "专户银行存款"\n' in pieces[0]
    assert '\n2026-03-02 * ""\n  seq: 9\n  voucher: "202603-记-8"\n' in pieces[-2]
    assert '  key: "undo: \\"quoted\\", 100%; [2026-01-01]"\n  kind: "reverse"\n' in pieces[-2]
    assert "\n2026-03-12 balance Assets:1002-S  64003.06 ~ 0.00 CNY\n" in pieces[-1]
