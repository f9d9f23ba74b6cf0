"""What red letters take back is never charged, in whatever shares and order claims come."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from compliance.decision import Outcome, decide
from compliance.example import claim

TOTAL = Decimal("1060.00")
CENTS = st.integers(1, 60_000)


@given(shares=st.lists(CENTS, min_size=1, max_size=6), taken_back=st.lists(CENTS, max_size=3))
def test_claims_together_never_exceed_what_red_letters_leave(
    shares: list[int], taken_back: list[int]
) -> None:
    letters = [
        {"number": f"2611200000999999999{place}", "total": str(-Decimal(cents).scaleb(-2))}
        for place, cents in enumerate(taken_back)
    ]
    charged: list[dict[str, str]] = []
    for number, cents in enumerate(shares):
        amount = str(Decimal(cents).scaleb(-2))
        verdict = decide(claim(amount=amount, others=charged, red_letters=letters))
        if verdict.outcome is not Outcome.BLOCK:
            charged.append({"number": f"BX-{number}", "amount": amount})
    left = max(TOTAL - Decimal(sum(taken_back)).scaleb(-2), Decimal(0))
    assert sum(Decimal(each["amount"]) for each in charged) <= left


@given(taken_back=CENTS, before=CENTS)
def test_what_is_left_can_be_charged_to_the_fen(taken_back: int, before: int) -> None:
    left = TOTAL - Decimal(taken_back + before).scaleb(-2)
    facts = {
        "others": [{"number": "BX-0001", "amount": str(Decimal(before).scaleb(-2))}],
        "red_letters": [
            {"number": "26112000009999999991", "total": str(-Decimal(taken_back).scaleb(-2))}
        ],
    }
    if left > 0:
        assert decide(claim(amount=str(left), **facts)).outcome is not Outcome.BLOCK
    beyond = decide(claim(amount=str(max(left, Decimal(0)) + Decimal("0.01")), **facts))
    (found,) = (one for one in beyond.findings if one.rule == "red_letters_deducted")
    assert found.most == max(left, Decimal(0))
