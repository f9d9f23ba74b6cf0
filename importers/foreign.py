"""Documents that are legible but no vouchers: trip lists, bank slips, contracts, named as such."""

from collections.abc import Sequence

from importers.draft import Draft
from importers.invoice import Kind
from importers.messages import N_, Message
from importers.page_text import PageText


def draft(texts: Sequence[PageText]) -> Draft:  # noqa: ARG001  # what it is will be told from them
    """Return a draft that says the file is no voucher."""
    foreign = Draft(Kind.NOT_INVOICE)
    foreign.findings.append(
        Message(
            N_("这个文件不是发票（没有发票票头和发票号码），不能作为报销凭证。请上传发票原件。")
        )
    )
    return foreign
