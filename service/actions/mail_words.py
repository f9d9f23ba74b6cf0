"""What is answered to a mail that brought invoices: counts, what to do, a link; nothing more.

Mail travels through other hands: it holds no names, no amounts and no findings (Art. 34).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from service import mail_parts
from service.actions.inbox_words import Speak
from service.actions.intake_views import MENDABLE, UNFINISHED
from service.messages import N_, Sentence

SIZE, PARTS, UNREADABLE, EMPTY, GRANT, SENDER, ENDED = (
    "size", "parts", "unreadable", "empty", "grant", "sender", "ended",
)  # fmt: skip
REASONS = {
    SIZE: N_("邮件太大（最大 {size} MB），没有接收。请分几封发送，或登录后上传。"),
    PARTS: N_("邮件的附件太多（最多 {parts} 个），没有接收。请分几封发送，或打成压缩包。"),
    UNREADABLE: N_("邮件的格式读不出来，没有接收。请另写一封新邮件，把发票作为附件发送。"),
    EMPTY: N_("邮件里没有附件，没有接收。请把发票文件作为附件发送；邮件里的链接不会打开。"),
    GRANT: N_("这个项目现在不能接收发票，没有接收。请登录后查看项目。"),
    SENDER: N_("不是从您的邮箱地址发来的，没有接收，也没有回信。"),
    ENDED: N_("发到了停用的收件地址，没有接收，也没有回信。"),
}
_SUBJECT_TAKEN = N_("专户：收到 {all} 个文件")
_SUBJECT_NOTHING = N_("专户：邮件里的发票没有接收")
_RECEIVED = N_("您的邮件已收到，共 {all} 个文件：已检查 {done} 个，没有收作凭证 {refused} 个。")
_WORKING = N_("您的邮件已收到，共 {all} 个文件，还有 {left} 个正在检查。")
_RESULTS = N_("每个文件的结论请登录后查看：{link}")
_ADDRESS = N_("收件地址和最近的邮件请登录后查看：{link}")


@dataclass(frozen=True, slots=True)
class Answer:
    """A mail: its subject and its text."""

    subject: str
    body: str


def sentence(reason: str, bytes_max: int) -> Sentence:
    """Say why nothing of a message was taken, and what to do."""
    limits = {"size": str(bytes_max // (1024 * 1024)), "parts": str(mail_parts.PARTS_MAX)}
    words = REASONS[reason]
    return Sentence(words, {name: n for name, n in limits.items() if f"{{{name}}}" in words})


def nothing(reason: str, bytes_max: int, site: str, speak: Speak) -> Answer:
    """Answer that nothing was taken."""
    said = sentence(reason, bytes_max)
    lines = (
        speak(said.template).format(**said.values),
        speak(_ADDRESS).format(link=f"{site}/mail-in"),
    )
    return Answer(speak(_SUBJECT_NOTHING), "\n\n".join(lines) + "\n")


def taken(counts: Mapping[str, int], link: str, speak: Speak) -> Answer:
    """Answer how many files came and how many of them were vouchers."""
    every = sum(counts.values())
    left = sum(counts.get(state, 0) for state in UNFINISHED)
    refused = sum(counts.get(state, 0) for state in MENDABLE)
    first = (
        speak(_WORKING).format(all=every, left=left)
        if left
        else speak(_RECEIVED).format(all=every, done=every - refused, refused=refused)
    )
    lines = (first, speak(_RESULTS).format(link=link))
    return Answer(speak(_SUBJECT_TAKEN).format(all=every), "\n\n".join(lines) + "\n")
