"""Plans and frames at random."""

from hypothesis import strategies as st

from compliance.sampling.frame import Frame, Item
from compliance.sampling.plan import Plan, Purpose, Selection, Unit

MARKS = ("explained", "override", "watched")
ITEMS = st.builds(
    Item,
    st.from_regex(r"E[0-9]{2}-[0-9]{3}", fullmatch=True),
    st.integers(-100, 100_000),
    st.sampled_from(["", "A", "B", "C"]),
    st.frozensets(st.sampled_from(MARKS), max_size=2),
)
FRAMES = st.lists(ITEMS, max_size=40, unique_by=lambda item: item.key).map(Frame)
PLANS = st.builds(
    Plan,
    purpose=st.just(Purpose.ATTRIBUTE),
    selection=st.sampled_from(Selection),
    unit=st.sampled_from(Unit),
    high_value=st.none() | st.integers(1, 100_000),
    take_all=st.frozensets(st.sampled_from(MARKS), max_size=2),
    per_group=st.integers(0, 3),
    size=st.none() | st.integers(1, 30),
    seed=st.text("abc", min_size=1, max_size=3),
)
