"""A sample as files: JSON that is read back, and a list for people and other programs."""

import json
from typing import Any, Final

from compliance.messages import N_, Message
from compliance.sampling.selection import Drawn, Sample
from compliance.sampling.strata import Stratum

HEADER: Final = "position,key,value,group,stratum,hits,round,marks"
_FAULTS = (KeyError, TypeError, ValueError, AttributeError)


class SampleError(ValueError):
    """A file is no sample; `sentence` says so."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.text())
        self.sentence = said


def listing(sample: Sample) -> bytes:
    """Return the list: UTF-8, LF, a header, one line for each item in the order of the sample."""
    lines = (
        f"{each.position},{each.key},{each.value},{each.group},"
        f"{each.stratum},{each.hits},{each.round},{' '.join(sorted(each.marks))}\n"
        for each in sample.drawn
    )
    return f"{HEADER}\n{''.join(lines)}".encode()


def content(sample: Sample) -> bytes:
    """Return canonical JSON: UTF-8, names in order, no spaces, a line feed at the end."""
    record = {
        "algorithm": sample.algorithm,
        "seed": sample.seed,
        "frame_hash": sample.frame_hash,
        "rounds": sample.rounds,
        "count": sample.count,
        "total": sample.total,
        "beyond": sample.beyond,
        "drawn": [each._asdict() | {"marks": sorted(each.marks)} for each in sample.drawn],
    }
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{text}\n".encode()


def read(written: bytes) -> Sample:
    """Return the sample that `content` wrote; SampleError when it is not exactly that."""
    try:
        record = json.loads(written)
        sample = Sample(
            **record
            | {
                "rounds": tuple(record["rounds"]),
                "drawn": tuple(_drawn(each) for each in record["drawn"]),
            }
        )
        same = content(sample) == written
    except _FAULTS:
        same = False
    if not same:
        raise SampleError(Message(N_("样本文件不是本系统写出的原样文件。")))
    return sample


def _drawn(record: dict[str, Any]) -> Drawn:
    marks = {"marks": frozenset(record["marks"])}
    return Drawn(**record | {"stratum": Stratum(record["stratum"])} | marks)
