import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from compliance import law, library, signal_thresholds, signalbook
from compliance.messages import Message
from compliance.signal_thresholds import Unit
from tests.compliance.signals.people import DAY, TODAY, bought, nobody

FOLDER = Path(signalbook.__file__).with_name("signals")


def test_every_kind_of_signal_is_listed_once() -> None:
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}
    assert {kind.code for kind in signalbook.KINDS} == files
    assert len(signalbook.KINDS) == len(files)


def test_every_kind_says_what_it_means_and_that_it_may_be_harmless() -> None:
    for kind in signalbook.KINDS:
        assert kind.title.text()
        assert any(
            word in kind.meaning.text() for word in ("也可能", "可以合法", "回头看", "可能是为")
        ), kind


def test_the_bounds_that_the_kinds_name_are_those_that_are_configured() -> None:
    thresholds = nobody().thresholds
    named = {name for kind in signalbook.KINDS for name in kind.bounds}
    assert named == set(thresholds.all)


def test_each_bound_says_where_it_comes_from_and_whether_anybody_confirmed_it() -> None:
    for name, bound in nobody().thresholds.all.items():
        assert bound.source.text(), name
        assert bound.told().text(), name
        assert bound.effective_from <= TODAY
    confirmed = {name for name, bound in nobody().thresholds.all.items() if bound.verified}
    assert confirmed == {"digits_chi", "digits_deviation"}  # tables of statistics, not of anybody


def test_a_bound_holds_from_its_day() -> None:
    record = {
        "zh": "", "en": "", "unit": "yuan", "source_zh": "", "source_en": "",
        "values": [
            {"from": date(2026, 2, 1), "value": "2000.00"},
            {"from": date(2025, 1, 1), "value": "1000.00"},
        ],
    }  # fmt: skip

    def on(day: date) -> int:
        return signal_thresholds._threshold("same_from", record, day).value.numerator  # noqa: SLF001  # its one rule

    assert (on(date(2026, 1, 31)), on(date(2026, 2, 1))) == (1000, 2000)
    assert on(date(2024, 1, 1)) == 1000  # before the first one the first one holds


def test_bounds_of_the_standards_follow_the_standards() -> None:
    standards = library.installed().standards(TODAY)
    limits = replace(standards.limits, consecutive_count=7)
    thresholds = signal_thresholds.on(TODAY, replace(standards, limits=limits))
    assert thresholds.count("consecutive_count") == 7
    assert standards.heading.title.text() in thresholds["consecutive_count"].source.text()


def test_bounds_are_written_as_people_write_them() -> None:
    thresholds = nobody().thresholds
    told = {name: bound.told().text() for name, bound in thresholds.all.items()}
    assert told["same_from"] == "¥1,000.00"
    assert told["near_days"] == "31 日"
    assert told["quick_seconds"] == "60 秒"
    assert told["below_band"] == "5%"
    assert told["digits_mad"] == "0.0022"
    assert {bound.unit for bound in thresholds.all.values()} == set(Unit)


def test_every_bound_of_the_file_is_read() -> None:
    assert set(law.read("signals.toml")["thresholds"]) <= set(nobody().thresholds.all)


@settings(max_examples=25)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_claims_is_of_no_matter(chance: random.Random) -> None:
    purchases = [
        bought(
            number,
            employer=chance.choice(["e1", "e2"]),
            key=f"k{chance.randint(0, 30)}",
            invoice_number=f"{chance.randint(10_000_000, 10_000_060)}",
            total=chance.choice([100_000, 200_000, 4_900_000, 999_900]),
            issued_on=DAY + timedelta(days=chance.randint(0, 20)),
        )
        for number in range(40)
    ]
    shuffled = chance.sample(purchases, len(purchases))
    first, second = (
        {
            (
                kind.code,
                signal.key,
                signal.found.text(),
                frozenset(p.claim for p in signal.purchases),
            )
            for kind, signal in signalbook.find_all(replace(nobody(), purchases=tuple(order)))
        }
        for order in (purchases, shuffled)
    )
    assert first == second
    assert first


def test_no_two_signals_of_one_kind_share_a_key() -> None:
    chance = random.Random(7)  # noqa: S311  # an order, no secret
    purchases = tuple(
        bought(
            number,
            employer=chance.choice(["e1", "e2", "e3"]),
            grant=chance.choice(["g1", "g2", "g3"]),
            total=chance.randrange(1_000, 6_000_000, 1_000),
            amount=100,
            invoice_number=str(chance.randrange(10_000_000, 10_000_400)),
            issued_on=DAY + timedelta(days=chance.randrange(60)),
        )
        for number in range(300)
    )
    found = [
        (kind.code, signal.key)
        for kind, signal in signalbook.find_all(replace(nobody(), purchases=purchases))
    ]
    assert len(found) == len(set(found)) > 10


def test_a_signal_is_told_in_words_and_amounts() -> None:
    same = [bought(1, key="k"), bought(2, key="k", employer="e2")]
    ((kind, signal), *_) = signalbook.find_all(replace(nobody(), purchases=tuple(same)))
    assert kind.code == "same_invoice"
    assert isinstance(signal.found, Message)
    assert signal.found.text() == "发票 00000900 出现在 2 个单位的报销申请中：甲公司、乙公司。"
    assert signal.amount == 246_912
