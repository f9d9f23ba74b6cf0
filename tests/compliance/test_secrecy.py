"""Marks of classification stand by themselves; the same words inside others are none."""

import pytest

from compliance.secrecy import marks_in, named_in


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("秘密★5年", ("秘密",)),
        ("绝密 ★ 启用前", ("绝密",)),
        ("机密☆", ("机密",)),
        ("【机密】", ("机密",)),
        ("（秘密）样机", ("秘密",)),
        ("密级：秘密", ("秘密",)),
        ("密级:绝密资料", ("绝密",)),
        ("密级为机密资料", ("机密",)),
        ("密级是机密资料", ("机密",)),
        ("密级机密资料", ("机密",)),
        ("机密级文件", ("机密",)),
        ("样机_绝密_一号", ("绝密",)),
        ("秘密\n绝密", ("绝密", "秘密")),
        ("秘密，秘密", ("秘密",)),
        ("机密", ("机密",)),
        ("机密计算服务费", ()),
        ("保守商业秘密", ()),
        ("秘密共享协议", ()),
        ("解密工具", ()),
        ("A机密", ()),
        ("机密1", ()),
        ("", ()),
    ],
)
def test_what_stands_as_a_mark(text: str, levels: tuple[str, ...]) -> None:
    assert marks_in(text) == levels


@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("秘密项目发票.pdf", ("秘密",)),
        ("机密秘密.ofd", ("机密", "秘密")),
        ("商业秘密保护.pdf", ()),
        ("泄露机密处罚.pdf", ()),
        ("泄秘密.pdf", ()),
        ("无秘密.pdf", ()),
        ("个人秘密.pdf", ()),
        ("秘密分享算法.pdf", ()),
        ("机密性测试.pdf", ()),
        ("发票.pdf", ()),
    ],
)
def test_what_the_name_of_a_file_holds(name: str, levels: tuple[str, ...]) -> None:
    assert named_in(name) == levels
