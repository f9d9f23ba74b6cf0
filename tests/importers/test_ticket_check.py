"""The judges of receipts, as they judge what came from anywhere: page, data or scan."""

import pytest

from importers import ticket_check
from importers.draft import Draft
from importers.invoice import Kind, Line


@pytest.mark.parametrize(
    ("number", "person"),
    [
        ("110101199003077758", True), ("110101199003077759", False), ("44052418800101001X", False),
        ("110101900307775", True), ("1101**********7758", True), ("91310000669241969L", False),
    ],
)  # fmt: skip
def test_numbers_of_persons_are_told_from_those_of_companies(number: str, *, person: bool) -> None:
    assert ticket_check.is_person(number) is person


def test_numbers_of_the_wrong_form_are_doubted() -> None:
    draft = Draft(Kind.FISCAL_PROVINCE)
    draft.put("invoice_code", "0001012")
    draft.put("invoice_number", "0010925600")
    draft.put("check_code", "a1B2c3")
    ticket_check.judge(draft)
    assert draft.uncertain == {"invoice_code"}


def test_lines_without_a_total_prove_and_disprove_nothing() -> None:
    draft = Draft(Kind.FISCAL_PROVINCE, items=(Line("学费", amount="1.00"),))
    ticket_check.judge(draft)
    assert (draft.uncertain, draft.agreements) == (set(), {})


def test_other_kinds_are_left_to_other_judges() -> None:
    draft = Draft(Kind.E_ORDINARY)
    draft.put("invoice_code", "1")
    ticket_check.judge(draft)
    assert draft.uncertain == set()
