"""What a message says, on the page and outside: the same words, in the reader's language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from service.actions.procedures import KINDS
from service.messages import N_
from service.tables import InboxMessageRow

Speak = Callable[[str], str]  # gives a sentence of the sources in the reader's language

TOPICS = {
    "claim": N_("报销申请"),
    "instalment": N_("拨款"),
    "intake": N_("上传的文件"),
    "spot_check": N_("抽查"),
    "disbursement_batch": N_("拨付批次"),
}
_OTHER = N_("事项")
SUBJECT = N_("专户：{count} 项待办")
_LINE = N_("{topic} {number}：{to_do}")
_TO_DO = N_("{to_do}：{steps}")
_MORE = N_("另有 {count} 项，请登录查看。")
_FOOT = N_("详细内容请登录专户查看：{link}")


@dataclass(frozen=True, slots=True)
class Worded:
    """A message in somebody's language."""

    topic: str
    number: str
    to_do: str


def worded(row: InboxMessageRow, speak: Speak) -> Worded:
    """Say a message."""
    topic = TOPICS.get(row.topic) or (KINDS[row.topic].title if row.topic in KINDS else _OTHER)
    to_do = speak(row.to_do).format(**row.values)
    if row.steps:
        steps = speak("、").join(speak(step) for step in row.steps)
        to_do = speak(_TO_DO).format(to_do=to_do, steps=steps)
    return Worded(speak(topic), row.number, to_do)


def subject(count: int, speak: Speak) -> str:
    """Give the subject of a mail that tells of so many messages."""
    return speak(SUBJECT).format(count=count)


def body(rows: Sequence[InboxMessageRow], site: str, speak: Speak, bytes_max: int) -> str:
    """Tell of messages in one text of at most so many bytes, each with its link."""
    foot = speak(_FOOT).format(link=f"{site}/messages")
    lines = [_line(row, site, speak) for row in rows]
    for told in range(len(lines), -1, -1):
        left = len(lines) - told
        more = [speak(_MORE).format(count=left)] if left else []
        text = "\n\n".join([*lines[:told], *more, foot]) + "\n"
        if len(text.encode()) <= bytes_max:
            return text
    raise ValueError(f"not even the foot fits into {bytes_max} bytes")


def _line(row: InboxMessageRow, site: str, speak: Speak) -> str:
    said = worded(row, speak)
    line = speak(_LINE).format(topic=said.topic, number=said.number, to_do=said.to_do)
    return f"{line}\n{site}{row.link}"
