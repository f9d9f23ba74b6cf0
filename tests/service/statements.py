"""Statements of the office's bank, as files."""

ACCOUNT = "1109012345678901"
TITLES = "交易日期,借方发生额,贷方发生额,余额,对方户名,对方账号,摘要,交易流水号"
CENTER = "北京市科协创新服务中心"
ARRIVED = f"2026-03-10,,60000.00,60000.00,{CENTER},0200,拨款,20251001-0001"
INTEREST = "2026-03-10,,12.34,60012.34,示例银行,,结息,HD9"
FEE = "2026-03-10,10.00,,60002.34,示例银行,,账户管理费,HD10"


def a_file(*lines: str, days: str = "2026-03-01至2026-03-10", account: str = ACCOUNT) -> bytes:
    """Give a csv file as a bank's web page gives it out."""
    head = f"账号：{account}\n查询期间：{days}\n{TITLES}\n"
    return ("\ufeff" + head + "\n".join(lines) + "\n").encode()
