"""What was found of each item, as a file: read beside the sample that it answers."""

import re
from typing import Final

from compliance.messages import N_, Message
from compliance.sampling.evaluation import EvaluationError, Observation
from compliance.sampling.selection import Sample

HEADER: Final = "key,audited,deviates"
_LINE = re.compile(r"(?P<key>[^,]+),(?P<audited>0|-?[1-9][0-9]{0,15})?,(?P<deviates>[01])")


def read(content: bytes, sample: Sample) -> list[Observation]:
    """Return the observations that a CSV file holds; EvaluationError names the line.

    `audited` is the amount in fen that should be in the books, empty where no evidence can be had;
    `deviates` is 1 where a requirement was not met. What was drawn comes from the sample.
    """
    try:
        lines = content.decode().split("\n")
    except UnicodeDecodeError as error:
        raise _refused(1) from error
    if lines[0] != HEADER or lines[-1]:
        raise _refused(1)
    drawn = {each.key: each for each in sample.drawn}
    observed = []
    for number, line in enumerate(lines[1:-1], 2):
        found = _LINE.fullmatch(line)
        if found is None or found["key"] not in drawn:
            raise _refused(number)
        item = drawn[found["key"]]
        audited = None if found["audited"] is None else int(found["audited"])
        observed.append(
            Observation(
                key=item.key,
                value=item.value,
                audited=audited,
                deviates=found["deviates"] == "1",
                stratum=item.stratum,
                hits=item.hits,
                round=item.round,
            )
        )
    return observed


def _refused(line: int) -> EvaluationError:
    return EvaluationError(
        Message(
            N_(
                "查证结果第 {line} 行有误：首行须是“{header}”，"
                "其后每行为样本中的编号、应有金额（分，无法取证留空）、"
                "是否不符（0 或 1），以换行符（LF）结束。"
            ),
            {"line": str(line), "header": HEADER},
        )
    )
