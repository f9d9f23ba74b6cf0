"""Splitting against a plain search: every stretch of ten days that holds the invoice's day."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from compliance import rulebook
from compliance.example import claim

DAY, TOTAL, BOUND = date(2026, 3, 10), Decimal("1060.00"), Decimal(50_000)
NEARBY = st.lists(
    st.tuples(
        st.integers(-25, 25).map(lambda days: DAY + timedelta(days=days)),
        st.integers(1, 5_500_000).map(lambda fen: Decimal(fen).scaleb(-2)),
    ),
    max_size=7,
)


@given(NEARBY)
def test_the_heaviest_ten_days_around_the_invoice_decide(near: list[tuple[date, Decimal]]) -> None:
    heaviest = max(
        sum(
            (
                total
                for day, total in near
                if total < BOUND and first <= day <= first + timedelta(days=9)
            ),
            TOTAL,
        )
        for first in (DAY - timedelta(days=back) for back in range(10))
    )
    nearby = [
        {"claim": f"BX-{i}", "number": f"261120000{i * 7:011}", "issued_on": day, "total": total}
        for i, (day, total) in enumerate(near)
    ]
    found = [each.found for each in rulebook.rule("not_split").check(claim(nearby=nearby))]
    said = [each.text() for each in found if each is not None]
    assert said == ([f"合计 ¥{heaviest:,.2f}"] if heaviest >= BOUND else [])
