"""第二十六条: an original that hides or contradicts something is looked at before it is charged.

The reader compares what a file says with what it shows, its QR code, its signature, its earlier
revisions, the data inside it and other files of the same invoice. A difference is no proof of
虚报, and many an honest file was saved again; but it is answered for in writing, and a second
person looks.
"""

from collections.abc import Iterator

from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, Message
from compliance.wording import fields_in_order
from importers.checks import Channel, Outcome

ARTICLE = 26
TITLE = N_("原件所见与所载一致，没有改动痕迹")
SEVERITY = Severity.REVIEW
OVERRIDE = Override.REASON
DOUBTFUL = N_("原件存疑（依据{article}）：{doubt}")
LOOK = N_("请从开票平台重新下载原件并对照；确属正常的，写明原因并附税务或财政查验结果。")
_CHANNELS = frozenset({
    Channel.SHOWN_TEXT, Channel.PIXELS, Channel.SIGNATURE, Channel.REVISIONS, Channel.CONTENTS,
    Channel.DATA, Channel.QR, Channel.RENDITION,
})  # fmt: skip
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find what the file shows otherwise than it says."""
    for each in claim.invoice.checks:
        if each.outcome is Outcome.DIFFERS and each.channel in _CHANNELS and each.message:
            doubt = Message(each.message.template, each.message.values)
            values = {"doubt": doubt}
            yield _find(
                SEVERITY, DOUBTFUL, LOOK, values, fields=fields_in_order(each.fields), found=doubt
            )
