import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.concepts import concept_in, is_person_name, mentions, split_printed_name


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


@given(
    st.lists(st.sampled_from(["黄金", "礼品", "礼品卡", "餐费", "酒", "KTV", "E卡"]), max_size=4),
    st.lists(
        st.sampled_from(
            ["黄金", "针菇", "礼品", "卡", "包装盒", "餐费", "服务费", "KTV", "A", "酒", " "]
        ),
        max_size=5,
    ),
)
def test_of_several_concepts_the_first_that_alone_is_met_is_given(
    concepts: list[str], parts: list[str]
) -> None:
    text = "".join(parts)
    alone = [each for each in concepts if concept_in(text, (each,))]
    assert concept_in(text, concepts) == (alone[0] if alone else None)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("林栎", True),
        ("欧阳岚桐", True),
        ("林 栎", True),
        ("林栎(个人)", True),
        ("阿依‧岚桐", True),
        ("林", False),
        ("北京栎岚科技", False),
        ("岚桐书店", False),
        ("Linda Tong", False),
        ("", False),
    ],
)
def test_the_name_of_a_person_is_told_from_that_of_an_organisation(
    name: str, *, is_one: bool
) -> None:
    assert is_person_name(name) is is_one
