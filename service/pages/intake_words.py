"""What is said about the files of a batch: counts by verdict, time left, doors they came by."""

from flask_babel import gettext

from service.actions.intake_views import BatchView
from service.messages import N_

SOURCES = {
    "page": N_("网页上传"),
    "phone": N_("手机拍照"),
    "mail": N_("邮件"),
    "api": N_("接口"),
}
VERDICTS = {
    "pass": N_("可以列支"),
    "review": N_("需要说明"),
    "block": N_("不能列支"),
    "already": N_("已有申请"),
    "refused": N_("没有收作凭证"),
    "failed": N_("没有处理完"),
    "cancelled": N_("已取消"),
    "expected": N_("等待上传"),
    "stored": N_("等待读取"),
    "reading": N_("正在读取"),
    "checking": N_("正在检查"),
}
MARKS = {
    "pass": ("pass", "passed"),
    "review": ("review", "review"),
    "block": ("block", "blocked"),
    "already": ("same", "note"),
    "archive": ("same", "folder"),
    "refused": ("refused", "blocked"),
    "failed": ("failed", "close"),
    "cancelled": ("same", "close"),
}
_ENDED = ("pass", "review", "block", "already", "refused", "failed", "cancelled")
_MINUTE = 60
_LONG = 100  # seconds; above, minutes are said


def counted(view: BatchView) -> str:
    """Say how far a batch is, and how many files have which verdict."""
    parts = [gettext("已完成 %(done)s/%(total)s", done=view.done, total=view.total)]
    for verdict in _ENDED:
        if count := view.counts.get(verdict):
            words = gettext(VERDICTS[verdict])
            parts.append(gettext("%(count)s 个%(words)s", count=count, words=words))
    return " · ".join(parts)


def left(view: BatchView) -> str:
    """Say how many files have still to be answered, and how long that takes."""
    if view.remaining == 0:
        return ""
    count = view.remaining
    if view.paused:
        words = gettext("已暂停，还有 %(count)s 个", count=count)
    elif view.seconds_left is None:
        words = gettext("还有 %(count)s 个", count=count)
    elif view.seconds_left < _LONG:
        words = gettext("还有 %(count)s 个，约剩 %(n)s 秒", count=count, n=view.seconds_left)
    else:
        minutes = -(-view.seconds_left // _MINUTE)
        words = gettext("还有 %(count)s 个，约剩 %(n)s 分钟", count=count, n=minutes)
    return str(words)


def mark(verdict: str) -> tuple[str, str]:
    """Give the class and the symbol of a row."""
    return MARKS.get(verdict, ("waiting", "waiting"))
