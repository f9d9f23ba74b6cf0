from decimal import Decimal

from ledger import identities
from ledger.identities import Leaf
from tests.ledger.story import yuan


def sums(**amounts: str) -> dict[Leaf, Decimal]:
    """`S1002_S="5"` stands for account 1002.S; 9001 has a category, grants are G."""
    leaves = {}
    for name, amount in amounts.items():
        code = name.removeprefix("S").replace("_", ".")
        category = "RND" if code in {"9001", "9002", "9003", "5301.X"} else ""
        leaves[Leaf(code, "G", "FISCAL", category)] = yuan(amount)
    return leaves


SOUND = sums(
    S1002_S="60", S2401_F="60", S5301_X="40", S6117_G="40", S9000="100", S9001="60", S9003="40"
)
CENTER = sums(S9103="100", S1218_A="90", S1218_T="0", S5001="10")


def test_sound_books_fulfil_every_identity() -> None:
    assert list(identities.of_employer(SOUND)) == []
    assert list(identities.of_center(CENTER)) == []
    assert list(identities.across(CENTER, [SOUND])) == []
    assert list(identities.across({}, [])) == []


def test_each_identity_is_broken_by_its_own_fault() -> None:
    for change, broken in [
        (sums(S1002_S="61"), ["I1"]),
        (sums(S6117_G="41"), ["I2"]),
        (sums(S9001="61"), ["I4"]),
        (sums(S9002="1", S9003="39"), ["I4"]),
    ]:
        assert [name for name, _ in identities.of_employer(SOUND | change)] == broken


def test_money_the_center_lost_sight_of_is_named_with_its_grant() -> None:
    ((name, message),) = identities.of_center(CENTER | sums(S1218_A="80"))
    assert name == "I3"
    assert message.values == {"which": "G", "left": "100.00", "right": "90.00"}


def test_books_that_disagree_with_each_other_are_found() -> None:
    received_twice = SOUND | sums(S2401_F="61")
    assert [name for name, _ in identities.across(CENTER, [received_twice])] == ["I3"]
    over_committed = SOUND | sums(S9000="101")
    assert [name for name, _ in identities.across(CENTER, [over_committed])] == ["I4"]


def test_money_from_elsewhere_is_no_business_of_the_center() -> None:
    matched = {Leaf("2401.F", "G", "MATCH", ""): yuan("5.00")}
    assert list(identities.across(CENTER, [SOUND, matched])) == []
