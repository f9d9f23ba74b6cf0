import doctest

import pytest

from compliance import identity_card
from compliance.identity_card import holds, masked, plain


def test_the_examples_in_the_docstring_hold() -> None:
    assert doctest.testmod(identity_card, raise_on_error=True).attempted


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014", "E12345678"])
def test_what_can_be_a_number_holds(number: str) -> None:
    assert holds(number)


@pytest.mark.parametrize(
    "number",
    [
        "110105194912310021",  # the check is wrong
        "11010519491331002X",  # no such month
        "1101051949123100",  # too short for a card, but digits enough for another paper
        "PASSPORT",  # no digit at all
        "护照12345678",
        "",
    ],
)
def test_what_cannot_be_a_number_does_not_hold(number: str) -> None:
    assert holds(number) is (number == "1101051949123100")


def test_blanks_and_small_letters_do_not_matter() -> None:
    assert plain(" 110105 19491231 002x") == "11010519491231002X"


@pytest.mark.parametrize(
    ("number", "shown"), [("E12345678", "E1*****78"), ("A123", "A1**23"), ("", "**")]
)
def test_a_number_is_shown_masked(number: str, shown: str) -> None:
    assert masked(number) == shown
