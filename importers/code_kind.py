"""What an 发票代码 says of the kind of an older invoice.

>>> kind_of("033002204911").value
'vat_e_ordinary'
>>> kind_of("144032509110").value
'sz_blockchain'
"""

from importers import invoice_number
from importers.invoice import Kind

_ELECTRONIC = {
    "ordinary": Kind.VAT_E_ORDINARY,
    "special": Kind.VAT_E_SPECIAL,
    "toll": Kind.VAT_E_TOLL,
}
_SHENZHEN, _GUANGDONG = "14403", "144"
_PAPER_LENGTH = 10
_PAPER_TYPE = 7  # place of the digit that names the type in a code of ten
_PAPER = {"1": Kind.VAT_PAPER_SPECIAL, "5": Kind.VAT_PAPER_SPECIAL,
          "3": Kind.VAT_PAPER_ORDINARY, "6": Kind.VAT_PAPER_ORDINARY}  # fmt: skip


def kind_of(code: str | None) -> Kind | None:
    """Return the kind that a code names; None for no code and for codes that say nothing."""
    if not code or not code.isdecimal():
        return None
    if len(code) == invoice_number.CODE_LENGTH and code.startswith(_GUANGDONG):
        return Kind.SZ_BLOCKCHAIN if code.startswith(_SHENZHEN) else Kind.MACHINE_PRINTED_E
    if len(code) == _PAPER_LENGTH:
        return _PAPER.get(code[_PAPER_TYPE])
    return _ELECTRONIC.get(invoice_number.kind_of_code(code) or "")
