"""Which numbers of a text are secrets, and what stays of them."""

import pytest

from compliance.masking import masked, masked_within


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1109012345678901", "11************01"),
        ("账号 1109 0123 4567 8901。", "账号 11************01。"),
        ("身份证11010519491231002X", "身份证11**************2X"),
        ("身份证 11010519491231002X", "身份证 11**************2X"),
        ("电话 13800138000", "电话 13*******00"),
        ("联系人 010-62980101", "联系人 01********01"),
        ("银行账号:11090771201", "银行账号:11*******01"),
        ("91110108MA01234537", "91110108MA01234537"),
        ("26112000000123456791", "26112000000123456791"),
        ("1234567890.12", "1234567890.12"),
        ("2026-03-10 09:30", "2026-03-10 09:30"),
    ],
)
def test_a_secret_number_is_hidden_and_others_stay(written: str, shown: str) -> None:
    assert masked_within(written) == shown


def test_blanks_do_not_count() -> None:
    assert masked("1109 0123") == "11****23"
