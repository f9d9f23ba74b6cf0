"""Each identity holds for sound books and is broken by the fault it is there for."""

from decimal import Decimal

import pytest

from ledger import identities
from ledger.accounts import CHART, Dimension
from ledger.identities import Leaf
from tests.ledger.story import yuan


def sums(source: str = "FISCAL", category: str = "RND", /, **amounts: str) -> dict[Leaf, Decimal]:
    """`S1002_S="5"` stands for five yuan on account 1002.S; the grant is G where there is one."""
    leaves = {}
    for name, amount in amounts.items():
        code = name.removeprefix("S").replace("_", ".")
        dims = CHART[code].dims
        leaf = Leaf(
            code,
            "G" if Dimension.GRANT in dims else "",
            source if Dimension.SOURCE in dims else "",
            category if Dimension.CATEGORY in dims else "",
        )
        leaves[leaf] = yuan(amount)
    return leaves


SOUND = (
    sums(S1002_S="60", S1221_OWN="3", S1221_PRE="5", S3999="1", S2241_ADV="2")
    | sums(S2401_F="46", S2401_P="5", S2241_RTN="8", S2241_OUT="6")
    | sums(S5301_X="38", S5301_D="2", S6117_G="40", S9000="105", S9001="62", S9002="3", S9003="40")
)
CENTER = sums(S9103="102", S9102="3", S1218_A="83", S1218_T="5", S5001="14", S1218_R="8")


def broken_of(change: dict[Leaf, Decimal]) -> list[str]:
    return [name for name, _ in identities.of_employer(SOUND | change)]


def broken_across(center: dict[Leaf, Decimal], *employers: dict[Leaf, Decimal]) -> list[str]:
    return [name for name, _ in identities.across(CENTER | center, [SOUND, *employers])]


def test_sound_books_fulfil_every_identity() -> None:
    assert list(identities.of_employer(SOUND)) == []
    assert list(identities.of_center(CENTER)) == []
    assert broken_across({}) == []
    assert list(identities.across({}, [])) == []
    assert list(identities.of_transfer({})) == []


@pytest.mark.parametrize(
    "account",
    ["S1002_S", "S1221_OWN", "S2401_F", "S2241_ADV", "S2241_RTN", "S2241_OUT", "S3999"],
)
def test_a_fen_on_any_account_of_the_dedicated_account_breaks_the_first(account: str) -> None:
    ((leaf, _),) = sums(**{account: "0"}).items()
    assert broken_of({leaf: SOUND[leaf] + yuan("0.01")}) == ["I1"]


def test_an_advance_occupies_as_much_as_was_handed_out() -> None:
    assert broken_of(sums(S1221_PRE="6", S1002_S="59")) == ["I1"]
    assert broken_of(sums(S2401_P="6", S2401_F="45")) == ["I1"]


def test_each_identity_is_broken_by_its_own_fault() -> None:
    assert broken_of(sums(S6117_G="41")) == ["I2"]
    assert broken_of(sums(S9001="63")) == ["I4"]
    assert broken_of(sums(S9002="4", S9003="39")) == ["I4"]


def test_a_budget_is_executed_in_the_direction_where_money_was_spent() -> None:
    ((name, message), *others) = identities.of_employer(
        SOUND | sums(S9003="39") | sums("FISCAL", "CONF", S9003="1")
    )
    assert name == "I4"
    assert message.text() == "G FISCAL CONF：已执行预算 1.00 元，支出合计 0.00 元，两者应相等。"
    assert [message.values["which"] for _, message in others] == ["G FISCAL RND"]


def test_money_the_center_lost_sight_of_is_named_with_its_grant() -> None:
    ((name, message),) = identities.of_center(CENTER | sums(S1218_A="80"))
    assert name == "I3"
    assert message.values == {"which": "G", "left": "102.00", "right": "99.00"}


def test_books_that_disagree_with_each_other_are_found() -> None:
    for account in ("2401.F", "2401.P", "2241.OUT", "6117.G"):
        assert broken_across({}, {Leaf(account, "G", "FISCAL", ""): yuan("1.00")}) == ["I3"]
    assert broken_across({}, {Leaf("9000", "G", "FISCAL", ""): yuan("1.00")}) == ["I4"]


@pytest.mark.parametrize("source", ["FISCAL", "INTEREST"])
def test_what_an_employer_owes_the_center_is_what_the_center_asks_for(source: str) -> None:
    assert broken_across({}, {Leaf("2241.RTN", "G", source, ""): yuan("1.00")}) == ["I3"]


def test_no_more_is_accepted_than_was_spent() -> None:
    assert broken_across(sums(S5001="40", S1218_A="57")) == []
    assert broken_across(sums(S5001="41", S1218_A="56")) == ["I3"]


def test_money_from_elsewhere_is_no_business_of_the_center() -> None:
    assert broken_across({}, sums("MATCH", S2401_F="5", S6117_G="5", S9000="5")) == []


APPROVED = sums(S2241_OUT="30", S2401_F="-30") | sums("INTEREST", S2241_OUT="2", S2401_F="-2")
PAID = sums(S2241_OUT="0", S2401_F="-30", S1218_T="30", S1218_A="-30") | sums(
    "INTEREST", S2241_OUT="0", S2401_F="-2"
)
ARRIVED = sums(S2241_OUT="0", S2401_F="0", S1218_T="0") | sums("INTEREST", S2401_F="0")


@pytest.mark.parametrize("moved", [APPROVED, PAID, ARRIVED])
def test_money_on_its_way_from_one_employer_to_another_is_no_fault(
    moved: dict[Leaf, Decimal],
) -> None:
    assert list(identities.of_transfer(moved)) == []


@pytest.mark.parametrize(
    ("moved", "sentence"),
    [
        (APPROVED | sums("INTEREST", S2241_OUT="-1"), "G INTEREST：划转付出比批准多 1.00 元。"),
        (ARRIVED | sums("INTEREST", S2401_F="0.50"), "G INTEREST：划转到账比付出多 0.50 元。"),
        (
            PAID | sums(S1218_T="29"),
            "G：中心账划转在途 29.00 元，单位账已付未到 30.00 元，两者应相等。",
        ),
        (
            APPROVED | sums(S9001="4"),
            "G FISCAL RND：划转的预算转出与转入相差 4.00 元，应同时转出转入。",
        ),
        (
            APPROVED | sums(S9000="4"),
            "G FISCAL：划转的预算转出与转入相差 4.00 元，应同时转出转入。",
        ),
    ],
)
def test_a_transfer_whose_ends_do_not_agree_is_found(
    moved: dict[Leaf, Decimal], sentence: str
) -> None:
    ((name, message),) = identities.of_transfer(moved)
    assert (name, message.text()) == ("I5", sentence)
