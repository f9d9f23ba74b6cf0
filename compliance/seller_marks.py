"""What the remarks of an invoice say of its seller: bank accounts and telephones, as digits.

Digital invoices name banks and telephones of both sides among the remarks, each after the side it
belongs to; what stands after no side is nobody's.

>>> sorted(marks("购方开户银行:甲; 银行账号:11112222; 销方开户银行:乙; 银行账号:3333 4444 55;"))
['3333444455']
>>> marks("银行账号:11112222;")
frozenset()
"""

import re

_SIDES = re.compile(r"(?=购买?方|销售?方)")
_ACCOUNT = re.compile(r"账[号户][:：]?\s*(\d[\d\s-]{6,40}\d)")
_TELEPHONE = re.compile(r"电话[:：]?\s*(\d[\d\s-]{5,16}\d)")
_SELLERS = ("销方", "销售方")
_BETWEEN = re.compile(r"[\s-]")


def marks(remarks: str) -> frozenset[str]:
    """Return the digits of every account and telephone that are named as the seller's."""
    of_seller = [part for part in _SIDES.split(remarks) if part.startswith(_SELLERS)]
    found = (
        number
        for part in of_seller
        for pattern in (_ACCOUNT, _TELEPHONE)
        for number in pattern.findall(part)
    )
    return frozenset(_BETWEEN.sub("", number) for number in found)
