"""A file that is no text of its kind is refused with the place of the fault."""

import pytest

from compliance import library
from compliance.text import InvalidTextError, TextKind
from tests.compliance.texts import content

LIST, STANDARDS, CATEGORIES = TextKind.NEGATIVE_LIST, TextKind.STANDARDS, TextKind.CATEGORIES


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (
            'version = "a"\ntitle = = 3',
            "第 2 行第 9 列不是有效的 TOML：Invalid value",
        ),
        ("version = ", "文件末尾不是有效的 TOML：Invalid value (at end of document)"),
        ("a = " + "[" * 5000, "文件嵌套太深，不是这种文件。"),
        ("", "缺少“item”。"),
        ('item = "黄金"', "[[item]] 第 1 项：内容不符合格式："),
        ("item = [3]", "[[item]] 第 1 项：内容不符合格式："),
        ("item = 3", "内容不符合格式：'int' object is not iterable"),
    ],
)
def test_what_is_no_text_at_all_is_refused(file: str, sentence: str) -> None:
    with pytest.raises(InvalidTextError) as refused:
        library.parse(LIST, file)
    assert refused.value.sentence.text().startswith(sentence)


@pytest.mark.parametrize(
    ("kind", "old", "new", "sentence"),
    [
        (LIST, "remedy_zh", "remedies", "[[item]] 第 1 项（NL-01）：缺少“remedy_zh”。"),
        (
            LIST, 'severity = "block"', 'severity = "heavy"',
            "[[item]] 第 1 项（NL-01）：“heavy”不在可用的写法之内。",
        ),
        (LIST, 'code = "NL-02"', 'code = "NL-01"', "内容不符合格式：items stand once each"),
        (LIST, 'code = "NL-02"', "", "[[item]] 第 2 项：缺少“code”。"),
        (
            CATEGORIES, 'code = "RND"', 'code = "XYZ"',
            "[[category]] 第 1 项（XYZ）：“XYZ”不在可用的写法之内。",
        ),
        (STANDARDS, 'split_from = "50000.00"', 'split_from = "five"', "内容不符合格式："),
        (STANDARDS, "refund_days = 90", "", "缺少“refund_days”。"),
    ],
)  # fmt: skip
def test_a_fault_is_said_with_its_place(kind: TextKind, old: str, new: str, sentence: str) -> None:
    with pytest.raises(InvalidTextError) as refused:
        library.parse(kind, content(kind, (old, new)))
    assert refused.value.sentence.text().startswith(sentence)
