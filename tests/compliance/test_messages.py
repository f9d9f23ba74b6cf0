from compliance.finding import Finding, Override, Severity
from compliance.law import citation
from compliance.messages import Message, message

TRANSLATIONS = {"、": ", ", "{names}见{article}": "{names}: see {article}", "甲": "A"}


def in_english(each: Message) -> str:
    return each.english or TRANSLATIONS[each.template]


SENTENCE = message("{names}见{article}", names=(Message("甲"), Message("甲")), article=citation(28))


def test_a_sentence_is_filled_in_chinese() -> None:
    assert SENTENCE.text() == "甲、甲见第二十八条"


def test_a_sentence_is_translated_with_everything_in_it() -> None:
    assert SENTENCE.text(in_english) == "A, A: see Article 28"


def test_a_sentence_survives_its_record() -> None:
    assert Message.from_record(SENTENCE.to_record()) == SENTENCE
    plain = message("{day}", day="2026-03-10")
    assert Message.from_record(plain.to_record()) == plain


def test_equal_sentences_are_one_in_a_set() -> None:
    assert len({SENTENCE, Message.from_record(SENTENCE.to_record())}) == 1


def test_a_finding_survives_its_record() -> None:
    finding = Finding(
        rule="negative_list_respected",
        article=28,
        severity=Severity.BLOCK,
        message=SENTENCE,
        remedy=Message("甲"),
        fields=("items",),
        override=Override.NEVER,
        item="NL-09",
    )
    assert Finding.from_record(finding.to_record()) == finding


def test_every_weight_has_its_leading_words() -> None:
    assert [severity.lead.text() for severity in Severity] == ["不能列支", "需要说明", "提示"]
