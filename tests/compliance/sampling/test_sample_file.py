import json

import pytest
from hypothesis import given

from compliance.sampling import sample_file
from compliance.sampling.frame import Frame, Item
from compliance.sampling.plan import Plan
from compliance.sampling.sample_file import SampleError
from compliance.sampling.selection import redraw, select
from tests.compliance.sampling.frames import FRAMES, PLANS

FRAME = Frame(
    [Item("E01-1", 70, "甲", frozenset({"override"})), Item("E01-2", 20), Item("E01-3", 9)]
)
PLAN = Plan(seed="seed", size=2, take_all=frozenset({"override"}))


@given(PLANS, FRAMES)
def test_what_is_written_is_read_back(plan: Plan, frame: Frame) -> None:
    sample = select(plan, frame)
    assert sample_file.read(sample_file.content(sample)) == sample


def test_the_list_is_written_to_the_byte() -> None:
    assert sample_file.listing(select(PLAN, FRAME)).decode() == (
        "position,key,value,group,stratum,hits,round,marks\n"
        "1,E01-1,70,甲,marked,1,1,override\n"
        "2,E01-2,20,,whole,1,1,\n"
        "3,E01-3,9,,whole,1,1,\n"
    )


def test_the_file_is_written_to_the_byte() -> None:
    few = Frame([Item("甲-1", 70)])
    assert sample_file.content(redraw(PLAN, few, (2,))).decode() == (
        '{"algorithm":"zhuanhu-sample-1","beyond":0,"count":1,"drawn":[{"group":"","hits":2,'
        '"key":"甲-1","marks":[],"position":1,"round":1,"stratum":"drawn","value":70}],'
        f'"frame_hash":"{few.hash}","rounds":[2],"seed":"seed","total":70}}\n'
    )


def changed(**values: object) -> bytes:
    record = json.loads(sample_file.content(select(PLAN, FRAME))) | values
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{text}\n".encode()


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b"null",
        changed(more=1),
        changed(rounds=None),
        changed(drawn=[{}]),
        changed(drawn=[1]),
        changed().replace(b"whole", b"chosen"),
        changed().rstrip(b"\n"),
    ],
)
def test_anything_else_is_refused(written: bytes) -> None:
    with pytest.raises(SampleError) as refused:
        sample_file.read(written)
    assert (
        str(refused.value) == refused.value.sentence.text() == "样本文件不是本系统写出的原样文件。"
    )
