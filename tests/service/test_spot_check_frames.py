"""The frame of a check: what the books held at its cut-off, whatever happens later."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from compliance.messages import N_, message
from compliance.sampling.frame import Frame
from compliance.sampling.plan import Distribution, PlanError, Purpose, Selection, Unit
from compliance.sampling.sizes import Planned
from service.actions import (
    listings,
    reversals,
    spot_check_drawing,
    spot_check_frames,
    spot_check_planning,
    spot_checks,
)
from service.actions.listings import NewListing
from service.actions.spot_check_frames import WATCHED, Population, Scope
from service.db import CENTER
from service.messages import Invalid, NotFound, Refused
from tests.service.checking import (
    TODAY,
    a_check,
    a_plan,
    a_population,
    act,
    drawn,
    items,
    later,
    looking,
    paid,
    planned,
)
from tests.service.office import SELLER, USCC, Office
from tests.service.test_claims import row

AMOUNTS = ("1000.00", "2000.00", "3000.00", "4000.00")


def framed(office: Office, population: Population | None = None) -> Frame:
    with office.database.transaction(CENTER) as session:
        return spot_check_frames.frame(session, population or a_population())


def numbers(frame: Frame) -> list[str]:
    return [item.key.split("/", 1)[1] for item in frame.items]


def tomorrow(office: Office) -> Office:
    """The same people a day later."""
    return replace(
        office, maker=later(office.maker), checker=later(office.checker),
        cashier=later(office.cashier),
    )  # fmt: skip


def taken_back(office: Office, claim_id: object) -> None:
    claim = row(office, claim_id)  # type: ignore[arg-type]  # an id
    with office.database.transaction(office.employer_id) as session:
        one = reversals.propose(session, office.maker, claim.id, claim.version, "红字发票")
    with office.database.transaction(office.employer_id) as session:
        reversals.agree(session, office.checker, one)


def list_seller(office: Office, day: int) -> None:
    new = NewListing(
        name=SELLER.name, uscc=SELLER.tax_id or "", reason="发票内容不符", from_on=date(2026, 1, 1)
    )
    with office.database.transaction(CENTER) as session:
        listings.add(session, later(office.auditor, day), new)


def test_the_frame_is_what_stood_in_the_books_at_the_cut_off(office: Office) -> None:
    claims = paid(office, AMOUNTS)
    gone = row(office, claims[0]).number
    taken_back(office, claims[0])
    before = framed(office)
    assert gone not in numbers(before)
    assert [item.value for item in before.items] == [212_000, 318_000, 424_000]
    check = planned(office)
    act(office, check, "notice", later(office.manager))
    next_day = tomorrow(office)
    taken_back(next_day, claims[1])
    paid(next_day, ("500.00",), first=len(AMOUNTS) + 1)
    list_seller(office, 1)
    assert framed(office).hash == before.hash, "what came later is not in it, what left is"
    act(office, check, "freeze", later(office.auditor))
    with looking(office, check) as (session, _):
        kept = spot_checks.frame_row(session, check)
        assert kept is not None
        assert (kept.sha256, kept.items, kept.total) == (before.hash, 3, before.total)
        assert kept.book_total == before.total
        assert spot_checks.frame_of(session, check).content() == before.content()
    wider = a_population(period_to=date(2026, 3, 11), cut_off=date(2026, 3, 11))
    assert len(numbers(framed(office, wider))) == len(before.items)  # one gone, one new
    assert all(WATCHED in item.marks for item in framed(office, wider).items)


def test_a_scope_takes_what_it_names_and_nothing_else(office: Office) -> None:
    paid(office, AMOUNTS)
    with office.database.transaction(CENTER) as session:
        (known,) = spot_check_planning.employers(session)
    assert known[0] == USCC
    sizes = {
        Scope(): 4,
        Scope(employers=frozenset({USCC}), least=300_000): 2,
        Scope(categories=frozenset({"conf"})): 0,
        Scope(grants=frozenset({"nothing"})): 0,
    }
    for scope, count in sizes.items():
        assert Scope.from_record(scope.to_record()) == scope
        assert framed(office, a_population(scope=scope)).count == count, scope


def test_a_plan_that_cannot_be_is_refused_in_words(office: Office) -> None:
    for wrong, why in (
        ({"manner": "weekly"}, "定期、随机或专项"),
        ({"title": " "}, "写明抽查的名称"),
        ({"purpose": "长" * 2001}, "不能超过 2000 字"),
        ({"population": a_population(period_from=TODAY + timedelta(days=1))}, "不能晚于截止日"),
        ({"population": a_population(cut_off=date(2026, 3, 9))}, "数据截止日不能早于"),
    ):
        with pytest.raises(Invalid, match=why):
            planned(office, replace(a_check(), **wrong))
    nobody = planned(office, a_check(scope=Scope(grants=frozenset({"nothing"}))))
    with pytest.raises(Refused, match="没有单位有已入账的支出"):
        act(office, nobody, "notice", later(office.manager))
    nothing = planned(office)
    act(office, nothing, "notice", office.manager)
    with looking(office, nothing) as (session, _), pytest.raises(NotFound, match="还没有固定"):
        spot_checks.frame_bytes(session, nothing)
    with pytest.raises(Refused, match="无从抽样"):
        act(office, nothing, "freeze", later(office.auditor))


def test_a_sample_grows_and_keeps_what_was_drawn(office: Office) -> None:
    paid(office, AMOUNTS)
    chosen = a_plan(
        purpose=Purpose.ATTRIBUTE, size=1, per_group=0, selection=Selection.RANDOM,
        unit=Unit.RECORD,
    )  # fmt: skip
    check = drawn(office, a_check(chosen))
    first = [(item.id, item.key, item.number) for item in items(office, check)]
    with looking(office, check) as (session, stands), pytest.raises(Refused, match="当前的状态"):
        spot_check_drawing.draw(session, later(office.auditor), check, stands.steps, {})
    act(office, check, "begin", later(office.auditor))
    for more in (0, spot_check_drawing.MORE_MOST + 1):
        with pytest.raises(Invalid, match="追加的数量"):
            act(office, check, "extend", later(office.auditor), more=more, reason="差错偏多")
    with pytest.raises(Invalid, match="须说明理由"):
        act(office, check, "extend", later(office.auditor), more=2, reason="")
    act(office, check, "extend", later(office.auditor), more=2, reason="差错偏多")
    grown = items(office, check)
    assert [(item.id, item.key, item.number) for item in grown[:1]] == first
    assert [item.round for item in grown] == [1, 2, 2]
    with looking(office, check) as (session, stands):
        assert [draw.reason for draw in spot_checks.draws(session, check)] == ["", "差错偏多"]
        again = spot_checks.sample_of(session, stands)
    assert [each.key for each in again.drawn] == [item.key for item in grown]


def test_what_a_plan_would_come_to_is_told_by_three_laws(office: Office) -> None:
    paid(office, AMOUNTS)
    plan = a_plan(
        purpose=Purpose.ATTRIBUTE, selection=Selection.RANDOM, unit=Unit.RECORD,
        high_value=400_000, per_group=0, size=None, tolerable=Fraction(1, 2),
    )  # fmt: skip
    with office.database.transaction(CENTER) as session:
        found = spot_check_planning.what_if(session, a_population(), plan)
        nothing = spot_check_planning.what_if(session, a_population(scope=Scope(least=10**9)), plan)
    assert (found.items, found.employers, found.groups) == (4, 1, 1)
    assert (found.certain, found.certain_total) == (1, 424_000)
    assert (found.open_items, found.open_total) == (3, 636_000)
    assert found.by_law.keys() == set(Distribution)
    for law in Distribution:
        size = found.by_law[law]
        assert isinstance(size, Planned | PlanError)
    here = next(point for point in found.curve if point.tolerable == plan.tolerable)
    assert here.sizes.keys() == set(Distribution)
    assert (nothing.items, nothing.by_law, nothing.curve) == (0, {}, ())
    useless = {plan.distribution: PlanError(message(N_("样本过大")))}
    with pytest.raises(Refused, match="样本过大"):
        spot_check_planning.refuse_useless(replace(found, by_law=useless), plan)
