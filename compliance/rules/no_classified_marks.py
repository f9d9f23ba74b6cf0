"""第十三条: material holds nothing classified, and this system is not made for it.

A file whose name holds 绝密、机密 or 秘密, and a voucher or a statement that bears such a mark
(秘密★5年, 【机密】, 密级：秘密), is refused, and nobody may let it pass (财会〔2024〕11号 §41). The
same words inside others, such as 商业秘密 or 机密计算, are no marks. What bears no mark at all a
machine cannot judge: whoever uploads answers for it.
"""

from collections.abc import Iterator

from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_
from compliance.secrecy import marks_in, named_in
from compliance.wording import as_is
from importers.invoice import Invoice

ARTICLE = 13
TITLE = N_("没有涉密标志")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
IN_NAME = N_("文件名“{name}”含有“{level}”字样（依据{article}）。")
RENAME = N_(
    "涉密文件不得上传，请立即报告本单位保密人员和中心；确实不涉密的，改正文件名后重新上传。"
)
IN_LINES = N_("项目明细中有“{level}”标志（依据{article}）。")
IN_STATEMENT = N_("与项目关系的说明中有“{level}”标志（依据{article}）。")
IN_REMARKS = N_("备注中有“{level}”标志（依据{article}）。")
REPORT = N_("涉密内容不得进入本系统，请立即报告本单位保密人员和中心，按保密规定处理。")
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find marks of classification in the file's name, the voucher and the statement."""
    name, invoice = claim.original.name, claim.invoice
    for level in named_in(name):
        yield _find(SEVERITY, IN_NAME, RENAME, {"name": name, "level": level}, found=as_is(level))
    yield from _check_text("\n".join(_texts(invoice)), IN_LINES, ("items",))
    yield from _check_text(invoice.remarks or "", IN_REMARKS, ("remarks",))
    yield from _check_text(claim.statement, IN_STATEMENT, ())


def _check_text(text: str, sentence: str, fields: tuple[str, ...]) -> Iterator[Finding]:
    for level in marks_in(text):
        yield _find(SEVERITY, sentence, REPORT, {"level": level}, fields=fields, found=as_is(level))


def _texts(invoice: Invoice) -> Iterator[str]:
    for line in (*invoice.items, *invoice.list_items):
        yield line.name or ""
        yield line.spec or ""
