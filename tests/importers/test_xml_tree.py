"""XML from strangers: what is refused, and what is read in spite of its encoding."""

import pytest

from importers import xml_tree
from importers.document import Document, FileType, UnreadableDocument

TEXT = "<发票><备注>联通，测试</备注></发票>"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        f'<?xml version="1.0" encoding="UTF-8"?>{TEXT}'.encode(),
        f'<?xml version="1.0" encoding="UTF-8"?>\n{TEXT}'.encode("gb18030"),
        f"<?xml version='1.0' encoding='GBK'?>{TEXT}".encode("gbk"),
        f'<?xml version="1.0" encoding="gb2312"?>{TEXT}'.encode(),
        f'<?xml version="1.0" encoding="GB18030"?>{TEXT}'.encode("gb18030"),
        f'<?xml version="1.0" encoding="big5"?>{TEXT}'.encode(),
        f'<?xml version="1.0" encoding="UTF-16"?>{TEXT}'.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        b"\n  " + TEXT.encode() + b"\n\x00\x00",
        f"<!-- 注 --><?stylesheet a?>{TEXT}".encode(),
        TEXT.replace("测试", "\x0b测\x1f试").encode(),
    ],
)
def test_any_encoding_that_systems_write_is_read(content: bytes) -> None:
    assert Document("a.xml", content).file_type is FileType.XML
    assert xml_tree.parse(content).text("备注") == "联通，测试"


def test_two_letters_of_gbk_that_look_like_utf_8_are_gbk_where_it_is_declared() -> None:
    content = '<?xml version="1.0" encoding="gbk"?><a>联通</a>'.encode("gbk")
    assert xml_tree.parse(content).text() == "联通"


def test_a_wrong_declaration_and_a_strange_letter_do_not_mislead() -> None:
    content = '<?xml version="1.0" encoding="GBK"?><a>电缆1.5mm²×100m</a>'.encode()
    assert xml_tree.parse(content).text() == "电缆1.5mm²×100m"


def test_big5_is_read_as_declared() -> None:
    content = '<?xml version="1.0" encoding="Big5"?><a>發票</a>'.encode("big5")
    assert xml_tree.parse(content).text() == "發票"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "DOCTYPE"),
        (b'<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><a/>', "DOCTYPE"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "DOCTYPE"),
        (b"<a>&x;</a>", "格式错误"),
        (b"<a><b></a>", "第 1 行"),
        (b"<a>\n<b", "第 2 行"),
        (b"<a>\x81</a>", "编码"),
        (b"\xff\xfe<\x00a\x00/", "编码"),
        (b"<a>" * 70 + b"</a>" * 70, "层次过深"),
        (b"<a>" + b"<b/>" * xml_tree.MAX_TAGS + b"</a>", "过大"),
        (b"<a>" + b" " * xml_tree.MAX_BYTES + b"</a>", "过大"),
    ],
)
def test_hostile_and_broken_files_are_refused_with_a_sentence(
    content: bytes, sentence: str
) -> None:
    with pytest.raises(UnreadableDocument, match=sentence):
        xml_tree.parse(content)


def test_a_million_laughs_are_not_laughed() -> None:
    entities = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(10)
    )
    bomb = f"<!DOCTYPE a [{entities}]><a>&l9;</a>".encode()
    with pytest.raises(UnreadableDocument, match="DOCTYPE"):
        xml_tree.parse(bomb)


def test_the_word_doctype_in_a_remark_is_no_document_type() -> None:
    root = xml_tree.parse(b"<a><v><![CDATA[<!DOCTYPE html>]]></v></a>")
    assert root.text("v") == "<!DOCTYPE html>"


def test_names_are_found_without_namespace_case_hyphen_and_underscore() -> None:
    root = xml_tree.parse(
        b'<n:root xmlns:n="urn:a" n:Page-Ref="7"><n:Total-tax_Amount> 1.00 </n:Total-tax_Amount>'
        b"<x>1</x><x>2</x></n:root>"
    )
    assert (root.name, root.namespace) == ("root", "urn:a")
    assert root.text("TotalTaxAmount") == "1.00"
    assert root.attribute("PageRef") == "7"
    assert root.attribute("other") is None
    assert [each.text() for each in root.children("X")] == ["1", "2"]
    assert [each.name for each in root.descendants()] == ["Total-tax_Amount", "x", "x"]


@pytest.mark.parametrize(
    "absent",
    [
        "", "<v/>", "<v></v>", "<v>\n   </v>", "<v>null</v>", "<v><![CDATA[]]></v>",
        '<v xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true">7</v>',
        "<v><w>7</w></v>", "<v>\u3000</v>",
    ],
)  # fmt: skip
def test_what_is_blank_is_absent(absent: str) -> None:
    assert xml_tree.parse(f"<a>{absent}</a>".encode()).text("v") is None


def test_plain_text_is_found_in_cdata_and_around_comments() -> None:
    root = xml_tree.parse(b"<a><v><![CDATA[ x < y ]]></v><w>one <!-- not this -->two</w></a>")
    assert root.text("v") == "x < y"
    assert root.text("w") == "one two"
    assert root.at("v", "none") is None
