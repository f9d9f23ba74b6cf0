from compliance.sampling.frame import Frame, Item
from compliance.sampling.generator import Stream
from compliance.sampling.plan import Plan, Purpose, Unit
from compliance.sampling.strata import Stratum, certain, divide, of_groups

PLAN = Plan(
    purpose=Purpose.ATTRIBUTE,
    high_value=1000,
    take_all=frozenset({"override"}),
    per_group=2,
    seed="seed",
)
FRAME = Frame(
    [
        Item("a", 1000, "A", frozenset({"override"})),
        Item("b", 999, "A", frozenset({"override", "watched"})),
        Item("c", 999, "A", frozenset({"watched"})),
        Item("d", 0, "B"),
        Item("e", -1000, "B"),
        Item("f", 1, ""),
    ]
)


def test_high_value_comes_before_marks_and_both_before_chance() -> None:
    assert [certain(PLAN, item) for item in FRAME.items] == [
        Stratum.HIGH_VALUE,
        Stratum.MARKED,
        None,
        None,
        None,
        None,
    ]


def test_no_fen_hits_what_is_worth_nothing_or_less() -> None:
    by_fen = divide(PLAN, FRAME)
    assert (by_fen.open, by_fen.beyond) == ([2, 5], 2)
    assert by_fen.certain == {0: Stratum.HIGH_VALUE, 1: Stratum.MARKED}
    by_record = divide(Plan(purpose=Purpose.ATTRIBUTE, unit=Unit.RECORD), FRAME)
    assert (by_record.open, by_record.beyond, by_record.certain) == ([*range(6)], 0, {})


def test_what_could_be_drawn_is_certain_when_all_is_taken() -> None:
    whole = divide(PLAN, FRAME).all_certain()
    assert whole.certain == {
        0: Stratum.HIGH_VALUE,
        1: Stratum.MARKED,
        2: Stratum.WHOLE,
        5: Stratum.WHOLE,
    }
    assert (whole.open, whole.beyond) == ((), 2)


def test_groups_get_what_they_lack_and_the_nameless_one_nothing() -> None:
    chance = Stream("seed", FRAME.hash, "group")
    assert sorted(of_groups(PLAN, FRAME, [0, 1], chance)) == [3, 4]  # A has two, B has only two
    (third,) = of_groups(PLAN, FRAME, [0, 3, 4], chance)
    expected = min((chance.number(FRAME.items[place].key), place) for place in (1, 2))
    assert third == expected[1]


def test_no_group_gets_anything_where_the_plan_asks_for_none() -> None:
    chance = Stream("seed", FRAME.hash, "group")
    assert [*of_groups(Plan(seed="seed"), FRAME, [], chance)] == []
