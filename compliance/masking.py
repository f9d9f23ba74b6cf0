"""敏感号码: how bank accounts, identity numbers and telephones are shown (个人信息保护法 §28, §29).

Two characters at each end stay, as on most public lists; whoever needs the whole number asks for
it, and that is kept.

>>> masked("1109 0123 4567 8901"), masked("11010519491231002X")
('11************01', '11**************2X')
>>> masked_within("开户行 北京银行 1109 0123 4567 8901，电话 13800138000")
'开户行 北京银行 11************01，电话 13*******00'
>>> masked_within("发票 26112000000123456791，回单 20260310-0007，共 1234567.00 元")
'发票 26112000000123456791，回单 20260310-0007，共 1234567.00 元'
"""

import re
from typing import Final

from compliance import identity_card

# Invoices have numbers of 20 digits, codes of enterprises hold letters: neither is a secret.
_ACCOUNT: Final = r"\d(?: ?\d){10,17}(?: ?[\dXx])"
_TELEPHONE: Final = r"1[3-9]\d{9}"
_LANDLINE: Final = r"0\d{2,3}-?\d{7,8}"
_NAMED: Final = r"(?<=账号[:：])\d{6,11}"
_SECRET: Final = re.compile(
    rf"(?<![\w.])(?:{_ACCOUNT}|{_TELEPHONE}|{_LANDLINE}|{_NAMED})(?![\w.])(?! \d)", re.ASCII
)


def masked(number: str) -> str:
    """Write a number with all but its first and last two characters hidden."""
    return identity_card.masked("".join(number.split()))


def masked_within(text: str) -> str:
    """Hide every number of a text that can be an account, an identity number or a telephone."""
    return _SECRET.sub(lambda found: masked(found[0]), text)
