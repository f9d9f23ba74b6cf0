import pytest

from compliance.sampling import answers
from compliance.sampling.evaluation import EvaluationError
from compliance.sampling.frame import Frame, Item
from compliance.sampling.plan import Plan
from compliance.sampling.selection import Stratum, redraw

FRAME = Frame(
    [Item("E01-1", 9000, "A", frozenset({"override"})), Item("E01-2", 100), Item("E01-3", 5)]
)
SAMPLE = redraw(Plan(seed="seed", take_all=frozenset({"override"})), FRAME, (40,))


def test_answers_are_joined_with_what_was_drawn() -> None:
    first, second = answers.read(b"key,audited,deviates\nE01-2,-30,1\nE01-1,,0\n", SAMPLE)
    assert (first.key, first.value, first.audited, first.deviates) == ("E01-2", 100, -30, True)
    assert (first.stratum, first.round) == (Stratum.DRAWN, 1)
    assert first.hits > 30
    assert (second.key, second.audited, second.deviates) == ("E01-1", None, False)
    assert (second.stratum, second.hits) == (Stratum.MARKED, 1)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"\xff", 1),
        (b"", 1),
        (b"key,audited\n", 1),
        (b"key,audited,deviates\nE01-1,1,0", 1),
        (b"key,audited,deviates\nE01-1,1,0\nE01-9,1,0\n", 3),
        (b"key,audited,deviates\nE01-1,01,0\n", 2),
        (b"key,audited,deviates\nE01-1,1.5,0\n", 2),
        (b"key,audited,deviates\nE01-1,1,2\n", 2),
        (b"key,audited,deviates\nE01-1,1\n", 2),
    ],
)
def test_a_line_that_is_no_answer_is_named(content: bytes, line: int) -> None:
    with pytest.raises(EvaluationError) as refused:
        answers.read(content, SAMPLE)
    assert refused.value.sentence.text().startswith(f"查证结果第 {line} 行有误")
