"""A sample as files: JSON that is read back, and a list for people and other programs."""

import json
from typing import Any, Final

from compliance.messages import N_, Message
from compliance.sampling.selection import Drawn, Sample
from compliance.sampling.strata import Stratum
from compliance.text import FAULTS

HEADER: Final = "position,key,value,group,stratum,hits,round,marks"


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
        sample = _sample(json.loads(written))
        assert content(sample) == written, "written by another hand"
    except FAULTS as error:
        raise SampleError(Message(N_("样本文件不是本系统写出的原样文件。"))) from error
    return sample


def _sample(record: dict[str, Any]) -> Sample:
    drawn = tuple(_drawn(each) for each in record["drawn"])
    return Sample(**record | {"rounds": tuple(record["rounds"]), "drawn": drawn})


def _drawn(record: dict[str, Any]) -> Drawn:
    marks = {"marks": frozenset(record["marks"])}
    return Drawn(**record | {"stratum": Stratum(record["stratum"])} | marks)
