"""中止、取消的情形: every ground of Art. 32 and every act of Art. 26 and 33, and their defaults."""

from decimal import Decimal

import pytest

from compliance import grounds
from compliance.clawback import Mode
from compliance.grounds import Consequence, Needs, Record

OF_ARTICLE_32 = (
    "assessment_failed", "moved_away", "unrectified", "selection_fraud", "misconduct",
    "grave_loss", "crime",
)  # fmt: skip
ACTS = (
    "false_expense", "withholding", "crowding_out", "misappropriation", "false_claim",
    "embezzlement", "deception", "changed_use",
)  # fmt: skip
NOTHING = Record(Decimal("200000.00"), Decimal("0.00"))


def test_the_grounds_are_those_of_the_measures_in_their_order() -> None:
    known = grounds.grounds()
    assert tuple(known) == (*OF_ARTICLE_32, *ACTS)
    assert [known[name].clause for name in OF_ARTICLE_32] == [f"（二）{at}" for at in range(1, 8)]
    assert {known[name].article for name in ACTS} == {26, 33}
    assert known["selection_fraud"].citation == "第三十二条（二）4"


@pytest.mark.parametrize(
    ("name", "consequence", "usual", "serious"),
    [
        ("assessment_failed", Consequence.SUSPEND, Mode.UNSPENT_AND_INELIGIBLE, Mode.FULL),
        ("moved_away", Consequence.REVOKE, Mode.UNSPENT_AND_INELIGIBLE, Mode.FULL),
        ("selection_fraud", Consequence.REVOKE, Mode.FULL, Mode.FULL),
        ("crime", Consequence.REVOKE, Mode.UNSPENT_AND_INELIGIBLE, Mode.FULL),
        ("misappropriation", Consequence.SUSPEND, Mode.INELIGIBLE, Mode.FULL),
        ("deception", Consequence.REVOKE, Mode.FULL, Mode.FULL),
    ],
)
def test_what_follows_by_default(
    name: str, consequence: Consequence, usual: Mode, serious: Mode
) -> None:
    ground = grounds.grounds()[name]
    assert ground.consequence is consequence
    assert ground.mode(serious=False) is usual
    assert ground.mode(serious=True) is serious


def test_a_grave_case_never_costs_less_than_a_usual_one() -> None:
    order = list(Mode)
    for ground in grounds.grounds().values():
        assert order.index(ground.serious) >= order.index(ground.clawback)


def test_two_grounds_rest_on_what_is_on_record() -> None:
    needing = {name: each.needs for name, each in grounds.grounds().items() if each.needs}
    assert needing == {
        "assessment_failed": Needs.ASSESSMENT, "unrectified": Needs.RECTIFICATION,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "record", "said"),
    [
        ("misconduct", NOTHING, ()),
        ("selection_fraud", NOTHING, ("弄虚作假",)),
        ("misconduct", Record(Decimal("100000.00"), Decimal("29999.99")), ()),
        ("misconduct", Record(Decimal("100000.00"), Decimal("30000.00")), ("30.0%",)),
        ("misconduct", Record(Decimal("200000.00"), Decimal("50000.00")), ("50,000.00 元",)),
        ("misconduct", Record(Decimal("0.00"), Decimal("0.00"), 2), ("2 次",)),
    ],
)
def test_what_speaks_for_a_grave_case_is_said_and_decides_nothing(
    name: str, record: Record, said: tuple[str, ...]
) -> None:
    found = grounds.signs(grounds.grounds()[name], record)
    assert len(found) == len(said)
    assert all(word in sign.text() for word, sign in zip(said, found, strict=True))
