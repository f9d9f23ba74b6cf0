"""Data that lead for a page that is not read, and shorter statements beside them."""

from dataclasses import dataclass
from datetime import date

from importers import inner_data
from importers.checks import Channel
from importers.draft import Draft
from importers.invoice import Kind, Line, Source
from importers.page_text import PageText, Rule, placed
from importers.qr_code import InvoiceCode
from importers.voucher import Reading

NUMBER = "24112000000012345678"


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page that says one line."""

    line: str

    def text(self) -> PageText:
        characters = tuple(
            placed(letter, (1000 * place, 1000, 1000 * place + 900, 1900))
            for place, letter in enumerate(self.line)
        )
        return PageText(1, 100_000, 50_000, characters)

    def rules(self) -> tuple[Rule, ...]:
        return ()

    def codes(self) -> tuple[InvoiceCode, ...]:
        return ()

    def shown(self, text: PageText) -> PageText:
        return text


def stated(kind: Kind = Kind.OTHER, total: str = "106.00") -> Draft:
    draft = Draft(kind, Source.ATTACHMENT, items=(Line("测试费", amount=total),))
    draft.put("invoice_number", NUMBER)
    draft.put("total_with_tax", total)
    draft.issue_date = date(2024, 6, 18)
    return draft


PAGE = PrintedPage(f"{NUMBER} 2024年6月18日 测试费 106.00")


def test_data_of_the_kind_named_by_a_page_that_is_not_read_lead() -> None:
    read = Reading(((Draft(Kind.OTHER), 1),), ())
    ((draft, _),) = inner_data.reading(read, [stated()], [], [PAGE]).drafts
    assert draft.values["invoice_number"] == NUMBER
    assert draft.uncertain == {"total_with_tax"}  # what stands somewhere need not be the total
    assert Channel.TEXT in draft.agreements["total_with_tax"]
    other = inner_data.reading(read, [stated(Kind.RAIL)], [], [PAGE]).drafts[0][0]
    assert other.values == {}


def test_a_shorter_statement_is_held_against_the_data_that_lead() -> None:
    none = Reading((), ())
    ((draft, _),) = inner_data.reading(none, [stated()], [stated(total="107.00")], [PAGE]).drafts
    assert draft.values["total_with_tax"] == "106.00"
    assert "total_with_tax" in draft.uncertain


def test_a_record_about_an_invoice_confirms_nothing_but_is_named_alone() -> None:
    record = stated(Kind.EINV_RECEIVER_XBRL)
    ((draft, _),) = inner_data.reading(Reading((), ()), [record], [], [PAGE]).drafts
    assert draft is record
    page = Draft(Kind.E_ORDINARY)
    page.put("invoice_number", NUMBER)
    ((draft, _),) = inner_data.reading(Reading(((page, 1),), ()), [record], [], [PAGE]).drafts
    assert (draft.values, draft.agreements) == ({"invoice_number": NUMBER}, {})


def test_data_settle_which_cell_a_character_of_the_table_belongs_to() -> None:
    page = Draft(Kind.E_ORDINARY, items=(Line("测试", spec="费", amount="106.00"),))
    page.put("invoice_number", NUMBER)
    page.uncertain.add("items")
    data = stated(Kind.E_ORDINARY)
    ((draft, _),) = inner_data.reading(Reading(((page, 1),), ()), [data], [], [PAGE]).drafts
    assert draft.items == data.items
    assert draft.uncertain == set()


def test_a_day_that_the_page_does_not_print_is_doubted() -> None:
    data = stated()
    data.issue_date = date(2024, 6, 19)
    ((draft, _),) = inner_data.reading(Reading((), ()), [data], [], [PAGE]).drafts
    assert draft.uncertain == {"issue_date", "total_with_tax"}
