"""From whom: concentration, related parties, shared accounts, listed and new sellers."""

from datetime import date, timedelta
from itertools import count

import pytest

from compliance.messages import Message
from compliance.seller_marks import marks
from compliance.signal import Listed, Party, Purchase
from tests.compliance.signals.people import TODAY, bought, claims, found

_SERIAL = count(100)


def spent(seller: str, *amounts: int, **changes: object) -> list[Purchase]:
    return [
        bought(next(_SERIAL), amount=amount * 100, seller=seller, seller_name=seller, **changes)
        for amount in amounts
    ]


def test_half_of_a_grants_spending_with_one_seller_is_found() -> None:
    own = spent("甲", 10_000, 10_000, 10_000)
    (signal,) = found("seller_concentration", [*own, *spent("乙", 15_000, 15_000)])
    assert {each.seller for each in signal.purchases} == {"甲"}
    assert "50%" in signal.found.text()
    assert signal.key == "g1|甲"
    assert [figure.value for figure in signal.figures] == ["¥30,000.00", "¥60,000.00", "50%"]


def test_a_fen_less_than_half_is_no_concentration() -> None:
    own = spent("甲", 10_000, 10_000, 10_000)
    more = [bought(99, amount=1, seller="丙")]
    assert found("seller_concentration", [*own, *spent("乙", 15_000, 15_000), *more]) == []


def test_few_claims_or_little_money_is_no_concentration() -> None:
    assert found("seller_concentration", spent("甲", 30_000, 30_000)) == []
    assert found("seller_concentration", spent("甲", 10_000, 10_000, 10_000)) == []


def test_nobodys_claims_count_in_the_whole_only() -> None:
    own = [*spent("甲", 20_000, 20_000, 20_000), *spent("", 10_000, 10_000, 10_000, 50_000)]
    assert found("seller_concentration", own) == []


def test_an_employer_with_several_grants_is_looked_at_as_a_whole() -> None:
    own = [*spent("甲", 30_000, grant="g1"), *spent("甲", 20_000, 10_000, 1_000, grant="g2")]
    other = spent("乙", 20_000, grant="g2")
    (of_grant, of_employer) = found("seller_concentration", [*own, *other])
    assert (of_grant.key, of_employer.key) == ("g2|甲", "e1|甲")
    assert "甲公司" in of_employer.found.text()


PARTIES = (
    Party("甲", "", Message("计划内的单位“甲”")),
    Party("甲", "91", Message("乙公司登记的关联方")),
    Party("", "92", Message("只有代码")),
)


def test_a_seller_is_known_by_name_and_by_code() -> None:
    by_name = spent("甲", 100)
    by_code = spent("丙", 100, 200, seller_code="92", is_handed_in=False)
    first, second = found("related_sellers", [*by_name, *by_code, bought(1)], parties=PARTIES)
    assert "计划内的单位“甲”、乙公司登记的关联方" in first.found.text()
    assert "该销售方是只有代码" in second.found.text()
    assert "2 笔，合计 ¥300.00" in second.found.text()


def test_a_party_known_by_both_is_named_once() -> None:
    (signal,) = found("related_sellers", spent("甲", 100, seller_code="91"), parties=PARTIES)
    assert signal.figures[0].value == "2"


def test_claims_without_a_seller_are_related_to_nobody() -> None:
    assert found("related_sellers", spent("", 100, seller_code="92"), parties=PARTIES) == []


ACCOUNT = frozenset({"0200049619200362091"})


def test_two_sellers_with_one_account_are_found_and_the_account_is_masked() -> None:
    own = [*spent("甲", 100, accounts=ACCOUNT), *spent("乙", 100, accounts=ACCOUNT)]
    (signal,) = found("shared_accounts", [*own, bought(1, seller="", accounts=ACCOUNT)])
    assert "***************2091：乙、甲" in signal.found.text()
    assert len(signal.purchases) == 2


def test_one_sellers_own_account_is_nothing() -> None:
    assert found("shared_accounts", spent("甲", 100, 200, accounts=ACCOUNT)) == []


def test_a_seller_with_an_employers_dedicated_account_is_found() -> None:
    own = {next(iter(ACCOUNT)): "乙公司"}
    (signal,) = found("shared_accounts", spent("甲", 100, accounts=ACCOUNT), own_accounts=own)
    assert "是乙公司的专门账户" in signal.found.text()


@pytest.mark.parametrize(
    ("remarks", "expected"),
    [
        (
            "购方开户银行:A;银行账号:12345678901;销方开户银行:B;银行账号:99887766554;",
            {"99887766554"},
        ),
        (
            "销售方地址:北京 电话:010-6255 0000;银行账户：6222 0000 1111",
            {"01062550000", "622200001111"},
        ),
        ("销售方电话:010-62550000", {"01062550000"}),
        ("银行账号:12345678901", set()),
        ("", set()),
        ("销方账号:1234", set()),
    ],
)
def test_only_what_stands_after_the_seller_is_the_sellers(remarks: str, expected: set[str]) -> None:
    assert marks(remarks) == expected


LISTED = Listed("甲", "91", date(2026, 1, 1), barred=False)


def test_claims_on_a_listed_seller_are_found_with_those_from_before() -> None:
    own = [
        *spent("甲", 100, issued_on=date(2025, 12, 31)),
        *spent("改名的甲", 200, 300, seller_code="91"),
        *spent("乙", 400),
    ]
    (signal,) = found("listed_sellers", own, listed=(LISTED, Listed("丁", "", TODAY, barred=True)))
    assert "3 笔，合计 ¥600.00；其中 1 笔在列入（2026-01-01）以前" in signal.found.text()
    assert signal.figures[0].value == "¥100.00"


def test_an_undated_claim_is_not_from_before() -> None:
    (signal,) = found("listed_sellers", spent("甲", 100, issued_on=None), listed=(LISTED,))
    assert "其中 0 笔" in signal.found.text()


def test_a_new_seller_with_much_money_is_found() -> None:
    day = TODAY - timedelta(days=90)
    own = spent("甲", 20_000, 30_000, issued_on=day)
    small = spent("甲", 100, employer="e2", issued_on=TODAY)
    (signal,) = found("new_sellers", [*own, *small])
    assert sorted(claims(signal)) == sorted(each.claim for each in own)
    assert day.isoformat() in signal.found.text()


def test_a_seller_known_before_or_undated_is_not_new() -> None:
    first = bought(1, seller="甲", issued_on=TODAY - timedelta(days=91), employer="e2")
    assert found("new_sellers", [first, *spent("甲", 60_000, issued_on=TODAY)]) == []
    assert found("new_sellers", spent("甲", 60_000, issued_on=None)) == []
    assert found("new_sellers", spent("", 60_000, issued_on=TODAY)) == []
