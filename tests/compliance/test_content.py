import pytest

from compliance import library
from compliance.categories import Category
from compliance.content import compatible_categories, suggest_category
from importers.invoice import Invoice, Kind, Line

TEXTS = library.installed().newest_categories()


def invoice(*names: str | None) -> Invoice:
    return Invoice(kind=Kind.E_ORDINARY, items=tuple(Line(name=name) for name in names))


@pytest.mark.parametrize(
    ("name", "category", "reason"),
    [
        ("*研发和技术服务*委托开发", Category.RND, "税收分类“研发和技术服务”对应“研发”"),
        ("*生活服务*培训费", Category.TRAIN, "“培训费”对应“培训”"),
        ("*设计服务*专利代理费", Category.IP_PUB, "“专利代理费”对应“专利及文章发表”"),
        ("*鉴证咨询服务*职业资格考试报名费", Category.CE, "“资格考试报名费”对应“继续教育”"),
        ("*信息技术服务*文献检索费", Category.IP_PUB, "“文献检索费”对应“专利及文章发表”"),
        ("*生活服务*会务费", Category.CONF, "“会务费”对应“参加学术会议”"),
        ("*会展服务*注册费", Category.CONF, "“注册费”对应“参加学术会议”"),
        ("*交通运输服务*客运服务费", Category.EXCH, "“客运服务费”对应“交流”"),
        ("*印刷品*宣传海报", Category.PUBL, "“海报”对应“宣传”"),
        ("专利年费", Category.IP_PUB, "“专利年费”对应“专利及文章发表”"),
        ("*广告服务*检测费", Category.PUBL, "税收分类“广告服务”对应“宣传”"),
        ("*生活服务*综合服务", None, "从票面内容看不出支出方向"),
        ("*新兴服务*综合服务", None, "从票面内容看不出支出方向"),
        (None, None, "从票面内容看不出支出方向"),
    ],
)
def test_the_tax_category_speaks_first_and_words_decide_what_it_leaves_open(
    name: str | None, category: Category | None, reason: str
) -> None:
    suggested, why = suggest_category(invoice(name), TEXTS)
    assert suggested is category
    assert why.text() == reason


def test_lines_that_disagree_suggest_nothing() -> None:
    mixed = invoice("*广告服务*宣传费", "*软件*仿真软件")
    assert suggest_category(mixed, TEXTS)[0] is None
    assert suggest_category(mixed, TEXTS)[1].text() == "各行内容对应不同的支出方向"
    assert compatible_categories(mixed, TEXTS) == {Category.PUBL, Category.RND}


def test_lines_that_say_nothing_do_not_spoil_what_others_say() -> None:
    assert suggest_category(invoice("*软件*仿真软件", "运费"), TEXTS)[0] is Category.RND


def test_the_attached_list_is_read_too() -> None:
    listed = Invoice(
        kind=Kind.VAT_E_ORDINARY,
        items=(Line(name="(详见销货清单)"),),
        list_items=(Line(name="*集成电路*芯片"),),
    )
    assert suggest_category(listed, TEXTS)[0] is Category.RND


def test_a_category_that_only_may_be_is_compatible_without_being_suggested() -> None:
    vague = invoice("*生活服务*综合服务")
    assert suggest_category(vague, TEXTS)[0] is None
    assert Category.TRAIN in compatible_categories(vague, TEXTS)


def test_an_invoice_without_lines_speaks_for_nothing() -> None:
    assert compatible_categories(invoice(), TEXTS) == frozenset()


@pytest.mark.parametrize(
    ("kind", "words"), [(Kind.RAIL, "铁路电子客票"), (Kind.AIR, "航空运输电子客票行程单")]
)
def test_a_ticket_without_lines_is_a_journey(kind: Kind, words: str) -> None:
    ticket = Invoice(kind=kind)
    suggested, why = suggest_category(ticket, TEXTS)
    assert suggested is Category.EXCH
    assert why.text() == f"“{words}”对应“交流”"
    assert compatible_categories(ticket, TEXTS) == {Category.EXCH, Category.CONF}
