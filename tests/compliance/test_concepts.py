import pytest

from compliance.concepts import concept_in, mentions, split_printed_name


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("黄金", "黄金"),
        ("投资黄金 50克", "黄金"),
        ("黄金50g", "黄金"),
        ("礼品一批", "礼品"),
        ("节日礼品(定制)", "礼品"),
        ("礼品采购", "礼品"),
        ("茅台酒500ml", "茅台"),
        ("餐费及服务费", "餐费"),
        ("\uff2b\uff34\uff36", "KTV"),  # in full width
        ("E卡充值", "E卡"),
    ],
)
def test_a_concept_is_met_as_the_head_of_its_phrase(text: str, concept: str) -> None:
    assert concept_in(text, (concept,)) == concept


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("黄金针菇", "黄金"),
        ("礼品包装盒", "礼品"),
        ("礼品包装盒", "礼品卡"),
        ("红酒标签", "红酒"),
        ("智慧停车系统", "停车"),
        ("COMBAT", "MBA"),
        ("SIME卡", "E卡"),
        ("", "黄金"),
    ],
)
def test_a_word_inside_another_concept_is_none(text: str, concept: str) -> None:
    assert concept_in(text, (concept,)) is None


def test_harmless_concepts_are_set_aside_first() -> None:
    assert concept_in("物业管理费", ("管理费",)) == "管理费"
    assert concept_in("物业管理费", ("管理费",), unless=("物业管理费",)) is None
    assert concept_in("物业管理费、项目管理费", ("管理费",), unless=("物业管理费",)) == "管理费"


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("*餐饮服务*餐费", ("餐饮服务", "餐费")),
        ("＊餐饮服务＊餐费", ("餐饮服务", "餐费")),
        ("*软件*甲*乙", ("软件", "甲*乙")),
        ("*软件*", ("软件", "")),
        ("车辆通行费", (None, "车辆通行费")),
        ("", (None, "")),
    ],
)
def test_the_tax_category_stands_between_asterisks(
    printed: str, parts: tuple[str | None, str]
) -> None:
    assert split_printed_name(printed) == parts


def test_a_mention_is_met_wherever_it_stands() -> None:
    assert mentions("北京云岚餐饮管理有限公司", ("餐饮",))
    assert not mentions("北京云岚科技有限公司", ("餐饮",))
